// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QAbstractTableModel>

#include "core/session/lag_trend.h"
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
        partitionColumn, positionColumn, processedColumn, committedColumn, highWatermarkColumn, lagColumn, trendColumn, riskColumn,
        barColumn, outcomeColumn, columnTotal
    };

    explicit PartitionTableModel(QObject* parent = nullptr);

    /// Takes over a snapshot's rows (sorted by topic and partition): rows that stay are updated in place. `seconds` is when
    /// that was, for where the lag of each is going.
    void apply(const std::vector<core::PartitionRow>& rows, double seconds = 0);
    [[nodiscard]] const std::vector<core::PartitionRow>& rows() const noexcept { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool followLag(const std::vector<core::PartitionRow>& rows, double seconds);
    [[nodiscard]] core::LagTrend::Outlook outlook(const core::PartitionRow& row) const;
    void matchRows(const std::vector<core::PartitionRow>& rows);
    [[nodiscard]] QString text(const core::PartitionRow& row, int column) const;
    [[nodiscard]] QVariant sortValue(const core::PartitionRow& row, int column) const;

    std::vector<core::PartitionRow> m_rows;
    std::map<core::Slot, core::LagTrend> m_trends;
    double m_trendSeconds = -1; ///< of the last point
    bool m_manyTopics = false;
    std::int64_t m_scale = 0;
};

} // namespace headroom::ui

Q_DECLARE_METATYPE(headroom::ui::PartitionBar)
