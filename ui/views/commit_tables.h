// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QWidget>

#include "core/session/snapshot.h"
#include "ui/models/commit_history_model.h"
#include "ui/models/partition_table_model.h"
#include "ui/views/column_fit.h"

class QSplitter;
class QTabBar;
class QTableView;

namespace headroom::ui {

class BarLegend;
class ElidedLabel;
class LatencyChart;

/// The partitions and the commit history, one above the other; as two tabs where the board is too low for both.
/// Thread: GUI.
class CommitTables : public QWidget {
    Q_OBJECT
public:
    explicit CommitTables(QWidget* parent = nullptr);
    void apply(const core::Snapshot& snapshot);
    /// The partitions that are selected.
    [[nodiscard]] std::vector<core::Slot> selectedSlots() const;

Q_SIGNALS:
    void selectionChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* buildPartitions();
    [[nodiscard]] QWidget* buildHistory();
    void applyTitles(const core::Snapshot& snapshot);
    void arrange();
    void giveWay();
    [[nodiscard]] int roomForBar();

    PartitionTableModel m_partitions;
    CommitHistoryModel m_history;
    QTabBar* m_tabs;
    QSplitter* m_splitter;
    QTableView* m_partitionsTable;
    QTableView* m_historyTable;
    ElidedLabel* m_partitionsTitle;
    ElidedLabel* m_historyTitle;
    BarLegend* m_legend;
    LatencyChart* m_latency;
    ColumnFit m_partitionsFit;
    ColumnFit m_historyFit;
    std::map<int, int> m_widths; ///< pixels, by column of the partitions; of a hidden one as it was last seen
};

} // namespace headroom::ui
