// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that hit a broker: killed, frozen, thawed, back again. Each test names its fault and says with
// which protection switched off it was seen to fail.
#include <algorithm>
#include <csignal>

#include <QElapsedTimer>
#include <QTest>

#include "core/demo/demo_process.h"
#include "tests/faults/fault_run.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

constexpr std::uint64_t records = 2000;

/// A broker in a child process, which can be stopped and killed, with records in it and a member that commits by hand.
struct ChildRun {
    Result<std::unique_ptr<DemoProcess>> broker = DemoProcess::start(
        {"--messages", std::to_string(records), "--initial-messages", std::to_string(records), "--keys", "none", "--partitions", "4", "--size", "fixed:200"}, Milliseconds(10000));
    InvariantMonitor monitor;
    QTemporaryDir folder;
    FaultMember first{monitor, 1, folder.path().toStdString()};

    [[nodiscard]] bool readAll()
    {
        if (!broker)
            return false;
        first.settings.commitMode = "manual";
        first.settings.bootstrapServers = (*broker)->bootstrapServers();
        first.settings.topic = (*broker)->topic();
        return first.start() && first.until([&](const Snapshot& s) { return s.repeatRisk == std::int64_t(records); }, 20000 * slowdown);
    }
    void signal(int number) const { ::kill((*broker)->pid(), number); }
    /// A broker that was killed is not asked; one that stands still is thawed for it.
    [[nodiscard]] std::string verdict()
    {
        first.readProcessed();
        if ((*broker)->alive()) {
            signal(SIGCONT);
            tellCommitted(monitor, {(*broker)->bootstrapServers(), first.settings.groupId, (*broker)->topic(), 4});
        }
        monitor.finish();
        return monitor.report();
    }
};

bool hasError(const Snapshot& shown, ErrorCode code)
{
    return std::any_of(shown.errors.begin(), shown.errors.end(), [&](const Error& error) { return error.code == code; });
}

bool nothingCommitted(const Snapshot& shown)
{
    return shown.commits.confirmed == 0 && std::all_of(shown.partitions.begin(), shown.partitions.end(), [](const PartitionRow& row) { return row.committed == unknownOffset; });
}

} // namespace

class TstFaultsBroker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f01_brokerKilledWhileConsuming();
    void f02_brokerBackIsConsumedAgain();
    void f03_frozenBrokerQuitIsBounded_data();
    void f03_frozenBrokerQuitIsBounded();
    void f04_thawAfterTheMemberExpired();
    void f16_leaderMoves();
};

/// Seen to fail when a refused commit is booked as confirmed.
void TstFaultsBroker::f01_brokerKilledWhileConsuming()
{
    ChildRun run;
    QVERIFY(run.readAll());
    const auto before = run.first.now();
    run.monitor.faultBegins();
    run.signal(SIGKILL);
    QVERIFY(run.first.until([](const Snapshot& s) { return hasError(s, ErrorCode::unreachable); }, 2000 * slowdown));
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.first.until([](const Snapshot& s) { return s.commits.requested == 1 && !s.commitInFlight; }, 12000 * slowdown));
    const auto after = run.first.now();
    QVERIFY(lastCommit(*after)->state == OutcomeState::failed || lastCommit(*after)->state == OutcomeState::unknown);
    QVERIFY(nothingCommitted(*after));
    QCOMPARE(after->messages, before->messages);
    QVERIFY(after->view.rows >= before->view.rows); // what was read stays to be looked at
    QCOMPARE(after->repeatRisk + after->willRepeat, std::int64_t(records));
    QVERIFY(after->state != SessionState::failed);
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when an error that passes ends the session, and when an assignment begins at the end.
void TstFaultsBroker::f02_brokerBackIsConsumedAgain()
{
    FaultRun run;
    QVERIFY(run.fill(1000));
    QVERIFY(run.first.start());
    QVERIFY(run.workedOff(20000));
    run.monitor.faultBegins();
    rd_kafka_mock_broker_set_down(run.mock.cluster(), 1);
    QVERIFY(run.first.until([](const Snapshot& s) { return hasError(s, ErrorCode::unreachable); }, 5000 * slowdown));
    // Longer than the session timeout: the member is gone, and has to join anew.
    QVERIFY(run.first.until([&](const Snapshot&) { return run.first.watched.losses > 0; }, 15000 * slowdown));
    rd_kafka_mock_broker_set_up(run.mock.cluster(), 1);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(run.fill(1000));
    QVERIFY(run.workedOff(30000));
    QVERIFY(timer.elapsed() <= 30000 * slowdown);
    QCOMPARE(run.monitor.duplicates(), std::size_t(0)); // all was committed when it went
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

void TstFaultsBroker::f03_frozenBrokerQuitIsBounded_data()
{
    QTest::addColumn<int>("sessionMs");
    QTest::addColumn<bool>("outlives");
    QTest::newRow("the session ends before the commit's deadline") << 6000 << false;
    QTest::newRow("the session outlives the commit's deadline") << 30000 << true;
}

/// Seen to fail when a commit has no deadline, when leaving the group has none, and when the worker itself destroys a client that
/// did not leave: librdkafka 2.8 may keep it for the rest of a session timeout (rd_kafka_cgrp_try_terminate), 15 s in all.
void TstFaultsBroker::f03_frozenBrokerQuitIsBounded()
{
    QFETCH(int, sessionMs);
    QFETCH(bool, outlives);
    ChildRun run;
    run.first.settings.sessionTimeoutMs = sessionMs;
    QVERIFY(run.readAll());
    run.monitor.faultBegins();
    run.signal(SIGSTOP);
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.first.until([](const Snapshot& s) { return s.commitInFlight.has_value(); }, 2000 * slowdown));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(run.first.until([](const Snapshot& s) { return !s.commitInFlight; }, 12000 * slowdown));
    const qint64 elapsed = timer.elapsed();
    const auto after = run.first.now();
    QVERIFY2(elapsed <= 11000 * slowdown, qPrintable(QString::number(elapsed)));
    QVERIFY2(!outlives || elapsed >= 9000, qPrintable(QString::number(elapsed)));
    QVERIFY2(lastCommit(*after)->state == OutcomeState::unknown || (!outlives && lastCommit(*after)->state == OutcomeState::failed), lastCommit(*after)->reason.c_str());
    QVERIFY(nothingCommitted(*after));
    QVERIFY(run.first.quit());
    QVERIFY(nothingCommitted(*run.first.now()));
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when a lost partition stays in the books as ours.
void TstFaultsBroker::f04_thawAfterTheMemberExpired()
{
    ChildRun run;
    QVERIFY(run.readAll());
    run.monitor.faultBegins();
    run.signal(SIGSTOP);
    QVERIFY(run.first.until([&](const Snapshot& s) { return run.first.watched.losses > 0 && s.willRepeat == std::int64_t(records); }, 20000 * slowdown));
    QCOMPARE(run.first.now()->repeatRisk, std::int64_t(0)); // no commit can help them now
    QVERIFY(run.first.commit() != 0);
    run.signal(SIGCONT);
    QVERIFY(run.first.until([&](const Snapshot& s) { return run.first.watched.assignments > 1 && s.repeatRisk == std::int64_t(records); }, 30000 * slowdown));
    QCOMPARE(run.monitor.duplicates(), std::size_t(records)); // delivered again, none lost
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.first.until([&](const Snapshot& s) { return s.repeatRisk == 0 && run.monitor.uncommitted() == 0; }, 10000 * slowdown));
    QCOMPARE(run.first.now()->willRepeat, std::int64_t(0));
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail with fetch.error.backoff.ms at five minutes, so that no partition is asked for again after a fetch error; and with a
/// record dropped on its way to the session. The following itself is the client library's.
void TstFaultsBroker::f16_leaderMoves()
{
    FaultRun run(3);
    QVERIFY(run.fill(2000));
    QVERIFY(run.first.start());
    for (int round = 0; round < 3; ++round) {
        QVERIFY(run.fill(1000));
        run.mock.failNext(MockCluster::apiFetch, {RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION});
        for (int partition = 0; partition < FaultRun::partitions; ++partition)
            rd_kafka_mock_partition_set_leader(run.mock.cluster(), "orders", partition, 1 + (partition + round) % 3);
        QVERIFY(run.workedOff(10000));
    }
    QVERIFY(run.first.until([](const Snapshot& s) { return s.lag == 0; }, 10000 * slowdown)); // as the client learns the new ends
    QCOMPARE(run.monitor.duplicates(), std::size_t(0));
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

QTEST_GUILESS_MAIN(TstFaultsBroker)
#include "tst_faults_broker.moc"
