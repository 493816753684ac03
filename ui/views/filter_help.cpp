// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/filter_help.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/records/message_filter.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/views/wrapped_cells.h"

namespace headroom::ui {

FilterHelp::FilterHelp(QWidget* parent) : QDialog(parent), m_rows(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("filterHelpDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Filter messages"));
    auto* about = new QLabel(tr("Conditions with blanks between them all have to hold. Return takes the selected example over."), this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_rows->setObjectName(QStringLiteral("filterHelpRows"));
    m_rows->setAccessibleName(tr("Examples"));
    m_rows->setRootIsDecorated(false);
    m_rows->setHeaderLabels({tr("Type"), tr("Finds messages with")});
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    for (const core::FilterHelp& row : core::filterHelp()) {
        auto* item = new QTreeWidgetItem(m_rows, {fromUtf8(row.example), coreText(row.meaning)});
        item->setFont(0, fixed);
    }
    m_rows->setCurrentItem(m_rows->topLevelItem(0));
    m_rows->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    new WrappedCells(m_rows);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->addButton(tr("Use example"), QDialogButtonBox::ActionRole), &QPushButton::clicked, this, &FilterHelp::take);
    connect(m_rows, &QTreeWidget::itemActivated, this, &FilterHelp::take);
    auto* column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addWidget(m_rows, 1);
    column->addWidget(buttons);
    resize(720, 440);
}

void FilterHelp::take()
{
    if (const QTreeWidgetItem* item = m_rows->currentItem()) {
        Q_EMIT chosen(item->text(0));
        accept();
    }
}

} // namespace headroom::ui
