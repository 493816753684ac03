// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/backlog.h"

#include <algorithm>

namespace headroom::core {
namespace {

constexpr Bytes markEvery = 16 * kib;
constexpr std::size_t maxMarks = 16'384;

} // namespace

void PartitionBacklog::stored(Offset offset, Bytes bytes)
{
    m_stored += bytes;
    if (!m_marks.empty() && offset < m_marks.back().end)
        return;
    if (m_marks.empty() || m_marks.back().bytes - m_lastMark >= markEvery) {
        m_lastMark = m_marks.empty() ? 0 : m_marks.back().bytes;
        m_marks.push_back({offset + 1, m_stored});
        if (m_marks.size() > maxMarks)
            m_marks.pop_front();
    } else {
        m_marks.back() = {offset + 1, m_stored};
    }
}

Bytes PartitionBacklog::beyond(Offset next) const
{
    const auto after = std::partition_point(m_marks.begin(), m_marks.end(), [next](const Mark& mark) { return mark.end <= next; });
    if (after != m_marks.begin())
        return m_sent - std::prev(after)->bytes;
    const bool complete = m_marks.size() < maxMarks;
    return m_sent - (complete || m_marks.empty() ? 0 : m_marks.front().bytes);
}

void StoredRatio::measured(Bytes stored, Bytes raw)
{
    constexpr double memory = 1.0 * mib; // what was before fades by bytes, not by time: a pause must not forget
    if (m_raw > memory) {
        m_stored *= memory / m_raw;
        m_raw = memory;
    }
    m_stored += static_cast<double>(stored);
    m_raw += static_cast<double>(raw);
}

double StoredRatio::value() const
{
    constexpr double enough = 64.0 * kib; // below, one odd batch would decide
    constexpr double margin = 1.15;
    return m_raw < enough ? 1.0 : std::clamp(m_stored / m_raw * margin, 0.005, 4.0);
}

} // namespace headroom::core
