// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/derive_dialog.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "core/settings/setting_codec.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/theme/theme.h"
#include "ui/views/derive_lines.h"

namespace headroom::ui {

namespace {

constexpr core::Bytes firstBudget = 256 * core::mib;

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

QLabel* wrapped(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setColor(QLabel* label, const QColor& color)
{
    QPalette colors; // unset roles follow the theme
    colors.setColor(QPalette::WindowText, color);
    label->setPalette(colors);
}

const core::SettingSpec& budgetRow(core::SettingRows rows)
{
    const core::SettingSpec* row = core::findSetting(rows, "memory-budget");
    return row == nullptr ? *core::findSetting(core::settingTable(), "memory-budget") : *row;
}

} // namespace

DeriveDialog::DeriveDialog(DeriveStart start, QWidget* parent) : QDialog(parent), m_start(std::move(start))
{
    setObjectName(QStringLiteral("deriveDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Derive limits from budget"));
    auto* column = new QVBoxLayout(this);
    buildBudget(column);
    buildPlan(column);
    buildButtons(column);
    resize(880, 560);
    derive();
    m_budget->setFocus();
    m_budget->selectAll();
}

void DeriveDialog::buildBudget(QVBoxLayout* column)
{
    core::Settings first = m_start.inForce;
    first.memoryBudget = first.memoryBudget > 0 ? first.memoryBudget : firstBudget;
    m_budget = new QLineEdit(QString::fromStdString(core::settingText(first, budgetRow(m_start.rows))), this);
    m_budget->setObjectName(QStringLiteral("deriveBudget"));
    m_budget->setAccessibleName(tr("Budget (process RSS)"));
    m_budget->setToolTip(tr("What the process may use, for example 192 MiB"));
    m_budget->setMaximumWidth(fontMetrics().averageCharWidth() * 20);
    connect(m_budget, &QLineEdit::textEdited, this, &DeriveDialog::derive);
    auto* name = new QLabel(tr("&Budget (process RSS)"), this);
    name->setTextFormat(Qt::PlainText);
    name->setBuddy(m_budget);
    m_budgetNote = wrapped("deriveBudgetNote", this);
    auto* line = new QHBoxLayout;
    line->addWidget(name);
    line->addWidget(m_budget);
    line->addWidget(m_budgetNote, 1);
    column->addLayout(line);
}

void DeriveDialog::buildPlan(QVBoxLayout* column)
{
    m_lines = new DeriveLines(m_start.rows, this);
    connect(m_lines, &DeriveLines::choiceChanged, this, &DeriveDialog::showResult);
    m_conflicts = wrapped("deriveConflicts", this);
    m_refusal = wrapped("deriveRefusal", this);
    m_useLeast = new QPushButton(tr("Use the least budget"), this);
    m_useLeast->setObjectName(QStringLiteral("useLeastButton"));
    m_useLeast->setAutoDefault(false);
    connect(m_useLeast, &QPushButton::clicked, this, &DeriveDialog::useLeast);
    m_result = wrapped("deriveResult", this);
    QFont bold(font());
    bold.setBold(true);
    m_result->setFont(bold);
    m_refusal->setFont(bold);
    auto* refusal = new QHBoxLayout;
    refusal->addWidget(m_refusal, 1);
    refusal->addWidget(m_useLeast, 0, Qt::AlignTop);
    column->addWidget(m_lines, 1);
    column->addWidget(m_conflicts);
    column->addLayout(refusal);
    column->addWidget(m_result);
}

void DeriveDialog::buildButtons(QVBoxLayout* column)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("deriveApplyButton"));
    m_apply->setDefault(true);
    connect(m_apply, &QPushButton::clicked, this, &DeriveDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

core::Result<core::Bytes> DeriveDialog::typedBudget() const
{
    core::Settings scratch;
    const auto parsed = core::parseSetting(scratch, budgetRow(m_start.rows), m_budget->text().toStdString());
    if (!parsed) {
        return tl::unexpected<core::Error>(parsed.error());
    }
    return scratch.memoryBudget;
}

void DeriveDialog::setInput(const core::ModelInput& input)
{
    if (input.facts != m_start.input.facts || input.baseline != m_start.input.baseline || input.settings != m_start.input.settings) {
        m_start.input = input;
        derive();
    }
}

void DeriveDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_apply != nullptr) {
        derive(); // its labels have colours of the theme
    }
}

void DeriveDialog::derive()
{
    const core::Result<core::Bytes> budget = typedBudget();
    m_plan = budget ? m_start.plan(*budget, m_start.input) : core::BudgetPlan();
    const core::Bytes baseline = m_start.input.baseline;
    const ThemeColors& colors = themeColors(palette());
    if (!budget) {
        m_budgetNote->setText(coreText(budget.error().message));
    } else if (baseline >= 0 && *budget > baseline) {
        m_budgetNote->setText(tr("window baseline %1 \u2192 consumer share %2").arg(bytesText(baseline), bytesText(*budget - baseline)));
    } else {
        m_budgetNote->clear();
    }
    setColor(m_budgetNote, budget ? colors.dimText : colors.error);
    m_lines->display(m_plan);
    showConflicts();
    m_refusal->setText(coreText(m_plan.refusal));
    m_refusal->setVisible(budget.has_value() && !m_plan.refusal.empty());
    setColor(m_refusal, colors.error);
    m_useLeast->setVisible(budget.has_value() && !m_plan.holds && m_plan.least > 0);
    showResult();
}

void DeriveDialog::showConflicts()
{
    QStringList lines;
    for (const core::PlanConflict& conflict : m_plan.conflicts) {
        const core::SettingSpec* row = core::findSetting(m_start.rows, conflict.id);
        lines << QStringLiteral("\u25b2 %1: %2").arg(coreText(row == nullptr ? conflict.id : row->label), coreText(conflict.text));
    }
    m_conflicts->setText(lines.join(QLatin1Char('\n')));
    m_conflicts->setVisible(!lines.isEmpty());
    setColor(m_conflicts, themeColors(palette()).adapt);
}

core::Settings DeriveDialog::wanted() const
{
    core::Settings settings = core::applyPlan(m_start.inForce, m_plan, m_lines->chosen());
    settings.memoryBudget = m_plan.budget;
    return settings;
}

void DeriveDialog::showResult()
{
    const core::Settings settings = wanted();
    const core::Result<void> valid = core::validateSettings(settings);
    const bool reconnect = m_start.running && core::needsReconnect(m_start.rows, m_start.inForce, settings);
    m_apply->setText(reconnect ? tr("Restart and apply") : tr("Apply"));
    m_apply->setEnabled(m_plan.holds && valid.has_value() && settings != m_start.inForce);
    m_result->setVisible(m_plan.holds);
    if (!m_plan.holds) {
        return;
    }
    const core::Settings chosen = core::applyPlan(m_start.input.settings, m_plan, m_lines->chosen());
    const core::Bytes ceiling = core::forecastMemory(core::withSettings(m_start.input, chosen)).ceiling.total;
    QString text = tr("Ceiling with the chosen lines: %1 of %2.").arg(bytesText(ceiling), bytesText(m_plan.budget));
    bool bad = true;
    if (!valid) {
        text = coreText(valid.error().message);
    } else if (ceiling > m_plan.budget) {
        text = tr("Ceiling with the chosen lines: %1, %2 above the budget.").arg(bytesText(ceiling), bytesText(ceiling - m_plan.budget));
    } else {
        bad = false;
        text += reconnect ? QLatin1Char(' ') + tr("Applying costs one rebalance.") : QString();
    }
    m_result->setText(text);
    setColor(m_result, bad ? themeColors(palette()).risk : themeColors(palette()).ok);
}

void DeriveDialog::useLeast()
{
    core::Settings least;
    // Rounded up to what people would type, so that it still holds.
    least.memoryBudget = (m_plan.least + core::mib - 1) / core::mib * core::mib;
    m_budget->setText(QString::fromStdString(core::settingText(least, budgetRow(m_start.rows))));
    derive();
}

void DeriveDialog::apply()
{
    if (!m_apply->isEnabled()) {
        return;
    }
    const core::Settings settings = wanted();
    Q_EMIT applyRequested(settings, m_start.running && core::needsReconnect(m_start.rows, m_start.inForce, settings));
    accept();
}

} // namespace headroom::ui
