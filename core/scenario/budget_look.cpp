// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/budget_look.h"

#include <algorithm>

#include "core/budget/budget_plan.h"
#include "core/budget/topic_sample.h"
#include "core/metrics/history.h"

namespace headroom::core {
namespace {

Result<DerivedSettings> derive(Settings settings, Bytes share, const std::atomic<bool>& cancelled)
{
    const auto plan = [&settings, share](const TopicFacts& facts, Bytes baseline) {
        settings.memoryBudget = baseline + share;
        ModelInput input;
        input.settings = settings;
        input.facts = facts;
        input.baseline = baseline;
        input.window = History::fullBytes();
        return planBudget(settings.memoryBudget, input);
    };
    SampleRequest request;
    request.settings = settings;
    request.cancelled = [&cancelled] { return cancelled.load(); };
    request.trial = [&plan](const TopicFacts& facts, Bytes baseline) {
        const BudgetPlan first = plan(facts, baseline);
        return first.holds ? std::optional(first.settings) : std::nullopt;
    };
    const auto sample = takeTopicSample(request);
    if (!sample)
        return tl::unexpected(sample.error());
    const BudgetPlan derived = plan(sample->facts, sample->baseline);
    if (!derived.holds)
        return fail(ErrorCode::internal, sample->shortfall.empty() ? derived.refusal : sample->shortfall);
    const auto changed = std::count_if(derived.lines.begin(), derived.lines.end(), [](const PlanLine& line) { return line.from != line.to; });
    return DerivedSettings{derived.settings, static_cast<int>(changed)};
}

} // namespace

BudgetLook::BudgetLook(const Settings& settings, Bytes share)
    : m_thread([this, settings, share] {
          m_answer = derive(settings, share, m_cancelled);
          m_ready = true;
      })
{
}

BudgetLook::~BudgetLook() { m_cancelled = true; }

std::optional<Result<DerivedSettings>> BudgetLook::answer() const { return m_ready ? std::optional(m_answer) : std::nullopt; }

} // namespace headroom::core
