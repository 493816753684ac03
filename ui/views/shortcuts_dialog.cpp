// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/shortcuts_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/language/language.h"

namespace headroom::ui {

namespace {

void addMenuKeys(QTreeWidgetItem* group, const QMenu* menu)
{
    for (const QAction* action : menu->actions()) {
        if (action->menu() != nullptr) {
            addMenuKeys(group, action->menu());
        } else if (!action->shortcut().isEmpty() && action->isVisible()) {
            new QTreeWidgetItem(group, {withoutMnemonic(action->text()), QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)});
        }
    }
}

} // namespace

QList<std::pair<QString, QString>> ShortcutsDialog::panelKeys()
{
    return {{tr("Settings: filter"), tr("Ctrl+F")},
            {tr("Settings: edit the value"), tr("F2, Return")},
            {tr("Settings: back to the default"), tr("Backspace")},
            {tr("Settings: next or previous value"), tr("Down, Up")},
            {tr("Settings: leave the value"), tr("Esc")},
            {tr("Settings: take a change back, and again"), tr("Ctrl+Z, Ctrl+Shift+Z")},
            {tr("Messages: filter"), tr("Ctrl+F")},
            {tr("Messages: examples of conditions"), tr("Alt+Down")},
            {tr("Messages: copy the row, the value"), tr("Ctrl+C, Ctrl+Shift+C")},
            {tr("Messages: copy as JSON, as a kcat command"), tr("Ctrl+Alt+C, Ctrl+Alt+K")},
            {tr("Messages: commit up to this one"), tr("Ctrl+Alt+Return")},
            {tr("Messages: bookmark, next, previous"), tr("Ctrl+B, F2, Shift+F2")},
            {tr("Messages: clear the view"), tr("Ctrl+L")},
            {tr("Messages: the newest row"), tr("End")},
            {tr("Messages: filter by a value of the tree"), tr("Ctrl+Shift+Return")},
            {tr("Commit board: commit the selected partitions"), tr("Ctrl+Alt+Return")},
            {tr("Commit board: preview the commit"), tr("Ctrl+Shift+Return")},
            {tr("Events: copy the row"), tr("Ctrl+C")},
            {tr("Charts: hover by a sample, by ten"), tr("Left, Right, with Shift")},
            {tr("Charts: next or previous marker, its event"), tr("M, Shift+M, Return")},
            {tr("Charts: zoom in or out"), tr("+, -, wheel, drag")},
            {tr("Charts: move in time"), tr("Shift+drag, middle drag")},
            {tr("Charts: back to live"), tr("End, double click")},
            {tr("Charts: copy the read-out"), tr("Ctrl+C")},
            {tr("Charts: no hover, nothing chosen"), tr("Esc")}};
}

ShortcutsDialog::ShortcutsDialog(QMainWindow* window) : QDialog(window)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Shortcuts"));
    auto* tree = new QTreeWidget(this);
    tree->setObjectName(QStringLiteral("shortcutsTree"));
    tree->setAccessibleName(tr("Shortcuts"));
    tree->setHeaderLabels({tr("Action"), tr("Keys")});
    tree->setRootIsDecorated(false);
    for (const QAction* top : window->menuBar()->actions()) {
        auto* group = new QTreeWidgetItem(tree, {withoutMnemonic(top->text())});
        addMenuKeys(group, top->menu());
    }
    auto* inside = new QTreeWidgetItem(tree, {tr("Inside panels")});
    for (const auto& [what, key] : panelKeys()) {
        new QTreeWidgetItem(inside, {what, key});
    }
    QFont bold = font();
    bold.setBold(true);
    for (int group = 0; group < tree->topLevelItemCount(); ++group) {
        tree->topLevelItem(group)->setFont(0, bold);
    }
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(tree);
    layout->addWidget(buttons);
    resize(520, 620);
}

} // namespace headroom::ui
