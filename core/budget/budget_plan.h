// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/budget/memory_model.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// One derived setting, to be applied or refused on its own.
struct PlanLine {
    std::string_view id;  ///< of the settings row
    std::string from;     ///< its text now
    std::string to;       ///< its text as derived; equal to `from` when nothing changes
    std::string why;      ///< the derived value and its derivation with the numbers, one sentence
};

/// A setting that contradicts another or the budget, and what to do.
struct PlanConflict {
    std::string_view id;
    std::string text;
};

/// All memory settings derived from one number, or why that number cannot hold.
struct BudgetPlan {
    Bytes budget = 0;
    bool holds = false;              ///< the ceiling of `settings` stays below the resume mark of the budget
    Settings settings;               ///< the input's settings with every line applied; as given when it does not hold
    std::vector<PlanLine> lines;     ///< empty when it does not hold
    std::vector<PlanConflict> conflicts; ///< of the input's settings with the budget and with each other
    ModelSum ceiling;                ///< of `settings`
    Bytes least = unknownBytes;      ///< the smallest budget that holds on this topic, whole pages; unknown while facts are missing
    std::string_view leastTerm;      ///< id of the term that forces it
    std::string refusal;             ///< for people: why it does not hold, the least and its term; empty when it holds
};

/// Pure. Derives fetch, partition, message, queue, count, batch and view limits for this topic at full speed.
/// `budget` is RSS of this process, bytes; 0 or less is refused. Rows named in `fixed` stay as given: they get no line, the
/// others are derived around them, and a refusal that they cause names them.
[[nodiscard]] BudgetPlan planBudget(Bytes budget, const ModelInput& input, std::span<const std::string_view> fixed = {});

/// What contradicts in these settings, with each other and, when it is above 0, with the budget. What a missing fact hides is left out.
[[nodiscard]] std::vector<PlanConflict> findConflicts(Bytes budget, const ModelInput& input);

/// The input with other settings. What was held in hand under the old limits says nothing about new ones, and what the old
/// ones cut off is only the least that other ones may.
[[nodiscard]] ModelInput withSettings(const ModelInput& input, const Settings& settings);

/// `settings` with only the chosen lines of the plan applied.
[[nodiscard]] Settings applyPlan(const Settings& settings, const BudgetPlan& plan, const std::vector<std::string_view>& chosenIds);

} // namespace headroom::core
