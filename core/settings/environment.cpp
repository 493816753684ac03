// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/environment.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include <unistd.h>

#include <fmt/format.h>

#include "core/base/nearest_name.h"

namespace headroom::core {
namespace {

constexpr std::string_view prefix = "HEADROOM_";

/// What the tests and their scripts read; the programs they start inherit it, and leave it alone.
constexpr std::string_view testPrefix = "HEADROOM_TEST_";

/// What is no setting: read by the programs or by the one test command.
constexpr std::array<std::string_view, 4> otherVariables{"HEADROOM_HOME", "HEADROOM_CLI", "HEADROOM_CGROUP_ROOT", "HEADROOM_REQUIRE_KAFKA"};

std::string upper(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

/// Empty when none is near.
std::string nearest(SettingRows rows, std::string_view name)
{
    std::vector<std::string> names;
    for (const SettingSpec& row : rows)
        names.push_back(environmentName(row.id));
    names.emplace_back(otherVariables.front());
    // The prefix is in all of them, and says nothing of how near one is.
    const std::size_t most = std::max<std::size_t>(1, (name.size() - std::min(name.size(), prefix.size())) / 4);
    return nearestName(upper(name), names, most);
}

} // namespace

std::string environmentName(std::string_view id)
{
    std::string name = std::string(prefix) + upper(id);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

Result<void> checkVariables(SettingRows rows, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        const bool setting = std::any_of(rows.begin(), rows.end(), [&](const SettingSpec& row) { return environmentName(row.id) == name; });
        if (setting || name.starts_with(testPrefix) || std::find(otherVariables.begin(), otherVariables.end(), name) != otherVariables.end())
            continue;
        const std::string near = nearest(rows, name);
        return fail(ErrorCode::invalidSetting,
                    fmt::format("The environment variable {} is no setting of Headroom.{} Correct its name or unset it.", name.substr(0, 80), near.empty() ? near : fmt::format(" Did you mean {}?", near)), name);
    }
    return {};
}

std::optional<std::string> processEnvironment(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<std::string> processEnvironmentNames()
{
    std::vector<std::string> names;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        if (text.starts_with(prefix))
            names.emplace_back(text.substr(0, text.find('=')));
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace headroom::core
