// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/commit_desk.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/number_format.h"

namespace headroom::core {
namespace {

constexpr std::string_view movedText = "partitions were given back meanwhile; what was not committed will be delivered again";

double milliseconds(SteadyTime::duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

/// True when one of `list` says that all before the offset of `wanted` is committed.
bool covers(std::span<const SlotOffset> list, const SlotOffset& wanted)
{
    return std::any_of(list.begin(), list.end(), [&](const SlotOffset& o) { return o.slot == wanted.slot && o.offset >= wanted.offset; });
}

std::vector<SlotOffset> accepted(std::span<const SlotOffset> answer)
{
    std::vector<SlotOffset> out;
    std::copy_if(answer.begin(), answer.end(), std::back_inserter(out), [](const SlotOffset& o) { return o.clientCode == 0 && o.offset >= 0; });
    return out;
}

} // namespace

CommitDesk::CommitDesk(OffsetTracker& tracker, EventLog& events, std::shared_ptr<const Clock> clock)
    : m_tracker(tracker), m_events(events), m_clock(std::move(clock)), m_book(events)
{
}

void CommitDesk::request(CommitTrigger trigger, std::uint64_t commandId, std::span<const SlotOffset> upTo)
{
    if (!m_wanted)
        m_wanted = Wanted{trigger, {}, {upTo.begin(), upTo.end()}, {}};
    else if (upTo.empty() || m_wanted->upTo.empty())
        m_wanted->upTo.clear();
    else
        m_wanted->upTo.insert(m_wanted->upTo.end(), upTo.begin(), upTo.end());
    if (commandId != 0) {
        m_wanted->trigger = trigger; // what a person asked for is named as such
        m_wanted->commandIds.push_back(commandId);
        m_wanted->askedAt = m_wanted->askedAt.value_or(m_clock->now());
    }
}

void CommitDesk::pump(ConsumerPort& port)
{
    endWhenOver();
    if (m_inFlight && m_inFlight->awaits == Awaits::pause && m_clock->now() >= m_inFlight->retryAt)
        retry(port);
    if (m_wanted && !m_inFlight)
        send(port);
}

void CommitDesk::endWhenOver()
{
    if (!m_inFlight || m_clock->now() - m_inFlight->countsFrom < m_deadline)
        return;
    if (m_inFlight->awaits == Awaits::reply)
        end(OutcomeState::unknown, fmt::format("no answer within {}; it may have been committed, what was not will be delivered again", formatDuration(m_deadline)));
    else // it was answered: nothing about it is unknown
        end(OutcomeState::failed, fmt::format("{} Given up after {}.", m_inFlight->refusal, formatDuration(m_deadline)));
}

void CommitDesk::retry(ConsumerPort& port)
{
    m_inFlight->awaits = Awaits::reply;
    if (auto sent = port.commitAsync(m_inFlight->open, m_inFlight->record.number); !sent)
        end(OutcomeState::failed, sent.error().message);
}

std::vector<SlotOffset> CommitDesk::offsetsFor(const Wanted& wanted) const
{
    std::vector<SlotOffset> all = m_tracker.committable();
    if (wanted.upTo.empty())
        return all;
    std::vector<SlotOffset> some;
    for (const SlotOffset& processed : all) {
        Offset upTo = unknownOffset;
        for (const SlotOffset& limit : wanted.upTo) {
            if (limit.slot == processed.slot)
                upTo = std::max(upTo, std::min(limit.offset, processed.offset));
        }
        const PartitionOffsets& at = m_tracker.at(processed.slot);
        if (upTo > std::max({at.committed, at.sent, at.firstOffset})) // before the first record there is nothing of ours
            some.push_back({processed.slot, upTo, 0});
    }
    return some;
}

void CommitDesk::send(ConsumerPort& port)
{
    const Wanted wanted = *m_wanted;
    m_wanted.reset();
    std::vector<SlotOffset> offsets = offsetsFor(wanted);
    if (offsets.empty()) {
        for (const std::uint64_t id : wanted.commandIds)
            m_events.addOutcome(id, true, wanted.upTo.empty() ? "nothing to commit: all processed messages are committed" : "nothing to commit there: what is processed up to there is committed");
        return;
    }
    InFlight next;
    next.record = newRecord(wanted.trigger, offsets);
    next.record.commandId = wanted.commandIds.empty() ? 0 : wanted.commandIds.front();
    next.offsets = std::move(offsets);
    next.open = next.offsets;
    next.commandIds = wanted.commandIds;
    next.sentAt = m_clock->now();
    next.countsFrom = m_deadline == runningDeadline ? wanted.askedAt.value_or(next.sentAt) : next.sentAt;
    m_inFlight = std::move(next);
    m_tracker.commitSent(m_inFlight->offsets);
    if (auto sent = port.commitAsync(m_inFlight->offsets, m_inFlight->record.number); !sent)
        end(OutcomeState::failed, sent.error().message);
}

void CommitDesk::reply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error)
{
    if (requestId == 0) {
        automatic(offsets, error);
        return;
    }
    const std::vector<SlotOffset> confirmed = accepted(offsets);
    // An error of the whole request leaves the partitions' own codes at 0: only a partial refusal confirms the others.
    const bool partial = error && confirmed.size() < offsets.size();
    if (!error || partial)
        m_tracker.commitConfirmed(confirmed);
    if (!m_inFlight || m_inFlight->record.number != requestId)
        return; // ended before, as unknown or by the commit of a revoke: its record stays, the offsets are true
    if (!error || partial)
        confirmedNow(confirmed);
    if (error)
        refused(*error);
    else
        end(m_inFlight->gone.empty() ? OutcomeState::confirmed : OutcomeState::failed, m_inFlight->gone.empty() ? std::string() : std::string(movedText));
}

void CommitDesk::confirmedNow(std::span<const SlotOffset> confirmed)
{
    for (std::vector<SlotOffset>* list : std::array{&m_inFlight->open, &m_inFlight->gone})
        std::erase_if(*list, [&](const SlotOffset& o) { return covers(confirmed, o); });
}

/// Sent again, as one commit with the same deadline, when the reason passes and something is still ours.
void CommitDesk::refused(const Error& error)
{
    InFlight& current = *m_inFlight;
    current.refusal = error.message;
    const bool rebalance = error.code == ErrorCode::rebalanced;
    if (current.open.empty()) {
        end(OutcomeState::failed, std::string(movedText));
    } else if (!error.retriable || (rebalance && current.rebalancedBefore)) {
        end(OutcomeState::failed, error.message);
    } else if (rebalance) {
        current.awaits = Awaits::rebalance; // until the rebalance has ended nobody knows whose the partitions will be
    } else {
        current.awaits = Awaits::pause;
        current.retryAt = m_clock->now() + retryPause;
    }
}

void CommitDesk::settled()
{
    if (!m_inFlight || m_inFlight->awaits != Awaits::rebalance)
        return;
    m_inFlight->awaits = Awaits::pause;
    m_inFlight->retryAt = m_clock->now();
    m_inFlight->rebalancedBefore = true;
}

void CommitDesk::left(std::span<const Slot> slots)
{
    if (!m_inFlight)
        return;
    InFlight& current = *m_inFlight;
    const auto stays = [&](const SlotOffset& o) { return std::find(slots.begin(), slots.end(), o.slot) == slots.end(); };
    const auto moved = std::stable_partition(current.open.begin(), current.open.end(), stays);
    current.gone.insert(current.gone.end(), moved, current.open.end());
    current.open.erase(moved, current.open.end());
    if (current.open.empty() && current.awaits != Awaits::reply)
        end(OutcomeState::failed, std::string(movedText));
}

void CommitDesk::giveUp()
{
    if (m_inFlight)
        end(OutcomeState::unknown, "stopped before the answer; it may have been committed, what was not will be delivered again");
    if (!m_wanted)
        return;
    for (const std::uint64_t id : m_wanted->commandIds)
        m_events.addOutcome(id, false, "the run ended before this commit was sent");
    m_wanted.reset();
}

void CommitDesk::end(OutcomeState state, std::string reason)
{
    InFlight done = std::move(*m_inFlight);
    m_inFlight.reset();
    m_tracker.commitEnded(done.offsets);
    done.record.state = state;
    done.record.reason = std::move(reason);
    done.record.latencyMs = milliseconds(m_clock->now() - done.sentAt);
    m_book.add(std::move(done.record), done.offsets, done.commandIds);
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
        if (m_inFlight) {
            confirmedNow(accepted(*answer));
            if (m_inFlight->open.empty() && m_inFlight->gone.empty())
                end(OutcomeState::confirmed, {}); // whatever its own answer will be, its offsets are committed
        }
    } else {
        record.state = answer.error().code == ErrorCode::timeout ? OutcomeState::unknown : OutcomeState::failed;
        record.reason = answer.error().message;
    }
    m_book.add(std::move(record), offsets, {});
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
    m_book.add(std::move(record), offsets, {});
}

void CommitDesk::readBack(std::uint64_t commandId, std::span<const SlotOffset> offsets)
{
    if (m_inFlight) { // the answer is older than what is on its way
        m_events.addOutcome(commandId, false, "a commit is under way; ask the broker again when it has ended");
        return;
    }
    std::vector<SlotOffset> known;
    for (const SlotOffset& sent : m_book.unknownOffsets())
        std::copy_if(offsets.begin(), offsets.end(), std::back_inserter(known), [&](const SlotOffset& o) { return o.slot == sent.slot && m_tracker.at(o.slot).owned; });
    m_tracker.commitConfirmed(known);
    m_events.addOutcome(commandId, true, m_book.settle(offsets));
}

/// What is under way is counted by the commit that carries it.
std::int64_t CommitDesk::messagesIn(std::span<const SlotOffset> offsets) const
{
    std::int64_t messages = 0;
    for (const SlotOffset& entry : offsets) {
        const PartitionOffsets& at = m_tracker.at(entry.slot);
        const Offset from = std::max({at.committed, at.firstOffset, at.sent});
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
    m_book.countRequest();
    return record;
}

std::optional<CommitRecord> CommitDesk::current() const
{
    return m_inFlight ? std::optional<CommitRecord>(m_inFlight->record) : std::nullopt;
}

} // namespace headroom::core
