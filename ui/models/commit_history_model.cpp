// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/commit_history_model.h"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {

bool same(const core::CommitRecord& a, const core::CommitRecord& b)
{
    const auto all = [](const core::CommitRecord& r) { return std::tie(r.state, r.latencyMs, r.messages, r.partitions, r.reason); };
    return all(a) == all(b);
}

QString triggerText(core::CommitTrigger trigger)
{
    switch (trigger) {
    case core::CommitTrigger::user:
        return CommitHistoryModel::tr("Commit batch");
    case core::CommitTrigger::batch:
        return CommitHistoryModel::tr("after batch");
    case core::CommitTrigger::interval:
        return CommitHistoryModel::tr("interval");
    case core::CommitTrigger::revoke:
        return CommitHistoryModel::tr("rebalance (revoke)");
    case core::CommitTrigger::quit:
        return CommitHistoryModel::tr("stop");
    case core::CommitTrigger::automatic:
        return CommitHistoryModel::tr("auto commit");
    }
    return {};
}

} // namespace

CommitHistoryModel::CommitHistoryModel(QObject* parent) : QAbstractTableModel(parent) {}

bool CommitHistoryModel::anotherRun(const std::vector<core::CommitRecord>& newestLast) const
{
    if (m_newest == 0 || newestLast.empty()) {
        return false;
    }
    if (newestLast.back().number < m_newest) {
        return true;
    }
    // Numbers start at 1 in each run: the same number sent at another time is another commit.
    const auto known = std::ranges::find(newestLast, m_newest, &core::CommitRecord::number);
    return known != newestLast.end() && known->sentAt != m_records.front().sentAt;
}

void CommitHistoryModel::apply(const std::vector<core::CommitRecord>& newestLast)
{
    if (anotherRun(newestLast)) {
        m_newest = 0;
        m_runRows = 0;
    }
    update(newestLast);
    std::vector<core::CommitRecord> newer;
    for (auto record = newestLast.rbegin(); record != newestLast.rend() && record->number > m_newest; ++record) {
        newer.push_back(*record);
    }
    if (newer.empty()) {
        return;
    }
    m_missing += newer.back().number - m_newest - 1;
    m_newest = newer.front().number;
    if (newer.size() > maxRows) {
        m_missing += newer.size() - maxRows;
        newer.resize(maxRows);
    }
    prepend(std::move(newer));
}

void CommitHistoryModel::update(const std::vector<core::CommitRecord>& newestLast)
{
    std::size_t row = 0;
    for (auto record = newestLast.rbegin(); record != newestLast.rend(); ++record) {
        while (row < m_runRows && m_records[row].number > record->number) {
            ++row;
        }
        if (row < m_runRows && m_records[row].number == record->number && !same(m_records[row], *record)) {
            m_records[row] = *record;
            Q_EMIT dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), columnTotal - 1));
        }
    }
}

void CommitHistoryModel::prepend(std::vector<core::CommitRecord> newestFirst)
{
    const int added = static_cast<int>(newestFirst.size());
    const int surplus = rowCount() + added - maxRows;
    if (surplus > 0) {
        beginRemoveRows({}, rowCount() - surplus, rowCount() - 1);
        m_records.resize(m_records.size() - static_cast<std::size_t>(surplus));
        m_missing += static_cast<std::uint64_t>(surplus);
        endRemoveRows();
    }
    beginInsertRows({}, 0, added - 1);
    m_records.insert(m_records.begin(), newestFirst.begin(), newestFirst.end());
    m_runRows = std::min(m_runRows + newestFirst.size(), m_records.size());
    endInsertRows();
}

void CommitHistoryModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_newest = 0;
    m_runRows = 0;
    m_missing = 0;
    endResetModel();
}

QString CommitHistoryModel::outcomeText(const core::CommitRecord& record)
{
    const QString reason = cellText(coreUtf8(record.reason));
    const auto with = [&reason](const QString& word) { return reason.isEmpty() ? word : QStringLiteral("%1 – %2").arg(word, reason); };
    switch (record.state) {
    case core::OutcomeState::pending:
        return tr("waiting for the answer");
    case core::OutcomeState::confirmed:
        return with(tr("committed"));
    case core::OutcomeState::failed:
        return with(tr("refused"));
    case core::OutcomeState::unknown:
        return with(tr("unknown"));
    }
    return {};
}

Tone CommitHistoryModel::outcomeTone(core::OutcomeState state) noexcept
{
    static constexpr Tone tones[] = {Tone::info, Tone::ok, Tone::error, Tone::adapt};
    return tones[static_cast<int>(state)];
}

Glyph CommitHistoryModel::outcomeGlyph(core::OutcomeState state) noexcept
{
    static constexpr Glyph glyphs[] = {Glyph::waiting, Glyph::ok, Glyph::error, Glyph::question};
    return glyphs[static_cast<int>(state)];
}

QString CommitHistoryModel::latencyText(const core::CommitRecord& record)
{
    if (!(record.latencyMs >= 0)) { // also when it is no number
        return QStringLiteral("–");
    }
    const std::chrono::duration<double, std::milli> latency(std::min(record.latencyMs, 1e12));
    return fromUtf8(core::formatDuration(std::chrono::duration_cast<std::chrono::nanoseconds>(latency)));
}

int CommitHistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int CommitHistoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QString CommitHistoryModel::text(const core::CommitRecord& record, int column)
{
    switch (column) {
    case timeColumn:
        return fromUtf8(core::formatClock(record.sentAt));
    case requestColumn:
        return fromUtf8(core::formatCount(static_cast<std::int64_t>(record.number)));
    case triggerColumn:
        return triggerText(record.trigger);
    case messagesColumn:
        return fromUtf8(core::formatCount(record.messages));
    case partitionsColumn:
        return fromUtf8(core::formatCount(record.partitions));
    case latencyColumn:
        return latencyText(record);
    case outcomeColumn:
        return outcomeText(record);
    default:
        return {};
    }
}

QVariant CommitHistoryModel::sortValue(const core::CommitRecord& record, int column)
{
    switch (column) {
    case timeColumn:
        return QVariant::fromValue<qint64>(record.sentAt.time_since_epoch().count());
    case requestColumn:
        return QVariant::fromValue<quint64>(record.number);
    case messagesColumn:
        return QVariant::fromValue<qint64>(record.messages);
    case partitionsColumn:
        return QVariant::fromValue<qint64>(record.partitions);
    case latencyColumn:
        return record.latencyMs;
    default:
        return text(record, column);
    }
}

QVariant CommitHistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const core::CommitRecord& record = m_records[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool number = column == requestColumn || (column >= messagesColumn && column <= latencyColumn);
    switch (role) {
    case Qt::DisplayRole:
        return text(record, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return sortValue(record, column);
    case ToneRole:
        return QVariant::fromValue(column == outcomeColumn ? outcomeTone(record.state) : Tone::normal);
    case GlyphRole:
        return column == outcomeColumn ? QVariant::fromValue(outcomeGlyph(record.state)) : QVariant();
    default:
        return {};
    }
}

QVariant CommitHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        const QString names[] = {tr("Time"), tr("Request"), tr("Trigger"), tr("Messages"), tr("Partitions"), tr("Latency"), tr("Outcome")};
        return names[section];
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == requestColumn || (section >= messagesColumn && section <= latencyColumn);
        return QVariant::fromValue(Qt::Alignment(number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace headroom::ui
