// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/limit_slope.h"

#include <algorithm>
#include <cmath>

namespace headroom::core {

void LimitSlope::add(double seconds, Bytes rss)
{
    if (rss <= 0 || !std::isfinite(seconds) || (!m_points.empty() && seconds <= m_points.back().seconds))
        return;
    m_points.push_back({seconds, static_cast<double>(rss)});
    while (m_points.size() > most || seconds - m_points.front().seconds > window)
        m_points.pop_front();
}

LimitSlope::Outlook LimitSlope::outlook(Bytes limit) const
{
    Outlook outlook;
    if (m_points.size() < fewest || m_points.back().seconds - m_points.front().seconds < shortest)
        return outlook;
    const auto count = static_cast<double>(m_points.size());
    double seconds = 0, rss = 0;
    for (const Point& point : m_points) {
        seconds += point.seconds / count;
        rss += point.rss / count;
    }
    double spread = 0, together = 0, height = 0;
    for (const Point& point : m_points) {
        const double dt = point.seconds - seconds;
        const double dm = point.rss - rss;
        spread += dt * dt;
        together += dt * dm;
        height += dm * dm;
    }
    const double slope = together / spread;
    const double residual = std::max(0.0, height - slope * together);
    const double error = std::sqrt(residual / (count - 2) / spread);
    if (std::abs(slope) <= significance * error || slope == 0) {
        outlook.trend = MemoryTrend::steady;
        return outlook;
    }
    outlook.trend = slope > 0 ? MemoryTrend::rising : MemoryTrend::falling;
    outlook.bytesPerSecond = slope;
    if (slope > 0 && limit > 0)
        outlook.secondsToLimit = std::max(0.0, (static_cast<double>(limit) - m_points.back().rss) / slope);
    return outlook;
}

} // namespace headroom::core
