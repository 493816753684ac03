// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/partition_table_model.h"

#include <algorithm>
#include <tuple>

#include "core/base/number_format.h"
#include "ui/models/cell_text.h"
#include "ui/models/row_diff.h"

namespace headroom::ui {

namespace {

bool before(const core::PartitionRow& a, const core::PartitionRow& b)
{
    return std::tie(a.topic, a.partition) < std::tie(b.topic, b.partition);
}

bool sameFigures(const core::PartitionRow& a, const core::PartitionRow& b)
{
    const auto figures = [](const core::PartitionRow& row) {
        return std::tie(row.owned, row.stopped, row.firstOffset, row.position, row.processed, row.committed, row.highWatermark, row.lag,
                        row.repeatRisk, row.lossRisk, row.lastOutcome, row.hasOutcome);
    };
    return figures(a) == figures(b);
}

/// Offsets and counts; unknown is "–", never 0.
QString countText(std::int64_t count)
{
    return count < 0 ? QStringLiteral("–") : fromUtf8(core::formatCount(count));
}

PartitionBar bar(const core::PartitionRow& row)
{
    PartitionBar bar;
    core::Offset begin = row.firstOffset;
    if (begin == core::unknownOffset) {
        begin = row.committed;
    }
    if (begin == core::unknownOffset || row.highWatermark == core::unknownOffset) {
        return bar;
    }
    const core::Offset committed = std::clamp(row.committed, begin, std::max(begin, row.highWatermark));
    const core::Offset processed = std::clamp(row.processed, begin, std::max(begin, row.highWatermark));
    bar.committed = (row.lossRisk > 0 ? std::min(processed, committed) : committed) - begin;
    bar.repeat = row.repeatRisk > 0 ? std::max<std::int64_t>(0, processed - committed) : 0;
    bar.loss = row.lossRisk > 0 ? std::max<std::int64_t>(0, committed - processed) : 0;
    const std::int64_t done = bar.committed + bar.repeat + bar.loss;
    bar.rest = std::max<std::int64_t>(0, row.highWatermark - begin - done);
    bar.scale = done + bar.rest;
    return bar;
}

QString riskText(const core::PartitionRow& row)
{
    if (row.lossRisk > 0) {
        return PartitionTableModel::tr("%1 loss").arg(countText(row.lossRisk));
    }
    if (row.repeatRisk > 0) {
        return PartitionTableModel::tr("%1 repeat").arg(countText(row.repeatRisk));
    }
    return row.owned ? QStringLiteral("0") : QStringLiteral("–");
}

struct OutcomeLook {
    QString text;
    Glyph glyph = Glyph::none;
    Tone tone = Tone::dim;
};

OutcomeLook outcomeLook(const core::PartitionRow& row)
{
    if (row.stopped) {
        return {PartitionTableModel::tr("offset lost"), Glyph::error, Tone::error};
    }
    if (!row.owned) {
        return {PartitionTableModel::tr("not ours"), Glyph::none, Tone::dim};
    }
    if (!row.hasOutcome) {
        return {QStringLiteral("–"), Glyph::none, Tone::dim};
    }
    switch (row.lastOutcome) {
    case core::OutcomeState::pending:
        return {PartitionTableModel::tr("waiting"), Glyph::waiting, Tone::info};
    case core::OutcomeState::confirmed:
        return {PartitionTableModel::tr("ok"), Glyph::ok, Tone::ok};
    case core::OutcomeState::failed:
        return {PartitionTableModel::tr("refused"), Glyph::error, Tone::error};
    case core::OutcomeState::unknown:
        return {PartitionTableModel::tr("unknown"), Glyph::question, Tone::adapt};
    }
    return {};
}

Tone tone(const core::PartitionRow& row, int column)
{
    if (column == PartitionTableModel::outcomeColumn) {
        return outcomeLook(row).tone;
    }
    if (!row.owned) {
        return Tone::dim;
    }
    if (column == PartitionTableModel::riskColumn) {
        return row.lossRisk > 0 ? Tone::error : row.repeatRisk > 0 ? Tone::risk : Tone::normal;
    }
    return Tone::normal;
}

QString toolTip(const core::PartitionRow& row, int column)
{
    if (column == PartitionTableModel::riskColumn && row.lossRisk > 0) {
        return PartitionTableModel::tr("Committed, not processed: lost after a crash");
    }
    if (column == PartitionTableModel::riskColumn && row.repeatRisk > 0) {
        return row.owned ? PartitionTableModel::tr("Processed, not committed: processed again after a crash")
                         : PartitionTableModel::tr("Processed, not committed when the partition was taken away: its next owner gets it again");
    }
    if (column == PartitionTableModel::outcomeColumn && row.stopped) {
        return PartitionTableModel::tr("The wanted offset is gone: the partition stands still until you choose where to go on");
    }
    return {};
}

} // namespace

PartitionTableModel::PartitionTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void PartitionTableModel::apply(const std::vector<core::PartitionRow>& rows)
{
    matchRows(rows);
    std::int64_t scale = 0;
    for (const core::PartitionRow& row : rows) {
        scale = std::max(scale, bar(row).scale);
    }
    const bool manyTopics = !rows.empty() && rows.front().topic != rows.back().topic;
    const bool allChanged = scale != m_scale || manyTopics != m_manyTopics;
    m_scale = scale;
    m_manyTopics = manyTopics;
    int first = rowCount();
    int last = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (allChanged || !sameFigures(m_rows[i], rows[i])) {
            first = std::min(first, static_cast<int>(i));
            last = static_cast<int>(i);
        }
        m_rows[i] = rows[i];
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first, 0), index(last, columnTotal - 1));
    }
}

void PartitionTableModel::matchRows(const std::vector<core::PartitionRow>& rows)
{
    const RowDiff diff = diffSorted(m_rows, rows, before);
    for (const RowRange& range : diff.removed) {
        beginRemoveRows({}, range.first, range.last);
        m_rows.erase(m_rows.begin() + range.first, m_rows.begin() + range.last + 1);
        endRemoveRows();
    }
    for (const RowRange& range : diff.inserted) {
        beginInsertRows({}, range.first, range.last);
        m_rows.insert(m_rows.begin() + range.first, rows.begin() + range.first, rows.begin() + range.last + 1);
        endInsertRows();
    }
}

int PartitionTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PartitionTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QString PartitionTableModel::text(const core::PartitionRow& row, int column) const
{
    switch (column) {
    case partitionColumn:
        return m_manyTopics ? QStringLiteral("%1 / %2").arg(cellText(row.topic)).arg(row.partition) : QString::number(row.partition);
    case riskColumn:
        return riskText(row);
    case outcomeColumn:
        return outcomeLook(row).text;
    case barColumn:
        return {};
    default:
        return countText(sortValue(row, column).toLongLong());
    }
}

QVariant PartitionTableModel::sortValue(const core::PartitionRow& row, int column) const
{
    const auto number = [](std::int64_t value) { return QVariant::fromValue<qint64>(value); };
    switch (column) {
    case partitionColumn:
        return number(row.partition);
    case positionColumn:
        return number(row.position);
    case processedColumn:
        return number(row.processed);
    case committedColumn:
        return number(row.committed);
    case highWatermarkColumn:
        return number(row.highWatermark);
    case lagColumn:
        return number(row.lag);
    case riskColumn:
        return number(std::max(row.lossRisk, row.repeatRisk));
    case barColumn:
        return number(bar(row).committed);
    default:
        return outcomeLook(row).text;
    }
}

QVariant PartitionTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const core::PartitionRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(column < barColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return sortValue(row, column);
    case ToneRole:
        return QVariant::fromValue(tone(row, column));
    case GlyphRole:
        return column == outcomeColumn ? QVariant::fromValue(outcomeLook(row).glyph) : QVariant();
    case RowIdRole:
        return QVariant::fromValue<qint64>(row.slot);
    case BarRole: {
        PartitionBar parts = bar(row);
        parts.scale = parts.scale > 0 ? m_scale : 0;
        return column == barColumn ? QVariant::fromValue(parts) : QVariant();
    }
    default:
        return {};
    }
}

QVariant PartitionTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        const QString names[] = {tr("Partition"), tr("Position"), tr("Processed"), tr("Committed"), tr("High\nwatermark"), tr("Lag"),
                                 tr("At risk"), tr("Progress"), tr("Last\noutcome")};
        return names[section];
    }
    if (role == Qt::ToolTipRole) {
        const QString tips[] = {tr("Partition number"), tr("Next record to be handed out"), tr("All before it are processed, in order"),
                                tr("All before it are committed, confirmed by the broker"), tr("Offset of the next record to be produced"),
                                tr("High watermark minus committed"), tr("Would be processed again (repeat) or never (loss) after a crash"),
                                tr("Committed, at risk and not processed, from the first record of this session to the high watermark"), tr("How the last commit ended here")};
        return tips[section];
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(section < barColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace headroom::ui
