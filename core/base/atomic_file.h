// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace headroom::core {

/// Writes a whole file or nothing: a temporary file beside it (owner only, 0600), then a rename. Missing directories
/// are created. The error's message is only the reason ("Permission denied"); callers say what to do.
[[nodiscard]] Result<void> writeFileAtomically(const std::string& path, std::string_view content);

} // namespace headroom::core
