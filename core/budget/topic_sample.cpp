// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/topic_sample.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/budget/topic_observer.h"
#include "core/kafka/client_stats.h"
#include "core/kafka/operation_size.h"
#include "core/metrics/process_memory.h"

namespace headroom::core {
namespace {

/// Feeds an observer, and keeps what only a sample can know: partitions by metadata, largest batch one by one.
class SampleStudy final : public SampleListener {
public:
    explicit SampleStudy(const SampleRequest& request, TopicFacts known = {}) : m_request(request), m_known(std::move(known)) {}

    void onConnected(const std::vector<std::int32_t>& brokerPartitions) override
    {
        m_brokerPartitions = brokerPartitions;
        m_baseline = trimHeap().after;
        m_heapAtBaseline = readHeap().inUse;
    }
    void onMessages(std::span<const Message> messages, const MessageOwner& owner) override
    {
        m_observer.addMessages(messages, owner);
        for (const Message& message : messages)
            m_keyBytes += static_cast<double>(message.key.size());
    }
    void onStatistics(std::string_view json) override
    {
        if (const auto stats = parseClientStats(json)) {
            m_observer.addStatistics(*stats);
            m_last = *stats;
            m_largestAnswer = std::max(m_largestAnswer, stats->largestAnswer);
            m_largestAnswerMessages = std::max(m_largestAnswerMessages, stats->largestAnswerMessages);
        }
    }
    /// Nothing is on its way now, so the heap is in the buffers of what is queued, but for a little of the client's own.
    void onFilled(std::size_t messages) override
    {
        const double value = m_last.prefetchMessages > 0 ? static_cast<double>(m_last.prefetchBytes) / static_cast<double>(m_last.prefetchMessages) : m_known.meanValue;
        const Bytes heap = readHeap().inUse - m_heapAtBaseline - static_cast<Bytes>(messages) * operationBytes() - mib;
        m_observer.addBuffers(heap, heap, static_cast<Bytes>(static_cast<double>(messages) * (value + m_known.meanOverhead)));
    }
    bool cancelled() override { return m_request.cancelled && m_request.cancelled(); }

    [[nodiscard]] Bytes baseline() const noexcept { return m_baseline; }
    [[nodiscard]] TopicFacts facts() const
    {
        TopicFacts facts = m_observer.facts();
        facts.brokerPartitions = m_brokerPartitions;
        return facts;
    }
    /// When each response was one batch. The client tells the largest decoded one (keys and values); on the wire it was
    /// smaller by the ratio.
    [[nodiscard]] TopicFacts factsBatchByBatch() const
    {
        constexpr double batchHeader = 61;
        TopicFacts seen = facts();
        seen.waste = seen.meanWaste = 1; // nothing was cut; what looks like it is the framing of small responses
        if (seen.meanRatio < 1 || seen.messages == 0)
            return seen;
        const double framing = seen.meanOverhead - m_keyBytes / static_cast<double>(seen.messages);
        const double decoded = static_cast<double>(m_largestAnswer) + static_cast<double>(m_largestAnswerMessages) * std::max(0.0, framing);
        seen.batchesSeen = true;
        seen.largestBatch = std::max({seen.largestBatch, seen.largestResponse, static_cast<Bytes>(std::ceil(decoded / seen.meanRatio + batchHeader))});
        return seen;
    }

private:
    const SampleRequest& m_request;
    const TopicFacts m_known; ///< from an earlier part
    TopicObserver m_observer;
    ClientStats m_last;
    Bytes m_heapAtBaseline = 0;
    std::vector<std::int32_t> m_brokerPartitions;
    Bytes m_baseline = unknownBytes;
    Bytes m_largestAnswer = 0;
    std::int64_t m_largestAnswerMessages = 0;
    double m_keyBytes = 0;
};

/// What responses of the trial's size bring; the sizes of records and batches are those of both parts.
void mergeTrial(TopicFacts& facts, const TopicFacts& trial)
{
    if (trial.messages == 0 || trial.meanRatio < 1)
        return;
    facts.messages += trial.messages;
    facts.ratio = std::max(facts.ratio, trial.ratio);
    facts.meanRatio = trial.meanRatio;
    facts.waste = trial.waste;
    facts.meanWaste = trial.meanWaste;
    if (trial.buffer >= 0) {
        facts.buffer = trial.buffer;
        facts.meanBuffer = trial.meanBuffer;
    }
    facts.meanResponse = trial.meanResponse;
    facts.decodedPerFetch = trial.decodedPerFetch;
    facts.largestRecord = std::max(facts.largestRecord, trial.largestRecord);
    facts.highMeanValue = std::max(facts.highMeanValue, trial.highMeanValue);
    facts.highMeanOverhead = std::max(facts.highMeanOverhead, trial.highMeanOverhead);
    facts.lowMeanMessage = std::min(facts.lowMeanMessage, trial.lowMeanMessage);
}

std::string shortfallOf(const TopicSample& sample, const SampleRequest& request)
{
    const std::string& topic = request.settings.topic;
    if (sample.facts.complete() && sample.baseline == unknownBytes)
        return "The memory of this process cannot be read, so there is no baseline to add to: it needs a mounted /proc.";
    if (sample.facts.complete())
        return {};
    if (sample.outcome.end == SampleEnd::cancelled)
        return "The sample was interrupted before enough was read.";
    if (sample.outcome.messages == 0 && sample.outcome.emptyPartitions == sample.outcome.partitions)
        return fmt::format("{} is empty and nothing came within {}: produce some records, or name a topic that has some.", topic, formatDuration(request.limits.time));
    if (sample.outcome.messages == 0)
        return fmt::format("Nothing of {} came within {}, although it is not empty: allow more time (--sample-time), or look at the brokers.", topic, formatDuration(request.limits.time));
    return fmt::format("{} messages of {} were read, but the client's statistics did not come in time: allow more time (--sample-time).", formatCount(sample.outcome.messages), topic);
}

} // namespace

Result<TopicSample> takeTopicSample(const SampleRequest& request)
{
    const EagerReturn eager; // a run may follow in this process: its baseline must not hold what the look has freed
    SampleStudy study(request);
    SampleLimits limits = request.limits;
    if (request.trial)
        limits.time = limits.time * 2 / 3;
    const auto outcome = sampleTopics(request.rows, request.settings, limits, SampleFetch::batchByBatch, study);
    if (!outcome)
        return tl::unexpected(outcome.error());
    TopicSample sample{study.factsBatchByBatch(), study.baseline(), *outcome, false, {}};
    const bool goesOn = request.trial && sample.facts.complete() && outcome->end != SampleEnd::cancelled;
    if (const auto settings = goesOn ? request.trial(sample.facts, sample.baseline) : std::nullopt) {
        SampleStudy trial(request, sample.facts);
        limits.time = request.limits.time - limits.time;
        const auto tried = sampleTopics(request.rows, *settings, limits, SampleFetch::asSettings, trial);
        if (!tried)
            return tl::unexpected(tried.error());
        mergeTrial(sample.facts, trial.facts());
        sample.tried = trial.facts().messages > 0;
        sample.outcome.messages += tried->messages;
        sample.outcome.bytes += tried->bytes;
        sample.outcome.end = tried->end;
    }
    sample.shortfall = shortfallOf(sample, request);
    static_cast<void>(trimHeap());
    return sample;
}

} // namespace headroom::core
