// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_window.h"

#include <algorithm>
#include <array>

namespace headroom::ui {

namespace {

constexpr std::array growSteps{15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 43200.0};
constexpr std::array clockSteps{1.0,   2.0,   5.0,    10.0,   15.0,   30.0,   60.0,   120.0,
                                300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14400.0};

} // namespace

void TimeWindow::setRange(double seconds)
{
    m_range = seconds;
    m_follow = true;
}

void TimeWindow::setFollow(bool follow)
{
    if (!follow && m_follow) {
        m_held = span();
    }
    m_follow = follow;
}

void TimeWindow::pan(double seconds)
{
    setFollow(false);
    hold(m_held.from + seconds, m_held.length());
}

void TimeWindow::zoom(double factor, double at)
{
    setFollow(false);
    const double length = std::clamp(m_held.length() * factor, shortest, longest);
    const double share = (at - m_held.from) / m_held.length();
    hold(at - share * length, length);
}

void TimeWindow::show(const TimeSpan& span)
{
    setFollow(false);
    const double length = std::clamp(span.length(), shortest, longest);
    hold((span.from + span.to - length) / 2, length);
}

void TimeWindow::hold(double from, double length)
{
    const double latest = std::max(0.0, std::max(m_now, m_held.to) - length);
    m_held.from = std::clamp(from, 0.0, latest);
    m_held.to = m_held.from + length;
}

TimeSpan TimeWindow::span() const
{
    if (!m_follow) {
        return m_held;
    }
    const double wanted = m_range > 0 ? m_range : longest;
    if (m_now >= wanted) {
        return {m_now - wanted, m_now};
    }
    const auto* step = std::ranges::find_if(growSteps, [this](double seconds) { return seconds >= m_now; });
    return {0, std::min(wanted, step == growSteps.end() ? longest : *step)};
}

double clockStep(double spanSeconds, int labels)
{
    const auto* step = std::ranges::find_if(clockSteps, [&](double seconds) { return spanSeconds <= seconds * labels; });
    return step == clockSteps.end() ? clockSteps.back() : *step;
}

} // namespace headroom::ui
