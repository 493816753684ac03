// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a session: finish the batch, commit, leave the group, each with a deadline.
#include <atomic>
#include <future>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "core/base/counted_text.h"
#include "core/session/session_worker.h"

namespace headroom::core {
namespace {

/// Kept where a search for lost memory finds it: it is held on purpose.
void keepForEver(ConsumerPort* port)
{
    static std::mutex mutex;
    static auto* const kept = new std::vector<ConsumerPort*>;
    const std::scoped_lock lock(mutex);
    kept->push_back(port);
}

} // namespace

void SessionWorker::fail(const Error& error)
{
    if (m_failure)
        return;
    m_failure = m_events.cleaned(error);
    m_events.addError(error);
}

bool SessionWorker::commitsAtEnd() const
{
    if (m_settings.commitMode == "auto")
        return false; // the client does
    switch (m_shared.stopCommit.load()) {
    case StopCommit::commit: return true;
    case StopCommit::doNotCommit: return false;
    case StopCommit::bySetting: break;
    }
    if (m_settings.commitOnQuit == "ask")
        return m_settings.commitMode != "manual";
    return m_settings.commitOnQuit == "yes";
}

void SessionWorker::close()
{
    m_state = SessionState::stopping;
    publish();
    const EagerReturn eager;
    if (m_port) {
        m_commitOnClose = commitsAtEnd();
        if (!m_failure)
            drain();
        if (m_safeStop)
            fail(*m_safeStop);
        beginDiscarding();
        m_filling.clear();
        m_reserve.clear();
        m_working.clear(); // all messages go back before the client is destroyed
        finalCommit();
        awaitStatistics();
        leave();
        m_commits.giveUp();
    }
    for (const PostedCommand& late : m_shared.commands.takeAll())
        m_events.addOutcome(late.requestId, false, "the run ended before this command was reached");
    m_store.tick();
    m_state = m_failure ? SessionState::failed : SessionState::stopped;
    m_events.add(EventKind::info, m_failure ? "ended by an error" : "stopped", true);
}

/// From here on what comes is thrown away, and comes again to whoever reads on.
void SessionWorker::beginDiscarding()
{
    m_discarding = true;
    if (m_settings.commitMode == "auto") // the client would commit what is thrown away: let nothing more come
        static_cast<void>(m_port->pauseAll());
}

/// Processes what is in hand until the deadline; the rest is delivered again.
void SessionWorker::drain()
{
    const SteadyTime deadline = m_clock->now() + drainDeadline;
    while (!forced() && !m_failure && m_clock->now() < deadline && inHand() > 0) {
        fillFromReserve();
        if (m_working.empty()) {
            m_working = std::move(m_filling);
            m_done = 0;
        }
        processSlice();
        m_commits.pump(*m_port);
        static_cast<void>(m_port->take(m_filling, 0, Milliseconds(0)));
        tickWhenDue();
    }
    const std::size_t left = inHand() - m_done;
    if (m_settings.commitMode == "auto" && !m_reconnecting)
        lostToAutoCommit(left);
    else if (left > 0)
        m_events.add(EventKind::info, formatCounted(static_cast<std::int64_t>(left), "1 message in hand was not processed; it will be delivered again",
                                                        "{} messages in hand were not processed; they will be delivered again"));
}

void SessionWorker::finalCommit()
{
    m_commits.setDeadline(CommitDesk::closingDeadline);
    if (m_commitOnClose)
        m_commits.request(CommitTrigger::quit);
    Batch discard;
    while (!forced() && !m_commits.quiet()) {
        m_commits.pump(*m_port);
        if (m_commits.quiet())
            break;
        // Serves the commit's reply. A message that comes along is neither processed nor committed: it comes again.
        static_cast<void>(m_port->take(discard, 1, Milliseconds(10)));
        discard.clear();
        tickWhenDue();
    }
}

/// Short runs end between two statistics: one more makes the fetch figures of the report true to the end. In auto mode
/// nothing may be taken any more, since the client would commit it.
void SessionWorker::awaitStatistics()
{
    constexpr Milliseconds longest{500};
    if (forced() || m_settings.commitMode == "auto" || m_taken == 0 || Milliseconds(m_settings.statisticsIntervalMs) > longest)
        return;
    const std::uint64_t seen = m_statistics;
    const SteadyTime deadline = m_clock->now() + longest;
    Batch discard;
    while (!forced() && m_statistics == seen && m_clock->now() < deadline) {
        static_cast<void>(m_port->take(discard, 1, Milliseconds(10)));
        discard.clear();
    }
}

void SessionWorker::leave()
{
    m_closing = true;
    Batch discard;
    if (!forced()) {
        m_port->beginClose();
        const SteadyTime deadline = m_clock->now() + leaveDeadline;
        while (!forced() && !m_port->closed() && m_clock->now() < deadline) {
            static_cast<void>(m_port->take(discard, 1, Milliseconds(10)));
            discard.clear();
            tickWhenDue();
        }
    }
    const bool clean = m_port->closed();
    if (clean) // the last reply of auto commit may still be waiting: the client has closed when it is queued, not when it is served
        static_cast<void>(m_port->take(discard, 1, Milliseconds(0)));
    if (!clean)
        m_events.add(EventKind::info, "the broker did not answer in time: left without saying goodbye, the group notices after session.timeout.ms");
    publish(); // the last look at the partitions while the client exists
    letGo(clean);
}

/// A client that did not leave its group may keep whoever destroys it: librdkafka 2.8 keeps a commit that waits for its
/// coordinator for the rest of a session timeout, 45 s by default. Then it is left to a thread of its own, and never freed: what
/// calls it back may be gone by then.
void SessionWorker::letGo(bool clean)
{
    if (clean) {
        m_port->destroy(false);
        m_port.reset();
        return;
    }
    struct Farewell {
        std::promise<void> done;
        std::atomic<bool> decided{false};
    };
    const auto farewell = std::make_shared<Farewell>();
    const auto part = [port = m_port.release(), farewell] {
        port->destroy(true);
        if (!farewell->decided.exchange(true))
            std::default_delete<ConsumerPort>()(port);
        else
            keepForEver(port);
        farewell->done.set_value();
    };
    try {
        std::thread(part).detach();
    } catch (const std::system_error&) { // no thread to be had
        part();
    }
    auto done = farewell->done.get_future();
    if (done.wait_for(farewellDeadline) == std::future_status::timeout && !farewell->decided.exchange(true)) {
        m_events.add(EventKind::info, "the client library does not end and was left alone", true);
        return;
    }
    done.wait();
}

} // namespace headroom::core
