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

/// Seconds between two samples where a range that begins there is taken from: 0.1, 0.5 or 5.
[[nodiscard]] double sampleSpacing(const HistoryView& history, double fromSeconds);

/// The time of the sample that is `steps` samples after (before, when negative) a time, of those that a range from
/// `fromSeconds` on is taken from. Ends at the first and the last one; `at` itself when there is none.
[[nodiscard]] double sampleBeside(const HistoryView& history, double fromSeconds, double at, std::ptrdiff_t steps);

/// The last value of a metric that is not NaN at or before a time; NaN when there is none.
[[nodiscard]] double valueAt(const HistoryView& history, MetricIndex metric, double seconds);

} // namespace headroom::core
