// SPDX-License-Identifier: GPL-3.0-or-later
// What a real broker tells beside the run: one record again, the topics, and the members of the group; and the filter of the
// record view on records as they come.
#include <QTest>

#include <algorithm>

#include "core/kafka/cluster_facts.h"
#include "core/kafka/record_loader.h"
#include "tests/broker/session_run.h"
#include "tests/support/kafka_broker.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

constexpr int partitions = 3;
const auto never = [] { return false; };

} // namespace

class TestKafkaCluster : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneRecordIsReadAgain();
    void deletedRecordIsSaidToBeGone();
    void membersAndOffsetsOfTheGroup();
    void unknownGroupIsEmpty();
    void filterFindsEachMatch();

private:
    [[nodiscard]] Settings settings(const std::string& group) const
    {
        Settings made;
        made.bootstrapServers = m_broker.bootstrap();
        made.topic = "orders";
        made.groupId = group;
        return made;
    }
    KafkaBroker m_broker;
};

void TestKafkaCluster::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY(m_broker.client().createTopic("orders", partitions));
    QVERIFY(m_broker.client().produceNumbered("orders", {.count = 3000, .partitions = partitions, .valueBytes = 2000}, {.codec = "zstd"}));
}

void TestKafkaCluster::oneRecordIsReadAgain()
{
    const auto loaded = loadRecord(settingTable(), settings("readers"), {"orders", 2}, 500, {}, never); // in the middle of a compressed batch
    QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().message.c_str());
    QVERIFY(loaded->value.starts_with(recordKey(500 * partitions + 2)));
    QCOMPARE(loaded->valueSize, Bytes{2000});
    const auto beyond = loadRecord(settingTable(), settings("readers"), {"orders", 2}, 5000, {}, never);
    QVERIFY(!beyond.has_value());
    QVERIFY(beyond.error().code == ErrorCode::offsetLost);
}

void TestKafkaCluster::deletedRecordIsSaidToBeGone()
{
    QVERIFY(m_broker.client().createTopic("short", 1));
    QVERIFY(m_broker.client().produceNumbered("short", {.count = 10}));
    QVERIFY(m_broker.client().deleteRecords("short", 0, 5));
    const auto gone = loadRecord(settingTable(), settings("readers"), {"short", 0}, 2, {}, never);
    QVERIFY(!gone.has_value());
    QVERIFY2(gone.error().code == ErrorCode::offsetLost, gone.error().message.c_str());
    const auto described = describeTopic(settingTable(), settings("readers"), "short", {});
    QVERIFY(described.has_value());
    QCOMPARE(described->front().first, Offset{5});
    QCOMPARE(described->front().next, Offset{10});
}

void TestKafkaCluster::membersAndOffsetsOfTheGroup()
{
    Settings wanted;
    wanted.start = "earliest";
    wanted.clientId = "headroom-test";
    wanted.commitMode = "batch";
    SessionRun run(wanted);
    QVERIFY(run.start(m_broker.bootstrap(), "orders", "readers"));
    QVERIFY(run.waitUntil([](const Snapshot& now) { return now.messages == 3000 && now.lag == 0; }));
    const auto group = describeGroup(settingTable(), settings("readers"), "readers", {});
    QVERIFY2(group.has_value(), group ? "" : group.error().message.c_str());
    QVERIFY2(group->problem.empty(), group->problem.c_str());
    QCOMPARE(group->state, std::string("Stable"));
    QVERIFY(group->coordinator.find(':') != std::string::npos);
    QCOMPARE(group->members.size(), std::size_t{1});
    QCOMPARE(group->members.front().clientId, std::string("headroom-test"));
    QVERIFY(!group->members.front().host.empty());
    QCOMPARE(group->members.front().partitions.size(), std::size_t{partitions});
    QCOMPARE(group->offsets.size(), std::size_t{partitions});
    for (const GroupOffset& one : group->offsets) {
        QCOMPARE(one.committed, Offset{1000});
        QCOMPARE(one.next, Offset{1000});
        QCOMPARE(one.lag, std::int64_t{0});
    }
    QVERIFY(run.stop());
}

void TestKafkaCluster::unknownGroupIsEmpty()
{
    const auto group = describeGroup(settingTable(), settings("nobody"), "nobody", {});
    QVERIFY2(group.has_value(), group ? "" : group.error().message.c_str());
    QVERIFY(group->members.empty() && group->offsets.empty());
    const auto topics = listTopics(settingTable(), settings("nobody"), {});
    QVERIFY(topics.has_value());
    QVERIFY(std::any_of(topics->topics.begin(), topics->topics.end(), [](const ListedTopic& topic) { return topic.name == "orders" && topic.partitions == partitions; }));
}

void TestKafkaCluster::filterFindsEachMatch()
{
    QVERIFY(m_broker.client().createTopic("needles", 1));
    Settings wanted;
    wanted.start = "earliest";
    SessionRun run(wanted);
    QVERIFY(run.start(m_broker.bootstrap(), "needles", "finders"));
    QVERIFY(run.waitUntil([](const Snapshot& now) { return now.state == SessionState::running; }));
    QVERIFY(run.session().post(FilterCommand{"$.n >= 900 !key:id-000000000950"}).has_value());
    QVERIFY(run.waitUntil([](const Snapshot& now) { return now.viewFilter.number == 1; }));
    QVERIFY(m_broker.client().produceNumbered("needles", {.count = 1000, .value = [](std::uint64_t id) { return "{\"n\":" + std::to_string(id) + "}"; }}, {.codec = "lz4"}));
    QVERIFY(run.waitUntil([](const Snapshot& now) { return now.viewFilter.tested == 1000; }));
    QVERIFY(run.waitUntil([](const Snapshot& now) { return now.view.rows == 99; }));
    QCOMPARE(run.latest()->viewFilter.matched, std::uint64_t{99});
    QCOMPARE(run.latest()->viewFilter.kept, std::uint64_t{99});
    QVERIFY(run.stop());
}

QTEST_GUILESS_MAIN(TestKafkaCluster)
#include "tst_kafka_cluster.moc"
