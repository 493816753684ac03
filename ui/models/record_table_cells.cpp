// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the RecordTableModel say.
#include "core/base/number_format.h"
#include "ui/models/cell_text.h"
#include "ui/models/record_table_model.h"

namespace headroom::ui {

namespace {

core::Bytes recordBytes(const core::RecordRow& row)
{
    return core::Bytes{row.keySize} + core::Bytes{row.valueSize};
}

bool isNumber(int column)
{
    return column == RecordTableModel::partitionColumn || column == RecordTableModel::offsetColumn || column == RecordTableModel::sizeColumn
        || column == RecordTableModel::headersColumn;
}

} // namespace

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
    case topicColumn: {
        const SlotOffsets* known = knownSlot(row.slot);
        return known == nullptr ? QStringLiteral("–") : cellText(known->topic);
    }
    case headersColumn:
        return fromUtf8(core::formatCount(row.headerCount));
    default:
        return {};
    }
}

RecordTableModel::SortKey RecordTableModel::sortKey(RecordId id, int column) const
{
    const core::RecordRow& row = rowAt(id);
    switch (column) {
    case stateColumn:
        return {static_cast<int>(stateOf(row)), {}};
    case partitionColumn:
        return {partitionOf(row.slot), {}};
    case offsetColumn:
        return {row.offset, {}};
    case timestampColumn:
        return {row.timestampMs, {}};
    case sizeColumn:
        return {recordBytes(row), {}};
    case headersColumn:
        return {row.headerCount, {}};
    case topicColumn: {
        const SlotOffsets* known = knownSlot(row.slot);
        return {0, known == nullptr ? std::string_view() : std::string_view(known->topic)};
    }
    case keyColumn:
        return {row.keyIsNull ? 0 : 1, row.key};
    case valueColumn:
        return {row.valueIsNull ? 0 : 1, row.value};
    default:
        return {};
    }
}

QVariant RecordTableModel::sortValue(RecordId id, const core::RecordRow& row, int column) const
{
    const bool isText = column == keyColumn || column == valueColumn || column == topicColumn;
    return isText ? QVariant(text(id, row, column)) : QVariant::fromValue<qint64>(sortKey(id, column).number);
}

Glyph RecordTableModel::glyph(RecordId id, const core::RecordRow& row, int column) const
{
    if (column == offsetColumn) {
        return bookmarked(id) ? Glyph::bookmark : Glyph::none;
    }
    return column == stateColumn ? recordStateGlyph(stateOf(row)) : Glyph::none;
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
        const bool number = isNumber(column);
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
        return QVariant::fromValue(glyph(id, row, column));
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
        const QString names[] = {tr("State"), tr("P"), tr("Offset"), tr("Timestamp"), tr("Key"), tr("Value preview"), tr("Size"), tr("Topic"), tr("Headers")};
        return names[section];
    }
    if (role == Qt::ToolTipRole) {
        const QString tips[] = {tr("In batch, processed or committed, by the offsets of the partition"), tr("Partition"),
                                tr("Offset in the partition"), tr("The record's own timestamp, local time"), tr("Record key"),
                                tr("The beginning of the value; select the row to see more"), tr("Key and value, whole size"),
                                tr("Topic"), tr("How many headers the record has")};
        return tips[section];
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number = isNumber(section);
        return QVariant::fromValue(Qt::Alignment(number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace headroom::ui
