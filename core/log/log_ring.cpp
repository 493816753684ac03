// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/log_ring.h"

#include <algorithm>
#include <utility>

namespace headroom::core {
namespace {

constexpr std::size_t longestLine = 2048;

/// Cuts at a character, not inside one.
void shorten(std::string& text)
{
    if (text.size() <= longestLine)
        return;
    constexpr std::string_view mark = "...";
    std::size_t end = longestLine - mark.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    text += mark;
    text.shrink_to_fit();
}

} // namespace

LogRing::LogRing(std::size_t capacity) : m_capacity(std::max<std::size_t>(capacity, 1)) {}

void LogRing::add(WallTime at, int level, std::string text)
{
    shorten(text);
    const std::scoped_lock lock(m_mutex);
    if (!m_lines.empty() && m_lines.back().level == level && m_lines.back().text == text) {
        // A new number, so that readers who saw the line see it again with its count.
        LogLine& last = m_lines.back();
        ++last.repeats;
        last.at = at;
        last.number = m_next++;
        return;
    }
    if (m_lines.size() >= m_capacity) {
        m_lines.pop_front();
        ++m_dropped;
    }
    m_lines.push_back(LogLine{m_next++, at, level, std::move(text), 1});
}

std::vector<LogLine> LogRing::since(std::uint64_t number) const
{
    const std::scoped_lock lock(m_mutex);
    const auto first = std::upper_bound(m_lines.begin(), m_lines.end(), number, [](std::uint64_t n, const LogLine& line) { return n < line.number; });
    return {first, m_lines.end()};
}

std::uint64_t LogRing::dropped() const
{
    const std::scoped_lock lock(m_mutex);
    return m_dropped;
}

} // namespace headroom::core
