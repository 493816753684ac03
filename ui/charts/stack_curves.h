// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/metrics/decimate.h"
#include "ui/charts/chart_catalog.h"
#include "ui/charts/time_window.h"

namespace headroom::ui {

/// Points of a line and of the layers under it at the same instants. tops[i][k] is the sum of layers 0..i at line[k].
struct StackCurves {
    std::vector<core::Point> line;
    std::vector<std::vector<double>> tops;
    [[nodiscard]] double maximum() const;
};

/// At most this many columns, so at most twice as many points a series.
inline constexpr std::size_t maxColumns = 400;

/// Reduces a metric to the line and its layers to sums. A layer not yet known counts as 0; the layer without a metric
/// takes what is left under the line. Where the parts exceed the line they are drawn as they are.
[[nodiscard]] StackCurves stackCurves(const core::HistoryView& history, std::string_view metric, std::span<const LayerSpec> layers,
                                      const TimeSpan& span, std::size_t columns);

} // namespace headroom::ui
