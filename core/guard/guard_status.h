// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/units.h"

namespace headroom::core {

enum class GuardPhase : std::uint8_t {
    off,        ///< draws lines only
    observing,  ///< below the marks, or mode observe: says what it would do
    adapting,   ///< view or batch are smaller than set, or the client was recreated with smaller limits
    paused,     ///< all partitions paused by the guard
    cannotHelp, ///< paused long enough and still above the high mark
};
[[nodiscard]] std::string_view wordFor(GuardPhase phase) noexcept;

/// What the guard does now and what it has cost so far. Part of a snapshot.
struct GuardStatus {
    GuardPhase phase = GuardPhase::off;
    std::string reason;              ///< one sentence for people; empty when there is nothing to say
    std::string starves;             ///< why limit and a useful rate do not go together, as long as it is so; empty otherwise
    Bytes limit = unknownBytes;      ///< min(memory budget, container limit): what the marks are percent of
    std::uint64_t pauses = 0;
    double pausedSeconds = 0;
    Bytes refetchedBytes = 0;        ///< prefetch dropped by pauses and reconnects, fetched again since
    Bytes willRefetchBytes = 0;      ///< dropped by the present pause
    std::uint64_t adaptations = 0;   ///< view halvings, batch halvings and reconnects
    bool oftenPaused = false;        ///< more than 6 pauses in 10 min: the limits are too high for the budget
};

enum class MemoryTrend : std::uint8_t { unknown, steady, falling, rising };

/// The limit of the container (cgroup v2, v1) or one the user pretends, and when it is reached.
struct LimitStatus {
    Bytes limit = unknownBytes;      ///< unknownBytes: none
    Bytes used = unknownBytes;       ///< what the container counts; unknownBytes when pretended or unreadable
    bool pretended = false;
    std::string source;              ///< file it was read from, or "pretend-limit"
    std::string warning;             ///< for people, from when it is neared until it is far again
    MemoryTrend trend = MemoryTrend::unknown;
    double bytesPerSecond = 0;       ///< of RSS; 0 unless rising or falling
    double secondsToLimit = -1;      ///< to min(budget, limit) at the present slope; -1 unless rising
};

} // namespace headroom::core
