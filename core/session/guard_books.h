// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/guard/memory_guard.h"
#include "core/kafka/consumer_port.h"
#include "core/metrics/process_memory.h"
#include "core/session/limit_watch.h"
#include "core/settings/settings.h"

// Private to core/session.

namespace headroom::core {

/// What the worker remembers of guard, limit and trims.
struct GuardBooks {
    explicit GuardBooks(std::string cgroupRoot) : watch(std::move(cgroupRoot)) {}

    GuardState state;
    GuardStatus status;
    LimitWatch watch;
    bool paused = false;              ///< the guard's own pause; only the guard ends it
    std::optional<EagerReturn> eager; ///< while paused
    SteadyTime next{};                ///< when it decides again
    SteadyTime nextGlance{};          ///< at RSS, while the container's limit is near
    Bytes viewCap = gib;              ///< of view-budget and batch-bytes, as long as there is a guard:
    Bytes batchCap = gib;             ///< the container's limit leaves no more (gib: the most that they may be set to)
    SteadyTime last{};                ///< when it decided last
    Bytes highestPrefetch = 0;        ///< since the last trim
    SteadyTime lastTrim{};
    std::optional<SteadyTime> shrunkAt; ///< the view; its pages are still to be trimmed
    std::string largestLayer;
    std::string heldRows;             ///< as the last event of what is held said
};

/// Where a partition goes on after a reconnect: noted when the old client is left, used once when it is assigned again.
struct Carried {
    StartOffset next;                 ///< at what is processed; where it began when nothing is
    bool processed = false;
    Offset committed = unknownOffset; ///< when the old client was left
};

/// The limits that the guard halves when it makes a new client, and the floor of each.
struct FetchLimit {
    std::int64_t Settings::* member;
    std::int64_t floor;
};
inline constexpr FetchLimit halvableLimits[]{
    {&Settings::queuedMaxMessagesKbytes, 1024}, {&Settings::queuedMinMessages, 1000},      {&Settings::fetchMaxBytes, 64 * kib},
    {&Settings::maxPartitionFetchBytes, 16 * kib}, {&Settings::messageMaxBytes, 16 * kib},
};

/// With half of each fetch limit, none below its floor (or below what it was). fetch.max stays at or above message.max.
[[nodiscard]] Settings halfTheFetchLimits(Settings settings);

} // namespace headroom::core
