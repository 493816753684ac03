// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "core/base/number_format.h"
#include "ui/charts/marker_looks.h"
#include "ui/charts/plot_items.h"

namespace headroom::ui {

namespace {

constexpr double smallestCommitGap = 9;
constexpr float stretchOpacity = 0.22F;

} // namespace

PlotOverlayItem::PlotOverlayItem(QGraphicsItem* parent) : QGraphicsItem(parent) {}

void PlotOverlayItem::setLook(const ThemeColors& colors, const QFont& font)
{
    m_colors = colors;
    m_font = font;
    m_bold = font;
    m_bold.setBold(true);
    measureLabels();
    update();
}

void PlotOverlayItem::setMarkers(std::vector<ChartMarker> markers)
{
    m_overlay.markers = std::move(markers);
    measureLabels();
    update();
}

void PlotOverlayItem::setPlot(const PlotMap& map, const QRectF& whole)
{
    if (whole != m_whole) {
        prepareGeometryChange();
    }
    m_map = map;
    m_whole = whole;
    update();
}

void PlotOverlayItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_overlay.focused ? m_colors.highlight : m_colors.dimText, m_overlay.focused ? 2 : 1));
    painter->drawRect(m_map.area);
    if (!m_overlay.notice.isEmpty()) {
        painter->setPen(m_colors.dimText);
        painter->setFont(m_font);
        painter->drawText(m_map.area, Qt::AlignCenter | Qt::TextWordWrap, m_overlay.notice);
    }
    paintLimitLines(*painter, m_overlay.lines, m_map, m_colors);
    paintCommits(*painter);
    paintMarkers(*painter);
    paintStretch(*painter);
    const QList<QRectF> taken = m_overlay.hasLabels ? paintLabels(*painter) : QList<QRectF>();
    paintLimitLabels(*painter, m_overlay.lines, m_map, m_colors, m_bold, taken);
    paintHover(*painter);
    painter->restore();
}

void PlotOverlayItem::paintCommits(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_colors.ok);
    const double base = m_map.area.bottom() + 8;
    double last = -smallestCommitGap;
    for (const core::Point& commit : m_overlay.commits) {
        const double x = m_map.x(commit.x);
        if (x < m_map.area.left() || x > m_map.area.right() || x - last < smallestCommitGap) {
            continue;
        }
        last = x;
        painter.drawPolygon(QPolygonF({QPointF(x - 4, base), QPointF(x + 4, base), QPointF(x, base - 6)}));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotOverlayItem::paintMarkers(QPainter& painter) const
{
    double last = -1;
    for (const ChartMarker& marker : m_overlay.markers) {
        const double x = std::round(m_map.x(marker.seconds));
        const bool chosen = m_overlay.selected != 0 && marker.number == m_overlay.selected;
        if (!m_map.span.contains(marker.seconds) || (x == last && !chosen)) {
            continue;
        }
        last = x;
        // Lines run on through the gaps, so that those of all charts join.
        painter.setPen(QPen(m_colors.*markerLook(marker.kind).color, chosen ? 2 : 1, chosen ? Qt::SolidLine : Qt::DashLine));
        painter.drawLine(QPointF(x, m_whole.top()), QPointF(x, m_whole.bottom()));
    }
}

void PlotOverlayItem::paintStretch(QPainter& painter) const
{
    if (!m_overlay.stretch) {
        return;
    }
    const double left = std::round(m_map.x(m_overlay.stretch->from));
    const double right = std::round(m_map.x(m_overlay.stretch->to));
    const QRectF band(left, m_whole.top(), right - left, m_whole.height());
    QColor tint = m_colors.highlight;
    tint.setAlphaF(stretchOpacity);
    painter.fillRect(band, tint);
    painter.setPen(QPen(m_colors.highlight, 1));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
    if (m_overlay.hasLabels) {
        const auto length = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(m_overlay.stretch->length()));
        const QString text = QString::fromStdString(core::formatDuration(length));
        const QFontMetricsF metrics(m_bold);
        QRectF plate(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
        plate.moveCenter({std::clamp(band.center().x(), m_map.area.left() + plate.width() / 2, m_map.area.right() - plate.width() / 2), m_map.area.center().y()});
        painter.fillRect(plate, m_colors.plot);
        painter.setFont(m_bold);
        painter.setPen(m_colors.text);
        painter.drawText(plate, Qt::AlignCenter, text);
    }
}

void PlotOverlayItem::paintHover(QPainter& painter) const
{
    if (!m_overlay.hover || *m_overlay.hover < m_map.span.from || *m_overlay.hover > m_map.span.to) {
        return;
    }
    const double x = std::round(m_map.x(*m_overlay.hover));
    painter.setPen(QPen(m_colors.text, 1));
    painter.drawLine(QPointF(x, m_map.area.top()), QPointF(x, m_whole.bottom()));
    if (m_overlay.hoverValue) {
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setBrush(m_colors.plot);
        painter.setPen(QPen(m_colors.text, 1.5));
        painter.drawEllipse(QPointF(x, m_map.y(*m_overlay.hoverValue)), 3.5, 3.5);
    }
}

} // namespace headroom::ui
