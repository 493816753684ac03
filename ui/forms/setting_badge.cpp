// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_badge.h"

#include <QPainter>
#include <QStyle>
#include <QWidget>

#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {
constexpr int padding = 7;
constexpr int margin = 3;
} // namespace

SettingBadge::SettingBadge(int badgeColumn, QObject* parent) : QStyledItemDelegate(parent), m_badgeColumn(badgeColumn) {}

int SettingBadge::width(const QFontMetrics& metrics, const QString& word)
{
    return metrics.horizontalAdvance(word) + 2 * (padding + margin);
}

void SettingBadge::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString whole = index.column() == m_badgeColumn ? index.data().toString() : QString();
    const QString word = m_initialsOnly ? whole.left(1).toUpper() : whole;
    QStyleOptionViewItem plain = option;
    plain.state &= ~QStyle::State_HasFocus; // the focus is the row, drawn by its highlight
    if (word.isEmpty()) {
        QStyledItemDelegate::paint(painter, plain, index);
    } else {
        initStyleOption(&plain, index);
        plain.text.clear(); // background only
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);
        const ThemeColors& colors = themeColors(option.palette);
        const bool reconnect = index.data(reconnectRole).toBool();
        const QFontMetrics metrics(option.font);
        QRectF box(option.rect.left() + margin, 0, width(metrics, word) - 2 * margin, metrics.height() + 1);
        box.moveTop(option.rect.center().y() - box.height() / 2 + 0.5);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(reconnect ? colors.adapt : colors.ok);
        painter->setBrush(reconnect ? colors.adaptTint : colors.okTint);
        painter->drawRoundedRect(box, box.height() / 2, box.height() / 2);
        painter->drawText(box, Qt::AlignCenter, word);
        painter->restore();
    }
    painter->save();
    painter->setPen(themeColors(option.palette).grid);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

QSize SettingBadge::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(QFontMetrics(option.font).height() + 8);
    return size;
}

} // namespace headroom::ui
