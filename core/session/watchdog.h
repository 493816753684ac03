// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.h"

namespace headroom::core {

/// Messages wait, nobody has paused, and nothing moves.
struct Stall {
    double seconds = 0;         ///< since the last progress
    std::string cause;          ///< likely cause and what to do, a sentence or two
    bool recreateHelps = false; ///< a new client may mend it
    friend bool operator==(const Stall&, const Stall&) = default;
};

/// What one look sees.
struct WatchdogReading {
    bool consuming = false;       ///< running, not paused by anybody, and with partitions or with a right to some
    bool unassigned = false;      ///< it lost its partitions, or has a new client, and no assignment has come
    std::int64_t unread = 0;      ///< between the positions and the high watermarks last seen
    std::uint64_t taken = 0;      ///< messages so far
    std::uint64_t processed = 0;
    std::size_t inHand = 0;       ///< taken, not yet processed
    bool brokerTrouble = false;   ///< the client told of unreachable brokers since the last progress
};

/// Tells a consumer that stands still from one that has nothing to do. Pure: the clock is an argument. Thread: worker.
class Watchdog {
public:
    /// Longer than a rebalance or a failed-over leader usually takes, shorter than people wait before they ask why.
    static constexpr std::chrono::seconds patience{30};

    /// One look; the stall that lasts now, if there is one.
    [[nodiscard]] std::optional<Stall> look(SteadyTime now, const WatchdogReading& reading);

private:
    WatchdogReading m_last;
    std::optional<SteadyTime> m_since; ///< of the last progress while there was something to do
};

} // namespace headroom::core
