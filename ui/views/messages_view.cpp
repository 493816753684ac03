// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/messages_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/models/record_filter_model.h"
#include "ui/theme/whole_rows.h"
#include "ui/views/column_fit.h"
#include "ui/views/export_dialog.h"
#include "ui/views/message_filter_bar.h"
#include "ui/views/record_detail.h"
#include "ui/views/table_setup.h"
#include "ui/views/tail_follower.h"

namespace headroom::ui {

namespace {

constexpr RecordId nothing = -1;

QString emptyReason(const core::Snapshot& snapshot)
{
    switch (snapshot.state) {
    case core::SessionState::idle:
        return MessagesView::tr("No message yet. Start the consumer to see messages here.");
    case core::SessionState::connecting:
        return MessagesView::tr("No message yet. Connecting and joining the group…");
    case core::SessionState::paused:
        return MessagesView::tr("No message yet. The consumer is paused; Resume takes messages again.");
    case core::SessionState::stopping:
    case core::SessionState::stopped:
        return MessagesView::tr("No message was kept. Start the consumer to see messages here.");
    case core::SessionState::failed:
        return MessagesView::tr("No message. The consumer ended with an error; see Events.");
    case core::SessionState::running:
        break;
    }
    const QString start = snapshot.settings ? cellText(snapshot.settings->start) : QString();
    return MessagesView::tr("No message yet. Start position is “%1”: older messages are not read. Produce one, or start at “earliest”.").arg(start);
}

QString keyText(const core::RecordRow& row)
{
    return row.keyIsNull ? MessagesView::tr("no key") : row.key.empty() ? MessagesView::tr("empty key") : MessagesView::tr("key %1").arg(cellText(row.key));
}

} // namespace

struct MessagesView::Parts {
    RecordTableModel records;
    RecordFilterModel shown{records};
    MessageFilterBar* bar = nullptr;
    QStackedWidget* stack = nullptr;
    QTableView* table = nullptr;
    QLabel* emptyText = nullptr;
    QPushButton* clearFilter = nullptr;
    RecordDetail* detail = nullptr;
    TailFollower* tail = nullptr;
    QPointer<ExportDialog> exporting;
    std::optional<ColumnFit> fit;
    std::shared_ptr<const core::Snapshot> last;
    RecordId selected = nothing;
    bool applying = false;

    void build(MessagesView& view);
    void buildEmptyCard(QWidget& card);
    void connectAll(MessagesView& view);
    void addShortcuts(MessagesView& view);
    void select();
    void showSelected();
    void restoreSelection();
    void showCounts();
    void copyRow() const;
    void copyValue() const;
};

MessagesView::MessagesView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("messagesView"));
    m_parts->build(*this);
    m_parts->connectAll(*this);
    m_parts->addShortcuts(*this);
    m_parts->showCounts();
}

MessagesView::~MessagesView() = default;

void MessagesView::Parts::build(MessagesView& view)
{
    bar = new MessageFilterBar(&view);
    auto* splitter = new QSplitter(&view);
    splitter->setObjectName(QStringLiteral("messagesSplitter"));
    splitter->setChildrenCollapsible(false);
    stack = new QStackedWidget(splitter);
    table = new QTableView(stack);
    setUpTable(*table, QStringLiteral("messagesTable"), shown, {13, 3, 9, 14, 14, 30, 10}, RecordTableModel::valueColumn);
    table->setAccessibleName(tr("Messages"));
    auto* card = new QWidget(stack);
    buildEmptyCard(*card);
    stack->addWidget(new WholeRows(table, stack));
    stack->addWidget(card);
    detail = new RecordDetail(splitter);
    splitter->addWidget(stack);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({720, 240});

    auto* column = new QVBoxLayout(&view);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(bar);
    column->addWidget(splitter, 1);
    tail = new TailFollower(*table, bar->tailCheck());
    fit.emplace(*table, std::initializer_list<int>{RecordTableModel::keyColumn, RecordTableModel::valueColumn});
}

void MessagesView::Parts::buildEmptyCard(QWidget& card)
{
    emptyText = new QLabel(&card);
    emptyText->setObjectName(QStringLiteral("messagesEmptyText"));
    emptyText->setTextFormat(Qt::PlainText);
    emptyText->setWordWrap(true);
    emptyText->setAlignment(Qt::AlignCenter);
    clearFilter = new QPushButton(tr("Clear filter"), &card);
    clearFilter->setObjectName(QStringLiteral("clearFilterButton"));
    auto* column = new QVBoxLayout(&card);
    column->addStretch();
    column->addWidget(emptyText);
    column->addWidget(clearFilter, 0, Qt::AlignHCenter);
    column->addStretch();
}

void MessagesView::Parts::connectAll(MessagesView& view)
{
    connect(bar, &MessageFilterBar::filterChanged, &view, [this](const RecordFilter& filter) {
        tail->beginUpdate();
        applying = true;
        shown.setFilter(filter);
        restoreSelection();
        applying = false;
        tail->endUpdate();
    });
    connect(clearFilter, &QPushButton::clicked, bar, &MessageFilterBar::clearFilter);
    connect(bar, &MessageFilterBar::exportRequested, &view, &MessagesView::openExport);
    connect(&shown, &RecordFilterModel::progressed, &view, [this] { showCounts(); });
    // A filter works on between snapshots: its new rows are an update like any other.
    connect(&shown, &QAbstractItemModel::rowsInserted, &view, [this] {
        if (!applying && tail->following()) {
            table->scrollToBottom();
        }
    });
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, &view, [this] { select(); });
}

void MessagesView::Parts::addShortcuts(MessagesView& view)
{
    const auto add = [&view](const QKeySequence& keys, QWidget* scope, auto action) {
        auto* shortcut = new QShortcut(keys, scope, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, &view, action);
    };
    add(QKeySequence::Find, &view, [this] { bar->focusFilter(); });
    add(QKeySequence::Copy, table, [this] { copyRow(); });
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &view, [this] { copyValue(); });
    add(QKeySequence(Qt::Key_Return), table, [this] { detail->setFocus(Qt::ShortcutFocusReason); });
}

void MessagesView::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    Parts& p = *m_parts;
    p.tail->beginUpdate();
    p.applying = true;
    p.records.apply(snapshot->pages, snapshot->partitions, snapshot->state);
    p.restoreSelection();
    p.applying = false;
    p.tail->endUpdate();
    p.fit->fit();
    p.last = snapshot;
    p.bar->setPartitions(snapshot->partitions);
    p.showCounts();
}

void MessagesView::selectNewest()
{
    m_parts->table->selectRow(m_parts->shown.rowCount() - 1);
}

void MessagesView::Parts::select()
{
    if (applying) {
        return;
    }
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    selected = rows.isEmpty() ? nothing : shown.idAt(rows.front().row());
    showSelected();
}

void MessagesView::Parts::showSelected()
{
    const RecordTableModel::Record record = records.record(selected);
    if (record.row == nullptr) {
        detail->clear();
        return;
    }
    const core::RecordRow& row = *record.row;
    detail->show(*record.page, row,
                 tr("partition %1 · offset %2").arg(records.partitionOf(row.slot)).arg(fromUtf8(core::formatCount(row.offset))),
                 tr("%1 · %2").arg(timestampText(row.timestampMs), keyText(row)));
}

void MessagesView::Parts::restoreSelection()
{
    if (selected == nothing) {
        return;
    }
    if (!records.holds(selected)) {
        selected = nothing;
        detail->markEvicted();
        table->selectionModel()->clear();
        return;
    }
    const int row = shown.rowOf(selected);
    if (row >= 0 && !table->selectionModel()->isRowSelected(row)) {
        table->selectionModel()->setCurrentIndex(shown.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
}

void MessagesView::Parts::showCounts()
{
    const auto count = [](int rows) { return fromUtf8(core::formatCount(rows)); };
    if (last) {
        bar->setCounts(last->view, last->settings ? last->settings->viewBudget : core::Settings{}.viewBudget);
    }
    QString matches;
    if (shown.filtering()) {
        matches = tr("%1 of %2 kept rows", nullptr, pluralOf(records.rowCount())).arg(count(shown.rowCount()), count(records.rowCount()));
        if (!shown.complete()) {
            matches += tr(", searching…");
        }
        if (shown.tooCostly() > 0) {
            matches += tr("; expression too costly for %1").arg(fromUtf8(core::formatCount(static_cast<std::int64_t>(shown.tooCostly()))));
        }
    }
    bar->setMatches(matches);
    const bool hidden = records.rowCount() > 0;
    if (shown.rowCount() == 0) {
        emptyText->setText(!hidden ? emptyReason(last ? *last : core::Snapshot{})
                                   : shown.complete() ? tr("0 of %1 kept rows match", nullptr, pluralOf(records.rowCount())).arg(count(records.rowCount())) : tr("Searching…"));
    }
    clearFilter->setVisible(hidden && shown.complete());
    stack->setCurrentIndex(shown.rowCount() == 0 ? 1 : 0);
}

void MessagesView::openExport()
{
    Parts& p = *m_parts;
    if (p.exporting == nullptr) {
        p.exporting = new ExportDialog(exportChoices(p.records, p.shown, [&p] { return p.last ? p.last->partitions : std::vector<core::PartitionRow>(); }), this);
    }
    p.exporting->show();
    p.exporting->activateWindow();
}

void MessagesView::Parts::copyRow() const
{
    const int row = selected == nothing ? -1 : shown.rowOf(selected);
    if (row < 0) {
        return;
    }
    QStringList cells;
    for (int column = 0; column < RecordTableModel::columnTotal; ++column) {
        cells << shown.index(row, column).data().toString();
    }
    QApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

void MessagesView::Parts::copyValue() const
{
    if (!detail->empty()) {
        QApplication::clipboard()->setText(detail->valueText());
    }
}

} // namespace headroom::ui
