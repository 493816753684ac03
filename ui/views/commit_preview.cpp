// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/commit_preview.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/base/display_text.h"
#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/views/committable.h"

namespace headroom::ui {

namespace {

constexpr std::size_t longestTopic = 249; ///< what Kafka allows

QString count(std::int64_t value)
{
    return fromUtf8(core::formatCount(value));
}

QTreeWidget* makeTable(const std::vector<core::PartitionRow>& rows, QWidget* parent)
{
    auto* table = new QTreeWidget(parent);
    table->setObjectName(QStringLiteral("commitPreviewTable"));
    table->setAccessibleName(CommitPreview::tr("What the commit would do"));
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setHeaderLabels({CommitPreview::tr("Partition"), CommitPreview::tr("From offset"), CommitPreview::tr("To offset"), CommitPreview::tr("Messages")});
    for (const core::PartitionRow& row : rows) {
        auto* item = new QTreeWidgetItem(table, {QStringLiteral("%1 [%2]").arg(QString::fromStdString(core::displayText(row.topic, longestTopic))).arg(row.partition),
                                                 count(row.processed - row.repeatRisk), count(row.processed), count(row.repeatRisk)});
        for (int column = 1; column < item->columnCount(); ++column) {
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->header()->setStretchLastSection(false);
    return table;
}

} // namespace

CommitPreview::CommitPreview(const std::vector<core::PartitionRow>& rows, bool selected, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("commitPreviewDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preview of a commit"));
    std::vector<core::SlotOffset> upTo;
    for (const core::PartitionRow& row : rows) {
        upTo.push_back({row.slot, row.processed, 0});
    }
    const auto [messages, partitions] = sumOf(rows);
    const QString where = tr("%1 partitions", nullptr, pluralOf(partitions)).arg(count(partitions));
    const QString what = tr("%1 processed messages", nullptr, pluralOf(messages)).arg(count(messages));
    auto* head = new QLabel(selected ? tr("Would commit %1 on %2, those selected. After a crash they would not be delivered again.").arg(what, where)
                                     : tr("Would commit %1 on %2. After a crash they would not be delivered again.").arg(what, where),
                            this);
    head->setObjectName(QStringLiteral("commitPreviewHead"));
    head->setTextFormat(Qt::PlainText);
    head->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* commit = buttons->addButton(tr("Commit"), QDialogButtonBox::AcceptRole);
    commit->setObjectName(QStringLiteral("commitPreviewButton"));
    commit->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this, upTo] { Q_EMIT confirmed(upTo); });
    auto* column = new QVBoxLayout(this);
    column->addWidget(head);
    column->addWidget(makeTable(rows, this), 1);
    column->addWidget(buttons);
    resize(520, 360);
}

} // namespace headroom::ui
