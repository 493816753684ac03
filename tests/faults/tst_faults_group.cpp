// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that hit the membership in the group. Each test names its fault and says with which protection
// switched off it was seen to fail.
#include <algorithm>

#include <QTest>

#include "tests/faults/fault_run.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

std::int64_t owned(const Snapshot& shown)
{
    return std::count_if(shown.partitions.begin(), shown.partitions.end(), [](const PartitionRow& row) { return row.owned; });
}

} // namespace

class TstFaultsGroup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f10_secondMemberIsKilled();
    void f12_staticMemberIsFenced();
    void f13_pollIntervalExceeded();
    void f14_pausedLongerThanThePollInterval();
};

/// Seen to fail when a new assignment begins at the end instead of at what is committed.
void TstFaultsGroup::f10_secondMemberIsKilled()
{
    FaultRun run;
    QVERIFY(run.fill(400) && run.first.start() && run.workedOff(20000));
    FaultMember second(run.monitor, 2, run.folderName());
    second.settings.bootstrapServers = run.mock.bootstrapServers();
    second.settings.commitMode = "manual";
    QVERIFY(second.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return owned(s) == 2 && owned(*second.now()) == 2; }, 30000 * slowdown));
    QVERIFY(run.fill(400));
    QVERIFY2(run.first.until([&](const Snapshot&) { return second.now()->repeatRisk == 200 && run.monitor.processedRecords() == 800; }, 20000 * slowdown), story(*second.now()).c_str());
    run.monitor.faultBegins();
    second.vanish();
    QVERIFY(run.first.until([](const Snapshot& s) { return owned(s) == 4; }, 30000 * slowdown));
    QVERIFY(run.workedOff(20000));
    QCOMPARE(run.monitor.duplicates(), std::size_t(200)); // what the killed one had not committed
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when a fatal error does not end the session.
void TstFaultsGroup::f12_staticMemberIsFenced()
{
    FaultRun run;
    run.first.settings.groupInstanceId = "till-1";
    QVERIFY(run.fill(400) && run.first.start() && run.workedOff(20000));
    run.mock.failNext(MockCluster::apiHeartbeat, {RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID});
    QVERIFY(run.first.until([](const Snapshot& s) { return s.state == SessionState::failed; }, 15000 * slowdown));
    const auto shown = run.first.now();
    QVERIFY(shown->failure && shown->failure->fatal);
    QVERIFY2(shown->failure->message.find("FENCED_INSTANCE_ID") != std::string::npos, shown->failure->message.c_str());
    QVERIFY2(shown->failure->message.find("stop one of them") != std::string::npos, shown->failure->message.c_str());
    QVERIFY(run.first.stays([&](const Snapshot&) { return run.first.watched.made == 1; }, 500)); // only the user makes a new one
    QVERIFY(run.first.quit());
    FaultMember next(run.monitor, 2, run.folderName());
    next.settings.bootstrapServers = run.mock.bootstrapServers();
    QVERIFY(run.fill(400) && next.start());
    QVERIFY(next.until([](const Snapshot& s) { return s.messages == 400 && s.repeatRisk == 0; }, 30000 * slowdown));
    QVERIFY(next.quit());
    HEADROOM_ALL_HELD(run);
}

/// The worker gets no turn for longer than the poll interval, as in a stopped process or a machine asleep.
/// Seen to fail when a lost partition stays in the books as ours.
void TstFaultsGroup::f13_pollIntervalExceeded()
{
    FaultRun run;
    run.first.settings.commitMode = "manual";
    run.first.watched.adjust = [](Settings& settings) { settings.maxPollIntervalMs = 6000; }; // the client's least
    rd_kafka_mock_start_request_tracking(run.mock.cluster());
    QVERIFY(run.fill(400) && run.first.start() && run.workedOff(20000, false));
    run.monitor.faultBegins();
    run.first.watched.stall = true;
    QVERIFY(run.first.until([&](const Snapshot&) { return run.mock.requests(MockCluster::apiLeaveGroup) > 0; }, 20000 * slowdown));
    run.first.watched.stall = false;
    QVERIFY(run.first.until([&](const Snapshot& s) { return run.first.watched.losses > 0 && says(s, "400 processed messages were not committed"); }, 10000 * slowdown));
    QVERIFY(says(*run.first.now(), "_MAX_POLL_EXCEEDED"));
    QVERIFY(run.first.until([](const Snapshot& s) { return s.repeatRisk == 400; }, 20000 * slowdown)); // joined again, delivered again
    QCOMPARE(run.monitor.duplicates(), std::size_t(400));
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.workedOff(10000));
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Paused by the user, and by the guard: twice the poll interval, and still a member.
/// Seen to fail when a paused worker does not poll.
void TstFaultsGroup::f14_pausedLongerThanThePollInterval()
{
    constexpr int interval = 6000;
    FaultRun user;
    FaultRun guard;
    std::atomic<Bytes> rss{64 * mib};
    for (FaultRun* run : {&user, &guard}) {
        run->first.watched.adjust = [](Settings& settings) { settings.maxPollIntervalMs = interval; };
        run->first.watched.readRss = [&rss] { return rss.load(); };
    }
    guard.first.settings.guard = "pause";
    guard.first.settings.memoryBudget = 256 * mib;
    for (FaultRun* run : {&user, &guard})
        QVERIFY(run->fill(400) && run->first.start() && run->workedOff(20000));
    QVERIFY(user.first.post(PauseCommand{}));
    rss = 250 * mib;
    QVERIFY(guard.first.until([](const Snapshot& s) { return says(s, "pause"); }, 10000 * slowdown));
    QVERIFY(user.first.until([](const Snapshot& s) { return s.state == SessionState::paused; }, 5000 * slowdown));
    QVERIFY(user.fill(400) && guard.fill(400));
    const auto members = [&](const Snapshot& s) { return s.rebalances == 1 && s.messages == 400 && guard.first.now()->rebalances == 1 && guard.first.now()->messages == 400; };
    QVERIFY(user.first.stays(members, 2 * interval + 500));
    QVERIFY(user.first.post(ResumeCommand{}));
    rss = 64 * mib;
    for (FaultRun* run : {&user, &guard}) {
        QVERIFY(run->workedOff(20000));
        QCOMPARE(run->first.now()->rebalances, std::uint64_t(1));
        QCOMPARE(run->first.watched.losses + run->first.watched.revocations, 0);
    }
    QVERIFY(guard.first.quit());
    QVERIFY(user.first.quit());
    HEADROOM_ALL_HELD(user);
    HEADROOM_ALL_HELD(guard);
}

QTEST_GUILESS_MAIN(TstFaultsGroup)
#include "tst_faults_group.moc"
