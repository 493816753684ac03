// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tail_follower.h"

#include <algorithm>

#include <QCheckBox>
#include <QItemSelectionModel>
#include <QScrollBar>
#include <QShortcut>
#include <QTableView>

#include "ui/views/new_rows_button.h"

namespace headroom::ui {

TailFollower::TailFollower(QTableView& table, QCheckBox& check)
    : QObject(&table), m_table(table), m_check(check), m_newRows(new NewRowsButton(table))
{
    check.setChecked(true);
    connect(&check, &QCheckBox::toggled, this, [this](bool on) {
        if (on) {
            m_newRows->setCount(0);
            toEnd();
        }
    });
    connect(table.model(), &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { rowsCame(last - first + 1); });
    connect(table.model(), &QAbstractItemModel::modelReset, this, [this] { m_newRows->setCount(0); });
    connect(m_newRows, &QToolButton::clicked, this, [this] {
        if (m_takeNewRows) {
            m_takeNewRows();
        } else {
            follow();
        }
    });
    connect(table.verticalScrollBar(), &QScrollBar::valueChanged, this, &TailFollower::scrolled);
    connect(table.verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (following() && !m_updating) {
            toEnd(); // the window became smaller
        }
    });
    connect(table.selectionModel(), &QItemSelectionModel::selectionChanged, this, &TailFollower::userSelected);
    const auto* end = new QShortcut(QKeySequence(Qt::Key_End), &table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(end, &QShortcut::activated, this, &TailFollower::follow);
}

void TailFollower::follow()
{
    m_check.setChecked(true);
    toEnd();
}

void TailFollower::setNewRows(qint64 count)
{
    m_newRows->setCount(following() ? 0 : count);
}

void TailFollower::rowsCame(qint64 count)
{
    if (!following()) {
        m_newRows->setCount(m_newRows->count() + count);
    }
}

bool TailFollower::following() const
{
    return m_check.isChecked();
}

void TailFollower::beginUpdate()
{
    m_updating = true;
    m_inView.clear();
    const int top = m_table.rowAt(0);
    if (following() || top < 0) {
        return;
    }
    const int lowest = m_table.rowAt(m_table.viewport()->height() - 1);
    const int bottom = lowest < 0 ? m_table.model()->rowCount() - 1 : lowest;
    for (int row = top; row <= bottom; ++row) {
        m_inView.emplace_back(m_table.model()->index(row, 0));
    }
}

void TailFollower::endUpdate()
{
    // The scroll range follows the rows only at the next layout; without one the value set below would be clamped.
    m_table.doItemsLayout();
    if (following()) {
        m_table.scrollToBottom();
    } else if (const auto kept = std::ranges::find_if(m_inView, &QPersistentModelIndex::isValid); kept != m_inView.end()) {
        m_table.verticalScrollBar()->setValue(kept->row() - static_cast<int>(kept - m_inView.begin()));
    } else if (m_table.selectionModel()->hasSelection()) {
        m_table.scrollTo(m_table.selectionModel()->selectedRows().front());
    } else {
        m_table.verticalScrollBar()->setValue(0); // all that was in view is gone: the oldest rows come next
    }
    m_inView.clear();
    m_updating = false;
}

void TailFollower::toEnd()
{
    const bool before = std::exchange(m_updating, true);
    m_table.scrollToBottom();
    m_updating = before;
}

void TailFollower::scrolled(int value)
{
    if (m_updating) {
        return;
    }
    if (value < m_table.verticalScrollBar()->maximum()) {
        m_check.setChecked(false);
    } else {
        m_newRows->setCount(0); // all of them are in sight, or were passed
    }
}

void TailFollower::userSelected()
{
    if (!m_updating && m_table.selectionModel()->hasSelection()) {
        m_check.setChecked(false);
    }
}

} // namespace headroom::ui
