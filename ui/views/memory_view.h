// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "core/session/snapshot.h"
#include "ui/charts/time_window.h"

class QAction;

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
    /// Puts a button over the charts that does the first action and offers all of them.
    void setPictureActions(const QList<QAction*>& actions);
    /// Chooses the marker of an event and brings it into sight.
    void selectMarker(quint64 number);
    /// Asks for a note, at the hover line or else now; noteEntered brings it.
    void askForNote();
    /// Bytes the charts hold, estimated from their points: bounded, however long a run is.
    [[nodiscard]] core::Bytes bytes() const;
    /// The stretch of time in sight.
    [[nodiscard]] TimeSpan span() const;
    /// Charts, read-outs and time axis, without the controls: what a picture shows.
    [[nodiscard]] QWidget& chartArea() const;
    /// Never null.
    [[nodiscard]] const std::shared_ptr<const core::Snapshot>& snapshot() const;
    /// The read-outs beside all charts as lines, for the clipboard.
    [[nodiscard]] QString readoutText() const;

Q_SIGNALS:
    /// The user chose a marker; `open`: and wants to see its event.
    void markerChosen(quint64 number, bool open);
    void noteEntered(const QString& text, double seconds);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Parts;
    void buildControls();
    void buildCharts();
    void buildCursor();
    void startRound();
    void updateFigures();

    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
