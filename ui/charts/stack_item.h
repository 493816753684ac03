// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <QGraphicsItem>

#include "ui/charts/plot_map.h"
#include "ui/charts/stack_curves.h"

namespace headroom::ui {

/// The stacked layers of one chart, drawn by one item: one polygon a layer, no pen, a seam of one pixel above each.
/// (A QAreaSeries per layer costs three times as much a frame.) Thread: GUI. Bound: the points of its curves.
class StackItem : public QGraphicsItem {
public:
    StackItem(std::span<const LayerSpec> layers, QGraphicsItem* parent);

    void setColors(const ThemeColors& colors);
    void setMap(const PlotMap& map);
    void setCurves(StackCurves curves);
    [[nodiscard]] const StackCurves& curves() const noexcept { return m_curves; }

    [[nodiscard]] QRectF boundingRect() const override { return m_map.area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintLayer(QPainter& painter, std::size_t layer, const QPolygonF& upper, const QPolygonF& lower) const;

    std::span<const LayerSpec> m_layers;
    ThemeColors m_colors;
    PlotMap m_map;
    StackCurves m_curves;
};

/// The brush of a pattern over a layer of the given plot colour; no brush for plain.
[[nodiscard]] QBrush patternBrush(LayerPattern pattern, const QColor& plot);

} // namespace headroom::ui
