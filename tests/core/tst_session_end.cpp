// SPDX-License-Identifier: GPL-3.0-or-later
// How a session ends: limits, the commit at the end, deadlines, failures.
#include <QElapsedTimer>
#include <QTest>

#include "tests/support/instrumented.h"
#include "tests/support/session_fixture.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::FakeBroker;
using headroom::test::SessionFixture;
using headroom::test::slowdown;

class TstSessionEnd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stopsAfterSoManyMessages();
    void aRebalanceDoesNotCountTwice();
    void oneIsNotCalledPartitions();
    void fillAndItsBytesAreOfOneBatch();
    void stopsAtTheEnd();
    void figuresOfAGroupAtTheEnd();
    void tellsWhatAutoCommitLost();
    void aForcedStopEndsEachCommit();
    void commitAtTheEnd_data();
    void commitAtTheEnd();
    void neverCommitsWhatItThrowsAway();
    void nothingFlowsAfterTheEnd();
    void stopBeforeAnythingRuns();
    void frozenBrokerEndsWithinDeadline();
    void secondStopForces();
    void failedProcessorEndsTheRunAndCommitsNothingMore();
    void impossibleSettingsDoNotStart();
    void consumerThatCannotBeMadeFails();
    void unknownTopicFailsFastWhenAsked();
    void canStartAgain();
    void aHangingClientIsLeftAlone();
    void aClientThatDoesNotEndIsLeftBehind();
    void endedSessionRefusesCommands();
};

void TstSessionEnd::stopsAfterSoManyMessages()
{
    SessionFixture f;
    f.broker->fill(2, 100);
    QVERIFY(f.session.start(f.settings, {.messages = 33, .untilEnd = false, .failFast = false}));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.session.latest()->messages, 33U);
    QCOMPARE(f.processed(), std::int64_t(33));
    QCOMPARE(f.committed(0) + std::max<Offset>(0, f.committed(1)), Offset(33));
    QCOMPARE(f.session.latest()->state, SessionState::stopped);
}

/// What a rebalance takes out of the hand was not processed, and comes again: the limit counts it once.
void TstSessionEnd::aRebalanceDoesNotCountTwice()
{
    SessionFixture f;
    f.broker->fill(1, 30);
    f.settings.batchSize = 100;
    f.settings.batchLingerMs = 60000;
    QVERIFY(f.session.start(f.settings, {.messages = 60, .untilEnd = false, .failFast = false}));
    QTRY_COMPARE(f.session.latest()->batchMessages, std::size_t(30));
    f.inject([&](ConsumerListener&) { f.consumer->revokeAll(false); });
    QTRY_COMPARE(f.session.latest()->messages, 60U); // taken once more
    f.broker->fill(1, 100);
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.processed(), std::int64_t(60));
    QCOMPARE(f.committed(0), Offset(60));
}

/// Must fail where the events say "1 partitions".
void TstSessionEnd::oneIsNotCalledPartitions()
{
    SessionFixture f;
    f.broker->fill(1, 30);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, 30U);
    f.inject([&](ConsumerListener&) { f.consumer->revokeAll(false); });
    QTRY_COMPARE(f.session.latest()->rebalances, 2U); // it has it again
    const auto last = f.session.latest();
    for (const std::string& wanted : {std::string("1 partition assigned"), std::string("1 partition given back")})
        QVERIFY2(std::any_of(last->events.begin(), last->events.end(), [&](const SessionEvent& event) { return event.text == wanted; }), wanted.c_str());
}

/// Must fail where the bytes beside "0 of 10" are those of the batch that is being processed.
void TstSessionEnd::fillAndItsBytesAreOfOneBatch()
{
    SessionFixture f;
    f.broker->fill(1, 10);
    f.settings.processor = "delay";
    f.settings.processDelayUs = 100'000;
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->batchMessages, std::size_t(10)); // of a full batch
    const auto now = f.session.latest();
    QCOMPARE(now->batchFillPercent, 0.0);
    QCOMPARE(now->batchFillBytes, Bytes(0));
    QVERIFY(now->batchBytes > 0);
}

/// A group that has read all before takes nothing, and its figures are known all the same.
void TstSessionEnd::figuresOfAGroupAtTheEnd()
{
    SessionFixture f;
    f.broker->fill(1, 40);
    f.broker->partitions[0].committed = 40;
    QVERIFY(f.session.start(f.settings, {.messages = std::nullopt, .untilEnd = true, .failFast = false}));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    const auto last = f.session.latest();
    QCOMPARE(last->messages, 0U);
    const PartitionRow& row = last->partitions.front();
    QCOMPARE(row.position, Offset(40));
    QCOMPARE(row.processed, Offset(40));
    QCOMPARE(row.committed, Offset(40));
    QCOMPARE(row.highWatermark, Offset(40));
    QCOMPARE(row.lag, std::int64_t(0));
}

/// In auto mode the client commits what it handed over: what is not processed when a partition goes is lost to the group.
void TstSessionEnd::tellsWhatAutoCommitLost()
{
    SessionFixture f;
    f.broker->fill(1, 30);
    f.settings.commitMode = "auto";
    f.settings.batchSize = 100;
    f.settings.batchLingerMs = 60000;
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->batchMessages, std::size_t(30));
    f.inject([&](ConsumerListener&) {
        f.consumer->revokeAll(false);
        const std::scoped_lock lock(f.broker->mutex);
        f.broker->assignAtOnce = false;
    });
    QTRY_COMPARE(f.session.latest()->lostByAutoCommit, 30U);
    const auto errors = f.session.latest()->errors;
    QCOMPARE(errors.size(), std::size_t(1));
    QVERIFY2(errors.front().message.find("committed 30 messages that were taken and not processed") != std::string::npos, errors.front().message.c_str());
}

void TstSessionEnd::aForcedStopEndsEachCommit()
{
    SessionFixture f;
    f.broker->fill(1, 10);
    f.broker->answer = FakeBroker::Answer::never;
    QVERIFY(f.session.start(f.settings));
    QTRY_VERIFY(f.session.latest()->commitInFlight.has_value());
    f.session.stop();
    f.session.stop(); // by force
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    const CommitCounts counts = f.session.latest()->commits;
    QCOMPARE(counts.requested, 1U);
    QCOMPARE(counts.confirmed + counts.failed + counts.unknown, counts.requested);
    QVERIFY(!f.session.latest()->commitInFlight.has_value());
}

/// Must fail where the last snapshot has the rate of the second before: nothing comes after it to correct that.
void TstSessionEnd::nothingFlowsAfterTheEnd()
{
    SessionFixture f;
    f.broker->fill(1, 10);
    QVERIFY(f.session.start(f.settings));
    QTRY_VERIFY(f.session.latest()->messagesPerSecond > 0);
    f.session.stop();
    f.session.stop(); // by force, as when the demo broker dies
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.session.latest()->messages, 10U);
    QCOMPARE(f.session.latest()->messagesPerSecond, 0.0);
    QCOMPARE(f.session.latest()->bytesPerSecond, 0.0);
}

void TstSessionEnd::stopsAtTheEnd()
{
    SessionFixture f;
    f.broker->fill(3, 40);
    QVERIFY(f.session.start(f.settings, {.messages = std::nullopt, .untilEnd = true, .failFast = false}));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.session.latest()->messages, 120U);
    QVERIFY(f.session.latest()->endReached);
}

void TstSessionEnd::commitAtTheEnd_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("onQuit");
    QTest::addColumn<int>("policy");
    QTest::addColumn<bool>("commits");
    const int bySetting = static_cast<int>(StopCommit::bySetting);
    QTest::newRow("manual, ask") << "manual" << "ask" << bySetting << false;
    QTest::newRow("manual, yes") << "manual" << "yes" << bySetting << true;
    QTest::newRow("manual, user says commit") << "manual" << "ask" << static_cast<int>(StopCommit::commit) << true;
    QTest::newRow("interval, ask") << "interval" << "ask" << bySetting << true;
    QTest::newRow("interval, no") << "interval" << "no" << bySetting << false;
    QTest::newRow("interval, user says no") << "interval" << "yes" << static_cast<int>(StopCommit::doNotCommit) << false;
}

void TstSessionEnd::commitAtTheEnd()
{
    QFETCH(QString, mode);
    QFETCH(QString, onQuit);
    QFETCH(int, policy);
    QFETCH(bool, commits);
    SessionFixture f;
    f.broker->fill(1, 20);
    f.settings.commitMode = mode.toStdString();
    f.settings.commitOnQuit = onQuit.toStdString();
    f.settings.commitIntervalMs = 600000;
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.processed(), std::int64_t(20));
    f.session.stop(static_cast<StopCommit>(policy));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.committed(0), commits ? Offset(20) : unknownOffset);
    QCOMPARE(f.of(&FakeBroker::held), std::int64_t(0));
}

/// While a run ends and waits for the answer to a commit, messages still come. They are thrown away, so the position of
/// the client, which is beyond them, must not be taken for what was processed.
void TstSessionEnd::neverCommitsWhatItThrowsAway()
{
    SessionFixture f;
    f.broker->fill(1, 5000);
    f.broker->answer = FakeBroker::Answer::never;
    QVERIFY(f.session.start(f.settings, {.messages = 30, .untilEnd = false, .failFast = false}));
    QTRY_COMPARE(f.session.latest()->state, SessionState::stopping);
    const double since = f.session.latest()->seconds;
    QTRY_VERIFY(f.session.latest()->seconds > since + 0.3); // a few ticks
    {
        const std::scoped_lock lock(f.broker->mutex);
        QVERIFY(f.broker->partitions[0].next > 30); // some came
        f.broker->answer = FakeBroker::Answer::confirm;
    }
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.session.latest()->messages, 30U);
    QCOMPARE(f.processed(), std::int64_t(30));
    QCOMPARE(f.committed(0), Offset(30));
}

void TstSessionEnd::stopBeforeAnythingRuns()
{
    SessionFixture f;
    f.broker->fill(1, 5);
    f.broker->assignAtOnce = false;
    QVERIFY(f.session.start(f.settings));
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.session.latest()->state, SessionState::stopped);
}

void TstSessionEnd::frozenBrokerEndsWithinDeadline()
{
    SessionFixture f;
    f.broker->fill(1, 20);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.committed(0), Offset(20));
    {
        const std::scoped_lock lock(f.broker->mutex);
        f.broker->answer = FakeBroker::Answer::never;
    }
    f.broker->fill(1, 20);
    QTRY_COMPARE(f.processed(), std::int64_t(40));
    QElapsedTimer timer;
    timer.start();
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(10000)));
    QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(f.session.latest()->commits.unknown >= 1); // said so, not shown as done
    QCOMPARE(f.session.latest()->commits.requested, f.session.latest()->commits.confirmed + f.session.latest()->commits.unknown);
    QVERIFY(f.of(&FakeBroker::destroyedByForce));
}

void TstSessionEnd::secondStopForces()
{
    SessionFixture f;
    f.broker->fill(1, 1000);
    f.broker->answer = FakeBroker::Answer::never;
    f.settings.processor = "delay";
    f.settings.processDelayUs = 10000;
    QVERIFY(f.session.start(f.settings));
    QTRY_VERIFY(f.session.latest()->messages > 0);
    QElapsedTimer timer;
    timer.start();
    f.session.stop();
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(3000)));
    QVERIFY2(timer.elapsed() < 1500 * slowdown, qPrintable(QString::number(timer.elapsed())));
}

void TstSessionEnd::failedProcessorEndsTheRunAndCommitsNothingMore()
{
    SessionFixture f;
    f.broker->fill(1, 20);
    f.settings.processor = "file:/dev/full"; // opens, but cannot be written
    QVERIFY(f.session.start(f.settings));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(f.session.latest()->state, SessionState::failed);
    QVERIFY(f.session.latest()->failure.has_value());
    QVERIFY(f.session.latest()->failure->message.find("/dev/full") != std::string::npos);
    QCOMPARE(f.committed(0), unknownOffset);
}

void TstSessionEnd::impossibleSettingsDoNotStart()
{
    SessionFixture f;
    f.settings.topic.clear();
    const auto started = f.session.start(f.settings);
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::invalidSetting);
    QVERIFY(f.session.ended());
}

void TstSessionEnd::consumerThatCannotBeMadeFails()
{
    SessionDependencies dependencies;
    dependencies.makeConsumer = [](const Settings&, ConsumerListener&) -> Result<std::unique_ptr<ConsumerPort>> { return fail(ErrorCode::invalidSetting, "refused"); };
    Session session(dependencies);
    Settings settings;
    settings.bootstrapServers = "fake:9092";
    QVERIFY(session.start(settings));
    QVERIFY(session.waitUntilEnded(Milliseconds(5000)));
    QCOMPARE(session.latest()->state, SessionState::failed);
    QCOMPARE(session.latest()->failure->message, std::string("refused"));
}

void TstSessionEnd::unknownTopicFailsFastWhenAsked()
{
    for (const bool failFast : {true, false}) {
        SessionFixture f;
        f.broker->fill(1, 0);
        f.inject([](ConsumerListener& listener) { listener.onError(Error{ErrorCode::unknownTopic, "no such topic", "orders", false, false, 3}); });
        QVERIFY(f.session.start(f.settings, {.messages = std::nullopt, .untilEnd = false, .failFast = failFast}));
        QTRY_VERIFY(!f.session.latest()->errors.empty());
        QCOMPARE(f.session.waitUntilEnded(Milliseconds(failFast ? 5000 : 300)), failFast);
    }
}

void TstSessionEnd::canStartAgain()
{
    SessionFixture f;
    f.broker->fill(1, 20);
    for (int run = 0; run < 3; ++run) {
        {
            const std::scoped_lock lock(f.broker->mutex);
            f.broker->closed = false;
        }
        QVERIFY(f.session.start(f.settings));
        QTRY_COMPARE(f.session.latest()->state, SessionState::running);
        f.session.stop();
        QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    }
}

/// The client library has places without a deadline. Must fail when the destructor joins the worker whatever it does.
void TstSessionEnd::aHangingClientIsLeftAlone()
{
    auto entered = std::make_shared<std::atomic<bool>>(false);
    auto release = std::make_shared<std::atomic<bool>>(false);
    auto left = std::make_shared<std::atomic<bool>>(false);
    QElapsedTimer timer;
    {
        SessionDependencies dependencies;
        dependencies.makeConsumer = [=](const Settings&, ConsumerListener&) -> Result<std::unique_ptr<ConsumerPort>> {
            *entered = true;
            release->wait(false);
            *left = true;
            return fail(ErrorCode::internal, "released");
        };
        Session session(std::move(dependencies));
        Settings settings;
        settings.bootstrapServers = "fake:9092";
        settings.topic = "orders";
        QVERIFY(session.start(settings));
        QTRY_VERIFY(entered->load());
        timer.start();
    }
    const qint64 took = timer.elapsed();
    QVERIFY2(took >= Session::forcedDeadline.count() && took < Session::forcedDeadline.count() + 2000, qPrintable(QString::number(took)));
    *release = true;
    release->notify_all();
    QTRY_VERIFY(left->load()); // it found all that it uses
}

/// A client that keeps whoever destroys it, as librdkafka does with a commit that waits for its coordinator. Seen to fail when
/// the worker destroys it itself.
void TstSessionEnd::aClientThatDoesNotEndIsLeftBehind()
{
    SessionFixture f;
    f.broker->fill(1, 20);
    f.broker->answer = FakeBroker::Answer::never;
    auto release = std::make_shared<std::atomic<bool>>(false);
    auto destroyed = std::make_shared<std::atomic<bool>>(false);
    f.broker->whenDestroyed = [release, destroyed] {
        release->wait(false);
        *destroyed = true;
    };
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->state, SessionState::running);
    QElapsedTimer timer;
    timer.start();
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(10'000)));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!*destroyed);
    const auto& events = f.session.latest()->events;
    QVERIFY(std::any_of(events.begin(), events.end(), [](const auto& event) { return event.text.find("left alone") != std::string::npos; }));
    *release = true;
    release->notify_all();
    QTRY_VERIFY(destroyed->load());
}

void TstSessionEnd::endedSessionRefusesCommands()
{
    SessionFixture f;
    const auto posted = f.session.post(CommitCommand{});
    QVERIFY(!posted);
    QCOMPARE(posted.error().code, ErrorCode::badState);
}

QTEST_GUILESS_MAIN(TstSessionEnd)
#include "tst_session_end.moc"
