// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/lag_trend.h"

#include <cmath>

#include "core/metrics/metric_catalog.h"

namespace headroom::core {

void LagTrend::add(double seconds, std::int64_t lag)
{
    if (lag < 0)
        return;
    m_lag = lag;
    if (lag == 0) {
        m_slope = {};
        m_last = -1;
    } else if (m_last < 0 || seconds - m_last >= spacing) {
        m_slope.add(seconds, lag);
        m_last = seconds;
    }
}

LagTrend::Outlook LagTrend::outlook() const
{
    const LimitSlope::Outlook slope = m_slope.outlook(unknownBytes);
    Outlook outlook{slope.trend, slope.bytesPerSecond, -1};
    if (outlook.trend == MemoryTrend::falling)
        outlook.secondsToClear = static_cast<double>(m_lag) / -outlook.messagesPerSecond;
    return outlook;
}

LagTrend lagTrendOf(const HistoryView& history)
{
    static const MetricIndex lag = metricIndex("lag");
    LagTrend trend;
    if (history.fine.empty() || history.fine.back()->empty())
        return trend;
    const double from = history.fine.back()->back().seconds - LimitSlope::window;
    for (const auto& segment : history.fine) {
        for (const Sample& sample : *segment) {
            const float value = sample.values[lag];
            if (sample.seconds >= from && std::isfinite(value))
                trend.add(sample.seconds, std::llround(value));
        }
    }
    return trend;
}

} // namespace headroom::core
