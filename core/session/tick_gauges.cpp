// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/operation_size.h"
#include "core/session/tick_gauges.h"

#include <algorithm>

namespace headroom::core {
namespace {

/// The queue tells what its buffers take when it is so full: the client stops asking a little before its limit.
constexpr double full = 0.9;
/// Heap of the client beside what it fetched: as in the ceiling.
constexpr Bytes clientsOwn = 4 * mib;

double secondsBetween(SteadyTime from, SteadyTime to) { return std::chrono::duration<double>(to - from).count(); }

constexpr std::uint64_t forecastEvery = 5; ///< ticks, while no statistics come
/// When it was no fuller for so many seconds, the queue is as full as the consumer's pace lets it be.
constexpr double settledAfter = 5;

} // namespace

TickGauges::TickGauges(std::shared_ptr<const Clock> clock, std::function<Bytes()> uiBytes, std::function<Bytes()> readRss, std::shared_ptr<Timeline> timeline)
    : m_clock(std::move(clock)), m_uiBytes(std::move(uiBytes)),
      m_readRss(readRss ? std::move(readRss) : [] { return core::readRss().value_or(unknownBytes); }),
      m_timeline(timeline ? std::move(timeline) : std::make_shared<Timeline>(*m_clock)), m_processStart(m_readRss())
{
}

void TickGauges::takeBaseline()
{
    if (m_baseline != unknownBytes)
        return;
    static_cast<void>(trimHeap());
    m_baseline = m_readRss();
    m_heapAtBaseline = readHeap().inUse;
    m_uiAtBaseline = m_uiBytes ? m_uiBytes() : 0;
    m_filesAtBaseline = readProcessMemory().value_or(ProcessMemory{}).rssFile;
}

void TickGauges::addTraffic(std::span<const Message> messages, Bytes bytes, const MessageOwner& owner)
{
    if (messages.empty())
        return;
    m_lastMessage = m_clock->now();
    if (m_messages == 0)
        m_firstMessage = m_lastMessage;
    m_messages += messages.size();
    m_bytes += bytes;
    m_observer.addMessages(messages, owner);
}

void TickGauges::addStatistics(const ClientStats& stats)
{
    m_stats = stats;
    m_statisticsSeen = true;
    m_stats.fetchRequests += m_requestsBefore;
    m_stats.receivedBytes += m_receivedBefore;
    m_observer.addStatistics(stats);
    m_forecastDue = true;
    if (stats.prefetchMessages > 0)
        m_meanQueuedBytes = static_cast<double>(stats.prefetchBytes) / static_cast<double>(stats.prefetchMessages);
    m_prefetchPeak = std::max(m_prefetchPeak, stats.prefetchBytes);
}

void TickGauges::newClient()
{
    m_requestsBefore = m_stats.fetchRequests;
    m_receivedBefore = m_stats.receivedBytes;
}

void TickGauges::sampleRates(TickReading& reading)
{
    const SteadyTime now = m_clock->now();
    m_rates.push_back({now, m_messages, m_bytes, m_stats.fetchRequests});
    while (m_rates.size() > 2 && secondsBetween(m_rates.front().at, now) > 1.05)
        m_rates.pop_front();
    const RatePoint& first = m_rates.front();
    const double seconds = secondsBetween(first.at, now);
    if (seconds <= 0)
        return;
    reading.messagesPerSecond = static_cast<double>(m_messages - first.messages) / seconds;
    reading.bytesPerSecond = static_cast<double>(m_bytes - first.bytes) / seconds;
    reading.fetchRequestsPerSecond = static_cast<double>(std::max<std::int64_t>(0, m_stats.fetchRequests - first.fetches)) / seconds;
}

LedgerReading TickGauges::sampleLedger(const Input& input)
{
    ++m_ticks;
    m_process = readProcessMemory().value_or(ProcessMemory{}); // with RSS: parts of another moment would not add up to it
    m_heap = readHeap();
    const auto queued = static_cast<std::int64_t>(input.queueLength);
    if (queued > m_observer.facts().mostQueued)
        m_lastMoreQueued = m_clock->now();
    m_observer.addQueued(queued);
    LedgerInput ledger;
    ledger.rss = m_readRss();
    ledger.baseline = m_baseline;
    ledger.operation = operationBytes();
    ledger.prefetchMessages = queued;
    const TopicFacts& facts = m_observer.facts();
    const double mean = m_meanQueuedBytes > 0 ? m_meanQueuedBytes : std::max(0.0, facts.meanValue);
    ledger.prefetchValueBytes = static_cast<Bytes>(mean * static_cast<double>(queued));
    ledger.overheadPerMessage = std::max(0.0, facts.meanOverhead);
    // Another allocator in the process leaves that of the C library empty: then it tells nothing.
    const Bytes growth = m_heap.inUse - m_heapAtBaseline;
    ledger.heapGrowth = m_baseline == unknownBytes || growth <= 0 ? unknownBytes : growth;
    ledger.waste = facts.meanWaste;
    if (m_messages > 0) {
        // Before the first statistics it is not known what responses decode to: so long all that came may be on its way.
        const double brokers = static_cast<double>(std::max<std::size_t>(1, facts.brokerPartitions.size()));
        const double responses = static_cast<double>(facts.largestResponse) * (1 + std::max(1.0, facts.ratio)) * brokers;
        ledger.inFlightBound = facts.largestResponse == unknownBytes ? std::max<Bytes>(0, growth) : static_cast<Bytes>(responses);
    }
    ledger.batch = input.batchBytes;
    ledger.batchMessages = static_cast<std::int64_t>(input.batchMessages);
    ledger.view = input.viewBytes;
    ledger.charts = m_timeline->history.bytes();
    if (m_baseline != unknownBytes) {
        ledger.charts += std::max<Bytes>(0, (m_uiBytes ? m_uiBytes() : 0) - m_uiAtBaseline);
        ledger.files = m_process.rssFile - m_filesAtBaseline;
    }
    ledger.heapFree = m_heap.free;
    ledger.mostBuffer = facts.mostBuffer();
    const LedgerReading split = splitMemory(ledger);
    learnBuffers(ledger, split);
    return split;
}

/// Of the heap, what is left for the buffers of what was fetched when all else has its most; so a ceiling of all these parts
/// covers the heap that was seen.
void TickGauges::learnBuffers(const LedgerInput& input, const LedgerReading& split)
{
    if (input.heapGrowth == unknownBytes || m_forecast->ceiling.total == unknownBytes)
        return;
    Bytes responses = 0;
    Bytes queue = 0;
    for (const ModelTerm& term : m_forecast->ceiling.terms) {
        responses += term.id == "overshoot" || term.id == "wire" ? term.bytes : 0;
        queue += term.id == "queue" ? term.bytes : 0;
    }
    const bool tells = static_cast<double>(input.prefetchValueBytes) >= full * static_cast<double>(queue);
    const std::int64_t messages = input.prefetchMessages + input.batchMessages;
    const Bytes operations = messages * input.operation;
    const double held = static_cast<double>(input.prefetchValueBytes + input.batch) + static_cast<double>(messages) * input.overheadPerMessage;
    const Bytes heap = input.heapGrowth - input.view - input.charts - responses - operations - clientsOwn;
    m_observer.addBuffers(tells ? std::max<Bytes>(0, heap) : unknownBytes, split.prefetch + split.batch - operations, static_cast<Bytes>(held * input.waste));
}

/// What the view will hold when all that is there now was read at the present pace; it keeps a bounded number a tick.
Bytes TickGauges::expectedView(const Input& input) const
{
    const TopicFacts& facts = m_observer.facts();
    const double rate = m_lastRate;
    const double left = input.ending ? 0 : static_cast<double>(input.lag);
    if (left < 0 || rate <= 0 || facts.messages == 0)
        return unknownBytes;
    const double seconds = secondsBetween(m_firstMessage, input.ending ? m_lastMessage : m_clock->now()) + left / rate;
    const double kept = std::min(static_cast<double>(m_messages) + left, seconds * RecordStore::keptPerTick * 10);
    const double row = std::min(static_cast<double>(input.settings.viewPreviewBytes), facts.meanValue + facts.meanOverhead) + sizeof(RecordRow);
    return std::min(input.settings.viewBudget, static_cast<Bytes>(kept * row));
}

void TickGauges::renewForecast(const Input& input, const LedgerReading& ledger)
{
    if (!m_forecastDue && m_ticks % forecastEvery != 0)
        return;
    m_forecastDue = false;
    const bool settled = m_messages > 0 && secondsBetween(std::max(m_firstMessage, m_lastMoreQueued), m_clock->now()) >= settledAfter;
    m_forecast = std::make_shared<const Forecast>(
        forecastMemory({input.settings, m_observer.facts(), m_baseline, ledger.charts, expectedView(input), settled || input.ending}));
}

/// What was just given back is still resident: a sample that is higher by a little and mostly free heap comes after the
/// peak and does not tell what it was made of.
void TickGauges::keepPeak(const LedgerReading& now)
{
    constexpr double muchHigher = 1.1;
    const auto used = [](const LedgerReading& ledger) { return ledger.rss - std::max<Bytes>(0, ledger.allocatorSlack); };
    const bool surely = static_cast<double>(now.rss) > muchHigher * static_cast<double>(m_ledgerAtPeak.rss);
    if (now.rss > m_ledgerAtPeak.rss && (surely || used(now) > used(m_ledgerAtPeak)))
        m_ledgerAtPeak = now;
}

void TickGauges::sample(const Input& input, Snapshot& snapshot)
{
    TickReading reading;
    if (!input.over) // the last sample stays on show: it has no rate, whatever came in the second before
        sampleRates(reading);
    reading.ledger = sampleLedger(input);
    m_lastRate = reading.messagesPerSecond > 0 ? reading.messagesPerSecond : m_lastRate;
    renewForecast(input, reading.ledger);
    reading.rssAnon = m_process.rssAnon;
    reading.rssFile = m_process.rssFile;
    reading.ceiling = m_forecast->ceiling.total;
    reading.estimate = m_forecast->estimate.total;
    reading.lag = input.lag;
    reading.atRisk = input.atRisk;
    reading.batchFillPercent = input.batchFillPercent;
    reading.batchBytes = input.batchBytes;
    reading.commitLatencyMs = input.commitLatencyMs;
    reading.budget = input.budget;
    reading.limit = input.limit;
    m_timeline->history.add(input.seconds, reading);
    if (!input.closed)
        keepPeak(reading.ledger);
    m_peakRss = std::max({m_peakRss, reading.ledger.rss, m_process.peakRss}); // VmHWM was seen below VmRSS
    m_process.rss = reading.ledger.rss;

    snapshot.messages = m_messages;
    snapshot.bytes = m_bytes;
    snapshot.elapsedSeconds = m_messages == 0 ? 0 : secondsBetween(m_firstMessage, m_lastMessage);
    snapshot.messagesPerSecond = reading.messagesPerSecond;
    snapshot.bytesPerSecond = reading.bytesPerSecond;
    snapshot.ledger = reading.ledger;
    snapshot.ledgerAtPeak = m_ledgerAtPeak;
    snapshot.processStartRss = m_processStart;
    snapshot.peakRss = m_peakRss;
    snapshot.process = m_process;
    snapshot.forecast = m_forecast;
    snapshot.groupReached = m_stats.groupReached;
    snapshot.fetch.requests = m_statisticsSeen ? m_stats.fetchRequests : -1;
    snapshot.fetch.wireBytes = m_stats.receivedBytes;
    snapshot.fetch.bytesPerRequest = m_stats.fetchRequests > 0 ? static_cast<double>(m_stats.receivedBytes) / static_cast<double>(m_stats.fetchRequests) : -1;
    snapshot.fetch.prefetchMessages = static_cast<std::int64_t>(input.queueLength);
    snapshot.fetch.prefetchBytes = m_stats.prefetchBytes;
    snapshot.fetch.prefetchPeakBytes = m_prefetchPeak;
    snapshot.history = m_timeline->history.view();
}

} // namespace headroom::core
