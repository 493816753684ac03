// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/memory_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/budget/model_letters.h"

namespace headroom::core {
namespace {

using Ids = std::string_view[];
constexpr Ids none{""};
constexpr Ids queueRows{"queued-max-messages-kbytes", "queued-min-messages"};
constexpr Ids responseRows{"fetch-max-bytes", "max-partition-fetch-bytes", "message-max-bytes"};
constexpr Ids partitionRows{"max-partition-fetch-bytes", "fetch-max-bytes"};
constexpr Ids countRows{"queued-min-messages"};
constexpr Ids batchRows{"batch-bytes", "batch-size"};
constexpr Ids viewRows{"view-budget"};

std::string mib(double bytes) { return formatBytes(static_cast<Bytes>(std::llround(bytes))); }
std::string count(double number) { return formatCount(std::llround(number)); }

std::string allocatorNumbers(const ModelLetters& l)
{
    const std::string share = fmt::format("{} x {}", formatPercent(100 * l.slack), mib(l.moving()));
    return l.holes > 0 ? fmt::format("{} + {} x {} decoded", share, formatPercent(100 * l.holes), mib(l.decoded())) : share;
}

std::string bufferNumbers(const ModelLetters& l)
{
    const std::string numbers = fmt::format("{:.2f} x {}", l.b - 1, mib(l.w * (l.queuedValues() + l.n * l.e + l.h) + l.decoded()));
    return l.bSeen ? numbers : fmt::format("{} (the most: no full queue seen yet)", numbers);
}

/// One summand: what people read of it, and its two sizes. A null function: not part of that sum.
struct TermSpec {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    HowKnown how;
    std::span<const std::string_view> settings;
    double (*bytes)(const ModelLetters&);
    std::string (*numbers)(const ModelLetters&);
};

// The letters are those of resources/docs/memory.md. The same rows make both sums: for the ceiling the letters hold the
// extremes, for the estimate the means.
constexpr std::array terms{
    TermSpec{"baseline", "Baseline", "RSS once connected, before the first fetch", HowKnown::measured, none,
             [](const ModelLetters& l) { return l.baseline; }, [](const ModelLetters& l) { return mib(l.baseline); }},
    TermSpec{"queue", "Prefetch queue", "n v = min(Q, N v)", HowKnown::fromSettings, queueRows,
             [](const ModelLetters& l) { return l.queuedValues(); }, [](const ModelLetters& l) { return l.queueNumbers; }},
    TermSpec{"overshoot", "Responses above the queue limit", "sum over brokers of c R", HowKnown::estimated, responseRows,
             [](const ModelLetters& l) { return l.decoded(); },
             [](const ModelLetters& l) { return fmt::format("{:.2f} x {} ({})", l.c, mib(l.sumR), l.responseNumbers); }},
    TermSpec{"framing", "Keys, headers, framing in the queue", "n e", HowKnown::estimated, countRows,
             [](const ModelLetters& l) { return l.n * l.e; }, [](const ModelLetters& l) { return fmt::format("{} x {}", count(l.n), mib(l.e)); }},
    TermSpec{"operations", "Client's operation for each message", "(n + c R / (v + e)) o", HowKnown::estimated, countRows,
             [](const ModelLetters& l) { return l.operations() * l.o; },
             [](const ModelLetters& l) { return fmt::format("{} x {}", count(l.operations()), mib(l.o)); }},
    TermSpec{"wire", "Responses as received, while messages point into them", "sum over brokers of R", HowKnown::estimated, partitionRows,
             [](const ModelLetters& l) { return l.sumR; }, [](const ModelLetters& l) { return l.responseNumbers; }},
    TermSpec{"cut", "Batches cut off by the partition limit, held with their response", "(w - 1) (n (v + e) + h)", HowKnown::fromStatistics, partitionRows,
             [](const ModelLetters& l) { return l.cutOff(); },
             [](const ModelLetters& l) { return fmt::format("{:.2f} x {}", l.w - 1, mib(l.queuedValues() + l.n * l.e + l.h)); }},
    TermSpec{"buffers", "Ends of decoding buffers (lz4)", "(b - 1) (w (n (v + e) + h) + c R)", HowKnown::estimated, queueRows,
             [](const ModelLetters& l) { return l.bufferEnds(); }, bufferNumbers},
    TermSpec{"batch", "Batch in hand", "h + n_H (o + e + 96)", HowKnown::fromSettings, batchRows,
             [](const ModelLetters& l) { return l.batch(); },
             [](const ModelLetters& l) { return fmt::format("{} + {} x {}", l.handNumbers, count(l.nH), mib(l.o + l.e + ModelLetters::perHeldMessage)); }},
    TermSpec{"view", "Record view", "view budget + 2 pages", HowKnown::fromSettings, viewRows,
             [](const ModelLetters& l) { return l.view; }, [](const ModelLetters& l) { return mib(l.view); }},
    TermSpec{"window", "History, charts and window", "as the ledger has them", HowKnown::measured, none,
             [](const ModelLetters& l) { return l.window; }, [](const ModelLetters& l) { return mib(l.window); }},
    TermSpec{"client", "Client's own: statistics, metadata, code first used", "fixed + partitions", HowKnown::estimated, none,
             [](const ModelLetters& l) { return l.client(); },
             [](const ModelLetters& l) { return fmt::format("{} + {} x {}", mib(l.fixed), count(l.partitions), mib(ModelLetters::perPartition)); }},
    TermSpec{"allocator", "Allocator", "share of what comes and goes, and of what is decoded", HowKnown::estimated, none,
             [](const ModelLetters& l) { return l.allocator(); }, allocatorNumbers},
};

ModelSum sumUp(const ModelLetters& letters)
{
    ModelSum sum;
    sum.total = 0;
    for (const TermSpec& spec : terms) {
        ModelTerm term{spec.id, spec.label, spec.formula, spec.numbers(letters), static_cast<Bytes>(std::ceil(spec.bytes(letters))), spec.how, {}};
        if (!spec.settings.front().empty())
            term.settings.assign(spec.settings.begin(), spec.settings.end());
        sum.total += term.bytes;
        sum.terms.push_back(std::move(term));
    }
    return sum;
}

/// The first input that is not known, in words; empty when all are.
std::string missingInput(const ModelInput& input)
{
    const TopicFacts& facts = input.facts;
    if (input.baseline == unknownBytes)
        return "the baseline: no partition was assigned yet, or the memory of this process cannot be read";
    if (facts.messages == 0 || facts.meanValue < 0)
        return "record sizes: no message was seen yet";
    if (facts.brokerPartitions.empty())
        return "partitions per broker: the client's statistics have not come yet";
    if (facts.ratio < 0 || facts.largestBatch == unknownBytes)
        return "compression ratio and batch size: no response was seen in the statistics yet";
    return {};
}

std::string assumptionOf(const ModelInput& input)
{
    const TopicFacts& facts = input.facts;
    if (!facts.batchesSeen)
        return fmt::format("Holds while responses decode to at most {:.2f} x their size on the wire and records stay within {} there (the largest seen so far); how "
                           "large the stored batches are is not seen while reading, headroom-cli estimate finds it. "
                           "The client caps the output of zstd only (receive.message.max.bytes = {}); a batch of gzip, lz4 or snappy may decode to any size, so against "
                           "hostile data only a memory limit of the system holds.",
                           facts.ratio, mib(static_cast<double>(facts.largestBatch)), mib(static_cast<double>(input.settings.receiveMessageMaxBytes)));
    return fmt::format("Holds while responses decode to at most {:.2f} x their size on the wire and stored batches stay within {} (the largest seen so far). "
                       "The client caps the output of zstd only (receive.message.max.bytes = {}); a batch of gzip, lz4 or snappy may decode to any size, so against "
                       "hostile data only a memory limit of the system holds.",
                       facts.ratio, mib(static_cast<double>(facts.largestBatch)), mib(static_cast<double>(input.settings.receiveMessageMaxBytes)));
}

} // namespace

Forecast forecastMemory(const ModelInput& input)
{
    Forecast forecast;
    forecast.facts = input.facts;
    forecast.ceiling.missing = forecast.estimate.missing = missingInput(input);
    if (!forecast.ceiling.missing.empty())
        return forecast;
    forecast.ceiling = sumUp(ceilingLetters(input));
    forecast.estimate = sumUp(estimateLetters(input));
    forecast.assumption = assumptionOf(input);
    return forecast;
}

std::string whatChanged(const Forecast& before, const Forecast& now)
{
    const ModelTerm* grown = nullptr;
    Bytes most = 0;
    for (std::size_t i = 0; i < std::min(before.ceiling.terms.size(), now.ceiling.terms.size()); ++i) {
        const Bytes growth = now.ceiling.terms[i].bytes - before.ceiling.terms[i].bytes;
        const bool follows = now.ceiling.terms[i].id == "allocator"; // from the others
        if (growth > most && !follows) {
            most = growth;
            grown = &now.ceiling.terms[i];
        }
    }
    return grown == nullptr ? "nothing grew" : fmt::format("{} + {} ({})", grown->label, formatBytes(most), grown->numbers);
}

Bytes shareOfCeiling(const ModelSum& ceiling, std::string_view settingId)
{
    Bytes share = unknownBytes;
    for (const ModelTerm& term : ceiling.terms) {
        if (!term.settings.empty() && term.settings.front() == settingId)
            share = std::max<Bytes>(share, 0) + term.bytes;
    }
    return share;
}

} // namespace headroom::core
