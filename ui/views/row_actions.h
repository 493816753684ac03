// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QTableView;
class QWidget;

namespace headroom::ui {

/// What can be done with the selected message: its context menu and its keys. Nothing selected: nothing can be done but
/// going to a bookmark. Thread: GUI.
class RowActions : public QObject {
    Q_OBJECT
public:
    /// Adds the actions to the table (its context menu) and, where a key should work in all of the page, to the page.
    RowActions(QTableView& table, QWidget& page);

    void setEnabled(bool selected, bool anyBookmark);

    QAction* copyText = nullptr;     ///< Ctrl+C, in the table only
    QAction* copyValue = nullptr;    ///< Ctrl+Shift+C
    QAction* clear = nullptr;        ///< Ctrl+L; all rows, enabled by its owner
    QAction* commitUpTo = nullptr;   ///< Ctrl+Alt+Return; enabled by its owner
    QAction* copyJson = nullptr;     ///< Ctrl+Alt+C
    QAction* copyKcat = nullptr;     ///< Ctrl+Alt+K
    QAction* bookmark = nullptr;     ///< Ctrl+B
    QAction* nextBookmark = nullptr; ///< F2
    QAction* previousBookmark = nullptr; ///< Shift+F2
};

} // namespace headroom::ui
