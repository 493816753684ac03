// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/topic_list.h"

#include <algorithm>

namespace headroom::core {

std::vector<std::string> topicNames(std::string_view list)
{
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view name = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        const std::size_t first = name.find_first_not_of(" \t");
        if (first == std::string_view::npos)
            continue;
        name = name.substr(first, name.find_last_not_of(" \t") - first + 1);
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.emplace_back(name);
    }
    return names;
}

} // namespace headroom::core
