// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/facts_model.h"

#include "core/base/number_format.h"
#include "ui/models/cell_roles.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

FactCell FactCell::number(qint64 value, qint64 unknown)
{
    return {value == unknown ? QStringLiteral("?") : fromUtf8(core::formatCount(value)), QVariant(value)};
}

FactsModel::FactsModel(QStringList headers, QObject* parent) : QAbstractTableModel(parent), m_headers(std::move(headers)) {}

void FactsModel::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QString FactsModel::text(int row, int column) const
{
    return m_rows.at(static_cast<std::size_t>(row)).at(static_cast<std::size_t>(column)).text;
}

int FactsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FactsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

Qt::Alignment FactsModel::alignment(int column) const
{
    const bool number = !m_rows.empty() && m_rows.front()[static_cast<std::size_t>(column)].sortValue.isValid();
    return (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QVariant FactsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const FactCell& cell = row[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case SortRole:
        return cell.sortValue.isValid() ? cell.sortValue : QVariant(cell.text);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignment(index.column()));
    default:
        return {};
    }
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_headers.size()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(alignment(section));
    }
    return role == Qt::DisplayRole ? QVariant(m_headers[section]) : QVariant();
}

} // namespace headroom::ui
