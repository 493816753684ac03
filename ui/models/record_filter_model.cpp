// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_filter_model.h"

#include <algorithm>

#include <QElapsedTimer>

#include "ui/models/row_diff.h"

namespace headroom::ui {

namespace {
constexpr std::chrono::microseconds sliceBudget{4000};
/// The clock is read once per this many cheap tests.
constexpr int testsPerClockLook = 16;
/// Beyond this many separate changes a reset is cheaper for a view than signals.
constexpr std::size_t maxRanges = 32;
} // namespace

RecordFilterModel::RecordFilterModel(RecordTableModel& records, QObject* parent) : QAbstractProxyModel(parent), m_records(records)
{
    m_slices.setInterval(1);
    connect(&m_slices, &QTimer::timeout, this, [this] { scan(sliceBudget); });
    // First our own slots: the base class answers a removal with a header change, by which time this must be in step.
    connectSource();
    setSourceModel(&records);
}

void RecordFilterModel::connectSource()
{
    using Model = QAbstractItemModel;
    connect(&m_records, &Model::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) { sourceRowsGoing(first, last); });
    connect(&m_records, &Model::rowsRemoved, this, &RecordFilterModel::sourceRowsGone);
    connect(&m_records, &Model::rowsAboutToBeInserted, this, [this](const QModelIndex&, int first, int last) {
        if (!m_filtering) {
            beginInsertRows({}, first, last);
        }
    });
    connect(&m_records, &Model::rowsInserted, this, [this] {
        if (m_filtering) {
            m_slices.start();
        } else {
            endInsertRows();
            Q_EMIT progressed();
        }
    });
    connect(&m_records, &Model::dataChanged, this, [this](const QModelIndex& topLeft, const QModelIndex& bottomRight) {
        if (m_filtering) {
            statesMoved();
            if (!m_shown.empty()) {
                Q_EMIT dataChanged(index(0, topLeft.column()), index(rowCount() - 1, bottomRight.column()));
            }
        } else {
            Q_EMIT dataChanged(mapFromSource(topLeft), mapFromSource(bottomRight));
        }
    });
}

void RecordFilterModel::setFilter(RecordFilter filter)
{
    beginResetModel();
    m_filter = std::move(filter);
    m_filtering = !m_filter.matchesAll();
    m_matches = {};
    m_shown = {};
    m_nextToTest = m_records.firstId();
    m_undecided = 0;
    m_passed = 0;
    endResetModel();
    if (m_filtering) {
        scan(sliceBudget);
    } else {
        m_slices.stop();
        Q_EMIT progressed();
    }
}

void RecordFilterModel::scan(std::chrono::microseconds budget)
{
    if (!m_filtering) {
        return;
    }
    QElapsedTimer clock;
    clock.start();
    m_nextToTest = std::max(m_nextToTest, m_records.firstId());
    std::vector<RecordId> matches;
    for (int tests = 1; m_nextToTest < m_records.endId(); ++m_nextToTest, ++tests) {
        const RecordTableModel::Record record = m_records.record(m_nextToTest);
        const core::FilterVerdict verdict = test(record);
        if (verdict == core::FilterVerdict::yes) {
            matches.push_back(m_nextToTest);
        } else if (verdict == core::FilterVerdict::undecided) {
            ++m_undecided;
            tests = 0; // look at the clock after each costly one
        }
        if (tests % testsPerClockLook == 0 && clock.nsecsElapsed() > std::chrono::nanoseconds(budget).count()) {
            ++m_nextToTest;
            break;
        }
    }
    takeMatches(matches);
    if (complete()) {
        m_slices.stop();
    } else if (!m_slices.isActive()) {
        m_slices.start();
    }
    Q_EMIT progressed();
}

core::FilterVerdict RecordFilterModel::test(const RecordTableModel::Record& record) const
{
    if (m_filter.slot >= 0 && m_filter.slot != record.row->slot) {
        return core::FilterVerdict::no;
    }
    if (m_filter.text == nullptr || (m_passed != 0 && record.page->filter() == m_passed)) {
        return core::FilterVerdict::yes;
    }
    return m_filter.text->match(*record.page, *record.row, m_records.partitionOf(record.row->slot));
}

std::vector<RecordId> RecordFilterModel::withWantedState(const std::vector<RecordId>& ids) const
{
    std::vector<RecordId> wanted;
    std::ranges::copy_if(ids, std::back_inserter(wanted), [this](RecordId id) { return m_records.stateOf(*m_records.record(id).row) == *m_filter.state; });
    return wanted;
}

void RecordFilterModel::takeMatches(const std::vector<RecordId>& matches)
{
    if (m_filter.state) {
        m_matches.insert(m_matches.end(), matches.begin(), matches.end());
    }
    const std::vector<RecordId>& shown = m_filter.state ? withWantedState(matches) : matches;
    if (shown.empty()) {
        return;
    }
    const int before = rowCount();
    beginInsertRows({}, before, before + static_cast<int>(shown.size()) - 1);
    m_shown.insert(m_shown.end(), shown.begin(), shown.end());
    endInsertRows();
}

void RecordFilterModel::statesMoved()
{
    if (!m_filter.state) {
        return;
    }
    std::vector<RecordId> shown = withWantedState(m_matches);
    const RowDiff diff = diffSorted(m_shown, shown);
    if (diff.ranges() > maxRanges) {
        beginResetModel();
        m_shown = std::move(shown);
        endResetModel();
    } else {
        for (const RowRange& range : diff.removed) {
            beginRemoveRows({}, range.first, range.last);
            m_shown.erase(m_shown.begin() + range.first, m_shown.begin() + range.last + 1);
            endRemoveRows();
        }
        for (const RowRange& range : diff.inserted) {
            beginInsertRows({}, range.first, range.last);
            m_shown.insert(m_shown.begin() + range.first, shown.begin() + range.first, shown.begin() + range.last + 1);
            endInsertRows();
        }
    }
    Q_EMIT progressed();
}

void RecordFilterModel::sourceRowsGoing(int first, int last)
{
    if (!m_filtering) {
        beginRemoveRows({}, first, last);
        return;
    }
    // The source only loses rows at its front.
    const RecordId end = m_records.firstId() + last + 1;
    m_matches.erase(m_matches.begin(), std::ranges::lower_bound(m_matches, end));
    m_going = static_cast<std::size_t>(std::ranges::lower_bound(m_shown, end) - m_shown.begin());
    if (m_going > 0) {
        beginRemoveRows({}, 0, static_cast<int>(m_going) - 1);
    }
}

void RecordFilterModel::sourceRowsGone()
{
    if (!m_filtering) {
        endRemoveRows();
    } else if (m_going > 0) {
        m_shown.erase(m_shown.begin(), m_shown.begin() + static_cast<std::ptrdiff_t>(m_going));
        m_going = 0;
        endRemoveRows();
    }
    Q_EMIT progressed();
}

RecordId RecordFilterModel::idAt(int row) const
{
    return m_filtering ? m_shown[static_cast<std::size_t>(row)] : m_records.firstId() + row;
}

int RecordFilterModel::rowAtOrAfter(RecordId id) const
{
    if (m_filtering) {
        return static_cast<int>(std::ranges::lower_bound(m_shown, id) - m_shown.begin());
    }
    return static_cast<int>(std::clamp(id, m_records.firstId(), m_records.endId()) - m_records.firstId());
}

int RecordFilterModel::rowOf(RecordId id) const
{
    const int row = rowAtOrAfter(id);
    return row < rowCount() && idAt(row) == id ? row : -1;
}

QModelIndex RecordFilterModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex RecordFilterModel::parent(const QModelIndex&) const
{
    return {};
}

int RecordFilterModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid()) {
        return 0;
    }
    return m_filtering ? static_cast<int>(m_shown.size()) : m_records.rowCount();
}

int RecordFilterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_records.columnCount();
}

QModelIndex RecordFilterModel::mapToSource(const QModelIndex& proxy) const
{
    if (!proxy.isValid()) {
        return {};
    }
    return m_records.index(static_cast<int>(idAt(proxy.row()) - m_records.firstId()), proxy.column());
}

QModelIndex RecordFilterModel::mapFromSource(const QModelIndex& source) const
{
    if (!source.isValid()) {
        return {};
    }
    const int row = rowOf(m_records.firstId() + source.row());
    return row < 0 ? QModelIndex() : index(row, source.column());
}

QVariant RecordFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_records.headerData(section, orientation, role);
}

} // namespace headroom::ui
