// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/note_edit.h"

#include <algorithm>

#include <QKeyEvent>

#include "core/session/command.h"

namespace headroom::ui {

namespace {
constexpr int widthCharacters = 28;
constexpr int fromTop = 4;
} // namespace

NoteEdit::NoteEdit(QWidget* chart) : QLineEdit(chart)
{
    setObjectName(QStringLiteral("noteEdit"));
    setAccessibleName(tr("Note"));
    setPlaceholderText(tr("note, then Return"));
    setToolTip(tr("A note for this instant on the charts, at most %1 characters; Return takes it, Esc drops it").arg(core::NoteCommand::mostCharacters));
    setMaxLength(static_cast<int>(core::NoteCommand::mostCharacters));
    hide();
}

void NoteEdit::ask(double seconds, double x, const QRectF& plot)
{
    m_seconds = seconds;
    clear();
    const int wide = std::min(static_cast<int>(plot.width()), fontMetrics().averageCharWidth() * widthCharacters);
    const double left = std::clamp(x, plot.left(), std::max(plot.left(), plot.right() - wide));
    setGeometry(static_cast<int>(left), static_cast<int>(plot.top()) + fromTop, wide, sizeHint().height());
    show();
    raise();
    setFocus(Qt::ShortcutFocusReason);
}

void NoteEdit::leave()
{
    hide();
    parentWidget()->setFocus(Qt::OtherFocusReason);
}

void NoteEdit::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        leave();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        const QString note = text().simplified();
        leave();
        if (!note.isEmpty()) {
            Q_EMIT entered(note, m_seconds);
        }
        break;
    }
    default:
        QLineEdit::keyPressEvent(event);
        event->accept(); // what it has no use for is no key for the charts
    }
}

void NoteEdit::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        hide();
    }
}

} // namespace headroom::ui
