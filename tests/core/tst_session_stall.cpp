// SPDX-License-Identifier: GPL-3.0-or-later
// What the session gives its watchdog, and what it makes of the answer.
#include <algorithm>

#include <QTest>

#include "tests/support/fake_clock.h"
#include "tests/support/session_fixture.h"

using namespace headroom::core;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

/// A session whose time only the test moves, with one partition that may be stopped.
struct Stage {
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    SessionFixture run{"/nowhere", clock};

    [[nodiscard]] std::shared_ptr<const Snapshot> now() const { return run.session.latest(); }
    /// One second, and a tick that has seen it.
    [[nodiscard]] bool passSecond()
    {
        const std::uint64_t before = now()->sequence;
        clock->advance(1s);
        return QTest::qWaitFor([&] { return now()->sequence > before; });
    }
    [[nodiscard]] bool pass(std::chrono::seconds howLong)
    {
        for (auto passed = 0s; passed < howLong; passed += 1s)
            if (!passSecond())
                return false;
        return true;
    }
    /// Until it holds, a second at a time; far less than a stall takes.
    template <class Condition>
    [[nodiscard]] bool soon(Condition condition)
    {
        for (int i = 0; i < 10; ++i) {
            if (!passSecond())
                return false;
            if (condition(*now()))
                return true;
        }
        return false;
    }
    /// Reads all of so many in each partition.
    [[nodiscard]] bool readsAll(std::size_t partitions, std::size_t each)
    {
        run.broker->fill(partitions, each);
        return run.session.start(run.settings) && soon([&](const Snapshot& s) { return s.messages == partitions * each && s.repeatRisk == 0; });
    }
    /// Messages that the broker has and does not give.
    void withhold(std::size_t messages)
    {
        {
            const std::scoped_lock lock(run.broker->mutex);
            run.broker->partitions[0].stopped = true;
        }
        run.broker->fill(1, messages);
    }
    /// The second partition stands at offset 3, and what is kept of it begins at 5.
    void lose()
    {
        run.inject([this](ConsumerListener& listener) {
            {
                const std::scoped_lock lock(run.broker->mutex);
                run.broker->partitions[1].stopped = true;
                run.broker->partitions[1].low = 5;
            }
            listener.onOffsetLost(1, 3, Error{ErrorCode::offsetLost, "gone", "orders [1]", false, false, -140});
        });
    }
    void giveAgain()
    {
        const std::scoped_lock lock(run.broker->mutex);
        run.broker->partitions[0].stopped = false;
    }
    /// Reads 20 messages and then gets no more of those that wait.
    [[nodiscard]] bool stopsAfterTwenty()
    {
        if (!readsAll(1, 20))
            return false;
        withhold(50);
        return passSecond();
    }
    [[nodiscard]] std::vector<SessionEvent> told(const char* what) const
    {
        std::vector<SessionEvent> found;
        for (const SessionEvent& event : now()->events)
            if (event.text.starts_with(what))
                found.push_back(event);
        return found;
    }
};

} // namespace

class TstSessionStall : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isSaidOnceAndEnds();
    void pausedIsNoStall();
    void isSeenWhenTheClientKnowsOfNothing();
    void aLostOffsetHidesNoStall();
    void anAnswerCountsUpToNow();
    void lostPartitionsThatDoNotComeBack_data();
    void lostPartitionsThatDoNotComeBack();
};

/// Seen to fail without watchProgress in the tick (nothing is said), and with each stall told anew (two events).
void TstSessionStall::isSaidOnceAndEnds()
{
    Stage stage;
    QVERIFY(stage.stopsAfterTwenty());
    QVERIFY(stage.pass(25s));
    QVERIFY(!stage.now()->stall);
    QVERIFY(stage.soon([](const Snapshot& s) { return s.stall.has_value(); }));
    QVERIFY2(stage.now()->stall->cause.find("50 messages wait") != std::string::npos, stage.now()->stall->cause.c_str());
    QVERIFY(stage.now()->stall->recreateHelps);
    QVERIFY(stage.pass(3s));
    QCOMPARE(stage.told("no progress for").size(), std::size_t{1});
    QVERIFY(stage.told("no progress for").front().kind == EventKind::error && stage.told("no progress for").front().marker);

    stage.giveAgain();
    QVERIFY(stage.soon([](const Snapshot& s) { return s.messages == 70 && !s.stall; }));
    QCOMPARE(stage.told("progress again").size(), std::size_t{1});
    stage.withhold(5);
    QVERIFY(stage.pass(25s));
    QVERIFY(stage.soon([](const Snapshot& s) { return s.stall.has_value(); })); // within a minute of the first
    QCOMPARE(stage.told("no progress for").size(), std::size_t{1});
    QCOMPARE(stage.told("no progress for").front().repeats, 2U);
}

/// Seen to fail when a pause counts as consuming.
void TstSessionStall::pausedIsNoStall()
{
    Stage stage;
    QVERIFY(stage.stopsAfterTwenty());
    QVERIFY(stage.run.session.post(PauseCommand{}));
    QVERIFY(stage.soon([](const Snapshot& s) { return s.state == SessionState::paused; }));
    QVERIFY(stage.pass(60s));
    QVERIFY(!stage.now()->stall && stage.told("no progress for").empty());
    QVERIFY(stage.run.session.post(ResumeCommand{}));
    QVERIFY(stage.soon([](const Snapshot& s) { return s.state == SessionState::running; }));
    QVERIFY(!stage.now()->stall); // the time that was paused does not count
    QVERIFY(stage.pass(25s));
    QVERIFY(stage.soon([](const Snapshot& s) { return s.stall.has_value(); }));
}

/// Caught up, and then the client fetches nothing any more: it does not learn of what comes. Seen to fail without asking the broker.
void TstSessionStall::isSeenWhenTheClientKnowsOfNothing()
{
    Stage stage;
    QVERIFY(stage.readsAll(1, 20));
    {
        const std::scoped_lock lock(stage.run.broker->mutex);
        stage.run.broker->partitions[0].learned = 20;
    }
    QVERIFY(stage.pass(70s));
    QVERIFY(!stage.now()->stall); // there is nothing to read
    stage.withhold(50);
    QVERIFY(stage.pass(50s)); // until it asks, and as long as a stall takes
    for (int i = 0; i < 20 && !stage.now()->stall; ++i)
        QVERIFY(stage.passSecond());
    QVERIFY(stage.now()->stall.has_value());
    QVERIFY2(stage.now()->stall->cause.find("50 messages wait") != std::string::npos, stage.now()->stall->cause.c_str());
}

/// One partition waits for an answer, which may be never; another one gets nothing. Seen to fail when a lost offset switches the watch off.
void TstSessionStall::aLostOffsetHidesNoStall()
{
    Stage stage;
    QVERIFY(stage.readsAll(2, 20));
    stage.lose();
    QVERIFY(stage.soon([](const Snapshot& s) { return s.lostOffsets.size() == 1; }));
    stage.run.broker->fill(2, 5);
    QVERIFY(stage.pass(60s));
    QVERIFY(!stage.now()->stall); // the other one goes on, and what waits in this one is known
    {
        const std::scoped_lock lock(stage.run.broker->mutex);
        stage.run.broker->partitions[0].stopped = true;
    }
    stage.run.broker->fill(2, 50);
    QVERIFY(stage.pass(25s));
    QVERIFY(stage.soon([](const Snapshot& s) { return s.stall.has_value(); }));
    QVERIFY2(stage.now()->stall->cause.find("50 messages wait") != std::string::npos, stage.now()->stall->cause.c_str());
}

/// More has come while the question stood. Seen to fail with the end of when the loss was noticed.
void TstSessionStall::anAnswerCountsUpToNow()
{
    Stage stage;
    QVERIFY(stage.readsAll(2, 10));
    stage.lose();
    QVERIFY(stage.soon([](const Snapshot& s) { return s.lostOffsets.size() == 1; }));
    QCOMPARE(stage.now()->lostOffsets.front().high, Offset(10));
    stage.run.broker->fill(2, 5);
    QVERIFY(stage.run.session.post(SeekCommand{{1, StartOffset::Kind::end, 0}}));
    QVERIFY(stage.soon([](const Snapshot& s) { return s.lostOffsets.empty(); }));
    QCOMPARE(stage.now()->lostOffsetMessages, std::uint64_t(12)); // 3 ... 14
}

void TstSessionStall::lostPartitionsThatDoNotComeBack_data()
{
    QTest::addColumn<bool>("lost");
    QTest::newRow("lost") << true;
    QTest::newRow("given back") << false; // the group has the next word
}

/// Seen to fail when a consumer without partitions counts as one with nothing to do.
void TstSessionStall::lostPartitionsThatDoNotComeBack()
{
    QFETCH(bool, lost);
    Stage stage;
    QVERIFY(stage.readsAll(1, 20));
    {
        const std::scoped_lock lock(stage.run.broker->mutex);
        stage.run.broker->assignAtOnce = false;
    }
    stage.run.inject([&](ConsumerListener&) { stage.run.consumer->revokeAll(lost); });
    QVERIFY(stage.soon([](const Snapshot& s) { return std::none_of(s.partitions.begin(), s.partitions.end(), [](const PartitionRow& row) { return row.owned; }); }));
    QVERIFY(stage.pass(20s));
    QVERIFY(!stage.now()->stall);
    QVERIFY(stage.pass(20s));
    QCOMPARE(stage.now()->stall.has_value(), lost);
    if (lost)
        QVERIFY2(stage.now()->stall->cause.find("no partition") != std::string::npos && stage.now()->stall->recreateHelps, stage.now()->stall->cause.c_str());
}

QTEST_GUILESS_MAIN(TstSessionStall)
#include "tst_session_stall.moc"
