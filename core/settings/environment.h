// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// "HEADROOM_FETCH_MAX_BYTES" for fetch-max-bytes.
[[nodiscard]] std::string environmentName(std::string_view id);

/// Refuses a name that no setting has and that Headroom does not use otherwise: it is misspelt, and without a word the
/// run would go on without it. The error names the nearest one, if one is near.
[[nodiscard]] Result<void> checkVariables(SettingRows rows, const std::vector<std::string>& names);

/// getenv, as an optional.
[[nodiscard]] std::optional<std::string> processEnvironment(const std::string& name);

/// The names in this process's environment that begin with HEADROOM_, in alphabetical order.
[[nodiscard]] std::vector<std::string> processEnvironmentNames();

} // namespace headroom::core
