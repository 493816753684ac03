// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include <QAbstractProxyModel>
#include <QTimer>

#include "core/records/message_filter.h"
#include "ui/models/record_table_model.h"

namespace headroom::ui {

/// What the user wants to see of the kept rows.
struct RecordFilter {
    std::shared_ptr<const core::MessageFilter> text; ///< null: any
    core::Slot slot = -1; ///< -1: all partitions
    std::optional<RecordState> state;
    [[nodiscard]] bool matchesAll() const { return (text == nullptr || text->matchesAll()) && slot < 0 && !state; }
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
    /// Pages that passed this filter of the record view (RecordPage::filter()) need no test: their whole messages had one.
    /// 0: there is no filter with the same text. Forgotten by setFilter().
    void setPassed(std::uint64_t viewFilter) noexcept { m_passed = viewFilter; }
    [[nodiscard]] bool filtering() const noexcept { return m_filtering; }
    /// False while kept rows are still to be tested.
    [[nodiscard]] bool complete() const noexcept { return !m_filtering || m_nextToTest >= m_records.endId(); }
    /// Rows that could not be decided (too costly, or cut in their preview) since the filter was set; they are hidden.
    [[nodiscard]] std::uint64_t undecided() const noexcept { return m_undecided; }

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
    [[nodiscard]] core::FilterVerdict test(const RecordTableModel::Record& record) const;
    void takeMatches(const std::vector<RecordId>& matches);
    [[nodiscard]] std::vector<RecordId> withWantedState(const std::vector<RecordId>& ids) const;

    RecordTableModel& m_records;
    RecordFilter m_filter;
    bool m_filtering = false;
    std::vector<RecordId> m_matches; ///< pass text and partition; only kept while a state is filtered too
    std::vector<RecordId> m_shown;
    RecordId m_nextToTest = 0;
    std::size_t m_going = 0;
    std::uint64_t m_undecided = 0;
    std::uint64_t m_passed = 0;
    QTimer m_slices;
};

} // namespace headroom::ui
