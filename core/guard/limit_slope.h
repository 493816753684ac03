// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>

#include "core/base/units.h"
#include "core/guard/guard_status.h"

namespace headroom::core {

/// Where RSS is going: the least-squares line through the last 30 s. Thread: worker. Bound: `most` points.
class LimitSlope {
public:
    static constexpr double window = 30;       ///< seconds
    static constexpr double shortest = 3;      ///< seconds of points before anything is said
    static constexpr std::size_t fewest = 10;  ///< points before anything is said
    static constexpr std::size_t most = 600;
    static constexpr double significance = 3;  ///< slope in standard errors: below, it is steady

    struct Outlook {
        MemoryTrend trend = MemoryTrend::unknown;
        double bytesPerSecond = 0;   ///< of the line; 0 unless rising or falling
        double secondsToLimit = -1;  ///< from the last point at this slope; -1 unless rising towards a known limit; 0 beyond it
    };

    /// Adds a point. Seconds must not fall (a point from before is ignored); unknown RSS is ignored.
    void add(double seconds, Bytes rss);
    [[nodiscard]] Outlook outlook(Bytes limit) const;

private:
    struct Point {
        double seconds = 0;
        double rss = 0;
    };
    std::deque<Point> m_points;
};

} // namespace headroom::core
