// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/guard_registry.h"

#include <algorithm>

#include "core/guard/guard_rules.h"

namespace headroom::core {
namespace {

constexpr std::array guards{
    MemoryGuard{"off", "Off", "Draws lines, and warns near the container's limit.", false, decideOff},
    MemoryGuard{"observe", "Observe", "Says what it would do, once at each crossing of a mark; stops safely before the container's limit, as the next two do.", false, decideObserve},
    MemoryGuard{"pause", "Pause", "Pauses all partitions above the high mark, so that the prefetch is given back, and resumes below the low mark.", true, decidePause},
    MemoryGuard{"adapt", "Adapt", "Halves the view and the batch above the adapt mark, then trims, and at most once makes a new client with smaller limits; pauses as well.",
                true, decideAdapt},
};

} // namespace

std::span<const MemoryGuard> guardRegistry() noexcept { return guards; }

const MemoryGuard& findGuard(std::string_view id) noexcept
{
    const auto found = std::find_if(guards.begin(), guards.end(), [id](const MemoryGuard& guard) { return guard.id == id; });
    return found == guards.end() ? guards.front() : *found;
}

} // namespace headroom::core
