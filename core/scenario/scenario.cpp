// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {

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

Result<Settings> runSettings(const ScenarioSpec& scenario, const RunSpec& run)
{
    auto settings = withDeltas(Settings(), scenario.settings);
    if (settings)
        settings = withDeltas(std::move(*settings), run.settings);
    if (settings)
        if (auto valid = validateSettings(*settings); !valid)
            return tl::unexpected(valid.error());
    return settings;
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
