// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

/// Of every run: a fresh group joins at once, and the record view is as small in a window as without one.
constexpr SettingDelta everyRun[]{{"session-timeout-ms", "6000"}, {"on-offset-lost", "earliest"}, {"view-budget", "1MiB"}, {"guard", "off"}};

} // namespace

bool Verdict::held() const noexcept
{
    return !conditions.empty() && std::all_of(conditions.begin(), conditions.end(), [](const Condition& condition) { return condition.held; });
}

Result<const ScenarioSpec*> findScenario(std::string_view text)
{
    std::vector<std::string> names;
    std::string all;
    for (const ScenarioSpec& row : scenarioTable()) {
        if (text == row.name || text == std::to_string(row.id))
            return &row;
        names.emplace_back(row.name);
        all += fmt::format("{}{} {}", all.empty() ? "" : ", ", row.id, row.name);
    }
    const std::string near = nearestName(text, names, text.size() / 3);
    return fail(ErrorCode::invalidSetting, fmt::format("There is no scenario \"{}\".{} Scenarios are: {}.", text, near.empty() ? "" : fmt::format(" Did you mean {}?", near), all));
}

Result<Settings> withDeltas(Settings settings, std::span<const SettingDelta> deltas)
{
    for (const SettingDelta& delta : deltas) {
        const SettingSpec* row = findSetting(settingTable(), delta.id);
        if (row == nullptr)
            return fail(ErrorCode::invalidSetting, fmt::format("There is no setting \"{}\".", delta.id), std::string(delta.id));
        if (auto parsed = parseSetting(settings, *row, delta.text); !parsed)
            return tl::unexpected(parsed.error());
    }
    return settings;
}

const RunSpec* findRun(int scenario, std::string_view name) noexcept
{
    for (const ScenarioSpec& row : scenarioTable())
        for (const RunSpec& run : row.runs)
            if (row.id == scenario && run.name == name)
                return &run;
    return nullptr;
}

Result<Settings> runSettings(const ScenarioSpec& scenario, const RunSpec& run)
{
    auto settings = withDeltas(Settings(), everyRun);
    if (settings)
        settings = withDeltas(std::move(*settings), scenario.settings);
    if (settings)
        settings = withDeltas(std::move(*settings), run.settings);
    if (settings)
        if (auto valid = validateSettings(*settings); !valid)
            return tl::unexpected(valid.error());
    return settings;
}

std::vector<ScenarioStep> stepsOf(const ScenarioSpec& scenario)
{
    std::vector<ScenarioStep> steps;
    for (const RunSpec& run : scenario.runs) {
        if (run.derive)
            steps.push_back({fmt::format("Look at the topic and derive the settings of run {} from one budget", run.name), "about 3 s"});
        const std::string outage = run.outage > 0 ? fmt::format("; the broker is away for {} of them", run.outage) : "";
        steps.push_back({fmt::format("Run {}: {}", run.name, run.title),
                         run.killAfter > 0 ? fmt::format("until {} messages are processed", run.killAfter)
                                           : fmt::format("{} s to warm up, {} s measured{}", run.warmUp, run.measured, outage)});
        for (const RunStep& step : run.steps)
            steps.push_back({std::string(step.title), fmt::format("{} s", step.seconds)});
        if (run.killAfter > 0)
            steps.push_back({"Kill it in the middle of a batch; a second process reads on", "until the group has given its partitions to the second"});
    }
    steps.push_back({"Compare", "read the card"});
    return steps;
}

double expectedSeconds(const ScenarioSpec& scenario)
{
    constexpr double startAndEnd = 1.5;
    constexpr double look = 4;
    constexpr double secondProcess = 9; // waits for the session of the first to time out
    double sum = 0;
    for (const RunSpec& run : scenario.runs) {
        sum += startAndEnd + (run.derive ? look : 0);
        // Killed after so many messages of the scenario's pace; else it runs its time.
        const auto settings = runSettings(scenario, run);
        sum += run.killAfter > 0 && settings ? static_cast<double>(run.killAfter * settings->processDelayUs) * 1e-6 + secondProcess : run.warmUp + run.measured;
        for (const RunStep& step : run.steps)
            sum += step.seconds;
    }
    return sum;
}

} // namespace headroom::core
