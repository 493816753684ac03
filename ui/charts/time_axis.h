// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/base/clock.h"
#include "ui/charts/time_window.h"

namespace headroom::ui {

/// The one time axis under all charts: local clock times at round steps. Thread: GUI.
class TimeAxis : public QWidget {
    Q_OBJECT
public:
    explicit TimeAxis(QWidget* parent = nullptr);
    void display(core::WallTime began, const TimeSpan& span);
    /// Text and position (seconds) of the labels.
    [[nodiscard]] QList<QPair<double, QString>> labels() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    core::WallTime m_began{};
    TimeSpan m_span;
    bool m_known = false;
};

/// HH:MM:SS of a second of the history.
[[nodiscard]] QString clockText(core::WallTime began, double seconds);

} // namespace headroom::ui
