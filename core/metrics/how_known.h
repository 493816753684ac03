// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace headroom::core {

/// How a figure is known; stands beside it wherever it is shown.
enum class HowKnown : std::uint8_t { measured, fromStatistics, fromSettings, estimated };

[[nodiscard]] constexpr std::string_view wordFor(HowKnown how) noexcept
{
    switch (how) {
    case HowKnown::measured: return "measured";
    case HowKnown::fromStatistics: return "from statistics";
    case HowKnown::fromSettings: return "from settings";
    case HowKnown::estimated: break;
    }
    return "estimated";
}

} // namespace headroom::core
