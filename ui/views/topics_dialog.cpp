// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/topics_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "ui/models/cell_roles.h"
#include "ui/models/cell_text.h"
#include "ui/views/demo_link.h"
#include "ui/views/elided_label.h"
#include "ui/views/table_setup.h"

namespace headroom::ui {

TopicsDialog::TopicsDialog(core::SettingRows rows, std::function<core::Settings()> connection, QWidget* parent)
    : QDialog(parent), m_rows(rows), m_connection(std::move(connection)), m_topics({tr("Topic"), tr("Partitions")}),
      m_partitions({tr("P"), tr("First"), tr("Next"), tr("Messages"), tr("Leader"), tr("In sync")}),
      m_members({tr("Client id"), tr("Host"), tr("Partitions"), tr("Lag")}), m_offsets({tr("Topic"), tr("P"), tr("Committed"), tr("End"), tr("Lag")})
{
    setObjectName(QStringLiteral("topicsDialog"));
    setWindowTitle(tr("Topics and group"));
    auto* pages = new QTabWidget(this);
    pages->setObjectName(QStringLiteral("topicsTabs"));
    pages->addTab(buildPartitions(), tr("&Partitions"));
    pages->addTab(buildGroup(), tr("&Group"));
    auto* splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildTopics());
    splitter->addWidget(pages);
    splitter->setSizes({340, 560});
    auto* column = new QVBoxLayout(this);
    column->addWidget(splitter, 1);
    buildButtons(column);
    resize(920, 520);
    refresh();
}

QTableView* TopicsDialog::makeTable(const QString& name, const QString& title, FactsModel& model, std::initializer_list<int> widths, int stretched)
{
    auto* table = new QTableView(this);
    auto* sorted = new QSortFilterProxyModel(table);
    sorted->setSourceModel(&model);
    sorted->setSortRole(SortRole);
    sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    setUpTable(*table, name, *sorted, widths, stretched);
    table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table->setSortingEnabled(true);
    table->setAccessibleName(title);
    return table;
}

QWidget* TopicsDialog::buildTopics()
{
    auto* side = new QWidget(this);
    m_search = new QLineEdit(side);
    m_search->setObjectName(QStringLiteral("topicSearch"));
    m_search->setAccessibleName(tr("Topic"));
    m_search->setPlaceholderText(tr("part of a topic's name"));
    m_search->setClearButtonEnabled(true);
    m_topicTable = makeTable(QStringLiteral("topicsTable"), tr("Topics"), m_topics, {24, 10}, 0);
    m_found = qobject_cast<QSortFilterProxyModel*>(m_topicTable->model());
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_found->setFilterFixedString(text);
        showState();
    });
    const auto* down = new QShortcut(QKeySequence(Qt::Key_Down), m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, this, [this] {
        m_topicTable->setFocus(Qt::ShortcutFocusReason);
        m_topicTable->selectRow(0);
    });
    connect(m_topicTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TopicsDialog::askTopic);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_topicTable, 1);
    return side;
}

QWidget* TopicsDialog::buildPartitions()
{
    auto* page = new QWidget(this);
    m_topicLabel = new QLabel(page);
    m_topicLabel->setObjectName(QStringLiteral("topicLabel"));
    m_topicLabel->setTextFormat(Qt::PlainText);
    m_topicLabel->setWordWrap(true);
    auto* column = new QVBoxLayout(page);
    column->addWidget(m_topicLabel);
    column->addWidget(makeTable(QStringLiteral("topicPartitionsTable"), tr("Partitions"), m_partitions, {4, 12, 12, 12, 8, 8}, 3), 1);
    return page;
}

QWidget* TopicsDialog::buildGroup()
{
    auto* page = new QWidget(this);
    m_groupLabel = new QLabel(page);
    m_groupLabel->setObjectName(QStringLiteral("groupLabel"));
    m_groupLabel->setTextFormat(Qt::PlainText);
    m_groupLabel->setWordWrap(true);
    auto* column = new QVBoxLayout(page);
    column->addWidget(m_groupLabel);
    column->addWidget(makeTable(QStringLiteral("membersTable"), tr("Members"), m_members, {16, 16, 20, 10}, 2), 1);
    column->addWidget(makeTable(QStringLiteral("offsetsTable"), tr("Offsets of the group"), m_offsets, {20, 4, 12, 12, 10}, 0), 2);
    return page;
}

void TopicsDialog::buildButtons(QVBoxLayout* column)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_refresh = buttons->addButton(tr("&Refresh"), QDialogButtonBox::ActionRole);
    m_refresh->setObjectName(QStringLiteral("topicsRefresh"));
    m_cancel = buttons->addButton(tr("Ca&ncel"), QDialogButtonBox::ActionRole);
    m_cancel->setObjectName(QStringLiteral("topicsCancel"));
    m_cancel->setToolTip(tr("Give up what is being asked"));
    m_use = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_use->setObjectName(QStringLiteral("useTopic"));
    setPurpose(tr("Read this &topic"), tr("Put the selected topic into the settings; a running consumer is restarted with it"));
    for (auto* button : buttons->buttons()) {
        qobject_cast<QPushButton*>(button)->setAutoDefault(false);
    }
    connect(m_refresh, &QPushButton::clicked, this, &TopicsDialog::refresh);
    connect(m_cancel, &QPushButton::clicked, this, &TopicsDialog::cancel);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT topicChosen(selectedTopic()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_state = new ElidedLabel(QStringLiteral("topicsState"), this);
    m_state->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_state->setAccessibleName(tr("What the brokers told"));
    column->addWidget(m_state);
    column->addWidget(buttons);
}

void TopicsDialog::setPurpose(const QString& button, const QString& toolTip)
{
    m_use->setText(button);
    m_use->setToolTip(toolTip);
}

void TopicsDialog::refresh()
{
    if (DemoLink::wantedBy(m_connection())) {
        m_problem = tr("The demo broker runs only with the consumer: start it first (F5).");
        showState();
        return;
    }
    askTopics();
    askTopic();
    askGroup();
}

void TopicsDialog::done(int result)
{
    cancel();
    QDialog::done(result);
}

void TopicsDialog::cancel()
{
    m_listing.cancel();
    m_describing.cancel();
    m_grouping.cancel();
    m_problem = tr("Cancelled.");
    showState();
}

void TopicsDialog::askTopics()
{
    m_problem.clear();
    const auto ask = [rows = m_rows, settings = m_connection()](const std::function<bool()>& cancelled) { return core::listTopics(rows, settings, {core::Milliseconds(15'000), cancelled}); };
    m_listing.begin(ask, [this](const core::Result<core::TopicCatalogue>& listed) { showTopics(listed); });
    showState();
}

void TopicsDialog::askTopic()
{
    const QString topic = selectedTopic();
    m_partitions.setRows({});
    m_describing.cancel();
    m_topicLabel->setText(topic.isEmpty() ? tr("Select a topic to see its partitions.") : tr("%1: asking…").arg(topic));
    if (!topic.isEmpty()) {
        const auto ask = [rows = m_rows, settings = m_connection(), name = topic.toStdString()](const std::function<bool()>& cancelled) {
            return core::describeTopic(rows, settings, name, {core::Milliseconds(15'000), cancelled});
        };
        m_describing.begin(ask, [this](const core::Result<std::vector<core::PartitionFacts>>& described) { showTopic(described); });
    }
    showState();
}

void TopicsDialog::askGroup()
{
    const core::Settings settings = m_connection();
    if (settings.groupId.empty()) {
        m_groupLabel->setText(tr("There is no group yet: it is made when the consumer starts."));
        return;
    }
    m_groupLabel->setText(tr("Group %1: asking…").arg(cellText(settings.groupId)));
    const auto ask = [rows = m_rows, settings](const std::function<bool()>& cancelled) {
        return core::describeGroup(rows, settings, settings.groupId, {core::Milliseconds(15'000), cancelled});
    };
    m_grouping.begin(ask, [this](const core::Result<core::GroupFacts>& described) { showGroup(described); });
}

} // namespace headroom::ui
