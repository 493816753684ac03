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
        } else if (!action->shortcut().isEmpty()) {
            new QTreeWidgetItem(group, {withoutMnemonic(action->text()), QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)});
        }
    }
}

} // namespace

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
    const std::pair<QString, QString> keys[] = {{tr("Settings: filter"), tr("Ctrl+F")},
                                                {tr("Settings: edit the value"), tr("F2, Return")},
                                                {tr("Settings: back to the default"), tr("Backspace")},
                                                {tr("Settings: next or previous value"), tr("Down, Up")},
                                                {tr("Settings: leave the value"), tr("Esc")}};
    for (const auto& [what, key] : keys) {
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
