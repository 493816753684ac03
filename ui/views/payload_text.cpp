// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/payload_text.h"

#include <algorithm>

#include <QFontDatabase>
#include <QMimeData>
#include <QScrollBar>

#include "ui/models/cell_text.h"

namespace headroom::ui {

PayloadText::PayloadText(const char* objectName, const QString& name, QWidget* parent) : QPlainTextEdit(parent)
{
    setObjectName(QLatin1String(objectName));
    setAccessibleName(name);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAnywhere); // a line may be as long as the payload
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
}

void PayloadText::showText(const QString& text)
{
    m_text = text;
    setPlainText(shownControls(text, fontMetrics()));
}

QMimeData* PayloadText::createMimeDataFromSelection() const
{
    auto* copied = new QMimeData; // the caller owns it
    copied->setText(underShown(m_text, fontMetrics(), textCursor().selectionStart(), textCursor().selectionEnd()));
    return copied;
}

void PayloadText::resizeEvent(QResizeEvent* event)
{
    const int room = height() - 2 * frameWidth() - (horizontalScrollBar()->isVisible() ? horizontalScrollBar()->height() : 0);
    const int left = (room - static_cast<int>(document()->documentMargin())) % fontMetrics().lineSpacing();
    setViewportMargins(0, 0, 0, std::max(0, left));
    QPlainTextEdit::resizeEvent(event);
}

} // namespace headroom::ui
