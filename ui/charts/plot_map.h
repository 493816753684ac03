// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "ui/charts/time_window.h"

namespace headroom::ui {

/// From seconds and values to pixels of one plot.
struct PlotMap {
    QRectF area;
    TimeSpan span;
    double top = 1;

    [[nodiscard]] double x(double seconds) const { return area.left() + (seconds - span.from) / span.length() * area.width(); }
    [[nodiscard]] double y(double value) const { return area.bottom() - value / top * area.height(); }
    [[nodiscard]] double seconds(double x) const { return span.from + (x - area.left()) / area.width() * span.length(); }
};

} // namespace headroom::ui
