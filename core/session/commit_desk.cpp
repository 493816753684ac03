// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/commit_desk.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/number_format.h"

namespace headroom::core {
namespace {

double milliseconds(SteadyTime::duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

double percentile(std::vector<double> sorted, double share)
{
    if (sorted.empty())
        return -1;
    std::sort(sorted.begin(), sorted.end());
    const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
    return sorted[index];
}

std::string outcomeText(const CommitRecord& record)
{
    const std::string what = fmt::format("{} messages on {} partitions", formatCount(record.messages), record.partitions);
    switch (record.state) {
    case OutcomeState::confirmed: return fmt::format("committed {} in {:.1f} ms", what, record.latencyMs);
    case OutcomeState::failed: return fmt::format("commit of {} failed: {}", what, record.reason);
    default: return fmt::format("commit of {}: outcome unknown: {}", what, record.reason);
    }
}

} // namespace

CommitDesk::CommitDesk(OffsetTracker& tracker, EventLog& events, std::shared_ptr<const Clock> clock)
    : m_tracker(tracker), m_events(events), m_clock(std::move(clock))
{
}

void CommitDesk::request(CommitTrigger trigger, std::uint64_t commandId)
{
    if (!m_wanted)
        m_wanted = Wanted{trigger, {}};
    if (commandId != 0) {
        m_wanted->trigger = trigger; // what a person asked for is named as such
        m_wanted->commandIds.push_back(commandId);
    }
}

void CommitDesk::pump(ConsumerPort& port)
{
    if (m_inFlight && m_clock->now() - m_inFlight->sentAt >= m_deadline) {
        end(OutcomeState::unknown, fmt::format("no answer within {}; it may have been committed, what was not will be delivered again",
                                               formatDuration(m_deadline)));
    }
    if (m_inFlight && m_inFlight->retryAt && m_clock->now() >= *m_inFlight->retryAt)
        retry(port);
    if (m_wanted && !m_inFlight)
        send(port);
}

void CommitDesk::retry(ConsumerPort& port)
{
    m_inFlight->retryAt.reset();
    const bool ours = std::all_of(m_inFlight->offsets.begin(), m_inFlight->offsets.end(), [&](const SlotOffset& o) { return m_tracker.at(o.slot).owned; });
    if (!ours)
        end(OutcomeState::failed, "partitions were given back meanwhile; what was not committed will be delivered again");
    else if (auto sent = port.commitAsync(m_inFlight->offsets, m_inFlight->record.number); !sent)
        end(OutcomeState::failed, sent.error().message);
}

void CommitDesk::send(ConsumerPort& port)
{
    const Wanted wanted = *m_wanted;
    m_wanted.reset();
    std::vector<SlotOffset> offsets = m_tracker.committable();
    if (offsets.empty()) {
        for (const std::uint64_t id : wanted.commandIds)
            m_events.addOutcome(id, true, "nothing to commit: all processed messages are committed");
        return;
    }
    CommitRecord record = newRecord(wanted.trigger, offsets);
    record.commandId = wanted.commandIds.empty() ? 0 : wanted.commandIds.front();
    const std::uint64_t number = record.number;
    m_tracker.commitSent(offsets);
    m_inFlight = InFlight{std::move(record), std::move(offsets), wanted.commandIds, m_clock->now(), std::nullopt};
    if (auto sent = port.commitAsync(m_inFlight->offsets, number); !sent)
        end(OutcomeState::failed, sent.error().message);
}

void CommitDesk::reply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error)
{
    if (requestId == 0) {
        automatic(offsets, error);
        return;
    }
    std::vector<SlotOffset> confirmed;
    std::copy_if(offsets.begin(), offsets.end(), std::back_inserter(confirmed), [](const SlotOffset& o) { return o.clientCode == 0 && o.offset >= 0; });
    // An error of the whole request leaves the partitions' own codes at 0: only a partial refusal confirms the others.
    const bool partial = error && confirmed.size() < offsets.size();
    if (!error || partial)
        m_tracker.commitConfirmed(confirmed);
    const bool late = !m_inFlight || m_inFlight->record.number != requestId;
    if (late)
        return; // given up as unknown before: its record stays, the offsets are true
    if (error && error->retriable && error->code != ErrorCode::rebalanced)
        m_inFlight->retryAt = m_clock->now() + retryPause; // still one commit, with the same deadline
    else if (error)
        end(OutcomeState::failed, error->message);
    else
        end(OutcomeState::confirmed, {});
}

void CommitDesk::end(OutcomeState state, std::string reason)
{
    InFlight done = std::move(*m_inFlight);
    m_inFlight.reset();
    if (state != OutcomeState::confirmed)
        m_tracker.commitEnded(done.offsets);
    done.record.state = state;
    done.record.reason = std::move(reason);
    done.record.latencyMs = milliseconds(m_clock->now() - done.sentAt);
    note(std::move(done.record), done.offsets, done.commandIds);
}

void CommitDesk::note(CommitRecord record, std::span<const SlotOffset> offsets, std::span<const std::uint64_t> commandIds)
{
    for (const SlotOffset& entry : offsets) {
        const auto index = static_cast<std::size_t>(entry.slot);
        if (index >= m_lastOutcome.size())
            m_lastOutcome.resize(index + 1);
        m_lastOutcome[index] = record.state;
    }
    const std::string text = outcomeText(record);
    switch (record.state) {
    case OutcomeState::confirmed:
        ++m_counts.confirmed;
        m_latencies.push_back(record.latencyMs);
        if (m_latencies.size() > latencies)
            m_latencies.pop_front();
        m_newLatency = record.latencyMs;
        break;
    case OutcomeState::failed: ++m_counts.failed; break;
    default: ++m_counts.unknown; break;
    }
    for (const std::uint64_t id : commandIds)
        m_events.addOutcome(id, record.state == OutcomeState::confirmed, text);
    if (record.state != OutcomeState::confirmed)
        m_events.add(EventKind::error, text, true);
    else if (record.trigger == CommitTrigger::user || record.trigger == CommitTrigger::quit || record.trigger == CommitTrigger::revoke)
        m_events.add(EventKind::commit, text);
    m_history.push_back(std::move(record));
    if (m_history.size() > kept)
        m_history.pop_front();
}

void CommitDesk::commitRevoked(ConsumerPort& port, std::span<const Slot> slots, Milliseconds timeout)
{
    std::vector<SlotOffset> offsets;
    for (const Slot slot : slots) {
        const PartitionOffsets& at = m_tracker.at(slot);
        if (at.owned && at.processed != unknownOffset && at.processed > at.committed)
            offsets.push_back({slot, at.processed, 0}); // also what is in flight: its answer may come too late
    }
    if (offsets.empty())
        return;
    CommitRecord record = newRecord(CommitTrigger::revoke, offsets);
    const SteadyTime sentAt = m_clock->now();
    const auto answer = port.commitAndWait(offsets, timeout);
    record.latencyMs = milliseconds(m_clock->now() - sentAt);
    if (answer) {
        m_tracker.commitConfirmed(*answer);
        const auto refused = std::find_if(answer->begin(), answer->end(), [](const SlotOffset& o) { return o.clientCode != 0; });
        record.state = refused == answer->end() ? OutcomeState::confirmed : OutcomeState::failed;
        if (refused != answer->end())
            record.reason = fmt::format("the broker refused some partitions (code {}); they will be delivered again", refused->clientCode);
    } else {
        record.state = answer.error().code == ErrorCode::timeout ? OutcomeState::unknown : OutcomeState::failed;
        record.reason = answer.error().message;
    }
    note(std::move(record), offsets, {});
}

void CommitDesk::automatic(std::span<const SlotOffset> offsets, const std::optional<Error>& error)
{
    CommitRecord record = newRecord(CommitTrigger::automatic, offsets);
    record.state = error ? OutcomeState::failed : OutcomeState::confirmed;
    record.reason = error ? error->message : std::string();
    for (const SlotOffset& entry : offsets) {
        if (entry.clientCode == 0 && entry.offset >= 0)
            m_tracker.setCommitted(entry.slot, entry.offset);
    }
    note(std::move(record), offsets, {});
}

std::int64_t CommitDesk::messagesIn(std::span<const SlotOffset> offsets) const
{
    std::int64_t messages = 0;
    for (const SlotOffset& entry : offsets) {
        const PartitionOffsets& at = m_tracker.at(entry.slot);
        const Offset from = std::max(at.committed, at.firstOffset);
        messages += from == unknownOffset ? 0 : std::max<Offset>(0, entry.offset - from);
    }
    return messages;
}

CommitRecord CommitDesk::newRecord(CommitTrigger trigger, std::span<const SlotOffset> offsets)
{
    CommitRecord record;
    record.number = m_nextNumber++;
    record.trigger = trigger;
    record.sentAt = m_clock->wallNow();
    record.messages = messagesIn(offsets);
    record.partitions = static_cast<std::int64_t>(offsets.size());
    ++m_counts.requested;
    return record;
}

CommitCounts CommitDesk::counts() const
{
    CommitCounts counts = m_counts;
    const std::vector<double> latest(m_latencies.begin(), m_latencies.end());
    counts.latencyP50Ms = percentile(latest, 0.5);
    counts.latencyP95Ms = percentile(latest, 0.95);
    return counts;
}

std::vector<CommitRecord> CommitDesk::history() const
{
    const std::size_t count = std::min(inSnapshot, m_history.size());
    return {m_history.end() - static_cast<std::ptrdiff_t>(count), m_history.end()};
}

std::optional<CommitRecord> CommitDesk::current() const
{
    return m_inFlight ? std::optional<CommitRecord>(m_inFlight->record) : std::nullopt;
}

std::optional<OutcomeState> CommitDesk::lastOutcome(Slot slot) const
{
    const auto index = static_cast<std::size_t>(slot);
    return index < m_lastOutcome.size() ? m_lastOutcome[index] : std::nullopt;
}

double CommitDesk::takeLatency() { return std::exchange(m_newLatency, -1.0); }

} // namespace headroom::core
