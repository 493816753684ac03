// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heartbeat.h"

#include <algorithm>
#include <chrono>

namespace headroom::ui {

namespace {

constexpr int usualMs = 5;
constexpr int quietMs = 50;

} // namespace

Heartbeat::Heartbeat(QObject* parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(usualMs);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
}

void Heartbeat::setCounted(bool counted)
{
    m_counted = counted;
    m_since.invalidate();
}

void Heartbeat::setQuiet(bool quiet)
{
    const int interval = quiet ? quietMs : usualMs;
    if (m_timer.interval() != interval) {
        m_timer.setInterval(interval); // begins anew, and so does the gap
        m_since.invalidate();
    }
}

void Heartbeat::beat()
{
    if (m_counted && m_since.isValid()) {
        const std::chrono::nanoseconds longer = std::chrono::milliseconds(m_timer.interval() - usualMs);
        m_gaps.add(std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(m_since.nsecsElapsed()) - longer));
    }
    m_since.start();
}

} // namespace headroom::ui
