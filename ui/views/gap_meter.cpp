// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/gap_meter.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

void GapMeter::add(std::chrono::nanoseconds gap) noexcept
{
    const double ms = std::chrono::duration<double, std::milli>(gap).count();
    const auto bucket = static_cast<std::size_t>(std::max(0.0, ms / bucketMs));
    ++m_buckets[std::min(bucket, m_buckets.size() - 1)];
    ++m_count;
    m_maxMs = std::max(m_maxMs, ms);
}

double GapMeter::percentileMs(double percent) const noexcept
{
    if (m_count == 0) {
        return -1;
    }
    const auto wanted = static_cast<std::uint64_t>(std::ceil(static_cast<double>(m_count) * percent / 100));
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket + 1 < m_buckets.size(); ++bucket) {
        seen += m_buckets[bucket];
        if (seen >= wanted) {
            return std::min(m_maxMs, static_cast<double>(bucket + 1) * bucketMs);
        }
    }
    return m_maxMs;
}

} // namespace headroom::ui
