// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_table_model.h"

#include <algorithm>

namespace headroom::ui {

namespace {
constexpr int decodedRows = 1024;
constexpr core::Slot maxSlots = 100'000; ///< beyond any real assignment: a broken slot must not become an allocation
} // namespace

RecordTableModel::RecordTableModel(QObject* parent) : QAbstractTableModel(parent), m_texts(decodedRows) {}
RecordTableModel::~RecordTableModel() = default;

void RecordTableModel::apply(const core::PageList& pages, const std::vector<core::PartitionRow>& partitions, core::SessionState state)
{
    const bool offsetsMoved = takeOffsets(partitions, core::isOver(state));
    dropFront(pagesToDrop(pages));
    const int stale = rowCount();
    appendNewer(pages);
    if (offsetsMoved && stale > 0) {
        Q_EMIT dataChanged(index(0, stateColumn), index(stale - 1, partitionColumn));
    }
}

bool RecordTableModel::takeOffsets(const std::vector<core::PartitionRow>& partitions, bool over)
{
    std::vector<SlotOffsets> slots;
    for (const core::PartitionRow& row : partitions) {
        if (row.slot < 0 || row.slot >= maxSlots) {
            continue;
        }
        const auto slot = static_cast<std::size_t>(row.slot);
        slots.resize(std::max(slots.size(), slot + 1));
        slots[slot] = {row.topic, row.partition, row.owned, row.owned && !over, row.processed, row.committed};
    }
    if (slots == m_slots) {
        return false;
    }
    m_slots = std::move(slots);
    return true;
}

std::size_t RecordTableModel::pagesToDrop(const core::PageList& pages) const
{
    if (m_pages.empty() || pages.empty()) {
        return m_pages.size();
    }
    const std::uint64_t first = pages.front()->number();
    const auto kept = std::ranges::find_if(m_pages, [first](const PageEntry& entry) { return entry.page->number() >= first; });
    // The same number in another page means another store (a new session): nothing of the old one is left.
    const bool sameStore = kept != m_pages.end() && kept->page == pages.front()
        && m_pages.back().page->number() <= pages.back()->number();
    return sameStore ? static_cast<std::size_t>(kept - m_pages.begin()) : m_pages.size();
}

void RecordTableModel::dropFront(std::size_t pages)
{
    RecordId newFirst = m_firstId;
    for (std::size_t i = 0; i < pages; ++i) {
        newFirst += static_cast<RecordId>(m_pages[i].page->rows().size());
    }
    const auto erase = [&] {
        m_pages.erase(m_pages.begin(), m_pages.begin() + static_cast<std::ptrdiff_t>(pages));
        m_firstId = newFirst;
    };
    if (newFirst == m_firstId) {
        erase();
        return;
    }
    beginRemoveRows({}, 0, static_cast<int>(newFirst - m_firstId) - 1);
    erase();
    endRemoveRows();
}

void RecordTableModel::appendNewer(const core::PageList& pages)
{
    auto newer = pages.begin();
    if (!m_pages.empty()) {
        const std::uint64_t last = m_pages.back().page->number();
        newer = std::ranges::find_if(pages, [last](const auto& page) { return page->number() > last; });
    }
    std::deque<PageEntry> added;
    RecordId newEnd = m_endId;
    for (; newer != pages.end(); ++newer) {
        added.push_back({*newer, newEnd});
        newEnd += static_cast<RecordId>((*newer)->rows().size());
    }
    const int before = rowCount();
    const int count = static_cast<int>(newEnd - m_endId);
    if (count > 0) {
        beginInsertRows({}, before, before + count - 1);
    }
    m_pages.insert(m_pages.end(), added.begin(), added.end());
    m_endId = newEnd;
    if (count > 0) {
        endInsertRows();
    }
}

const core::RecordRow& RecordTableModel::rowAt(RecordId id) const
{
    const auto next = std::ranges::upper_bound(m_pages, id, {}, &PageEntry::base);
    const PageEntry& entry = *std::prev(next);
    return entry.page->rows()[static_cast<std::size_t>(id - entry.base)];
}

RecordTableModel::Record RecordTableModel::record(RecordId id) const
{
    if (!holds(id)) {
        return {};
    }
    const auto next = std::ranges::upper_bound(m_pages, id, {}, &PageEntry::base);
    return {std::prev(next)->page, &rowAt(id)};
}

RecordState RecordTableModel::stateOf(const core::RecordRow& row) const
{
    const SlotOffsets* slot = knownSlot(row.slot);
    if (slot == nullptr) {
        return RecordState::givenBack;
    }
    const SlotOffsets& known = *slot;
    const bool processed = row.offset < known.processed;
    if (row.offset < known.committed) {
        // Without a processed offset the partition was only just assigned: the commit is from before.
        const bool early = known.owned && known.processed != core::unknownOffset && !processed;
        return early ? RecordState::committedEarly : RecordState::committed;
    }
    if (processed) {
        return RecordState::processed;
    }
    return known.inHand ? RecordState::inBatch : RecordState::givenBack;
}

const RecordTableModel::SlotOffsets* RecordTableModel::knownSlot(core::Slot slot) const
{
    return slot >= 0 && static_cast<std::size_t>(slot) < m_slots.size() ? &m_slots[static_cast<std::size_t>(slot)] : nullptr;
}

core::PartitionId RecordTableModel::partitionOf(core::Slot slot) const
{
    const SlotOffsets* known = knownSlot(slot);
    return known == nullptr ? -1 : known->partition;
}

std::optional<RecordPlace> RecordTableModel::placeOf(RecordId id) const
{
    const core::RecordRow* row = holds(id) ? &rowAt(id) : nullptr;
    const SlotOffsets* known = row == nullptr ? nullptr : knownSlot(row->slot);
    if (known == nullptr || known->partition < 0) {
        return std::nullopt;
    }
    return RecordPlace{{known->topic, known->partition}, row->offset};
}

bool RecordTableModel::bookmarked(RecordId id) const
{
    if (m_bookmarks.empty() || !holds(id) || !m_bookmarks.hasOffset(rowAt(id).offset)) {
        return false;
    }
    const auto place = placeOf(id);
    return place && m_bookmarks.has(*place);
}

void RecordTableModel::toggleBookmark(RecordId id)
{
    if (const auto place = placeOf(id)) {
        m_bookmarks.toggle(*place);
        const int row = static_cast<int>(id - m_firstId);
        Q_EMIT dataChanged(index(row, offsetColumn), index(row, offsetColumn));
    }
}

int RecordTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_endId - m_firstId);
}

int RecordTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

} // namespace headroom::ui
