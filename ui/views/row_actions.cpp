// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/row_actions.h"

#include <QAction>
#include <QTableView>

namespace headroom::ui {

namespace {

QAction* add(QTableView& table, const char* name, const QString& text, const QKeySequence& keys)
{
    auto* action = new QAction(text, &table);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    table.addAction(action);
    return action;
}

void addSeparator(QTableView& table)
{
    auto* separator = new QAction(&table);
    separator->setSeparator(true);
    table.addAction(separator);
}

} // namespace

RowActions::RowActions(QTableView& table, QWidget& page) : QObject(&table)
{
    copyText = add(table, "copyRowAction", tr("&Copy row"), QKeySequence::Copy);
    copyValue = add(table, "copyValueAction", tr("Copy &value"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copyJson = add(table, "copyJsonAction", tr("Copy as &JSON"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    copyKcat = add(table, "copyKcatAction", tr("Copy &kcat command"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_K));
    addSeparator(table);
    commitUpTo = add(table, "commitUpToAction", tr("Commit &up to this message"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Return));
    commitUpTo->setShortcuts({QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Enter)});
    commitUpTo->setEnabled(false);
    addSeparator(table);
    bookmark = add(table, "bookmarkAction", tr("&Bookmark"), QKeySequence(Qt::CTRL | Qt::Key_B));
    nextBookmark = add(table, "nextBookmarkAction", tr("&Next bookmark"), QKeySequence(Qt::Key_F2));
    previousBookmark = add(table, "previousBookmarkAction", tr("&Previous bookmark"), QKeySequence(Qt::SHIFT | Qt::Key_F2));
    addSeparator(table);
    clear = add(table, "clearMessagesAction", tr("C&lear the view"), QKeySequence(Qt::CTRL | Qt::Key_L));
    clear->setToolTip(tr("Drop all kept rows; consuming and committing go on"));
    clear->setEnabled(false);
    table.setContextMenuPolicy(Qt::ActionsContextMenu);
    // Beside the table: in the text of the detail pane Ctrl+C copies what is selected there.
    for (QAction* action : {copyValue, copyJson, copyKcat, commitUpTo, bookmark, nextBookmark, previousBookmark, clear}) {
        page.addAction(action);
    }
}

void RowActions::setEnabled(bool selected, bool anyBookmark)
{
    for (QAction* action : {copyText, copyValue, copyJson, copyKcat, bookmark}) {
        action->setEnabled(selected);
    }
    nextBookmark->setEnabled(anyBookmark);
    previousBookmark->setEnabled(anyBookmark);
}

} // namespace headroom::ui
