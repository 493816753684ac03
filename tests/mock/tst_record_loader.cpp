// SPDX-License-Identifier: GPL-3.0-or-later
// One record read again: whole, without a group, and never for longer than allowed.
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <thread>

#include "core/kafka/record_loader.h"
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

const auto never = [] { return false; };

} // namespace

class TestRecordLoader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheRecordWhole();
    void cutsWhatIsTooLarge();
    void saysWhenItIsNotThere();
    void touchesNoGroup();
    void endsInTime();
    void canBeCancelled();
};

void TestRecordLoader::readsTheRecordWhole()
{
    MockCluster mock;
    mock.createTopic("orders", 2);
    QVERIFY(mock.produce("orders", 2, 40, 50'000));
    const auto loaded = loadRecord(settingTable(), settingsFor(mock.bootstrapServers()), {"orders", 1}, 13, {}, never);
    QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().message.c_str());
    QCOMPARE(loaded->value.size(), std::size_t{50'000});
    QCOMPARE(loaded->valueSize, Bytes{50'000});
    QVERIFY(!loaded->valueIsNull);
    QVERIFY(loaded->timestampMs > 0);
}

void TestRecordLoader::cutsWhatIsTooLarge()
{
    MockCluster mock;
    mock.createTopic("orders", 1);
    QVERIFY(mock.produce("orders", 1, 3, 50'000));
    LoadLimits limits;
    limits.bytes = 1000;
    const auto loaded = loadRecord(settingTable(), settingsFor(mock.bootstrapServers()), {"orders", 0}, 2, limits, never);
    QVERIFY(loaded.has_value());
    QCOMPARE(loaded->value.size(), std::size_t{1000});
    QCOMPARE(loaded->valueSize, Bytes{50'000});
}

void TestRecordLoader::saysWhenItIsNotThere()
{
    MockCluster mock;
    mock.createTopic("orders", 1);
    QVERIFY(mock.produce("orders", 1, 3));
    const auto settings = settingsFor(mock.bootstrapServers());
    for (const Offset offset : {Offset{3}, Offset{1000}}) {
        const auto loaded = loadRecord(settingTable(), settings, {"orders", 0}, offset, {}, never);
        QVERIFY(!loaded.has_value());
        QVERIFY2(loaded.error().code == ErrorCode::offsetLost, loaded.error().message.c_str());
        QVERIFY(loaded.error().message.find("orders [0] has no record at offset " + std::to_string(offset)) == 0);
    }
    LoadLimits limits;
    limits.time = Milliseconds(3000);
    const auto elsewhere = loadRecord(settingTable(), settings, {"unknown", 0}, 0, limits, never);
    QVERIFY(!elsewhere.has_value());
    QVERIFY2(elsewhere.error().code == ErrorCode::unknownTopic, elsewhere.error().message.c_str());
}

void TestRecordLoader::touchesNoGroup()
{
    constexpr int apiOffsetCommit = 8, apiFindCoordinator = 10, apiJoinGroup = 11;
    MockCluster mock;
    mock.createTopic("orders", 1);
    QVERIFY(mock.produce("orders", 1, 3));
    rd_kafka_mock_start_request_tracking(mock.cluster());
    QVERIFY(loadRecord(settingTable(), settingsFor(mock.bootstrapServers()), {"orders", 0}, 1, {}, never).has_value());
    std::size_t count = 0;
    rd_kafka_mock_request_t** requests = rd_kafka_mock_get_requests(mock.cluster(), &count);
    QVERIFY(count > 0);
    for (std::size_t i = 0; i < count; ++i) {
        const int key = rd_kafka_mock_request_api_key(requests[i]);
        QVERIFY(key != apiOffsetCommit && key != apiFindCoordinator && key != apiJoinGroup);
    }
    rd_kafka_mock_request_destroy_array(requests, count);
}

void TestRecordLoader::endsInTime()
{
    LoadLimits limits;
    limits.time = Milliseconds(500);
    QElapsedTimer clock;
    clock.start();
    const auto loaded = loadRecord(settingTable(), settingsFor("127.0.0.1:9"), {"orders", 0}, 0, limits, never);
    QVERIFY(!loaded.has_value());
    QVERIFY2(clock.elapsed() < 3000 * slowdown, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(loaded.error().code == ErrorCode::unreachable);
}

void TestRecordLoader::canBeCancelled()
{
    QElapsedTimer clock;
    clock.start();
    int asked = 0;
    const auto loaded = loadRecord(settingTable(), settingsFor("127.0.0.1:9"), {"orders", 0}, 0, {}, [&asked] { return ++asked > 2; });
    QVERIFY(!loaded.has_value());
    QVERIFY2(clock.elapsed() < 3000 * slowdown, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestRecordLoader)
#include "tst_record_loader.moc"
