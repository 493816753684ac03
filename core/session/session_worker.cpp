// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_worker.h"

#include <algorithm>
#include <charconv>
#include <exception>

#include <fmt/format.h>

namespace headroom::core {

SessionWorker::SessionWorker(SessionShared& shared, const SessionDependencies& dependencies, const Settings& settings, const RunLimits& limits)
    : m_shared(shared), m_dependencies(dependencies), m_clock(dependencies.clock), m_settings(settings), m_limits(limits),
      m_timeline(limits.continues && shared.timeline ? shared.timeline : std::make_shared<Timeline>(*m_clock)),
      m_events(m_clock, dependencies.log, dependencies.redactor, m_timeline), m_store(settings.viewBudget, settings.viewPreviewBytes),
      m_gauges(m_clock, dependencies.uiBytes, dependencies.readRss, m_timeline), m_commits(m_tracker, m_events, m_clock), m_guard(dependencies.cgroupRoot),
      m_wantedSettings(settings), m_clientSettings(settings), m_settingsInForce(std::make_shared<const Settings>(settings))
{
}

void SessionWorker::run()
{
    m_shared.timeline = m_timeline;
    try {
        publish();
        if (auto opened = open(); !opened)
            fail(opened.error());
        else
            loop();
        close();
    } catch (const std::exception& problem) {
        // Out of memory or a defect: give back what is held, say so, end. What was not committed is delivered again.
        m_filling.clear();
        m_working.clear();
        m_reserve.clear();
        m_store.clear();
        fail({ErrorCode::internal, fmt::format("The consumer ended by an internal error: {}. Uncommitted messages will be delivered again; please report this.", problem.what()), {}, false, true, 0});
        m_state = SessionState::failed;
        m_port.reset();
    }
    publish();
}

Result<std::unique_ptr<Processor>> SessionWorker::processorFor(const Settings& settings)
{
    const auto name = [this](Slot slot) -> const TopicPartition& { return m_port->partition(slot); };
    auto made = makeProcessor(settings, name);
    if (made && m_dependencies.wrapProcessor)
        made = m_dependencies.wrapProcessor(std::move(*made), name);
    return made;
}

Result<void> SessionWorker::open()
{
    auto processor = processorFor(m_settings);
    if (!processor)
        return tl::unexpected(processor.error());
    m_processor = std::move(*processor);
    if (auto opened = openClient(m_settings); !opened)
        return opened;
    m_nextTick = m_clock->now();
    m_nextCommit = m_nextTick + Milliseconds(m_settings.commitIntervalMs);
    m_events.add(EventKind::info, fmt::format("connecting to {} as group {}", m_settings.bootstrapServers, m_settings.groupId), !m_limits.continues);
    return {};
}

/// The settings as the client really runs with them: it raises some by itself.
Settings SessionWorker::effectiveSettings() const
{
    Settings effective = withCaps(m_settings);
    for (const SettingSpec& row : m_dependencies.rows) {
        const auto* number = std::get_if<IntField>(&row.field);
        const auto found = number == nullptr || row.clientProperty.empty() ? m_effective.end() : m_effective.find(row.clientProperty);
        if (found == m_effective.end())
            continue;
        std::int64_t value = 0;
        const std::string& text = found->second;
        if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc())
            effective.*(number->member) = value;
    }
    return effective;
}

void SessionWorker::loop()
{
    while (m_shared.stop == SessionShared::Stop::no && !m_failure) {
        handleCommands();
        processSlice();
        intake();
        sealWhenDue();
        commitByMode();
        m_commits.pump(*m_port);
        checkLimits();
        tickWhenDue();
        glanceWhenNear();
        guardWhenDue();
    }
}

/// How many messages still fit into the filling batch.
std::size_t SessionWorker::roomInBatch() const
{
    const std::size_t batchSize = batchSizeInForce();
    const Bytes batchBytes = batchBytesInForce();
    if (m_filling.size() >= batchSize || m_filling.bytes() >= batchBytes)
        return 0;
    // No more than fits by the size of recent messages, so that the byte bound holds within about a message. The very
    // first is taken alone, to learn it.
    if (m_messageSize <= 0)
        return 1;
    const double fits = static_cast<double>(batchBytes - m_filling.bytes()) / m_messageSize;
    return std::min(batchSize - m_filling.size(), static_cast<std::size_t>(std::clamp(fits, 1.0, 1e9)));
}

/// How many messages one poll may take.
std::size_t SessionWorker::wanted() const
{
    const std::size_t room = std::min(static_cast<std::size_t>(m_settings.maxPollRecords), roomInBatch());
    return m_limits.messages ? std::min<std::size_t>(room, *m_limits.messages - std::min(*m_limits.messages, m_taken)) : room;
}

/// One poll. Whatever comes is accounted for, also while paused: the client's position is beyond it already.
std::size_t SessionWorker::poll(std::size_t room, Milliseconds timeout)
{
    return pollInto(m_reserve.empty() ? m_filling : m_reserve, room, timeout); // never before what was taken earlier
}

std::size_t SessionWorker::pollInto(Batch& batch, std::size_t room, Milliseconds timeout)
{
    const std::size_t before = batch.size();
    const Bytes bytesBefore = batch.bytes();
    const std::size_t taken = m_port->take(batch, room, timeout);
    ++m_polls;
    if (taken == 0)
        return 0;
    if (before == 0 && &batch == &m_filling)
        m_fillingSince = m_clock->now();
    m_taken += taken;
    m_brokerTrouble = false;
    const double mean = static_cast<double>(batch.bytes() - bytesBefore) / static_cast<double>(taken);
    m_messageSize = std::max({mean, 1.0, m_messageSize - m_messageSize / 16}); // a large one is remembered for a while
    const std::span<const Message> fresh = batch.messages().last(taken);
    m_tracker.taken(fresh);
    m_store.offer(fresh, *batch.owner());
    m_gauges.addHeld(m_filling.bytes() + m_working.bytes());
    m_gauges.addTraffic(fresh, batch.bytes() - bytesBefore, *batch.owner());
    return taken;
}

void SessionWorker::intake()
{
    const bool paused = m_userPaused || m_guard.paused;
    if (paused) // nothing comes from paused partitions; the poll keeps the membership and serves callbacks
        poll(1, m_working.empty() && m_reserve.empty() ? std::min(idleWait, sliceNow()) : Milliseconds(0));
    if (!m_reserve.empty())
        fillFromReserve();
    else if (!paused && !takeWhatFits())
        return;
    if (!paused && roomInBatch() == 0)
        holdWhenFull();
}

/// Polls until the filling batch is full; false when there was nothing more to take.
bool SessionWorker::takeWhatFits()
{
    bool mayWait = m_working.empty();
    for (std::size_t room = wanted(); room > 0; room = wanted()) {
        const std::size_t taken = poll(room, mayWait ? std::min(idleWait, sliceNow()) : Milliseconds(0));
        m_largestPoll = std::max(m_largestPoll, taken);
        if (taken == 0)
            return false;
        mayWait = false;
    }
    return true;
}

/// The filling batch is full while the other one is processed: take nothing. Polls of size 0 keep the membership but
/// serve no rebalance, so after a while pause once and poll for real, that rebalances are served.
void SessionWorker::holdWhenFull()
{
    if (m_working.empty())
        return; // sealed in a moment
    const SteadyTime now = m_clock->now();
    if (!m_holding) {
        m_holding = true;
        m_holdSince = now;
    }
    if (m_holdPaused) {
        poll(1, Milliseconds(0));
        return;
    }
    static_cast<void>(m_port->take(m_filling, 0, Milliseconds(0)));
    if (now - m_holdSince >= std::min(Milliseconds(10000), Milliseconds(m_settings.maxPollIntervalMs / 3))) {
        m_holdPaused = true;
        setPaused();
        m_events.add(EventKind::pause, "processing is slow: paused fetching until there is room in the batch", true);
    }
}

bool SessionWorker::filled() const
{
    if (m_filling.empty())
        return false;
    const bool full = m_filling.size() >= batchSizeInForce() || m_filling.bytes() >= batchBytesInForce();
    const bool last = m_limits.messages && m_taken >= *m_limits.messages && m_reserve.empty();
    return full || last || m_clock->now() - m_fillingSince >= Milliseconds(m_settings.batchLingerMs);
}

void SessionWorker::sealWhenDue()
{
    if (!m_working.empty() || !filled())
        return;
    m_working = std::move(m_filling);
    m_done = 0;
    m_holding = false;
    if (m_holdPaused) {
        m_holdPaused = false;
        setPaused();
    }
    processSlice();
}

void SessionWorker::processSlice()
{
    if (m_working.empty())
        return;
    const std::span<const Message> rest = m_working.messages().subspan(m_done);
    if (!rest.empty()) {
        auto processed = m_processor->process(rest, m_clock->now() + sliceNow());
        if (!processed) {
            fail(processed.error());
            return;
        }
        m_tracker.processed(rest.first(*processed));
        m_done += *processed;
        const std::uint64_t before = m_processedMessages;
        m_processedMessages += *processed;
        if (m_settings.failOneIn > 0) {
            const auto every = static_cast<std::uint64_t>(m_settings.failOneIn);
            m_processingFailures += m_processedMessages / every - before / every;
        }
    }
    if (m_done < m_working.size())
        return;
    m_working.clear();
    m_done = 0;
    ++m_batches;
    if (m_settings.commitMode == "batch")
        m_commits.request(CommitTrigger::batch);
}

void SessionWorker::commitByMode()
{
    if (m_settings.commitMode != "interval" || m_clock->now() < m_nextCommit)
        return;
    m_nextCommit = m_clock->now() + Milliseconds(m_settings.commitIntervalMs);
    if (m_everAssigned)
        m_commits.request(CommitTrigger::interval);
}

void SessionWorker::checkLimits()
{
    const bool allTaken = m_limits.messages && m_taken >= *m_limits.messages && inHand() == 0;
    const bool atEnd = m_limits.untilEnd && inHand() == 0 && endReached();
    if (allTaken || atEnd)
        m_shared.stop = SessionShared::Stop::clean;
}

void SessionWorker::tickWhenDue()
{
    const SteadyTime now = m_clock->now();
    if (now < m_nextTick)
        return;
    m_nextTick = std::max(m_nextTick + tickInterval, now + tickInterval / 2); // a late tick is not made up for
    m_store.tick();
    if (!m_discarding && !m_leaving)
        followPositions();
    watchMemory();
    watchProgress();
    publish();
}

} // namespace headroom::core
