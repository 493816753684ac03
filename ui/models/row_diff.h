// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace headroom::ui {

struct RowRange {
    int first = 0;
    int last = 0;
};

/// What turns one sorted list into another: first the removals, in the old numbering and from the back so that they can
/// be carried out one after the other, then the insertions in the new numbering from the front.
struct RowDiff {
    std::vector<RowRange> removed;
    std::vector<RowRange> inserted;
    [[nodiscard]] std::size_t ranges() const noexcept { return removed.size() + inserted.size(); }
};

inline void extendRanges(std::vector<RowRange>& ranges, int row)
{
    if (!ranges.empty() && ranges.back().last + 1 == row) {
        ranges.back().last = row;
    } else {
        ranges.push_back({row, row});
    }
}

/// Compares two lists without duplicates that are sorted by `less`.
template <class List, class Less = std::less<>>
[[nodiscard]] RowDiff diffSorted(const List& before, const List& after, Less less = {})
{
    RowDiff diff;
    std::size_t b = 0;
    std::size_t a = 0;
    while (b < before.size() || a < after.size()) {
        const bool onlyBefore = a == after.size() || (b < before.size() && less(before[b], after[a]));
        const bool onlyAfter = !onlyBefore && (b == before.size() || less(after[a], before[b]));
        if (onlyBefore) {
            extendRanges(diff.removed, static_cast<int>(b++));
        } else if (onlyAfter) {
            extendRanges(diff.inserted, static_cast<int>(a++));
        } else {
            ++a;
            ++b;
        }
    }
    diff.removed = {diff.removed.rbegin(), diff.removed.rend()};
    return diff;
}

} // namespace headroom::ui
