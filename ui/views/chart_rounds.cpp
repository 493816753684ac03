// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/chart_rounds.h"

#include <algorithm>

#include "ui/charts/chart_panel.h"
#include "ui/charts/time_axis.h"
#include "ui/views/memory_readout.h"

namespace headroom::ui {

namespace {

/// Each chart is drawn this long after the one before, so that none delays the window for longer than its own frame.
constexpr int turnMs = 8;
constexpr double usualPeriodMs = 90; // 10 Hz: just below a tick, which jitters
constexpr double slowPeriodMs = 190; // 5 Hz
constexpr double longestPeriodMs = 1000;
constexpr double briskSeconds = 300; // of the usual stretch of time
constexpr double slowAboveMs = 40;   // what a round may take
constexpr double newestShare = 0.2;  // of the mean of the last rounds

} // namespace

ChartRounds::ChartRounds(const TimeWindow& window, std::vector<ChartPanel*> panels, TimeAxis& axis, QObject* parent)
    : QObject(parent), m_window(window), m_panels(std::move(panels)), m_axis(axis), m_snapshot(std::make_shared<const core::Snapshot>())
{
    m_turn.setSingleShot(true);
    m_turn.setTimerType(Qt::PreciseTimer);
    connect(&m_turn, &QTimer::timeout, this, &ChartRounds::drawNext);
    m_late.setSingleShot(true);
    connect(&m_late, &QTimer::timeout, this, &ChartRounds::due);
}

double roundPeriodMs(const TimeSpan& span, double pixels)
{
    const double halfAPixel = span.length() * 1000 / std::max(1.0, pixels) / 2;
    return span.length() <= briskSeconds ? usualPeriodMs : std::clamp(halfAPixel, usualPeriodMs, longestPeriodMs);
}

double ChartRounds::periodMs() const
{
    return std::max(roundPeriodMs(m_window.span(), m_panels.front()->map().area.width()), m_costMs > slowAboveMs ? slowPeriodMs : usualPeriodMs);
}

void ChartRounds::offer(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    const double waited = m_sinceRound.isValid() ? static_cast<double>(m_sinceRound.elapsed()) : longestPeriodMs;
    if (waited >= periodMs() || snapshot->state != m_drawnState || m_drawnSequence == 0) {
        start(snapshot);
    } else if (!m_late.isActive()) {
        m_late.start(static_cast<int>(periodMs() - waited) + 1);
    }
    m_drawnState = snapshot->state;
}

void ChartRounds::start(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    m_snapshot = snapshot;
    // A round in progress is finished first, or the last charts would starve while somebody drags; only an empty one is
    // not worth finishing.
    if (m_turn.isActive() && m_drawnSequence > 0) {
        m_again = true;
        return;
    }
    begin();
}

void ChartRounds::begin()
{
    m_late.stop();
    m_sinceRound.restart();
    m_again = false;
    m_next = 0;
    m_span = m_window.span();
    m_drawnSequence = m_snapshot->sequence;
    takeMarkers();
    m_roundMs = 0;
    drawNext();
}

void ChartRounds::drawNext()
{
    QElapsedTimer cost;
    cost.start();
    if (m_next > 0) { // what came between was the painting of the chart before, for the most part
        m_roundMs += std::max(0.0, static_cast<double>(m_sinceTurn.nsecsElapsed()) / 1e6 - turnMs);
    }
    ChartPanel* panel = m_panels[m_next];
    const core::Snapshot& snapshot = *m_snapshot;
    const bool first = m_next == 0;
    panel->setLimitPretended(snapshot.limit.pretended);
    panel->plot(snapshot.history, m_span, first ? tr("waiting for the first sample") : QString());
    if (first) {
        m_axis.display(snapshot.history.began, m_span);
        panel->setAccessibleDescription(chartSummary(snapshot, panel->overlay().markers.size(), m_span));
    }
    m_roundMs += static_cast<double>(cost.nsecsElapsed()) / 1e6;
    if (++m_next < m_panels.size()) {
        m_sinceTurn.start();
        m_turn.start(turnMs);
        return;
    }
    m_costMs += newestShare * (m_roundMs - m_costMs);
    if (m_again) {
        begin();
    }
}

void ChartRounds::takeMarkers()
{
    const auto& events = m_snapshot->events;
    const std::pair<std::size_t, std::uint64_t> seen{events.size(), events.empty() ? 0 : events.back().number};
    if (seen == m_markersSeen) {
        return;
    }
    m_markersSeen = seen;
    const std::vector<ChartMarker> markers = markersOf(*m_snapshot);
    for (ChartPanel* panel : m_panels) {
        panel->setMarkers(markers);
    }
}

} // namespace headroom::ui
