// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/wrapped_cells.h"

#include <algorithm>

#include <QHeaderView>
#include <QTimer>
#include <QTreeView>

namespace headroom::ui {

namespace {
constexpr int margin = 8;
constexpr int checkBoxWidth = 22;
constexpr int rowPadding = 6;
} // namespace

WrappedCells::WrappedCells(QTreeView* tree) : QStyledItemDelegate(tree), m_tree(tree)
{
    tree->setWordWrap(true);
    tree->setUniformRowHeights(false);
    tree->setItemDelegate(this);
    auto* later = new QTimer(this); // one layout for a drag, not one a pixel
    later->setSingleShot(true);
    later->setInterval(0);
    connect(tree->header(), &QHeaderView::sectionResized, later, qOverload<>(&QTimer::start));
    connect(later, &QTimer::timeout, tree, &QTreeView::doItemsLayout);
}

QSize WrappedCells::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (m_tree->isFirstColumnSpanned(index.row(), index.parent())) {
        size.setHeight(option.fontMetrics.height() + rowPadding);
        return size;
    }
    int width = m_tree->columnWidth(index.column()) - margin;
    width -= index.column() == 0 && index.parent().isValid() ? m_tree->indentation() : 0;
    width -= index.data(Qt::CheckStateRole).isValid() ? checkBoxWidth : 0;
    const QFont font = index.data(Qt::FontRole).isValid() ? index.data(Qt::FontRole).value<QFont>() : option.font;
    const QRect text = QFontMetrics(font).boundingRect(QRect(0, 0, std::max(1, width), 10000), Qt::TextWordWrap | Qt::AlignLeft, index.data().toString());
    size.setHeight(text.height() + rowPadding);
    return size;
}

} // namespace headroom::ui
