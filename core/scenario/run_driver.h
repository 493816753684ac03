// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/scenario/run_probe.h"
#include "core/scenario/scenario.h"
#include "core/session/session.h"

namespace headroom::core {

/// What one run does, and for how long.
struct RunPlan {
    Settings settings; ///< `bootstrapServers` resolved
    double warmUp = 3;
    double measured = 10;
    std::span<const RunStep> steps;
};

/// Takes a session through one run: warm-up, measured time, the steps after it, the end. It never waits: call step() from a
/// loop or a timer, 20 times a second. Thread: one, the owner of the session.
class RunDriver {
public:
    using OnSample = std::function<void(const RunSample&)>;

    /// `session` and `probe` must outlive it; the probe is installed already.
    RunDriver(Session& session, RunProbe& probe, RunPlan plan, OnSample onSample);
    [[nodiscard]] Result<void> start();
    /// Looks, acts when something is due, hands out the newest sample once. False when the session has ended.
    [[nodiscard]] bool step();
    /// Ends the run before its time.
    void stop();
    /// The failure that ended the run, if any.
    [[nodiscard]] std::optional<Error> failure() const;

private:
    void advance(const Snapshot& now);
    void act(const RunStep& step, const Snapshot& now);
    [[nodiscard]] double phaseSeconds() const;

    Session& m_session;
    RunProbe& m_probe;
    RunPlan m_plan;
    OnSample m_onSample;
    std::uint64_t m_seen = 0;
    std::size_t m_phase = 0;
    std::optional<double> m_phaseSince; ///< in seconds of the run; nothing before the first message
    std::optional<double> m_letGoAt;
    bool m_stopping = false;
};

} // namespace headroom::core
