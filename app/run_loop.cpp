// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_loop.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/complaint.h"
#include "core/base/number_format.h"
#include "core/session/budget_verdict.h"
#include "core/session/report.h"

namespace headroom::app {
namespace {

constexpr core::Milliseconds pollInterval{50};
constexpr core::Milliseconds progressInterval{500};
constexpr core::Milliseconds tellInterval{200};
constexpr core::Milliseconds stopDeadline{7500}; ///< of a clean stop; a forced end takes 2.5 s more, 10 s in all
constexpr core::Milliseconds longForGroup{8000}; ///< group.initial.rebalance.delay.ms, 3 s by default, is no reason to speak
constexpr core::Bytes recordingCap = 64 * core::mib;

/// True when no owned partition can go on: each waits for an answer that nobody will give here.
bool standsStill(const core::Snapshot& now)
{
    const auto goesOn = [](const core::PartitionRow& row) { return row.owned && !row.stopped; };
    return !now.lostOffsets.empty() && std::none_of(now.partitions.begin(), now.partitions.end(), goesOn);
}

} // namespace

core::Result<Recording> Recording::open(const std::string& path)
{
    Recording recording;
    recording.m_path = path;
    recording.m_file.reset(std::fopen(path.c_str(), "we"));
    if (!recording.m_file)
        return core::fail(core::ErrorCode::invalidSetting, fmt::format("The recording {} cannot be written: {}. Name another file with --record.", path, std::generic_category().message(errno)), path);
    return recording;
}

std::string Recording::add(const core::Snapshot& snapshot)
{
    if (!m_file)
        return {};
    nlohmann::json point = core::makeRecordingLine(snapshot);
    if (m_written == 0)
        point["how_known"] = core::howMetricsAreKnown();
    const std::string line = point.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    if (m_written + static_cast<core::Bytes>(line.size()) > recordingCap) {
        m_file.reset();
        return fmt::format("The recording {} reached 64 MiB and ends here; the run goes on.", m_path);
    }
    const bool written = std::fwrite(line.data(), 1, line.size(), m_file.get()) == line.size() && std::fflush(m_file.get()) == 0;
    m_written += static_cast<core::Bytes>(line.size());
    if (written)
        return {};
    const std::string reason = std::generic_category().message(errno);
    m_file.reset();
    return fmt::format("The recording {} ends here: {}. The run goes on.", m_path, reason);
}

RunLoop::RunLoop(core::Session& session, const StopSignals& signals, core::DemoProcess* demo, Options options)
    : m_session(session), m_signals(signals), m_demo(demo), m_options(options), m_started(std::chrono::steady_clock::now()), m_nextProgress(m_started), m_nextTold(m_started)
{
}

RunFacts RunLoop::watch(std::optional<Recording> recording)
{
    m_recording = std::move(recording);
    while (!m_session.ended() && !hangs()) {
        if (m_signals.wait(pollInterval)) {
            m_facts.interrupted = true;
            say(m_stopAsked ? "Stopping at once." : "Finishing the batch, committing and leaving the group. Once more to stop at once.");
            stop(); // a second call forces
        }
        const auto now = m_session.latest();
        look(*now);
        checkDemo();
        checkDeadlines(*now);
    }
    look(*m_session.latest());
    if (std::exchange(m_progressOpen, false))
        fmt::print(stderr, "\n");
    return m_facts;
}

void RunLoop::look(const core::Snapshot& now)
{
    using core::SessionState;
    const bool joined = now.state == SessionState::running || now.state == SessionState::paused;
    const bool owns = std::any_of(now.partitions.begin(), now.partitions.end(), [](const core::PartitionRow& row) { return row.owned; });
    m_connected = m_connected || (joined && (owns || !m_options.needsPartition)) || now.messages > 0;
    showErrors(now);
    showBudget(now);
    showWaiting(now);
    if (now.sequence != std::exchange(m_lastSequence, now.sequence))
        record(now);
    tellDemo(now);
    if (m_options.progress)
        showProgress(now);
}

void RunLoop::checkDeadlines(const core::Snapshot& now)
{
    if (m_stopAsked)
        return;
    const auto elapsed = std::chrono::steady_clock::now() - m_started;
    const bool over = m_options.duration && elapsed >= *m_options.duration;
    const core::Milliseconds patience = now.groupReached ? m_options.groupTimeout : m_options.connectTimeout;
    if (!m_connected && (over || elapsed >= patience)) {
        m_facts.neverConnected = true;
        stop(core::StopCommit::doNotCommit);
    } else if (over || standsStill(now)) {
        if (!over)
            m_facts.told.assign(m_told.begin(), m_told.end());
        stop();
    }
}

/// Nobody is left to commit to or to leave: waiting for answers would only bring more messages about the same.
void RunLoop::checkDemo()
{
    if (!m_facts.brokerEnded.empty() || !demoGone())
        return;
    m_facts.brokerEnded = m_demo->endReason();
    stop(core::StopCommit::doNotCommit);
    m_session.stop(); // once more: at once
}

/// The demo broker keeps a bounded backlog in front of its reader, so it must know where the reader is.
void RunLoop::tellDemo(const core::Snapshot& now)
{
    const Time time = std::chrono::steady_clock::now();
    if (m_demo == nullptr || time < m_nextTold)
        return;
    m_nextTold = time + tellInterval;
    for (const core::PartitionRow& row : now.partitions)
        if (row.owned && row.position >= 0 && row.topic == m_demo->topic())
            m_demo->tellPosition(row.partition, row.position);
}

void RunLoop::record(const core::Snapshot& now)
{
    if (!m_recording)
        return;
    if (const std::string problem = m_recording->add(now); !problem.empty()) {
        say(problem);
        m_recording.reset();
    }
}

void RunLoop::showProgress(const core::Snapshot& now)
{
    const Time time = std::chrono::steady_clock::now();
    if (time < m_nextProgress)
        return;
    m_nextProgress = time + progressInterval;
    fmt::print(stderr, "\r\033[K{}", progressLine(now));
    m_progressOpen = true;
}

void RunLoop::showErrors(const core::Snapshot& now)
{
    // Without a terminal, attempts to connect are noise; the verdict at the end names the reason once. What the client says
    // of a demo broker that has ended is the same thing again.
    if ((!m_connected && !m_options.progress) || demoGone())
        return;
    for (const core::Error& error : now.errors)
        if (m_told.insert(error.message).second && (!now.failure || now.failure->message != error.message))
            say(error.message);
}

/// Each once: the ceiling may cross the budget many times as the topic changes, the limit may be near and a guard starve now and then.
void RunLoop::showBudget(const core::Snapshot& now)
{
    const auto once = [this](bool& shown, const std::string& warning) {
        if (!warning.empty() && !std::exchange(shown, true))
            say(warning);
    };
    once(m_budgetShown, core::budgetWarning(now));
    if (!now.limit.warning.empty())
        once(m_limitShown, now.limit.warning + '.');
    if (!now.guard.starves.empty())
        once(m_starvingShown, fmt::format("The guard {}.", now.guard.starves));
}

/// Once: nothing seems to happen, and the reason is the group's, not the broker's.
void RunLoop::showWaiting(const core::Snapshot& now)
{
    if (m_waitingShown || m_connected || m_stopAsked || !now.groupReached || now.settings == nullptr || std::chrono::steady_clock::now() - m_started < longForGroup)
        return;
    m_waitingShown = true;
    say(fmt::format("Waiting for the group {}: a member that ended without leaving counts until its session timeout has passed ({} unless set otherwise).", now.settings->groupId,
                    core::formatDuration(core::Milliseconds(now.settings->sessionTimeoutMs))));
}

void RunLoop::say(const std::string& message)
{
    if (std::exchange(m_progressOpen, false))
        fmt::print(stderr, "\r\033[K");
    complain(message);
}

/// The client library has no deadline everywhere. A run that does not end is forced, and then left alone.
bool RunLoop::hangs()
{
    const auto since = std::chrono::steady_clock::now() - m_stopAt;
    if (!m_stopAsked || since < stopDeadline)
        return false;
    m_session.stop(); // forces
    m_facts.hangs = since >= stopDeadline + core::Session::forcedDeadline;
    return m_facts.hangs;
}

void RunLoop::stop(core::StopCommit policy)
{
    if (!std::exchange(m_stopAsked, true))
        m_stopAt = std::chrono::steady_clock::now();
    m_session.stop(policy);
}

} // namespace headroom::app
