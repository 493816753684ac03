// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "core/base/result.h"
#include "core/settings/setting_sources.h"

namespace headroom::core {

/// The text of one row, as a person would type it.
struct PresetValue {
    std::string_view id;
    std::string_view text;
};

/// Values that belong together. All presets name the same rows, those that decide how much memory a consumer takes, so
/// that choosing one after another leaves nothing of the first.
struct Preset {
    std::string_view id;
    std::string_view title;
    std::string_view help; ///< one sentence: what it is for
    std::span<const PresetValue> values;
};

/// All of them, in the order in which they are offered. Static, immutable.
[[nodiscard]] std::span<const Preset> presetTable() noexcept;

/// The values of the preset with this id; those that `texts` already has stay. Fails, naming the ids there are.
[[nodiscard]] Result<void> addPreset(std::string_view id, SettingTexts& texts);

} // namespace headroom::core
