// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/scenario/run_probe.h"
#include "core/scenario/run_place.h"
#include "core/scenario/scenario.h"
#include "core/session/session.h"

namespace headroom::core {

/// The session that a run is driven on. Thread: one.
class DrivenSession {
public:
    DrivenSession() = default;
    virtual ~DrivenSession() = default;
    DrivenSession(const DrivenSession&) = delete;
    DrivenSession& operator=(const DrivenSession&) = delete;

    [[nodiscard]] virtual Result<void> start(const Settings& settings) = 0;
    [[nodiscard]] virtual bool ended() const = 0;
    /// Never null; may still be of an earlier run.
    [[nodiscard]] virtual std::shared_ptr<const Snapshot> latest() const = 0;
    virtual void post(Command command) = 0;
    /// Without a commit: nobody reads on from there.
    virtual void end() = 0;
};

/// Drives a Session as it is.
class PlainSession final : public DrivenSession {
public:
    explicit PlainSession(Session& session) : m_session(session) {}
    Result<void> start(const Settings& settings) override { return m_session.start(settings); }
    bool ended() const override { return m_session.ended(); }
    std::shared_ptr<const Snapshot> latest() const override { return m_session.latest(); }
    /// A full command queue would only lose a step of ours: nobody else posts.
    void post(Command command) override { static_cast<void>(m_session.post(std::move(command))); }
    void end() override;

private:
    Session& m_session;
};

/// What one run does, and for how long.
struct RunPlan {
    Settings settings; ///< `bootstrapServers` resolved, a group of its own
    double warmUp = 3;
    double measured = 10;
    Bytes share = 0;   ///< as in RunOrder
    std::string note;  ///< on the charts when it begins; empty: none
    std::span<const RunStep> steps;
    std::string peakOf; ///< the run that is named on the charts where RSS was highest, when it is over; empty: nothing is said
};
/// `order` as a plan; it names a run of the table.
[[nodiscard]] RunPlan planOf(const RunOrder& order);

/// Takes a session through one run: warm-up, measured time, the steps after it, the end. It never waits: call step() from a
/// loop or a timer, 20 times a second. Thread: one, the owner of the session.
class RunDriver {
public:
    using OnSample = RunPlace::OnSample;

    /// `session` and `probe` must outlive it; the probe is installed already.
    RunDriver(DrivenSession& session, const RunProbe& probe, RunPlan plan, OnSample onSample);
    [[nodiscard]] Result<void> start();
    /// Looks, acts when something is due, hands out the newest sample once. False when the session has ended.
    [[nodiscard]] bool step();
    /// Ends the run before its time.
    void stop();
    /// As RunPlace says.
    void setPaced(bool paced) { m_paced = paced; }
    [[nodiscard]] bool waiting() const { return m_waiting && !m_released; }
    void next() { m_released = m_waiting; }

    /// It went through all of its plan, or was stopped here.
    [[nodiscard]] bool complete() const { return m_stopping; }
    /// The failure that ended the run, if any.
    [[nodiscard]] std::optional<Error> failure() const;
    /// Once the session has ended.
    [[nodiscard]] RunEnd end() const;

private:
    [[nodiscard]] bool ours(const Snapshot& now) const;
    void advance(const Snapshot& now);
    void begin(const Snapshot& now);
    void setBudget(const Snapshot& now);
    void act(const RunStep& step, const Snapshot& now);
    void followPeak(const Snapshot& now);
    void wrapUp();
    [[nodiscard]] double phaseSeconds() const;

    DrivenSession& m_session;
    const RunProbe& m_probe;
    RunPlan m_plan;
    OnSample m_onSample;
    std::uint64_t m_seen = 0;
    std::size_t m_phase = 0;
    std::optional<double> m_phaseSince; ///< on the history's axis; nothing before the first message
    std::optional<double> m_letGoAt;
    Bytes m_peak = unknownBytes;
    double m_peakAt = 0;
    bool m_wrappingUp = false; ///< its last words are on their way
    bool m_begun = false;
    bool m_budgetDue = false;
    bool m_paced = false;
    bool m_waiting = false;
    bool m_released = false;
    bool m_stopping = false;
};

} // namespace headroom::core
