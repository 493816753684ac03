// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/environment.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <numeric>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

namespace headroom::core {
namespace {

constexpr std::string_view prefix = "HEADROOM_";

/// What is no setting: read by the programs (first line) or by the tests and their scripts, whose children inherit it.
constexpr std::array<std::string_view, 8> otherVariables{
    "HEADROOM_HOME",         "HEADROOM_CLI",         "HEADROOM_CGROUP_ROOT",
    "HEADROOM_REQUIRE_KAFKA", "HEADROOM_TEST_CGROUP", "HEADROOM_MEMORY_CASES", "HEADROOM_MEMORY_SEED", "HEADROOM_MEMORY_TABLE"};

std::string upper(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

/// Letters to add, drop or change to get from one to the other (Levenshtein), by the rows of its table.
std::size_t distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t change = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

/// The nearest candidate and how many letters it is away.
std::pair<std::string, std::size_t> nearest(std::string_view wanted, const std::vector<std::string>& candidates)
{
    std::pair<std::string, std::size_t> best{"", std::string::npos};
    wanted = wanted.substr(0, 100); // a longer one is near to nothing
    for (const std::string& candidate : candidates)
        if (const std::size_t edits = distance(wanted, candidate); edits < best.second)
            best = {candidate, edits};
    return best;
}

std::vector<std::string> variableNames(SettingRows rows)
{
    std::vector<std::string> names{std::string(otherVariables.front())};
    for (const SettingSpec& row : rows)
        names.push_back(environmentName(row.id));
    return names;
}

} // namespace

std::string environmentName(std::string_view id)
{
    std::string name = std::string(prefix) + upper(id);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string nearestWord(std::string_view wanted, const std::vector<std::string>& candidates)
{
    const auto [word, edits] = nearest(wanted, candidates);
    return edits <= std::max(wanted.size() / 3, std::size_t{1}) ? word : std::string();
}

Result<void> checkVariables(SettingRows rows, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        const bool setting = std::any_of(rows.begin(), rows.end(), [&](const SettingSpec& row) { return environmentName(row.id) == name; });
        if (setting || std::find(otherVariables.begin(), otherVariables.end(), name) != otherVariables.end())
            continue;
        return fail(ErrorCode::invalidSetting,
                    fmt::format("The environment variable {} is no setting of Headroom. Did you mean {}? Correct its name or unset it.", name.substr(0, 80), nearest(upper(name), variableNames(rows)).first), name);
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
