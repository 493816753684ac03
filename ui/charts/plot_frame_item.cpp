// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "ui/charts/plot_items.h"

namespace headroom::ui {

namespace {
constexpr double labelGap = 6;
} // namespace

PlotFrameItem::PlotFrameItem(core::MetricUnit unit, QGraphicsItem* parent) : QGraphicsItem(parent), m_unit(unit)
{
}

void PlotFrameItem::setLook(const ThemeColors& colors, const QFont& font)
{
    m_colors = colors;
    m_font = font;
    update();
}

void PlotFrameItem::setPlot(const PlotMap& map, const ValueScale& scale, const QRectF& whole)
{
    if (whole != m_whole) {
        prepareGeometryChange();
    }
    m_map = map;
    m_scale = scale;
    m_whole = whole;
    update();
}

void PlotFrameItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const QRectF& area = m_map.area;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->fillRect(area, m_colors.plot);
    painter->setFont(m_font);
    const QFontMetricsF metrics(m_font);
    const int lines = static_cast<int>(std::lround(m_scale.top / m_scale.step));
    double lastLabel = area.bottom() + metrics.height();
    for (int i = 0; i <= lines; ++i) {
        const double value = i * m_scale.step;
        const double y = std::round(m_map.y(value));
        if (i > 0 && i < lines) {
            painter->setPen(QPen(m_colors.grid, 1));
            painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        }
        if (lastLabel - y >= metrics.height()) {
            // The labels at both ends stay inside the chart.
            const double half = metrics.height() / 2;
            const double middle = std::clamp(y, m_whole.top() + half, m_whole.bottom() - half);
            painter->setPen(m_colors.dimText);
            painter->drawText(QRectF(m_whole.left(), middle - half, area.left() - m_whole.left() - labelGap, 2 * half),
                              Qt::AlignRight | Qt::AlignVCenter, scaleLabel(m_unit, m_scale, value));
            lastLabel = y;
        }
    }
    const QString unit = scaleUnit(m_unit, m_scale);
    if (metrics.horizontalAdvance(unit) <= m_whole.height()) { // of a low chart the figure beside it names the unit
        painter->setPen(m_colors.dimText);
        painter->translate(m_whole.left(), area.center().y());
        painter->rotate(-90);
        painter->drawText(QRectF(-m_whole.height() / 2, 0, m_whole.height(), metrics.height()), Qt::AlignCenter, unit);
    }
    painter->restore();
}

} // namespace headroom::ui
