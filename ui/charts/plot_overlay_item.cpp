// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include "ui/charts/chart_catalog.h"
#include "ui/charts/plot_items.h"
#include "ui/theme/icons.h"

namespace headroom::ui {

namespace {

constexpr int labelRows = 3;
constexpr double longestLabel = 230; ///< in a narrow plot
constexpr double labelShare = 0.85;   ///< of a wide one
constexpr double labelPadding = 5;
constexpr int iconSize = 12;
constexpr double hoverReach = 5;
constexpr double smallestCommitGap = 9;

/// How a kind of event looks: icon, colour, tint.
struct MarkerLook {
    core::EventKind kind;
    const char* icon;
    ColorRole color;
    ColorRole tint;
};

constexpr MarkerLook looks[] = {
    {core::EventKind::info, "info", &ThemeColors::info, &ThemeColors::infoTint},
    {core::EventKind::setting, "settings", &ThemeColors::adapt, &ThemeColors::adaptTint},
    {core::EventKind::commit, "commit", &ThemeColors::ok, &ThemeColors::okTint},
    {core::EventKind::pause, "pause", &ThemeColors::risk, &ThemeColors::riskTint},
    {core::EventKind::guard, "shield", &ThemeColors::risk, &ThemeColors::riskTint},
    {core::EventKind::rebalance, "group", &ThemeColors::info, &ThemeColors::infoTint},
    {core::EventKind::trim, "trim", &ThemeColors::info, &ThemeColors::infoTint},
    {core::EventKind::error, "error", &ThemeColors::error, &ThemeColors::errorTint},
    {core::EventKind::client, "warning", &ThemeColors::adapt, &ThemeColors::adaptTint},
};

const MarkerLook& lookOf(core::EventKind kind)
{
    const auto* look = std::ranges::find(looks, kind, &MarkerLook::kind);
    return look == std::end(looks) ? looks[0] : *look;
}

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

void PlotOverlayItem::measureLabels()
{
    // Once per marker, not per frame: a long run has hundreds.
    const QFontMetricsF metrics(m_font);
    m_labelWidths.clear();
    for (const ChartMarker& marker : m_overlay.hasLabels ? m_overlay.markers : std::vector<ChartMarker>()) {
        m_labelWidths.push_back(metrics.horizontalAdvance(marker.text) + iconSize + 3 * labelPadding);
    }
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

const ChartMarker* PlotOverlayItem::hoveredMarker() const
{
    if (!m_overlay.hover) {
        return nullptr;
    }
    const double reach = hoverReach * m_map.span.length() / std::max(1.0, m_map.area.width());
    const ChartMarker* nearest = nullptr;
    for (const ChartMarker& marker : m_overlay.markers) {
        const double distance = std::abs(marker.seconds - *m_overlay.hover);
        if (distance <= reach && (nearest == nullptr || distance < std::abs(nearest->seconds - *m_overlay.hover))) {
            nearest = &marker;
        }
    }
    return nearest;
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
    for (const double seconds : m_overlay.commits) {
        const double x = m_map.x(seconds);
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
        if (marker.seconds < m_map.span.from || marker.seconds > m_map.span.to || x == last) {
            continue;
        }
        last = x;
        // Lines run on through the gaps, so that those of all charts join.
        painter.setPen(QPen(m_colors.*lookOf(marker.kind).color, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, m_whole.top()), QPointF(x, m_whole.bottom()));
    }
}

QList<QRectF> PlotOverlayItem::paintLabels(QPainter& painter) const
{
    QList<QRectF> boxes;
    const QFontMetricsF metrics(m_font);
    const double height = metrics.height() + 3;
    const ChartMarker* hovered = hoveredMarker();
    std::vector<const ChartMarker*> visible;
    std::vector<double> positions;
    std::vector<double> widths;
    for (std::size_t i = 0; i < m_overlay.markers.size() && m_overlay.markerLabels; ++i) {
        const ChartMarker& marker = m_overlay.markers[i];
        if (marker.seconds >= m_map.span.from && marker.seconds <= m_map.span.to) {
            visible.push_back(&marker);
            positions.push_back(m_map.x(marker.seconds));
            widths.push_back(std::min(std::max(longestLabel, labelShare * m_map.area.width()), m_labelWidths[i]));
        }
    }
    painter.setFont(m_font);
    for (const PlacedLabel& label : placeLabels(positions, widths, m_map.area.left(), m_map.area.right(), labelRows)) {
        QRectF box(label.left, m_map.area.top() + 4 + label.row * (height + 3), label.width, height);
        const QString more = label.hidden > 0 ? QStringLiteral("+%1").arg(label.hidden) : QString();
        const double moreWidth = more.isEmpty() ? 0 : metrics.horizontalAdvance(more) + 4;
        box.setRight(std::min(box.right(), m_map.area.right() - 1 - moreWidth));
        boxes.append(box.adjusted(0, 0, moreWidth, 0));
        const ChartMarker& marker = *visible[label.marker];
        const double room = box.width() - iconSize - 3 * labelPadding + 1;
        paintLabel(painter, marker, metrics.elidedText(marker.text, Qt::ElideRight, room), box);
        if (!more.isEmpty()) {
            const QRectF plate(box.right() + 1, box.top(), moreWidth, height);
            painter.fillRect(plate, m_colors.plot);
            painter.setPen(m_colors.dimText);
            painter.drawText(plate, Qt::AlignCenter, more);
        }
    }
    if (hovered != nullptr) {
        const auto index = static_cast<std::size_t>(hovered - m_overlay.markers.data());
        const double width = std::min(m_labelWidths[index], m_map.area.width());
        const double left = std::clamp(m_map.x(hovered->seconds) + 3, m_map.area.left(), m_map.area.right() - width);
        const QString text = metrics.elidedText(hovered->text, Qt::ElideRight, width - iconSize - 3 * labelPadding + 1);
        boxes.append(QRectF(left, m_map.area.top() + 4, width, height));
        paintLabel(painter, *hovered, text, boxes.last());
    }
    return boxes;
}

void PlotOverlayItem::paintLabel(QPainter& painter, const ChartMarker& marker, const QString& text, const QRectF& box) const
{
    const MarkerLook& look = lookOf(marker.kind);
    const QColor& color = m_colors.*look.color;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, 1));
    painter.setBrush(m_colors.*look.tint);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QSize size(iconSize, iconSize);
    painter.drawPixmap(QPointF(box.left() + labelPadding, std::round(box.center().y() - iconSize / 2.0)),
                       themedIcon(look.icon, color).pixmap(size, painter.device()->devicePixelRatioF()));
    painter.setPen(color);
    painter.drawText(box.adjusted(iconSize + 2 * labelPadding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
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
