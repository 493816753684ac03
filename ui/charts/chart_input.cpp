// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the chart panel that reads the pointer: it says what was meant and changes nothing by itself.
#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include "ui/charts/chart_panel.h"

namespace headroom::ui {

namespace {

constexpr double wheelStep = 0.85;
constexpr double tickReach = 10; ///< pixels above the axis that still mean the ticks under it

} // namespace

double ChartPanel::secondsAt(double x) const
{
    return std::clamp(m_map.seconds(x), m_map.span.from, m_map.span.to);
}

TimeSpan ChartPanel::draggedStretch(double x) const
{
    const auto [from, to] = std::minmax({secondsAt(m_drag->from), secondsAt(x)});
    return {from, to};
}

void ChartPanel::mousePressEvent(QMouseEvent* event)
{
    const bool left = event->button() == Qt::LeftButton;
    if (!left && event->button() != Qt::MiddleButton) {
        return;
    }
    const bool pans = !left || event->modifiers().testFlag(Qt::ShiftModifier);
    m_drag = Drag{event->button(), pans, false, event->position().x()};
}

void ChartPanel::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_drag && event->buttons().testFlag(m_drag->button)) {
        m_drag->moved = m_drag->moved || std::abs(x - m_drag->from) >= QApplication::startDragDistance();
        if (m_drag->moved) {
            drag(x);
            return;
        }
    }
    point(event->position());
    if (x >= m_map.area.left() && x <= m_map.area.right()) {
        Q_EMIT hovered(m_map.seconds(x));
    } else {
        Q_EMIT hoverLeft();
    }
}

void ChartPanel::drag(double x)
{
    if (!m_drag->pans) {
        Q_EMIT stretchDragged(draggedStretch(x));
        Q_EMIT hovered(secondsAt(x));
    } else if (x != m_drag->from) {
        viewport()->setCursor(Qt::ClosedHandCursor);
        Q_EMIT panned((m_drag->from - x) / m_map.area.width() * m_map.span.length());
        m_drag->from = x;
    }
}

/// What lies under the pointer names itself.
void ChartPanel::point(const QPointF& place)
{
    PlotOverlay& overlay = m_overlay->edit();
    if (!overlay.hasLabels) {
        return;
    }
    const ChartMarker* marker = m_map.area.contains(place) ? m_overlay->markerAt(place) : nullptr;
    const std::uint64_t number = marker == nullptr ? 0 : marker->number;
    const bool atTicks = place.y() > m_map.area.bottom() - tickReach;
    if (number != overlay.pointed || atTicks != overlay.atTicks) {
        overlay.pointed = number;
        overlay.atTicks = atTicks;
        m_overlay->update();
    }
    viewport()->setCursor(marker == nullptr ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void ChartPanel::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_drag || event->button() != m_drag->button) {
        return;
    }
    const Drag done = *m_drag;
    if (done.moved && !done.pans) {
        Q_EMIT stretchChosen(draggedStretch(event->position().x()));
    } else if (!done.moved && done.button == Qt::LeftButton) {
        if (const ChartMarker* marker = m_overlay->markerAt(event->position())) {
            Q_EMIT markerClicked(marker->number);
        }
    }
    endDrag();
}

void ChartPanel::endDrag()
{
    if (m_drag) {
        m_drag.reset();
        viewport()->setCursor(Qt::ArrowCursor);
        Q_EMIT dragEnded();
    }
}

void ChartPanel::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        Q_EMIT liveRequested();
    }
}

void ChartPanel::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps != 0) {
        Q_EMIT zoomed(std::pow(wheelStep, steps), secondsAt(event->position().x()));
    } else if (event->angleDelta().x() != 0) {
        Q_EMIT panned(-event->angleDelta().x() / 1200.0 * m_map.span.length());
    }
    event->accept();
}

void ChartPanel::leaveEvent(QEvent*)
{
    point({-1, -1});
    Q_EMIT hoverLeft();
}

void ChartPanel::keyPressEvent(QKeyEvent* event)
{
    event->ignore(); // the owner answers keys for all charts at once
}

} // namespace headroom::ui
