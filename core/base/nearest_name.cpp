// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace headroom::core {
namespace {

/// By the rows of its table.
std::size_t distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t change = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearestName(std::string_view wanted, std::span<const std::string> candidates, std::size_t most)
{
    constexpr std::size_t counted = 100; // a longer one is near to nothing
    wanted = wanted.substr(0, counted);
    const auto closer = [wanted](const std::string& a, const std::string& b) { return distance(wanted, a) < distance(wanted, b); };
    const auto best = std::min_element(candidates.begin(), candidates.end(), closer);
    return best == candidates.end() || distance(wanted, *best) > most ? std::string() : *best;
}

} // namespace headroom::core
