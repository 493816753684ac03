// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/plan_rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/kafka/operation_size.h"
#include "core/metrics/memory_ledger.h"

namespace headroom::core {
namespace {

using B = PlanBasis;
using S = Settings;

constexpr Bytes leastBatch = mib, largestBatch = gib, largestView = gib; // the upper ends of their rows
constexpr std::int64_t largestBatchSize = 10'000;
/// Records per poll above which no speed is gained.
constexpr std::int64_t fastPoll = 1000;
/// Our own entry of a message in the batch, and its header's share.
constexpr double entryOfMessage = 96;
constexpr Bytes leastFetch = 64 * kib;
/// Brokers answer with no more than 55 MiB, whatever is asked.
constexpr Bytes largestFetch = 32 * mib;
/// Larger responses gain nothing, and from M_MMAP_THRESHOLD (4 MiB) on each is mapped anew and its pages faulted in: half the
/// rate at 100 KiB a record (4.9k against 9.5k messages/s).
constexpr Bytes largestGainfulFetch = 2 * mib;
/// Decoded responses take this part of the queue limit; twice that where it saves cut batches, and never more by choice.
constexpr double responsesPerQueue = 8, leastResponsesPerQueue = 4;
/// Below this many stored batches a partition's answer, cut ones waste a good part of the network.
constexpr std::int64_t batchesPerPartition = 8;
/// A ratio above this is compression, not counting error.
constexpr double compressedFrom = 1.2;
constexpr Bytes responseFraming = 512;

std::int64_t floorToPowerOfTwo(double value) { return value < 1 ? 1 : static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(std::min(value, 1e15)))); }
std::int64_t ceilToPowerOfTwo(double value) { return value < 1 ? 1 : static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(std::ceil(std::min(value, 1e15))))); }

double meanMessage(const TopicFacts& facts) { return facts.meanValue + facts.meanOverhead; }

/// A share of C, and of what lies below the resume mark where that is much less; in steps of 64 KiB.
Bytes shareOf(const B& basis, std::int64_t percent)
{
    constexpr Bytes step = 64 * kib;
    const Bytes belowMark = std::max<Bytes>(0, basis.mark() - basis.baseline);
    const Bytes share = std::min(std::max<Bytes>(0, basis.consumerShare()) / 100 * percent, belowMark / 100 * percent * 2);
    return share / step * step;
}

std::string shareText(const B& basis, std::int64_t percent)
{
    return fmt::format("{} % of C = {} (budget {} - baseline {})", percent, formatBytes(basis.consumerShare()), formatBytes(basis.budget), formatBytes(basis.baseline));
}

std::int64_t deriveView(const B& b, const S&) { return std::max(leastPlannedView, std::min({b.viewCap, largestView, shareOf(b, 15)})); }

std::string whyView(const B& b, const S& s)
{
    if (s.viewBudget == largestView && shareOf(b, 15) > largestView)
        return fmt::format("the largest that a view may be; {} would be more", shareText(b, 15));
    if (b.viewCap < shareOf(b, 15))
        return fmt::format("what is left, at least {}; {} does not fit below the resume mark of {} beside a queue that is fast", formatBytes(leastPlannedView), shareText(b, 15), formatBytes(b.mark()));
    return fmt::format("{}, at least {}", shareText(b, 15), formatBytes(leastPlannedView));
}

std::int64_t deriveBatchBytes(const B& b, const S&)
{
    const Bytes twoRecords = std::min(largestBatch, 2 * std::max<Bytes>(0, std::min(b.facts.largestRecord, largestBatch)));
    const Bytes share = b.leastBatch ? leastBatch : std::clamp(shareOf(b, 5), leastBatch, largestBatch);
    return std::max(share, twoRecords);
}

std::string whyBatchBytes(const B& b, const S&)
{
    const std::string floors = fmt::format("at least {} and two of the largest record ({})", formatBytes(leastBatch), formatBytes(b.facts.largestRecord));
    if (b.leastBatch)
        return fmt::format("the least ({}); {} does not fit below the resume mark of {}", floors, shareText(b, 5), formatBytes(b.mark()));
    return fmt::format("{}, {}", shareText(b, 5), floors);
}

/// What a message costs in the batch: itself, the client's operation, our entry.
double costInBatch(const TopicFacts& facts) { return meanMessage(facts) + static_cast<double>(operationBytes()) + entryOfMessage; }

std::int64_t deriveBatchSize(const B& b, const S& s)
{
    const auto fitting = static_cast<std::int64_t>(static_cast<double>(s.batchBytes) / costInBatch(b.facts));
    const std::int64_t size = std::clamp<std::int64_t>(fitting, 1, largestBatchSize);
    return size >= 1000 ? size / 100 * 100 : size >= 100 ? size / 10 * 10 : size;
}

std::string whyBatchSize(const B& b, const S& s)
{
    return fmt::format("batch bytes {} / {} a message (mean record {} and {} that the client and we keep for it), at most {}", formatBytes(s.batchBytes),
                       formatBytes(std::llround(costInBatch(b.facts))), formatBytes(std::llround(meanMessage(b.facts))),
                       formatBytes(operationBytes() + static_cast<Bytes>(entryOfMessage)), largestBatchSize);
}

std::int64_t derivePollRecords(const B&, const S& s) { return std::min(fastPoll, s.batchSize); }

std::string whyPollRecords(const B&, const S& s) { return fmt::format("full speed needs 500 to {}; not above the batch size of {}", fastPoll, s.batchSize); }

std::int64_t deriveQueue(const B& b, const S&) { return b.queueKbytes; }

std::string whyQueue(const B& b, const S& s)
{
    const Bytes queue = s.queuedMaxMessagesKbytes * kib;
    const std::string slow = queue < fastQueueKbytes * kib ? "; below 1 MiB the queue itself costs speed" : "";
    return fmt::format("the largest power of two whose ceiling stays below the resume mark: {} % of {} = {}{}", b.guardLow, formatBytes(b.budget), formatBytes(b.mark()), slow);
}

/// Queue bytes for one response of each broker, decoded, when they may take 1/parts of the queue.
double wireShare(const B& b, const S& s, double parts) { return static_cast<double>(s.queuedMaxMessagesKbytes * kib) / (parts * b.ratio() * static_cast<double>(b.brokers())); }

std::int64_t deriveFetch(const B& b, const S& s)
{
    const auto batch = static_cast<double>(std::max<Bytes>(1, b.facts.largestBatch));
    const std::int64_t plain = floorToPowerOfTwo(wireShare(b, s, responsesPerQueue));
    // The first batch comes whole anyway, so up to its size a limit saves nothing.
    const std::int64_t free = floorToPowerOfTwo(batch);
    const std::int64_t uncut = std::min(ceilToPowerOfTwo(2 * static_cast<double>(batchesPerPartition) * batch), floorToPowerOfTwo(wireShare(b, s, leastResponsesPerQueue)));
    Bytes fetch = std::min(largestFetch, std::max(free, std::min(largestGainfulFetch, std::max({plain, uncut, leastFetch}))));
    if (b.isFixed("receive-message-max-bytes"))
        fetch = std::min(fetch, s.receiveMessageMaxBytes - responseFraming);
    return b.isFixed("message-max-bytes") ? std::max(fetch, s.messageMaxBytes) : std::max(fetch, kib);
}

std::string whyFetch(const B& b, const S& s)
{
    const Bytes plain = static_cast<Bytes>(wireShare(b, s, responsesPerQueue));
    std::string out = fmt::format("queue {} / (8 x c {:.2f} x {} brokers) = {}, a power of two, at least {}", formatBytes(s.queuedMaxMessagesKbytes * kib), b.ratio(), b.brokers(),
                                  formatBytes(plain), formatBytes(leastFetch));
    if (s.fetchMaxBytes > std::max(plain, leastFetch))
        out += fmt::format("; raised for stored batches of {}, which would be cut and fetched again", formatBytes(b.facts.largestBatch));
    else if (s.fetchMaxBytes == largestGainfulFetch && plain >= 2 * largestGainfulFetch)
        out += fmt::format("; at most {}, above which responses gain nothing", formatBytes(largestGainfulFetch));
    return out;
}

std::int64_t halfOfFetch(const B&, const S& s) { return std::max(kib, s.fetchMaxBytes / 2); }

/// Where half of a response does not hold many batches, a whole one for a single partition cuts fewer.
bool wholeForOne(const B& b, const S& s) { return s.fetchMaxBytes / 2 < batchesPerPartition * b.facts.largestBatch; }

std::int64_t derivePartition(const B& b, const S& s) { return wholeForOne(b, s) ? s.fetchMaxBytes : halfOfFetch(b, s); }

std::string whyPartition(const B& b, const S& s)
{
    return fmt::format("{} the fetch limit {}; stored batches are up to {}, and half of it {} eight of them", wholeForOne(b, s) ? "all of" : "half of", formatBytes(s.fetchMaxBytes),
                       formatBytes(b.facts.largestBatch), wholeForOne(b, s) ? "would not hold" : "holds");
}

std::string whyMessageMax(const B&, const S& s) { return fmt::format("half of the fetch limit {}, whose floor it is; larger batches still come", formatBytes(s.fetchMaxBytes)); }

Bytes decodedBatch(const B& b) { return static_cast<Bytes>(std::min(2e9, b.ratio() * static_cast<double>(std::max<Bytes>(0, b.facts.largestBatch)))); }

std::int64_t deriveReceive(const B& b, const S& s)
{
    constexpr std::int64_t largest = 2147483647;
    return std::min(largest, std::max({b.given.receiveMessageMaxBytes, s.fetchMaxBytes + responseFraming, decodedBatch(b) + responseFraming}));
}

std::string whyReceive(const B& b, const S& s)
{
    return fmt::format("as given ({}), but not below the fetch limit {} + 512 B, nor a decoded batch ({}): a larger one stalls for ever", formatBytes(b.given.receiveMessageMaxBytes),
                       formatBytes(s.fetchMaxBytes), formatBytes(decodedBatch(b)));
}

std::int64_t deriveMinMessages(const B& b, const S&) { return b.minMessages; }

std::string whyMinMessages(const B& b, const S& s)
{
    return fmt::format("{} messages of {} fill the queue of {}; each costs {} more, and the ceiling has to stay below {}",
                       formatCount(messagesToFill(s.queuedMaxMessagesKbytes, b.facts)), formatBytes(std::llround(b.facts.meanValue)),
                       formatBytes(s.queuedMaxMessagesKbytes * kib), formatBytes(operationBytes()), formatBytes(b.mark()));
}

std::int64_t deriveBackoff(const B& b, const S&) { return b.ratio() > compressedFrom ? 1 : 5; }

std::string whyBackoff(const B& b, const S&)
{
    return fmt::format("1 ms on compressed topics, else 5 ms: responses decode to {:.2f} x their size, so a full queue empties {}", b.ratio(),
                       b.ratio() > compressedFrom ? "before it would be looked at again" : "slowly enough");
}

constexpr std::array rows{
    PlanRow{"view-budget", &S::viewBudget, &deriveView, &whyView},
    PlanRow{"batch-bytes", &S::batchBytes, &deriveBatchBytes, &whyBatchBytes},
    PlanRow{"batch-size", &S::batchSize, &deriveBatchSize, &whyBatchSize},
    PlanRow{"max-poll-records", &S::maxPollRecords, &derivePollRecords, &whyPollRecords},
    PlanRow{"queued-max-messages-kbytes", &S::queuedMaxMessagesKbytes, &deriveQueue, &whyQueue},
    PlanRow{"queued-min-messages", &S::queuedMinMessages, &deriveMinMessages, &whyMinMessages},
    PlanRow{"fetch-max-bytes", &S::fetchMaxBytes, &deriveFetch, &whyFetch},
    PlanRow{"max-partition-fetch-bytes", &S::maxPartitionFetchBytes, &derivePartition, &whyPartition},
    PlanRow{"message-max-bytes", &S::messageMaxBytes, &halfOfFetch, &whyMessageMax},
    PlanRow{"receive-message-max-bytes", &S::receiveMessageMaxBytes, &deriveReceive, &whyReceive},
    PlanRow{"fetch-queue-backoff-ms", &S::fetchQueueBackoffMs, &deriveBackoff, &whyBackoff},
};

} // namespace

bool PlanBasis::isFixed(std::string_view id) const { return std::find(fixed.begin(), fixed.end(), id) != fixed.end(); }

std::span<const PlanRow> planRows() noexcept { return rows; }

Settings deriveSettings(const PlanBasis& basis)
{
    Settings settings = basis.given;
    for (const PlanRow& row : rows) {
        if (!basis.isFixed(row.id))
            settings.*row.member = row.derive(basis, settings);
    }
    return settings;
}

ModelInput withSettings(const ModelInput& input, const Settings& settings)
{
    ModelInput changed = input;
    changed.settings = settings;
    changed.facts.largestHeld = unknownBytes;
    changed.facts.waste = std::max(changed.facts.waste, cutWaste(settings, changed.facts));
    return changed;
}

double cutWaste(const Settings& settings, const TopicFacts& facts)
{
    const auto part = static_cast<double>(std::min(settings.maxPartitionFetchBytes, settings.fetchMaxBytes));
    const auto batch = static_cast<double>(facts.largestBatch);
    if (batch <= 0 || part <= batch)
        return 1; // one whole batch, and no room for a part of another
    const double waste = part < 2 * batch ? part / batch : part / (part - batch);
    return std::max(1.0, waste / std::max(1.0, facts.meanRatio));
}

std::int64_t messagesToFill(std::int64_t queueKbytes, const TopicFacts& facts)
{
    constexpr std::int64_t largest = 10'000'000;
    if (facts.meanValue <= 0)
        return 0; // nothing that the byte limit counts
    const double count = std::ceil(static_cast<double>(queueKbytes * kib) / facts.meanValue);
    return count >= static_cast<double>(largest) ? largest : static_cast<std::int64_t>(count);
}

} // namespace headroom::core
