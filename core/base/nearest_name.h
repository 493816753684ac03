// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace headroom::core {

/// The candidate that needs the fewest letters added, dropped or changed to become `wanted` (Levenshtein); the first of
/// equals. Empty when there are none, or none that is near: at most `most` letters away. Of a long name the first 100
/// letters count. Thread: any.
[[nodiscard]] std::string nearestName(std::string_view wanted, std::span<const std::string> candidates, std::size_t most = std::string::npos);

} // namespace headroom::core
