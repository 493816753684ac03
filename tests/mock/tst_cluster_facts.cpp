// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to a cluster beside the run: what they tell, and that they end in time.
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

#include "core/kafka/cluster_facts.h"
#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"

using namespace headroom::core;
using headroom::test::MockCluster;
using headroom::test::slowdown;

namespace {

Settings settingsFor(const std::string& servers)
{
    Settings settings;
    settings.bootstrapServers = servers;
    settings.topic = "orders";
    settings.groupId = "must-not-be-used";
    settings.socketTimeoutMs = 2000;
    return settings;
}

} // namespace

class TestClusterFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsManyTopics();
    void describesATopic();
    void unknownTopicIsAnError();
    void offsetsOfAGroup();
    void endsInTime_data();
    void endsInTime();
    void canBeCancelled();
};

void TestClusterFacts::listsManyTopics()
{
    MockCluster mock;
    constexpr int topics = 2001;
    QVERIFY(mock.createTopics("topic-", topics - 1));
    mock.createTopic("orders", 3);
    QElapsedTimer clock;
    clock.start();
    const auto listed = listTopics(settingTable(), settingsFor(mock.bootstrapServers()), {});
    QVERIFY2(listed.has_value(), listed ? "" : listed.error().message.c_str());
    qInfo("%d topics in %lld ms", topics, clock.elapsed());
    QCOMPARE(listed->topics.size(), std::size_t{topics});
    QCOMPARE(listed->left, std::size_t{0});
    QVERIFY(std::is_sorted(listed->topics.begin(), listed->topics.end(), [](const ListedTopic& a, const ListedTopic& b) { return a.name < b.name; }));
    const auto one = std::find_if(listed->topics.begin(), listed->topics.end(), [](const ListedTopic& topic) { return topic.name == "orders"; });
    QVERIFY(one != listed->topics.end());
    QCOMPARE(one->partitions, 3);
}

void TestClusterFacts::describesATopic()
{
    MockCluster mock(3);
    mock.createTopic("orders", 2);
    QVERIFY(mock.produce("orders", 2, 40));
    const auto described = describeTopic(settingTable(), settingsFor(mock.bootstrapServers()), "orders", {});
    QVERIFY2(described.has_value(), described ? "" : described.error().message.c_str());
    QCOMPARE(described->size(), std::size_t{2});
    Offset sum = 0;
    for (const PartitionFacts& partition : *described) {
        QCOMPARE(partition.name.topic, std::string("orders"));
        QVERIFY(partition.leader > 0 && partition.replicas > 0 && partition.inSync > 0);
        QCOMPARE(partition.first, Offset{0});
        sum += partition.next;
    }
    QCOMPARE(sum, Offset{40});
}

void TestClusterFacts::unknownTopicIsAnError()
{
    MockCluster mock;
    mock.createTopic("orders", 1);
    rd_kafka_mock_topic_set_error(mock.cluster(), "gone", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
    const auto described = describeTopic(settingTable(), settingsFor(mock.bootstrapServers()), "gone", {});
    QVERIFY(!described.has_value());
    QVERIFY2(described.error().code == ErrorCode::unknownTopic, described.error().message.c_str());
}

/// The mock cluster keeps offsets, but describes no group: what is known is told, what is not is named.
void TestClusterFacts::offsetsOfAGroup()
{
    MockCluster mock;
    mock.createTopic("orders", 1);
    const auto group = describeGroup(settingTable(), settingsFor(mock.bootstrapServers()), "readers", {Milliseconds(5000), {}});
    QVERIFY2(group.has_value(), group ? "" : group.error().message.c_str());
    QVERIFY(group->members.empty());
    QVERIFY2(group->problem.find("Members are not known") != std::string::npos, group->problem.c_str());
}

void TestClusterFacts::endsInTime_data()
{
    QTest::addColumn<int>("question");
    QTest::newRow("topics") << 0;
    QTest::newRow("topic") << 1;
    QTest::newRow("group") << 2;
}

void TestClusterFacts::endsInTime()
{
    QFETCH(int, question);
    const Settings settings = settingsFor("127.0.0.1:9");
    const QuestionLimits limits{Milliseconds(1000), {}};
    QElapsedTimer clock;
    clock.start();
    const Error error = question == 0 ? listTopics(settingTable(), settings, limits).error()
        : question == 1               ? describeTopic(settingTable(), settings, "orders", limits).error()
                                      : describeGroup(settingTable(), settings, "readers", limits).error();
    QVERIFY2(clock.elapsed() < 4000 * slowdown, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(error.code == ErrorCode::unreachable || error.code == ErrorCode::timeout, error.message.c_str());
    QVERIFY(!error.message.empty());
}

void TestClusterFacts::canBeCancelled()
{
    int asked = 0;
    const QuestionLimits limits{Milliseconds(60'000), [&asked] { return ++asked > 2; }};
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!listTopics(settingTable(), settingsFor("127.0.0.1:9"), limits).has_value());
    QVERIFY2(clock.elapsed() < 4000 * slowdown, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestClusterFacts)
#include "tst_cluster_facts.moc"
