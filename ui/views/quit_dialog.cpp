// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/quit_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

QString count(std::int64_t number)
{
    return QString::fromStdString(core::formatCount(number));
}

} // namespace

QuitDialog::QuitDialog(const core::Snapshot& snapshot, QWidget* parent, bool beforeScenario) : QDialog(parent)
{
    setObjectName(QStringLiteral("quitDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(beforeScenario ? tr("Begin the scenario") : tr("Quit Headroom"));
    auto* icon = new QLabel(this);
    icon->setPixmap(themedIcon("warning", themeColors(palette()).risk).pixmap(40, 40));
    auto* title = new QLabel(tr("%1 processed messages are not committed.", nullptr, pluralOf(snapshot.repeatRisk)).arg(count(snapshot.repeatRisk)), this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    title->setTextFormat(Qt::PlainText);
    auto* text = new QLabel(this);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    QString words = beforeScenario ? tr("The scenario ends this run. Without a commit, the group reads them again on the next start.")
                                   : tr("If you quit without committing, the group reads them again on the next start.");
    if (snapshot.batchMessages > 0) {
        const auto inHand = static_cast<std::int64_t>(snapshot.batchMessages);
        words += tr(" %1 more messages in the batch are not processed yet.", nullptr, pluralOf(inHand)).arg(count(inHand));
    }
    text->setText(words);

    auto* buttons = new QDialogButtonBox(this);
    QPushButton* commit = buttons->addButton(beforeScenario ? tr("Commit and begin") : tr("Commit and quit"), QDialogButtonBox::AcceptRole);
    commit->setObjectName(QStringLiteral("commitAndQuitButton"));
    commit->setDefault(true);
    QPushButton* leave = buttons->addButton(beforeScenario ? tr("Begin without commit") : tr("Quit without commit"), QDialogButtonBox::DestructiveRole);
    leave->setObjectName(QStringLiteral("quitWithoutCommitButton"));
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("quitCancelButton"));
    connect(commit, &QPushButton::clicked, this, [this] { give(Answer::commit); });
    connect(leave, &QPushButton::clicked, this, [this] { give(Answer::leave); });
    connect(cancel, &QPushButton::clicked, this, [this] { give(Answer::cancel); });

    auto* layout = new QGridLayout(this);
    layout->setHorizontalSpacing(16);
    layout->addWidget(icon, 0, 0, 2, 1, Qt::AlignTop);
    layout->addWidget(title, 0, 1);
    layout->addWidget(text, 1, 1);
    layout->addWidget(makeTable(snapshot), 2, 1);
    layout->addWidget(buttons, 3, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    setMinimumWidth(480);
    commit->setFocus();
}

QWidget* QuitDialog::makeTable(const core::Snapshot& snapshot)
{
    std::vector<const core::PartitionRow*> open;
    for (const core::PartitionRow& row : snapshot.partitions) {
        if (row.owned && row.repeatRisk > 0) { // what is not ours cannot be committed here
            open.push_back(&row);
        }
    }
    std::ranges::stable_sort(open, std::ranges::greater{}, [](const core::PartitionRow* row) { return row->repeatRisk; });
    const int shown = std::min(maxRows, static_cast<int>(open.size()));
    const int more = static_cast<int>(open.size()) - shown;
    auto* table = new QTableWidget(shown + (more > 0 ? 1 : 0), 4, this);
    table->setObjectName(QStringLiteral("quitTable"));
    table->setAccessibleName(tr("Partitions with uncommitted messages"));
    table->setHorizontalHeaderLabels({tr("Partition"), tr("Processed"), tr("Committed"), tr("At risk")});
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFocusPolicy(Qt::NoFocus);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (int line = 0; line < shown; ++line) {
        const core::PartitionRow& row = *open[static_cast<std::size_t>(line)];
        const QString cells[] = {QString::number(row.partition), count(row.processed), count(row.committed), count(row.repeatRisk)};
        for (int column = 0; column < 4; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            table->setItem(line, column, item);
        }
    }
    if (more > 0) {
        table->setSpan(shown, 0, 1, 4);
        table->setItem(shown, 0, new QTableWidgetItem(more == 1 ? tr("and 1 more partition") : tr("and %1 more partitions").arg(more)));
    }
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + table->rowCount() * table->rowHeight(0) + 4);
    return table;
}

void QuitDialog::give(Answer answer)
{
    m_answer = answer;
    answer == Answer::cancel ? reject() : accept();
}

} // namespace headroom::ui
