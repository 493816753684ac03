// SPDX-License-Identifier: GPL-3.0-or-later
// The client adapter alone, in a group that takes its partitions and gives them back within one call of it.
#include <map>
#include <set>

#include <QElapsedTimer>
#include <QTest>

#include "core/kafka/rdkafka_consumer.h"
#include "core/settings/setting_table.h"
#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"

using namespace headroom::core;
using headroom::test::MockCluster;
using headroom::test::slowdown;

namespace {

/// Begins each partition at the same offset, and counts.
struct Listener final : ConsumerListener {
    Offset begin = 0;
    int assigned = 0;
    int lost = 0;
    std::vector<StartOffset> onAssigned(std::span<const Slot> came) override
    {
        ++assigned;
        std::vector<StartOffset> starts;
        for (const Slot slot : came)
            starts.push_back({slot, StartOffset::Kind::exact, begin});
        return starts;
    }
    void onRevoked(std::span<const Slot> /*gone*/, bool wasLost) override { lost += wasLost ? 1 : 0; }
    void onCommitReply(std::uint64_t /*requestId*/, std::span<const SlotOffset> /*offsets*/, const std::optional<Error>& /*error*/) override {}
    void onOffsetLost(Slot /*slot*/, Offset /*wanted*/, const Error& /*error*/) override {}
    Offset expectedPosition(Slot /*slot*/) const override { return unknownOffset; }
    void onError(const Error& /*error*/) override {}
    void onStatistics(std::string_view /*json*/) override {}
    void onLog(int /*level*/, std::string_view /*facility*/, std::string_view /*text*/) override {}
};

constexpr int partitions = 4;
constexpr int records = 400;

/// The offsets taken, by partition, until so many messages came or time is up.
std::map<Slot, std::set<Offset>> takeAll(ConsumerPort& port, std::size_t messages, Milliseconds wait)
{
    std::map<Slot, std::set<Offset>> offsets;
    QElapsedTimer timer;
    timer.start();
    for (std::size_t taken = 0; taken < messages && !timer.hasExpired(20000LL * slowdown);) {
        Batch batch;
        taken += port.take(batch, 100, wait);
        for (const Message& message : batch.messages())
            offsets[message.slot].insert(message.offset);
    }
    return offsets;
}

} // namespace

class TstRejoin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatComesAfterALossIsAllHandedOver_data();
    void whatComesAfterALossIsAllHandedOver();
};

void TstRejoin::whatComesAfterALossIsAllHandedOver_data()
{
    QTest::addColumn<QString>("strategy");
    QTest::newRow("eager") << QStringLiteral("range");
    QTest::newRow("cooperative") << QStringLiteral("cooperative-sticky");
}

/// The group forgets the member, which joins again within milliseconds: a waiting take sees the partitions go, come back, and their
/// first messages. Seen to fail when what a callback brings is assigned inside the callback: those messages were held for ones of
/// before, dropped, and the partitions went on behind them.
void TstRejoin::whatComesAfterALossIsAllHandedOver()
{
    QFETCH(QString, strategy);
    MockCluster mock;
    mock.createTopic("orders", partitions);
    QVERIFY(mock.produce("orders", partitions, records));
    Settings settings;
    settings.bootstrapServers = mock.bootstrapServers();
    settings.topic = "orders";
    settings.groupId = "rejoins";
    settings.sessionTimeoutMs = 6000;
    settings.fetchWaitMaxMs = 20;
    settings.partitionAssignmentStrategy = strategy.toStdString();
    Listener listener;
    const auto made = makeRdkafkaConsumer(settingTable(), settings, listener);
    QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
    ConsumerPort& port = **made;
    QCOMPARE(takeAll(port, records, Milliseconds(100)).size(), std::size_t{partitions});
    QCOMPARE(listener.assigned, 1);

    listener.begin = 50; // half of it comes once more
    mock.failNext(MockCluster::apiHeartbeat, {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID});
    const auto again = takeAll(port, records / 2, Milliseconds(10000)); // one take is longer than all of it
    QCOMPARE(listener.lost, 1);
    QCOMPARE(listener.assigned, 2);
    QCOMPARE(again.size(), std::size_t{partitions});
    for (const auto& [slot, offsets] : again) {
        QCOMPARE(*offsets.begin(), Offset{50});
        QCOMPARE(*offsets.rbegin(), Offset{99});
        QCOMPARE(offsets.size(), std::size_t{50});
    }
}

QTEST_GUILESS_MAIN(TstRejoin)
#include "tst_rejoin.moc"
