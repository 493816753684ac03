// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/partition_cells.h"

#include <algorithm>
#include <chrono>

#include "core/base/number_format.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

QString countText(std::int64_t count)
{
    return count < 0 ? QStringLiteral("–") : fromUtf8(core::formatCount(count));
}

PartitionBar partitionBar(const core::PartitionRow& row)
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
        const QString count = countText(row.repeatRisk);
        return row.owned ? PartitionTableModel::tr("%1 repeat").arg(count) : PartitionTableModel::tr("%1 redelivered").arg(count); // the one may be prevented yet
    }
    return row.owned ? QStringLiteral("0") : QStringLiteral("–");
}

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

Tone partitionTone(const core::PartitionRow& row, int column)
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

QString trendText(const core::LagTrend::Outlook& outlook)
{
    if (outlook.trend == core::MemoryTrend::rising) {
        return PartitionTableModel::tr("growing");
    }
    if (outlook.secondsToClear < 0) {
        return QStringLiteral("–");
    }
    const std::chrono::duration<double> left(outlook.secondsToClear);
    return QStringLiteral("≈ ") + fromUtf8(core::formatDuration(std::chrono::duration_cast<std::chrono::nanoseconds>(left)));
}

QString partitionToolTip(const core::PartitionRow& row, int column)
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

} // namespace headroom::ui
