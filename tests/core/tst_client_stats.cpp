// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <limits>
#include <string>

#include "core/kafka/client_stats.h"

using namespace headroom::core;

class ClientStatsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatIsNeeded();
    void queueIsTheMaximum();
    void missingFieldsKeepTheirDefaults();
    void oddValuesAreIgnored_data();
    void oddValuesAreIgnored();
    void brokenTextIsAnError_data();
    void brokenTextIsAnError();
    void thousandPartitions();
};

namespace {

const char* const sample = R"({
 "name": "headroom#consumer-1", "rx": 77, "rx_bytes": 123456, "rxmsgs": 900, "rxmsg_bytes": 654321, "replyq": 3,
 "brokers": {
  "localhost:9092/bootstrap": {"name": "b", "nodeid": -1, "source": "configured", "state": "UP", "rx_bytes": 5, "req": {"Fetch": 0, "Metadata": 2}},
  "localhost:9092/1": {"name": "n", "nodeid": 1, "source": "learned", "state": "UP", "rxmsgs": 4,
    "rtt": {"min": 1, "max": 9}, "req": {"Fetch": 40, "OffsetCommit": 2}, "toppars": {"t-0": {"topic": "t", "partition": 0}}},
  "localhost:9093/2": {"nodeid": 2, "source": "learned", "state": "DOWN", "req": {"Fetch": 2}},
  "GroupCoordinator": {"nodeid": 1, "source": "logical", "state": "UP", "req": {"Fetch": 0}}
 },
 "topics": {
  "brokers": {"topic": "brokers", "batchsize": {"min": 1, "max": 1700, "avg": 3}, "batchcnt": {"min": 1, "max": 12}, "partitions": {
    "0": {"partition": 0, "broker": 1, "fetch_state": "active", "fetchq_cnt": 10, "fetchq_size": 1000, "consumer_lag": -1},
    "1": {"partition": 1, "broker": 1, "fetch_state": "active", "fetchq_cnt": 30, "fetchq_size": 900},
    "2": {"partition": 2, "broker": 1, "fetch_state": "none"},
    "3": {"partition": 3, "broker": -1, "fetch_state": "active"},
    "-1": {"partition": -1, "fetchq_cnt": 99999, "fetchq_size": 99999}}},
  "topics": {"batchsize": {"max": 900}, "batchcnt": {"max": 40}, "partitions": {"0": {"fetch_state": "active", "broker": 2, "fetchq_cnt": 5, "fetchq_size": 2000}}}
 },
 "cgrp": {"state": "up", "rxmsgs": 1}
})";

} // namespace

void ClientStatsTest::readsWhatIsNeeded()
{
    const auto stats = parseClientStats(sample);
    QVERIFY(stats.has_value());
    QCOMPARE(stats->receivedBytes, Bytes{123456});
    QCOMPARE(stats->messageBytes, Bytes{654321});
    QCOMPARE(stats->messages, std::int64_t{900});
    QCOMPARE(stats->fetchRequests, std::int64_t{42});
    QCOMPARE(stats->brokers, std::int64_t{2});
    QCOMPARE(stats->brokersUp, std::int64_t{1});
    QCOMPARE(stats->partitions, std::int64_t{5});
    QVERIFY(stats->groupReached);
    QVERIFY(!parseClientStats(R"({"cgrp": {"state": "wait-coord"}})")->groupReached);
    const std::map<std::int32_t, std::int32_t> fetched{{1, 2}, {2, 1}};
    QCOMPARE(stats->fetchedFrom, fetched);
    QCOMPARE(stats->largestAnswer, Bytes{1700});
    QCOMPARE(stats->largestAnswerMessages, std::int64_t{40});
}

void ClientStatsTest::queueIsTheMaximum()
{
    const auto stats = parseClientStats(sample);
    QVERIFY(stats.has_value());
    QCOMPARE(stats->prefetchBytes, Bytes{2000});
    QCOMPARE(stats->prefetchMessages, std::int64_t{30});
}

void ClientStatsTest::missingFieldsKeepTheirDefaults()
{
    const auto stats = parseClientStats("{}");
    QVERIFY(stats.has_value());
    QCOMPARE(stats->prefetchBytes, Bytes{0});
    QCOMPARE(stats->brokers, std::int64_t{0});
    QCOMPARE(stats->partitions, std::int64_t{0});
}

void ClientStatsTest::oddValuesAreIgnored_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("text") << QByteArray(R"({"rx_bytes": "12"})");
    QTest::newRow("null") << QByteArray(R"({"rx_bytes": null})");
    QTest::newRow("object") << QByteArray(R"({"rx_bytes": {"rx_bytes": 5}})");
    QTest::newRow("array") << QByteArray(R"({"rx_bytes": [5, {"rx_bytes": 5}]})");
    QTest::newRow("negative") << QByteArray(R"({"rx_bytes": -5})");
    QTest::newRow("fraction") << QByteArray(R"({"rx_bytes": 0.5})");
    QTest::newRow("brokers is a list") << QByteArray(R"({"brokers": [{"nodeid": 1, "state": "UP"}]})");
    QTest::newRow("partitions is a number") << QByteArray(R"({"topics": {"t": {"partitions": 5}}})");
}

void ClientStatsTest::oddValuesAreIgnored()
{
    QFETCH(QByteArray, json);
    const auto stats = parseClientStats(json.toStdString());
    QVERIFY(stats.has_value());
    QCOMPARE(stats->receivedBytes, Bytes{0});
    QCOMPARE(stats->brokers, std::int64_t{0});
    QCOMPARE(stats->partitions, std::int64_t{0});
}

void ClientStatsTest::brokenTextIsAnError_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(sample).left(400);
    QTest::newRow("not an object") << QByteArray("[{}]");
    QTest::newRow("number") << QByteArray("5");
    QTest::newRow("not JSON") << QByteArray("<html>");
    QTest::newRow("NUL") << QByteArray("\0{}", 3);
    QTest::newRow("deep") << QByteArray(R"({"a":)") + QByteArray(1'000'000, '[');
}

void ClientStatsTest::brokenTextIsAnError()
{
    QFETCH(QByteArray, json);
    const auto stats = parseClientStats(json.toStdString());
    QVERIFY(!stats.has_value());
    QVERIFY(!stats.error().message.empty());
}

void ClientStatsTest::thousandPartitions()
{
    std::string json = R"({"topics":{"t":{"partitions":{)";
    for (int partition = 0; partition < 1000; ++partition) {
        const std::string id = std::to_string(partition);
        json += '"' + id + R"(":{"fetchq_cnt":)" + id + R"(,"fetchq_size":18446744073709551615},)";
    }
    json += R"("-1":{}}}}})";
    const auto stats = parseClientStats(json);
    QVERIFY(stats.has_value());
    QCOMPARE(stats->partitions, std::int64_t{1000});
    QCOMPARE(stats->prefetchMessages, std::int64_t{999});
    QCOMPARE(stats->prefetchBytes, std::numeric_limits<Bytes>::max()); // clamped, not wrapped
}

QTEST_APPLESS_MAIN(ClientStatsTest)
#include "tst_client_stats.moc"
