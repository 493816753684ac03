// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <vector>

#include <QAbstractTableModel>

#include "core/session/snapshot.h"
#include "ui/models/cell_roles.h"

namespace headroom::ui {

/// All commits the window saw, newest first, over restarts of the session. Thread: GUI. Bound: maxRows; older ones go and
/// are counted.
class CommitHistoryModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int maxRows = 1000;
    enum Column : int { timeColumn, requestColumn, triggerColumn, messagesColumn, partitionsColumn, latencyColumn, outcomeColumn, columnTotal };

    explicit CommitHistoryModel(QObject* parent = nullptr);

    /// Merges a snapshot's commits (newest last): known ones are updated, newer ones come first.
    void apply(const std::vector<core::CommitRecord>& newestLast);
    void clear();
    /// Commits that are not in the list: pushed out by newer ones, or never seen because they passed between two looks.
    [[nodiscard]] std::uint64_t missing() const noexcept { return m_missing; }
    [[nodiscard]] const core::CommitRecord& record(int row) const { return m_records[static_cast<std::size_t>(row)]; }

    [[nodiscard]] static QString outcomeText(const core::CommitRecord& record);
    [[nodiscard]] static Tone outcomeTone(core::OutcomeState state) noexcept;
    [[nodiscard]] static Glyph outcomeGlyph(core::OutcomeState state) noexcept;
    /// "4.1 ms", or "–" while there is no answer.
    [[nodiscard]] static QString latencyText(const core::CommitRecord& record);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool anotherRun(const std::vector<core::CommitRecord>& newestLast) const;
    void update(const std::vector<core::CommitRecord>& newestLast);
    void prepend(std::vector<core::CommitRecord> newestFirst);
    [[nodiscard]] static QString text(const core::CommitRecord& record, int column);
    [[nodiscard]] static QVariant sortValue(const core::CommitRecord& record, int column);

    std::deque<core::CommitRecord> m_records; ///< newest first
    std::uint64_t m_newest = 0;               ///< highest number of the present run, 0 when it has none
    std::size_t m_runRows = 0;                ///< rows of the present run, at the front
    std::uint64_t m_missing = 0;
};

} // namespace headroom::ui
