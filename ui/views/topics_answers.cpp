// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the topics dialog that shows what the brokers told.
#include <map>

#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/views/elided_label.h"
#include "ui/views/topics_dialog.h"

namespace headroom::ui {

namespace {

QString count(std::size_t value)
{
    return fromUtf8(core::formatCount(static_cast<std::int64_t>(value)));
}

/// In the window's language; what a broker says in it is shown and never acts.
QString told(std::string_view english)
{
    return cellText(coreText(english).toStdString());
}

/// "0-3, 7" of one topic, "orders 0-3, bills 1" of several.
QString partitionsText(const std::vector<core::TopicPartition>& partitions, bool withTopic)
{
    QStringList parts;
    std::string topic;
    for (std::size_t i = 0; i < partitions.size();) {
        std::size_t end = i + 1;
        while (end < partitions.size() && partitions[end].topic == partitions[i].topic && partitions[end].partition == partitions[end - 1].partition + 1) {
            ++end;
        }
        QString run = QString::number(partitions[i].partition);
        if (end - i > 1) {
            run += QStringLiteral("–%1").arg(partitions[end - 1].partition);
        }
        if (withTopic && partitions[i].topic != topic) {
            run.prepend(cellText(partitions[i].topic) + QLatin1Char(' '));
        }
        topic = partitions[i].topic;
        parts << run;
        i = end;
    }
    return parts.join(QStringLiteral(", "));
}

bool manyTopics(const std::vector<core::GroupOffset>& offsets)
{
    return !offsets.empty() && offsets.front().name.topic != offsets.back().name.topic;
}

} // namespace

QString TopicsDialog::selectedTopic() const
{
    const QModelIndexList rows = m_topicTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : m_topics.text(m_found->mapToSource(rows.front()).row(), 0);
}

void TopicsDialog::showTopics(const core::Result<core::TopicCatalogue>& listed)
{
    if (!listed) {
        m_problem = told(listed.error().message);
        showState();
        return;
    }
    std::vector<FactsModel::Row> rows;
    rows.reserve(listed->topics.size());
    QStringList names;
    for (const core::ListedTopic& topic : listed->topics) {
        rows.push_back({{cellText(topic.name), {}}, FactCell::number(topic.partitions)});
        names << fromUtf8(topic.name);
    }
    if (listed->left > 0) {
        m_problem = tr("%1 more topics are not listed", nullptr, pluralOf(static_cast<std::int64_t>(listed->left))).arg(count(listed->left));
    }
    const QString before = selectedTopic();
    m_topics.setRows(std::move(rows));
    Q_EMIT this->listed(names);
    const QModelIndexList same = before.isEmpty() ? QModelIndexList() : m_found->match(m_found->index(0, 0), Qt::DisplayRole, before, 1, Qt::MatchExactly);
    if (!same.isEmpty()) {
        m_topicTable->selectRow(same.front().row());
    }
    showState();
}

void TopicsDialog::showTopic(const core::Result<std::vector<core::PartitionFacts>>& described)
{
    if (!described) {
        m_topicLabel->setText(told(described.error().message));
        showState();
        return;
    }
    std::vector<FactsModel::Row> rows;
    std::int64_t messages = 0;
    for (const core::PartitionFacts& one : *described) {
        const bool known = one.first != core::unknownOffset && one.next != core::unknownOffset;
        messages += known ? one.next - one.first : 0;
        rows.push_back({FactCell::number(one.name.partition), FactCell::number(one.first, core::unknownOffset), FactCell::number(one.next, core::unknownOffset),
                        FactCell::number(known ? one.next - one.first : -1), one.leader < 0 ? FactCell{tr("none"), QVariant(qint64{-1})} : FactCell::number(one.leader),
                        {tr("%1 of %2").arg(one.inSync).arg(one.replicas), QVariant(one.inSync)}});
    }
    m_topicLabel->setText(tr("%1: %2 partitions, %3 offsets kept (messages, and what compaction or transactions left). The client library has no question for the bytes.")
                              .arg(selectedTopic(), count(rows.size()), fromUtf8(core::formatCount(messages))));
    m_partitions.setRows(std::move(rows));
    showState();
}

void TopicsDialog::showGroup(const core::Result<core::GroupFacts>& described)
{
    const QString group = cellText(m_connection().groupId);
    if (!described) {
        m_groupLabel->setText(tr("Group %1: %2").arg(group, told(described.error().message)));
        showState();
        return;
    }
    std::map<core::TopicPartition, std::int64_t> lags;
    std::vector<FactsModel::Row> offsets;
    for (const core::GroupOffset& one : described->offsets) {
        lags[one.name] = one.lag;
        offsets.push_back({{cellText(one.name.topic), {}}, FactCell::number(one.name.partition), FactCell::number(one.committed, core::unknownOffset),
                           FactCell::number(one.next, core::unknownOffset), FactCell::number(one.lag, core::unknownOffset)});
    }
    std::vector<FactsModel::Row> members;
    for (const core::MemberFacts& member : described->members) {
        std::int64_t lag = 0;
        for (const core::TopicPartition& name : member.partitions) {
            lag = lag == core::unknownOffset || lags[name] == core::unknownOffset ? core::unknownOffset : lag + lags[name];
        }
        members.push_back({{cellText(member.clientId), {}}, {cellText(member.host), {}}, {partitionsText(member.partitions, manyTopics(described->offsets)), {}},
                           FactCell::number(lag, core::unknownOffset)});
    }
    QStringList parts{tr("Group %1").arg(group), cellText(described->state), cellText(described->assignor), tr("%1 members", nullptr, pluralOf(static_cast<std::int64_t>(members.size()))).arg(count(members.size()))};
    if (!described->coordinator.empty()) {
        parts << tr("coordinator %1").arg(cellText(described->coordinator));
    }
    parts << told(described->problem);
    parts.removeAll(QString());
    m_groupLabel->setText(parts.join(QStringLiteral(" · ")));
    m_members.setRows(std::move(members));
    m_offsets.setRows(std::move(offsets));
    showState();
}

void TopicsDialog::showState()
{
    if (m_state == nullptr) {
        return; // still being built
    }
    const bool asking = m_listing.busy() || m_describing.busy() || m_grouping.busy();
    m_cancel->setEnabled(asking);
    m_use->setEnabled(!selectedTopic().isEmpty());
    QStringList parts{m_problem};
    if (m_listing.busy()) {
        parts << tr("Asking for the topics…");
    } else if (m_topics.rowCount() > 0) {
        parts << tr("%1 of %2 topics").arg(count(static_cast<std::size_t>(m_found->rowCount())), count(static_cast<std::size_t>(m_topics.rowCount())));
    }
    parts.removeAll(QString());
    m_state->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace headroom::ui
