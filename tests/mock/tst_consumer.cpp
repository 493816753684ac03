// SPDX-License-Identifier: GPL-3.0-or-later
// The real client adapter and session against a mock cluster, with errors injected that a real broker cannot be asked for.
#include <algorithm>
#include <filesystem>

#include <QElapsedTimer>
#include <QTest>

#include "core/session/session.h"
#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"

using namespace headroom::core;
using headroom::test::MockCluster;
using headroom::test::slowdown;

namespace {

struct Run {
    MockCluster mock;
    Settings settings;
    Session session;

    explicit Run(int partitions = 4, int brokers = 1) : mock(brokers)
    {
        mock.createTopic("orders", partitions);
        settings.bootstrapServers = mock.bootstrapServers();
        settings.topic = "orders";
        settings.groupId = "tests";
        settings.sessionTimeoutMs = 6000;
        settings.fetchWaitMaxMs = 20;
        settings.batchLingerMs = 50;
    }
    std::shared_ptr<const Snapshot> now() const { return session.latest(); }
    std::int64_t committed() const
    {
        std::int64_t sum = 0;
        const auto last = now(); // held: the worker drops it at its next tick
        for (const PartitionRow& row : last->partitions)
            sum += std::max<Offset>(0, row.committed);
        return sum;
    }
};

} // namespace

class TstConsumer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void consumesAllAndCommits();
    void lagCountsWhatIsUnread();
    void restartGoesOnAtTheCommit();
    void manualRestartReadsAgainWhatWasNotCommitted();
    void refusedCommitIsFailedAndRecovers_data();
    void refusedCommitIsFailedAndRecovers();
    void commitErrorThatTheClientRetriesIsOneSuccess();
    void pauseHoldsAndResumeGoesOnAtOnce();
    void lostOffsetIsAskedThenAnswered();
    void unreachableBrokerSaysSoAndStopsInTime();
    void brokerDownAndUp();
    void takenFetchErrorsLoseNothing();
    void effectiveValuesComeFromTheClient();
    void secondMemberSharesThePartitions();
    void cyclesLeaveNothingBehind();
};

void TstConsumer::consumesAllAndCommits()
{
    Run run;
    QVERIFY(run.mock.produce("orders", 4, 2000));
    QVERIFY(run.session.start(run.settings, {.messages = std::nullopt, .untilEnd = true, .failFast = true}));
    QVERIFY(run.session.waitUntilEnded(Milliseconds(30000)));
    QCOMPARE(run.now()->messages, 2000U);
    QCOMPARE(run.committed(), std::int64_t(2000));
    QCOMPARE(run.now()->state, SessionState::stopped);
    QCOMPARE(run.now()->commits.requested, run.now()->commits.confirmed);
    QVERIFY(run.now()->fetch.requests > 0);
}

/// A group that never committed is behind by all that it has not read, also where it has read nothing yet; on an empty topic by
/// nothing. Must fail with a lag only from the first message on.
void TstConsumer::lagCountsWhatIsUnread()
{
    Run run;
    run.settings.processor = "delay";
    run.settings.processDelayUs = 2'000'000;
    run.settings.batchSize = run.settings.maxPollRecords = 1;
    run.settings.commitMode = "manual";
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->lag, std::int64_t(0), 20000);
    QVERIFY(run.mock.produce("orders", 4, 2000));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->lag, std::int64_t(2000), 20000);
    const auto last = run.now();
    QVERIFY(std::any_of(last->partitions.begin(), last->partitions.end(), [](const PartitionRow& row) { return row.messages == 0 && row.lag > 0; }));
}

void TstConsumer::restartGoesOnAtTheCommit()
{
    Run run;
    QVERIFY(run.mock.produce("orders", 4, 2000));
    QVERIFY(run.session.start(run.settings, {.messages = 700, .untilEnd = false, .failFast = true}));
    QVERIFY(run.session.waitUntilEnded(Milliseconds(30000)));
    QCOMPARE(run.committed(), std::int64_t(700));
    QVERIFY(run.session.start(run.settings, {.messages = std::nullopt, .untilEnd = true, .failFast = true}));
    QVERIFY(run.session.waitUntilEnded(Milliseconds(30000)));
    QCOMPARE(run.now()->messages, 1300U); // nothing skipped, nothing twice
    QCOMPARE(run.committed(), std::int64_t(2000));
}

void TstConsumer::manualRestartReadsAgainWhatWasNotCommitted()
{
    Run run;
    run.settings.commitMode = "manual";
    QVERIFY(run.mock.produce("orders", 4, 1000));
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->messages, 1000U, 20000);
    QTRY_COMPARE(run.now()->repeatRisk, std::int64_t(1000));
    QVERIFY(run.session.post(CommitCommand{}));
    QTRY_COMPARE(run.now()->repeatRisk, std::int64_t(0));
    QVERIFY(run.mock.produce("orders", 4, 400));
    QTRY_COMPARE(run.now()->repeatRisk, std::int64_t(400));
    run.session.stop();
    QVERIFY(run.session.waitUntilEnded(Milliseconds(10000)));
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->messages, 400U, 20000);
}

void TstConsumer::refusedCommitIsFailedAndRecovers_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("illegal generation") << static_cast<int>(RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION);
    QTest::newRow("unknown member") << static_cast<int>(RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID);
    QTest::newRow("group not authorized") << static_cast<int>(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED);
    QTest::newRow("metadata too large") << static_cast<int>(RD_KAFKA_RESP_ERR_OFFSET_METADATA_TOO_LARGE);
}

void TstConsumer::refusedCommitIsFailedAndRecovers()
{
    QFETCH(int, code);
    Run run;
    run.settings.commitMode = "manual";
    QVERIFY(run.mock.produce("orders", 4, 400));
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->repeatRisk, std::int64_t(400), 20000);
    run.mock.failNext(MockCluster::apiOffsetCommit, {static_cast<rd_kafka_resp_err_t>(code)});
    QVERIFY(run.session.post(CommitCommand{}));
    QTRY_COMPARE(run.now()->commits.failed, 1U);
    const CommitRecord failed = run.now()->commitHistory.front();
    QCOMPARE(failed.state, OutcomeState::failed);
    QVERIFY(!failed.reason.empty());
    QCOMPARE(run.committed(), std::int64_t(0)); // not shown as done
    // Afterwards, rejoined or not, the same messages can be committed.
    QTRY_VERIFY_WITH_TIMEOUT((static_cast<void>(run.session.post(CommitCommand{})), QTest::qWait(100), run.committed() == 400), 30000);
}

void TstConsumer::commitErrorThatTheClientRetriesIsOneSuccess()
{
    Run run;
    run.settings.commitMode = "manual";
    QVERIFY(run.mock.produce("orders", 4, 400));
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->repeatRisk, std::int64_t(400), 20000);
    run.mock.failNext(MockCluster::apiOffsetCommit, {RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS});
    QVERIFY(run.session.post(CommitCommand{}));
    QTRY_COMPARE_WITH_TIMEOUT(run.committed(), std::int64_t(400), 15000);
    QCOMPARE(run.now()->commits.confirmed, 1U);
    QCOMPARE(run.now()->commits.requested, 1U);
}

void TstConsumer::pauseHoldsAndResumeGoesOnAtOnce()
{
    Run run;
    QVERIFY(run.mock.produce("orders", 4, 400));
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->messages, 400U, 20000);
    QVERIFY(run.session.post(PauseCommand{}));
    QTRY_COMPARE(run.now()->state, SessionState::paused);
    QVERIFY(run.mock.produce("orders", 4, 400));
    const double since = run.now()->seconds;
    QTRY_VERIFY(run.now()->seconds > since + 1.0);
    QCOMPARE(run.now()->messages, 400U);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(run.session.post(ResumeCommand{}));
    QTRY_COMPARE(run.now()->messages, 800U);
    QVERIFY2(timer.elapsed() < 900 * slowdown, qPrintable(QString::number(timer.elapsed()))); // without the wake-up it takes up to 1 s
    QCOMPARE(run.now()->rebalances, 1U);
}

void TstConsumer::lostOffsetIsAskedThenAnswered()
{
    Run run(1);
    run.settings.commitMode = "manual";
    QVERIFY(run.mock.produce("orders", 1, 10, 1000));
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->repeatRisk, std::int64_t(10), 20000); // processed, not only taken
    QVERIFY(run.session.post(CommitCommand{}));
    QTRY_COMPARE_WITH_TIMEOUT(run.committed(), std::int64_t(10), 20000);
    run.session.stop();
    QVERIFY(run.session.waitUntilEnded(Milliseconds(10000)));
    QVERIFY(run.mock.produce("orders", 1, 8000, 1000)); // beyond the 5 MiB that the mock retains
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->lostOffsets.size(), std::size_t(1), 20000);
    const LostOffset lost = run.now()->lostOffsets.front();
    QCOMPARE(lost.wanted, Offset(10));
    QVERIFY(lost.low > 10);
    QCOMPARE(lost.high, Offset(8010));
    QCOMPARE(run.now()->messages, 0U); // never skipped without a word
    QVERIFY(run.session.post(SeekCommand{{lost.slot, StartOffset::Kind::beginning, 0}}));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->messages, static_cast<std::uint64_t>(8010 - lost.low), 20000);
    QCOMPARE(run.now()->partitions.front().firstOffset, lost.low);
    QVERIFY(run.now()->lostOffsets.empty());
}

void TstConsumer::unreachableBrokerSaysSoAndStopsInTime()
{
    Settings settings;
    settings.bootstrapServers = "127.0.0.1:1";
    settings.topic = "orders";
    Session session;
    QVERIFY(session.start(settings));
    QTRY_VERIFY_WITH_TIMEOUT(!session.latest()->errors.empty(), 10000);
    QCOMPARE(session.latest()->errors.front().code, ErrorCode::unreachable);
    QCOMPARE(session.latest()->state, SessionState::connecting);
    // About 20 attempts a second must not become 20 events a second.
    const double since = session.latest()->seconds;
    QTRY_VERIFY(session.latest()->seconds > since + 2.0);
    QVERIFY2(session.latest()->events.size() < 8, qPrintable(QString::number(session.latest()->events.size())));
    QElapsedTimer timer;
    timer.start();
    session.stop();
    QVERIFY(session.waitUntilEnded(Milliseconds(10000)));
    QVERIFY2(timer.elapsed() < 9000, qPrintable(QString::number(timer.elapsed())));
}

void TstConsumer::brokerDownAndUp()
{
    Run run;
    QVERIFY(run.mock.produce("orders", 4, 400));
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.committed(), std::int64_t(400), 20000);
    rd_kafka_mock_broker_set_down(run.mock.cluster(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!run.now()->errors.empty(), 10000);
    rd_kafka_mock_broker_set_up(run.mock.cluster(), 1);
    QVERIFY(run.mock.produce("orders", 4, 400));
    QTRY_COMPARE_WITH_TIMEOUT(run.committed(), std::int64_t(800), 30000);
}

void TstConsumer::takenFetchErrorsLoseNothing()
{
    Run run;
    run.mock.failNext(MockCluster::apiFetch, {RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR, RD_KAFKA_RESP_ERR__TRANSPORT});
    QVERIFY(run.mock.produce("orders", 4, 1000));
    QVERIFY(run.session.start(run.settings, {.messages = std::nullopt, .untilEnd = true, .failFast = false}));
    QVERIFY(run.session.waitUntilEnded(Milliseconds(30000)));
    QCOMPARE(run.now()->messages, 1000U);
    QCOMPARE(run.committed(), std::int64_t(1000));
}

void TstConsumer::effectiveValuesComeFromTheClient()
{
    Run run;
    run.settings.fetchMaxBytes = 256 * kib;
    run.settings.messageMaxBytes = 64 * kib;
    run.settings.maxPartitionFetchBytes = 64 * kib;
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->state, SessionState::running, 20000);
    QCOMPARE(run.session.effectiveValue("fetch.max.bytes"), std::string("262144"));
    QCOMPARE(run.session.effectiveValue("no.such.property"), std::string());
}

void TstConsumer::secondMemberSharesThePartitions()
{
    Run run;
    QVERIFY(run.session.start(run.settings));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->state, SessionState::running, 20000);
    Session second;
    QVERIFY(second.start(run.settings));
    const auto owned = [](const Session& session) {
        const auto snapshot = session.latest();
        return std::count_if(snapshot->partitions.begin(), snapshot->partitions.end(), [](const PartitionRow& row) { return row.owned; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(owned(run.session) == 2 && owned(second) == 2, 30000);
    QVERIFY(run.mock.produce("orders", 4, 400));
    QTRY_COMPARE_WITH_TIMEOUT(run.now()->messages + second.latest()->messages, 400U, 20000);
}

void TstConsumer::cyclesLeaveNothingBehind()
{
    Run run;
    const auto open = [] {
        int count = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
            ++count;
        return count;
    };
    int before = 0;
    for (int cycle = 0; cycle < 8; ++cycle) {
        if (cycle == 2)
            before = open();
        QVERIFY(run.session.start(run.settings));
        QTRY_COMPARE_WITH_TIMEOUT(run.now()->state, SessionState::running, 20000);
        run.session.stop();
        QVERIFY(run.session.waitUntilEnded(Milliseconds(10000)));
    }
    QTRY_VERIFY2(open() <= before + 1, qPrintable(QStringLiteral("%1 -> %2").arg(before).arg(open())));
}

QTEST_GUILESS_MAIN(TstConsumer)
#include "tst_consumer.moc"
