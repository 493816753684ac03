// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/stack_item.h"

#include <algorithm>
#include <cmath>

#include <QPaintEngine>
#include <QPainter>

namespace headroom::ui {

namespace {

constexpr int hatchTile = 6;
constexpr int dotTile = 4;
constexpr double thinnestSeamed = 4; ///< pixels

QPixmap patternTile(LayerPattern pattern, const QColor& color)
{
    const int side = pattern == LayerPattern::hatch ? hatchTile : dotTile;
    QPixmap tile(side, side);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setPen(color);
    if (pattern == LayerPattern::hatch) {
        painter.drawLine(0, side - 1, side - 1, 0);
    } else {
        painter.drawPoint(1, 1);
        painter.drawPoint(3, 3);
    }
    return tile;
}

/// The drawn stretch of one layer.
struct Band {
    QPolygonF lower;
    QPolygonF upper;
    [[nodiscard]] bool isThick(qsizetype k) const { return lower[k].y() - upper[k].y() >= thinnestSeamed; }
};

/// Parts two layers where both are thick enough: over a thin one the seam would be all that is seen.
void paintSeam(QPainter& painter, const Band& below, const Band& above)
{
    qsizetype start = 0;
    for (qsizetype k = 0; k <= above.lower.size(); ++k) {
        if (k < above.lower.size() && below.isThick(k) && above.isThick(k)) {
            continue;
        }
        if (k - start >= 2) {
            painter.drawPolyline(above.lower.constData() + start, static_cast<int>(k - start));
        }
        start = k + 1;
    }
}

} // namespace

QBrush patternBrush(LayerPattern pattern, const QColor& plot)
{
    if (pattern == LayerPattern::plain) {
        return {};
    }
    QColor faint = plot;
    faint.setAlphaF(0.65F);
    return {patternTile(pattern, faint)};
}

StackItem::StackItem(std::span<const LayerSpec> layers, QGraphicsItem* parent) : QGraphicsItem(parent), m_layers(layers) {}

void StackItem::setColors(const ThemeColors& colors)
{
    m_colors = colors;
    update();
}

void StackItem::setMap(const PlotMap& map)
{
    if (map.area != m_map.area) {
        prepareGeometryChange();
    }
    m_map = map;
    update();
}

void StackItem::setCurves(StackCurves curves)
{
    m_curves = std::move(curves);
    update();
}

void StackItem::paintLayer(QPainter& painter, std::size_t layer, const QPolygonF& upper, const QPolygonF& lower) const
{
    painter.setPen(Qt::NoPen);
    // Piece by piece: the rasterizer sorts all edges that a line of pixels crosses, and hours of a sawing curve cross it a
    // thousand times. Pieces share their ends, and without smoothing no pixel between them is left out. Viewers of a drawing
    // smooth: there it stays whole.
    const qsizetype piece = painter.paintEngine()->type() == QPaintEngine::SVG ? upper.size() : 32;
    for (qsizetype from = 0; from + 1 < upper.size(); from += piece) {
        const qsizetype count = std::min(piece + 1, upper.size() - from);
        QPolygonF shape(upper.mid(from, count));
        std::reverse_copy(lower.begin() + from, lower.begin() + from + count, std::back_inserter(shape));
        painter.setBrush(m_colors.*m_layers[layer].color);
        painter.drawPolygon(shape);
        if (m_layers[layer].pattern != LayerPattern::plain) {
            painter.setBrush(patternBrush(m_layers[layer].pattern, m_colors.plot));
            painter.drawPolygon(shape);
        }
    }
}

void StackItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const auto points = static_cast<qsizetype>(m_curves.line.size());
    if (points < 2) {
        return;
    }
    painter->save();
    painter->setClipRect(m_map.area);
    painter->setRenderHint(QPainter::Antialiasing, false);
    QPolygonF lower(points);
    for (qsizetype k = 0; k < points; ++k) {
        lower[k] = {m_map.x(m_curves.line[static_cast<std::size_t>(k)].x), m_map.area.bottom()};
    }
    QList<Band> bands;
    for (std::size_t layer = 0; layer < m_curves.tops.size(); ++layer) {
        QPolygonF upper(lower);
        const std::vector<double>& tops = m_curves.tops[layer];
        bool visible = false;
        for (qsizetype k = 0; k < points; ++k) {
            upper[k].setY(m_map.y(tops[static_cast<std::size_t>(k)]));
            visible = visible || lower[k].y() - upper[k].y() >= 0.5;
        }
        if (visible) {
            paintLayer(*painter, layer, upper, lower);
            bands.append({lower, upper});
        }
        lower = std::move(upper);
    }
    painter->setPen(QPen(m_colors.plot, 0));
    for (qsizetype i = 1; i < bands.size(); ++i) {
        paintSeam(*painter, bands[i - 1], bands[i]);
    }
    painter->restore();
}

} // namespace headroom::ui
