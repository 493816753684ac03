// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/derive_lines.h"

#include <QHeaderView>
#include <QTextDocument>

#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/views/wrapped_cells.h"

namespace headroom::ui {

namespace {

enum Column { settingColumn, fromColumn, toColumn, whyColumn, columns };
constexpr int idRole = Qt::UserRole;

} // namespace

DeriveLines::DeriveLines(core::SettingRows rows, QWidget* parent) : QTreeWidget(parent), m_rows(rows)
{
    setObjectName(QStringLiteral("deriveLines"));
    setAccessibleName(tr("Derived settings"));
    setRootIsDecorated(false);
    setAlternatingRowColors(true);
    buildHeader();
    new WrappedCells(this);
    connect(this, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int at) {
        if (m_filling || at != settingColumn) {
            return;
        }
        const std::string id = item->data(settingColumn, idRole).toString().toStdString();
        if (item->checkState(settingColumn) == Qt::Checked) {
            m_leftOut.erase(id);
        } else {
            m_leftOut.insert(id);
        }
        Q_EMIT choiceChanged();
    });
}

void DeriveLines::buildHeader()
{
    setHeaderLabels({tr("Setting"), tr("Now"), tr("Derived"), tr("Why")});
    headerItem()->setTextAlignment(fromColumn, Qt::AlignRight | Qt::AlignVCenter);
    headerItem()->setTextAlignment(toColumn, Qt::AlignRight | Qt::AlignVCenter);
    const int digit = fontMetrics().averageCharWidth();
    header()->resizeSection(settingColumn, 33 * digit);
    header()->resizeSection(fromColumn, 15 * digit);
    header()->resizeSection(toColumn, 13 * digit);
    header()->setStretchLastSection(true);
}

void DeriveLines::display(const core::BudgetPlan& plan)
{
    m_filling = true;
    clear();
    m_lines = plan.lines;
    for (const core::PlanLine& line : m_lines) {
        addLine(line);
    }
    m_filling = false;
}

void DeriveLines::addLine(const core::PlanLine& line)
{
    const core::SettingSpec* row = core::findSetting(m_rows, line.id);
    auto* item = new QTreeWidgetItem(this);
    item->setText(settingColumn, coreText(row == nullptr ? line.id : row->label));
    item->setData(settingColumn, idRole, fromUtf8(line.id));
    item->setText(fromColumn, QString::fromStdString(line.from));
    item->setText(toColumn, QString::fromStdString(line.to));
    item->setText(whyColumn, coreText(line.why));
    item->setToolTip(whyColumn, Qt::convertFromPlainText(item->text(whyColumn)));
    item->setTextAlignment(fromColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(toColumn, Qt::AlignRight | Qt::AlignVCenter);
    if (line.from == line.to) { // nothing to choose
        item->setText(toColumn, tr("stays"));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        return;
    }
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(settingColumn, m_leftOut.contains(line.id) ? Qt::Unchecked : Qt::Checked);
    QFont bold(font());
    bold.setBold(true);
    item->setFont(toColumn, bold);
}

std::vector<std::string_view> DeriveLines::chosen() const
{
    std::vector<std::string_view> ids;
    for (const core::PlanLine& line : m_lines) {
        if (line.from != line.to && !m_leftOut.contains(line.id)) {
            ids.push_back(line.id);
        }
    }
    return ids;
}

} // namespace headroom::ui
