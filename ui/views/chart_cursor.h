// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "core/session/snapshot.h"
#include "ui/charts/marker_layout.h"
#include "ui/charts/time_window.h"

class QKeyEvent;

namespace headroom::ui {

class ChartPanel;

/// Where people look and point, for all charts at once: the window of time, the hover line and the chosen marker, moved by
/// pointer and by keys. Says what changed; who draws follows. Thread: GUI.
class ChartCursor : public QObject {
    Q_OBJECT
public:
    /// The first panel names markers and shows the value at the hover line; panels outlive this.
    ChartCursor(std::vector<ChartPanel*> panels, QObject* parent);

    [[nodiscard]] const TimeWindow& window() const noexcept { return m_window; }
    [[nodiscard]] std::optional<double> hover() const noexcept { return m_hover; }
    /// The newest samples; forgets a hover line that has left at the left.
    void take(const std::shared_ptr<const core::Snapshot>& snapshot);
    /// The newest `seconds`, 0 for all.
    void showRange(double seconds);
    void setFollow(bool follow);
    void setHover(std::optional<double> seconds);
    /// Chooses a marker by its event's number and brings it into sight; nothing when there is none.
    void selectMarker(std::uint64_t number);
    /// True when the key is one of the charts'.
    [[nodiscard]] bool handleKey(const QKeyEvent& event);

Q_SIGNALS:
    /// Another stretch of time is to be drawn.
    void windowChanged();
    void hoverChanged();
    /// The user chose a marker; `open`: and wants to see its event.
    void markerChosen(quint64 number, bool open);

private:
    void connectPanel(ChartPanel* panel);
    void choose(std::uint64_t number, bool open);
    void reveal(double seconds);
    void zoomByKey(double factor);
    void stepHover(std::ptrdiff_t samples);
    void stepMarker(bool forward);
    void openMarker();
    void leave();
    [[nodiscard]] const std::vector<ChartMarker>& markers() const;

    const std::vector<ChartPanel*> m_panels;
    TimeWindow m_window;
    std::shared_ptr<const core::Snapshot> m_snapshot;
    std::optional<double> m_hover;
    std::uint64_t m_selected = 0;
};

} // namespace headroom::ui
