// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profile.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <fmt/format.h>

#include "core/settings/security.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostProfiles = 500;
constexpr std::string_view suffix = ".json";

std::string pathOf(const std::string& directory, std::string_view name) { return fmt::format("{}/{}{}", directory, name, suffix); }

tl::unexpected<Error> noSuchProfile(const std::string& directory, std::string_view name)
{
    const std::vector<std::string> names = profileNames(directory);
    const std::string known = names.empty() ? "There is none yet: save one with headroom-cli profiles --save NAME or in the window." : fmt::format("Profiles are: {}.", fmt::join(names, ", "));
    return fail(ErrorCode::invalidSetting, fmt::format("There is no profile \"{}\". {}", name, known), std::string(name));
}

} // namespace

bool belongsToProfile(const SettingSpec& row) noexcept { return row.group == SettingGroup::connection && !isSecret(row); }

Result<void> checkProfileName(std::string_view name)
{
    constexpr std::size_t longest = 64;
    const auto mayBe = [](unsigned char c) { return (c < 0x80 && std::isalnum(c) != 0) || c == '.' || c == '_' || c == '-' || c == ' '; };
    const bool good = !name.empty() && name.size() <= longest && std::all_of(name.begin(), name.end(), mayBe) && name.front() != '.' && name.front() != ' ' && name.back() != ' ';
    if (good)
        return {};
    return fail(ErrorCode::invalidSetting, fmt::format("\"{}\" is no name for a profile. Allowed: 1 ... {} letters, digits, '.', '_', '-' and blanks inside, not beginning with a dot.", name.substr(0, longest), longest), "profile");
}

std::vector<std::string> profileNames(const std::string& directory)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end && names.size() < mostProfiles; it.increment(error)) {
        const std::string file = it->path().filename().string();
        const std::string_view name = std::string_view(file).substr(0, file.size() - std::min(file.size(), suffix.size()));
        if (file.ends_with(suffix) && checkProfileName(name))
            names.emplace_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<SettingTexts> loadProfile(SettingRows rows, const std::string& directory, std::string_view name)
{
    if (auto named = checkProfileName(name); !named)
        return tl::unexpected(named.error());
    const std::string path = pathOf(directory, name);
    std::error_code ignored;
    if (!fs::exists(fs::symlink_status(path, ignored)))
        return noSuchProfile(directory, name);
    Settings read;
    std::set<std::string> found;
    if (auto loaded = loadSettingsFile(rows, path, read, &found); !loaded)
        return tl::unexpected(loaded.error());
    SettingTexts texts;
    for (const SettingSpec& row : rows)
        if (found.contains(std::string(row.id)))
            texts.emplace(row.id, settingText(read, row));
    return texts;
}

Result<void> saveProfile(SettingRows rows, const std::string& directory, std::string_view name, const Settings& settings, const Settings& defaults)
{
    if (auto named = checkProfileName(name); !named)
        return named;
    const std::vector<std::string> names = profileNames(directory);
    if (names.size() >= mostProfiles && std::find(names.begin(), names.end(), name) == names.end())
        return fail(ErrorCode::invalidSetting, fmt::format("There are {} profiles already; delete one first.", names.size()), std::string(name));
    std::vector<SettingSpec> kept;
    for (const SettingSpec& row : rows)
        if (belongsToProfile(row) && !sameSetting(settings, defaults, row))
            kept.push_back(row);
    return saveSettingsFile(kept, pathOf(directory, name), settings);
}

Result<void> removeProfile(const std::string& directory, std::string_view name)
{
    if (auto named = checkProfileName(name); !named)
        return named;
    std::error_code error;
    if (fs::remove(pathOf(directory, name), error))
        return {};
    if (!error)
        return noSuchProfile(directory, name);
    return fail(ErrorCode::io, fmt::format("The profile {} cannot be deleted: {}. Check the rights of its directory.", pathOf(directory, name), error.message()), std::string(name));
}

Result<void> useProfile(SettingRows rows, const SettingTexts& profile, const Settings& defaults, Settings& settings, std::set<std::string>* set)
{
    Settings next = settings;
    for (const SettingSpec& row : rows)
        if (belongsToProfile(row))
            if (auto reset = parseSetting(next, row, settingText(defaults, row)); !reset)
                return reset;
    for (const auto& [id, text] : profile) {
        const SettingSpec* row = findSetting(rows, id);
        if (row == nullptr || isSecret(*row))
            return fail(ErrorCode::invalidSetting, fmt::format("A profile cannot hold {}.", id), id);
        if (auto parsed = parseSetting(next, *row, text); !parsed)
            return parsed;
        if (set != nullptr)
            set->insert(id);
    }
    dropForeignSecrets(rows, settings, next);
    settings = std::move(next);
    return {};
}

} // namespace headroom::core
