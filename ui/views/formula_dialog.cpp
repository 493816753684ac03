// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/formula_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTextDocument>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/language/language.h"
#include "ui/views/formula_table.h"
#include "ui/views/wrapped_cells.h"

namespace headroom::ui {

namespace {

constexpr qint64 showMs = 490;

void setTextIfNew(QTreeWidgetItem* item, int column, const QString& text)
{
    if (item->text(column) != text) {
        item->setText(column, text);
        item->setToolTip(column, Qt::convertFromPlainText(text));
    }
}

} // namespace

FormulaDialog::FormulaDialog(core::SettingRows rows, QWidget* parent) : QDialog(parent), m_rows(rows), m_tree(new QTreeWidget(this)), m_assumption(new QLabel(this))
{
    setObjectName(QStringLiteral("formulaDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Memory formula"));
    m_tree->setObjectName(QStringLiteral("formulaTree"));
    m_tree->setAccessibleName(tr("Terms of the ceiling and of the estimate"));
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(10);
    new WrappedCells(m_tree);
    m_tree->setAlternatingRowColors(true);
    QStringList titles;
    for (const QString& title : formulaTitles()) {
        titles << title;
    }
    m_tree->setHeaderLabels(titles);
    m_tree->headerItem()->setTextAlignment(FormulaRow::bytes, Qt::AlignRight | Qt::AlignVCenter);
    m_ceiling = addGroup(ceilingTitle());
    m_estimate = addGroup(estimateTitle());
    const int digit = fontMetrics().averageCharWidth();
    const int widths[] = {28, 26, 33, 13, 14, 22};
    for (int column = 0; column < FormulaRow::columns; ++column) {
        m_tree->header()->resizeSection(column, widths[column] * digit);
    }
    m_tree->header()->setStretchLastSection(true);
    m_assumption->setObjectName(QStringLiteral("formulaAssumption"));
    m_assumption->setTextFormat(Qt::PlainText);
    m_assumption->setWordWrap(true);
    m_assumption->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = buttons->addButton(tr("Copy as text"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyFormulaButton"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_tree, 1);
    column->addWidget(m_assumption);
    column->addWidget(buttons);
    resize(qMin(1060, parent == nullptr ? 1060 : parent->width() - 24), 640);
    showSums(core::Forecast());
}

QTreeWidgetItem* FormulaDialog::addGroup(const QString& title)
{
    auto* group = new QTreeWidgetItem(m_tree, {title});
    QFont bold(font());
    bold.setBold(true);
    group->setFont(0, bold);
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    group->setExpanded(true);
    return group;
}

void FormulaDialog::display(std::shared_ptr<const core::Forecast> forecast)
{
    if (forecast == m_forecast || (m_sinceShown.isValid() && m_sinceShown.elapsed() < showMs)) {
        return;
    }
    m_sinceShown.start();
    m_forecast = std::move(forecast);
    showSums(m_forecast ? *m_forecast : core::Forecast());
}

void FormulaDialog::showSums(const core::Forecast& forecast)
{
    fill(m_ceiling, forecast.ceiling);
    fill(m_estimate, forecast.estimate);
    const QString assumption = coreText(forecast.assumption);
    if (m_assumption->text() != assumption) {
        m_assumption->setText(assumption);
    }
    m_assumption->setVisible(!assumption.isEmpty());
}

/// In place: what somebody has selected stays selected.
void FormulaDialog::fill(QTreeWidgetItem* group, const core::ModelSum& sum)
{
    const std::vector<FormulaRow> rows = formulaRows(sum, m_rows);
    while (group->childCount() > static_cast<int>(rows.size())) {
        delete group->takeChild(group->childCount() - 1);
    }
    while (group->childCount() < static_cast<int>(rows.size())) {
        auto* item = new QTreeWidgetItem(group);
        item->setTextAlignment(FormulaRow::bytes, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        QTreeWidgetItem* item = group->child(static_cast<int>(row));
        QFont weight(font());
        weight.setBold(sum.total >= 0 && row + 1 == rows.size());
        for (int column = 0; column < FormulaRow::columns; ++column) {
            setTextIfNew(item, column, rows[row].cells[static_cast<std::size_t>(column)]);
            item->setFont(column, weight);
        }
    }
}

QString FormulaDialog::text() const
{
    return formulaText(m_forecast ? *m_forecast : core::Forecast(), m_rows);
}

} // namespace headroom::ui
