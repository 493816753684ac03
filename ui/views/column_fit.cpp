// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/column_fit.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableView>

namespace headroom::ui {

ColumnFit::ColumnFit(QTableView& table, std::initializer_list<int> free) : m_table(table), m_free(free)
{
    table.horizontalHeader()->setResizeContentsPrecision(0); // the rows in sight, not a thousand more
}

void ColumnFit::fit()
{
    const QAbstractItemView& view = m_table; // whose size hints anybody may ask for
    m_widest.resize(static_cast<std::size_t>(m_table.horizontalHeader()->count()), 0);
    for (int column = 0; column < m_table.horizontalHeader()->count(); ++column) {
        int& widest = m_widest[static_cast<std::size_t>(column)];
        const int wanted = std::ranges::find(m_free, column) != m_free.end() ? 0 : view.sizeHintForColumn(column);
        if (wanted > widest) {
            widest = wanted;
            m_table.setColumnWidth(column, std::max(m_table.columnWidth(column), wanted));
        }
    }
}

} // namespace headroom::ui
