// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/model_letters.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/kafka/operation_size.h"
#include "core/metrics/memory_ledger.h"

namespace headroom::core {
namespace {

/// Framing of a Fetch response around the batches: never above this in 95 runs on a real broker.
constexpr double responseFraming = 350;
/// A response this much above what the limits allow can only be a batch that is larger than they are.
constexpr double surelyAbove = 1.02;
/// From this ratio on responses are compressed: each batch is decoded into a block of its own, of its own size. What the
/// blocks before left behind is seldom large enough for it; the worst of 200 runs needed 0.5 of a response.
constexpr double compressed = 1.2;
constexpr double decodedHoles = 0.75;
/// Pages are 256 KiB; one is open, one may be held by the window a moment longer.
constexpr double viewPages = 2.0 * 256 * 1024;

std::string size(double bytes) { return formatBytes(static_cast<Bytes>(std::llround(bytes))); }
std::string count(double number) { return formatCount(std::llround(number)); }

/// The wire bytes of one response of a broker with P partitions, at most.
double responseBound(double S, double F, double M, double P) { return std::max(S, std::min(F, std::max(S, M) + (P - 1) * M)) + responseFraming; }

/// The largest stored batch: at least a record; when responses pass what the limits allow, a whole batch was larger than
/// they are, and the mean of an interval may be half of its largest.
double largestBatch(const TopicFacts& facts, double F, double M)
{
    const auto S = static_cast<double>(facts.largestBatch);
    const double P = *std::max_element(facts.brokerPartitions.begin(), facts.brokerPartitions.end());
    const auto seen = static_cast<double>(facts.largestResponse);
    return seen > surelyAbove * responseBound(S, F, M, P) ? std::max(S, 2 * seen) : S;
}

ModelLetters commonLetters(const ModelInput& input)
{
    ModelLetters l;
    l.baseline = static_cast<double>(input.baseline);
    l.Q = static_cast<double>(input.settings.queuedMaxMessagesKbytes * kib);
    l.N = static_cast<double>(input.settings.queuedMinMessages);
    l.o = static_cast<double>(operationBytes());
    l.window = static_cast<double>(std::max<Bytes>(0, input.window));
    l.partitions = std::accumulate(input.facts.brokerPartitions.begin(), input.facts.brokerPartitions.end(), 0.0);
    return l;
}

/// A queue that is full: whichever of its two limits comes first.
void fillQueue(ModelLetters& l)
{
    l.n = l.v > 0 ? std::min(l.N, l.Q / l.v) : l.N;
    l.queueNumbers = fmt::format("min({}, {} x {})", size(l.Q), count(l.N), size(l.v));
}

/// Two batches, one filling while the other is processed; each closes by count or by bytes, whichever comes first.
void fillHands(ModelLetters& l, const Settings& settings, double record, double mean)
{
    const auto B = static_cast<double>(settings.batchBytes);
    const auto nB = static_cast<double>(settings.batchSize);
    l.h = 2 * std::min(B + record, nB * record);
    l.nH = 2 * std::min(nB, (B + record) / std::max(1.0, mean));
    l.handNumbers = fmt::format("2 x min({} + {}, {} x {})", size(B), size(record), count(nB), size(record));
}

} // namespace

ModelLetters ceilingLetters(const ModelInput& input)
{
    ModelLetters l = commonLetters(input);
    const TopicFacts& facts = input.facts;
    const auto F = static_cast<double>(input.settings.fetchMaxBytes);
    const auto M = static_cast<double>(input.settings.maxPartitionFetchBytes);
    const double S = largestBatch(facts, F, M);
    for (const std::int32_t P : facts.brokerPartitions)
        l.sumR += responseBound(S, F, M, P);
    l.responseNumbers = fmt::format("{} brokers, S {}, F {}, M {}", facts.brokerPartitions.size(), size(S), size(F), size(M));
    l.c = facts.ratio;
    l.w = facts.waste;
    l.bSeen = facts.buffer >= 0 || !facts.compressed();
    l.b = facts.buffer >= 0 ? facts.buffer : facts.mostBuffer();
    l.v = facts.highMeanValue;
    l.e = facts.highMeanOverhead;
    l.m = facts.lowMeanMessage;
    fillQueue(l);
    fillHands(l, input.settings, static_cast<double>(facts.largestRecord), facts.lowMeanMessage);
    l.h = std::max(l.h, static_cast<double>(facts.largestHeld));
    l.view = static_cast<double>(input.settings.viewBudget) + viewPages;
    l.fixed = 4.0 * mib;
    l.slack = 0.20;
    l.holes = facts.ratio > compressed ? decodedHoles : 0;
    return l;
}

ModelLetters estimateLetters(const ModelInput& input)
{
    ModelLetters l = commonLetters(input);
    const TopicFacts& facts = input.facts;
    l.sumR = facts.meanResponse * static_cast<double>(facts.brokerPartitions.size());
    l.responseNumbers = fmt::format("{} brokers, {} a response", facts.brokerPartitions.size(), size(facts.meanResponse));
    l.c = facts.meanRatio;
    l.w = facts.meanWaste;
    l.b = std::max(1.0, facts.meanBuffer);
    l.v = facts.meanValue;
    l.e = facts.meanOverhead;
    l.m = facts.meanValue + facts.meanOverhead;
    fillQueue(l);
    fillHands(l, input.settings, l.m, l.m);
    if (input.settled && facts.mostQueued >= 0) {
        // What was seen includes the responses above the limit.
        const double inResponses = l.decoded() / std::max(1.0, l.m);
        l.n = std::min(l.n, std::max(0.0, static_cast<double>(facts.mostQueued) - inResponses));
        l.queueNumbers = fmt::format("{} queued at most so far, x {}", count(static_cast<double>(facts.mostQueued)), size(l.v));
    }
    if (input.settled && facts.largestHeld >= 0) {
        l.h = static_cast<double>(facts.largestHeld);
        l.nH = l.h / std::max(1.0, l.m);
        l.handNumbers = fmt::format("{} in hand at most so far", size(l.h));
    }
    l.view = static_cast<double>(input.expectedView != unknownBytes ? input.expectedView : input.settings.viewBudget);
    l.fixed = 1.5 * mib;
    l.slack = 0.05;
    return l;
}

} // namespace headroom::core
