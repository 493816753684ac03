// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/commit_tables.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include <QBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>

#include "core/base/number_format.h"
#include "ui/charts/latency_chart.h"
#include "ui/models/cell_text.h"
#include "ui/theme/whole_rows.h"
#include "ui/views/bar_legend.h"
#include "ui/views/elided_label.h"
#include "ui/views/partition_bar_delegate.h"
#include "ui/views/table_setup.h"

namespace headroom::ui {

namespace {

/// Lower than this the tables take turns: half of it would show no more than a handful of rows.
constexpr int lowHeight = 400;
constexpr int leastBar = 40; ///< pixels
constexpr int drawnByBar[] = {PartitionTableModel::positionColumn, PartitionTableModel::highWatermarkColumn}; ///< the first to go
constexpr int wideEnough = 820; ///< pixels: the history has room for its words beside the chart

QString count(std::int64_t value)
{
    return fromUtf8(core::formatCount(value));
}

} // namespace

CommitTables::CommitTables(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_splitter(new QSplitter(Qt::Vertical, this)),
      m_partitionsTable(new QTableView(this)), m_historyTable(new QTableView(this)),
      m_partitionsTitle(new ElidedLabel(QStringLiteral("partitionsTitle"), this)),
      m_historyTitle(new ElidedLabel(QStringLiteral("commitHistoryTitle"), this)), m_legend(new BarLegend(this)),
      m_latency(new LatencyChart(this)),
      m_partitionsFit(*m_partitionsTable, {PartitionTableModel::barColumn}), m_historyFit(*m_historyTable, {CommitHistoryModel::outcomeColumn})
{
    m_tabs->setObjectName(QStringLiteral("commitTablesTabs"));
    m_tabs->setAccessibleName(tr("Partitions or commit history"));
    m_tabs->addTab(tr("Partitions"));
    m_tabs->addTab(tr("Commit history"));
    m_tabs->setDrawBase(false);
    m_splitter->setObjectName(QStringLiteral("commitTables"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildPartitions());
    m_splitter->addWidget(buildHistory());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_tabs);
    column->addWidget(m_splitter, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &CommitTables::arrange);
    arrange();
}

QWidget* CommitTables::buildPartitions()
{
    auto* box = new QWidget(m_splitter);
    QFont bold = m_partitionsTitle->font();
    bold.setBold(true);
    m_partitionsTitle->setFont(bold);
    m_historyTitle->setFont(bold);
    setUpTable(*m_partitionsTable, QStringLiteral("partitionsTable"), m_partitions, {4, 7, 7, 7, 7, 6, 7, 8, 10, 8}, PartitionTableModel::barColumn);
    m_partitionsTable->horizontalHeader()->setTextElideMode(Qt::ElideNone); // its names are of two lines
    m_partitionsTable->setItemDelegateForColumn(PartitionTableModel::barColumn, new PartitionBarDelegate(m_partitionsTable));
    m_partitionsTable->setAccessibleName(tr("Partitions"));
    m_partitionsTable->setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(m_partitionsTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CommitTables::selectionChanged);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(m_partitionsTitle);
    column->addWidget(new WholeRows(m_partitionsTable, box), 1);
    column->addWidget(m_legend);
    return box;
}

QWidget* CommitTables::buildHistory()
{
    auto* box = new QWidget(m_splitter);
    setUpTable(*m_historyTable, QStringLiteral("commitHistory"), m_history, {13, 8, 18, 9, 9, 9, 24}, CommitHistoryModel::outcomeColumn);
    m_historyTable->setAccessibleName(tr("Commit history"));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(new WholeRows(m_historyTable, box), 1);
    line->addWidget(m_latency);
    column->addWidget(m_historyTitle);
    column->addLayout(line, 1);
    return box;
}

void CommitTables::apply(const core::Snapshot& snapshot)
{
    m_partitions.apply(snapshot.partitions, snapshot.seconds);
    m_history.apply(snapshot.commitHistory);
    m_latency->apply(snapshot.commitHistory);
    m_partitionsFit.fit();
    m_historyFit.fit();
    giveWay();
    applyTitles(snapshot);
}

std::vector<core::Slot> CommitTables::selectedSlots() const
{
    std::vector<core::Slot> selected;
    for (const QModelIndex& row : m_partitionsTable->selectionModel()->selectedRows()) {
        selected.push_back(static_cast<core::Slot>(row.data(RowIdRole).toLongLong()));
    }
    return selected;
}

void CommitTables::applyTitles(const core::Snapshot& snapshot)
{
    const auto owned = std::ranges::count_if(snapshot.partitions, &core::PartitionRow::owned);
    const QString rebalances = snapshot.rebalances == 1 ? tr("1 rebalance") : tr("%1 rebalances").arg(count(static_cast<std::int64_t>(snapshot.rebalances)));
    QString partitions = tr("Partitions (%1 assigned, %2)").arg(count(owned), rebalances);
    if (snapshot.brokerAwaySince) {
        partitions += tr(" · as of %1").arg(fromUtf8(core::formatClock(*snapshot.brokerAwaySince)).left(8));
    }
    m_partitionsTitle->setText(partitions);
    QString kept = tr("Commit history · %1 of %2 kept").arg(count(m_history.rowCount()), count(CommitHistoryModel::maxRows));
    if (m_history.missing() > 0) {
        kept += tr(" · %1 older or not seen").arg(count(static_cast<std::int64_t>(m_history.missing())));
    }
    m_historyTitle->setText(kept);
    for (const auto& [tab, title] : {std::pair(0, m_partitionsTitle->text()), std::pair(1, m_historyTitle->text())}) {
        if (m_tabs->tabText(tab) != title) {
            m_tabs->setTabText(tab, title);
        }
    }
}

/// What is left with every figure shown.
int CommitTables::roomForBar()
{
    int room = m_partitionsTable->viewport()->width();
    for (int column = 0; column < PartitionTableModel::columnTotal; ++column) {
        if (!m_partitionsTable->isColumnHidden(column)) {
            m_widths[column] = m_partitionsTable->columnWidth(column);
        }
        room -= column == PartitionTableModel::barColumn ? 0 : m_widths[column];
    }
    return room;
}

/// Where there is no room for the bar, figures go that it draws; where it would be a stub even so, it goes, and they stay.
void CommitTables::giveWay()
{
    int room = roomForBar();
    const int most = std::accumulate(std::begin(drawnByBar), std::end(drawnByBar), room, [this](int sum, int column) { return sum + m_widths[column]; });
    const bool bar = most >= leastBar;
    for (const int column : drawnByBar) {
        const bool goes = bar && room < leastBar;
        room += goes ? m_widths[column] : 0;
        if (goes != m_partitionsTable->isColumnHidden(column)) {
            m_partitionsTable->setColumnHidden(column, goes);
            m_partitionsTable->setColumnWidth(column, std::max(m_widths[column], m_partitionsTable->columnWidth(column)));
        }
    }
    m_partitionsTable->setColumnHidden(PartitionTableModel::barColumn, !bar);
}

void CommitTables::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
    giveWay();
}

void CommitTables::arrange()
{
    const bool low = height() < lowHeight;
    m_tabs->setVisible(low);
    m_partitionsTitle->setVisible(!low);
    m_historyTitle->setVisible(!low);
    m_legend->setVisible(!low);
    m_latency->setVisible(width() >= wideEnough); // figures first
    m_splitter->widget(0)->setVisible(!low || m_tabs->currentIndex() == 0);
    m_splitter->widget(1)->setVisible(!low || m_tabs->currentIndex() == 1);
}

} // namespace headroom::ui
