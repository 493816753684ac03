// SPDX-License-Identifier: GPL-3.0-or-later
// What the session does for its guard: pauses, smaller view and batch, trims, the stop before the container's limit.
// RSS is scripted.
#include <QTemporaryDir>
#include <QTest>

#include "core/log/logging.h"
#include "core/metrics/metric_catalog.h"
#include "core/session/event_log.h"
#include "tests/support/cgroup_tree.h"
#include "tests/support/fake_clock.h"
#include "tests/support/session_fixture.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::CgroupTree;
using headroom::test::FakeBroker;
using headroom::test::SessionFixture;

namespace {

/// A guarded session with a budget of 100 MiB, well below its marks.
struct GuardFixture : SessionFixture {
    explicit GuardFixture(const std::string& guard, std::string tree = "/nowhere") : SessionFixture(std::move(tree))
    {
        settings.guard = guard;
        settings.memoryBudget = 100 * mib;
        rss = 20 * mib;
    }
    bool run()
    {
        return session.start(settings) && QTest::qWaitFor([this] { return session.latest()->state == SessionState::running; });
    }
    void setQueued(std::size_t messages)
    {
        const std::scoped_lock lock(broker->mutex);
        broker->queued = messages;
        heap.assign(messages * 400, 'x'); // the ledger believes in no queue for which there is no heap, or that is not resident
        rss = std::max<Bytes>(rss, std::min<Bytes>(60 * mib, 20 * mib + static_cast<Bytes>(heap.size())));
        heap.shrink_to_fit();
    }
    std::string heap;
    /// Events of a kind whose text holds `part`.
    int events(EventKind kind, std::string_view part = {}) const
    {
        const auto last = session.latest();
        return static_cast<int>(std::count_if(last->events.begin(), last->events.end(),
                                              [&](const SessionEvent& e) { return e.kind == kind && e.text.find(part) != std::string::npos; }));
    }
    GuardStatus guard() const { return session.latest()->guard; }
};

} // namespace

class TstSessionGuard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pausesFreesAndResumes();
    void keepsWorkForThePause();
    void whatItKeptGoesWithItsPartition();
    void leavesTheUsersPauseAlone();
    void aUsersResumeDoesNotEndItsPause();
    void observeOnlySays();
    void theLogNamesItOnce();
    void offDoesNothing();
    void switchingItOffLetsGo();
    void adaptShrinksAndRestores();
    void adaptShrinksAViewThatIsFarBelowItsCap();
    void starvingIsSaidOnce();
    void trimsAfterADrain_data();
    void trimsAfterADrain();
    void stopsBeforeTheContainersLimit_data();
    void stopsBeforeTheContainersLimit();
    void warnsNearTheLimit();
    void budgetAndLimitAreMetrics();
};

void TstSessionGuard::pausesFreesAndResumes()
{
    GuardFixture f("pause");
    f.broker->fill(2, 20);
    QVERIFY(f.run());
    QTRY_COMPARE(f.session.latest()->messages, 40U);
    f.setQueued(50000);
    QTRY_VERIFY(f.session.latest()->ledger.prefetch > 15 * mib);
    QCOMPARE(f.guard().phase, GuardPhase::observing);
    f.rss = 105 * mib;
    QTRY_COMPARE(f.guard().phase, GuardPhase::paused);
    QCOMPARE(f.guard().pauses, 1U);
    QCOMPARE(f.guard().limit, 100 * mib);
    const Bytes dropped = f.guard().willRefetchBytes;
    QVERIFY(dropped > 15 * mib);
    QCOMPARE(f.guard().refetchedBytes, Bytes(0)); // not before it resumes
    QCOMPARE(f.of(&FakeBroker::pauses), 1);
    QTRY_COMPARE(f.session.latest()->ledger.prefetch, Bytes(0)); // polled, so that the library gave it back
    QCOMPARE(f.session.latest()->state, SessionState::running);  // paused is the user's word
    f.broker->fill(2, 20);
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 3);
    QCOMPARE(f.session.latest()->messages, 40U);
    f.rss = 20 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.guard().phase, GuardPhase::observing, 15000); // its refill fits
    QCOMPARE(f.guard().refetchedBytes, dropped);
    QCOMPARE(f.guard().willRefetchBytes, Bytes(0));
    QVERIFY(f.guard().pausedSeconds >= 1.9);
    QCOMPARE(f.of(&FakeBroker::resumes), 1);
    QTRY_COMPARE(f.session.latest()->messages, 80U);
    QCOMPARE(f.events(EventKind::guard, "guard paused: RSS 105.0 MiB is above the limit 100.0 MiB"), 1);
    QCOMPARE(f.events(EventKind::guard, "guard resumed"), 1);
}

/// What fits below the low mark is taken before the rest is dropped, and processed in batches of the usual size.
void TstSessionGuard::keepsWorkForThePause()
{
    GuardFixture f("pause");
    f.settings.processor = "delay";
    f.settings.processDelayUs = 4000;
    f.settings.batchLingerMs = 60000;
    f.broker->fill(2, 150);
    f.setQueued(250'000); // some 80 MiB with what each costs
    QVERIFY(f.run());
    QTRY_VERIFY(f.session.latest()->batches >= 2);
    QVERIFY(f.session.latest()->messages < 100);
    f.rss = 105 * mib;
    QTRY_COMPARE(f.guard().phase, GuardPhase::paused);
    QCOMPARE(f.events(EventKind::guard, "kept to be processed meanwhile"), 1);
    QTRY_COMPARE(f.session.latest()->messages, 300U);
    QTRY_COMPARE(f.processed(), std::int64_t(300));
    QCOMPARE(f.session.latest()->batches, 30U);
    QTRY_COMPARE(f.committed(0), Offset(150));
    QTRY_COMPARE(f.committed(1), Offset(150));
    QCOMPARE(f.of(&FakeBroker::resumes), 0);
    QVERIFY(f.guard().willRefetchBytes > 60 * mib);
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.of(&FakeBroker::heldAtDestroy), std::int64_t(0));
}

void TstSessionGuard::whatItKeptGoesWithItsPartition()
{
    GuardFixture f("pause");
    f.settings.processor = "delay";
    f.settings.processDelayUs = 20000;
    f.broker->fill(1, 300);
    f.setQueued(250'000);
    QVERIFY(f.run());
    QTRY_VERIFY(f.session.latest()->batches >= 1);
    f.rss = 105 * mib;
    QTRY_COMPARE(f.guard().phase, GuardPhase::paused);
    QTRY_VERIFY(f.session.latest()->batchMessages > 100);
    f.inject([&](ConsumerListener&) { f.consumer->revokeAll(false); });
    QTRY_VERIFY(f.session.latest()->batchMessages == 0); // given back, and not processed any more
    f.rss = 20 * mib;
    QTRY_VERIFY_WITH_TIMEOUT(f.session.latest()->guard.phase == GuardPhase::observing, 15000);
    const auto commits = f.of(&FakeBroker::commits);
    Offset last = 0;
    for (const auto& commit : commits)
        for (const SlotOffset& entry : commit) {
            QVERIFY(entry.offset >= last && entry.offset <= 300);
            last = entry.offset;
        }
    QTRY_VERIFY_WITH_TIMEOUT(f.committed(0) == 300, 20000);
}

void TstSessionGuard::leavesTheUsersPauseAlone()
{
    GuardFixture f("pause");
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    QVERIFY(f.session.post(PauseCommand{}));
    QTRY_COMPARE(f.session.latest()->state, SessionState::paused);
    f.rss = 105 * mib;
    QTRY_COMPARE(f.guard().phase, GuardPhase::paused);
    f.rss = 20 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.guard().phase, GuardPhase::observing, 15000);
    QCOMPARE(f.of(&FakeBroker::resumes), 0);
    QCOMPARE(f.session.latest()->state, SessionState::paused);
    QVERIFY(f.session.post(ResumeCommand{}));
    QTRY_COMPARE(f.of(&FakeBroker::resumes), 1);
}

void TstSessionGuard::aUsersResumeDoesNotEndItsPause()
{
    GuardFixture f("pause");
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    QTRY_COMPARE(f.session.latest()->messages, 20U);
    f.rss = 105 * mib;
    QTRY_COMPARE(f.guard().phase, GuardPhase::paused);
    const auto pause = f.session.post(PauseCommand{});
    const auto resume = f.session.post(ResumeCommand{});
    QTRY_VERIFY(f.outcome(*resume).has_value());
    f.broker->fill(1, 20);
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 3);
    QCOMPARE(f.session.latest()->messages, 20U);
    QCOMPARE(f.of(&FakeBroker::resumes), 0);
    QVERIFY(f.outcome(*pause)->ok);
}

/// Must fail with "guard: guard paused".
void TstSessionGuard::theLogNamesItOnce()
{
    const QTemporaryDir home;
    LoggingOptions options;
    options.directory = home.path().toStdString();
    const Logging logging = startLogging(options);
    EventLog events(std::make_shared<test::FakeClock>(), logging.logger);
    events.add(EventKind::guard, "guard paused");
    events.add(EventKind::guard, "memory can reach 200 MiB");
    std::string lines;
    QTRY_VERIFY(logging.ring->since(0).size() >= 2);
    for (const LogLine& line : logging.ring->since(0))
        lines += line.text + '\n';
    QCOMPARE(lines, std::string("guard paused\nguard: memory can reach 200 MiB\n"));
}

void TstSessionGuard::observeOnlySays()
{
    GuardFixture f("observe");
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    f.rss = 105 * mib;
    QTRY_COMPARE(f.events(EventKind::guard, "guard would pause"), 1);
    QCOMPARE(f.guard().phase, GuardPhase::observing);
    QVERIFY(f.guard().reason.starts_with("would pause"));
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 5);
    QCOMPARE(f.events(EventKind::guard, "guard would"), 1); // once, not each tick
    f.rss = 20 * mib;
    QTRY_COMPARE(f.events(EventKind::guard, "guard would let go"), 1);
    QCOMPARE(f.of(&FakeBroker::pauses), 0);
    QTRY_COMPARE(f.session.latest()->messages, 20U);
}

void TstSessionGuard::offDoesNothing()
{
    CgroupTree tree(100 * mib, 99 * mib);
    GuardFixture f("off", tree.root());
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    f.rss = 200 * mib;
    QTRY_COMPARE(f.session.latest()->ledger.rss, 200 * mib);
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 10);
    QCOMPARE(f.events(EventKind::guard), 1); // that the limit is near; nothing of the budget
    QCOMPARE(f.events(EventKind::guard, "of the memory limit"), 1);
    QCOMPARE(f.guard().phase, GuardPhase::off);
    QCOMPARE(f.session.latest()->limit.limit, 100 * mib); // the line is drawn
    QCOMPARE(f.session.latest()->state, SessionState::running);
}

void TstSessionGuard::switchingItOffLetsGo()
{
    GuardFixture f("pause");
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    f.rss = 105 * mib;
    QTRY_COMPARE(f.guard().phase, GuardPhase::paused);
    Settings next = f.settings;
    next.guard = "off";
    QVERIFY(f.session.post(ApplyCommand{next}));
    QTRY_COMPARE(f.guard().phase, GuardPhase::off);
    QCOMPARE(f.of(&FakeBroker::resumes), 1);
}

void TstSessionGuard::adaptShrinksAndRestores()
{
    GuardFixture f("adapt");
    f.settings.viewBudget = 4 * mib;
    f.settings.batchSize = 64;
    f.settings.batchBytes = mib;
    f.settings.maxPollRecords = 64;
    f.settings.processor = "delay";
    f.settings.processDelayUs = 100;
    f.broker->fill(1, 400'000, 1000);
    QVERIFY(f.run());
    QTRY_VERIFY_WITH_TIMEOUT(f.session.latest()->view.bytes > 3 * mib, 20000);
    f.rss = 74 * mib;
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 2); // seen
    f.rss = 82 * mib; // above adapt, below high
    QTRY_COMPARE_WITH_TIMEOUT(f.events(EventKind::guard, "guard record view halved"), 1, 5000);
    QTRY_VERIFY(f.session.latest()->view.bytes <= 2 * mib + 300 * kib);
    QTRY_COMPARE_WITH_TIMEOUT(f.events(EventKind::guard, "guard batch halved"), 1, 5000);
    QCOMPARE(f.events(EventKind::guard, "batch 32 messages, 512.0 KiB"), 1);
    QTRY_VERIFY(f.session.latest()->batchMessages <= 64); // two batches of 32
    f.rss = 60 * mib;
    QCOMPARE(f.guard().phase, GuardPhase::adapting);
    QVERIFY(f.guard().adaptations >= 2);
    QCOMPARE(f.guard().pauses, 0U);
    QCOMPARE(f.session.latest()->settings->batchSize, std::int64_t(64)); // the user's settings are his
    QTRY_VERIFY_WITH_TIMEOUT(f.events(EventKind::guard, "guard batch restored") >= 1, 20000);
    QVERIFY(f.events(EventKind::guard, "guard record view restored") == 0); // in reverse
}

/// Halving the cap once would free nothing: it was not done, and the view grew on while the guard paused.
void TstSessionGuard::adaptShrinksAViewThatIsFarBelowItsCap()
{
    GuardFixture f("adapt");
    f.settings.viewBudget = 64 * mib;
    f.settings.batchSize = f.settings.maxPollRecords = 64;
    f.settings.processor = "delay";
    f.settings.processDelayUs = 100;
    f.broker->fill(1, 400'000, 1000);
    QVERIFY(f.run());
    QTRY_VERIFY_WITH_TIMEOUT(f.session.latest()->view.bytes > 3 * mib, 20000);
    const Bytes held = f.session.latest()->view.bytes;
    f.rss = 105 * mib;
    QTRY_COMPARE(f.guard().pauses, 1U);
    QTRY_COMPARE_WITH_TIMEOUT(f.events(EventKind::guard, "guard record view halved"), 1, 5000);
    QTRY_VERIFY(f.session.latest()->view.bytes <= held / 2 + 300 * kib);
}

/// A budget that only holds while nothing is processed held in silence.
void TstSessionGuard::starvingIsSaidOnce()
{
    GuardFixture f("pause");
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    QTRY_COMPARE(f.session.latest()->messages, 20U);
    f.rss = 90 * mib;
    QTRY_VERIFY_WITH_TIMEOUT(!f.guard().starves.empty(), 40000);
    for (const char* part : {"starves: ", "90.0 MiB", "121.0 MiB", "the largest part is unattributed"}) // of that 90 is below the low mark
        QVERIFY2(f.guard().starves.find(part) != std::string::npos, f.guard().starves.c_str());
    f.rss = 20 * mib;
    QTRY_COMPARE_WITH_TIMEOUT(f.guard().phase, GuardPhase::observing, 15000);
    QCOMPARE(f.events(EventKind::guard, "guard starves: "), 1);
}

void TstSessionGuard::trimsAfterADrain_data()
{
    QTest::addColumn<bool>("wanted");
    QTest::newRow("on") << true;
    QTest::newRow("off") << false;
}

void TstSessionGuard::trimsAfterADrain()
{
    QFETCH(bool, wanted);
    GuardFixture f("off");
    f.settings.trimAfterDrain = wanted;
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    f.setQueued(50000);
    QTRY_VERIFY(f.session.latest()->ledger.prefetch > 15 * mib);
    QCOMPARE(f.events(EventKind::trim), 0);
    f.setQueued(0);
    QTRY_COMPARE(f.session.latest()->ledger.prefetch, Bytes(0));
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 3);
    QCOMPARE(f.events(EventKind::trim, "returned in"), wanted ? 1 : 0);
    for (int i = 0; i < 3; ++i) { // more drains within ten seconds: not again
        f.setQueued(50000);
        QTRY_VERIFY(f.session.latest()->ledger.prefetch > 15 * mib);
        f.setQueued(0);
        QTRY_COMPARE(f.session.latest()->ledger.prefetch, Bytes(0));
    }
    QCOMPARE(f.events(EventKind::trim), wanted ? 1 : 0);
}

void TstSessionGuard::stopsBeforeTheContainersLimit_data()
{
    QTest::addColumn<QString>("guard");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("stops");
    QTest::addColumn<bool>("commits");
    QTest::newRow("pause") << "pause" << "interval" << true << true;
    QTest::newRow("adapt") << "adapt" << "interval" << true << true;
    QTest::newRow("manual commits nothing unasked") << "pause" << "manual" << true << false;
    QTest::newRow("observe") << "observe" << "interval" << true << true; // it warned only, and the kernel ended the process
    QTest::newRow("off only warns") << "off" << "interval" << false << false;
}

void TstSessionGuard::stopsBeforeTheContainersLimit()
{
    QFETCH(QString, guard);
    QFETCH(QString, mode);
    QFETCH(bool, stops);
    QFETCH(bool, commits);
    CgroupTree tree(64 * mib, 20 * mib);
    GuardFixture f(guard.toStdString(), tree.root());
    f.settings.commitMode = mode.toStdString();
    f.settings.commitIntervalMs = 600000;
    f.settings.batchLingerMs = 60000;
    f.broker->fill(1, 25);
    QVERIFY(f.run());
    QTRY_COMPARE(f.session.latest()->batches, 2U);
    QTRY_COMPARE(f.session.latest()->batchMessages, std::size_t(5));
    QCOMPARE(f.session.latest()->limit.limit, 64 * mib);
    tree.setUsed(63 * mib);
    QCOMPARE(f.session.waitUntilEnded(Milliseconds(stops ? 5000 : 2500)), stops);
    QVERIFY(f.events(EventKind::guard, "of the memory limit 64.0 MiB are used") == 1);
    if (!stops) {
        QVERIFY(f.session.latest()->limit.warning.find("63.0 MiB of the memory limit 64.0 MiB") != std::string::npos);
        return;
    }
    const auto last = f.session.latest();
    QCOMPARE(last->state, SessionState::failed);
    QVERIFY(last->failure.has_value());
    QCOMPARE(last->failure->code, ErrorCode::memoryLimit);
    for (const char* part : {"63.0 MiB", "64.0 MiB", "/sys/fs/cgroup/app/memory.max", "memory-budget"})
        QVERIFY2(last->failure->message.find(part) != std::string::npos, part);
    QCOMPARE(f.processed(), std::int64_t(25)); // the batch in hand was finished
    QCOMPARE(f.committed(0), commits ? Offset(25) : unknownOffset);
    QCOMPARE(f.of(&FakeBroker::heldAtDestroy), std::int64_t(0));
}

void TstSessionGuard::warnsNearTheLimit()
{
    GuardFixture f("pause");
    f.settings.memoryBudget = 0;
    f.settings.pretendLimit = 200 * mib;
    f.settings.guardHigh = 100;
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    f.rss = 185 * mib;
    QTRY_COMPARE(f.events(EventKind::guard, "185.0 MiB of the memory limit 200.0 MiB are used (pretend-limit)"), 1);
    QVERIFY(f.session.latest()->limit.pretended);
    QCOMPARE(f.session.latest()->state, SessionState::running);
}

void TstSessionGuard::budgetAndLimitAreMetrics()
{
    CgroupTree tree(64 * mib, 20 * mib);
    GuardFixture f("observe", tree.root());
    f.broker->fill(1, 20);
    QVERIFY(f.run());
    QTRY_VERIFY(f.session.latest()->sequence > 4);
    const auto last = f.session.latest();
    QVERIFY(!last->history.fine.empty() && !last->history.fine.back()->empty());
    const auto& values = last->history.fine.back()->back().values;
    QCOMPARE(static_cast<Bytes>(values[metricIndex("budget")]), 100 * mib);
    QCOMPARE(static_cast<Bytes>(values[metricIndex("limit")]), 64 * mib);
    QCOMPARE(last->limit.used, 20 * mib);
    QCOMPARE(last->guard.limit, 64 * mib);
}

QTEST_GUILESS_MAIN(TstSessionGuard)
#include "tst_session_guard.moc"
