// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/columns_button.h"

#include <algorithm>

#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

ColumnsButton::ColumnsButton(QTableView& table, QStringList names, QWidget* parent)
    : QToolButton(parent), m_table(table), m_names(std::move(names)), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("columnsButton"));
    setToolTip(tr("Choose the columns, and what the rows are sorted by"));
    setAccessibleName(tr("Columns"));
    setFocusPolicy(Qt::TabFocus);
    m_menu->setObjectName(QStringLiteral("columnsMenu"));
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &ColumnsButton::fillMenu);
    // Not the button's own menu: that one waits for the choice in a loop within the loop.
    connect(this, &QToolButton::clicked, this, [this] { m_menu->popup(mapToGlobal(QPoint(0, height()))); });
    fillMenu();
    drawIcon();
    QHeaderView& header = *table.horizontalHeader();
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QWidget::customContextMenuRequested, this, [this, &header](QPoint at) { m_menu->popup(header.mapToGlobal(at)); });
}

void ColumnsButton::fillMenu()
{
    m_menu->clear();
    const QStringList visible = shown();
    const QAbstractItemModel& model = *m_table.model();
    const auto title = [&model](int column) { return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); };
    for (int column = 0; column < m_names.size(); ++column) {
        QAction* action = m_menu->addAction(title(column));
        action->setToolTip(model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setCheckable(true);
        action->setChecked(visible.contains(m_names[column]));
        action->setEnabled(visible.size() > 1 || !action->isChecked());
        connect(action, &QAction::toggled, this, [this, column](bool on) { choose(column, on); });
    }
    m_menu->addSeparator();
    QHeaderView& header = *m_table.horizontalHeader();
    QMenu* sorting = m_menu->addMenu(tr("&Sort by"));
    sorting->setObjectName(QStringLiteral("sortMenu"));
    const auto addSort = [&](const QString& text, int column, Qt::SortOrder order) {
        QAction* action = sorting->addAction(text);
        action->setCheckable(true);
        action->setChecked(header.sortIndicatorSection() == column && (column < 0 || header.sortIndicatorOrder() == order));
        connect(action, &QAction::triggered, &header, [&header, column, order] { header.setSortIndicator(column, order); });
    };
    addSort(tr("Arrival"), -1, Qt::AscendingOrder);
    for (int column = 0; column < m_names.size(); ++column) {
        addSort(tr("%1, smallest first").arg(title(column)), column, Qt::AscendingOrder);
        addSort(tr("%1, largest first").arg(title(column)), column, Qt::DescendingOrder);
    }
}

void ColumnsButton::drawIcon()
{
    setIcon(themedIcon("settings", themeColors(palette()).text));
}

void ColumnsButton::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        drawIcon();
    }
}

void ColumnsButton::choose(int column, bool visible)
{
    if (visible || shown().size() > 1) {
        m_table.setColumnHidden(column, !visible);
    }
}

QStringList ColumnsButton::shown() const
{
    QStringList names;
    for (int column = 0; column < m_names.size(); ++column) {
        if (!m_table.isColumnHidden(column)) {
            names << m_names[column];
        }
    }
    return names;
}

void ColumnsButton::setShown(const QStringList& names)
{
    if (std::ranges::none_of(m_names, [&names](const QString& name) { return names.contains(name); })) {
        return;
    }
    for (int column = 0; column < m_names.size(); ++column) {
        m_table.setColumnHidden(column, !names.contains(m_names[column]));
    }
}

} // namespace headroom::ui
