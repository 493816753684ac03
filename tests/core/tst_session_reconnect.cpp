// SPDX-License-Identifier: GPL-3.0-or-later
// A reconnect loses, skips and repeats nothing, whoever commits and whatever goes on meanwhile.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

#include <nlohmann/json.hpp>

#include "core/session/guard_books.h"
#include "tests/support/session_fixture.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::FakeBroker;
using headroom::test::SessionFixture;

namespace {

/// A session that will reconnect when its RSS says so: nothing else is left to shrink.
struct ReconnectFixture : SessionFixture {
    ReconnectFixture()
    {
        settings.guard = "adapt";
        settings.memoryBudget = 100 * mib;
        settings.batchBytes = 64 * kib; // the floor: not halved
        settings.viewBudget = mib;
        settings.processor = "file:" + file().toStdString();
        rss = 74 * mib;
    }
    QString file() const { return m_folder.filePath(QStringLiteral("records")); }

    bool run() { return session.start(settings) && QTest::qWaitFor([this] { return session.latest()->state == SessionState::running; }); }
    /// Feeds records until a second client runs.
    bool reconnects()
    {
        rss = 82 * mib; // above the adapt mark: trim, and five seconds later a new client
        const bool came = QTest::qWaitFor(
            [this] {
                broker->fill(broker->partitions.size(), 5);
                return of(&FakeBroker::consumers) == 2 && session.latest()->state == SessionState::running;
            },
            20000);
        rss = 74 * mib;
        return came;
    }
    /// Offsets as they went through the processor, by partition.
    std::map<int, std::vector<Offset>> processedOffsets() const
    {
        std::map<int, std::vector<Offset>> offsets;
        QFile records(file());
        if (!records.open(QIODevice::ReadOnly))
            return offsets;
        for (const QByteArray& line : records.readAll().trimmed().split('\n')) {
            const auto json = nlohmann::json::parse(line.toStdString());
            offsets[json.at("partition").get<int>()].push_back(json.at("offset").get<Offset>());
        }
        return offsets;
    }
    Offset end(std::size_t partition)
    {
        const std::scoped_lock lock(broker->mutex);
        return broker->partitions[partition].log.back().offset + 1;
    }

private:
    QTemporaryDir m_folder;
};

/// 0, 1, 2 ... n - 1, each once and in order.
bool isCount(const std::vector<Offset>& offsets, Offset first, Offset end)
{
    bool good = static_cast<Offset>(offsets.size()) == end - first;
    for (std::size_t i = 0; good && i < offsets.size(); ++i)
        good = offsets[i] == first + static_cast<Offset>(i);
    return good;
}

} // namespace

class TstSessionReconnect : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void losesAndRepeatsNothing_data();
    void losesAndRepeatsNothing();
    void aNewClientOnDemand();
    void untouchedPartitionsGoOnWhereTheyBegan();
    void anotherMembersCommitCounts();
    void aSlowBatchIsFetchedAgain();
    void pausesSurviveIt();
    void frozenBrokerDoesNotHoldItUp();
    void limitsAreHalvedDownToAFloor();
};

void TstSessionReconnect::losesAndRepeatsNothing_data()
{
    QTest::addColumn<QString>("mode");
    for (const char* mode : {"manual", "batch", "interval", "auto"})
        QTest::newRow(mode) << mode;
}

void TstSessionReconnect::losesAndRepeatsNothing()
{
    QFETCH(QString, mode);
    ReconnectFixture f;
    f.settings.commitMode = mode.toStdString();
    f.settings.commitIntervalMs = 300;
    f.broker->fill(3, 25);
    QVERIFY(f.run());
    QVERIFY(f.reconnects());
    f.broker->fill(3, 25);
    const auto all = [&] { return static_cast<std::uint64_t>(f.end(0) + f.end(1) + f.end(2)); };
    QTRY_COMPARE(f.session.latest()->messages, all());
    QTRY_COMPARE(static_cast<std::uint64_t>(f.processed()), all());
    for (std::size_t p = 0; p < 3; ++p)
        QVERIFY2(isCount(f.processedOffsets()[static_cast<int>(p)], 0, f.end(p)), qPrintable(QString::number(p)));
    QCOMPARE(f.of(&FakeBroker::heldAtDestroy), std::int64_t(0));
    const auto last = f.session.latest();
    for (const PartitionRow& row : last->partitions)
        QCOMPARE(row.firstOffset, Offset(0));
    // The new client has half the limits, and that is what is in force; the user's own values still apply live.
    QCOMPARE(f.made.size(), std::size_t(2));
    QCOMPARE(f.made[1].fetchMaxBytes, f.settings.fetchMaxBytes / 2);
    QCOMPARE(last->settings->queuedMaxMessagesKbytes, f.settings.queuedMaxMessagesKbytes / 2);
    QCOMPARE(last->guard.phase, GuardPhase::adapting);
    Settings live = f.settings;
    live.maxPollRecords = 3;
    const auto applied = f.session.post(ApplyCommand{live});
    QTRY_VERIFY(f.outcome(*applied).has_value());
    QVERIFY2(f.outcome(*applied)->ok, f.outcome(*applied)->text.c_str());

    if (mode == QStringLiteral("manual")) { // not committed unasked, and not forgotten either
        QCOMPARE(f.committed(0), unknownOffset);
        QCOMPARE(static_cast<std::uint64_t>(f.session.latest()->repeatRisk), all());
        const auto commit = f.session.post(CommitCommand{});
        QTRY_VERIFY(f.outcome(*commit).has_value());
        QCOMPARE(f.committed(0), f.end(0));
        QCOMPARE(f.committed(2), f.end(2));
    } else if (mode != QStringLiteral("auto")) {
        for (std::size_t p = 0; p < 3; ++p)
            QTRY_COMPARE(f.committed(p), f.end(p));
    }
}

void TstSessionReconnect::aNewClientOnDemand()
{
    ReconnectFixture f;
    f.settings.commitMode = "batch";
    f.broker->fill(3, 25);
    QVERIFY(f.run());
    const auto id = f.session.post(RecreateCommand{});
    QTRY_VERIFY(f.outcome(*id).has_value());
    QVERIFY2(f.outcome(*id)->ok, f.outcome(*id)->text.c_str());
    f.broker->fill(3, 25);
    QTRY_COMPARE(f.session.latest()->messages, 150U);
    for (std::size_t p = 0; p < 3; ++p) {
        QTRY_COMPARE(f.committed(p), Offset(50));
        QVERIFY2(isCount(f.processedOffsets()[static_cast<int>(p)], 0, 50), qPrintable(QString::number(p)));
    }
    QCOMPARE(f.made.size(), std::size_t(2));
    QCOMPARE(f.made[1].fetchMaxBytes, f.settings.fetchMaxBytes); // as it was, unlike the guard's
}

void TstSessionReconnect::untouchedPartitionsGoOnWhereTheyBegan()
{
    ReconnectFixture f;
    f.broker->fill(2, 10);
    f.settings.start = "latest"; // both begin at 10; the second gets nothing until the old client is gone
    f.settings.commitMode = "manual";
    f.broker->whenMade = [](FakeBroker& broker) {
        for (Offset offset = 10; offset < 15; ++offset)
            broker.partitions[1].log.push_back({offset, "k", "v"});
    };
    QVERIFY(f.run());
    f.rss = 82 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.of(&FakeBroker::consumers), 2, 15000);
    QTRY_COMPARE(f.session.latest()->messages, 5U);
    QTRY_VERIFY(isCount(f.processedOffsets()[1], 10, 15));
}

void TstSessionReconnect::anotherMembersCommitCounts()
{
    ReconnectFixture f;
    f.settings.commitMode = "batch";
    f.broker->fill(2, 20);
    f.broker->whenMade = [](FakeBroker& broker) { // while we were away, another member read and committed three more
        FakeBroker::Partition& partition = broker.partitions[0];
        for (int i = 0; i < 3; ++i)
            partition.log.push_back({partition.log.back().offset + 1, "k", "v"});
        partition.committed = partition.log.back().offset + 1;
    };
    QVERIFY(f.run());
    QTRY_COMPARE(f.committed(0), Offset(20));
    f.rss = 82 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.of(&FakeBroker::consumers), 2, 15000);
    QTRY_COMPARE(f.session.latest()->state, SessionState::running);
    f.broker->fill(2, 5);
    QTRY_COMPARE(f.committed(0), Offset(28));
    QTRY_COMPARE(f.committed(1), Offset(25));
    const auto offsets = f.processedOffsets().at(0);
    QCOMPARE(offsets.size(), std::size_t(25));
    QCOMPARE(offsets[20], Offset(23));
}

void TstSessionReconnect::aSlowBatchIsFetchedAgain()
{
    ReconnectFixture f;
    f.settings.processor = "delay";
    f.settings.processDelayUs = 400'000; // a batch of ten takes longer than a reconnect waits
    f.broker->fill(1, 60);
    QVERIFY(f.run());
    f.rss = 82 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.of(&FakeBroker::consumers), 2, 20000);
    QTRY_COMPARE(f.session.latest()->state, SessionState::running);
    const auto at = f.session.latest()->partitions[0];
    QVERIFY(at.processed > 0);
    QVERIFY(f.session.latest()->guard.refetchedBytes > 0); // what was in hand and not processed
    f.rss = 74 * mib;
    // It goes on at the next one: taken messages are as many as processed plus those taken twice, and none is missing.
    QTRY_VERIFY_WITH_TIMEOUT(f.session.latest()->partitions[0].processed >= at.processed + 5, 20000);
    QCOMPARE(static_cast<std::int64_t>(f.session.latest()->partitions[0].firstOffset), std::int64_t(0));
    QCOMPARE(f.of(&FakeBroker::heldAtDestroy), std::int64_t(0));
}

void TstSessionReconnect::pausesSurviveIt()
{
    ReconnectFixture f;
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    QTRY_COMPARE(f.session.latest()->messages, 20U);
    QVERIFY(f.session.post(PauseCommand{}));
    QTRY_COMPARE(f.session.latest()->state, SessionState::paused);
    f.rss = 82 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.of(&FakeBroker::consumers), 2, 15000);
    QTRY_COMPARE(f.session.latest()->state, SessionState::paused);
    f.broker->fill(1, 20);
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 3);
    QCOMPARE(f.session.latest()->messages, 20U);
    QVERIFY(f.session.post(ResumeCommand{}));
    QTRY_COMPARE(f.session.latest()->messages, 40U);
}

void TstSessionReconnect::frozenBrokerDoesNotHoldItUp()
{
    ReconnectFixture f;
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    QTRY_COMPARE(f.committed(0), Offset(20));
    {
        const std::scoped_lock lock(f.broker->mutex);
        f.broker->answer = FakeBroker::Answer::never;
    }
    f.broker->fill(1, 20);
    f.rss = 82 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.of(&FakeBroker::consumers), 2, 25000);
    {
        const std::scoped_lock lock(f.broker->mutex);
        f.broker->answer = FakeBroker::Answer::confirm;
    }
    QVERIFY(f.session.latest()->commits.unknown >= 1);
    f.broker->fill(1, 20);
    QTRY_COMPARE(f.committed(0), Offset(60));
    QVERIFY(isCount(f.processedOffsets()[0], 0, 60));
}

void TstSessionReconnect::limitsAreHalvedDownToAFloor()
{
    Settings settings;
    Settings half = halfTheFetchLimits(settings);
    QCOMPARE(half.queuedMaxMessagesKbytes, settings.queuedMaxMessagesKbytes / 2);
    QCOMPARE(half.maxPartitionFetchBytes, settings.maxPartitionFetchBytes / 2);
    for (int i = 0; i < 40; ++i) {
        half = halfTheFetchLimits(half);
        QVERIFY(half.fetchMaxBytes >= half.messageMaxBytes); // or the client refuses it
    }
    QCOMPARE(half.queuedMaxMessagesKbytes, std::int64_t(1024));
    QCOMPARE(half.fetchMaxBytes, std::int64_t(64 * kib));
    QCOMPARE(half.messageMaxBytes, std::int64_t(16 * kib));
    settings.queuedMaxMessagesKbytes = 100; // lower than the floor already: it stays
    QCOMPARE(halfTheFetchLimits(settings).queuedMaxMessagesKbytes, std::int64_t(100));
}

QTEST_GUILESS_MAIN(TstSessionReconnect)
#include "tst_session_reconnect.moc"
