// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario_report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t heldWidth = 7; ///< of "MISSED", and a blank

ordered_json figuresJson(const ScenarioSpec& scenario, const RunFigures& figures)
{
    ordered_json out = ordered_json::object();
    for (const Figure figure : scenario.figures)
        out[std::string(specOf(figure).id)] = std::isfinite(figures[figure]) ? ordered_json(figures[figure]) : ordered_json(nullptr);
    return out;
}

/// Where it read and as whom is new each time and says nothing.
ordered_json changedSettings(const Settings& settings)
{
    ordered_json out = ordered_json::object();
    for (const SettingSpec& row : settingTable()) {
        const std::string text = settingText(settings, row);
        if (row.id != "bootstrap-servers" && row.id != "group-id" && text != settingText(Settings(), row))
            out[std::string(row.id)] = text;
    }
    return out;
}

ordered_json stepsJson(const ScenarioSpec& scenario)
{
    ordered_json out = ordered_json::array();
    for (const ScenarioStep& step : stepsOf(scenario))
        out.push_back({{"title", step.title}, {"wait", step.wait}});
    return out;
}

/// Columns on a terminal, not bytes: the figures have signs and spaces of several bytes, and a Chinese letter takes two columns.
std::size_t width(std::string_view text)
{
    std::size_t columns = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        columns += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xE3U ? 2 : 1; // U+3000 and above begin with 0xE3
    }
    return columns;
}

std::string padded(const std::string& text, std::size_t to, bool right)
{
    const std::string room(to > width(text) ? to - width(text) : 0, ' ');
    return right ? room + text : text + room;
}

std::string tableText(const ScenarioResult& result, const Translate& say)
{
    auto rows = scenarioCells(result);
    for (auto& row : rows)
        std::transform(row.begin(), row.end(), row.begin(), say);
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            std::size_t widest = 0;
            for (const auto& other : rows)
                widest = std::max(widest, width(other[column]));
            out += (column == 0 ? "" : "   ") + padded(row[column], widest, column > 0);
        }
        out += '\n';
    }
    return out;
}

} // namespace

std::vector<std::vector<std::string>> scenarioCells(const ScenarioResult& result)
{
    std::vector<std::vector<std::string>> rows(1, {""});
    const auto runs = result.spec->runs;
    for (const RunSpec& run : runs)
        rows[0].push_back(fmt::format(fmt::runtime(&run == &runs.front() ? "{} (before)" : &run == &runs.back() ? "{} (after)" : "{}"), run.name));
    for (const Figure figure : result.spec->figures) {
        rows.push_back({std::string(specOf(figure).label)});
        for (std::size_t i = 0; i < runs.size(); ++i)
            rows.back().push_back(i < result.runs.size() ? figureText(figure, result.runs[i].figures[figure]) : std::string());
    }
    return rows;
}

ordered_json scenarioJson(const ScenarioResult& result)
{
    const ScenarioSpec& spec = *result.spec;
    ordered_json out{{"id", spec.id}, {"name", spec.name}, {"title", spec.title}, {"watch", spec.watch}, {"runs", ordered_json::array()}};
    for (const RunResult& run : result.runs) {
        ordered_json row{{"name", run.spec->name}, {"title", run.spec->title}, {"settings", changedSettings(run.settings)}};
        row.update(figuresJson(spec, run.figures));
        const double unowned = run.figures[Figure::unattributedShare]; // of every run: what the ledger is worth
        row["unattributed_share"] = std::isfinite(unowned) ? ordered_json(unowned) : ordered_json(nullptr);
        out["runs"].push_back(std::move(row));
    }
    const bool any = !result.runs.empty();
    out["before"] = any ? figuresJson(spec, result.runs.front().figures) : ordered_json(nullptr);
    out["after"] = any ? figuresJson(spec, result.runs.back().figures) : ordered_json(nullptr);
    out["held"] = result.verdict.held();
    out["conditions"] = ordered_json::array();
    for (const Condition& condition : result.verdict.conditions)
        out["conditions"].push_back({{"text", condition.text}, {"held", condition.held}, {"reason", condition.held ? ordered_json(nullptr) : ordered_json(condition.reason)}});
    out["verdict"] = result.verdict.sentence;
    if (!result.exported.empty())
        out["export"] = {{"client", spec.exportAs}, {"text", result.exported}};
    return out;
}

std::string scenarioText(const ScenarioResult& result, const Translate& say)
{
    const ScenarioSpec& spec = *result.spec;
    std::string out = say(fmt::format("Scenario {}: {}", spec.id, spec.title)) + '\n' + say(fmt::format("Watch: {}", spec.watch)) + "\n\n";
    for (const RunResult& run : result.runs)
        out += fmt::format("{}: {}\n", run.spec->name, say(std::string(run.spec->title)));
    out += '\n' + tableText(result, say) + '\n';
    for (const Condition& condition : result.verdict.conditions)
        out += condition.held ? fmt::format("{} {}\n", padded(say("held"), heldWidth, false), say(condition.text))
                              : fmt::format("{} {}: {}\n", padded(say("MISSED"), heldWidth, false), say(condition.text), say(condition.reason));
    out += '\n' + say(result.verdict.sentence) + '\n';
    if (!result.exported.empty())
        out += '\n' + say(fmt::format("The settings of {} for {}:", result.runs.back().spec->name, spec.exportAs)) + '\n' + result.exported;
    return out;
}

std::string scenarioListText()
{
    std::string out;
    for (const ScenarioSpec& row : scenarioTable())
        out += fmt::format("{}  {:<15} {:>3.0f} s  {}. {}\n", row.id, row.name, expectedSeconds(row), row.title, row.watch);
    return out;
}

ordered_json scenarioListJson()
{
    ordered_json out = ordered_json::array();
    for (const ScenarioSpec& row : scenarioTable())
        out.push_back({{"id", row.id}, {"name", row.name}, {"title", row.title}, {"watch", row.watch}, {"seconds", expectedSeconds(row)}, {"steps", stepsJson(row)}});
    return out;
}

} // namespace headroom::core
