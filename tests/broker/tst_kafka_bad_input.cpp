// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong with brokers, topics and payloads ends in a clear word and the right exit code, never in a hang.
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "tests/broker/headroom_cli.h"
#include "tests/support/kafka_broker.h"

using namespace headroom::test;
using namespace std::chrono_literals;

class TestKafkaBadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void unreachableBroker();
    void unknownTopic();
    void badSettings_data();
    void badSettings();
    void recordsFileCannotBeWritten();
    void strangePayloads();
    void thousandsOfHeaders();

private:
    KafkaBroker m_broker;
    QTemporaryDir m_folder;
};

void TestKafkaBadInput::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
}

void TestKafkaBadInput::unreachableBroker()
{
    const TestPort nobody;
    const QString address = QStringLiteral("127.0.0.1:%1").arg(nobody.number());
    HeadroomCli cli(m_folder, QStringLiteral("unreachable"));
    QVERIFY(cli.start(address, QStringLiteral("any"), QStringLiteral("any"),
                      {QStringLiteral("--duration"), QStringLiteral("5s")}));
    QCOMPARE(cli.finish(30s), 1);
    QVERIFY2(cli.process().standardError().contains(address.toLatin1()), cli.process().standardError().constData());
}

void TestKafkaBadInput::unknownTopic()
{
    HeadroomCli cli(m_folder, QStringLiteral("unknown-topic"));
    QVERIFY(cli.start(m_broker.bootstrapText(), QStringLiteral("no-such-topic"), QStringLiteral("any"),
                      {QStringLiteral("--duration"), QStringLiteral("10s")}));
    QCOMPARE(cli.finish(30s), 1);
    QVERIFY2(cli.process().standardError().contains("no-such-topic"), cli.process().standardError().constData());
}

void TestKafkaBadInput::badSettings_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("out of range") << QStringList{QStringLiteral("--max-poll-records"), QStringLiteral("0")}
                                  << QByteArray("max-poll-records");
    QTest::newRow("no number") << QStringList{QStringLiteral("--fetch-max-bytes"), QStringLiteral("much")}
                               << QByteArray("fetch-max-bytes");
    QTest::newRow("no such choice") << QStringList{QStringLiteral("--commit-mode"), QStringLiteral("never")}
                                    << QByteArray("commit-mode");
    QTest::newRow("no such option") << QStringList{QStringLiteral("--no-such-option")} << QByteArray("no-such-option");
}

void TestKafkaBadInput::badSettings()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    HeadroomCli cli(m_folder, QStringLiteral("bad-settings"));
    QVERIFY(cli.start(m_broker.bootstrapText(), QStringLiteral("any"), QStringLiteral("any"), arguments));
    QCOMPARE(cli.finish(10s), 2);
    QVERIFY2(cli.process().standardError().contains(named), cli.process().standardError().constData());
}

void TestKafkaBadInput::recordsFileCannotBeWritten()
{
    QVERIFY(m_broker.client().createTopic("unwritable", 1));
    QVERIFY(m_broker.client().produceNumbered("unwritable", {.count = 10}));
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("unwritable.ndjson"))); // a folder where the file should be
    HeadroomCli cli(m_folder, QStringLiteral("unwritable"));
    QVERIFY(cli.start(m_broker.bootstrapText(), QStringLiteral("unwritable"), QStringLiteral("unwritable"),
                      {QStringLiteral("--until-end")}));
    QCOMPARE(cli.finish(30s), 2); // before anything is read
    QVERIFY2(cli.process().standardError().contains("unwritable.ndjson"), cli.process().standardError().constData());
    // What could not be processed must not be committed.
    const auto committed = m_broker.committedByKafkaTool("unwritable", "unwritable");
    QVERIFY(!committed || committed->empty());
}

/// Seen to fail with a key that is not UTF-8 written as it is; with the null flag of a key not looked at.
void TestKafkaBadInput::strangePayloads()
{
    const std::string allBytes = [] {
        std::string bytes;
        for (int i = 0; i < 256; ++i) {
            bytes.push_back(static_cast<char>(i));
        }
        return bytes;
    }();
    const std::string huge(5 * 1024 * 1024, 'x');
    const std::vector<TestRecord> records{
        {.key = "null-value"},
        {.value = "null-key"},
        {},
        {.key = "", .value = ""},
        {.key = "binary", .value = allBytes},
        {.key = allBytes, .value = "binary key"},
        {.key = "broken-utf8", .value = "\xff\xfe{\"a\": \xc3"},
        {.key = "broken-json", .value = "{\"a\": [1, 2"},
        {.key = "deep-json", .value = std::string(100'000, '[')},
        {.key = "huge", .value = huge},
        {.key = "last", .value = "end"},
    };
    const auto client = m_broker.client();
    QVERIFY(client.createTopic("strange", 1, {{"max.message.bytes", "20000000"}}));
    const auto produced = client.produce("strange", records);
    QVERIFY2(produced, produced ? "" : produced.error().message.c_str());

    HeadroomCli cli(m_folder, QStringLiteral("strange"));
    QVERIFY(cli.start(m_broker.bootstrapText(), QStringLiteral("strange"), QStringLiteral("strange"),
                      {QStringLiteral("--until-end")}));
    QCOMPARE(cli.finish(), 0);
    const auto consumed = cli.records();
    QCOMPARE(consumed.size(), records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        QCOMPARE(consumed[i].offset, static_cast<std::int64_t>(i));
        QCOMPARE(consumed[i].valueBytes.value_or(0), static_cast<std::int64_t>(records[i].value.value_or("").size()));
        QCOMPARE(consumed[i].key.has_value(), records[i].key.has_value());
    }
    QCOMPARE(cli.reported("committed"), (std::map<int, std::int64_t>{{0, static_cast<std::int64_t>(records.size())}}));
}

/// Seen to fail with a message of over a thousand headers passed over.
void TestKafkaBadInput::thousandsOfHeaders()
{
    TestRecord record{.key = "headers", .value = "value"};
    for (int i = 0; i < 10'000; ++i) {
        record.headers.emplace_back("h" + std::to_string(i), "v");
    }
    const auto client = m_broker.client();
    QVERIFY(client.createTopic("headers", 1));
    QVERIFY(client.produce("headers", {record, {.key = "after", .value = "it"}}));
    HeadroomCli cli(m_folder, QStringLiteral("headers"));
    QVERIFY(cli.start(m_broker.bootstrapText(), QStringLiteral("headers"), QStringLiteral("headers"),
                      {QStringLiteral("--until-end")}));
    QCOMPARE(cli.finish(), 0);
    QCOMPARE(cli.records().size(), 2U);
}

QTEST_GUILESS_MAIN(TestKafkaBadInput)
#include "tst_kafka_bad_input.moc"
