// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/whole_rows.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

namespace headroom::ui {

WholeRows::WholeRows(QAbstractItemView* view, QWidget* parent) : QWidget(parent), m_view(view)
{
    view->setParent(this);
    view->viewport()->installEventFilter(this);
    setSizePolicy(view->sizePolicy());
    setFocusProxy(view);
}

QSize WholeRows::sizeHint() const
{
    return m_view->sizeHint();
}

QSize WholeRows::minimumSizeHint() const
{
    return m_view->minimumSizeHint();
}

int WholeRows::rowHeight() const
{
    if (const auto* table = qobject_cast<const QTableView*>(m_view)) {
        return table->verticalHeader()->defaultSectionSize();
    }
    return m_view->visualRect(m_view->model()->index(0, 0)).height();
}

void WholeRows::fit()
{
    if (m_fitting) {
        return;
    }
    m_fitting = true;
    const int row = rowHeight();
    const int around = m_view->height() - m_view->viewport()->height(); // frame, header, perhaps a scroll bar
    const int rows = height() - around;
    const int left = row > 0 && rows > row ? rows % row : 0; // lower than a row: there is nothing to choose
    m_view->setGeometry(0, 0, width(), height() - left);
    if (row > 0) {
        m_view->verticalScrollBar()->setSingleStep(row); // where it scrolls by pixels
    }
    m_fitting = false;
}

void WholeRows::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool WholeRows::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) { // the table wants another size: its header, its font
        updateGeometry();
        fit();
    }
    return QWidget::event(event);
}

bool WholeRows::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) { // also when a scroll bar or a header takes room from the rows
        fit();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace headroom::ui
