// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/setting_sources.h"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "core/base/atomic_file.h"
#include "core/base/bounded_file.h"
#include "core/settings/environment.h"
#include "core/settings/profile.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"
#include "core/settings/settings_object.h"

namespace headroom::core {
namespace {

namespace fs = std::filesystem;

/// A file that was named, or that stands where ours is looked for, and cannot be read is bad usage: nothing was tried yet.
tl::unexpected<Error> unreadable(const std::string& path, std::string_view why)
{
    return fail(ErrorCode::invalidSetting, fmt::format("The settings file {} cannot be read: {}. Name another with --settings-file or remove it.", path, why), path);
}

tl::unexpected<Error> badContent(const std::string& path, std::string_view why, std::string context)
{
    return fail(ErrorCode::invalidSetting, fmt::format("In the settings file {}: {}", path, why), std::move(context));
}

std::string knownIds(SettingRows rows)
{
    std::string out;
    for (const SettingSpec& row : rows)
        out += (out.empty() ? "" : ", ") + std::string(row.id);
    return out;
}

Result<void> layerFile(SettingRows rows, const SettingSources& sources, LayeredSettings& layered)
{
    std::error_code ignored;
    const bool missing = !sources.fileMustExist && !fs::exists(fs::symlink_status(sources.file, ignored));
    if (sources.file.empty() || missing)
        return {};
    return loadSettingsFile(rows, sources.file, layered.settings, &layered.set);
}

Result<void> layerProfile(SettingRows rows, const SettingSources& sources, LayeredSettings& layered)
{
    return sources.profile ? useProfile(rows, *sources.profile, sources.defaults, layered.settings, &layered.set) : Result<void>();
}

Result<void> layerEnvironment(SettingRows rows, const SettingSources& sources, LayeredSettings& layered)
{
    if (sources.environmentNames != nullptr)
        if (auto known = checkVariables(rows, sources.environmentNames()); !known)
            return known;
    for (const SettingSpec& row : rows) {
        const std::string name = environmentName(row.id);
        const auto text = sources.environment != nullptr ? sources.environment(name) : std::nullopt;
        if (!text)
            continue;
        if (isSecret(row))
            return fail(ErrorCode::invalidSetting, fmt::format("{}: a secret never stands in the environment, where other programs can read it. Unset it; Headroom asks, or reads --{}-fd N.", name, row.id), std::string(row.id));
        if (auto parsed = parseSetting(layered.settings, row, *text); !parsed)
            return fail(ErrorCode::invalidSetting, fmt::format("In the environment variable {}: {}", name, parsed.error().message), std::string(row.id));
        layered.set.emplace(row.id);
    }
    return {};
}

Result<void> layerCommandLine(SettingRows rows, const SettingSources& sources, LayeredSettings& layered)
{
    for (const auto& [id, text] : sources.commandLine) {
        const SettingSpec* row = findSetting(rows, id);
        if (row == nullptr)
            return fail(ErrorCode::invalidSetting, fmt::format("There is no setting {}. Settings are: {}.", id, knownIds(rows)), id);
        if (isSecret(*row))
            return fail(ErrorCode::invalidSetting, fmt::format("--{0}: a secret is never an argument, since others can see those. Leave it out to be asked, or use --{0}-fd N.", id), id);
        if (auto parsed = parseSetting(layered.settings, *row, text); !parsed)
            return parsed;
        layered.set.insert(id);
    }
    return {};
}

} // namespace

Result<void> loadSettingsFile(SettingRows rows, const std::string& path, Settings& settings, std::set<std::string>* set)
{
    const auto content = readInputFile(path);
    if (!content)
        return unreadable(path, content.error().message);
    const auto root = parseSettingsObject(*content);
    if (!root)
        return badContent(path, fmt::format("{}.", root.error().message), root.error().context);
    Settings read = settings;
    std::set<std::string> found;
    for (const auto& [id, value] : root->items()) {
        const SettingSpec* row = findSetting(rows, id);
        if (row == nullptr)
            return badContent(path, fmt::format("there is no setting \"{}\". Settings are: {}.", id.substr(0, 80), knownIds(rows)), id);
        if (auto taken = setFromJson(read, *row, value); !taken)
            return badContent(path, taken.error().message, id);
        found.insert(id);
    }
    settings = std::move(read);
    if (set != nullptr)
        set->merge(found);
    return {};
}

Result<void> saveSettingsFile(SettingRows rows, const std::string& path, const Settings& settings)
{
    const auto replace = nlohmann::json::error_handler_t::replace; // a text that is not UTF-8 must not throw
    nlohmann::ordered_json values = settingsJson(rows, settings);
    for (const SettingSpec& row : rows)
        if (isSecret(row))
            values.erase(std::string(row.id));
    const std::string content = values.dump(2, ' ', false, replace) + "\n";
    if (auto written = writeFileAtomically(path, content); !written)
        return fail(ErrorCode::io, fmt::format("The settings file {} cannot be written: {}. Check the rights of its directory.", path, written.error().message), path);
    return {};
}

Result<LayeredSettings> layerSettings(SettingRows rows, const SettingSources& sources)
{
    LayeredSettings layered{sources.defaults, {}};
    for (const auto layer : {layerFile, layerProfile, layerEnvironment, layerCommandLine})
        if (auto done = layer(rows, sources, layered); !done)
            return tl::unexpected(done.error());
    return layered;
}

} // namespace headroom::core
