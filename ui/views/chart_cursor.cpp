// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/chart_cursor.h"

#include <algorithm>

#include <QKeyEvent>

#include "core/metrics/decimate.h"
#include "ui/charts/chart_panel.h"

namespace headroom::ui {

namespace {

constexpr double keyZoom = 0.7;
constexpr std::ptrdiff_t stride = 10; ///< samples, with Shift

} // namespace

ChartCursor::ChartCursor(std::vector<ChartPanel*> panels, QObject* parent)
    : QObject(parent), m_panels(std::move(panels)), m_snapshot(std::make_shared<const core::Snapshot>())
{
    for (ChartPanel* panel : m_panels) {
        connectPanel(panel);
    }
}

void ChartCursor::connectPanel(ChartPanel* panel)
{
    connect(panel, &ChartPanel::hovered, this, [this](double seconds) { setHover(seconds); });
    connect(panel, &ChartPanel::hoverLeft, this, [this] { setHover(std::nullopt); });
    connect(panel, &ChartPanel::panned, this, [this](double seconds) {
        m_window.pan(seconds);
        Q_EMIT windowChanged();
    });
    connect(panel, &ChartPanel::zoomed, this, [this](double factor, double at) {
        m_window.zoom(factor, at);
        Q_EMIT windowChanged();
    });
    connect(panel, &ChartPanel::stretchDragged, this, [this](const TimeSpan& stretch) {
        std::ranges::for_each(m_panels, [&stretch](ChartPanel* each) { each->setStretch(stretch); });
    });
    connect(panel, &ChartPanel::dragEnded, this, [this] {
        std::ranges::for_each(m_panels, [](ChartPanel* each) { each->setStretch(std::nullopt); });
    });
    connect(panel, &ChartPanel::stretchChosen, this, [this](const TimeSpan& stretch) {
        m_window.show(stretch);
        std::ranges::for_each(m_panels, &ChartPanel::resetScale); // another range
        Q_EMIT windowChanged();
    });
    connect(panel, &ChartPanel::markerClicked, this, [this](quint64 number) { choose(number, true); });
    connect(panel, &ChartPanel::liveRequested, this, [this] { setFollow(true); });
}

void ChartCursor::take(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    const bool anotherRun = snapshot->history.began != m_snapshot->history.began;
    m_snapshot = snapshot;
    m_window.setNow(snapshot->seconds);
    if (anotherRun) { // what was held and chosen was of the one before
        leave();
        if (!m_window.follows()) {
            setFollow(true);
        }
    } else if (m_hover && *m_hover < m_window.span().from) {
        setHover(std::nullopt);
    }
}

void ChartCursor::showRange(double seconds)
{
    m_window.setRange(seconds);
    std::ranges::for_each(m_panels, &ChartPanel::resetScale);
    Q_EMIT windowChanged();
}

void ChartCursor::setFollow(bool follow)
{
    if (follow && !m_window.follows()) {
        std::ranges::for_each(m_panels, &ChartPanel::resetScale);
    }
    m_window.setFollow(follow);
    Q_EMIT windowChanged();
}

void ChartCursor::setHover(std::optional<double> seconds)
{
    if (seconds && (!m_window.span().contains(*seconds) || *seconds > m_snapshot->seconds)) {
        seconds.reset();
    }
    if (seconds == m_hover) {
        return;
    }
    m_hover = seconds;
    for (ChartPanel* panel : m_panels) {
        std::optional<double> value;
        if (seconds && panel == m_panels.front()) {
            value = core::valueAt(m_snapshot->history, core::metricIndex(panel->spec().metric), *seconds);
        }
        panel->setHover(seconds, value);
    }
    Q_EMIT hoverChanged();
}

const std::vector<ChartMarker>& ChartCursor::markers() const
{
    return m_panels.front()->overlay().markers;
}

void ChartCursor::reveal(double seconds)
{
    const TimeSpan shown = m_window.span();
    if (!shown.contains(seconds)) {
        m_window.pan(seconds - (shown.from + shown.to) / 2);
        Q_EMIT windowChanged();
    }
}

void ChartCursor::selectMarker(std::uint64_t number)
{
    const auto marker = std::ranges::find(markers(), number, &ChartMarker::number);
    if (marker == markers().end()) {
        return;
    }
    m_selected = number;
    for (ChartPanel* panel : m_panels) {
        panel->setSelected(number);
    }
    const double seconds = std::min(marker->seconds, m_snapshot->seconds);
    reveal(seconds);
    setHover(seconds);
}

void ChartCursor::choose(std::uint64_t number, bool open)
{
    selectMarker(number);
    Q_EMIT markerChosen(number, open);
}

void ChartCursor::stepHover(std::ptrdiff_t samples)
{
    const TimeSpan shown = m_window.span();
    const double from = m_hover.value_or(std::min(shown.to, m_snapshot->seconds));
    const double to = core::sampleBeside(m_snapshot->history, shown.from, from, samples);
    reveal(to);
    setHover(to);
}

void ChartCursor::stepMarker(bool forward)
{
    const auto& all = markers();
    const auto chosen = std::ranges::find(all, m_selected, &ChartMarker::number);
    auto next = all.end();
    if (chosen != all.end() && m_hover && std::abs(chosen->seconds - *m_hover) < 1e-6) { // from one to the next, also at the same instant
        next = forward ? chosen + 1 : (chosen == all.begin() ? all.end() : chosen - 1);
    } else {
        const TimeSpan shown = m_window.span();
        const double from = m_hover.value_or(forward ? shown.from : shown.to);
        const auto later = std::ranges::find_if(all, [&](const ChartMarker& marker) { return forward && m_hover ? marker.seconds > from : marker.seconds >= from; });
        next = forward ? later : (later == all.begin() ? all.end() : later - 1);
    }
    if (next != all.end()) {
        choose(next->number, false);
    }
}

void ChartCursor::openMarker()
{
    const ChartMarker* hovered = m_panels.front()->hoveredMarker();
    if (const std::uint64_t number = m_selected != 0 ? m_selected : hovered != nullptr ? hovered->number : 0; number != 0) {
        choose(number, true);
    }
}

void ChartCursor::leave()
{
    std::ranges::for_each(m_panels, &ChartPanel::endDrag);
    m_selected = 0;
    for (ChartPanel* panel : m_panels) {
        panel->setSelected(0);
    }
    setHover(std::nullopt);
}

void ChartCursor::zoomByKey(double factor)
{
    const TimeSpan shown = m_window.span();
    m_window.zoom(factor, m_hover.value_or((shown.from + shown.to) / 2));
    Q_EMIT windowChanged();
}

bool ChartCursor::handleKey(const QKeyEvent& event)
{
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_End:
        setHover(std::nullopt);
        setFollow(true);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomByKey(keyZoom);
        return true;
    case Qt::Key_Minus:
        zoomByKey(1 / keyZoom);
        return true;
    case Qt::Key_Left:
        stepHover(shift ? -stride : -1);
        return true;
    case Qt::Key_Right:
        stepHover(shift ? stride : 1);
        return true;
    case Qt::Key_M:
        stepMarker(!shift);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openMarker();
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    default:
        return false;
    }
}

} // namespace headroom::ui
