// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/counted_text.h"

#include <fmt/format.h>

#include "core/base/number_format.h"

namespace headroom::core {

std::string formatCounted(std::int64_t count, std::string_view one, std::string_view many)
{
    return count == 1 ? std::string(one) : fmt::format(fmt::runtime(many), formatCount(count));
}

} // namespace headroom::core
