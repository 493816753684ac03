// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/topic_observer.h"

#include <algorithm>

namespace headroom::core {
namespace {

/// Messages of an interval: enough that their mean is one of the topic, few enough that a change shows.
constexpr std::int64_t intervalMessages = 256;
constexpr std::int64_t headersEvery = 32; // eight of an interval
constexpr std::size_t headersMeasured = 1000;
/// Record framing (lengths, deltas, attributes) and the batch header's share: 18.5 B measured on 100 B values.
constexpr double framingPerMessage = 18.5;
/// Two lengths of a header.
constexpr double framingPerHeader = 2.5;
/// Fetches of an interval from which a ratio is learned: a report may fall between a response's arrival and its parsing,
/// which then counts on one side only.
constexpr std::int64_t intervalFetches = 8;
/// Mean response below which its own framing (some 60 B a partition, also of empty ones) would pass for cut batches.
constexpr double tellingResponse = 8192;

/// Below so many bytes fetched, what else the heap holds would pass for their buffers.
constexpr Bytes tellingBuffers = 4 * mib;

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

} // namespace

double TopicObserver::meanHeaders() const noexcept
{
    return share(m_all.headers + m_interval.headers, static_cast<double>(m_all.headersSampled + m_interval.headersSampled));
}

double TopicObserver::overheadOf(const Sums& sums) noexcept
{
    return share(sums.keys, static_cast<double>(sums.messages)) + share(sums.headers, static_cast<double>(sums.headersSampled)) + framingPerMessage;
}

void TopicObserver::addMessages(std::span<const Message> messages, const MessageOwner& owner)
{
    for (const Message& message : messages) {
        const auto key = static_cast<Bytes>(message.key.size());
        const auto value = static_cast<Bytes>(message.value.size());
        m_interval.keys += static_cast<double>(key);
        m_interval.values += static_cast<double>(value);
        m_facts.largestRecord = std::max(m_facts.largestRecord, key + value);
        if (--m_untilHeaders < 0) {
            m_untilHeaders = headersEvery - 1;
            sampleHeaders(message, owner);
        }
        if (++m_interval.messages == intervalMessages)
            closeInterval();
    }
    if (m_facts.messages == 0 && m_interval.messages > 0)
        closeInterval(); // the first few are better than nothing
    m_facts.messages = m_all.messages + m_interval.messages;
    sizeLargestBatch();
    boundBuffers();
}

/// A stored batch holds at least a record, compressed as all are in the mean.
void TopicObserver::sizeLargestBatch()
{
    if (m_facts.largestRecord == unknownBytes)
        return;
    const double record = static_cast<double>(m_facts.largestRecord) + meanHeaders();
    m_facts.largestBatch = static_cast<Bytes>(record / std::max(1.0, m_facts.meanRatio) + framingPerMessage);
}

void TopicObserver::sampleHeaders(const Message& message, const MessageOwner& owner)
{
    std::size_t total = 0;
    owner.headers(message, headersMeasured, m_scratch, total);
    double bytes = 0;
    for (const HeaderView& header : m_scratch)
        bytes += static_cast<double>(header.name.size() + header.value.size()) + framingPerHeader;
    m_interval.headers += bytes * share(static_cast<double>(total), static_cast<double>(m_scratch.size()));
    ++m_interval.headersSampled;
    m_scratch.clear();
}

/// By what was most, not by the highest ratio: a bound that is scaled to a full queue needs no more to cover all that was
/// seen, and what a few messages show is mostly noise.
void TopicObserver::addBuffers(Bytes heap, Bytes resident, Bytes held)
{
    if (held < tellingBuffers)
        return;
    if (heap > m_mostBuffers) {
        m_mostBuffers = heap;
        m_seenBuffer = static_cast<double>(heap) / static_cast<double>(held);
    }
    if (resident > m_mostResident) {
        m_mostResident = resident;
        m_seenMeanBuffer = static_cast<double>(resident) / static_cast<double>(held);
    }
    boundBuffers();
}

/// What is above the most that decoding takes is something else, a leak perhaps, which no ceiling may follow.
void TopicObserver::boundBuffers()
{
    if (m_seenBuffer >= 0)
        m_facts.buffer = std::clamp(m_seenBuffer, 1.0, m_facts.mostBuffer());
    if (m_seenMeanBuffer >= 0)
        m_facts.meanBuffer = std::clamp(m_seenMeanBuffer, 1.0, m_facts.mostBuffer());
}

void TopicObserver::closeInterval()
{
    m_all.messages += m_interval.messages;
    m_all.keys += m_interval.keys;
    m_all.values += m_interval.values;
    m_all.headers += m_interval.headers;
    m_all.headersSampled += m_interval.headersSampled;
    m_newestHeaders = share(m_interval.headers, static_cast<double>(m_interval.headersSampled));
    const double value = share(m_interval.values, static_cast<double>(m_interval.messages));
    const double overhead = overheadOf(m_interval);
    const bool first = m_facts.meanValue < 0;
    m_facts.meanValue = share(m_all.values, static_cast<double>(m_all.messages));
    m_facts.meanOverhead = overheadOf(m_all);
    m_facts.highMeanValue = std::max(m_facts.highMeanValue, value);
    m_facts.highMeanOverhead = std::max(m_facts.highMeanOverhead, overhead);
    m_facts.lowMeanMessage = first ? value + overhead : std::min(m_facts.lowMeanMessage, value + overhead);
    m_interval = {};
}

void TopicObserver::addStatistics(const ClientStats& stats)
{
    if (!m_hasStatistics || stats.receivedBytes < m_last.receivedBytes) {
        m_first = m_last = ClientStats();
        m_hasStatistics = true;
    }
    if (!stats.fetchedFrom.empty()) {
        m_facts.brokerPartitions.clear();
        for (const auto& [broker, partitions] : stats.fetchedFrom)
            m_facts.brokerPartitions.push_back(partitions);
    }
    learnRatio(m_first, stats, true);
    sizeLargestBatch();
    const bool enough = stats.fetchRequests - m_last.fetchRequests >= intervalFetches && stats.messages > m_last.messages;
    if (enough || m_facts.ratio < 0) {
        learnRatio(m_last, stats, false);
        if (enough)
            m_last = stats;
    }
    boundBuffers();
}

/// What the client has fetched tells more of the sizes to come than the few messages that a slow consumer has taken.
void TopicObserver::learnSizes(double messages, double messageBytes, bool whole)
{
    if (m_facts.meanValue < 0)
        return;
    const double keys = share(m_all.keys, static_cast<double>(m_all.messages));
    const double value = std::max(0.0, messageBytes / messages - keys);
    if (whole && messages > 2 * static_cast<double>(m_facts.messages))
        m_facts.meanValue = value;
    m_facts.highMeanValue = std::max(m_facts.highMeanValue, value);
    m_facts.lowMeanMessage = std::min(m_facts.lowMeanMessage, value + m_facts.meanOverhead);
    m_facts.largestRecord = std::max(m_facts.largestRecord, static_cast<Bytes>(value + keys));
}

/// Of the whole run: means. Of an interval: extremes.
void TopicObserver::learnRatio(const ClientStats& from, const ClientStats& to, bool whole)
{
    const auto fetches = static_cast<double>(to.fetchRequests - from.fetchRequests);
    const auto wire = static_cast<double>(to.receivedBytes - from.receivedBytes);
    const auto messages = static_cast<double>(to.messages - from.messages);
    if (fetches <= 0 || wire <= 0 || messages <= 0)
        return;
    // The client counts keys and values; what else a decoded buffer holds is known from the messages.
    const double headers = whole ? meanHeaders() : std::max(meanHeaders(), m_newestHeaders);
    const double decoded = static_cast<double>(to.messageBytes - from.messageBytes) + messages * (headers + framingPerMessage);
    learnSizes(messages, static_cast<double>(to.messageBytes - from.messageBytes), whole);
    const double ratio = std::max(1.0, decoded / wire);
    const double waste = wire < tellingResponse * fetches ? 1.0 : std::max(1.0, wire / std::max(1.0, decoded));
    if (whole) {
        m_facts.meanRatio = ratio;
        m_facts.meanWaste = waste;
        m_facts.decodedPerFetch = decoded / fetches;
        m_facts.meanResponse = wire / fetches;
        // The first report may fall in the middle of a response, and a stalled consumer makes no further interval.
        if (m_facts.ratio > 0)
            m_facts.ratio = std::max(m_facts.ratio, ratio);
    } else {
        m_facts.ratio = std::max(m_facts.ratio, ratio);
        m_facts.waste = std::max(m_facts.waste, waste);
        // Requests are counted when sent: at the start of a later interval one of each broker was already on its way.
        const double answered = fetches + (from.fetchRequests > 0 ? static_cast<double>(std::max<std::size_t>(1, to.fetchedFrom.size())) : 0);
        m_facts.largestResponse = std::max(m_facts.largestResponse, static_cast<Bytes>(wire / answered));
    }
}

} // namespace headroom::core
