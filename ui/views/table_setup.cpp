// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/table_setup.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableView>

#include "ui/views/cell_delegate.h"

namespace headroom::ui {

void setUpTable(QTableView& table, const QString& objectName, QAbstractItemModel& model, std::initializer_list<int> widths, int stretched)
{
    table.setObjectName(objectName);
    table.setModel(&model);
    table.setItemDelegate(new CellDelegate(&table));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setAlternatingRowColors(true);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setCornerButtonEnabled(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);

    QHeaderView& rows = *table.verticalHeader();
    rows.hide();
    rows.setSectionResizeMode(QHeaderView::Fixed);
    rows.setMinimumSectionSize(1);
    rows.setDefaultSectionSize(table.fontMetrics().height() + 5);

    QHeaderView& columns = *table.horizontalHeader();
    columns.setHighlightSections(false);
    columns.setSectionsMovable(true);
    columns.setMinimumSectionSize(24);
    columns.setTextElideMode(Qt::ElideRight);
    const int character = table.fontMetrics().averageCharWidth();
    constexpr int margin = 11;
    int column = 0;
    for (const int width : widths) {
        table.setColumnWidth(column, std::max(width * character + margin, columns.sectionSizeHint(column)));
        columns.setSectionResizeMode(column, column == stretched ? QHeaderView::Stretch : QHeaderView::Interactive);
        ++column;
    }
}

} // namespace headroom::ui
