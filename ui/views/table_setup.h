// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>

class QAbstractItemModel;
class QString;
class QTableView;

namespace headroom::ui {

/// Makes a table read-only with rows of one height, selected whole, painted by CellDelegate; never sized by its contents,
/// so 100,000 rows cost as much as ten. `widths` are in characters, the column `stretched` takes the rest.
void setUpTable(QTableView& table, const QString& objectName, QAbstractItemModel& model, std::initializer_list<int> widths, int stretched);

} // namespace headroom::ui
