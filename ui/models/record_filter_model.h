// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include <QAbstractProxyModel>
#include <QTimer>

#include "ui/models/record_matcher.h"
#include "ui/models/record_table_model.h"

namespace headroom::ui {

/// What the user wants to see of the kept rows.
struct RecordFilter {
    RecordMatcher matcher;
    core::Slot slot = -1; ///< -1: all partitions
    std::optional<RecordState> state;
    [[nodiscard]] bool matchesAll() const { return matcher.matchesAll() && slot < 0 && !state; }
};

/// The rows of a RecordTableModel that pass a filter. Each record is tested once; new ones are tested in slices of a few
/// milliseconds, so neither a flood nor a costly expression holds up the window. Without a filter it holds nothing.
/// Thread: GUI. Bound: 16 bytes per matching row.
class RecordFilterModel : public QAbstractProxyModel {
    Q_OBJECT
public:
    explicit RecordFilterModel(RecordTableModel& records, QObject* parent = nullptr);

    /// Starts over with a new filter; matching rows appear from the oldest on.
    void setFilter(RecordFilter filter);
    [[nodiscard]] bool filtering() const noexcept { return m_filtering; }
    /// False while kept rows are still to be tested.
    [[nodiscard]] bool complete() const noexcept { return !m_filtering || m_nextToTest >= m_records.endId(); }
    /// Rows the expression was too costly for since the filter was set; they are hidden.
    [[nodiscard]] std::uint64_t tooCostly() const noexcept { return m_tooCostly; }

    /// Tests rows for at most about `budget`.
    void scan(std::chrono::microseconds budget);

    /// Id of a shown row, and the row that shows an id: the first one not before it (rowCount() when there is none).
    [[nodiscard]] RecordId idAt(int row) const;
    [[nodiscard]] int rowAtOrAfter(RecordId id) const;
    /// -1 when the record is not shown.
    [[nodiscard]] int rowOf(RecordId id) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex& proxy) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex& source) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Rows were tested or the filter changed: counts are new.
    void progressed();

private:
    void connectSource();
    void sourceRowsGoing(int first, int last);
    void sourceRowsGone();
    void statesMoved();
    void takeMatches(const std::vector<RecordId>& matches);
    [[nodiscard]] std::vector<RecordId> withWantedState(const std::vector<RecordId>& ids) const;

    RecordTableModel& m_records;
    RecordFilter m_filter;
    bool m_filtering = false;
    std::vector<RecordId> m_matches; ///< pass text and partition; only kept while a state is filtered too
    std::vector<RecordId> m_shown;
    RecordId m_nextToTest = 0;
    std::size_t m_going = 0;
    std::uint64_t m_tooCostly = 0;
    QTimer m_slices;
};

} // namespace headroom::ui
