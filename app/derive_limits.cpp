// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/derive_limits.h"

#include <cstdio>

#include <fmt/format.h>

#include "app/complaint.h"
#include "app/estimate_report.h"
#include "core/base/number_format.h"
#include "core/budget/budget_plan.h"

namespace headroom::app {

core::Result<std::optional<core::Settings>> deriveLimits(const core::Settings& settings, const std::vector<std::string>& given, const core::SampleLimits& limits,
                                                         const StopSignals& signals)
{
    const std::vector<std::string_view> fixed(given.begin(), given.end());
    const auto plan = [&](const core::TopicFacts& facts, core::Bytes baseline) { return core::planBudget(settings.memoryBudget, modelInput(settings, facts, baseline), fixed); };
    core::SampleRequest request;
    request.settings = settings;
    request.limits = limits;
    // The first plan is tried at once: what its responses bring may lead to a smaller one.
    request.trial = [&](const core::TopicFacts& facts, core::Bytes baseline) {
        const core::BudgetPlan first = plan(facts, baseline);
        return first.holds ? std::optional(first.settings) : std::nullopt;
    };
    bool interrupted = false;
    const auto sample = readTopic(std::move(request), signals, interrupted);
    if (!sample)
        return tl::unexpected(sample.error());
    if (interrupted)
        return std::nullopt;
    if (!sample->shortfall.empty())
        return core::fail(core::ErrorCode::badState, fmt::format("Nothing can be derived: {}", sample->shortfall), settings.topic);
    const core::BudgetPlan derived = plan(sample->facts, sample->baseline);
    if (!derived.holds)
        return core::fail(core::ErrorCode::invalidSetting, derived.refusal, "memory-budget");
    fmt::print(stderr, "{}: derived from a budget of {} and {} messages of {}; ceiling {}, least budget {}:\n{}", programName(), core::formatBytes(derived.budget),
               core::formatCount(sample->facts.messages), settings.topic, core::formatBytes(derived.ceiling.total), core::formatBytes(derived.least), planText(derived));
    return derived.settings;
}

} // namespace headroom::app
