// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "core/scenario/figures.h"
#include "core/scenario/scenario.h"
#include "core/session/session.h"

namespace headroom::core {

/// What a scenario adds to a session to see, or to do, what no setting does: it counts each processed record by partition
/// and offset, keeps one message in a hundred on purpose, and tells the moment at which the process is to be killed.
/// Until it is armed the session is as without it. Thread: made on any; the session's worker calls in; the functions below
/// say where they may be called.
/// Bound: what is kept, one message in a hundred of a run.
class RunProbe {
public:
    struct Options {
        Keep keep = Keep::nothing;
        std::int64_t killAfter = 0;
        /// Called on the worker when `killAfter` records are processed and none of them is lost; expected not to return.
        std::function<void(const Continuity&)> kill;
    };

    RunProbe();
    /// Before the session is made.
    void install(SessionDependencies& dependencies);
    /// For the next run of the session. Only while none is under way.
    void arm(Options options);
    void disarm() noexcept;
    /// Any thread: let go of what is kept, at the worker's next take.
    void letGo() const noexcept;
    /// Any thread, one at a time: fills in what only the probe knows.
    void addTo(RunSample& sample) const noexcept;
    /// Any thread, once the session has ended.
    [[nodiscard]] const Continuity& processed() const noexcept;

    struct State; ///< private to run_probe.cpp

private:
    std::shared_ptr<State> m_state;
};

} // namespace headroom::core
