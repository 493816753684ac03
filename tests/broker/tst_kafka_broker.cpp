// SPDX-License-Identifier: GPL-3.0-or-later
// The tests' own broker, so that a failure elsewhere is not the fault of these tools.
#include <QTest>

#include "tests/support/kafka_broker.h"

using headroom::test::KafkaBroker;
using headroom::test::NumberedRecords;
using headroom::test::TestRecord;

class TestKafkaBroker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto started = m_broker.start();
        QVERIFY2(started, started ? "" : started.error().message.c_str());
    }

    void storesRecordsOnTheirPartitions()
    {
        const auto client = m_broker.client();
        QVERIFY(client.createTopic("stored", 3));
        QVERIFY(client.produceNumbered("stored", {.firstId = 0, .count = 10, .partitions = 3}));
        QCOMPARE(client.watermarks("stored", 0)->second, 4);
        QCOMPARE(client.watermarks("stored", 1)->second, 3);
        QCOMPARE(client.watermarks("stored", 2)->second, 3);
    }

    void administersTopics()
    {
        const auto client = m_broker.client();
        QVERIFY(client.createTopic("changing", 1));
        QVERIFY(!client.createTopic("changing", 1)); // there already
        QVERIFY(client.produceNumbered("changing", {.count = 10}));
        QVERIFY(client.deleteRecords("changing", 0, 4));
        QCOMPARE(client.watermarks("changing", 0)->first, 4);
        QVERIFY(client.setPartitions("changing", 2));
        QVERIFY(client.watermarks("changing", 1));
        QVERIFY(client.deleteTopic("changing"));
    }

    void transactionsEndWithAMarker()
    {
        const auto client = m_broker.client();
        QVERIFY(client.createTopic("transactional", 1));
        QVERIFY(client.produceTransaction("transactional", {{.key = "kept"}, {.key = "also"}}, true));
        QVERIFY(client.produceTransaction("transactional", {{.key = "aborted"}}, false));
        // The coordinator writes its markers after it has answered.
        QTRY_COMPARE_WITH_TIMEOUT(client.watermarks("transactional", 0)->second, 2 + 1 + 1 + 1, 15'000);
    }

    void kafkasToolPrintsWhatItsToolCommitted()
    {
        const std::string group = "tool-group";
        const auto client = m_broker.client();
        QVERIFY(client.createTopic("tool", 2));
        QVERIFY(client.produceNumbered("tool", {.count = 10, .partitions = 2}));
        QVERIFY(m_broker.committedByKafkaTool("never-seen", "tool").value_or(std::map<int, std::int64_t>{}).empty());
        const auto reset =
            m_broker.tool(QStringLiteral("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"),
                          {QStringLiteral("--bootstrap-server"), m_broker.bootstrapText(), QStringLiteral("--group"),
                           QString::fromStdString(group), QStringLiteral("--reset-offsets"), QStringLiteral("--topic"),
                           QStringLiteral("tool"), QStringLiteral("--to-latest"),
                           QStringLiteral("--execute")});
        QVERIFY2(reset, reset ? "" : reset.error().message.c_str());
        const auto committed = m_broker.committedByKafkaTool(group, "tool");
        QVERIFY2(committed, committed ? "" : committed.error().message.c_str());
        QCOMPARE(*committed, (std::map<int, std::int64_t>{{0, 5}, {1, 5}}));
    }

    void keepsItsRecordsOverAKill()
    {
        const auto client = m_broker.client();
        QVERIFY(client.createTopic("kept", 1));
        QVERIFY(client.produceNumbered("kept", {.count = 100}));
        m_broker.kill();
        QVERIFY(!m_broker.running());
        const auto restarted = m_broker.restart();
        QVERIFY2(restarted, restarted ? "" : restarted.error().message.c_str());
        // The broker says it has started a moment before it leads its partitions again.
        const auto end = [&client] {
            const auto marks = client.watermarks("kept", 0);
            return marks ? marks->second : -1;
        };
        QTRY_COMPARE_WITH_TIMEOUT(end(), 100, 30'000);
    }

    void answersAgainAfterAFreeze()
    {
        m_broker.freeze();
        m_broker.thaw();
        QVERIFY(m_broker.client().createTopic("after-freeze", 1));
    }

    void stopsCleanly() { QVERIFY(m_broker.stop()); }

private:
    KafkaBroker m_broker;
};

QTEST_GUILESS_MAIN(TestKafkaBroker)
#include "tst_kafka_broker.moc"
