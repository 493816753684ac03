// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/limit_lines.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include "core/base/number_format.h"

namespace headroom::ui {

namespace {

constexpr double labelPadding = 5;
constexpr double labelGap = 4;
constexpr double coarseSeconds = 5; ///< between samples of the oldest part of the history
constexpr int rowsBelowTop = 5; ///< tried for the labels of lines off the scale

/// Keeps the points where the value changes.
std::vector<core::Point> stepsOf(const std::vector<core::Point>& points)
{
    std::vector<core::Point> steps;
    for (const core::Point& point : points) {
        if (steps.empty() || steps.back().y != point.y) {
            steps.push_back(point);
        }
    }
    return steps;
}

double newestSecond(const core::HistoryView& history)
{
    for (const auto* tier : {&history.fine, &history.medium, &history.coarse}) {
        if (!tier->empty() && !tier->back()->empty()) {
            return tier->back()->back().seconds;
        }
    }
    return 0;
}

bool knownAtTheEnd(const core::HistoryView& history, core::MetricIndex metric)
{
    return history.fine.empty() || history.fine.back()->empty() || !std::isnan(history.fine.back()->back().values[metric]);
}

/// Tries places for one label and keeps the first that meets nothing.
class LabelSpot {
public:
    LabelSpot(const EndLabel& label, double height, const QRectF& plot) : m_label(label), m_height(height), m_plot(plot) {}

    [[nodiscard]] QRectF find(const std::vector<QRectF>& placed, const QList<QRectF>& taken, const std::vector<QRectF>& strokes) const
    {
        std::vector<double> rights{m_plot.right() - labelPadding};
        for (const QRectF& other : placed) {
            rights.push_back(other.left() - labelGap);
        }
        for (const QRectF& other : taken) {
            rights.push_back(other.left() - labelGap);
        }
        std::ranges::sort(rights, std::greater());
        const auto meets = [](const auto& boxes, const QRectF& box) {
            return std::ranges::any_of(boxes, [&box](const QRectF& other) { return other.intersects(box); });
        };
        const auto best = [&](const std::vector<double>& tops, bool clearOfLines) -> std::optional<QRectF> {
            for (const double right : rights) {
                for (const double top : tops) {
                    const QRectF box(right - m_label.width, top, m_label.width, m_height);
                    const bool inside = box.top() > m_plot.top() && box.bottom() < m_plot.bottom() && box.left() > m_plot.left();
                    if (inside && !meets(placed, box) && !meets(taken, box) && !(clearOfLines && meets(strokes, box))) {
                        return box;
                    }
                }
            }
            return std::nullopt;
        };
        for (const std::vector<double>& rows : {tops(), allTops()}) {
            for (const bool clearOfLines : {true, false}) {
                if (const auto box = best(rows, clearOfLines)) {
                    return *box;
                }
            }
        }
        return fallback(placed);
    }

private:
    /// Everywhere, the nearest to the line first: its value says which one is meant.
    [[nodiscard]] std::vector<double> allTops() const
    {
        constexpr double step = 3;
        std::vector<double> tops;
        for (double top = m_plot.top() + step; top + m_height < m_plot.bottom(); top += step) {
            tops.push_back(top);
        }
        std::ranges::sort(tops, {}, [this](double top) { return std::abs(top + m_height / 2 - m_label.y); });
        return tops;
    }
    [[nodiscard]] std::vector<double> tops() const
    {
        if (!m_label.offScale) {
            return {m_label.y - m_height - 3, m_label.y + 3};
        }
        std::vector<double> tops;
        for (int row = 0; row < rowsBelowTop; ++row) {
            tops.push_back(m_plot.top() + 3 + row * (m_height + 2));
        }
        return tops;
    }
    /// A crowded plot: left of all others, over whatever is there.
    [[nodiscard]] QRectF fallback(const std::vector<QRectF>& placed) const
    {
        double right = m_plot.right() - labelPadding;
        for (const QRectF& other : placed) {
            right = std::min(right, other.left() - labelGap);
        }
        const double wanted = m_label.offScale ? m_plot.top() + 3 : m_label.y - m_height - 3;
        const double top = std::clamp(wanted, m_plot.top() + 1, std::max(m_plot.top() + 1, m_plot.bottom() - m_height - 1));
        return {right - m_label.width, top, m_label.width, m_height};
    }

    const EndLabel& m_label;
    double m_height;
    const QRectF& m_plot;
};

} // namespace

std::vector<LimitLine> limitLines(std::span<const LineSpec> specs, const core::HistoryView& history, const TimeSpan& span,
                                  std::size_t columns)
{
    std::vector<LimitLine> lines;
    for (const LineSpec& spec : specs) {
        const core::MetricIndex metric = core::metricIndex(spec.metric);
        const double more = std::max(span.length() / static_cast<double>(columns), 1.1 * core::sampleSpacing(history, span.from));
        const double from = std::max(0.0, span.from - more);
        const std::vector<core::Point> points = core::decimate(history, metric, from, span.to, columns);
        if (points.empty()) {
            continue;
        }
        const bool past = span.to < newestSecond(history);
        const bool holds = past ? span.to - points.back().x < coarseSeconds + 2 * span.length() / static_cast<double>(columns)
                                : knownAtTheEnd(history, metric);
        lines.push_back({&spec, stepsOf(points), holds ? span.to : points.back().x, points.back().y, false, {}});
    }
    return lines;
}

double coverLines(std::vector<LimitLine>& lines, double curveMaximum, double presentTop)
{
    double maximum = curveMaximum;
    for (LimitLine& line : lines) {
        const auto reachable = [&](double value) { return maximum <= 0 || value <= maximum * line.spec->reach || value <= presentTop; };
        line.offScale = !reachable(line.value);
        if (line.offScale) {
            continue;
        }
        double covered = std::max(maximum, line.value);
        for (const core::Point& step : line.steps) {
            covered = reachable(step.y) ? std::max(covered, step.y) : covered;
        }
        maximum = covered;
    }
    return maximum;
}

void nameLines(std::vector<LimitLine>& lines, bool pretended)
{
    for (LimitLine& line : lines) {
        const bool other = pretended && line.spec->pretendedLabel != nullptr;
        const QString value = QString::fromStdString(core::formatBytes(std::llround(line.value)));
        line.label = chartText(other ? line.spec->pretendedLabel : line.spec->label).arg(value);
        if (line.offScale) {
            line.label.prepend(QStringLiteral("\u2191 "));
        }
    }
}

std::vector<QRectF> placeEndLabels(const std::vector<EndLabel>& labels, double height, const QRectF& plot, const QList<QRectF>& taken)
{
    std::vector<QRectF> boxes(labels.size());
    std::vector<QRectF> placed;
    // Labels that belong to a place go first; those at the top edge can stand anywhere along it.
    for (const bool offScale : {false, true}) {
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (labels[i].offScale != offScale) {
                continue;
            }
            std::vector<QRectF> strokes;
            for (std::size_t other = 0; other < labels.size(); ++other) {
                if (other != i && !labels[other].offScale) {
                    strokes.emplace_back(plot.left(), labels[other].y - 1, plot.width(), 2);
                }
            }
            boxes[i] = LabelSpot(labels[i], height, plot).find(placed, taken, strokes);
            placed.push_back(boxes[i]);
        }
    }
    return boxes;
}

void paintLimitLines(QPainter& painter, const std::vector<LimitLine>& lines, const PlotMap& map, const ThemeColors& colors)
{
    painter.save();
    painter.setClipRect(map.area);
    painter.setBrush(Qt::NoBrush);
    for (const LimitLine& line : lines) {
        QPainterPath path;
        double y = 0;
        for (const core::Point& step : line.steps) {
            // Whole pixels keep the horizontal runs sharp, and what moves by less than one is no step to the eye.
            const QPointF to(std::round(map.x(step.x)), std::round(map.y(step.y)));
            if (path.elementCount() == 0) {
                path.moveTo(to);
            } else if (to.y() != y) {
                path.lineTo(to.x(), y);
                path.lineTo(to);
            }
            y = to.y();
        }
        path.lineTo(std::round(map.x(line.end)), y);
        painter.setPen(QPen(colors.*line.spec->color, line.spec->width, line.spec->style, Qt::FlatCap));
        painter.drawPath(path);
    }
    painter.restore();
}

QList<QRectF> paintLimitLabels(QPainter& painter, const std::vector<LimitLine>& lines, const PlotMap& map, const ThemeColors& colors,
                               const QFont& font, const QList<QRectF>& taken)
{
    const QFontMetricsF metrics(font);
    std::vector<EndLabel> wanted;
    for (const LimitLine& line : lines) {
        wanted.push_back({std::round(map.y(line.value)), metrics.horizontalAdvance(line.label) + 2 * labelPadding, line.offScale});
    }
    QColor plate = colors.plot;
    plate.setAlphaF(0.85F);
    painter.setFont(font);
    QList<QRectF> boxes;
    for (const QRectF& box : placeEndLabels(wanted, metrics.height(), map.area, taken)) {
        const LimitLine& line = lines[static_cast<std::size_t>(boxes.size())];
        painter.fillRect(box, plate);
        painter.setPen(colors.*line.spec->color);
        painter.drawText(box, Qt::AlignCenter, line.label);
        boxes.append(box);
    }
    return boxes;
}

} // namespace headroom::ui
