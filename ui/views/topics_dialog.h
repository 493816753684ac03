// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QDialog>

#include "core/kafka/cluster_facts.h"
#include "ui/models/facts_model.h"
#include "ui/views/background_job.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;
class QVBoxLayout;

namespace headroom::ui {

class ElidedLabel;

/// The topics of the cluster and the group of this consumer, as the brokers tell: choose a topic by typing a part of its
/// name, look at its partitions, and at who else reads. Everything is asked on threads beside the window, which never
/// waits; each question ends by itself or by Cancel. Thread: GUI. Bound: TopicCatalogue::mostTopics rows.
class TopicsDialog : public QDialog {
    Q_OBJECT
public:
    /// `connection` gives the settings to connect with, at each question; their group is the one that is shown.
    TopicsDialog(core::SettingRows rows, std::function<core::Settings()> connection, QWidget* parent = nullptr);

    /// Asks for everything again.
    void refresh();
    /// What the button does with the selected topic.
    void setPurpose(const QString& button, const QString& toolTip);

    /// Gives up what is being asked. It is only hidden: to be rid of it, it would have to wait for threads that give up.
    void done(int result) override;

    // Show one answer of the brokers, each in its place.
    void showTopics(const core::Result<core::TopicCatalogue>& listed);
    void showTopic(const core::Result<std::vector<core::PartitionFacts>>& described);
    void showGroup(const core::Result<core::GroupFacts>& described);

Q_SIGNALS:
    /// The consumer should read this topic from now on.
    void topicChosen(const QString& topic);
    /// The brokers told the names of all topics.
    void listed(const QStringList& topics);

private:
    [[nodiscard]] QWidget* buildTopics();
    [[nodiscard]] QWidget* buildPartitions();
    [[nodiscard]] QWidget* buildGroup();
    void buildButtons(QVBoxLayout* column);
    QTableView* makeTable(const QString& name, const QString& title, FactsModel& model, std::initializer_list<int> widths, int stretched);
    void askTopics();
    void askTopic();
    void askGroup();
    void cancel();
    void showState();
    [[nodiscard]] QString selectedTopic() const;

    const core::SettingRows m_rows;
    const std::function<core::Settings()> m_connection;
    FactsModel m_topics;
    FactsModel m_partitions;
    FactsModel m_members;
    FactsModel m_offsets;
    QSortFilterProxyModel* m_found = nullptr;
    QLineEdit* m_search = nullptr;
    QTableView* m_topicTable = nullptr;
    QLabel* m_topicLabel = nullptr;
    QLabel* m_groupLabel = nullptr;
    ElidedLabel* m_state = nullptr;
    QPushButton* m_refresh = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_use = nullptr;
    QString m_problem; ///< of the list of topics
    BackgroundJob<core::Result<core::TopicCatalogue>> m_listing;
    BackgroundJob<core::Result<std::vector<core::PartitionFacts>>> m_describing;
    BackgroundJob<core::Result<core::GroupFacts>> m_grouping;
};

} // namespace headroom::ui
