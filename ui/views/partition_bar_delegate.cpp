// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/partition_bar_delegate.h"

#include <algorithm>

#include <QApplication>
#include <QPainter>

#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {
constexpr double seam = 1;
constexpr double leastWidth = 3;
} // namespace

PartitionBarDelegate::PartitionBarDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

PartitionBarDelegate::Pieces PartitionBarDelegate::pieces(const PartitionBar& bar, const QRectF& area)
{
    Pieces made;
    if (bar.scale <= 0) {
        return made;
    }
    const std::int64_t all = bar.committed + bar.repeat + bar.loss + bar.rest;
    const double length = std::min(area.width(), area.width() * static_cast<double>(all) / static_cast<double>(bar.scale));
    double left = area.left();
    const double right = left + std::max(length, all > 0 ? leastWidth : 0);
    // Small but not nothing: what is at risk must be seen, so the others give way.
    const double share = all > 0 ? (right - left) / static_cast<double>(all) : 0;
    const auto put = [&](QRectF& piece, std::int64_t part) {
        if (part <= 0) {
            return;
        }
        const double width = std::min(right - left, std::max(leastWidth, static_cast<double>(part) * share));
        piece = QRectF(left, area.top(), std::max(0.0, width - seam), area.height());
        left += width;
    };
    put(made.committed, bar.committed);
    left = std::min(left, right - leastWidth * static_cast<double>((bar.repeat > 0) + (bar.loss > 0)));
    if (made.committed.isValid()) {
        made.committed.setRight(std::max(area.left(), left - seam));
    }
    put(made.repeat, bar.repeat);
    put(made.loss, bar.loss);
    if (bar.rest > 0 && right - left > seam) {
        made.rest = QRectF(left, area.top(), right - left, area.height());
    }
    return made;
}

void PartitionBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle& style = option.widget != nullptr ? *option.widget->style() : *QApplication::style();
    style.drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, option.widget);
    const auto bar = index.data(BarRole).value<PartitionBar>();
    const int height = std::max(6, option.rect.height() / 2);
    const QRectF area(option.rect.left() + 4, option.rect.center().y() - height / 2, option.rect.width() - 10, height);
    paintBar(*painter, bar, area, option.palette, cell.state.testFlag(QStyle::State_Selected));
}

void PartitionBarDelegate::paintBar(QPainter& painter, const PartitionBar& bar, const QRectF& area, const QPalette& palette, bool selected)
{
    const Pieces parts = pieces(bar, area);
    const ThemeColors& colors = themeColors(palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(parts.committed, colors.ok);
    painter.fillRect(parts.repeat, colors.risk);
    painter.fillRect(parts.loss, colors.error);
    if (!parts.loss.isEmpty()) {
        painter.fillRect(parts.loss, QBrush(colors.plot, Qt::BDiagPattern)); // told from repeat without colour
    }
    if (!parts.rest.isEmpty()) {
        painter.setPen(selected ? palette.color(QPalette::HighlightedText) : colors.dimText);
        painter.setBrush(colors.plot);
        painter.drawRect(parts.rest.adjusted(0, 0, -1, -1));
    }
    painter.restore();
}

} // namespace headroom::ui
