// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/guard/guard_rules.h"

namespace headroom::core {
namespace {

using namespace guard_times;

constexpr int mostBatchHalvings = 3;

GuardStep shrunk(const GuardReading& reading, GuardState next, GuardAction action, std::string_view what)
{
    next.stepFor = 0;
    next.pressed = false;
    next.trimmed = action == GuardAction::trim || (next.trimmed && action == GuardAction::reconnect);
    if (!next.paused)
        next.phase = restingPhase(reading, next);
    const std::string why = reading.rss > reading.marks.adapt ? fmt::format("RSS {} is above the adapt mark {}", formatBytes(reading.rss), formatBytes(reading.marks.adapt))
                                                              : std::string(starving(next) ? "pauses left nothing to process" : "it had to pause");
    return {next, action, fmt::format("{}: {}", what, why)};
}

/// The next step down: the view, the batch, a trim, and last, once, a new client.
std::optional<GuardStep> shrink(const GuardReading& reading, GuardState next)
{
    if ((next.adaptFor < aboveAdapt && !next.pressed && !starving(next)) || next.stepFor < betweenSteps)
        return {};
    if (reading.shrinkViewBy > 0) {
        next.viewHalvings += reading.shrinkViewBy;
        return shrunk(reading, next, GuardAction::shrinkView, "record view halved");
    }
    if (reading.canShrinkBatch && next.batchHalvings < mostBatchHalvings) {
        ++next.batchHalvings;
        return shrunk(reading, next, GuardAction::shrinkBatch, "batch halved");
    }
    if (!next.trimmed)
        return shrunk(reading, next, GuardAction::trim, "trimmed");
    if (reading.canReconnect && !next.reconnected) {
        if (next.stepFor < beforeReconnect)
            return {};
        next.reconnected = true;
        return shrunk(reading, next, GuardAction::reconnect, "new client with half the fetch limits");
    }
    if (std::string why = whyStarved(reading, next, ", with nothing left to give back"); !why.empty())
        return GuardStep{next, GuardAction::none, std::move(why)};
    return {};
}

/// One step back up, in reverse. Each one waits twice as long as the last, so that a load that swings around the marks
/// settles with what is smaller; a reconnect is not undone, since that would cost a second one.
std::optional<GuardStep> undo(const GuardReading& reading, GuardState next)
{
    const bool due = next.lowFor >= next.undoAfter && next.stepFor >= next.undoAfter && pausesWithin(next, next.seconds, undoAfterPause) == 0;
    if (!due || next.batchHalvings + next.viewHalvings == 0)
        return {};
    const bool batch = next.batchHalvings > 0;
    --(batch ? next.batchHalvings : next.viewHalvings);
    next.stepFor = 0;
    next.undoAfter = std::min(longestUndo, next.undoAfter * 2);
    next.phase = restingPhase(reading, next);
    return GuardStep{next, batch ? GuardAction::restoreBatch : GuardAction::restoreView,
                     fmt::format("{} restored: RSS {} is below the low mark {}", batch ? "batch" : "record view", formatBytes(reading.rss), formatBytes(reading.marks.low))};
}

} // namespace

GuardStep decideAdapt(const GuardReading& reading, const GuardState& state)
{
    GuardState next = watched(reading, state);
    if (!measurable(reading))
        return nothingToGuard(reading, next);
    if (next.lowFor >= betweenSteps && pausesWithin(next, next.seconds, undoAfterPause) == 0)
        next.trimmed = false;
    if (next.lowFor >= calm)
        next.undoAfter = GuardState().undoAfter;
    if (!next.paused) {
        if (const auto why = whyPause(reading, next))
            return pauseNow(next, *why);
    } else if (GuardStep step = keepOrResume(reading, next); step.action != GuardAction::none || !step.reason.empty()) {
        return step;
    }
    if (auto step = shrink(reading, next))
        return *step;
    if (!next.paused) {
        if (auto step = undo(reading, next))
            return *step;
        next.phase = restingPhase(reading, next);
    }
    return {next, GuardAction::none, {}};
}

} // namespace headroom::core
