// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "ui/models/partition_table_model.h"

namespace headroom::ui {

/// Paints a PartitionBar: committed, at risk and the rest, parted by a seam; lengths compare between partitions.
class PartitionBarDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit PartitionBarDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The three or four pieces of a bar in `area`, left to right; a part that is not empty is at least 3 pixels wide.
    struct Pieces {
        QRectF committed, repeat, loss, rest;
    };
    [[nodiscard]] static Pieces pieces(const PartitionBar& bar, const QRectF& area);
    static void paintBar(QPainter& painter, const PartitionBar& bar, const QRectF& area, const QPalette& palette, bool selected);
};


} // namespace headroom::ui
