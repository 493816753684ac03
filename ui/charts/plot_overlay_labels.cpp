// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the overlay that names things: labels of markers, all of them and the one that is meant.
#include <algorithm>
#include <chrono>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "core/base/number_format.h"
#include "ui/charts/marker_looks.h"
#include "ui/charts/plot_items.h"
#include "ui/theme/icons.h"

namespace headroom::ui {

namespace {

constexpr int labelRows = 3;
constexpr double longestLabel = 230; ///< in a narrow plot
constexpr double labelShare = 0.85;   ///< of a wide one
constexpr double labelPadding = 5;
constexpr int iconSize = 12;
constexpr double besideText = iconSize + 3 * labelPadding;
constexpr double hoverReach = 5; ///< pixels

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
    {core::EventKind::note, "mark", &ThemeColors::ok, &ThemeColors::okTint},
};

} // namespace

const MarkerLook& markerLook(core::EventKind kind)
{
    const auto* look = std::ranges::find(looks, kind, &MarkerLook::kind);
    return look == std::end(looks) ? looks[0] : *look;
}

void PlotOverlayItem::measureLabels()
{
    // Once per marker, not per frame: a long run has hundreds.
    const QFontMetricsF metrics(m_font);
    m_labelWidths.clear();
    for (const ChartMarker& marker : m_overlay.hasLabels ? m_overlay.markers : std::vector<ChartMarker>()) {
        m_labelWidths.push_back(metrics.horizontalAdvance(marker.text) + besideText);
    }
}

template <class List, class Seconds>
std::ptrdiff_t PlotOverlayItem::nearest(const List& list, Seconds seconds, double at) const
{
    const double reach = hoverReach * m_map.span.length() / std::max(1.0, m_map.area.width());
    std::ptrdiff_t found = -1;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const double distance = std::abs(list[i].*seconds - at);
        if (distance <= reach && (found < 0 || distance < std::abs(list[static_cast<std::size_t>(found)].*seconds - at))) {
            found = static_cast<std::ptrdiff_t>(i);
        }
    }
    return found;
}

const ChartMarker* PlotOverlayItem::markerOf(std::uint64_t number) const
{
    const auto found = number == 0 ? m_overlay.markers.end() : std::ranges::find(m_overlay.markers, number, &ChartMarker::number);
    return found == m_overlay.markers.end() ? nullptr : &*found;
}

const ChartMarker* PlotOverlayItem::hoveredMarker() const
{
    if (const ChartMarker* pointed = markerOf(m_overlay.pointed)) {
        return pointed;
    }
    const auto found = m_overlay.hover ? nearest(m_overlay.markers, &ChartMarker::seconds, *m_overlay.hover) : -1;
    return found < 0 ? nullptr : &m_overlay.markers[static_cast<std::size_t>(found)];
}

const ChartMarker* PlotOverlayItem::markerAt(const QPointF& place) const
{
    // What was painted last lies on top.
    const auto label = std::find_if(m_labelPlaces.rbegin(), m_labelPlaces.rend(), [&place](const auto& one) { return one.first.contains(place); });
    if (label != m_labelPlaces.rend()) {
        return markerOf(label->second);
    }
    const auto found = nearest(m_overlay.markers, &ChartMarker::seconds, m_map.seconds(place.x()));
    return found < 0 ? nullptr : &m_overlay.markers[static_cast<std::size_t>(found)];
}

std::vector<const ChartMarker*> PlotOverlayItem::namedMarkers() const
{
    std::vector<const ChartMarker*> named;
    const ChartMarker* selected = markerOf(m_overlay.selected);
    const ChartMarker* hovered = hoveredMarker();
    // Of two at the same place the chosen one is meant, unless a label is pointed at.
    const bool sameLine = selected != nullptr && hovered != nullptr && m_overlay.pointed == 0 && std::abs(m_map.x(selected->seconds) - m_map.x(hovered->seconds)) <= hoverReach;
    if (hovered != nullptr && hovered != selected && !sameLine) {
        named.push_back(hovered);
    }
    if (selected != nullptr && m_map.span.contains(selected->seconds)) {
        named.insert(named.begin(), selected);
    }
    return named;
}

std::optional<ChartMarker> PlotOverlayItem::hoveredCommit() const
{
    const auto found = m_overlay.hover && m_overlay.atTicks ? nearest(m_overlay.commits, &core::Point::x, *m_overlay.hover) : -1;
    if (found < 0) {
        return std::nullopt;
    }
    const core::Point& commit = m_overlay.commits[static_cast<std::size_t>(found)];
    const auto latency = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double, std::milli>(commit.y));
    const QString text = chartText(QT_TRANSLATE_NOOP("Charts", "committed in %1")).arg(QString::fromStdString(core::formatDuration(latency)));
    return ChartMarker{commit.x, core::EventKind::commit, text};
}

QStringList PlotOverlayItem::namedTexts() const
{
    QStringList texts;
    for (const ChartMarker* marker : namedMarkers()) {
        texts << marker->text;
    }
    if (const auto commit = hoveredCommit()) {
        texts << commit->text;
    }
    return texts;
}

QList<QRectF> PlotOverlayItem::paintLabels(QPainter& painter) const
{
    QList<QRectF> boxes;
    m_labelPlaces.clear();
    painter.setFont(m_font);
    if (m_overlay.markerLabels) {
        paintRows(painter, boxes);
    }
    for (const ChartMarker* marker : namedMarkers()) {
        boxes.append(paintNamed(painter, *marker, false));
        m_labelPlaces.emplace_back(boxes.last(), marker->number);
    }
    if (const auto commit = hoveredCommit()) {
        boxes.append(paintNamed(painter, *commit, true));
    }
    return boxes;
}

void PlotOverlayItem::paintRows(QPainter& painter, QList<QRectF>& boxes) const
{
    const QFontMetricsF metrics(m_font);
    const double height = metrics.height() + 3;
    std::vector<const ChartMarker*> visible;
    std::vector<double> positions;
    std::vector<double> widths;
    for (std::size_t i = 0; i < m_overlay.markers.size(); ++i) {
        const ChartMarker& marker = m_overlay.markers[i];
        if (m_map.span.contains(marker.seconds)) {
            visible.push_back(&marker);
            positions.push_back(m_map.x(marker.seconds));
            widths.push_back(std::min(std::max(longestLabel, labelShare * m_map.area.width()), m_labelWidths[i]));
        }
    }
    for (const PlacedLabel& label : placeLabels(positions, widths, m_map.area.left(), m_map.area.right(), labelRows)) {
        QRectF box(label.left, m_map.area.top() + 4 + label.row * (height + 3), label.width, height);
        const QString more = label.hidden > 0 ? QStringLiteral("+%1").arg(label.hidden) : QString();
        const double moreWidth = more.isEmpty() ? 0 : metrics.horizontalAdvance(more) + 4;
        box.setRight(std::min(box.right(), m_map.area.right() - 1 - moreWidth));
        boxes.append(box.adjusted(0, 0, moreWidth, 0));
        const ChartMarker& marker = *visible[label.marker];
        m_labelPlaces.emplace_back(box, marker.number);
        paintLabel(painter, marker, metrics.elidedText(marker.text, Qt::ElideRight, box.width() - besideText + 1), box);
        if (!more.isEmpty()) {
            const QRectF plate(box.right() + 1, box.top(), moreWidth, height);
            painter.fillRect(plate, m_colors.plot);
            painter.setPen(m_colors.dimText);
            painter.drawText(plate, Qt::AlignCenter, more);
        }
    }
}

QRectF PlotOverlayItem::paintNamed(QPainter& painter, const ChartMarker& marker, bool atBottom) const
{
    const QFontMetricsF metrics(m_font);
    const double width = std::min(metrics.horizontalAdvance(marker.text) + besideText, m_map.area.width() - 2);
    const QRectF room(0, 0, width - besideText + 1, m_map.area.height());
    const double height = metrics.boundingRect(room, Qt::TextWordWrap | Qt::TextWrapAnywhere, marker.text).height() + 3;
    const double left = std::clamp(m_map.x(marker.seconds) + 3, m_map.area.left() + 1, m_map.area.right() - width - 1);
    const QRectF box(left, atBottom ? m_map.area.bottom() - height - 4 : m_map.area.top() + 4, width, height);
    paintLabel(painter, marker, marker.text, box);
    return box;
}

void PlotOverlayItem::paintLabel(QPainter& painter, const ChartMarker& marker, const QString& text, const QRectF& box) const
{
    const MarkerLook& look = markerLook(marker.kind);
    const QColor& color = m_colors.*look.color;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, 1));
    painter.setBrush(m_colors.*look.tint);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QSize size(iconSize, iconSize);
    const double firstLine = box.top() + (QFontMetricsF(m_font).height() + 3) / 2;
    painter.drawPixmap(QPointF(box.left() + labelPadding, std::round(firstLine - iconSize / 2.0)),
                       themedIcon(look.icon, color).pixmap(size, painter.device()->devicePixelRatioF()));
    painter.setPen(color);
    painter.drawText(box.adjusted(iconSize + 2 * labelPadding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap | Qt::TextWrapAnywhere, text);
}

} // namespace headroom::ui
