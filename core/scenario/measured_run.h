// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/demo/demo_process.h"
#include "core/scenario/one_run.h"

namespace headroom::core {

/// How a run is watched while it lasts.
struct RunWatch {
    std::function<void(const RunSample&)> onSample; ///< about ten times a second
    std::function<bool()> cancelled;                ///< asked about 20 times a second; empty: never
};

struct RunEnd {
    RunRecord record;
    bool cancelled = false;
};

/// Runs one order in a process of its own and collects what it says; tells the demo broker where the reader is and, for
/// `outage` seconds from the third measured second on, takes the broker away. Why a process a run: the heap of one run, freed
/// but kept by the allocator, would be in the baseline and in the peak of the next; and a kill is a kill.
/// Fails when the process cannot be started, ends otherwise than it should, or says nothing for 30 s.
/// Thread: one that outlives the call's child, that is, any that waits here. Blocks until the run has ended.
[[nodiscard]] Result<RunEnd> measureRun(const RunOrder& order, DemoProcess& demo, double outage, const RunWatch& watch);

} // namespace headroom::core
