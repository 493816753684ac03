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
    m_container = readMemoryLimit(m_root);
    m_rssAtRead = rss;
    m_nextRead = seconds + 1;
}

/// What was read, moved on by what RSS grew since.
void LimitWatch::move(Bytes rss, Bytes pretended)
{
    m_status.pretended = pretended > 0 && (m_container.limit == unknownBytes || pretended < m_container.limit);
    m_status.limit = m_status.pretended ? pretended : m_container.limit;
    m_status.source = m_status.pretended ? "pretend-limit" : m_container.source;
    const bool moved = m_container.used != unknownBytes && rss > 0 && m_rssAtRead > 0;
    m_status.used = m_status.pretended ? unknownBytes : moved ? std::max<Bytes>(0, m_container.used + rss - m_rssAtRead) : m_container.used;
    m_used = m_status.used != unknownBytes ? m_status.used : rss;
}

void LimitWatch::measure(double seconds, Bytes rss, Bytes pretended)
{
    if (seconds >= m_nextRead || near())
        readContainer(seconds, rss);
    move(rss, pretended);
}

bool LimitWatch::mustStop(double seconds, Bytes rss, Bytes pretended)
{
    move(rss, pretended);
    if (share() >= stopShare && !m_status.pretended) {
        readContainer(seconds, rss);
        move(rss, pretended);
    }
    return share() >= stopShare;
}

LimitWatch::Alarm LimitWatch::look(double seconds, Bytes rss, Bytes pretended, Bytes budget)
{
    measure(seconds, rss, pretended);
    m_slope.add(seconds, rss);
    const LimitSlope::Outlook outlook = m_slope.outlook(smallerLimit(budget, m_status.limit));
    m_status.trend = outlook.trend;
    m_status.bytesPerSecond = outlook.bytesPerSecond;
    m_status.secondsToLimit = outlook.secondsToLimit;

    if (share() < calmShare) {
        m_warned = false;
        m_status.warning.clear();
    }
    if (share() >= warnShare && !std::exchange(m_warned, true)) {
        m_status.warning = fmt::format("{} of the memory limit {} are used ({}): lower memory-budget or the fetch limits, or raise the limit", formatBytes(m_used),
                                       formatBytes(m_status.limit), m_status.source);
        return Alarm::warn;
    }
    return share() >= stopShare ? Alarm::stop : Alarm::none;
}

} // namespace headroom::core
