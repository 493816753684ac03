// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/estimate_report.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/topic_reading.h"
#include "core/base/number_format.h"
#include "core/kafka/consumer_port.h"
#include "core/settings/setting_export.h"

namespace headroom::app {
namespace {

using core::formatBytes;
using core::formatCount;
using nlohmann::ordered_json;

/// Unknown figures (negative) are null, never 0.
ordered_json known(std::int64_t value) { return value < 0 ? ordered_json(nullptr) : ordered_json(value); }
ordered_json known(double value) { return value >= 0 && std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr); }

ordered_json factsJson(const core::TopicFacts& facts)
{
    return {{"complete", facts.complete()},
            {"messages", facts.messages},
            {"broker_partitions", facts.brokerPartitions},
            {"ratio", known(facts.ratio)},
            {"mean_ratio", known(facts.meanRatio)},
            {"waste", known(facts.waste)},
            {"mean_waste", known(facts.meanWaste)},
            {"buffer", known(facts.buffer)},
            {"mean_buffer", known(facts.meanBuffer)},
            {"largest_batch_bytes", known(facts.largestBatch)},
            {"largest_response_bytes", known(facts.largestResponse)},
            {"mean_response_bytes", known(facts.meanResponse)},
            {"decoded_per_fetch_bytes", known(facts.decodedPerFetch)},
            {"largest_record_bytes", known(facts.largestRecord)},
            {"mean_value_bytes", known(facts.meanValue)},
            {"high_mean_value_bytes", known(facts.highMeanValue)},
            {"mean_overhead_bytes", known(facts.meanOverhead)},
            {"high_mean_overhead_bytes", known(facts.highMeanOverhead)},
            {"low_mean_message_bytes", known(facts.lowMeanMessage)}};
}

constexpr std::string_view wordFor(core::SampleEnd end)
{
    switch (end) {
    case core::SampleEnd::messages: return "messages";
    case core::SampleEnd::bytes: return "bytes";
    case core::SampleEnd::time: return "time";
    case core::SampleEnd::allRead: return "all read";
    case core::SampleEnd::cancelled: return "interrupted";
    }
    return {};
}

ordered_json sampleJson(const core::TopicSample& sample)
{
    return {{"messages", sample.outcome.messages},     {"bytes", sample.outcome.bytes},     {"partitions", sample.outcome.partitions},
            {"empty_partitions", sample.outcome.emptyPartitions}, {"ended_by", wordFor(sample.outcome.end)}, {"tried_with_settings", sample.tried},
            {"shortfall", sample.shortfall}};
}

ordered_json sumJson(const core::ModelSum& sum)
{
    ordered_json terms = ordered_json::array();
    for (const core::ModelTerm& term : sum.terms)
        terms.push_back({{"id", term.id},
                         {"label", term.label},
                         {"formula", term.formula},
                         {"numbers", term.numbers},
                         {"bytes", term.bytes},
                         {"how_known", core::wordFor(term.how)},
                         {"settings", term.settings}});
    ordered_json out{{"bytes", known(sum.total)}, {"terms", std::move(terms)}};
    if (sum.total == core::unknownBytes)
        out["missing"] = sum.missing;
    return out;
}

ordered_json planJson(const core::BudgetPlan& plan)
{
    ordered_json lines = ordered_json::array();
    for (const core::PlanLine& line : plan.lines)
        lines.push_back({{"id", line.id}, {"from", line.from}, {"to", line.to}, {"why", line.why}});
    return {{"budget_bytes", plan.budget},
            {"holds", plan.holds},
            {"ceiling_bytes", plan.holds ? known(plan.ceiling.total) : ordered_json(nullptr)},
            {"least_bytes", known(plan.least)},
            {"least_term", plan.leastTerm.empty() ? ordered_json(nullptr) : ordered_json(plan.leastTerm)},
            {"refusal", plan.refusal.empty() ? ordered_json(nullptr) : ordered_json(plan.refusal)},
            {"settings", plan.holds ? core::settingsJson(core::settingTable(), plan.settings) : ordered_json(nullptr)},
            {"lines", std::move(lines)}};
}

std::string sumText(std::string_view title, const core::ModelSum& sum)
{
    if (sum.total == core::unknownBytes)
        return fmt::format("{}: not yet known; {}.\n", title, sum.missing);
    std::string out = fmt::format("{}: {}\n", title, formatBytes(sum.total));
    for (const core::ModelTerm& term : sum.terms)
        out += fmt::format("  {:>10}  {}: {} = {} ({}{}{})\n", formatBytes(term.bytes), term.label, term.formula, term.numbers, core::wordFor(term.how),
                           term.settings.empty() ? "" : "; ", fmt::join(term.settings, ", "));
    return out;
}

std::string factsText(const core::TopicSample& sample)
{
    const core::TopicFacts& facts = sample.facts;
    const auto size = [](double bytes) { return formatBytes(bytes < 0 ? core::unknownBytes : std::llround(bytes)); };
    std::string out = fmt::format("seen: {} messages, {} of {} partitions empty, partitions by broker: {}\n", formatCount(facts.messages), sample.outcome.emptyPartitions,
                                  sample.outcome.partitions, fmt::join(facts.brokerPartitions, ", "));
    out += fmt::format("  a message: value {} on average, key, headers and framing {}, largest record {}\n", size(facts.meanValue), size(facts.meanOverhead), formatBytes(facts.largestRecord));
    out += fmt::format("  stored batches up to {}; responses decode to {} x (at most {} x) their size; one response {}{}\n", formatBytes(facts.largestBatch),
                       facts.meanRatio < 0 ? "–" : fmt::format("{:.2f}", facts.meanRatio), facts.ratio < 0 ? "–" : fmt::format("{:.2f}", facts.ratio), size(facts.meanResponse),
                       sample.tried ? "" : " (one batch; not tried with these settings)");
    if (facts.buffer >= 1.05)
        out += fmt::format("  the client's buffers are {:.2f} x what lies in them, as lz4's are below a ratio of 4\n", facts.buffer);
    if (facts.buffer < 0 && facts.compressed())
        out += fmt::format("  the client's buffers were not seen with a full queue: for the ceiling they are taken as {:.2f} x what lies in them, the most that decoding takes\n", facts.mostBuffer());
    return out;
}

} // namespace

EstimateFindings findEstimate(const core::Settings& settings, core::TopicSample sample)
{
    EstimateFindings findings;
    findings.input = modelInput(settings, sample.facts, sample.baseline);
    findings.sample = std::move(sample);
    findings.forecast = core::forecastMemory(findings.input);
    if (settings.memoryBudget > 0)
        findings.plan = core::planBudget(settings.memoryBudget, findings.input);
    findings.conflicts = findings.plan ? findings.plan->conflicts : core::findConflicts(0, findings.input);
    return findings;
}

ordered_json estimateJson(const EstimateFindings& findings)
{
    ordered_json conflicts = ordered_json::array();
    for (const core::PlanConflict& conflict : findings.conflicts)
        conflicts.push_back({{"id", conflict.id}, {"text", conflict.text}});
    return {{"client_version", core::clientVersion()},
            {"topic", findings.input.settings.topic},
            {"baseline_bytes", known(findings.sample.baseline)},
            {"sample", sampleJson(findings.sample)},
            {"facts", factsJson(findings.sample.facts)},
            {"settings", core::settingsJson(core::settingTable(), findings.input.settings)},
            {"ceiling", sumJson(findings.forecast.ceiling)},
            {"estimate", sumJson(findings.forecast.estimate)},
            {"assumption", findings.forecast.assumption.empty() ? ordered_json(nullptr) : ordered_json(findings.forecast.assumption)},
            {"plan", findings.plan ? planJson(*findings.plan) : ordered_json(nullptr)},
            {"conflicts", std::move(conflicts)}};
}

std::string planText(const core::BudgetPlan& plan)
{
    std::string out;
    for (const core::PlanLine& line : plan.lines)
        out += fmt::format("  {} = {}{}\n", line.id, line.why, line.from == line.to ? "" : fmt::format(" (was {})", line.from));
    return out;
}

std::string estimateText(const EstimateFindings& findings)
{
    std::string out = fmt::format("topic {}\n{}\n", findings.input.settings.topic, factsText(findings.sample));
    out += sumText("ceiling", findings.forecast.ceiling) + "\n" + sumText("estimate", findings.forecast.estimate);
    if (!findings.forecast.assumption.empty())
        out += "\n" + findings.forecast.assumption + "\n";
    if (!findings.conflicts.empty())
        out += "\nconflicts\n";
    for (const core::PlanConflict& conflict : findings.conflicts)
        out += fmt::format("  {}: {}\n", conflict.id, conflict.text);
    if (!findings.plan)
        return out;
    const core::BudgetPlan& plan = *findings.plan;
    if (!plan.holds)
        return out + fmt::format("\nbudget {}: {}\n", formatBytes(plan.budget), plan.refusal);
    return out + fmt::format("\nderived from a budget of {}: ceiling {}, least budget {}\n{}", formatBytes(plan.budget), formatBytes(plan.ceiling.total), formatBytes(plan.least), planText(plan));
}

} // namespace headroom::app
