// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "core/session/snapshot.h"
#include "ui/charts/time_window.h"

namespace headroom::ui {

/// An event worth a line through all charts.
struct ChartMarker {
    double seconds = 0;
    core::EventKind kind = core::EventKind::info;
    QString text;
    std::uint64_t number = 0; ///< of the event
};

/// The markers among a snapshot's events, oldest first.
[[nodiscard]] std::vector<ChartMarker> markersOf(const core::Snapshot& snapshot);

/// Where one label goes. `hidden` counts the labels that found no room after this one and are shown as "+2".
struct PlacedLabel {
    std::size_t marker = 0;
    int row = 0;
    double left = 0; ///< pixels
    double width = 0;
    int hidden = 0;
};

/// Places labels of these pixel positions and widths in `rows` rows of one plot from `from` to `to`, without overlap:
/// right of their line, or left of it at the plot's right edge. Positions must rise.
[[nodiscard]] std::vector<PlacedLabel> placeLabels(const std::vector<double>& positions, const std::vector<double>& widths,
                                                   double from, double to, int rows);

} // namespace headroom::ui
