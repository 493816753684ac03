// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

namespace headroom::ui {

/// Writes the rows that differ between `from` and `to` into the settings file, beside what it already holds. Rows nobody
/// changed are not written: the file is shared with the command line, whose defaults are not all the window's.
[[nodiscard]] core::Result<void> storeChanges(core::SettingRows rows, const std::string& path, const core::Settings& from, const core::Settings& to);

} // namespace headroom::ui
