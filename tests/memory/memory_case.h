// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/memory/backlogs.h"

namespace headroom::test {

/// One run of the memory tests: a backlog and settings, all decided by the seed. Only the backlog is dealt in turn, so
/// that every one is met within as many seeds as there are rows.
struct MemoryCase {
    std::uint64_t seed = 0;
    const Backlog* backlog = nullptr;
    std::vector<std::string> arguments; ///< settings and duration for `headroom-cli run`
    std::string inShort;                ///< the settings that matter, for a table
};

[[nodiscard]] MemoryCase makeCase(std::uint64_t seed);

} // namespace headroom::test
