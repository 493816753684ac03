// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/cell_delegate.h"

#include <cmath>

#include <QPainter>
#include <QWidget>

#include "ui/models/cell_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

constexpr int maxCachedIcons = 128;

/// The theme's icon of a glyph; nullptr for those drawn here.
const char* iconName(Glyph glyph)
{
    switch (glyph) {
    case Glyph::committed:
    case Glyph::ok:
        return "commit";
    case Glyph::question:
        return "question";
    case Glyph::warning:
        return "warning";
    case Glyph::error:
        return "error";
    case Glyph::guard:
        return "shield";
    case Glyph::waiting:
        return "clock";
    case Glyph::bookmark:
        return "mark";
    default:
        return nullptr;
    }
}

Tone glyphTone(Glyph glyph)
{
    switch (glyph) {
    case Glyph::inBatch:
        return Tone::risk;
    case Glyph::processed:
    case Glyph::waiting:
    case Glyph::bookmark:
        return Tone::info;
    case Glyph::committed:
    case Glyph::ok:
        return Tone::ok;
    case Glyph::guard:
        return Tone::risk;
    case Glyph::question:
    case Glyph::warning:
        return Tone::adapt;
    case Glyph::error:
        return Tone::error;
    case Glyph::none:
        break;
    }
    return Tone::normal;
}

/// A ring, half filled for what is under way.
QPixmap ring(bool half, const QColor& color, int side, double scale)
{
    QPixmap pixmap(QSize(side, side) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.6));
    const double inset = side * 0.22;
    const QRectF circle(inset, inset, side - 2 * inset, side - 2 * inset);
    painter.drawEllipse(circle);
    if (half) {
        painter.setBrush(color);
        constexpr int quarter = 90 * 16;
        painter.drawPie(circle, quarter, 2 * quarter);
    }
    return pixmap;
}

} // namespace

QColor toneColor(Tone tone, const QPalette& palette)
{
    const ThemeColors& colors = themeColors(palette);
    switch (tone) {
    case Tone::dim:
        return colors.dimText;
    case Tone::ok:
        return colors.ok;
    case Tone::info:
        return colors.info;
    case Tone::adapt:
        return colors.adapt;
    case Tone::risk:
        return colors.risk;
    case Tone::error:
        return colors.error;
    case Tone::normal:
        break;
    }
    return colors.text;
}

CellDelegate::CellDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->text = shownControls(option->text, option->fontMetrics); // only drawn: what is copied is the model's
    const auto tone = index.data(ToneRole).value<Tone>();
    const bool selected = option->state.testFlag(QStyle::State_Selected);
    if (tone != Tone::normal) {
        option->palette.setColor(QPalette::Text, toneColor(tone, option->palette));
    }
    const auto glyph = index.data(GlyphRole).value<Glyph>();
    if (glyph == Glyph::none) {
        return;
    }
    const QColor color = selected ? option->palette.color(QPalette::HighlightedText)
                                  : toneColor(tone == Tone::normal ? glyphTone(glyph) : tone, option->palette);
    const int side = option->fontMetrics.height();
    const double scale = option->widget != nullptr ? option->widget->devicePixelRatioF() : 1.0;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = glyphIcon(glyph, color, side, scale);
    option->decorationSize = QSize(side, side);
}

QIcon CellDelegate::glyphIcon(Glyph glyph, const QColor& color, int side, double scale) const
{
    const quint64 key = quint64{color.rgb()} << 32 | static_cast<quint64>(std::lround(scale * 100)) << 16
        | static_cast<quint64>(side & 0xFF) << 8 | static_cast<quint64>(glyph);
    if (const auto known = m_icons.constFind(key); known != m_icons.constEnd()) {
        return *known;
    }
    if (m_icons.size() >= maxCachedIcons) {
        m_icons.clear();
    }
    const char* name = iconName(glyph);
    // Drawn once as a picture: the vector is parsed at each paint otherwise.
    const QIcon icon(name != nullptr ? themedIcon(name, color).pixmap(QSize(side, side), scale)
                                     : ring(glyph == Glyph::inBatch, color, side, scale));
    m_icons.insert(key, icon);
    return icon;
}

} // namespace headroom::ui
