// SPDX-License-Identifier: GPL-3.0-or-later
// I7: whatever the member is doing when its broker stops answering, quitting takes 10 s at most and leaves nothing behind.
#include <functional>

#include <QTest>

#include <librdkafka/rdkafka.h>

#include "tests/faults/fault_run.h"
#include "tests/support/fault_proxy.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

/// The member commits by hand and reaches the broker only by the proxy. Its records are in nobody's books: what is not read comes
/// another time, which F42 sees to.
struct QuitRun : FaultRun {
    FaultProxy proxy{mock.bootstrapServers()};
    std::atomic<Bytes> rss{64 * mib};

    QuitRun()
    {
        first.settings.bootstrapServers = proxy.address();
        first.settings.commitMode = "manual";
        first.settings.sessionTimeoutMs = 30000; // nothing is lost before the quit
    }
    [[nodiscard]] bool shows(const FaultMember::Condition& condition) { return first.until(condition, 20000 * slowdown); }
    [[nodiscard]] bool reads(int records)
    {
        return mock.produce("orders", partitions, records) && first.start() && shows([&](const Snapshot& s) { return s.repeatRisk == records; });
    }
    void freeze() { proxy.set({.frozen = true}); }
};

using Reach = std::function<bool(QuitRun&)>; ///< the state, with the broker frozen in it

bool connecting(QuitRun& run)
{
    run.freeze();
    return run.first.start() && run.shows([&](const Snapshot& s) { return s.state == SessionState::connecting && run.proxy.connections() > 0; });
}

bool joining(QuitRun& run)
{
    // Long enough to be frozen in; the mock cluster holds the member's connection until then.
    rd_kafka_mock_group_initial_rebalance_delay_ms(run.mock.cluster(), 3000);
    rd_kafka_mock_start_request_tracking(run.mock.cluster());
    const auto asked = [&](const Snapshot& s) { return s.state == SessionState::connecting && run.mock.requests(MockCluster::apiJoinGroup) > 0; };
    const bool reached = run.first.start() && run.shows(asked);
    run.freeze();
    return reached;
}

/// The worker asks the broker where to begin.
bool insideAnAssignment(QuitRun& run)
{
    run.first.watched.atAssignment = [&run] { run.freeze(); };
    return run.mock.produce("orders", FaultRun::partitions, 400) && run.first.start() && run.shows([&](const Snapshot&) { return run.first.watched.assignments > 0; });
}

/// The worker commits what it must give back.
bool insideARevocation(QuitRun& run)
{
    run.first.watched.atRevocation = [&run] { run.freeze(); };
    if (!run.reads(400))
        return false;
    run.mock.failNext(MockCluster::apiHeartbeat, {RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS});
    return run.shows([&](const Snapshot&) { return run.first.watched.revocations > 0; });
}

/// The old client takes its leave.
bool makingANewClient(QuitRun& run)
{
    if (!run.reads(400) || !run.first.ceilingShown(20000 * slowdown))
        return false;
    run.freeze();
    return run.first.post(RecreateCommand{}) && run.shows([](const Snapshot& s) { return s.state == SessionState::connecting; });
}

bool pausedByUser(QuitRun& run)
{
    const bool reached = run.reads(400) && run.first.post(PauseCommand{}) && run.shows([](const Snapshot& s) { return s.state == SessionState::paused; });
    run.freeze();
    return reached;
}

bool pausedByGuard(QuitRun& run)
{
    run.first.watched.readRss = [&run] { return run.rss.load(); };
    run.first.settings.guard = "pause";
    run.first.settings.memoryBudget = 256 * mib;
    if (!run.reads(400))
        return false;
    run.rss = 250 * mib;
    const bool reached = run.shows([](const Snapshot& s) { return says(s, "pause"); });
    run.freeze();
    return reached;
}

bool slowProcessor(QuitRun& run)
{
    run.first.watched.processDelay = Milliseconds(250); // a batch takes 25 s
    const bool reached = run.mock.produce("orders", FaultRun::partitions, 400) && run.first.start() && run.shows([](const Snapshot& s) { return s.repeatRisk > 0 && s.batchMessages > 50; });
    run.freeze();
    return reached && run.first.commit() != 0;
}

bool askingForALostOffset(QuitRun& run)
{
    if (!run.mock.produce("orders", FaultRun::partitions, 40) || !commitFor({run.mock.bootstrapServers(), "tests", "orders", FaultRun::partitions}, 1000))
        return false;
    const bool reached = run.first.start() && run.shows([](const Snapshot& s) { return s.lostOffsets.size() == FaultRun::partitions; });
    run.freeze();
    return reached;
}

bool commitInFlight(QuitRun& run)
{
    if (!run.reads(400))
        return false;
    run.freeze();
    return run.first.commit() != 0 && run.shows([](const Snapshot& s) { return s.commitInFlight.has_value(); });
}

} // namespace

Q_DECLARE_METATYPE(Reach)

class TstFaultsQuit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void i7_quitsFromEveryState_data();
    void i7_quitsFromEveryState();
};

void TstFaultsQuit::i7_quitsFromEveryState_data()
{
    QTest::addColumn<Reach>("reach");
    QTest::newRow("connecting") << Reach(connecting);
    QTest::newRow("joining") << Reach(joining);
    QTest::newRow("inside an assignment") << Reach(insideAnAssignment);
    QTest::newRow("inside a revocation") << Reach(insideARevocation);
    QTest::newRow("making a new client") << Reach(makingANewClient);
    QTest::newRow("paused by the user") << Reach(pausedByUser);
    QTest::newRow("paused by the guard") << Reach(pausedByGuard);
    QTest::newRow("slow processor") << Reach(slowProcessor);
    QTest::newRow("asking for a lost offset") << Reach(askingForALostOffset);
    QTest::newRow("commit in flight") << Reach(commitInFlight);
}

/// The monitor takes the time and counts what is left. Seen to fail when the last commit has no deadline, when leaving the group has
/// none, (slow processor) when finishing the batch has none, and (inside a revocation) when its commit may take a minute.
void TstFaultsQuit::i7_quitsFromEveryState()
{
    QFETCH(Reach, reach);
    QuitRun run;
    run.monitor.faultBegins();
    QVERIFY2(reach(run), story(*run.first.now()).c_str());
    const auto letGo = [&run] { // thawed, or what a client tried meanwhile would stay the proxy's for ever
        run.proxy.set({.refusing = true});
        run.proxy.cut();
    };
    QVERIFY(run.first.quit(StopCommit::commit, letGo));
    run.monitor.faultEnds();
    HEADROOM_ALL_HELD(run);
}

QTEST_GUILESS_MAIN(TstFaultsQuit)
#include "tst_faults_quit.moc"
