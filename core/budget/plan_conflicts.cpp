// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/budget/budget_plan.h"

// Which settings contradict each other or a budget. Each check is one row; it gives a sentence, or nothing.

namespace headroom::core {
namespace {

struct Case {
    Bytes budget; ///< 0 or less: none
    const Settings& settings;
    const TopicFacts& facts;
    Bytes baseline;
    ModelSum ceiling;

    [[nodiscard]] bool hasShare() const { return budget > 0 && baseline != unknownBytes && budget > baseline; }
    [[nodiscard]] Bytes share(Bytes percent) const { return std::max(mib, (budget - baseline) / 100 * percent); }
};

struct Check {
    std::string_view id;
    std::string (*text)(const Case&);
};

std::string budgetBelowBaseline(const Case& c)
{
    if (c.budget <= 0 || c.baseline == unknownBytes || c.budget > c.baseline)
        return {};
    return fmt::format("The budget of {} is not above the baseline of {}, which the process needs before it reads anything: raise it.", formatBytes(c.budget), formatBytes(c.baseline));
}

std::string ceilingAboveBudget(const Case& c)
{
    if (c.budget <= 0 || c.ceiling.total <= c.budget)
        return {};
    return fmt::format("The ceiling of these settings is {}, above the budget of {}: derive the limits from the budget, or raise it.", formatBytes(c.ceiling.total), formatBytes(c.budget));
}

std::string fetchBelowMessage(const Case& c)
{
    if (c.settings.fetchMaxBytes >= c.settings.messageMaxBytes)
        return {};
    return fmt::format("fetch-max-bytes = {} is below message-max-bytes = {}, which the client refuses: lower message-max-bytes with it.", formatBytes(c.settings.fetchMaxBytes),
                       formatBytes(c.settings.messageMaxBytes));
}

std::string responsesAboveQueue(const Case& c)
{
    const auto term = std::find_if(c.ceiling.terms.begin(), c.ceiling.terms.end(), [](const ModelTerm& t) { return t.id == "overshoot"; });
    const Bytes queue = c.settings.queuedMaxMessagesKbytes * kib;
    if (term == c.ceiling.terms.end() || term->bytes <= queue / 4)
        return {};
    return fmt::format("Responses decode to {} together, above a quarter of the queue limit of {}: the queue overshoots by them. Lower fetch-max-bytes, or raise queued-max-messages-kbytes.",
                       formatBytes(term->bytes), formatBytes(queue));
}

std::string partitionBelowBatch(const Case& c)
{
    if (c.facts.largestBatch <= c.settings.maxPartitionFetchBytes)
        return {};
    return fmt::format("max-partition-fetch-bytes = {} is below stored batches of {}: cut ones are thrown away and fetched again. Raise it to several batches.",
                       formatBytes(c.settings.maxPartitionFetchBytes), formatBytes(c.facts.largestBatch));
}

std::string receiveBelowBatch(const Case& c)
{
    if (c.facts.largestBatch < c.settings.receiveMessageMaxBytes)
        return {};
    return fmt::format("receive-message-max-bytes = {} does not take a stored batch of {}: the connection would be closed and the partition stall for ever. Raise it.",
                       formatBytes(c.settings.receiveMessageMaxBytes), formatBytes(c.facts.largestBatch));
}

std::string receiveBelowFetch(const Case& c)
{
    constexpr Bytes framing = 512;
    if (c.settings.receiveMessageMaxBytes >= c.settings.fetchMaxBytes + framing)
        return {};
    return fmt::format("receive-message-max-bytes = {} has to be 512 bytes above fetch-max-bytes = {}: raise it.", formatBytes(c.settings.receiveMessageMaxBytes),
                       formatBytes(c.settings.fetchMaxBytes));
}

std::string batchAboveShare(const Case& c)
{
    const Bytes allowed = c.hasShare() ? std::max(c.share(5), 2 * std::max<Bytes>(0, c.facts.largestRecord)) : 0;
    if (!c.hasShare() || c.settings.batchBytes <= allowed)
        return {};
    return fmt::format("batch-bytes = {} is above 5 % of what the budget leaves ({}): one batch is processed while the next one fills, so it counts twice.", formatBytes(c.settings.batchBytes),
                       formatBytes(allowed));
}

std::string batchBelowRecord(const Case& c)
{
    if (c.facts.largestRecord <= c.settings.batchBytes)
        return {};
    return fmt::format("batch-bytes = {} is below the largest record of {}: each such record is a batch of its own, above the cap.", formatBytes(c.settings.batchBytes),
                       formatBytes(c.facts.largestRecord));
}

std::string viewAboveShare(const Case& c)
{
    if (!c.hasShare() || c.settings.viewBudget <= c.share(15))
        return {};
    return fmt::format("view-budget = {} is above 15 % of what the budget leaves ({}): lower it, or raise the budget.", formatBytes(c.settings.viewBudget), formatBytes(c.share(15)));
}

constexpr std::array checks{
    Check{"memory-budget", &budgetBelowBaseline},
    Check{"memory-budget", &ceilingAboveBudget},
    Check{"fetch-max-bytes", &fetchBelowMessage},
    Check{"queued-max-messages-kbytes", &responsesAboveQueue},
    Check{"max-partition-fetch-bytes", &partitionBelowBatch},
    Check{"receive-message-max-bytes", &receiveBelowBatch},
    Check{"receive-message-max-bytes", &receiveBelowFetch},
    Check{"batch-bytes", &batchAboveShare},
    Check{"batch-bytes", &batchBelowRecord},
    Check{"view-budget", &viewAboveShare},
};

} // namespace

std::vector<PlanConflict> findConflicts(Bytes budget, const ModelInput& input)
{
    const Case facts{budget, input.settings, input.facts, input.baseline, forecastMemory(input).ceiling};
    std::vector<PlanConflict> conflicts;
    for (const Check& check : checks) {
        if (std::string text = check.text(facts); !text.empty())
            conflicts.push_back({check.id, std::move(text)});
    }
    return conflicts;
}

} // namespace headroom::core
