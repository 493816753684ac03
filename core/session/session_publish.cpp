// SPDX-License-Identifier: GPL-3.0-or-later
// What the SessionWorker shows: the rows of the commit board, the ceiling as it moves, and a snapshot a tick.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/session/budget_verdict.h"
#include "core/session/session_worker.h"

namespace headroom::core {

/// Where the first record would be while none has come; unknown where only the client knows.
Offset SessionWorker::beginOf(Slot slot, const Watermarks& marks) const
{
    const auto index = static_cast<std::size_t>(slot);
    if (index >= m_begins.size())
        return unknownOffset;
    switch (m_begins[index].kind) {
    case StartOffset::Kind::exact: return m_begins[index].value;
    case StartOffset::Kind::beginning: return marks.low;
    default: return marks.low == marks.high ? marks.high : unknownOffset; // nothing there: whatever the start, it is behind by nothing
    }
}

PartitionRow SessionWorker::partitionRow(Slot slot) const
{
    const PartitionOffsets& at = m_tracker.at(slot);
    const TopicPartition& name = m_port->partition(slot);
    const Watermarks marks = m_port->watermarks(slot);
    PartitionRow row;
    row.slot = slot;
    row.topic = name.topic;
    row.partition = name.partition;
    row.owned = at.owned;
    row.stopped = std::any_of(m_lost.begin(), m_lost.end(), [&](const LostOffset& lost) { return lost.slot == slot; });
    row.firstOffset = at.firstOffset;
    const auto index = static_cast<std::size_t>(slot);
    // While no record has come, the next one is that of the start; the client itself learns the end with the first fetch.
    const bool known = index < m_begins.size() && m_begins[index].kind == StartOffset::Kind::exact;
    const auto shown = [&](Offset now, Offset left) { return !at.owned ? left : now == unknownOffset && known ? m_begins[index].value : now; };
    row.position = shown(at.position, at.leftPosition);
    row.processed = shown(at.processed, at.leftProcessed);
    row.committed = at.committed;
    row.highWatermark = std::max(marks.high, index < m_ends.size() ? m_ends[index] : unknownOffset);
    row.lowWatermark = marks.low;
    if (row.stopped && at.processed == unknownOffset)
        row.processed = unknownOffset; // where it wanted to begin there is nothing
    // A group without a commit is behind by all from where this run began, or will begin.
    const Offset begin = at.firstOffset != unknownOffset || row.stopped ? at.firstOffset : beginOf(slot, marks);
    const Offset from = at.committed != unknownOffset ? at.committed : begin;
    row.lag = from == unknownOffset || marks.high == unknownOffset ? unknownOffset : std::max<Offset>(0, marks.high - from);
    row.repeatRisk = at.owned ? m_tracker.atRiskRepeat(slot) : m_tracker.willRepeat(slot);
    row.lossRisk = m_tracker.atRiskLoss(slot);
    row.messages = at.messages;
    if (const auto outcome = m_commits.lastOutcome(slot)) {
        row.hasOutcome = true;
        row.lastOutcome = *outcome;
    }
    return row;
}

/// The lines on the chart move when the topic changes; the marker says why.
void SessionWorker::announceCeiling(const Forecast& now)
{
    constexpr double worthTelling = 1.05;
    constexpr Milliseconds quietTime{2000};
    if (now.ceiling.total == unknownBytes || m_closing)
        return;
    const SteadyTime at = m_clock->now();
    const Bytes before = m_announced ? m_announced->ceiling.total : unknownBytes;
    if (m_announced && (static_cast<double>(now.ceiling.total) < worthTelling * static_cast<double>(before) || at - m_announcedAt < quietTime))
        return;
    if (!m_announced)
        m_events.add(EventKind::info, fmt::format("ceiling {}, estimate {}", formatBytes(now.ceiling.total), formatBytes(now.estimate.total)));
    else
        m_events.add(EventKind::info, fmt::format("ceiling {} → {}: {}", formatBytes(before), formatBytes(now.ceiling.total), whatChanged(*m_announced, now)), true);
    m_announced = now;
    m_announcedAt = at;
}

/// Once, and again when the ceiling was below the budget in between: a budget that is only told at the end to be passed is no help.
void SessionWorker::announceBudget(const Snapshot& now)
{
    const std::string warning = m_closing ? std::string() : budgetWarning(now);
    if (!warning.empty() && !m_overBudget)
        m_events.add(EventKind::guard, warning, true);
    m_overBudget = !warning.empty();
}

void SessionWorker::sumUpPartitions()
{
    if (!m_port)
        return;
    m_rows.clear();
    m_lag = unknownOffset;
    for (std::size_t i = 0; i < m_tracker.slotCount(); ++i) {
        m_rows.push_back(partitionRow(static_cast<Slot>(i)));
        if (m_rows.back().owned && m_rows.back().lag != unknownOffset)
            m_lag = std::max<std::int64_t>(0, m_lag) + m_rows.back().lag;
    }
    std::sort(m_rows.begin(), m_rows.end(), [](const PartitionRow& a, const PartitionRow& b) { return std::tie(a.topic, a.partition) < std::tie(b.topic, b.partition); });
}

void SessionWorker::publish()
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->sequence = ++m_sequence;
    snapshot->seconds = m_events.seconds();
    snapshot->state = m_state;
    snapshot->failure = m_failure;
    snapshot->bootstrapServers = m_settings.bootstrapServers;
    snapshot->settings = m_settingsInForce;
    sumUpPartitions();
    snapshot->partitions = m_rows;
    snapshot->lag = m_lag;
    for (const PartitionRow& row : m_rows) {
        snapshot->repeatRisk += row.owned ? row.repeatRisk : 0;
        snapshot->willRepeat += m_tracker.willRepeat(row.slot);
        snapshot->lossRisk += row.lossRisk;
    }
    snapshot->batches = m_batches;
    snapshot->polls = m_polls;
    snapshot->largestPoll = m_largestPoll;
    snapshot->processingFailures = m_processingFailures;
    snapshot->batchMessages = inHand();
    snapshot->batchBytes = m_filling.bytes() + m_working.bytes() + m_reserve.bytes();
    snapshot->batchFillBytes = m_filling.bytes();
    snapshot->batchFillPercent = 100.0 * static_cast<double>(m_filling.size()) / static_cast<double>(batchSizeInForce());
    snapshot->view = m_store.counts();
    snapshot->viewFilter = m_store.filterCounts();
    snapshot->pages = m_store.pages();

    TickGauges::Input input;
    input.seconds = snapshot->seconds;
    input.queueLength = m_port && !m_closing ? m_port->queueLength() : 0;
    input.batchMessages = snapshot->batchMessages;
    input.batchBytes = snapshot->batchBytes;
    input.batchFillPercent = snapshot->batchFillPercent;
    input.viewBytes = snapshot->view.bytes;
    input.lag = snapshot->lag;
    input.atRisk = snapshot->repeatRisk + snapshot->lossRisk;
    input.commitLatencyMs = m_commits.takeLatency();
    input.settings = effectiveSettings();
    input.closed = m_closing;
    input.ending = m_state == SessionState::stopping || isOver(m_state);
    input.over = isOver(m_state);
    input.budget = m_settings.memoryBudget > 0 ? m_settings.memoryBudget : unknownBytes;
    input.limit = m_guard.watch.status().limit;
    m_gauges.sample(input, *snapshot);
    announceCeiling(*snapshot->forecast);
    announceBudget(*snapshot);
    m_lastLedger = snapshot->ledger;
    m_lastForecast = snapshot->forecast;
    snapshot->guard = m_guard.status;
    snapshot->limit = m_guard.watch.status();

    snapshot->rebalances = m_rebalances;
    snapshot->brokerAwaySince = isOver(m_state) ? std::nullopt : m_brokerAwaySince;
    snapshot->stall = m_stall;
    snapshot->lostOffsets = m_lost;
    snapshot->lostOffsetMessages = m_lostMessages;
    snapshot->lostByAutoCommit = m_lostByAutoCommit;
    snapshot->commits = m_commits.counts();
    snapshot->commitHistory = m_commits.history();
    snapshot->commitInFlight = m_commits.current();
    snapshot->outcomes = m_events.outcomes();
    snapshot->events = m_events.events();
    snapshot->errors = m_events.errors();
    snapshot->endReached = endReached();
    m_shared.publish(std::move(snapshot));
}

} // namespace headroom::core
