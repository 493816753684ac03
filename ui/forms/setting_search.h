// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/settings/setting_table.h"

namespace headroom::ui {

/// All a row can be found by: its names in every client and its help, in the form of searchText().
[[nodiscard]] QString settingHaystack(const core::SettingSpec& row);
/// In lower case and with one separator, so that max_poll_records finds "max.poll.records".
[[nodiscard]] QString searchText(QString text);

} // namespace headroom::ui
