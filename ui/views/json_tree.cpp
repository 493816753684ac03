// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/json_tree.h"

#include <QAction>
#include <QHeaderView>

#include "ui/models/json_tree_model.h"

namespace headroom::ui {

JsonTree::JsonTree(QWidget* parent) : QTreeView(parent), m_model(new JsonTreeModel(this))
{
    setObjectName(QStringLiteral("detailTree"));
    setAccessibleName(tr("Value as a tree"));
    setModel(m_model);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    auto* filter = new QAction(tr("&Filter by this value"), this);
    filter->setObjectName(QStringLiteral("filterByNodeAction"));
    filter->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    filter->setShortcutContext(Qt::WidgetShortcut);
    connect(filter, &QAction::triggered, this, &JsonTree::filterByCurrent);
    addAction(filter);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void JsonTree::read(std::string_view json)
{
    m_model->read(json);
    expandToDepth(1);
    resizeColumnToContents(JsonTreeModel::nameColumn);
}

bool JsonTree::complete() const
{
    return m_model->complete();
}

void JsonTree::filterByCurrent()
{
    if (const QString condition = m_model->conditionFor(currentIndex()); !condition.isEmpty()) {
        Q_EMIT filterWanted(condition);
    }
}

} // namespace headroom::ui
