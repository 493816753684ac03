// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/budget_head.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/number_format.h"

namespace headroom::ui {

namespace {

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

QLabel* plainLabel(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

BudgetHead::BudgetHead(QWidget* parent) : QFrame(parent), m_budget(plainLabel("budgetValue", this)), m_share(plainLabel("consumerShare", this))
{
    setObjectName(QStringLiteral("budgetHead"));
    setFrameShape(QFrame::StyledPanel);
    QFont bold(font());
    bold.setBold(true);
    QLabel* title = plainLabel("budgetTitle", this);
    title->setText(tr("Budget"));
    title->setToolTip(tr("What this process may use, RSS"));
    title->setFont(bold);
    m_budget->setFont(bold);
    m_budget->setAccessibleName(tr("Budget (process RSS)"));
    m_share->setAccessibleName(tr("Share of the consumer"));
    m_share->setForegroundRole(QPalette::PlaceholderText);
    m_share->setWordWrap(true);
    auto* derive = new QPushButton(tr("Derive limits…"), this);
    derive->setObjectName(QStringLiteral("deriveButton"));
    derive->setToolTip(tr("Find the memory settings that hold a budget (Ctrl+Shift+B)"));
    connect(derive, &QPushButton::clicked, this, &BudgetHead::deriveRequested);
    auto* formula = new QPushButton(tr("Formula"), this);
    formula->setObjectName(QStringLiteral("formulaLink"));
    formula->setToolTip(tr("The ceiling and the estimate, term by term, with the numbers of now (Ctrl+Shift+F)"));
    connect(formula, &QPushButton::clicked, this, &BudgetHead::formulaRequested);

    auto* upper = new QHBoxLayout;
    upper->addWidget(title);
    upper->addWidget(m_budget, 1);
    upper->addWidget(derive);
    upper->addWidget(formula);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 5, 8, 5);
    column->setSpacing(2);
    column->addLayout(upper);
    column->addWidget(m_share);
    display(0, core::unknownBytes);
}

void BudgetHead::display(core::Bytes budget, core::Bytes baseline)
{
    m_budget->setText(budget > 0 ? bytesText(budget) : tr("none"));
    if (baseline < 0) {
        m_share->setText(tr("window baseline: not yet known"));
    } else if (budget <= 0) {
        m_share->setText(tr("window baseline %1").arg(bytesText(baseline)));
    } else if (budget <= baseline) {
        m_share->setText(tr("window baseline %1: nothing is left for the consumer").arg(bytesText(baseline)));
    } else {
        m_share->setText(tr("window baseline %1 \u2192 consumer share %2").arg(bytesText(baseline), bytesText(budget - baseline)));
    }
}

} // namespace headroom::ui
