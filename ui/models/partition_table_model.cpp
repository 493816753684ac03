// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/partition_table_model.h"

#include <algorithm>
#include <tuple>

#include "ui/models/cell_text.h"
#include "ui/models/partition_cells.h"
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

} // namespace

PartitionTableModel::PartitionTableModel(QObject* parent) : QAbstractTableModel(parent) {}

/// True when a second has passed and the outlooks may be other ones.
bool PartitionTableModel::followLag(const std::vector<core::PartitionRow>& rows, double seconds)
{
    if (seconds < m_trendSeconds) {
        m_trends.clear(); // another run
    }
    for (const core::PartitionRow& row : rows) {
        if (row.owned) {
            m_trends[row.slot].add(seconds, row.lag);
        } else {
            m_trends.erase(row.slot);
        }
    }
    const bool due = seconds < m_trendSeconds || seconds - m_trendSeconds >= 1;
    m_trendSeconds = due ? seconds : m_trendSeconds;
    return due;
}

core::LagTrend::Outlook PartitionTableModel::outlook(const core::PartitionRow& row) const
{
    const auto found = m_trends.find(row.slot);
    return found == m_trends.end() ? core::LagTrend::Outlook() : found->second.outlook();
}

void PartitionTableModel::apply(const std::vector<core::PartitionRow>& rows, double seconds)
{
    matchRows(rows);
    const bool newOutlooks = followLag(rows, seconds);
    std::int64_t scale = 0;
    for (const core::PartitionRow& row : rows) {
        scale = std::max(scale, partitionBar(row).scale);
    }
    const bool manyTopics = !rows.empty() && rows.front().topic != rows.back().topic;
    const bool allChanged = scale != m_scale || manyTopics != m_manyTopics || newOutlooks;
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
    case trendColumn:
        return trendText(outlook(row));
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
    case trendColumn:
        return outlook(row).secondsToClear;
    case riskColumn:
        return number(std::max(row.lossRisk, row.repeatRisk));
    case barColumn:
        return number(partitionBar(row).committed);
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
        return partitionToolTip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(column < barColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return sortValue(row, column);
    case ToneRole:
        return QVariant::fromValue(partitionTone(row, column));
    case GlyphRole:
        return column == outcomeColumn ? QVariant::fromValue(outcomeLook(row).glyph) : QVariant();
    case RowIdRole:
        return QVariant::fromValue<qint64>(row.slot);
    case BarRole: {
        PartitionBar parts = partitionBar(row);
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
        const QString names[] = {tr("P"), tr("Position"), tr("Processed"), tr("Committed"), tr("High\nwatermark"), tr("Lag"),
                                 tr("Clears\nin"), tr("At risk"), tr("Progress"), tr("Last\noutcome")};
        return names[section];
    }
    if (role == Qt::ToolTipRole) {
        const QString tips[] = {tr("Partition number"), tr("Next record to be handed out"), tr("All before it are processed, in order"),
                                tr("All before it are committed, confirmed by the broker"), tr("Offset of the next record to be produced"),
                                tr("High watermark minus committed"), tr("When no lag is left, by how it fell in the last 30 s; growing: producers are faster"), tr("Would be processed again (repeat) or never (loss) after a crash"),
                                tr("Committed, at risk and not processed, from the first record of this session to the high watermark"), tr("How the last commit ended here")};
        return tips[section];
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(section < barColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace headroom::ui
