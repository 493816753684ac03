// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::core {

/// "1 message", "1 284 messages": the first form for one, else the second, a pattern of fmt with one place for the count.
[[nodiscard]] std::string formatCounted(std::int64_t count, std::string_view one, std::string_view many);

} // namespace headroom::core
