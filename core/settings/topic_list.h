// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom::core {

/// The topics of a comma-separated list in its order, without blanks and empty entries. One that is named twice is meant
/// once: the client refuses a subscription that names it twice.
[[nodiscard]] std::vector<std::string> topicNames(std::string_view list);

} // namespace headroom::core
