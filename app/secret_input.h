// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

namespace headroom::app {

/// Reads each secret named from its descriptor (pipe, socket or file that the caller opened) up to its end or the first line
/// break, at most 4096 bytes, and puts it into the settings. The descriptor is closed. Waits for the writer.
[[nodiscard]] core::Result<void> readSecrets(core::SettingRows rows, const std::map<std::string, int>& descriptors, core::Settings& settings);

/// Asks at the terminal for the secrets these settings need and do not hold, without showing what is typed; no terminal or no
/// answer is an error that says how else to give them. Also refuses files that the client could not use.
[[nodiscard]] core::Result<void> askSecrets(core::SettingRows rows, core::Settings& settings);

/// Asks at the terminal; false without one.
[[nodiscard]] bool askYesNo(std::string_view question);

} // namespace headroom::app
