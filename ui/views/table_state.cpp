// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/table_state.h"

#include <QHeaderView>
#include <QSettings>
#include <QTableView>

namespace headroom::ui {

namespace {

/// Calls `with` for each table and the key that it is kept under. The number of columns is part of it: what an older
/// program kept would move figures under other names.
template <class With>
void eachTable(const QWidget& window, With with)
{
    for (const char* name : {"messagesTable", "partitionsTable", "commitHistory", "eventsTable"}) {
        if (const auto* table = window.findChild<QTableView*>(QLatin1String(name))) {
            QHeaderView& header = *table->horizontalHeader();
            with(header, QStringLiteral("tables/%1-%2").arg(QLatin1String(name)).arg(header.count()));
        }
    }
}

} // namespace

void saveTables(QSettings& state, const QWidget& window)
{
    eachTable(window, [&state](const QHeaderView& header, const QString& key) { state.setValue(key, header.saveState()); });
}

void restoreTables(const QSettings& state, const QWidget& window)
{
    eachTable(window, [&state](QHeaderView& header, const QString& key) {
        const int sorted = header.sortIndicatorSection();
        const Qt::SortOrder order = header.sortIndicatorOrder();
        const QByteArray kept = state.value(key).toByteArray();
        if (!kept.isEmpty() && header.restoreState(kept)) {
            header.setSortIndicator(sorted, order); // each run begins with its own rows
        }
    });
}

} // namespace headroom::ui
