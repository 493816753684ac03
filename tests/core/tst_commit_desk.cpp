// SPDX-License-Identifier: GPL-3.0-or-later
// Each commit ends as exactly one of confirmed, failed or unknown; one in flight; never backwards.
#include <QTest>

#include "core/session/commit_desk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_consumer.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::FakeBroker;
using headroom::test::FakeClock;
using headroom::test::FakeConsumer;

namespace {

/// The consumer's callbacks, straight into the desk.
struct DeskListener final : ConsumerListener {
    CommitDesk* desk = nullptr;
    std::vector<StartOffset> onAssigned(std::span<const Slot>) override { return {}; }
    void onRevoked(std::span<const Slot>, bool) override {}
    void onCommitReply(std::uint64_t id, std::span<const SlotOffset> offsets, const std::optional<Error>& error) override { desk->reply(id, offsets, error); }
    void onOffsetLost(Slot, Offset, const Error&) override {}
    Offset expectedPosition(Slot) const override { return unknownOffset; }
    void onError(const Error&) override {}
    void onStatistics(std::string_view) override {}
    void onLog(int, std::string_view, std::string_view) override {}
};

struct Desk {
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    EventLog events{clock, nullptr};
    OffsetTracker tracker;
    CommitDesk commits{tracker, events, clock};
    DeskListener listener;
    std::shared_ptr<FakeBroker> broker = std::make_shared<FakeBroker>();
    std::unique_ptr<FakeConsumer> port;
    Batch batch;

    explicit Desk(std::size_t partitions = 1)
    {
        listener.desk = &commits;
        broker->fill(partitions, 100);
        broker->assignAtOnce = false;
        port = std::make_unique<FakeConsumer>(broker, listener);
        for (std::size_t i = 0; i < partitions; ++i) {
            broker->partitions[i].assigned = true;
            tracker.assign(static_cast<Slot>(i), 0);
        }
    }
    ~Desk() { batch.clear(); }
    void process(std::size_t count)
    {
        QCOMPARE(port->take(batch, count, Milliseconds(0)), count);
        tracker.taken(batch.messages());
        tracker.processed(batch.messages());
        batch.clear();
    }
    void serve()
    {
        Batch none;
        const std::scoped_lock lock(broker->mutex);
        broker->partitions[0].stopped = true; // only callbacks
    }
    /// Sends a commit of what is processed and has it refused for `error`, on all its partitions.
    void sendAndRefuse(const Error& error)
    {
        broker->answer = FakeBroker::Answer::never;
        commits.request(CommitTrigger::batch);
        commits.pump(*port);
        std::vector<SlotOffset> offsets = broker->commits.back();
        for (SlotOffset& offset : offsets)
            offset.clientCode = error.clientCode;
        commits.reply(commits.current()->number, offsets, error);
    }
    /// As the session does at a rebalance.
    void takeAway(Slot slot, bool lost)
    {
        const std::vector<Slot> taken{slot};
        broker->answer = FakeBroker::Answer::confirm;
        if (!lost)
            commits.commitRevoked(*port, taken, Milliseconds(100));
        commits.left(taken);
        tracker.revoke(slot);
    }
    void answer() // serves replies without taking
    {
        serve();
        Batch none;
        static_cast<void>(port->take(none, 1, Milliseconds(0)));
        broker->partitions[0].stopped = false;
    }
};

Error loading() { return {ErrorCode::unreachable, "The coordinator is loading.", "commit", true, false, 14}; }
Error rebalancing() { return {ErrorCode::rebalanced, "The group rebalances.", "commit", true, false, 27}; }

} // namespace

class TstCommitDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void confirmedIsCountedAndMeasured();
    void refusedIsFailedWithItsReason();
    void noAnswerIsUnknownAtTheDeadline();
    void whatAPersonAskedForCountsFromThen();
    void lateAnswerMovesTheOffsetButNotTheOutcome();
    void requestsMergeWhileOneIsInFlight();
    void everyAskingCommandGetsOneOutcome();
    void theBrokerSettlesWhatIsUnknown_data();
    void theBrokerSettlesWhatIsUnknown();
    void upToAnOffset_data();
    void upToAnOffset();
    void someOfThePartitions();
    void requestsForSomeMerge();
    void historyIsBounded();
    void passingRefusalIsSentAgain();
    void oldOffsetsAreNotSentAgainAfterABreak();
    void onlyWhatStayedOursIsSentAgain();
    void revokeSettlesWhatIsInFlight();
    void refusedByARebalanceWaitsForItsEnd();
    void rebalanceThatDoesNotEndIsAFailure();
};

/// Seen to fail when the time is not taken.
void TstCommitDesk::confirmedIsCountedAndMeasured()
{
    Desk d;
    d.process(10);
    d.commits.request(CommitTrigger::user, 7);
    d.commits.pump(*d.port);
    QVERIFY(d.commits.inFlight());
    d.clock->advance(std::chrono::milliseconds(42));
    d.answer();
    QVERIFY(d.commits.quiet());
    const CommitRecord record = d.commits.history().back();
    QCOMPARE(record.state, OutcomeState::confirmed);
    QCOMPARE(record.messages, std::int64_t(10));
    QCOMPARE(record.latencyMs, 42.0);
    QCOMPARE(d.commits.counts().latencyP50Ms, 42.0);
    QCOMPARE(d.tracker.at(0).committed, Offset(10));
    QCOMPARE(d.events.outcomes().size(), std::size_t(1));
    QVERIFY(d.events.outcomes().front().ok);
}

/// Seen to fail when a refused commit is booked as confirmed.
void TstCommitDesk::refusedIsFailedWithItsReason()
{
    Desk d;
    d.broker->answer = FakeBroker::Answer::refuse;
    d.process(10);
    d.commits.request(CommitTrigger::batch);
    d.commits.pump(*d.port);
    d.answer();
    QCOMPARE(d.commits.history().back().state, OutcomeState::failed);
    QVERIFY(!d.commits.history().back().reason.empty());
    QCOMPARE(d.tracker.at(0).committed, Offset(0));
    QCOMPARE(d.tracker.committable().size(), std::size_t(1)); // may be sent again
    QCOMPARE(*d.commits.lastOutcome(0), OutcomeState::failed);
}

void TstCommitDesk::theBrokerSettlesWhatIsUnknown_data()
{
    QTest::addColumn<qint64>("has"); // the broker, of partition 0
    QTest::addColumn<bool>("arrived");
    QTest::newRow("it arrived") << qint64{10} << true;
    QTest::newRow("it did not") << qint64{0} << false;
    QTest::newRow("a later one did") << qint64{12} << true;
}

void TstCommitDesk::theBrokerSettlesWhatIsUnknown()
{
    QFETCH(qint64, has);
    QFETCH(bool, arrived);
    Desk d;
    d.broker->answer = FakeBroker::Answer::never;
    d.process(10);
    d.commits.request(CommitTrigger::user, 1);
    d.commits.pump(*d.port);
    const std::vector<SlotOffset> told{{0, has, 0}};
    d.commits.readBack(2, told); // an answer from before it ended says nothing
    QVERIFY(!d.events.outcomes().back().ok);
    d.clock->advance(CommitDesk::runningDeadline);
    d.commits.pump(*d.port);
    QCOMPARE(d.commits.counts().unknown, std::uint64_t(1));
    d.commits.readBack(3, told);
    QVERIFY(d.events.outcomes().back().ok);
    QCOMPARE(d.commits.counts().unknown, std::uint64_t(0));
    QCOMPARE(d.commits.counts().confirmed, std::uint64_t(arrived ? 1 : 0));
    QCOMPARE(d.commits.counts().failed, std::uint64_t(arrived ? 0 : 1));
    QCOMPARE(d.commits.history().back().state, arrived ? OutcomeState::confirmed : OutcomeState::failed);
    QCOMPARE(*d.commits.lastOutcome(0), arrived ? OutcomeState::confirmed : OutcomeState::failed);
    QCOMPARE(d.tracker.at(0).committed, arrived ? has : Offset(0));
    QCOMPARE(d.tracker.committable().empty(), arrived); // what is not there may be sent again
    d.commits.readBack(4, told);
    QVERIFY(d.events.outcomes().back().text.find("no commit is unknown") != std::string::npos);
}

void TstCommitDesk::upToAnOffset_data()
{
    QTest::addColumn<qint64>("upTo");
    QTest::addColumn<qint64>("committed");
    QTest::newRow("in the middle") << qint64{17} << qint64{17};
    QTest::newRow("all that is processed") << qint64{20} << qint64{20};
    QTest::newRow("never past it") << qint64{35} << qint64{20};
    QTest::newRow("never backwards") << qint64{5} << qint64{10};
    QTest::newRow("where it is") << qint64{10} << qint64{10};
}

void TstCommitDesk::upToAnOffset()
{
    QFETCH(qint64, upTo);
    QFETCH(qint64, committed);
    Desk d;
    d.process(10);
    d.commits.request(CommitTrigger::user, 1);
    d.commits.pump(*d.port);
    d.answer();
    QCOMPARE(d.tracker.at(0).committed, Offset(10));
    d.process(10);
    const std::size_t before = d.broker->commits.size();
    d.commits.request(CommitTrigger::user, 2, std::vector<SlotOffset>{{0, upTo, 0}});
    d.commits.pump(*d.port);
    d.answer();
    QCOMPARE(d.tracker.at(0).committed, committed);
    QCOMPARE(d.broker->commits.size() - before, std::size_t(committed > 10 ? 1 : 0));
    QCOMPARE(d.events.outcomes().size(), std::size_t(2));
    QVERIFY(d.events.outcomes().back().ok);
    if (committed > 10)
        QCOMPARE(d.commits.history().back().messages, committed - 10);
    d.commits.request(CommitTrigger::user, 3); // the rest, whatever it was
    d.commits.pump(*d.port);
    d.answer();
    QCOMPARE(d.tracker.at(0).committed, Offset(20));
}

void TstCommitDesk::someOfThePartitions()
{
    Desk d(3);
    d.process(300);
    const std::vector<SlotOffset> some{{1, 1'000'000, 0}, {7, 5, 0}}; // one is not ours, and unknown
    d.commits.request(CommitTrigger::user, 1, some);
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.back().size(), std::size_t(1));
    QCOMPARE(d.broker->commits.back().front().slot, Slot(1));
    QCOMPARE(d.broker->commits.back().front().offset, d.tracker.at(1).processed);
}

void TstCommitDesk::requestsForSomeMerge()
{
    Desk d(2);
    d.process(200);
    d.broker->answer = FakeBroker::Answer::never;
    d.commits.request(CommitTrigger::user, 1, std::vector<SlotOffset>{{0, 1, 0}});
    d.commits.request(CommitTrigger::user, 2, std::vector<SlotOffset>{{0, 3, 0}});
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.back().size(), std::size_t(1));
    QCOMPARE(d.broker->commits.back().front().offset, Offset(3));
    d.commits.request(CommitTrigger::user, 3, std::vector<SlotOffset>{{0, 4, 0}}); // while that one is in flight
    d.commits.request(CommitTrigger::batch);
    d.commits.request(CommitTrigger::user, 4, std::vector<SlotOffset>{{1, 1, 0}});
    d.commits.reply(d.commits.current()->number, d.broker->commits.back(), std::nullopt);
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.back().size(), std::size_t(2)); // all: somebody asked for that
    for (const SlotOffset& sent : d.broker->commits.back())
        QCOMPARE(sent.offset, d.tracker.at(sent.slot).processed);
}

/// Seen to fail without the deadline.
void TstCommitDesk::noAnswerIsUnknownAtTheDeadline()
{
    Desk d;
    d.broker->answer = FakeBroker::Answer::never;
    d.process(10);
    d.commits.request(CommitTrigger::user, 3);
    d.commits.pump(*d.port);
    d.clock->advance(CommitDesk::runningDeadline - std::chrono::milliseconds(1));
    d.commits.pump(*d.port);
    QVERIFY(d.commits.inFlight());
    d.clock->advance(std::chrono::milliseconds(1));
    d.commits.pump(*d.port);
    QVERIFY(!d.commits.inFlight());
    QCOMPARE(d.commits.history().back().state, OutcomeState::unknown);
    QVERIFY(!d.events.outcomes().back().ok);
}

/// Seen to fail when its deadline counts from when it was sent: it took 20 s behind another.
void TstCommitDesk::whatAPersonAskedForCountsFromThen()
{
    Desk d;
    d.broker->answer = FakeBroker::Answer::never;
    d.process(10);
    d.commits.request(CommitTrigger::batch);
    d.commits.pump(*d.port);
    d.clock->advance(Milliseconds(1000));
    d.process(10);
    d.commits.request(CommitTrigger::user, 3);
    d.commits.pump(*d.port);
    d.clock->advance(CommitDesk::runningDeadline - Milliseconds(1000));
    d.commits.pump(*d.port);
    QVERIFY(d.commits.inFlight()); // the person's, 9 s after it was asked for
    d.clock->advance(Milliseconds(1000));
    d.commits.pump(*d.port);
    QCOMPARE(d.commits.counts().unknown, std::uint64_t(2));
}

/// Seen to fail when an answer after the end is not looked at.
void TstCommitDesk::lateAnswerMovesTheOffsetButNotTheOutcome()
{
    Desk d;
    d.broker->answer = FakeBroker::Answer::never;
    d.process(10);
    d.commits.request(CommitTrigger::user);
    d.commits.pump(*d.port);
    d.clock->advance(CommitDesk::runningDeadline);
    d.commits.pump(*d.port);
    d.broker->answer = FakeBroker::Answer::confirm;
    d.answer();
    QCOMPARE(d.tracker.at(0).committed, Offset(10));
    QCOMPARE(d.commits.counts().unknown, 1U);
    QCOMPARE(d.commits.counts().confirmed, 0U);
    QCOMPARE(d.commits.history().size(), std::size_t(1));
}

/// Seen to fail when each request is sent at once.
void TstCommitDesk::requestsMergeWhileOneIsInFlight()
{
    Desk d;
    d.broker->answer = FakeBroker::Answer::never;
    d.process(10);
    d.commits.request(CommitTrigger::batch);
    d.commits.pump(*d.port);
    for (int i = 0; i < 5; ++i) {
        d.process(5);
        d.commits.request(CommitTrigger::batch);
        d.commits.pump(*d.port);
    }
    QCOMPARE(d.broker->commits.size(), std::size_t(1));
    d.broker->answer = FakeBroker::Answer::confirm;
    d.answer();
    d.commits.pump(*d.port); // the five became one
    d.answer();
    QVERIFY(d.commits.quiet());
    QCOMPARE(d.broker->commits.size(), std::size_t(2));
    QCOMPARE(d.tracker.at(0).committed, Offset(35));
}

/// Seen to fail when only the first command is kept.
void TstCommitDesk::everyAskingCommandGetsOneOutcome()
{
    Desk d;
    d.process(10);
    for (std::uint64_t id = 1; id <= 4; ++id) {
        d.commits.request(CommitTrigger::user, id);
        d.commits.pump(*d.port);
    }
    for (int i = 0; i < 4; ++i) {
        d.answer();
        d.commits.pump(*d.port);
    }
    std::vector<std::uint64_t> ids;
    for (const CommandOutcome& outcome : d.events.outcomes())
        ids.push_back(outcome.requestId);
    std::sort(ids.begin(), ids.end());
    QCOMPARE(ids, (std::vector<std::uint64_t>{1, 2, 3, 4}));
}

/// Seen to fail when a snapshot holds all that is kept.
void TstCommitDesk::historyIsBounded()
{
    Desk d;
    d.broker->fill(1, 3000);
    for (int i = 0; i < 1100; ++i) {
        d.process(1);
        d.commits.request(CommitTrigger::batch);
        d.commits.pump(*d.port);
        d.answer();
    }
    QCOMPARE(d.commits.counts().confirmed, 1100U);
    QCOMPARE(d.commits.history().size(), CommitDesk::inSnapshot);
    QCOMPARE(d.commits.history().back().number, 1100U);
}

/// Seen to fail when every refusal is final.
void TstCommitDesk::passingRefusalIsSentAgain()
{
    Desk d;
    d.process(10);
    d.sendAndRefuse(loading());
    QVERIFY(d.commits.inFlight());
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.size(), std::size_t(1)); // not at once
    d.clock->advance(CommitDesk::retryPause);
    d.broker->answer = FakeBroker::Answer::confirm;
    d.commits.pump(*d.port);
    d.answer();
    QCOMPARE(d.broker->commits.size(), std::size_t(2));
    QCOMPARE(d.commits.counts().requested, 1U);
    QCOMPARE(d.commits.counts().confirmed, 1U);
}

/// Between, another member had the partition and committed further: the old offset would take it back.
/// Seen to fail when a partition that left stays in the commit under way.
void TstCommitDesk::oldOffsetsAreNotSentAgainAfterABreak()
{
    Desk d;
    d.process(10);
    d.sendAndRefuse(loading());
    d.takeAway(0, true);
    d.tracker.assign(0, 30);
    d.clock->advance(CommitDesk::retryPause);
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.size(), std::size_t(1));
    QVERIFY(d.commits.quiet());
    QCOMPARE(d.commits.counts().failed, 1U);
    QVERIFY(d.commits.history().back().reason.find("delivered again") != std::string::npos);
    QCOMPARE(d.tracker.at(0).committed, Offset(30));
}

/// Seen to fail when a partition that left stays in the commit under way.
void TstCommitDesk::onlyWhatStayedOursIsSentAgain()
{
    Desk d(2);
    d.process(120); // 100 of the first, 20 of the second
    d.sendAndRefuse(loading());
    d.takeAway(0, true);
    d.clock->advance(CommitDesk::retryPause);
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.size(), std::size_t(2));
    QCOMPARE(d.broker->commits.back().size(), std::size_t(1));
    QCOMPARE(d.broker->commits.back().front().slot, Slot(1));
    d.commits.reply(1, d.broker->commits.back(), std::nullopt);
    QCOMPARE(d.tracker.at(1).committed, Offset(20));
    QCOMPARE(d.commits.history().back().state, OutcomeState::failed); // not all that was asked for is committed
    QCOMPARE(d.commits.counts().requested, 1U);
}

/// Seen to fail when the revoke's answer is not held against it.
void TstCommitDesk::revokeSettlesWhatIsInFlight()
{
    for (const bool refusedBefore : {true, false}) {
        Desk d;
        d.process(10);
        if (refusedBefore) {
            d.sendAndRefuse(rebalancing());
        } else {
            d.broker->answer = FakeBroker::Answer::never;
            d.commits.request(CommitTrigger::batch);
            d.commits.pump(*d.port);
        }
        d.process(5);
        d.takeAway(0, false);
        QVERIFY(d.commits.quiet());
        if (!refusedBefore)
            d.commits.reply(1, std::vector<SlotOffset>{{0, 10, 27}}, rebalancing()); // too late to matter
        QCOMPARE(d.broker->commits.size(), std::size_t(2));
        QCOMPARE(d.commits.counts().confirmed, 2U);
        QCOMPARE(d.commits.counts().failed, 0U);
        QCOMPARE(*d.commits.lastOutcome(0), OutcomeState::confirmed);
        QCOMPARE(d.commits.history()[0].messages + d.commits.history()[1].messages, std::int64_t(15)); // each counted once
    }
}

/// Seen to fail when a rebalance is waited for as every passing reason.
void TstCommitDesk::refusedByARebalanceWaitsForItsEnd()
{
    Desk d;
    d.process(10);
    d.sendAndRefuse(rebalancing());
    d.clock->advance(CommitDesk::retryPause * 5);
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.size(), std::size_t(1));
    QVERIFY(d.commits.inFlight());
    d.commits.settled(); // and the partition is still ours
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.size(), std::size_t(2));
    d.commits.settled(); // of another one: nothing more is sent
    d.commits.pump(*d.port);
    QCOMPARE(d.broker->commits.size(), std::size_t(2));
    d.commits.reply(1, std::vector<SlotOffset>{{0, 10, 27}}, rebalancing()); // once is enough
    QCOMPARE(d.commits.counts().failed, 1U);
    QCOMPARE(d.tracker.committable().size(), std::size_t(1)); // with the next commit
}

/// Seen to fail when what is past its deadline is always unknown.
void TstCommitDesk::rebalanceThatDoesNotEndIsAFailure()
{
    Desk d;
    d.process(10);
    d.sendAndRefuse(rebalancing());
    d.clock->advance(CommitDesk::runningDeadline);
    d.commits.pump(*d.port);
    QVERIFY(d.commits.quiet());
    QCOMPARE(d.commits.counts().unknown, 0U); // it was answered
    QCOMPARE(d.commits.history().back().state, OutcomeState::failed);
    QVERIFY(d.commits.history().back().reason.find("The group rebalances.") != std::string::npos);
}

QTEST_GUILESS_MAIN(TstCommitDesk)
#include "tst_commit_desk.moc"
