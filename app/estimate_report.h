// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "core/budget/budget_plan.h"
#include "core/budget/topic_sample.h"

namespace headroom::app {

/// All that `estimate` found; the plan only with a budget.
struct EstimateFindings {
    core::ModelInput input;
    core::TopicSample sample;
    core::Forecast forecast;
    std::optional<core::BudgetPlan> plan;
    std::vector<core::PlanConflict> conflicts;
};

[[nodiscard]] EstimateFindings findEstimate(const core::Settings& settings, core::TopicSample sample);

/// Stable keys; unknown figures are null and `missing` says what is not known.
[[nodiscard]] nlohmann::ordered_json estimateJson(const EstimateFindings& findings);

/// For people: facts, ceiling and estimate by term, assumption, conflicts, plan or refusal.
[[nodiscard]] std::string estimateText(const EstimateFindings& findings);

/// One line for each derived setting: id, value, why.
[[nodiscard]] std::string planText(const core::BudgetPlan& plan);

} // namespace headroom::app
