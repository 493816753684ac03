// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/budget_verdict.h"

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/guard/guard_registry.h"

namespace headroom::core {
namespace {

std::string blindnessText(Bytes budget)
{
    return fmt::format("The memory of this process cannot be read, which needs a mounted /proc: {} cannot be held, and the guard cannot act.",
                       budget > 0 ? fmt::format("the memory budget {}", formatBytes(budget)) : "a limit");
}

std::string hopelessText(const Settings& settings, Bytes baseline)
{
    const GuardMarks marks = guardMarks(settings.memoryBudget, settings.guardHigh, settings.guardAdapt, settings.guardLow);
    const Bytes response = 2 * settings.fetchMaxBytes; // as it comes, and decoded
    return fmt::format("The process takes {} without a single message, the memory budget {} is not more than that: the guard cannot hold it and would only starve the consumer. "
                       "Give at least {} MiB.",
                       formatBytes(baseline), formatBytes(settings.memoryBudget), leastLimit(baseline, response, marks) / mib);
}

} // namespace

bool withinBudget(const Snapshot& last) { return withinBudget(last, last.peakRss); }

bool withinBudget(const Snapshot& last, Bytes peak) { return !last.settings || last.settings->memoryBudget <= 0 || (peak >= 0 && peak <= last.settings->memoryBudget); }

std::string budgetWarning(const Snapshot& now)
{
    if (!now.settings)
        return {};
    const Settings& settings = *now.settings;
    const bool acts = findGuard(settings.guard).acts;
    if (now.sequence > 0 && now.ledger.rss == unknownBytes && (settings.memoryBudget > 0 || acts))
        return blindnessText(settings.memoryBudget);
    if (settings.memoryBudget <= 0)
        return {};
    if (acts)
        return now.ledger.baseline >= settings.memoryBudget ? hopelessText(settings, now.ledger.baseline) : std::string();
    const Bytes ceiling = now.forecast ? now.forecast->ceiling.total : unknownBytes;
    if (ceiling == unknownBytes || ceiling <= settings.memoryBudget)
        return {};
    return fmt::format("With these settings memory can reach {} on this topic, the memory budget is {}. Derive the limits from the budget, raise it, or let "
                       "a guard hold it (pause or adapt).",
                       formatBytes(ceiling), formatBytes(settings.memoryBudget));
}

} // namespace headroom::core
