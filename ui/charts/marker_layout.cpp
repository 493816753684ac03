// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/marker_layout.h"

#include <algorithm>

#include "ui/language/language.h"

namespace headroom::ui {

namespace {
constexpr double lineGap = 3;  ///< pixels between a line and its label
constexpr double labelGap = 4; ///< pixels between two labels
constexpr double moreWidth = 26;
} // namespace

std::vector<ChartMarker> markersOf(const core::Snapshot& snapshot)
{
    std::vector<ChartMarker> markers;
    for (const core::SessionEvent& event : snapshot.events) {
        if (event.marker) {
            const QString text = event.kind == core::EventKind::note ? QString::fromStdString(event.text) : coreText(event.text);
            markers.push_back({event.seconds, event.kind, text, event.number});
        }
    }
    std::ranges::stable_sort(markers, {}, &ChartMarker::seconds);
    return markers;
}

std::vector<PlacedLabel> placeLabels(const std::vector<double>& positions, const std::vector<double>& widths, double from,
                                     double to, int rows)
{
    std::vector<PlacedLabel> placed;
    std::vector<double> rowEnds(static_cast<std::size_t>(rows), from);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const bool fitsRight = positions[i] + lineGap + widths[i] <= to;
        const double left = fitsRight ? positions[i] + lineGap : positions[i] - lineGap - widths[i];
        const auto row = std::ranges::find_if(rowEnds, [left](double end) { return left >= end; });
        if (row == rowEnds.end() || left < from) {
            if (!placed.empty()) {
                PlacedLabel& last = placed.back();
                if (last.hidden++ == 0) {
                    rowEnds[static_cast<std::size_t>(last.row)] += moreWidth;
                }
            }
            continue;
        }
        placed.push_back({i, static_cast<int>(row - rowEnds.begin()), left, widths[i], 0});
        *row = left + widths[i] + labelGap;
    }
    return placed;
}

} // namespace headroom::ui
