// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <vector>

class QTableView;

namespace headroom::ui {

/// Widens the columns of a table whose cells grew longer than any before, never narrows them: the figures do not make
/// the table breathe, and a width set by hand stays. Thread: GUI. Looks at the rows in sight only.
class ColumnFit {
public:
    /// Columns of free text are left alone: they end in "…", and the whole is in the tooltip or the detail.
    ColumnFit(QTableView& table, std::initializer_list<int> free);
    /// After new rows or values.
    void fit();

private:
    QTableView& m_table;
    std::vector<int> m_free;
    std::vector<int> m_widest; ///< pixels, by column
};

} // namespace headroom::ui
