// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/settings/setting_sources.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

// A connection profile is a file NAME.json in one directory, written as a settings file is: the rows of the connection that
// differ from their defaults, never a secret. Calls read and write files; a directory holds at most 500 profiles.

/// True for the rows that a profile says all about: those of the connection, without secrets.
[[nodiscard]] bool belongsToProfile(const SettingSpec& row) noexcept;

/// Letters, digits, '.', '_', '-' and blanks inside; at most 64 bytes; nothing that could leave the directory.
[[nodiscard]] Result<void> checkProfileName(std::string_view name);

/// The names in alphabetical order; empty when there is no directory.
[[nodiscard]] std::vector<std::string> profileNames(const std::string& directory);

/// The values of a profile by id. Fails, naming file and key, as loadSettingsFile does; for a missing one it names those there are.
[[nodiscard]] Result<SettingTexts> loadProfile(SettingRows rows, const std::string& directory, std::string_view name);

/// Writes or replaces a profile, readable by the owner only.
[[nodiscard]] Result<void> saveProfile(SettingRows rows, const std::string& directory, std::string_view name, const Settings& settings, const Settings& defaults = {});

[[nodiscard]] Result<void> removeProfile(const std::string& directory, std::string_view name);

/// Puts a profile in force: its rows that it does not name go back to their defaults, so that nothing of another connection
/// stays. Secrets that belong to another owner are dropped. `set` gets the ids named.
[[nodiscard]] Result<void> useProfile(SettingRows rows, const SettingTexts& profile, const Settings& defaults, Settings& settings, std::set<std::string>* set = nullptr);

} // namespace headroom::core
