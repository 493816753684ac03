// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "core/session/snapshot.h"
#include "ui/charts/time_window.h"

namespace headroom::ui {

class ChartPanel;
class TimeAxis;

/// Time between rounds for a stretch of time drawn on so many pixels, milliseconds: ten rounds a second up to five minutes; of
/// more, drawing oftener than half a pixel of movement shows nothing new, and eight hours would cost six times as much.
[[nodiscard]] double roundPeriodMs(const TimeSpan& span, double pixels);

/// Draws all charts of one snapshot, one per turn of the event loop, at that pace; five times a second at most while a round
/// takes longer than the window can spare.
/// Thread: GUI. Bound: one round under way and one waiting.
class ChartRounds : public QObject {
    Q_OBJECT
public:
    ChartRounds(const TimeWindow& window, std::vector<ChartPanel*> panels, TimeAxis& axis, QObject* parent = nullptr);

    /// Draws it now, or asks for it again with due() where that would be too early.
    void offer(const std::shared_ptr<const core::Snapshot>& snapshot);
    /// Draws it now.
    void start(const std::shared_ptr<const core::Snapshot>& snapshot);
    /// The stretch of time the present round shows.
    [[nodiscard]] const TimeSpan& span() const noexcept { return m_span; }

Q_SIGNALS:
    void due();

private:
    void begin();
    void drawNext();
    void takeMarkers();
    [[nodiscard]] double periodMs() const;

    const TimeWindow& m_window;
    const std::vector<ChartPanel*> m_panels;
    TimeAxis& m_axis;
    std::shared_ptr<const core::Snapshot> m_snapshot;
    TimeSpan m_span;
    std::pair<std::size_t, std::uint64_t> m_markersSeen{0, 0};
    std::uint64_t m_drawnSequence = 0;
    core::SessionState m_drawnState = core::SessionState::idle;
    QTimer m_turn;
    QTimer m_late; ///< draws what came too early to be drawn
    QElapsedTimer m_sinceRound;
    QElapsedTimer m_sinceTurn;
    double m_roundMs = 0; ///< the present round has taken so far, the waits apart
    double m_costMs = 0;  ///< of a round, mean of the last ones
    std::size_t m_next = 0;
    bool m_again = false;
};

} // namespace headroom::ui
