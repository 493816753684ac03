// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QList>
#include <QRectF>

#include "core/metrics/decimate.h"
#include "ui/charts/chart_catalog.h"
#include "ui/charts/plot_map.h"

class QFont;
class QPainter;

namespace headroom::ui {

/// One limit over a stretch of the history.
struct LimitLine {
    const LineSpec* spec = nullptr;
    std::vector<core::Point> steps; ///< where the value changed; it holds until the next one
    double end = 0;                 ///< seconds until which the last value holds
    double value = 0;               ///< the last one
    bool offScale = false;          ///< far above the curve: named at the top edge, not drawn
    QString label;                  ///< name and value, with an arrow when off the scale
};

/// The lines known somewhere in the span, in the order of the table. A line that is still known at the newest sample
/// holds to the end of the span. Bound: 2 * columns points a line, two where it never moved.
[[nodiscard]] std::vector<LimitLine> limitLines(std::span<const LineSpec> specs, const core::HistoryView& history,
                                                const TimeSpan& span, std::size_t columns);

/// Decides which lines are off the scale and returns how high the scale must be: the curve's maximum, and each line that
/// is no further above it (and above the lines before) than its reach or that the present scale covers anyway.
double coverLines(std::vector<LimitLine>& lines, double curveMaximum, double presentTop);

/// Names the lines; `pretended` says that the container's limit is the user's own.
void nameLines(std::vector<LimitLine>& lines, bool pretended);

/// A label that wants to stand at the right end of its line.
struct EndLabel {
    double y = 0;         ///< of its line, pixels
    double width = 0;
    bool offScale = false; ///< stands below the top edge instead
};

/// Places the labels at the right edge of the plot: above its line, below it, or further left, so that no label covers
/// another one, what is `taken`, or (where there is room) another line. Where that leaves no place beside its line it
/// stands as near to it as can be.
[[nodiscard]] std::vector<QRectF> placeEndLabels(const std::vector<EndLabel>& labels, double height, const QRectF& plot,
                                                 const QList<QRectF>& taken);

/// Draws the strokes; labels come later, over what stands in between.
void paintLimitLines(QPainter& painter, const std::vector<LimitLine>& lines, const PlotMap& map, const ThemeColors& colors);
/// Draws the labels and returns where they stand.
QList<QRectF> paintLimitLabels(QPainter& painter, const std::vector<LimitLine>& lines, const PlotMap& map, const ThemeColors& colors,
                               const QFont& font, const QList<QRectF>& taken);

} // namespace headroom::ui
