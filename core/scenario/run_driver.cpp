// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/run_driver.h"

#include <utility>

namespace headroom::core {
namespace {

/// So long after a pause nothing is under way in the client any more: what is let go then is measured alone.
constexpr double settle = 0.5;

} // namespace

RunDriver::RunDriver(Session& session, RunProbe& probe, RunPlan plan, OnSample onSample)
    : m_session(session), m_probe(probe), m_plan(std::move(plan)), m_onSample(std::move(onSample))
{
}

Result<void> RunDriver::start() { return m_session.start(m_plan.settings); }

bool RunDriver::step()
{
    const bool ended = m_session.ended();
    const auto now = m_session.latest();
    if (now->sequence != std::exchange(m_seen, now->sequence)) {
        if (!m_stopping)
            advance(*now);
        // What comes while it closes belongs to no phase.
        if (!m_stopping && !ended) {
            RunSample sample = sampleOf(*now);
            sample.phase = static_cast<double>(m_phase);
            m_probe.addTo(sample);
            m_onSample(sample);
        }
    }
    return !ended;
}

void RunDriver::advance(const Snapshot& now)
{
    if (!m_phaseSince) {
        if (now.messages > 0)
            m_phaseSince = now.seconds;
        return;
    }
    if (m_letGoAt && now.seconds >= *m_letGoAt) {
        m_letGoAt.reset();
        m_probe.letGo();
    }
    if (now.seconds - *m_phaseSince < phaseSeconds())
        return;
    m_phaseSince = now.seconds;
    ++m_phase;
    if (m_phase < 2)
        return;
    const std::size_t next = m_phase - 2;
    if (next < m_plan.steps.size())
        act(m_plan.steps[next], now);
    else
        stop();
}

double RunDriver::phaseSeconds() const
{
    if (m_phase == 0)
        return m_plan.warmUp;
    return m_phase == 1 ? m_plan.measured : m_plan.steps[m_phase - 2].seconds;
}

/// A full command queue would only lose a step of ours: nobody else posts.
void RunDriver::act(const RunStep& step, const Snapshot& now)
{
    switch (step.action) {
    case RunAction::apply:
        if (auto next = withDeltas(*now.settings, step.settings))
            static_cast<void>(m_session.post(ApplyCommand{std::move(*next)}));
        break;
    case RunAction::trim: static_cast<void>(m_session.post(TrimCommand{})); break;
    case RunAction::commit: static_cast<void>(m_session.post(CommitCommand{})); break;
    case RunAction::letGo:
        static_cast<void>(m_session.post(PauseCommand{}));
        m_letGoAt = now.seconds + settle;
        break;
    }
}

void RunDriver::stop()
{
    if (std::exchange(m_stopping, true))
        return;
    m_session.stop(StopCommit::doNotCommit);
    m_session.stop(); // at once: nobody reads on from here, and the broker ends with the run
}

std::optional<Error> RunDriver::failure() const { return m_session.latest()->failure; }

} // namespace headroom::core
