// SPDX-License-Identifier: GPL-3.0-or-later
// What the consumer tells the SessionWorker: partitions come and go, commits end, offsets are lost.
#include <algorithm>

#include <fmt/format.h>

#include "core/base/counted_text.h"
#include "core/base/number_format.h"
#include "core/session/by_slot.h"
#include "core/session/session_worker.h"
#include "core/session/start_positions.h"

namespace headroom::core {
namespace {

std::string partitionCount(std::size_t count) { return formatCounted(static_cast<std::int64_t>(count), "1 partition", "{} partitions"); }

constexpr Milliseconds revokeCommitTimeout{2000};
constexpr Milliseconds watermarkTimeout{2000};

} // namespace

std::string SessionWorker::nameOf(Slot slot) const
{
    const TopicPartition& name = m_port->partition(slot);
    return fmt::format("{} [{}]", name.topic, name.partition);
}

std::vector<StartOffset> SessionWorker::onAssigned(std::span<const Slot> slots)
{
    if (m_closing || m_leaving)
        return {};
    m_gauges.takeBaseline();
    ++m_rebalances;
    std::vector<Slot> firstTime;
    for (const Slot slot : slots) {
        m_events.topicCame(m_port->partition(slot).topic);
        if (bySlot(m_begun, slot, char{0}) == 0)
            firstTime.push_back(slot);
        bySlot(m_begun, slot, char{0}) = 1;
    }
    StartPlan plan = slots.empty() ? StartPlan{} : planStart(*m_port, m_settings, slots, firstTime);
    if (plan.problem)
        m_events.addError(*plan.problem);
    for (const Slot slot : slots) {
        const auto committed = std::find_if(plan.committed.begin(), plan.committed.end(), [&](const SlotOffset& o) { return o.slot == slot; });
        m_tracker.assign(slot, committed == plan.committed.end() ? unknownOffset : committed->offset);
        if (m_settings.start != "stored" && std::find(firstTime.begin(), firstTime.end(), slot) != firstTime.end())
            m_tracker.reposition(slot); // a start before the commit is the user's word: what follows may be committed
    }
    carryOn(plan.starts);
    noteBegins(plan.starts);
    m_awaitingAssignment = m_gaveAllBack = false;
    m_commits.settled();
    if (m_limits.untilEnd) {
        bool answers = true;
        for (const StartOffset& start : plan.starts)
            answers = answers && noteEnd(start.slot, start); // a broker that does not answer is not waited for once a partition
    }
    m_everAssigned = true;
    if (m_state == SessionState::connecting)
        m_state = m_userPaused ? SessionState::paused : SessionState::running;
    m_events.add(EventKind::rebalance, fmt::format("{} assigned", partitionCount(slots.size())), true);
    return plan.starts;
}

void SessionWorker::onRevoked(std::span<const Slot> slots, bool lost)
{
    const bool commits = !lost && !m_leaving && m_settings.commitOnRevoke && m_settings.commitMode != "auto" && (!m_closing || m_commitOnClose) && !forced();
    if (commits)
        m_commits.commitRevoked(*m_port, slots, revokeCommitTimeout);
    m_commits.left(slots);
    std::int64_t repeated = 0;
    std::size_t dropped = 0;
    for (const Slot slot : slots) {
        dropped += dropInHand(slot);
        repeated += m_tracker.atRiskRepeat(slot);
        if (m_closing)
            continue; // at the end the last figures stay for the report, and with them what was lost
        m_tracker.revoke(slot);
        std::erase_if(m_lost, [&](const LostOffset& entry) { return entry.slot == slot; });
    }
    if (m_closing || m_leaving || slots.empty())
        return;
    if (!lost)
        lostToAutoCommit(dropped);
    m_awaitingAssignment = ownsNothing();
    m_gaveAllBack = m_awaitingAssignment && !lost;
    std::string text = lost ? fmt::format("{} lost", partitionCount(slots.size())) : fmt::format("{} given back", partitionCount(slots.size()));
    if (repeated > 0)
        text += formatCounted(repeated, "; 1 processed message was not committed and will be delivered again", "; {} processed messages were not committed and will be delivered again");
    m_events.add(EventKind::rebalance, text, true);
}

bool SessionWorker::ownsNothing() const
{
    for (std::size_t i = 0; i < m_tracker.slotCount(); ++i) {
        if (m_tracker.at(static_cast<Slot>(i)).owned)
            return false;
    }
    return true;
}

/// Messages of a partition that is not ours any more, or that goes on elsewhere, leave the batches. Those that were not
/// processed do not count as taken: they come again, here or elsewhere.
std::size_t SessionWorker::dropInHand(Slot slot)
{
    const std::size_t before = inHand();
    const std::span<const Message> done = m_working.messages().first(m_done);
    const auto doneHere = static_cast<std::size_t>(std::count_if(done.begin(), done.end(), [&](const Message& m) { return m.slot == slot; }));
    m_done -= doneHere;
    m_working.dropSlot(slot);
    m_filling.dropSlot(slot);
    m_reserve.dropSlot(slot);
    const std::size_t dropped = before - inHand() - doneHere;
    m_taken -= std::min<std::uint64_t>(m_taken, dropped);
    return dropped;
}

/// In auto mode the client commits what it handed over, processed or not.
void SessionWorker::lostToAutoCommit(std::size_t messages)
{
    if (m_settings.commitMode != "auto" || messages == 0)
        return;
    m_lostByAutoCommit += messages;
    m_events.addError({ErrorCode::commitFailed,
                       fmt::format("Auto commit has committed {} messages that were taken and not processed: no consumer of the group will see them. Use --commit-mode batch or manual, which commit what is processed.",
                                   formatCount(static_cast<std::int64_t>(messages))),
                       {}, false, false, 0});
}

void SessionWorker::onCommitReply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error)
{
    m_commits.reply(requestId, offsets, error);
}

void SessionWorker::onOffsetLost(Slot slot, Offset wanted, const Error& error)
{
    if (wanted < 0) { // the group has no commit and could not be asked when the partition came
        resetPartition(slot, wanted, m_settings.autoOffsetReset);
        return;
    }
    // Behind a batch that it cannot read the client may ask for an offset that never was (librdkafka 2.8 takes it from the middle
    // of the batch). Where it really stands is kept by the broker: no policy for deleted messages passes over that.
    const Offset place = partitionRow(slot).position;
    const auto kept = m_port->queryWatermarks(slot, watermarkTimeout);
    const bool misled = kept && kept->low <= place && place < kept->high && kept->high < wanted;
    if (misled)
        wanted = place;
    if (m_settings.onOffsetLost != "ask" && !misled) { // the client's error tells to choose, which the setting has done
        resetPartition(slot, wanted, m_settings.onOffsetLost);
        return;
    }
    const Watermarks marks = kept ? *kept : m_port->watermarks(slot);
    const TopicPartition& name = m_port->partition(slot);
    std::erase_if(m_lost, [&](const LostOffset& entry) { return entry.slot == slot; });
    m_lost.push_back({slot, name.topic, name.partition, wanted, marks.low, marks.high, cutOffAt(error)});
    Error told = error; // the client does not know what the broker has instead
    told.message = describeLost(m_lost.back());
    m_events.addError(told);
}

void SessionWorker::resetPartition(Slot slot, Offset wanted, std::string_view policy)
{
    const StartOffset target = resetPosition(policy, slot);
    m_tracker.reposition(slot);
    noteBegin(target);
    if (auto done = m_port->seek(target); !done) {
        m_events.addError(done.error());
        return;
    }
    if (wanted < 0)
        return;
    const auto marks = m_port->queryWatermarks(slot, watermarkTimeout);
    const Offset to = !marks ? unknownOffset : target.kind == StartOffset::Kind::end ? marks->high : marks->low;
    declareGap(slot, wanted, to, policy);
}

void SessionWorker::declareGap(Slot slot, Offset wanted, Offset to, std::string_view how)
{
    const Offset skipped = std::max<Offset>(0, to - wanted);
    m_tracker.gapFrom(slot, wanted);
    m_lostMessages += static_cast<std::uint64_t>(skipped);
    const bool back = to != unknownOffset && to < wanted; // its log was cut off, or it is another's of the same name
    const std::string count = back ? formatCounted(wanted - to, "1 offset back, whose message comes again or is another", "{} offsets back, whose messages come again or are others")
                                   : formatCounted(skipped, "1 message skipped", "{} messages skipped");
    const std::string text = fmt::format("{}: offset {} is gone; goes on at {} ({}), {}", nameOf(slot), wanted, how, to == unknownOffset ? "–" : std::to_string(to), count);
    m_events.addRepeating("gap/" + nameOf(slot), text, true);
    m_events.keepError({ErrorCode::offsetLost, text + ".", nameOf(slot), false, false, 0});
}

/// The end as it is now, and how much of the way is behind us already.
bool SessionWorker::noteEnd(Slot slot, const StartOffset& start)
{
    const auto marks = m_port->queryWatermarks(slot, watermarkTimeout);
    if (!marks) {
        m_events.addError(marks.error());
        return false;
    }
    Offset& end = bySlot(m_ends, slot, unknownOffset);
    end = end == unknownOffset ? marks->high : end; // a partition that comes back keeps its first end
    Offset begin = marks->low;
    if (start.kind == StartOffset::Kind::exact)
        begin = start.value;
    else if (start.kind == StartOffset::Kind::end)
        begin = marks->high;
    // Who begins beyond the end is not there: the broker has yet to say that it has no such offset.
    const bool nowhere = begin > marks->high && marks->high > 0;
    bySlot(m_reached, slot, unknownOffset) = nowhere ? unknownOffset : std::max(begin, marks->low == marks->high ? marks->high : begin);
    return true;
}

/// The client passes over transaction markers without handing anything over; what is behind it counts as processed
/// once nothing of the partition is in hand.
void SessionWorker::followPositions()
{
    std::vector<Slot> owned;
    for (std::size_t i = 0; i < m_tracker.slotCount(); ++i) {
        if (m_tracker.at(static_cast<Slot>(i)).owned)
            owned.push_back(static_cast<Slot>(i));
    }
    for (const SlotOffset& entry : m_port->positions(owned)) {
        if (entry.offset == unknownOffset)
            continue;
        Offset& reached = bySlot(m_reached, entry.slot, unknownOffset);
        reached = std::max(reached, entry.offset);
        m_tracker.passedTo(entry.slot, entry.offset);
    }
}

void SessionWorker::onError(const Error& error)
{
    m_events.addError(error);
    m_brokerTrouble = m_brokerTrouble || error.code == ErrorCode::unreachable;
    const bool hopeless = error.code == ErrorCode::unknownTopic || error.code == ErrorCode::unauthorized;
    if (error.fatal || (m_limits.failFast && hopeless && m_taken == 0))
        fail(error);
}

void SessionWorker::onStatistics(std::string_view json)
{
    ++m_statistics;
    const auto stats = parseClientStats(json);
    if (!stats) {
        m_events.addError(stats.error());
        return;
    }
    m_gauges.addStatistics(*stats);
    followBrokers(*stats);
}

/// The coordinator's connection counts too: that of a leader nobody fetches from may sleep while all is well.
void SessionWorker::followBrokers(const ClientStats& stats)
{
    const bool away = stats.brokers > 0 && stats.brokersUp == 0 && !stats.groupReached;
    if (stats.brokersUp > 0 || stats.groupReached)
        m_brokerAwaySince.reset();
    else if (away && m_everAssigned && !m_brokerAwaySince)
        m_brokerAwaySince = m_clock->wallNow();
}

void SessionWorker::onLog(int level, std::string_view facility, std::string_view text) { m_events.clientLine(level, facility, text); }

/// Every assigned partition stands at or beyond the end it had at the start. Who never had one is nowhere: others, perhaps
/// killed ones, hold them all for now.
bool SessionWorker::endReached() const
{
    if (m_begun.empty() || m_awaitingAssignment)
        return false;
    for (std::size_t i = 0; i < m_tracker.slotCount(); ++i) {
        const PartitionOffsets& at = m_tracker.at(static_cast<Slot>(i));
        const Offset end = i < m_ends.size() ? m_ends[i] : unknownOffset;
        const Offset reached = i < m_reached.size() ? m_reached[i] : unknownOffset;
        const bool stands = std::any_of(m_lost.begin(), m_lost.end(), [&](const LostOffset& lost) { return static_cast<std::size_t>(lost.slot) == i; });
        const bool done = end == 0 || (end != unknownOffset && std::max(at.position, reached) >= end);
        if (at.owned && !done && !stands)
            return false;
    }
    return true;
}

} // namespace headroom::core
