// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_order_model.h"

#include <algorithm>

namespace headroom::ui {

RecordOrderModel::RecordOrderModel(RecordTableModel& records, RecordFilterModel& shown, QObject* parent)
    : QAbstractProxyModel(parent), m_records(records), m_shown(shown)
{
    connectSource(); // before the base class connects its own, see RecordFilterModel
    setSourceModel(&shown);
}

void RecordOrderModel::connectSource()
{
    using Model = QAbstractItemModel;
    connect(&m_shown, &Model::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) { sourceRowsGoing(first, last); });
    connect(&m_shown, &Model::rowsRemoved, this, [this] {
        if (!sorted()) {
            endRemoveRows();
        }
    });
    connect(&m_shown, &Model::rowsAboutToBeInserted, this, [this](const QModelIndex&, int first, int last) {
        if (!sorted()) {
            beginInsertRows({}, first, last);
        }
    });
    connect(&m_shown, &Model::rowsInserted, this, [this] {
        if (!sorted()) {
            endInsertRows();
        }
    });
    connect(&m_shown, &Model::modelAboutToBeReset, this, &RecordOrderModel::beginResetModel);
    connect(&m_shown, &Model::modelReset, this, [this] {
        rebuild();
        endResetModel();
    });
    connect(&m_shown, &Model::dataChanged, this, &RecordOrderModel::sourceChanged);
    connect(&m_shown, &RecordFilterModel::progressed, this, [this] {
        if (m_growing && m_shown.complete()) {
            sortAgain();
        }
    });
}

void RecordOrderModel::sourceRowsGoing(int first, int last)
{
    if (sorted()) {
        drop(m_shown.idAt(first), m_shown.idAt(last)); // ids rise with the rows of the source
    } else {
        beginRemoveRows({}, first, last);
    }
}

void RecordOrderModel::drop(RecordId first, RecordId last)
{
    const auto goes = [first, last](RecordId id) { return id >= first && id <= last; };
    const int count = static_cast<int>(std::ranges::count_if(m_order, goes));
    if (count == 0) {
        return;
    }
    // Two signals instead of one for each of many places: all that goes moves to the end, and is cut off there.
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    const std::vector<RecordId> old = before.isEmpty() ? std::vector<RecordId>() : m_order;
    std::ranges::stable_partition(m_order, [&goes](RecordId id) { return !goes(id); });
    for (const QModelIndex& index : before) {
        const RecordId id = old[static_cast<std::size_t>(index.row())];
        after << this->index(static_cast<int>(std::ranges::find(m_order, id) - m_order.begin()), index.column());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
    const int kept = static_cast<int>(m_order.size()) - count;
    beginRemoveRows({}, kept, kept + count - 1);
    m_order.resize(static_cast<std::size_t>(kept));
    endRemoveRows();
}

void RecordOrderModel::sourceChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight)
{
    if (!sorted()) {
        Q_EMIT dataChanged(mapFromSource(topLeft), mapFromSource(bottomRight));
    } else if (!m_order.empty()) {
        Q_EMIT dataChanged(index(0, topLeft.column()), index(rowCount() - 1, bottomRight.column()));
    }
}

void RecordOrderModel::sort(int column, Qt::SortOrder order)
{
    beginResetModel();
    m_column = column >= 0 && column < columnCount() ? column : byArrival;
    m_direction = order;
    rebuild();
    endResetModel();
}

void RecordOrderModel::sortAgain()
{
    if (sorted()) {
        sort(m_column, m_direction);
    }
}

void RecordOrderModel::rebuild()
{
    m_order.clear();
    m_growing = sorted() && !m_shown.complete();
    if (!sorted()) {
        m_order.shrink_to_fit();
        return;
    }
    std::vector<std::pair<RecordTableModel::SortKey, RecordId>> keys;
    keys.reserve(static_cast<std::size_t>(m_shown.rowCount()));
    for (int row = 0; row < m_shown.rowCount(); ++row) {
        const RecordId id = m_shown.idAt(row);
        keys.emplace_back(m_records.sortKey(id, m_column), id);
    }
    const bool up = m_direction == Qt::AscendingOrder;
    std::ranges::sort(keys, [up](const auto& a, const auto& b) {
        const auto order = a.first <=> b.first;
        return order == 0 ? a.second < b.second : up ? order < 0 : order > 0;
    });
    m_order.reserve(keys.size());
    for (const auto& [key, id] : keys) {
        m_order.push_back(id);
    }
}

int RecordOrderModel::waiting() const
{
    return sorted() ? std::max(0, m_shown.rowCount() - static_cast<int>(m_order.size())) : 0;
}

RecordId RecordOrderModel::idAt(int row) const
{
    return sorted() ? m_order[static_cast<std::size_t>(row)] : m_shown.idAt(row);
}

int RecordOrderModel::rowOf(RecordId id) const
{
    if (!sorted()) {
        return m_shown.rowOf(id);
    }
    const auto found = std::ranges::find(m_order, id);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

QModelIndex RecordOrderModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex RecordOrderModel::parent(const QModelIndex&) const
{
    return {};
}

int RecordOrderModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid()) {
        return 0;
    }
    return sorted() ? static_cast<int>(m_order.size()) : m_shown.rowCount();
}

int RecordOrderModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_shown.columnCount();
}

QModelIndex RecordOrderModel::mapToSource(const QModelIndex& proxy) const
{
    return proxy.isValid() ? m_shown.index(m_shown.rowOf(idAt(proxy.row())), proxy.column()) : QModelIndex();
}

QModelIndex RecordOrderModel::mapFromSource(const QModelIndex& source) const
{
    return source.isValid() ? index(rowOf(m_shown.idAt(source.row())), source.column()) : QModelIndex();
}

QVariant RecordOrderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_shown.headerData(section, orientation, role);
}

} // namespace headroom::ui
