// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/metrics/history.h"

namespace headroom::core {

struct Point {
    double x = 0;
    double y = 0;
};

/// Points of one metric between two times (seconds of the history), taken from the finest tier that covers the range,
/// at most two (minimum and maximum, in order) per column. NaN values are left out; `scale` multiplies y.
[[nodiscard]] std::vector<Point> decimate(const HistoryView& history, MetricIndex metric, double fromSeconds, double toSeconds,
                                          std::size_t columns, double scale = 1.0);

/// The last value of a metric that is not NaN at or before a time; NaN when there is none.
[[nodiscard]] double valueAt(const HistoryView& history, MetricIndex metric, double seconds);

} // namespace headroom::core
