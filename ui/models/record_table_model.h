// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <QAbstractTableModel>
#include <QCache>

#include "core/records/record_store.h"
#include "core/session/snapshot.h"
#include "ui/models/cell_roles.h"
#include "ui/models/record_bookmarks.h"
#include "ui/models/record_state.h"

namespace headroom::ui {

/// Names a kept record for the life of the model: rises by one per record, is never used twice.
using RecordId = qint64;

/// The kept messages, straight from the snapshot's sealed pages; nothing is copied but what the visible cells show.
/// Thread: GUI. Bound: the pages of one snapshot plus 1,024 decoded rows.
class RecordTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { stateColumn, partitionColumn, offsetColumn, timestampColumn, keyColumn, valueColumn, sizeColumn, topicColumn, headersColumn, columnTotal };

    explicit RecordTableModel(QObject* parent = nullptr);
    ~RecordTableModel() override;

    /// Takes over a snapshot's pages, offsets and state: at most one removal at the front and one insertion at the end.
    void apply(const core::PageList& pages, const std::vector<core::PartitionRow>& partitions, core::SessionState state = core::SessionState::running);

    /// A record and what keeps its bytes alive.
    struct Record {
        std::shared_ptr<const core::RecordPage> page;
        const core::RecordRow* row = nullptr;
    };
    [[nodiscard]] Record record(RecordId id) const;
    [[nodiscard]] RecordId firstId() const noexcept { return m_firstId; }
    [[nodiscard]] RecordId endId() const noexcept { return m_endId; }
    [[nodiscard]] bool holds(RecordId id) const noexcept { return id >= m_firstId && id < m_endId; }
    [[nodiscard]] RecordState stateOf(const core::RecordRow& row) const;
    /// Partition number of a slot, -1 when the snapshot does not know it.
    [[nodiscard]] core::PartitionId partitionOf(core::Slot slot) const;
    /// Topic, partition and offset of a held record; none when the snapshot does not know its partition.
    [[nodiscard]] std::optional<RecordPlace> placeOf(RecordId id) const;

    /// What a column is sorted by. The text lives as long as the record is held.
    struct SortKey {
        qint64 number = 0;
        std::string_view text;
        auto operator<=>(const SortKey&) const = default;
    };
    [[nodiscard]] SortKey sortKey(RecordId id, int column) const;

    [[nodiscard]] const RecordBookmarks& bookmarks() const noexcept { return m_bookmarks; }
    void toggleBookmark(RecordId id);
    [[nodiscard]] bool bookmarked(RecordId id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct PageEntry {
        std::shared_ptr<const core::RecordPage> page;
        RecordId base = 0; ///< id of its first record: a prefix sum that survives evictions
    };
    struct SlotOffsets {
        std::string topic;
        core::PartitionId partition = -1;
        bool owned = false;
        bool inHand = false; ///< what is not processed is in a batch: ours, in a run that is not over
        core::Offset processed = core::unknownOffset;
        core::Offset committed = core::unknownOffset;
        bool operator==(const SlotOffsets&) const = default;
    };
    struct CellTexts {
        QString key;
        QString value;
    };

    [[nodiscard]] bool takeOffsets(const std::vector<core::PartitionRow>& partitions, bool over);
    [[nodiscard]] std::size_t pagesToDrop(const core::PageList& pages) const;
    void dropFront(std::size_t pages);
    void appendNewer(const core::PageList& pages);
    [[nodiscard]] const core::RecordRow& rowAt(RecordId id) const;
    [[nodiscard]] const CellTexts& texts(RecordId id, const core::RecordRow& row) const;
    [[nodiscard]] QString text(RecordId id, const core::RecordRow& row, int column) const;
    [[nodiscard]] QVariant sortValue(RecordId id, const core::RecordRow& row, int column) const;
    [[nodiscard]] Glyph glyph(RecordId id, const core::RecordRow& row, int column) const;
    [[nodiscard]] const SlotOffsets* knownSlot(core::Slot slot) const;
    [[nodiscard]] Tone tone(const core::RecordRow& row, int column) const;
    [[nodiscard]] QString toolTip(const core::RecordRow& row, int column) const;

    std::deque<PageEntry> m_pages;
    std::vector<SlotOffsets> m_slots;
    RecordBookmarks m_bookmarks;
    RecordId m_firstId = 0;
    RecordId m_endId = 0;
    mutable QCache<RecordId, CellTexts> m_texts;
};

} // namespace headroom::ui
