// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/stack_curves.h"

#include <algorithm>

namespace headroom::ui {

namespace {

/// Adds a curve to sums, read off at the instants of the line: before its first point it is 0, after its last it stays.
void addCurve(const std::vector<core::Point>& curve, const std::vector<core::Point>& line, std::vector<double>& sums)
{
    std::size_t next = 0;
    for (std::size_t k = 0; k < line.size(); ++k) {
        const double x = line[k].x;
        while (next < curve.size() && curve[next].x <= x) {
            ++next;
        }
        if (next == 0) {
            continue;
        }
        const core::Point& left = curve[next - 1];
        if (next == curve.size() || left.x == x) {
            sums[k] += left.y;
            continue;
        }
        const core::Point& right = curve[next];
        sums[k] += left.y + (right.y - left.y) * (x - left.x) / (right.x - left.x);
    }
}

} // namespace

double StackCurves::maximum() const
{
    double most = 0;
    for (const core::Point& point : line) {
        most = std::max(most, point.y);
    }
    for (const double top : tops.empty() ? std::vector<double>() : tops.back()) {
        most = std::max(most, top);
    }
    return most;
}

StackCurves stackCurves(const core::HistoryView& history, std::string_view metric, std::span<const LayerSpec> layers,
                        const TimeSpan& span, std::size_t columns)
{
    StackCurves curves;
    // A column or a sample more at each side, so that the curves reach the edges of the plot.
    const double more = std::max(span.length() / static_cast<double>(columns), 1.1 * core::sampleSpacing(history, span.from));
    const double from = std::max(0.0, span.from - more);
    const double to = span.to + more;
    curves.line = core::decimate(history, core::metricIndex(metric), from, to, columns);
    std::vector<double> sums(curves.line.size());
    for (const LayerSpec& layer : layers) {
        if (layer.metric.empty()) {
            for (std::size_t k = 0; k < sums.size(); ++k) {
                sums[k] = std::max(sums[k], curves.line[k].y);
            }
        } else {
            addCurve(core::decimate(history, core::metricIndex(layer.metric), from, to, columns), curves.line, sums);
        }
        curves.tops.push_back(sums);
    }
    return curves;
}

} // namespace headroom::ui
