// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace headroom::core {

/// The JSON object that a file of settings must be. Not one that names a setting twice: of two values nobody knows which was
/// meant. The error's message has no full stop and begins with "it" or the key; callers name the file.
[[nodiscard]] Result<nlohmann::json> parseSettingsObject(std::string_view content);

} // namespace headroom::core
