// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/elided_label.h"

#include <QHelpEvent>
#include <QStyle>
#include <QStylePainter>
#include <QTextDocument>
#include <QToolTip>

namespace headroom::ui {

ElidedLabel::ElidedLabel(const QString& objectName, QWidget* parent) : QLabel(parent)
{
    setObjectName(objectName);
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setParts(const QStringList& parts, qsizetype vital)
{
    if (parts == m_parts && vital == m_vital) {
        return;
    }
    m_parts = parts;
    m_vital = vital;
    setAccessibleDescription(joined(m_parts.size()));
    showParts();
    updateGeometry();
}

QString ElidedLabel::joined(qsizetype parts) const
{
    return m_parts.first(parts).join(QStringLiteral(" · "));
}

int ElidedLabel::widthOf(qsizetype parts) const
{
    constexpr int rounded = 1; // a text a fraction of a pixel wider than it says is elided already
    return fontMetrics().horizontalAdvance(joined(parts)) + rounded + width() - contentsRect().width();
}

int ElidedLabel::vitalWidth() const
{
    return widthOf(m_vital);
}

void ElidedLabel::showParts()
{
    qsizetype shown = m_parts.size();
    while (shown > m_vital && widthOf(shown) > width()) {
        --shown;
    }
    if (const QString wanted = joined(shown); wanted != text()) {
        setText(wanted);
    }
}

/// Of all parts, not only of those that are shown: they come back when there is room again.
QSize ElidedLabel::sizeHint() const
{
    const QSize shown = QLabel::sizeHint();
    return m_parts.isEmpty() ? shown : QSize(widthOf(m_parts.size()), shown.height());
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    if (!m_parts.isEmpty()) {
        showParts();
    }
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 6, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    painter.drawItemText(contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(), shown, foregroundRole());
}

bool ElidedLabel::event(QEvent* event)
{
    const QString whole = m_parts.isEmpty() ? text() : joined(m_parts.size());
    if (event->type() == QEvent::ToolTip && fontMetrics().horizontalAdvance(whole) > contentsRect().width()) {
        // Converted, because a tooltip guesses whether its text is markup.
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), Qt::convertFromPlainText(whole), this);
        return true;
    }
    return QLabel::event(event);
}

} // namespace headroom::ui
