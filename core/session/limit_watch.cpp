// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/limit_watch.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/guard/memory_guard.h"

namespace headroom::core {

void LimitWatch::readContainer(double seconds, Bytes rss)
{
    const bool near = m_used > 0 && m_status.limit > 0 && static_cast<double>(m_used) >= calmShare * static_cast<double>(m_status.limit);
    if (seconds < m_nextRead && !near)
        return;
    m_container = readMemoryLimit(m_root);
    m_rssAtRead = rss;
    m_nextRead = seconds + 1;
}

LimitWatch::Alarm LimitWatch::look(double seconds, Bytes rss, Bytes pretended, Bytes budget)
{
    readContainer(seconds, rss);
    m_status.pretended = pretended > 0 && (m_container.limit == unknownBytes || pretended < m_container.limit);
    m_status.limit = m_status.pretended ? pretended : m_container.limit;
    m_status.source = m_status.pretended ? "pretend-limit" : m_container.source;
    const bool moved = m_container.used != unknownBytes && rss > 0 && m_rssAtRead > 0;
    m_status.used = m_status.pretended ? unknownBytes : moved ? std::max<Bytes>(0, m_container.used + rss - m_rssAtRead) : m_container.used;
    m_used = m_status.used != unknownBytes ? m_status.used : rss;

    m_slope.add(seconds, rss);
    const LimitSlope::Outlook outlook = m_slope.outlook(smallerLimit(budget, m_status.limit));
    m_status.trend = outlook.trend;
    m_status.bytesPerSecond = outlook.bytesPerSecond;
    m_status.secondsToLimit = outlook.secondsToLimit;

    const double share = m_status.limit > 0 && m_used > 0 ? static_cast<double>(m_used) / static_cast<double>(m_status.limit) : 0;
    m_ticksAtStop = share >= stopShare ? m_ticksAtStop + 1 : 0;
    if (share < calmShare) {
        m_warned = false;
        m_status.warning.clear();
    }
    if (m_ticksAtStop >= stopTicks)
        return Alarm::stop;
    if (share >= warnShare && !std::exchange(m_warned, true)) {
        m_status.warning = fmt::format("{} of the memory limit {} are used ({}): lower memory-budget or the fetch limits, or raise the limit", formatBytes(m_used),
                                       formatBytes(m_status.limit), m_status.source);
        return Alarm::warn;
    }
    return Alarm::none;
}

} // namespace headroom::core
