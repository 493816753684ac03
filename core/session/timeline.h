// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>

#include "core/base/clock.h"
#include "core/metrics/history.h"
#include "core/session/snapshot.h"

namespace headroom::core {

/// What charts and event list show. A run that continues the one before takes its timeline over.
/// Thread: the worker of the run. Bound: that of History, and EventLog::maxEvents.
struct Timeline {
    explicit Timeline(const Clock& clock) : began(clock.now()), history(clock.wallNow()) {}

    SteadyTime began; ///< second 0 of both
    History history;
    std::deque<SessionEvent> events;
    std::uint64_t nextEvent = 1;
};

} // namespace headroom::core
