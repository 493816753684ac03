// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/guard/limit_slope.h"
#include "core/metrics/history.h"

namespace headroom::core {

/// Where lag is going, by the line through its last 30 s. The own rate says nothing about it while others produce.
/// Not thread-safe. Bound: 60 points.
class LagTrend {
public:
    static constexpr double spacing = 0.5; ///< seconds between two points; nearer ones are ignored

    struct Outlook {
        MemoryTrend trend = MemoryTrend::unknown;
        double messagesPerSecond = 0; ///< negative while it falls; 0 unless rising or falling
        double secondsToClear = -1;   ///< -1 unless it falls
    };

    /// Seconds must not fall. An unknown lag is ignored; none at all begins anew: there was nothing to clear.
    void add(double seconds, std::int64_t lag);
    [[nodiscard]] Outlook outlook() const;

private:
    LimitSlope m_slope;
    double m_last = -1;
    std::int64_t m_lag = -1;
};

/// Of the lag of all partitions, as the history has it.
[[nodiscard]] LagTrend lagTrendOf(const HistoryView& history);

} // namespace headroom::core
