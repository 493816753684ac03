// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/new_rows_button.h"

#include <QAbstractItemView>
#include <QEvent>

#include "core/base/number_format.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

NewRowsButton::NewRowsButton(QAbstractItemView& view) : QToolButton(&view), m_view(view)
{
    setObjectName(QStringLiteral("newRowsButton"));
    setFocusPolicy(Qt::NoFocus);
    setToolTip(tr("Go to the newest rows (End)"));
    setAutoFillBackground(true);
    hide();
    view.viewport()->installEventFilter(this);
}

void NewRowsButton::setCount(qint64 count)
{
    if (count == m_count) {
        return;
    }
    m_count = count;
    setText(tr("↓ %1 new").arg(fromUtf8(core::formatCount(count))));
    setAccessibleName(tr("%1 new rows").arg(count));
    setVisible(count > 0);
    place();
}

bool NewRowsButton::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        place();
    }
    return QToolButton::eventFilter(watched, event);
}

void NewRowsButton::place()
{
    constexpr int margin = 6;
    adjustSize();
    const QRect rows = m_view.viewport()->geometry();
    move(rows.center().x() - width() / 2, rows.bottom() - height() - margin);
    raise();
}

} // namespace headroom::ui
