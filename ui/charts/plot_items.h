// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QFont>
#include <QGraphicsItem>
#include <QStringList>

#include "ui/charts/limit_lines.h"
#include "ui/charts/marker_layout.h"
#include "ui/charts/plot_map.h"
#include "ui/charts/value_scale.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

/// What lies under the curves: plot background, grid and labels of the value axis. Thread: GUI.
class PlotFrameItem : public QGraphicsItem {
public:
    PlotFrameItem(core::MetricUnit unit, QGraphicsItem* parent);
    void setLook(const ThemeColors& colors, const QFont& font);
    void setPlot(const PlotMap& map, const ValueScale& scale, const QRectF& whole);

    [[nodiscard]] QRectF boundingRect() const override { return m_whole; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    core::MetricUnit m_unit;
    ThemeColors m_colors;
    QFont m_font;
    PlotMap m_map;
    ValueScale m_scale;
    QRectF m_whole;
};

/// What lies over the curves; what is outside the plot is not drawn.
struct PlotOverlay {
    std::vector<ChartMarker> markers;
    bool hasLabels = false;         ///< this plot is the one that names markers
    bool markerLabels = false;      ///< names all of them, not only the one under the pointer
    std::uint64_t pointed = 0;      ///< number of the marker whose label is under the pointer; 0: none
    std::uint64_t selected = 0;     ///< number of the marker that is chosen; 0: none
    bool atTicks = false;           ///< the pointer is where the ticks of commits are
    std::optional<TimeSpan> stretch; ///< being marked with the pointer
    std::vector<core::Point> commits; ///< seconds and latency in ms; small triangles under the axis
    std::vector<LimitLine> lines;
    std::optional<double> hover;    ///< seconds
    std::optional<double> hoverValue;
    QString notice;                 ///< centred text instead of curves
    bool focused = false;
};

/// Lines of limits, markers with their labels, commit ticks, hover line. Thread: GUI. Bound: the snapshot's events.
class PlotOverlayItem : public QGraphicsItem {
public:
    explicit PlotOverlayItem(QGraphicsItem* parent);
    void setLook(const ThemeColors& colors, const QFont& font);
    void setPlot(const PlotMap& map, const QRectF& whole);
    void setMarkers(std::vector<ChartMarker> markers);
    /// Everything but the markers; call update() or setPlot() afterwards.
    [[nodiscard]] PlotOverlay& edit() noexcept { return m_overlay; }
    [[nodiscard]] const PlotOverlay& overlay() const noexcept { return m_overlay; }
    /// The marker whose label is under the pointer, else the one whose line is within a few pixels of the hover line.
    [[nodiscard]] const ChartMarker* hoveredMarker() const;
    /// The marker whose label or line is at a place of the plot.
    [[nodiscard]] const ChartMarker* markerAt(const QPointF& place) const;
    /// What the labels say that stand out because of pointer or choice; a tick under the axis is named too.
    [[nodiscard]] QStringList namedTexts() const;

    [[nodiscard]] QRectF boundingRect() const override { return m_whole; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void measureLabels();
    void paintCommits(QPainter& painter) const;
    void paintMarkers(QPainter& painter) const;
    void paintStretch(QPainter& painter) const;
    /// Returns the places it took.
    QList<QRectF> paintLabels(QPainter& painter) const;
    void paintRows(QPainter& painter, QList<QRectF>& boxes) const;
    /// The whole text, in several lines where the plot is narrow.
    QRectF paintNamed(QPainter& painter, const ChartMarker& marker, bool atBottom) const;
    void paintLabel(QPainter& painter, const ChartMarker& marker, const QString& text, const QRectF& box) const;
    void paintHover(QPainter& painter) const;
    [[nodiscard]] const ChartMarker* markerOf(std::uint64_t number) const;
    /// The markers whose whole text is shown, the one on top last.
    [[nodiscard]] std::vector<const ChartMarker*> namedMarkers() const;
    /// The commit whose tick is at the hover line, as a marker would be.
    [[nodiscard]] std::optional<ChartMarker> hoveredCommit() const;
    /// The nearest of some instants to a second within reach of the pointer; -1: none.
    template <class List, class Seconds>
    [[nodiscard]] std::ptrdiff_t nearest(const List& list, Seconds seconds, double at) const;

    ThemeColors m_colors;
    QFont m_font;
    QFont m_bold;
    PlotMap m_map;
    QRectF m_whole;
    PlotOverlay m_overlay;
    std::vector<double> m_labelWidths; ///< one a marker
    mutable std::vector<std::pair<QRectF, std::uint64_t>> m_labelPlaces; ///< as last painted
};

} // namespace headroom::ui
