// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that hit a commit. Each test names its fault and says with which protection switched off it
// was seen to fail.
#include <algorithm>

#include <QElapsedTimer>
#include <QTest>

#include "tests/faults/fault_run.h"
#include "tests/support/fault_proxy.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

/// Manual commits: nothing is committed before the test says so.
struct ManualRun : FaultRun {
    explicit ManualRun(int brokers = 1) : FaultRun(brokers) { first.settings.commitMode = "manual"; }
    [[nodiscard]] bool readAll(std::uint64_t records) { return fill(records) && first.start() && workedOff(20000, false); }
    [[nodiscard]] bool commitEnds(int milliseconds)
    {
        const std::size_t before = first.now()->commitHistory.size();
        return first.commit() != 0 && first.until([&](const Snapshot& s) { return s.commitHistory.size() > before; }, milliseconds * slowdown);
    }
    /// Commits as often as it takes, as a person would.
    [[nodiscard]] bool committedAtLast(int milliseconds)
    {
        QElapsedTimer timer;
        timer.start();
        while (monitor.uncommitted() > 0 && !timer.hasExpired(milliseconds * slowdown)) {
            if (first.now()->repeatRisk > 0)
                static_cast<void>(first.commit());
            static_cast<void>(first.stays([](const Snapshot& s) { return s.repeatRisk > 0; }, 200));
        }
        return monitor.uncommitted() == 0;
    }
};

rd_kafka_resp_err_t code(int number) { return static_cast<rd_kafka_resp_err_t>(number); }

} // namespace

class TstFaultsCommit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f05_coordinatorDown();
    void f06_coordinatorMoves();
    void f07_commitOfAnOldGeneration_data();
    void f07_commitOfAnOldGeneration();
    void f08_passingCommitError_data();
    void f08_passingCommitError();
    void f09_permanentCommitError_data();
    void f09_permanentCommitError();
    void f09_permanentCommitErrorEachBatch();
    void f42_commitNeverConfirmedQuitAtOnce();
};

/// Seen to fail when a commit waits for its answer on the worker (no polls meanwhile).
void TstFaultsCommit::f05_coordinatorDown()
{
    ManualRun run(3);
    for (int partition = 0; partition < FaultRun::partitions; ++partition)
        rd_kafka_mock_partition_set_leader(run.mock.cluster(), "orders", partition, 1 + partition % 2);
    rd_kafka_mock_coordinator_set(run.mock.cluster(), "group", "tests", 3);
    QVERIFY(run.readAll(400));
    run.monitor.faultBegins();
    rd_kafka_mock_broker_set_down(run.mock.cluster(), 3);
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.fill(400)); // the leaders are up: reading goes on
    const int takes = run.first.watched.takes;
    QVERIFY(run.workedOff(5000, false));
    QVERIFY(run.first.until([&](const Snapshot& s) { return run.first.watched.takes > takes + 20 && s.sequence > 0; }, 5000 * slowdown));
    QVERIFY(run.first.until([](const Snapshot& s) { return s.commits.requested > 0; }, 5000 * slowdown));
    const auto open = run.first.now();
    QVERIFY(open->commitInFlight || lastCommit(*open)->state != OutcomeState::confirmed);
    rd_kafka_mock_broker_set_up(run.mock.cluster(), 3);
    QVERIFY2(run.committedAtLast(30000), run.monitor.report().c_str());
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when a refused commit ends as failed at once, and when a coordinator that moved is no passing reason.
void TstFaultsCommit::f06_coordinatorMoves()
{
    ManualRun run(3);
    rd_kafka_mock_coordinator_set(run.mock.cluster(), "group", "tests", 1);
    QVERIFY(run.readAll(400));
    run.monitor.faultBegins(); // the new coordinator knows no member: the group starts anew
    rd_kafka_mock_coordinator_set(run.mock.cluster(), "group", "tests", 2);
    run.mock.failNext(MockCluster::apiOffsetCommit, std::vector(5, RD_KAFKA_RESP_ERR_NOT_COORDINATOR)); // more than the client itself tries again
    QVERIFY(run.commitEnds(12000));
    const auto shown = run.first.now();
    QVERIFY2(lastCommit(*shown)->state == OutcomeState::confirmed, lastCommit(*shown)->reason.c_str()); // the first one finds the way
    QCOMPARE(shown->commits.requested, std::uint64_t(1));
    QCOMPARE(run.monitor.uncommitted(), std::int64_t(0));
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

void TstFaultsCommit::f07_commitOfAnOldGeneration_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("fails"); ///< commits within a second
    QTest::newRow("illegal generation") << static_cast<int>(RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION) << 1;
    QTest::newRow("unknown member") << static_cast<int>(RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID) << 1;
    QTest::newRow("rebalance in progress") << static_cast<int>(RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS) << 0; // it waits for the rebalance to end
}

/// Seen to fail when every refused commit is sent again after a pause.
void TstFaultsCommit::f07_commitOfAnOldGeneration()
{
    QFETCH(int, number);
    QFETCH(int, fails);
    ManualRun run;
    QVERIFY(run.readAll(400));
    run.monitor.faultBegins();
    run.mock.failNext(MockCluster::apiOffsetCommit, {code(number)});
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.first.until([](const Snapshot& s) { return s.commits.requested == 1; }, 5000 * slowdown));
    const auto onceOrAgainAssigned = [&] {
        const std::scoped_lock lock(run.first.watched.mutex);
        const auto& sent = run.first.watched.sent; // from inside a revoke it may be sent: that is the last chance
        return std::all_of(sent.begin() + (sent.empty() ? 0 : 1), sent.end(), [&](const auto& again) { return again.inRevoke || again.assignments > sent[0].assignments; });
    };
    QVERIFY(run.first.stays([&](const Snapshot& s) { return onceOrAgainAssigned() && (s.commits.confirmed == 0 || run.monitor.uncommitted() == 0); }, 1000));
    const auto shown = run.first.now();
    QCOMPARE(shown->commits.failed, static_cast<std::uint64_t>(fails));
    if (fails > 0) {
        QVERIFY2(lastCommit(*shown)->reason.find("delivered again") != std::string::npos, lastCommit(*shown)->reason.c_str());
        QVERIFY(shown->repeatRisk + shown->willRepeat > 0 || run.monitor.duplicates() > 0); // pending, not done
    }
    QVERIFY2(run.committedAtLast(30000), run.monitor.report().c_str());
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

void TstFaultsCommit::f08_passingCommitError_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("lines"); ///< that people are told
    QTest::newRow("coordinator loads") << static_cast<int>(RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS) << 0;
    QTest::newRow("connection lost") << static_cast<int>(RD_KAFKA_RESP_ERR__TRANSPORT) << 1;
}

/// Seen to fail when a refused commit ends as failed at once.
void TstFaultsCommit::f08_passingCommitError()
{
    QFETCH(int, number);
    QFETCH(int, lines);
    ManualRun run;
    QVERIFY(run.readAll(400));
    run.mock.failNext(MockCluster::apiOffsetCommit, {code(number), code(number), code(number)});
    QVERIFY(run.commitEnds(12000));
    const auto shown = run.first.now();
    QCOMPARE(shown->commits.requested, std::uint64_t(1));
    QCOMPARE(shown->commits.confirmed, std::uint64_t(1)); // one success, however often it was sent
    QCOMPARE(run.monitor.uncommitted(), std::int64_t(0));
    QVERIFY2(shown->errors.size() == static_cast<std::size_t>(lines) && !says(*shown, "commit of"), story(*shown).c_str());
    QCOMPARE(lastCommit(*shown)->number, std::uint64_t(1));
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

void TstFaultsCommit::f09_permanentCommitError_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("names");
    QTest::newRow("topic") << static_cast<int>(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED) << QStringLiteral("Topic authorization failed");
    QTest::newRow("group") << static_cast<int>(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) << QStringLiteral("Group authorization failed");
    QTest::newRow("metadata") << static_cast<int>(RD_KAFKA_RESP_ERR_OFFSET_METADATA_TOO_LARGE) << QStringLiteral("metadata");
}

/// Seen to fail when every refused commit is sent again after a pause.
void TstFaultsCommit::f09_permanentCommitError()
{
    QFETCH(int, number);
    QFETCH(QString, names);
    ManualRun run;
    QVERIFY(run.readAll(400));
    run.mock.failNext(MockCluster::apiOffsetCommit, {code(number)});
    QVERIFY(run.commitEnds(5000));
    const auto shown = run.first.now();
    QCOMPARE(lastCommit(*shown)->state, OutcomeState::failed);
    QVERIFY2(QString::fromStdString(lastCommit(*shown)->reason).contains(names, Qt::CaseInsensitive), lastCommit(*shown)->reason.c_str());
    QVERIFY(run.first.stays([&](const Snapshot&) { return run.first.watched.sentCount() == 1; }, 600)); // three pauses of a retry
    QCOMPARE(run.monitor.uncommitted(), std::int64_t(400));
    QVERIFY(run.committedAtLast(10000)); // the right was given
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// A right that is missing fails the commit of every batch: that is one line a minute, not one a batch.
/// Seen to fail while each failed commit was an event of its own.
void TstFaultsCommit::f09_permanentCommitErrorEachBatch()
{
    FaultRun run;
    QVERIFY(run.fill(4000));
    run.monitor.faultBegins();
    run.mock.failNext(MockCluster::apiOffsetCommit, std::vector(1000, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED));
    QVERIFY(run.first.start());
    QVERIFY(run.workedOff(20000, false));
    QVERIFY(run.first.until([](const Snapshot& s) { return s.commits.failed >= 2 && !s.commitInFlight; }, 10000 * slowdown));
    QVERIFY(run.first.quit(StopCommit::doNotCommit));
    run.monitor.faultEnds();
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when the end waits for a commit without a deadline.
void TstFaultsCommit::f42_commitNeverConfirmedQuitAtOnce()
{
    ManualRun run;
    FaultProxy proxy(run.mock.bootstrapServers());
    run.first.settings.bootstrapServers = proxy.address();
    QVERIFY(run.readAll(400));
    QVERIFY(proxy.connections() > 0);
    run.monitor.faultBegins();
    proxy.set({.frozen = true});
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.first.until([](const Snapshot& s) { return s.commitInFlight.has_value(); }, 5000 * slowdown));
    QVERIFY(run.first.quit(StopCommit::bySetting, [&] { proxy.cut(); })); // with the commit in it
    const auto last = run.first.now();
    QCOMPARE(last->commits.confirmed, std::uint64_t(0));
    QCOMPARE(lastCommit(*last)->state, OutcomeState::unknown);
    std::int64_t uncommitted = 0;
    for (const PartitionRow& row : last->partitions)
        uncommitted += row.repeatRisk;
    QCOMPARE(uncommitted, std::int64_t(400)); // and it says so
    run.monitor.faultEnds();
    proxy.set({});
    FaultMember next(run.monitor, 2, run.folderName());
    next.settings.bootstrapServers = proxy.address();
    QVERIFY(next.start());
    QVERIFY(next.until([](const Snapshot& s) { return s.messages == 400 && s.repeatRisk == 0; }, 30000 * slowdown));
    QCOMPARE(run.monitor.duplicates(), std::size_t(400)); // delivered again, not lost
    QVERIFY(next.quit());
    HEADROOM_ALL_HELD(run);
}

QTEST_GUILESS_MAIN(TstFaultsCommit)
#include "tst_faults_commit.moc"
