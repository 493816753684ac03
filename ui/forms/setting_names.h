// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/settings/setting_table.h"

namespace headroom::ui {

/// What a setting is called by other clients: "kafka-python: fetch_max_bytes · Java: fetch.max.bytes · librdkafka: …".
[[nodiscard]] QString namesElsewhere(const core::SettingSpec& row);
/// What it does, what it is called elsewhere, and whether it stands at its default.
[[nodiscard]] QString settingToolTip(const core::SettingSpec& row, bool isDefault, const QString& defaultText);

} // namespace headroom::ui
