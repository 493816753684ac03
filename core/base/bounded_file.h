// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "core/base/result.h"

namespace headroom::core {

/// What Headroom reads for its settings, and lets the client read, is no larger than this.
inline constexpr std::size_t largestInputFile = std::size_t{1024} * 1024;

/// The content of a regular file of at most `largestInputFile` bytes. A pipe, a device or a directory is refused without
/// waiting for it. The error's message is only the reason ("Permission denied"); callers say what to do.
[[nodiscard]] Result<std::string> readInputFile(const std::string& path);

/// The same checks, and that something can be read, without the content.
[[nodiscard]] Result<void> checkInputFile(const std::string& path);

} // namespace headroom::core
