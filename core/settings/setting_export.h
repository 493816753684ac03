// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// A value as JSON: numbers in the row's unit, booleans and texts as such.
[[nodiscard]] nlohmann::json settingJson(const Settings& settings, const SettingSpec& row);

/// Takes over a JSON value: of the row's type, or a text that parseSetting accepts.
[[nodiscard]] Result<void> setFromJson(Settings& settings, const SettingSpec& row, const nlohmann::json& value);

/// All values under their ids, in the order of the rows.
[[nodiscard]] nlohmann::ordered_json settingsJson(SettingRows rows, const Settings& settings);

/// The reference page: one table a group.
[[nodiscard]] std::string settingsMarkdown(SettingRows rows);

/// The table for programs: an array of {id, group, label, help, default, allowed, unit, apply, environment, names}.
[[nodiscard]] nlohmann::ordered_json settingsTableJson(SettingRows rows);

} // namespace headroom::core
