// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/session/snapshot.h"
#include "ui/models/cell_roles.h"

namespace headroom::ui {

/// One partition as a bar, each part in records. The bar starts at the first record of this session (or where the
/// commit stands, when that is all that is known); `scale` is the longest bar of all partitions.
struct PartitionBar {
    std::int64_t committed = 0;
    std::int64_t repeat = 0; ///< processed, not committed
    std::int64_t loss = 0;   ///< committed, not processed
    std::int64_t rest = 0;   ///< neither
    std::int64_t scale = 0;  ///< 0: nothing known, no bar
    bool operator==(const PartitionBar&) const = default;
};

/// The partitions of the commit board. Thread: GUI. Bound: the rows of one snapshot.
class PartitionTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int {
        partitionColumn, positionColumn, processedColumn, committedColumn, highWatermarkColumn, lagColumn, riskColumn, barColumn,
        outcomeColumn, columnTotal
    };

    explicit PartitionTableModel(QObject* parent = nullptr);

    /// Takes over a snapshot's rows (sorted by topic and partition): rows that stay are updated in place.
    void apply(const std::vector<core::PartitionRow>& rows);
    [[nodiscard]] const std::vector<core::PartitionRow>& rows() const noexcept { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void matchRows(const std::vector<core::PartitionRow>& rows);
    [[nodiscard]] QString text(const core::PartitionRow& row, int column) const;
    [[nodiscard]] QVariant sortValue(const core::PartitionRow& row, int column) const;

    std::vector<core::PartitionRow> m_rows;
    bool m_manyTopics = false;
    std::int64_t m_scale = 0;
};

} // namespace headroom::ui

Q_DECLARE_METATYPE(headroom::ui::PartitionBar)
