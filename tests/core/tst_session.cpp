// SPDX-License-Identifier: GPL-3.0-or-later
// The session's loop over a consumer in memory: bounds, commands, commit modes, lost offsets.
#include <QTest>

#include "tests/support/session_fixture.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::FakeBroker;
using headroom::test::SessionFixture;

class TstSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesNoMoreThanMaxPollRecords();
    void batchIsBoundedInMessages();
    void batchIsBoundedInBytes();
    void byteBoundHoldsFromTheFirstPollOn();
    void lingerClosesAPartBatch();
    void commitsAfterEachBatch();
    void manualCommitsOnlyWhenAsked();
    void intervalCommitsByItself();
    void commitWithNothingProcessedSaysSo();
    void startPositions_data();
    void startPositions();
    void pauseTakesNothingAndResumeGoesOn();
    void liveSettingsApply();
    void reconnectSettingsAreRefusedLive();
    void aFullCommandQueueAnswersBusy();
    void revokeCommitsProcessedAndDropsTheRest();
    void lostAssignmentCommitsNothing();
    void lostPartitionsKeepTheirFigures();
    void revokeSettlesTheCommitInFlight();
    void lostOffsetIsAskedAndAnswered();
    void lostOffsetStaysToTheEnd();
    void lostOffsetByPolicyIsCounted();
    void unreadableBatchIsNotPassedOver();
    void slowProcessingHoldsAndKeepsPolling();
    void commitRepliesComeWhileABatchIsProcessed();
    void sequencesRiseAndRatesAreMeasured();
};

void TstSession::takesNoMoreThanMaxPollRecords()
{
    SessionFixture f;
    f.broker->fill(3, 200);
    f.settings.maxPollRecords = 7;
    f.settings.batchSize = 100;
    QVERIFY(f.session.start(f.settings, {.messages = 600, .untilEnd = false, .failFast = false}));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(10000)));
    QCOMPARE(f.session.latest()->messages, 600U);
    QCOMPARE(f.of(&FakeBroker::largestTake), std::size_t(7));
    QCOMPARE(f.session.latest()->largestPoll, std::size_t(7));
}

void TstSession::batchIsBoundedInMessages()
{
    SessionFixture f;
    f.broker->fill(1, 95);
    QVERIFY(f.session.start(f.settings, {.messages = 95, .untilEnd = false, .failFast = false}));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(10000)));
    QCOMPARE(f.session.latest()->batches, 10U); // nine of 10 and one of 5
    QCOMPARE(f.of(&FakeBroker::held), std::int64_t(0));
}

void TstSession::batchIsBoundedInBytes()
{
    SessionFixture f;
    f.broker->fill(1, 40, 1000);
    f.settings.batchSize = 1000;
    f.settings.batchBytes = 5000; // five messages of 1000 bytes and a key
    f.settings.batchLingerMs = 60000;
    f.settings.maxPollRecords = 100;
    QVERIFY(f.session.start(f.settings, {.messages = 40, .untilEnd = false, .failFast = false}));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(10000)));
    QVERIFY2(f.session.latest()->batches >= 8, qPrintable(QString::number(f.session.latest()->batches)));
}

void TstSession::byteBoundHoldsFromTheFirstPollOn()
{
    SessionFixture f;
    constexpr std::size_t value = 64 * kib;
    f.broker->fill(1, 200, value);
    f.settings.batchSize = 1000;
    f.settings.batchBytes = mib;
    f.settings.batchLingerMs = 60000;
    f.settings.maxPollRecords = 100; // 6.3 MiB, if it took so many
    QVERIFY(f.session.start(f.settings, {.messages = 200, .untilEnd = false, .failFast = false}));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(10000)));
    QVERIFY2(f.of(&FakeBroker::largestTake) <= mib / value, qPrintable(QString::number(f.of(&FakeBroker::largestTake))));
    QCOMPARE(f.session.latest()->messages, 200U);
    QVERIFY(f.session.latest()->batches <= 200 * value / mib + 2); // and batches are full, not many small ones
}

void TstSession::lingerClosesAPartBatch()
{
    SessionFixture f;
    f.broker->fill(1, 3);
    f.settings.batchLingerMs = 150;
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->batchMessages, std::size_t(3)); // held while it lingers
    QTRY_COMPARE(f.session.latest()->batches, 1U);
    QTRY_COMPARE(f.committed(0), Offset(3));
}

void TstSession::commitsAfterEachBatch()
{
    SessionFixture f;
    f.broker->fill(2, 50);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.committed(0), Offset(50));
    QTRY_COMPARE(f.committed(1), Offset(50));
    Offset last = 0;
    for (const auto& commit : f.of(&FakeBroker::commits)) { // never backwards
        for (const SlotOffset& entry : commit) {
            if (entry.slot == 0) {
                QVERIFY(entry.offset > last);
                last = entry.offset;
            }
        }
    }
    QTRY_COMPARE(f.session.latest()->commits.requested, f.session.latest()->commits.confirmed);
}

void TstSession::manualCommitsOnlyWhenAsked()
{
    SessionFixture f;
    f.broker->fill(2, 50);
    f.settings.commitMode = "manual";
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.processed(), std::int64_t(100));
    QCOMPARE(f.of(&FakeBroker::commits).size(), std::size_t(0));
    QCOMPARE(f.session.latest()->repeatRisk, std::int64_t(100));
    const auto id = f.session.post(CommitCommand{});
    QVERIFY(id);
    QTRY_VERIFY(f.outcome(*id).has_value());
    QVERIFY(f.outcome(*id)->ok);
    QCOMPARE(f.committed(0), Offset(50));
    QCOMPARE(f.of(&FakeBroker::commits).size(), std::size_t(1));
    QTRY_COMPARE(f.session.latest()->repeatRisk, std::int64_t(0));
    QCOMPARE(f.session.latest()->commitHistory.back().messages, std::int64_t(100));
    QCOMPARE(f.session.latest()->commitHistory.back().trigger, CommitTrigger::user);
}

/// Must also fail when the shorter interval waits for the end of the longer one.
void TstSession::intervalCommitsByItself()
{
    SessionFixture f;
    f.broker->fill(1, 50);
    f.settings.commitMode = "interval";
    f.settings.commitIntervalMs = 600'000;
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, std::uint64_t{50});
    Settings next = f.settings;
    next.commitIntervalMs = 150;
    QVERIFY(f.session.post(ApplyCommand{next}));
    QTRY_COMPARE(f.committed(0), Offset(50));
    QTRY_VERIFY(!f.session.latest()->commitHistory.empty());
    QCOMPARE(f.session.latest()->commitHistory.back().trigger, CommitTrigger::interval);
}

void TstSession::commitWithNothingProcessedSaysSo()
{
    SessionFixture f;
    f.broker->fill(1, 0);
    f.settings.commitMode = "manual";
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->state, SessionState::running);
    const auto id = f.session.post(CommitCommand{});
    QTRY_VERIFY(f.outcome(*id).has_value());
    QVERIFY(f.outcome(*id)->text.find("nothing to commit") != std::string::npos);
    QCOMPARE(f.of(&FakeBroker::commits).size(), std::size_t(0));
}

void TstSession::startPositions_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("reset");
    QTest::addColumn<qint64>("committed");
    QTest::addColumn<qint64>("first");
    QTest::newRow("stored, with a commit") << "stored" << "earliest" << qint64(30) << qint64(30);
    QTest::newRow("stored, none, earliest") << "stored" << "earliest" << qint64(-1) << qint64(0);
    QTest::newRow("stored, none, latest") << "stored" << "latest" << qint64(-1) << qint64(50);
    QTest::newRow("earliest") << "earliest" << "latest" << qint64(30) << qint64(0);
    QTest::newRow("latest") << "latest" << "earliest" << qint64(30) << qint64(50);
    QTest::newRow("last five") << "last:5" << "earliest" << qint64(30) << qint64(45);
    QTest::newRow("offset") << "offset:12" << "earliest" << qint64(30) << qint64(12);
    QTest::newRow("timestamp") << "timestamp:20" << "earliest" << qint64(30) << qint64(20);
    QTest::newRow("timestamp beyond the end") << "timestamp:9999" << "earliest" << qint64(30) << qint64(50);
}

void TstSession::startPositions()
{
    QFETCH(QString, start);
    QFETCH(QString, reset);
    QFETCH(qint64, committed);
    QFETCH(qint64, first);
    SessionFixture f;
    f.broker->fill(1, 50);
    f.broker->partitions[0].committed = committed;
    f.settings.start = start.toStdString();
    f.settings.autoOffsetReset = reset.toStdString();
    f.settings.commitMode = "manual";
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->state, SessionState::running);
    f.broker->fill(1, 1); // one more, so that "latest" gets something
    QTRY_VERIFY(!f.session.latest()->partitions.empty() && f.session.latest()->partitions[0].position == 51);
    QCOMPARE(f.session.latest()->partitions[0].firstOffset, Offset(first));
}

void TstSession::pauseTakesNothingAndResumeGoesOn()
{
    SessionFixture f;
    f.broker->fill(1, 20);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, 20U);
    const auto pause = f.session.post(PauseCommand{});
    QTRY_VERIFY(f.outcome(*pause).has_value());
    QTRY_COMPARE(f.session.latest()->state, SessionState::paused);
    f.broker->fill(1, 20);
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence + 2); // it goes on polling and publishing
    QCOMPARE(f.session.latest()->messages, 20U);
    static_cast<void>(f.session.post(ResumeCommand{}));
    QTRY_COMPARE(f.session.latest()->messages, 40U);
    QCOMPARE(f.of(&FakeBroker::pauses), 1);
    QCOMPARE(f.of(&FakeBroker::resumes), 1);
}

void TstSession::liveSettingsApply()
{
    SessionFixture f;
    f.broker->fill(1, 40);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, 40U);
    Settings next = f.settings;
    next.maxPollRecords = 2;
    const auto id = f.session.post(ApplyCommand{next});
    QTRY_VERIFY(f.outcome(*id).has_value());
    QVERIFY(f.outcome(*id)->ok);
    {
        const std::scoped_lock lock(f.broker->mutex);
        f.broker->largestTake = 0;
    }
    f.broker->fill(1, 40);
    QTRY_COMPARE(f.session.latest()->messages, 80U);
    QCOMPARE(f.of(&FakeBroker::largestTake), std::size_t(2));
    QCOMPARE(f.session.latest()->settings->maxPollRecords, std::int64_t(2));
}

void TstSession::reconnectSettingsAreRefusedLive()
{
    SessionFixture f;
    f.broker->fill(1, 1);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->state, SessionState::running);
    Settings next = f.settings;
    next.fetchMaxBytes *= 2;
    const auto id = f.session.post(ApplyCommand{next});
    QTRY_VERIFY(f.outcome(*id).has_value());
    QVERIFY(!f.outcome(*id)->ok);
    QCOMPARE(f.session.latest()->settings->fetchMaxBytes, f.settings.fetchMaxBytes);
}

void TstSession::aFullCommandQueueAnswersBusy()
{
    SessionFixture f;
    f.broker->fill(1, 1);
    f.settings.processor = "delay";
    f.settings.processDelayUs = 400000; // the worker is away for a while
    QVERIFY(f.session.start(f.settings));
    bool busy = false;
    for (int i = 0; i < 2000 && !busy; ++i) {
        const auto posted = f.session.post(TrimCommand{});
        busy = !posted && posted.error().code == ErrorCode::busy;
    }
    QVERIFY(busy);
}

void TstSession::revokeCommitsProcessedAndDropsTheRest()
{
    SessionFixture f;
    f.broker->fill(1, 25);
    f.settings.commitMode = "manual";
    f.settings.batchLingerMs = 60000;
    QVERIFY(f.session.start(f.settings)); // two batches of ten processed, five wait in hand
    QTRY_COMPARE(f.session.latest()->batches, 2U);
    QTRY_COMPARE(f.session.latest()->batchMessages, std::size_t(5));
    f.inject([&](ConsumerListener&) { f.consumer->revokeAll(false); });
    QTRY_COMPARE(f.committed(0), Offset(20));
    // What was in hand comes again from the commit.
    QTRY_COMPARE(f.session.latest()->messages, 30U);
    QTRY_VERIFY(!f.session.latest()->commitHistory.empty());
    QCOMPARE(f.session.latest()->commitHistory.front().trigger, CommitTrigger::revoke);
}

void TstSession::lostAssignmentCommitsNothing()
{
    SessionFixture f;
    f.broker->fill(1, 20);
    f.settings.commitMode = "manual";
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.processed(), std::int64_t(20));
    f.inject([&](ConsumerListener&) { f.consumer->revokeAll(true); });
    QTRY_COMPARE(f.session.latest()->messages, 40U); // redelivered
    QCOMPARE(f.of(&FakeBroker::commits).size(), std::size_t(0));
}

/// What this run processed and could not commit is delivered again to the next owner: the figures must outlive the partition.
void TstSession::lostPartitionsKeepTheirFigures()
{
    SessionFixture f;
    f.broker->fill(2, 20);
    f.settings.commitMode = "manual";
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.processed(), std::int64_t(40));
    f.inject([&](ConsumerListener&) {
        f.consumer->revokeAll(true);
        const std::scoped_lock lock(f.broker->mutex);
        f.broker->assignAtOnce = false;
    });
    QTRY_VERIFY(!f.session.latest()->partitions.front().owned);
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    const auto last = f.session.latest();
    for (const PartitionRow& row : last->partitions) {
        QVERIFY(!row.owned);
        QCOMPARE(row.position, Offset(20));
        QCOMPARE(row.processed, Offset(20));
        QCOMPARE(row.committed, unknownOffset);
        QCOMPARE(row.repeatRisk, std::int64_t(20));
    }
    QCOMPARE(last->willRepeat, std::int64_t(40));
    QCOMPARE(last->repeatRisk, std::int64_t(0)); // nothing that a commit here could help
}

/// The broker refuses a commit because of the rebalance in which the partition is given back; the commit from within the
/// revoke held. What counts is that the offsets are committed.
void TstSession::revokeSettlesTheCommitInFlight()
{
    SessionFixture f;
    f.broker->fill(1, 10);
    f.broker->answer = FakeBroker::Answer::never;
    QVERIFY(f.session.start(f.settings)); // a batch of ten is committed, and nobody answers
    QTRY_VERIFY(f.session.latest()->commitInFlight.has_value());
    f.inject([&](ConsumerListener& listener) {
        const auto answers = [&](FakeBroker::Answer answer) {
            const std::scoped_lock lock(f.broker->mutex);
            f.broker->answer = answer;
            f.broker->assignAtOnce = false;
        };
        answers(FakeBroker::Answer::confirm);
        f.consumer->revokeAll(false);
        answers(FakeBroker::Answer::never);
        const std::vector<SlotOffset> refused{{0, 10, 27}};
        listener.onCommitReply(1, refused, Error{ErrorCode::rebalanced, "rebalance in progress", "commit", true, false, 27});
    });
    QTRY_COMPARE(f.committed(0), Offset(10));
    QTRY_VERIFY(f.session.latest()->commits.confirmed > 0);
    QTRY_VERIFY(!f.session.latest()->commitInFlight.has_value());
    const auto last = f.session.latest();
    QCOMPARE(last->commits.failed, 0U);
    QCOMPARE(last->commitHistory.back().state, OutcomeState::confirmed);
    std::int64_t messages = 0;
    for (const CommitRecord& record : last->commitHistory)
        messages += record.messages;
    QCOMPARE(messages, std::int64_t(10)); // counted once, though sent twice
}

void TstSession::lostOffsetIsAskedAndAnswered()
{
    SessionFixture f;
    f.broker->fill(2, 10);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, 20U);
    f.inject([&](ConsumerListener& listener) {
        {
            const std::scoped_lock lock(f.broker->mutex);
            f.broker->partitions[1].stopped = true;
            f.broker->partitions[1].low = 5;
        }
        listener.onOffsetLost(1, 3, Error{ErrorCode::offsetLost, "gone", "orders [1]", false, false, -140});
    });
    QTRY_COMPARE(f.session.latest()->lostOffsets.size(), std::size_t(1));
    const LostOffset lost = f.session.latest()->lostOffsets.front();
    QCOMPARE(lost.wanted, Offset(3));
    QCOMPARE(lost.low, Offset(5));
    QCOMPARE(lost.high, Offset(10));
    f.broker->fill(2, 5); // the other partition goes on, this one stands
    QTRY_COMPARE(f.session.latest()->messages, 25U);
    const auto id = f.session.post(SeekCommand{{1, StartOffset::Kind::exact, 10}});
    QTRY_VERIFY(f.outcome(*id).has_value());
    QTRY_COMPARE(f.session.latest()->messages, 30U);
    QVERIFY(f.session.latest()->lostOffsets.empty());
}

/// Leaving the group gives the partitions back; that nobody answered is still to be told.
void TstSession::lostOffsetStaysToTheEnd()
{
    SessionFixture f;
    f.broker->fill(2, 20);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, 40U);
    f.inject([](ConsumerListener& listener) { listener.onOffsetLost(1, 3, Error{ErrorCode::offsetLost, "gone", "orders [1]", false, false, -140}); });
    QTRY_COMPARE(f.session.latest()->lostOffsets.size(), std::size_t(1));
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(10000)));
    QCOMPARE(f.session.latest()->lostOffsets.size(), std::size_t(1));
}

void TstSession::lostOffsetByPolicyIsCounted()
{
    SessionFixture f;
    f.broker->fill(1, 10);
    f.settings.onOffsetLost = "earliest";
    f.broker->partitions[0].low = 6;
    f.broker->partitions[0].stopped = true;
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->state, SessionState::running);
    f.inject([](ConsumerListener& listener) { listener.onOffsetLost(0, 2, Error{ErrorCode::offsetLost, "Choose where to go on", "orders [0]", false, false, -140}); });
    QTRY_COMPARE(f.session.latest()->messages, 4U);
    QCOMPARE(f.session.latest()->lostOffsetMessages, 4U); // 2, 3, 4 and 5
    const auto errors = f.session.latest()->errors;
    QCOMPARE(errors.size(), std::size_t(1)); // messages were skipped: that is said, but nobody is asked what the setting answered
    QVERIFY2(errors.front().message.find("hoose") == std::string::npos && errors.front().message.find("4 messages skipped") != std::string::npos, errors.front().message.c_str());
}

/// The client asks for an offset far beyond the end: that is no deleted message, and a policy for these must not skip what is there.
/// Seen to fail when an offset that never was is taken for deleted messages.
void TstSession::unreadableBatchIsNotPassedOver()
{
    SessionFixture f;
    f.broker->fill(1, 10);
    f.settings.onOffsetLost = "latest";
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, 10U);
    f.inject([&f](ConsumerListener& listener) { // on the worker's thread, which reads what the broker has
        f.broker->partitions[0].stopped = true;
        f.broker->fill(1, 5);
        listener.onOffsetLost(0, 4'000'000'000'000, Error{ErrorCode::offsetLost, "gone", "orders [0]", false, false, -140});
    });
    QTRY_COMPARE(f.session.latest()->lostOffsets.size(), std::size_t(1));
    const LostOffset lost = f.session.latest()->lostOffsets.front();
    QVERIFY(lost.unreadable());
    QCOMPARE(lost.wanted, Offset{10});
    QCOMPARE(f.session.latest()->lostOffsetMessages, 0U);
}

void TstSession::slowProcessingHoldsAndKeepsPolling()
{
    SessionFixture f;
    f.broker->fill(1, 1000);
    f.settings.processor = "delay";
    f.settings.processDelayUs = 20000; // 0.2 s a batch
    QVERIFY(f.session.start(f.settings));
    QTRY_VERIFY(f.of(&FakeBroker::emptyPolls) > 3);
    QVERIFY(f.session.latest()->batchMessages <= 20); // two batches, never more
    QVERIFY(f.of(&FakeBroker::held) <= 20);
}

/// A batch may take longer than a commit's deadline: its outcome must not wait for the batch.
void TstSession::commitRepliesComeWhileABatchIsProcessed()
{
    SessionFixture f;
    f.broker->fill(1, 30);
    f.settings.processor = "delay";
    f.settings.processDelayUs = 200'000; // 2 s a batch
    QVERIFY(f.session.start(f.settings));
    QTRY_VERIFY_WITH_TIMEOUT(f.session.latest()->commits.requested == 1, 20000);
    QTRY_VERIFY(f.session.latest()->commits.confirmed == 1);
    QVERIFY2(f.session.latest()->batches == 1, "the answer to the first batch's commit came only after the second batch");
    f.session.stop(StopCommit::doNotCommit);
    f.session.stop(); // the second stop forces
}

void TstSession::sequencesRiseAndRatesAreMeasured()
{
    SessionFixture f;
    f.broker->fill(4, 500);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, 2000U);
    const std::uint64_t sequence = f.session.latest()->sequence;
    QTRY_VERIFY(f.session.latest()->sequence > sequence);
    const auto last = f.session.latest();
    QVERIFY(last->ledger.rss > 0);
    QVERIFY(last->ledger.baseline > 0);
    QVERIFY(last->peakRss >= last->ledger.rss);
    QCOMPARE(last->view.seen, 2000U);
    QCOMPARE(last->view.kept + last->view.notKept, 2000U);
    const LedgerReading& l = last->ledger;
    QCOMPARE(l.baseline + l.prefetch + std::max<Bytes>(0, l.inFlight) + l.batch + l.view + l.charts + l.allocatorSlack + l.unattributed - l.overlap, l.rss);
}

QTEST_GUILESS_MAIN(TstSession)
#include "tst_session.moc"
