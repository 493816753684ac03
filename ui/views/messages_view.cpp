// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/messages_view.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/theme/whole_rows.h"
#include "ui/views/columns_button.h"
#include "ui/views/message_copy.h"
#include "ui/views/message_filter_bar.h"
#include "ui/views/messages_empty_card.h"
#include "ui/views/messages_view_parts.h"
#include "ui/views/record_detail.h"
#include "ui/views/row_actions.h"
#include "ui/views/table_setup.h"
#include "ui/views/tail_follower.h"

namespace headroom::ui {

MessagesView::MessagesView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("messagesView"));
    m_parts->build(*this);
    m_parts->connectAll(*this);
    m_parts->connectOrder(*this);
    m_parts->connectActions(*this);
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
    buildTable();
    empty = new MessagesEmptyCard(stack);
    stack->addWidget(new WholeRows(table, stack));
    stack->addWidget(empty);
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
    actions = new RowActions(*table, view);
    tail = new TailFollower(*table, bar->tailCheck());
}

void MessagesView::Parts::buildTable()
{
    setUpTable(*table, QStringLiteral("messagesTable"), ordered, {13, 3, 9, 14, 13, 30, 9, 14, 9}, RecordTableModel::valueColumn);
    table->setAccessibleName(tr("Messages"));
    table->setColumnHidden(RecordTableModel::topicColumn, true);
    table->setColumnHidden(RecordTableModel::headersColumn, true);
    QHeaderView& header = *table->horizontalHeader();
    header.setSortIndicator(RecordOrderModel::byArrival, Qt::AscendingOrder);
    header.setSortIndicatorClearable(true);
    header.setSectionsClickable(true);
    fit.emplace(*table, std::initializer_list<int>{RecordTableModel::keyColumn, RecordTableModel::valueColumn, RecordTableModel::topicColumn});
    columns = new ColumnsButton(*table,
                                {QStringLiteral("state"), QStringLiteral("partition"), QStringLiteral("offset"), QStringLiteral("timestamp"), QStringLiteral("key"),
                                 QStringLiteral("value"), QStringLiteral("size"), QStringLiteral("topic"), QStringLiteral("headers")},
                                bar);
    bar->addControl(columns);
    connect(&header, &QHeaderView::sectionResized, table, [this](int column) {
        keyByHand = keyByHand || (column == RecordTableModel::keyColumn && !sharing && QGuiApplication::mouseButtons() != Qt::NoButton);
        if (column == RecordTableModel::valueColumn) {
            shareWidth();
        }
    });
}

/// In a narrow window the key, which is whole in the detail, gives way to the beginning of the value, unless somebody has
/// set its width; it gets back what it gave.
void MessagesView::Parts::shareWidth()
{
    const QHeaderView& header = *table->horizontalHeader();
    const int character = table->fontMetrics().averageCharWidth();
    const int key = table->columnWidth(RecordTableModel::keyColumn);
    const int beyond = std::max(0, header.length() - table->viewport()->width());
    const int missing = 14 * character + beyond - table->columnWidth(RecordTableModel::valueColumn);
    const int give = missing > 0 ? std::clamp(key - 9 * character, 0, missing) : -std::min(keyGave, -missing);
    if (give != 0 && key > 0 && !keyByHand && !table->isColumnHidden(RecordTableModel::valueColumn)) {
        const QScopedValueRollback own(sharing, true);
        keyGave += give;
        table->setColumnWidth(RecordTableModel::keyColumn, key - give);
    }
}

/// Rows change, and what is in view stays or follows.
void MessagesView::Parts::change(const std::function<void()>& rows)
{
    tail->beginUpdate();
    const bool before = std::exchange(applying, true);
    rows();
    restoreSelection();
    applying = before;
    tail->endUpdate();
}

void MessagesView::Parts::connectAll(MessagesView& view)
{
    connect(bar, &MessageFilterBar::filterChanged, &view, [this](const RecordFilter& filter) {
        change([&] { shown.setFilter(filter); });
    });
    connect(bar, &MessageFilterBar::wantedChanged, &view, [this, &view] { tellFilter(view); });
    connect(empty, &MessagesEmptyCard::clearFilterWanted, bar, &MessageFilterBar::clearFilter);
    connect(empty, &MessagesEmptyCard::startAtEarliestWanted, &view, &MessagesView::startAtEarliestWanted);
    connect(empty, &MessagesEmptyCard::startPositionWanted, &view, &MessagesView::startPositionWanted);
    connect(bar, &MessageFilterBar::exportRequested, &view, &MessagesView::openExport);
    connect(&shown, &RecordFilterModel::progressed, &view, [this] { showCounts(); });
    // A filter works on between snapshots: its new rows are an update like any other.
    connect(&shown, &QAbstractItemModel::rowsInserted, &view, [this] {
        if (!applying && tail->following()) {
            table->scrollToBottom();
        }
    });
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, &view, [this] { select(); });
    const auto add = [&view](const QKeySequence& keys, QWidget* scope, auto action) {
        auto* shortcut = new QShortcut(keys, scope, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, &view, action);
    };
    add(QKeySequence::Find, &view, [this] { bar->focusFilter(); });
    add(QKeySequence(Qt::Key_Return), table, [this] { detail->setFocus(Qt::ShortcutFocusReason); });
}

void MessagesView::Parts::connectOrder(MessagesView& view)
{
    QHeaderView& header = *table->horizontalHeader();
    connect(&header, &QHeaderView::sortIndicatorChanged, &view, [this](int column, Qt::SortOrder order) {
        if (column >= 0) {
            bar->tailCheck().setChecked(false); // the newest are not at the end any more
        }
        table->horizontalHeader()->setSortIndicatorShown(column >= 0); // it takes room from the values
        change([&] { ordered.sort(column, order); });
        showCounts();
    });
    connect(&bar->tailCheck(), &QCheckBox::toggled, &view, [this, &header](bool on) {
        leftTailAt = records.endId();
        if (on && ordered.sorted()) {
            header.setSortIndicator(RecordOrderModel::byArrival, Qt::AscendingOrder);
        }
    });
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, &view, [this](int value) {
        if (value == table->verticalScrollBar()->maximum() && !applying) {
            leftTailAt = records.endId(); // seen, or passed
        }
    });
    tail->setTakeNewRows([this] {
        if (ordered.sorted()) {
            change([this] { ordered.sortAgain(); });
            showCounts();
        } else {
            tail->follow();
        }
    });
}

void MessagesView::Parts::connectActions(MessagesView& view)
{
    connect(actions->copyText, &QAction::triggered, &view, [this] { copy(rowAsText(*table, ordered.rowOf(selected))); });
    connect(actions->copyValue, &QAction::triggered, &view, [this] { copy(detail->valueText()); });
    connect(actions->copyJson, &QAction::triggered, &view, [this] { copyJson(); });
    connect(actions->copyKcat, &QAction::triggered, &view, [this] { copyKcat(); });
    connect(actions->commitUpTo, &QAction::triggered, &view, [this, &view] {
        if (const auto upTo = committable()) {
            Q_EMIT view.commitWanted(*upTo);
        }
    });
    connect(actions->clear, &QAction::triggered, &view, &MessagesView::clearWanted);
    connect(actions->bookmark, &QAction::triggered, &view, [this] {
        records.toggleBookmark(selected);
        showSelected();
    });
    connect(actions->nextBookmark, &QAction::triggered, &view, [this] { goToBookmark(1); });
    connect(actions->previousBookmark, &QAction::triggered, &view, [this] { goToBookmark(-1); });
    actions->setEnabled(false, false);
    connect(detail, &RecordDetail::loadWanted, &view, [this] { loadWhole(); });
    connect(detail, &RecordDetail::cancelWanted, &view, [this] { stopLoading(); });
    connect(detail, &RecordDetail::filterWanted, bar, &MessageFilterBar::addCondition);
}

void MessagesView::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    Parts& p = *m_parts;
    p.last = snapshot;
    const core::FilterCounts& found = snapshot->viewFilter;
    p.shown.setPassed(found.filter.text == p.bar->filterText().toStdString() ? found.number : 0);
    p.change([&] { p.records.apply(snapshot->pages, snapshot->partitions, snapshot->state); });
    p.fit->fit();
    p.shareWidth();
    p.bar->setPartitions(snapshot->partitions);
    p.bar->setFound(found);
    p.tellFilter(*this);
    p.offerCommit();
    p.showCounts();
}

void MessagesView::Parts::tellFilter(MessagesView& view)
{
    if (const auto due = last ? kept.due(*last, bar->wanted()) : std::nullopt) {
        Q_EMIT view.filterWanted(*due);
    }
}

void MessagesView::selectNewest()
{
    m_parts->selectRow(m_parts->ordered.rowCount() - 1);
}

QStringList MessagesView::columns() const
{
    return m_parts->columns->shown();
}

void MessagesView::setColumns(const QStringList& names)
{
    m_parts->columns->setShown(names);
}

void MessagesView::forbidExport()
{
    m_parts->bar->forbidExport();
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

} // namespace headroom::ui
