// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QAbstractProxyModel>

#include "ui/models/record_filter_model.h"

namespace headroom::ui {

/// The shown rows in an order of the user's. Without one, rows pass through as they arrive. With one, the rows hold still:
/// what arrives later waits until it is sorted in, so that nothing moves under the eye; what is evicted goes.
/// Thread: GUI. Bound: 8 bytes a row while sorted; sorting costs O(n log n) once, an eviction O(n), an arrival nothing.
class RecordOrderModel : public QAbstractProxyModel {
    Q_OBJECT
public:
    /// The column of sort() for "as they arrive".
    static constexpr int byArrival = -1;

    RecordOrderModel(RecordTableModel& records, RecordFilterModel& shown, QObject* parent = nullptr);

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    /// Takes in what waits.
    void sortAgain();
    [[nodiscard]] bool sorted() const noexcept { return m_column != byArrival; }
    /// Rows that arrived since the last sort and are not to be seen; 0 while not sorted.
    [[nodiscard]] int waiting() const;

    [[nodiscard]] RecordId idAt(int row) const;
    /// -1 when the record is not shown. O(n) while sorted.
    [[nodiscard]] int rowOf(RecordId id) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex& proxy) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex& source) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void connectSource();
    void sourceRowsGoing(int first, int last);
    void sourceChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight);
    void rebuild();
    /// Drops the rows of these ids, both included, and keeps all others where they are.
    void drop(RecordId first, RecordId last);

    RecordTableModel& m_records;
    RecordFilterModel& m_shown;
    std::vector<RecordId> m_order; ///< while sorted
    int m_column = byArrival;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    bool m_growing = false; ///< sorted while a filter was still at work: once more when it is done
};

} // namespace headroom::ui
