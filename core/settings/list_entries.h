// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace headroom::core {

/// Shows each entry of a comma-separated list, empty ones too, without the blanks around it, until `visit` answers false. True when
/// it never did. Thread: any.
template <class Visit>
[[nodiscard]] bool everyEntry(std::string_view list, Visit visit)
{
    while (true) {
        const std::size_t comma = list.find(',');
        std::string_view entry = list.substr(0, comma);
        while (!entry.empty() && entry.front() == ' ')
            entry.remove_prefix(1);
        while (!entry.empty() && entry.back() == ' ')
            entry.remove_suffix(1);
        if (!visit(entry))
            return false;
        if (comma == std::string_view::npos)
            return true;
        list.remove_prefix(comma + 1);
    }
}

} // namespace headroom::core
