// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/session/snapshot.h"
#include "ui/charts/time_window.h"

namespace headroom::ui {

/// The centre of the window: RSS stacked by owner with its lines and markers, and rate, lag and batch fill under it on
/// the same time axis; the read-out at the right. Draws one chart per turn of the event loop, and nothing while hidden.
/// Thread: GUI. Bound: <= 800 points a series.
class MemoryView : public QWidget {
    Q_OBJECT
public:
    explicit MemoryView(QWidget* parent = nullptr);
    ~MemoryView() override;
    void apply(const std::shared_ptr<const core::Snapshot>& snapshot);
    /// Bytes the charts hold, estimated from their points: bounded, however long a run is.
    [[nodiscard]] core::Bytes bytes() const;
    /// The stretch of time in sight.
    [[nodiscard]] TimeSpan span() const;

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Parts;
    void buildControls();
    void buildCharts();
    void connectPanels();
    void showRange(double seconds);
    void setFollow(bool follow);
    void changeWindow();
    void startRound();
    void setHover(std::optional<double> seconds);
    void stepHover(double pixels);
    void stepMarker(bool forward);
    void updateFigures();

    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
