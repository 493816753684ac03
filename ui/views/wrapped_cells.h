// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QTreeView;

namespace headroom::ui {

/// Lets the cells of a small tree wrap: rows are as high as their text needs at the width of its column, also after a
/// column was resized. (A tree view alone wraps what it paints, but asks for the height of one line.) Thread: GUI.
/// Bound: meant for tens of rows, each is measured.
class WrappedCells : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Installs itself.
    explicit WrappedCells(QTreeView* tree);
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QTreeView* m_tree;
};

} // namespace headroom::ui
