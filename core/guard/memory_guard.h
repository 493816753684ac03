// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/units.h"
#include "core/guard/guard_status.h"

namespace headroom::core {

/// The lines a guard acts on, in bytes of RSS. An unknown limit: neither a budget nor a container limit is set.
struct GuardMarks {
    Bytes limit = unknownBytes;
    Bytes high = unknownBytes;  ///< pause above
    Bytes adapt = unknownBytes; ///< adapt above
    Bytes low = unknownBytes;   ///< resume and undo below
};

/// Marks from a limit and percentages (low < adapt < high <= 100, as the settings are validated).
[[nodiscard]] GuardMarks guardMarks(Bytes limit, std::int64_t highPercent, std::int64_t adaptPercent, std::int64_t lowPercent) noexcept;
/// The smaller of budget and container limit; either may be unknown.
[[nodiscard]] Bytes smallerLimit(Bytes budget, Bytes containerLimit) noexcept;

/// What a guard decides on. Readings come several times a second; a gap (a suspended machine) counts as half a second.
struct GuardReading {
    double seconds = 0;             ///< monotone
    Bytes rss = unknownBytes;
    GuardMarks marks;
    Bytes refill = 0;               ///< prefetch to expect again after a resume
    int shrinkViewBy = 0;           ///< halvings of the view's cap until it keeps at most half of what it holds; 0: nothing to gain
    bool canShrinkBatch = false;    ///< the batch bounds are above their floor
    bool canReconnect = false;      ///< a new client could have smaller fetch limits
    Bytes ceiling = unknownBytes;   ///< with view and batch as small as they are; given when it nearly starves
    bool idle = false;              ///< nothing is in hand: a pause leaves the processor without work
    std::string_view largestLayer;  ///< "baseline, 92.0 MiB": named when the guard cannot help
};

enum class GuardAction : std::uint8_t {
    none,
    pause,        ///< all partitions, release what is prefetched, trim
    resume,       ///< what pause paused, nothing else
    shrinkView,   ///< cap = setting / 2^viewHalvings
    shrinkBatch,  ///< bounds = setting / 2^batchHalvings
    trim,
    reconnect,    ///< a new client with halved fetch and queue limits, once a run
    restoreBatch, ///< one halving less
    restoreView,
};

/// What a guard remembers between two decisions: a value, so that a decision is a pure function. "For" = seconds watched.
struct GuardState {
    GuardPhase phase = GuardPhase::off;
    double seconds = -1;            ///< of the last decision; negative before the first
    Bytes rss = unknownBytes;
    Bytes rise = 0;                 ///< how much more RSS will be when the next decision is carried out, at its present pace
    double highFor = 0;             ///< above the high mark without a break
    double adaptFor = 0;
    double lowFor = 0;              ///< below the low mark
    bool paused = false;            ///< by the guard
    double pausedFor = 0;
    std::array<double, 8> pauses{}; ///< when it paused, oldest first; the last `pauseCount` are filled
    int pauseCount = 0;
    Bytes gaveUpAt = unknownBytes;  ///< RSS that the longest pause could not bring down; from then on it pauses only an eighth of the limit above that
    int viewHalvings = 0;
    int batchHalvings = 0;
    bool trimmed = false;           ///< since the last halving
    bool reconnected = false;
    bool pressed = false;           ///< a pause since the last adaptation: memory rises and falls too fast to be seen above a mark
    double stepFor = 1e9;           ///< since the last adaptation or its undoing
    double undoAfter = 5;           ///< seconds below the low mark before one is undone; doubles each time
    double starved = 0;             ///< share of about the last starvedOver seconds in which a pause left nothing to process
    Bytes pausedRss = unknownBytes; ///< that the last pause came down to
    Bytes mostRefill = 0;           ///< prefetch that a pause has dropped, at most
    bool saidStarved = false;
    bool unlimited = false;         ///< said that there is nothing to guard
    GuardPhase wouldBe = GuardPhase::observing; ///< mode observe: what another guard would do now
};

struct GuardStep {
    GuardState next;
    GuardAction action = GuardAction::none;
    std::string reason; ///< one sentence for people at each transition, else empty
};

/// Times of all guards, in seconds.
namespace guard_times {
inline constexpr double longestGap = 0.5;     ///< more between two readings is not counted
inline constexpr double foresight = 0.01;     ///< to the next look and until a pause is carried out (some ms)
inline constexpr double aboveHigh = 2;        ///< before a pause; above the limit itself, at once
inline constexpr double aboveAdapt = 0.5;
inline constexpr double betweenSteps = 1;
inline constexpr double beforeReconnect = 5;
inline constexpr double shortestPause = 2;    ///< doubles with each pause of the last 10 min
inline constexpr double longestHold = 6;      ///< up to this
inline constexpr double cannotHelp = 10;
inline constexpr double longestPause = 30;    ///< then it resumes whatever RSS is: a pause that frees nothing only starves
inline constexpr double starvedOver = 30;
inline constexpr double undoAfterPause = 60;  ///< nothing is undone sooner after a pause: low is then only the pause's work
inline constexpr double longestUndo = 80;
inline constexpr double calm = 300;           ///< below the low mark: what was learned of a swinging load is forgotten
inline constexpr double oftenWindow = 600;
inline constexpr int oftenPauses = 6;
} // namespace guard_times

/// One guard: the choice as the setting `guard` names it, and its decision.
struct MemoryGuard {
    std::string_view id;
    std::string_view label;
    std::string_view help;
    bool acts = false; ///< keeps RSS below the limit; otherwise it only says, or draws lines
    /// Pure. Whatever it decides, what an earlier guard paused or shrank is let go of when this one does not do such.
    GuardStep (*decide)(const GuardReading& reading, const GuardState& state) = nullptr;
};

/// The least limit under which a consumer that rests at `resting` and is sent `refill` when it goes on is not paused at once.
[[nodiscard]] Bytes leastLimit(Bytes resting, Bytes refill, const GuardMarks& marks) noexcept;

/// More than half of the time pauses leave nothing to process.
[[nodiscard]] bool starving(const GuardState& state) noexcept;

/// More than 6 pauses in 10 min: the limits are too high for the budget.
[[nodiscard]] bool pausedOften(const GuardState& state, double seconds) noexcept;

} // namespace headroom::core
