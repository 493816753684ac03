// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/settings/environment.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// Texts under setting ids, as they come from a command line.
using SettingTexts = std::map<std::string, std::string, std::less<>>;

/// Reads a JSON settings file (one object, values under ids; texts such as "1 MiB" are taken too) into `settings`.
/// A missing file is an error here. Fails, naming file and key, when it cannot be read, is above 1 MiB, is not JSON or
/// has an unknown key, a wrong type or a value out of range; `settings` are then unchanged. `set` gets the ids found.
[[nodiscard]] Result<void> loadSettingsFile(SettingRows rows, const std::string& path, Settings& settings, std::set<std::string>* set = nullptr);

/// Writes all rows but secrets, by a temporary file beside it and a rename, readable by the owner only. Creates the directory.
[[nodiscard]] Result<void> saveSettingsFile(SettingRows rows, const std::string& path, const Settings& settings);

/// Where values come from. Later sources win: defaults, file, profile, environment, command line.
struct SettingSources {
    Settings defaults;
    std::string file;            ///< empty: none
    std::optional<SettingTexts> profile; ///< comes after the file: the rows of a profile begin at their defaults
    bool fileMustExist = false;  ///< the user named it; otherwise a missing file is as an empty one
    /// As getenv; a test passes its own. Empty function: no environment.
    std::optional<std::string> (*environment)(const std::string& name) = nullptr;
    /// The names in the environment that are meant for Headroom; each must be known. Empty function: none is looked at.
    std::vector<std::string> (*environmentNames)() = nullptr;
    SettingTexts commandLine;
};

struct LayeredSettings {
    Settings settings;
    std::set<std::string> set; ///< ids that any source named, so that callers can tell "default" from "chosen"
};

/// The one place of precedence. The first error ends it; it says which source it came from.
[[nodiscard]] Result<LayeredSettings> layerSettings(SettingRows rows, const SettingSources& sources);

} // namespace headroom::core
