// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/run_driver.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/number_format.h"

namespace headroom::core {
namespace {

/// So long after a pause nothing is under way in the client any more: what is let go then is measured alone.
constexpr double settle = 0.5;

} // namespace

void PlainSession::end()
{
    m_session.stop(StopCommit::doNotCommit);
    m_session.stop();
}

RunPlan planOf(const RunOrder& order)
{
    const ScenarioSpec& scenario = scenarioTable()[static_cast<std::size_t>(order.scenario - 1)];
    const RunSpec& run = *std::find_if(scenario.runs.begin(), scenario.runs.end(), [&](const RunSpec& row) { return row.name == order.run; });
    RunPlan plan{order.settings, order.warmUp, order.measured, order.share, fmt::format("scenario {}, run {}: {}", order.scenario, run.name, run.title), {},
                 std::string(run.name)};
    if (!order.readsOn)
        plan.steps = run.steps;
    return plan;
}

RunDriver::RunDriver(DrivenSession& session, const RunProbe& probe, RunPlan plan, OnSample onSample)
    : m_session(session), m_probe(probe), m_plan(std::move(plan)), m_onSample(std::move(onSample)), m_budgetDue(m_plan.share > 0)
{
}

Result<void> RunDriver::start() { return m_session.start(m_plan.settings); }

bool RunDriver::ours(const Snapshot& now) const { return now.settings && now.settings->groupId == m_plan.settings.groupId; }

bool RunDriver::step()
{
    const bool ended = m_session.ended();
    const auto now = m_session.latest();
    if (!ours(*now) || now->sequence == std::exchange(m_seen, now->sequence))
        return !ended;
    if (!m_stopping && !ended)
        advance(*now);
    // What comes before the first message is still the heap of before; what comes while it closes belongs to no phase.
    if (m_phaseSince && !m_stopping && !m_wrappingUp && !ended) {
        followPeak(*now);
        RunSample sample = sampleOf(*now);
        sample.phase = static_cast<double>(m_phase);
        sample.held = m_waiting;
        m_probe.addTo(sample);
        m_onSample(sample);
    }
    return !ended;
}

void RunDriver::begin(const Snapshot& now)
{
    if (!std::exchange(m_begun, true) && !m_plan.note.empty())
        m_session.post(NoteCommand{.text = m_plan.note, .ofProgram = true});
    if (m_budgetDue && now.ledger.baseline > 0) {
        m_budgetDue = false;
        setBudget(now);
    }
    if (now.messages > 0 && !m_budgetDue)
        m_phaseSince = now.seconds;
}

/// The same room for the consumer in every process, whatever else that process is.
void RunDriver::setBudget(const Snapshot& now)
{
    Settings next = *now.settings;
    next.memoryBudget = now.ledger.baseline + m_plan.share;
    m_session.post(ApplyCommand{std::move(next)});
}

void RunDriver::followPeak(const Snapshot& now)
{
    if (now.ledger.rss > m_peak) {
        m_peak = now.ledger.rss;
        m_peakAt = now.seconds;
    }
}

/// A session that is told to stop hears nothing more: it stops with the next snapshot.
void RunDriver::wrapUp()
{
    m_wrappingUp = true;
    if (m_plan.peakOf.empty() || m_peak <= 0)
        stop();
    else
        m_session.post(NoteCommand{fmt::format("run {}: RSS peak {}", m_plan.peakOf, formatBytes(m_peak)), m_peakAt, true});
}

void RunDriver::advance(const Snapshot& now)
{
    if (m_wrappingUp) {
        stop();
        return;
    }
    if (!m_phaseSince) {
        begin(now);
        return;
    }
    if (m_letGoAt && now.seconds >= *m_letGoAt) {
        m_letGoAt.reset();
        m_probe.letGo();
    }
    if (now.seconds - *m_phaseSince < phaseSeconds())
        return;
    m_waiting = m_paced && m_phase > 0 && !m_released;
    if (m_waiting)
        return;
    m_released = false;
    m_phaseSince = now.seconds;
    ++m_phase;
    if (m_phase < 2)
        return;
    const std::size_t next = m_phase - 2;
    if (next < m_plan.steps.size())
        act(m_plan.steps[next], now);
    else
        wrapUp();
}

double RunDriver::phaseSeconds() const
{
    if (m_phase == 0)
        return m_plan.warmUp;
    return m_phase == 1 ? m_plan.measured : m_plan.steps[m_phase - 2].seconds;
}

void RunDriver::act(const RunStep& step, const Snapshot& now)
{
    switch (step.action) {
    case RunAction::apply:
        if (auto next = withDeltas(*now.settings, step.settings))
            m_session.post(ApplyCommand{std::move(*next)});
        break;
    case RunAction::trim: m_session.post(TrimCommand{}); break;
    case RunAction::commit: m_session.post(CommitCommand{}); break;
    case RunAction::letGo:
        m_session.post(PauseCommand{});
        m_letGoAt = now.seconds + settle;
        break;
    }
}

void RunDriver::stop()
{
    if (!std::exchange(m_stopping, true))
        m_session.end();
}

std::optional<Error> RunDriver::failure() const
{
    const auto last = m_session.latest();
    return ours(*last) ? last->failure : std::nullopt;
}

RunEnd RunDriver::end() const
{
    RunEnd end;
    end.processed = m_probe.processed();
    const auto last = m_session.latest();
    if (ours(*last) && last->forecast)
        for (const ModelTerm& term : last->forecast->ceiling.terms)
            end.ceiling.push_back({std::string(term.label), static_cast<double>(term.bytes)});
    return end;
}

} // namespace headroom::core
