// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_table_model.h"

#include <algorithm>

#include "core/base/number_format.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {
constexpr int decodedRows = 1024;
constexpr core::Slot maxSlots = 100'000; ///< beyond any real assignment: a broken slot must not become an allocation

core::Bytes recordBytes(const core::RecordRow& row)
{
    return core::Bytes{row.keySize} + core::Bytes{row.valueSize};
}
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
        slots[slot] = {row.partition, row.owned, row.owned && !over, row.processed, row.committed};
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
    const auto slot = static_cast<std::size_t>(row.slot);
    if (row.slot < 0 || slot >= m_slots.size()) {
        return RecordState::givenBack;
    }
    const SlotOffsets& known = m_slots[slot];
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

core::PartitionId RecordTableModel::partitionOf(core::Slot slot) const
{
    return slot >= 0 && static_cast<std::size_t>(slot) < m_slots.size() ? m_slots[static_cast<std::size_t>(slot)].partition : -1;
}

int RecordTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_endId - m_firstId);
}

int RecordTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

const RecordTableModel::CellTexts& RecordTableModel::texts(RecordId id, const core::RecordRow& row) const
{
    if (const CellTexts* cached = m_texts.object(id)) {
        return *cached;
    }
    auto* made = new CellTexts{row.keyIsNull ? tr("(null)") : cellText(row.key) + (row.key.size() < row.keySize ? QStringLiteral("…") : QString()), // the cache owns it
                               row.valueIsNull ? tr("(tombstone)") : cellText(row.value)};
    m_texts.insert(id, made);
    return *made;
}

QString RecordTableModel::text(RecordId id, const core::RecordRow& row, int column) const
{
    switch (column) {
    case stateColumn:
        return recordStateText(stateOf(row));
    case partitionColumn: {
        const core::PartitionId partition = partitionOf(row.slot);
        return partition < 0 ? QStringLiteral("–") : QString::number(partition);
    }
    case offsetColumn:
        return fromUtf8(core::formatCount(row.offset));
    case timestampColumn:
        return timestampText(row.timestampMs);
    case keyColumn:
        return texts(id, row).key;
    case valueColumn:
        return texts(id, row).value;
    case sizeColumn:
        return fromUtf8(core::formatBytes(recordBytes(row)));
    default:
        return {};
    }
}

QVariant RecordTableModel::sortValue(RecordId id, const core::RecordRow& row, int column) const
{
    switch (column) {
    case stateColumn:
        return static_cast<int>(stateOf(row));
    case partitionColumn:
        return partitionOf(row.slot);
    case offsetColumn:
        return QVariant::fromValue<qint64>(row.offset);
    case timestampColumn:
        return QVariant::fromValue<qint64>(row.timestampMs);
    case sizeColumn:
        return QVariant::fromValue<qint64>(recordBytes(row));
    default:
        return text(id, row, column);
    }
}

Tone RecordTableModel::tone(const core::RecordRow& row, int column) const
{
    if (column == stateColumn) {
        return recordStateTone(stateOf(row));
    }
    const bool missing = (column == keyColumn && row.keyIsNull) || (column == valueColumn && row.valueIsNull);
    return missing ? Tone::dim : Tone::normal;
}

QString RecordTableModel::toolTip(const core::RecordRow& row, int column) const
{
    // Never a payload: a tooltip could take it for markup.
    if (column == timestampColumn) {
        return timestampLongText(row.timestampMs);
    }
    return column == stateColumn ? recordStateToolTip(stateOf(row)) : QString();
}

QVariant RecordTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int column = index.column();
    if (role == Qt::TextAlignmentRole) {
        const bool number = column == partitionColumn || column == offsetColumn || column == sizeColumn;
        return QVariant::fromValue(Qt::Alignment(number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    const RecordId id = m_firstId + index.row();
    const core::RecordRow& row = rowAt(id);
    switch (role) {
    case Qt::DisplayRole:
        return text(id, row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case SortRole:
        return sortValue(id, row, column);
    case ToneRole:
        return QVariant::fromValue(tone(row, column));
    case GlyphRole:
        return column == stateColumn ? QVariant::fromValue(recordStateGlyph(stateOf(row))) : QVariant();
    case RowIdRole:
        return QVariant::fromValue<qint64>(id);
    default:
        return {};
    }
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        const QString names[] = {tr("State"), tr("P"), tr("Offset"), tr("Timestamp"), tr("Key"), tr("Value preview"), tr("Size")};
        return names[section];
    }
    if (role == Qt::ToolTipRole) {
        const QString tips[] = {tr("In batch, processed or committed, by the offsets of the partition"), tr("Partition"),
                                tr("Offset in the partition"), tr("The record's own timestamp, local time"), tr("Record key"),
                                tr("The beginning of the value; select the row to see more"), tr("Key and value, whole size")};
        return tips[section];
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == partitionColumn || section == offsetColumn || section == sizeColumn;
        return QVariant::fromValue(Qt::Alignment(number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace headroom::ui
