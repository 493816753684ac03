// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/budget_plan.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/budget/plan_rows.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

constexpr Bytes page = 4096;
constexpr std::int64_t enoughMessages = 10'000;
constexpr Bytes largestBudget = 1024 * gib; // of the row memory-budget

/// Settings that were tried, with their ceiling.
struct Attempt {
    Settings settings;
    ModelSum ceiling;
};

class Search {
public:
    Search(Bytes budget, const ModelInput& input, std::span<const std::string_view> fixed) : m_input(input)
    {
        m_basis.budget = std::clamp<Bytes>(budget, 0, largestBudget);
        m_basis.baseline = input.baseline;
        m_basis.guardLow = input.settings.guardLow;
        m_basis.facts = input.facts;
        m_basis.given = input.settings;
        m_basis.fixed = fixed;
    }

    /// The settings with the largest queue limit that fits; else nothing.
    [[nodiscard]] std::optional<Attempt> largest();
    /// All on their floors: no plan needs less.
    [[nodiscard]] Attempt least();
    [[nodiscard]] const PlanBasis& basis() const noexcept { return m_basis; }
    [[nodiscard]] bool fits(const Attempt& attempt) const { return attempt.ceiling.total != unknownBytes && attempt.ceiling.total < m_basis.mark(); }

private:
    [[nodiscard]] Attempt attempt();
    [[nodiscard]] std::optional<Attempt> largestBetween(std::int64_t most, std::int64_t least);
    [[nodiscard]] std::optional<Attempt> tryQueue(std::int64_t kbytes);
    [[nodiscard]] std::int64_t leastMessages() const;

    const ModelInput& m_input;
    PlanBasis m_basis;
};

Attempt Search::attempt()
{
    Attempt made{deriveSettings(m_basis), {}};
    made.ceiling = forecastMemory(withSettings(m_input, made.settings)).ceiling;
    return made;
}

/// The count has to let the queue fill, else a larger byte limit would be one in name only. At the smallest limit, or one
/// that was given, ten thousand are enough: full speed needs no more.
std::int64_t Search::leastMessages() const
{
    const std::int64_t fill = messagesToFill(m_basis.queueKbytes, m_basis.facts);
    const bool lastResort = m_basis.queueKbytes == leastQueueKbytes || m_basis.isFixed("queued-max-messages-kbytes");
    return fill == 0 ? enoughMessages : std::max<std::int64_t>(1000, lastResort ? std::min(fill, enoughMessages) : fill);
}

/// With this queue limit: more messages, if the budget has room for their operations.
std::optional<Attempt> Search::tryQueue(std::int64_t kbytes)
{
    constexpr std::int64_t step = 1000;
    m_basis.queueKbytes = kbytes;
    m_basis.minMessages = leastMessages();
    std::optional<Attempt> best = attempt();
    if (!fits(*best))
        return std::nullopt;
    if (m_basis.isFixed("queued-min-messages"))
        return best;
    const std::int64_t fill = messagesToFill(kbytes, m_basis.facts);
    std::int64_t low = m_basis.minMessages / step;
    std::int64_t high = (std::max(fill, enoughMessages) + step - 1) / step + 1;
    while (low + 1 < high) {
        m_basis.minMessages = (low + high) / 2 * step;
        Attempt more = attempt();
        if (fits(more)) {
            low = m_basis.minMessages / step;
            best = std::move(more);
        } else {
            high = m_basis.minMessages / step;
        }
    }
    m_basis.minMessages = best->settings.queuedMinMessages; // the reasons are told from the basis
    return best;
}

std::optional<Attempt> Search::largestBetween(std::int64_t most, std::int64_t least)
{
    if (m_basis.isFixed("queued-max-messages-kbytes"))
        return tryQueue(m_basis.given.queuedMaxMessagesKbytes);
    for (std::int64_t kbytes = most; kbytes >= least; kbytes /= 2) {
        if (auto found = tryQueue(kbytes))
            return found;
    }
    return std::nullopt;
}

/// A fast queue beside the usual shares; else the view gives way, and gets back what the queue leaves; else the batch too.
std::optional<Attempt> Search::largest()
{
    if (auto found = largestBetween(largestQueueKbytes, fastQueueKbytes))
        return found;
    m_basis.viewCap = leastPlannedView;
    if (auto found = largestBetween(fastQueueKbytes, leastQueueKbytes)) {
        constexpr Bytes step = 64 * kib;
        m_basis.viewCap += (m_basis.mark() - 1 - found->ceiling.total) / step * step;
        if (Attempt wider = attempt(); fits(wider))
            return wider;
        m_basis.viewCap = leastPlannedView;
        return found;
    }
    m_basis.leastBatch = true;
    return largestBetween(leastQueueKbytes, leastQueueKbytes);
}

Attempt Search::least()
{
    m_basis.viewCap = leastPlannedView;
    m_basis.leastBatch = true;
    m_basis.queueKbytes = m_basis.isFixed("queued-max-messages-kbytes") ? m_basis.given.queuedMaxMessagesKbytes : leastQueueKbytes;
    m_basis.minMessages = leastMessages();
    return attempt();
}

/// The smallest whole number of pages whose resume mark lies above the ceiling: by bisection, over what no budget changes.
Bytes leastBudget(Bytes ceiling, PlanBasis basis)
{
    Bytes low = 0;
    Bytes high = page;
    const auto holds = [&](Bytes budget) {
        basis.budget = budget;
        return ceiling < basis.mark();
    };
    while (!holds(high) && high < 128 * largestBudget)
        high *= 2;
    while (high - low > page) {
        const Bytes middle = (low + high) / 2 / page * page;
        (holds(middle) ? high : low) = middle;
    }
    return high;
}

std::string wholeMib(Bytes bytes) { return fmt::format("{} MiB", (bytes + mib - 1) / mib); }

/// What the user insists on, for a refusal: "fetch-max-bytes = 64 MiB".
std::string givenText(const PlanBasis& basis)
{
    std::string out;
    for (const PlanRow& row : planRows()) {
        if (basis.isFixed(row.id))
            out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", row.id, settingText(basis.given, *findSetting(settingTable(), row.id)));
    }
    return out;
}

/// The allocator's share follows from the others, so that nobody can act on it.
const ModelTerm& largestTerm(const ModelSum& sum)
{
    const auto weight = [](const ModelTerm& term) { return term.id == "allocator" ? unknownBytes : term.bytes; };
    return *std::max_element(sum.terms.begin(), sum.terms.end(), [&](const ModelTerm& a, const ModelTerm& b) { return weight(a) < weight(b); });
}

/// The plan of a budget that does not hold: the least, its largest term, and the sentence.
void refuse(BudgetPlan& plan, const ModelInput& input, std::span<const std::string_view> fixed)
{
    Search search(plan.budget, input, fixed);
    const Attempt floors = search.least();
    if (floors.ceiling.total == unknownBytes) {
        plan.refusal = fmt::format("Nothing can be derived yet; not known is {}.", floors.ceiling.missing);
        return;
    }
    const std::string given = givenText(search.basis());
    if (const auto valid = validateSettings(floors.settings); !valid) {
        plan.refusal = fmt::format("Nothing can be derived around {}: {}", given.empty() ? "these settings" : given, valid.error().message);
        return;
    }
    const ModelTerm& forcing = largestTerm(floors.ceiling);
    plan.least = leastBudget(floors.ceiling.total, search.basis());
    plan.leastTerm = forcing.id;
    plan.refusal = fmt::format("A budget of {} does not hold on this topic{}: with the smallest limits the ceiling is {}, and it has to stay below {} % (guard-low) of the budget. The most of it is "
                               "\"{}\", {}. Give a memory budget of at least {}{}.",
                               formatBytesSigned(plan.budget), given.empty() ? "" : " with " + given, formatBytes(floors.ceiling.total), input.settings.guardLow, forcing.label,
                               formatBytes(forcing.bytes), wholeMib(plan.least), given.empty() ? "" : ", or leave the given settings to be derived");
}

void writeLines(BudgetPlan& plan, const PlanBasis& basis)
{
    for (const PlanRow& row : planRows()) {
        if (basis.isFixed(row.id))
            continue;
        const SettingSpec& spec = *findSetting(settingTable(), row.id);
        PlanLine line{row.id, settingText(basis.given, spec), settingText(plan.settings, spec), {}};
        line.why = fmt::format("{}: {}", line.to, row.why(basis, plan.settings));
        plan.lines.push_back(std::move(line));
    }
}

} // namespace

BudgetPlan planBudget(Bytes budget, const ModelInput& input, std::span<const std::string_view> fixed)
{
    BudgetPlan plan;
    plan.budget = budget;
    plan.settings = input.settings;
    plan.conflicts = findConflicts(budget, input);
    plan.ceiling = forecastMemory(input).ceiling;
    refuse(plan, input, fixed);
    if (budget <= 0 || budget > largestBudget) {
        plan.refusal = fmt::format("A memory budget has to be above 0 and at most 1024 GiB, for example 256 MiB; {} cannot hold.{}", budget <= 0 ? fmt::format("{} bytes", budget) : formatBytes(budget),
                                   plan.least == unknownBytes ? "" : fmt::format(" On this topic the least is {}.", wholeMib(plan.least)));
        return plan;
    }
    if (plan.least == unknownBytes)
        return plan;
    Search search(budget, input, fixed);
    const auto found = search.largest();
    if (!found)
        return plan;
    if (const auto valid = validateSettings(found->settings); !valid) {
        plan.refusal = valid.error().message;
        return plan;
    }
    plan.holds = true;
    plan.settings = found->settings;
    plan.ceiling = found->ceiling;
    plan.refusal.clear();
    writeLines(plan, search.basis());
    return plan;
}

Settings applyPlan(const Settings& settings, const BudgetPlan& plan, const std::vector<std::string_view>& chosenIds)
{
    Settings applied = settings;
    for (const PlanRow& row : planRows()) {
        const bool chosen = std::find(chosenIds.begin(), chosenIds.end(), row.id) != chosenIds.end();
        const bool planned = std::any_of(plan.lines.begin(), plan.lines.end(), [&](const PlanLine& line) { return line.id == row.id; });
        if (chosen && planned)
            applied.*row.member = plan.settings.*row.member;
    }
    return applied;
}

} // namespace headroom::core
