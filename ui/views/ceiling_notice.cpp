// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ceiling_notice.h"

#include <QEvent>

#include "ui/charts/ceiling_breach.h"

namespace headroom::ui {

namespace {
constexpr qint64 staysMs = 3000;
} // namespace

CeilingNotice::CeilingNotice(QWidget* parent) : ElidedLabel(QStringLiteral("ceilingNotice"), parent)
{
    setAccessibleName(tr("Above the ceiling"));
    QFont bold(font());
    bold.setBold(true);
    setFont(bold);
    takeColor();
    hide();
}

void CeilingNotice::apply(const core::Snapshot& snapshot)
{
    const QString text = breachText(snapshot);
    if (!text.isEmpty()) {
        m_sinceBreach.start();
        setText(QStringLiteral("\u25b2 ") + text);
        show();
    } else if (!m_sinceBreach.isValid() || m_sinceBreach.elapsed() > staysMs) {
        hide();
    }
}

void CeilingNotice::takeColor()
{
    const QColor risk = themeColors(palette()).risk;
    if (palette().color(QPalette::WindowText) != risk) {
        QPalette colors; // unset roles follow the theme
        colors.setColor(QPalette::WindowText, risk);
        setPalette(colors);
    }
}

void CeilingNotice::changeEvent(QEvent* event)
{
    ElidedLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        takeColor();
    }
}

} // namespace headroom::ui
