// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "core/metrics/memory_ledger.h"
#include "ui/charts/chart_catalog.h"

namespace headroom::ui {

/// What RSS is measured against; unknownBytes: none, or not yet known.
struct GaugeLimits {
    core::Bytes budget = core::unknownBytes;
    core::Bytes ceiling = core::unknownBytes;
    core::Bytes limit = core::unknownBytes; ///< of the container
    bool pretended = false;                 ///< that limit is the user's own
};

/// RSS by owner as one bar, with a tick for each limit: budget solid, ceiling dotted, container limit dashed. The scale
/// ends a little above the largest of them and moves only in steps; what lies far beyond budget and RSS is named at the
/// right end instead, so that it does not squash the bar. Its accessible description is its text(). Thread: GUI.
class HeadroomGauge : public QWidget {
    Q_OBJECT
public:
    explicit HeadroomGauge(QWidget* parent = nullptr);
    void display(const core::LedgerReading& ledger, const GaugeLimits& limits);
    /// "168.2 MiB of 256.0 MiB, ceiling 205.0 MiB, container limit 320.0 MiB"
    [[nodiscard]] QString text() const;
    /// The full length of the bar, bytes.
    [[nodiscard]] double scaleTop() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// A tick and its name; a value beyond the scale stands at the end of the bar with an arrow.
    struct Tick {
        core::Bytes value = core::unknownBytes;
        QString name;
        QColor color;
        Qt::PenStyle style = Qt::SolidLine;
        bool above = false; ///< its name stands above the bar
    };
    [[nodiscard]] std::array<Tick, 3> ticks() const;
    [[nodiscard]] QString limitName() const;
    void rescale();
    void paintLayers(QPainter& painter, const QRectF& bar) const;
    void paintTick(QPainter& painter, const QRectF& bar, const Tick& tick) const;
    void paintNames(QPainter& painter, const QRectF& bar, double leftText) const;

    core::LedgerReading m_ledger;
    GaugeLimits m_limits;
    double m_top = 0;
};

} // namespace headroom::ui
