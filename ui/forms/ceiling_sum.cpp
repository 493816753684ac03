// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/ceiling_sum.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include "core/base/number_format.h"
#include "ui/forms/ceiling_shares.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

QLabel* makeLabel(const char* name, Qt::Alignment alignment, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(alignment | Qt::AlignTop);
    return label;
}

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

} // namespace

CeilingSum::CeilingSum(QWidget* parent)
    : QWidget(parent), m_otherName(makeLabel("ceilingOtherName", Qt::AlignLeft, this)), m_other(makeLabel("ceilingOther", Qt::AlignRight, this)),
      m_sumName(makeLabel("ceilingSumName", Qt::AlignLeft, this)), m_sum(makeLabel("ceilingSum", Qt::AlignRight, this))
{
    setObjectName(QStringLiteral("ceilingSumRow"));
    setAccessibleName(tr("Sum of the column MiB"));
    QFont bold(font());
    bold.setBold(true);
    m_sumName->setFont(bold);
    m_sum->setFont(bold);
    m_otherName->setForegroundRole(QPalette::PlaceholderText);
    m_other->setForegroundRole(QPalette::PlaceholderText);
    m_otherName->setText(tr("not bounded by a setting"));
    m_otherName->setToolTip(tr("Baseline, window, the client's own and the allocator: see Formula"));
    m_sumName->setWordWrap(true);
    auto* grid = new QGridLayout(this);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(1);
    grid->addWidget(m_otherName, 0, 0);
    grid->addWidget(m_other, 0, 1);
    grid->addWidget(m_sumName, 1, 0);
    grid->addWidget(m_sum, 1, 1);
    grid->setColumnStretch(0, 1);
}

void CeilingSum::display(const CeilingShares& shares, core::Bytes budget, int inset)
{
    layout()->setContentsMargins(6, 0, inset, 0);
    m_other->setText(mebibytesText(shares.unbounded()));
    m_sum->setText(mebibytesText(shares.shown().total));
    const core::Bytes now = shares.now().total;
    const core::Bytes total = shares.shown().total;
    QString name = tr("ceiling");
    m_over = false;
    if (!shares.known()) {
        name = tr("ceiling %1").arg(shares.missingText());
    } else {
        if (now >= 0 && now != total) {
            name = tr("ceiling with these changes (now %1)").arg(mebibytesText(now));
        }
        m_over = budget > 0 && total > budget;
        name += m_over ? tr(": %1 above the budget").arg(bytesText(total - budget)) : QString();
    }
    m_sumName->setText(name);
    showColor();
}

void CeilingSum::showColor()
{
    QPalette colors; // unset roles follow the theme
    if (m_over) {
        colors.setColor(QPalette::WindowText, themeColors(palette()).risk);
    }
    m_sumName->setPalette(colors);
    m_sum->setPalette(colors);
}

void CeilingSum::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        showColor();
    }
}

} // namespace headroom::ui
