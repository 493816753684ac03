// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "app/run_outcome.h"
#include "core/base/number_format.h"
#include "tests/support/snapshot_builder.h"

using namespace headroom::app;
using namespace headroom::core;
using headroom::tests::SnapshotBuilder;

namespace {

Error noTopic() { return {ErrorCode::unknownTopic, "There is no topic nope.", "nope", false, true, 3}; }

/// All that can be wrong at once; a row switches parts of it on.
enum Trouble : unsigned { none = 0, fails = 1, lost = 2, unreachable = 4, interrupted = 8, unconfirmed = 16, overBudget = 32, report = 64, unmeasured = 128 };

std::pair<std::shared_ptr<const Snapshot>, RunFacts> runWith(unsigned trouble)
{
    SnapshotBuilder builder;
    builder.partitions(2).commit(CommitTrigger::batch, OutcomeState::confirmed, 100, 3);
    builder.edit().repeatRisk = 0;
    builder.edit().peakRss = 100 * mib;
    RunFacts facts;
    if ((trouble & fails) != 0)
        builder.failed(noTopic());
    if ((trouble & lost) != 0)
        builder.lostOffset(1, 100, 250, 900);
    if ((trouble & unconfirmed) != 0)
        builder.commit(CommitTrigger::quit, OutcomeState::unknown, 5, -1, "No answer in 2 s.");
    if ((trouble & overBudget) != 0)
        builder.budget(99 * mib);
    if ((trouble & unmeasured) != 0)
        builder.edit().peakRss = unknownBytes;
    facts.neverConnected = (trouble & unreachable) != 0;
    facts.interrupted = (trouble & interrupted) != 0;
    facts.ownFailure = (trouble & report) != 0 ? "The report could not be written." : "";
    return {builder.build(), facts};
}

std::string joined(const RunOutcome& outcome)
{
    std::string out;
    for (const std::string& message : outcome.messages)
        out += message + "\n";
    return out;
}

} // namespace

class TestRunOutcome : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exitCodes_data();
    void exitCodes();
    void lostOffsetIsNamedWithFromToAndCount();
    void offsetBeyondTheEndIsNoDeletedOne();
    void unreadableBatchIsNamed();
    void unreachableNamesTheHostAndWhatToCheck();
    void plainReasonStandsAlone_data();
    void plainReasonStandsAlone();
    void silentListenerMayBeAControllers();
    void consequencesOfAnEndedBrokerAreDropped();
    void topicThatNeverCameIsNamed();
    void theBestReasonIsTheOneGiven();
    void whatAutoCommitLostIsAFailure();
    void budgetThatCannotBeVerified();
    void earlierFailedCommitIsMadeGood();
    void manualModeLeavesNothingUnconfirmed();
    void brokerThatEndedIsOneMessage();
    void lostPartitionsAreCounted();
    void durations_data();
    void durations();
};

void TestRunOutcome::exitCodes_data()
{
    QTest::addColumn<unsigned>("trouble");
    QTest::addColumn<int>("code");
    QTest::newRow("all well") << unsigned{none} << 0;
    QTest::newRow("failed") << unsigned{fails} << 1;
    QTest::newRow("offset lost") << unsigned{lost} << 1;
    QTest::newRow("unreachable") << unsigned{unreachable} << 1;
    QTest::newRow("no report") << unsigned{report} << 1;
    QTest::newRow("interrupted") << unsigned{interrupted} << 130;
    QTest::newRow("interrupted while connecting") << (interrupted | unreachable) << 130;
    QTest::newRow("unconfirmed") << unsigned{unconfirmed} << 4;
    QTest::newRow("over budget") << unsigned{overBudget} << 3;
    QTest::newRow("not measured") << unsigned{unmeasured} << 3;
    QTest::newRow("1 before 130") << (fails | interrupted) << 1;
    QTest::newRow("1 before 4 and 3") << (lost | unconfirmed | overBudget) << 1;
    QTest::newRow("130 before 4 and 3") << (interrupted | unconfirmed | overBudget) << 130;
    QTest::newRow("4 before 3") << (unconfirmed | overBudget) << 4;
}

void TestRunOutcome::exitCodes()
{
    QFETCH(unsigned, trouble);
    const auto [last, facts] = runWith(trouble);
    const RunOutcome outcome = judgeRun(*last, facts);
    QTEST(static_cast<int>(outcome.code), "code");
    QCOMPARE(outcome.messages.empty(), trouble == none || trouble == interrupted || trouble == (interrupted | unreachable));
}

void TestRunOutcome::lostOffsetIsNamedWithFromToAndCount()
{
    const auto [last, facts] = runWith(lost);
    const std::string text = joined(judgeRun(*last, facts));
    for (const char* part : {"demo.orders [1]", "gone: 150 messages, 100 to 249", "on-offset-lost"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
}

/// Must fail when all that is wanted and not there counts as deleted.
void TestRunOutcome::offsetBeyondTheEndIsNoDeletedOne()
{
    SnapshotBuilder builder;
    builder.partitions(2).lostOffset(1, 99999, 250, 900);
    const RunOutcome outcome = judgeRun(*builder.build(), {});
    QVERIFY(outcome.code == ExitCode::failed && outcome.messages.size() == 1);
    for (const char* part : {"demo.orders [1]", "99999 is beyond the end", "900", "start"})
        QVERIFY2(outcome.messages[0].find(part) != std::string::npos, outcome.messages[0].c_str());
    QVERIFY(outcome.messages[0].find("no longer") == std::string::npos);
}

void TestRunOutcome::unreadableBatchIsNamed()
{
    SnapshotBuilder builder;
    builder.partitions(2).lostOffset(1, 300, 250, 900);
    const std::string text = joined(judgeRun(*builder.build(), {}));
    for (const char* part : {"demo.orders [1]", "offset 300 cannot be read", "check-crcs"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
    QVERIFY(text.find("no longer") == std::string::npos);
}

void TestRunOutcome::unreachableNamesTheHostAndWhatToCheck()
{
    SnapshotBuilder builder;
    builder.edit().bootstrapServers = "broker.example:9092";
    builder.edit().errors.push_back(Error{ErrorCode::unreachable, "1/1 brokers are down. Check it.", "", true, false, -187});
    builder.edit().errors.push_back(Error{ErrorCode::unreachable, "Connection refused. Check it.", "", true, false, -195});
    RunFacts facts;
    facts.neverConnected = true;
    const RunOutcome outcome = judgeRun(*builder.build(), facts);
    QCOMPARE(outcome.messages.size(), std::size_t{1});
    for (const char* part : {"broker.example:9092", "check", "Connection refused"})
        QVERIFY2(outcome.messages[0].find(part) != std::string::npos, outcome.messages[0].c_str());
    QVERIFY(outcome.messages[0].find("Check it") == std::string::npos);
}

/// One of several topics is unknown and the others were read: that is not all that was asked for.
void TestRunOutcome::topicThatNeverCameIsNamed()
{
    const auto outcomeOf = [](const char* context) {
        SnapshotBuilder builder;
        builder.partitions(2).edit().errors.push_back(Error{ErrorCode::unknownTopic, "There is no topic nope.", context, false, false, 3});
        return judgeRun(*builder.build(), {});
    };
    const RunOutcome missing = outcomeOf("nope [0]");
    QVERIFY(missing.code == ExitCode::failed && missing.messages == std::vector<std::string>{"There is no topic nope."});
    QVERIFY(outcomeOf("demo.orders [0]").code == ExitCode::done); // it came later
}

void TestRunOutcome::plainReasonStandsAlone_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("unknown topic") << static_cast<int>(ErrorCode::unknownTopic);
    QTest::newRow("not authorized") << static_cast<int>(ErrorCode::unauthorized);
    QTest::newRow("no broker there") << static_cast<int>(ErrorCode::notABroker);
}

/// A window goes on after these, so that at its end they are all there is to say.
void TestRunOutcome::plainReasonStandsAlone()
{
    QFETCH(int, code);
    SnapshotBuilder builder;
    builder.edit().errors.push_back(Error{ErrorCode::unreachable, "1/1 brokers are down. Check it.", "", true, false, -187});
    builder.edit().errors.push_back(Error{static_cast<ErrorCode>(code), "There is no topic nope. Check its name.", "", false, false, 3});
    RunFacts facts;
    facts.neverConnected = true;
    const RunOutcome outcome = judgeRun(*builder.build(), facts);
    QVERIFY(outcome.code == ExitCode::failed);
    QCOMPARE(outcome.messages, (std::vector<std::string>{"There is no topic nope. Check its name."}));
}

void TestRunOutcome::silentListenerMayBeAControllers()
{
    SnapshotBuilder builder;
    builder.edit().rebalances = 0;
    RunFacts facts;
    facts.neverConnected = true;
    QVERIFY(joined(judgeRun(*builder.build(), facts)).find("controller") != std::string::npos);
    builder.edit().groupReached = true; // it has a coordinator, so this is a broker
    const RunOutcome waited = judgeRun(*builder.build(), facts);
    QVERIFY(joined(waited).find("controller") == std::string::npos);
    QVERIFY2(joined(waited).find("session timeout (45.0 s unless set otherwise)") != std::string::npos, joined(waited).c_str());
    QVERIFY(waited.reason && waited.reason->code == ErrorCode::timeout && waited.reason->message == waited.messages.at(0));
}

/// Its connections end with it: that is not worth a word about logins. Must fail without dropConsequences.
void TestRunOutcome::consequencesOfAnEndedBrokerAreDropped()
{
    SnapshotBuilder builder;
    builder.edit().errors = {Error{ErrorCode::notABroker, "Its listener may want a login.", "", true, false, -195}, noTopic()};
    Snapshot last = *builder.build();
    dropConsequences({}, last);
    QCOMPARE(last.errors.size(), std::size_t{2});
    RunFacts facts;
    facts.brokerEnded = "was ended by signal 9";
    dropConsequences(facts, last);
    QCOMPARE(last.errors.size(), std::size_t{1});
    QVERIFY(last.errors[0].code == ErrorCode::unknownTopic);
    QVERIFY(judgeRun(last, facts).reason.has_value());
}

/// A broker that answers is not called silent, and that all brokers are down tells less than why one is.
void TestRunOutcome::theBestReasonIsTheOneGiven()
{
    RunFacts facts;
    facts.neverConnected = true;
    const auto said = [&](const std::vector<Error>& errors) {
        SnapshotBuilder builder;
        builder.edit().bootstrapServers = "broker.example:9092";
        builder.edit().errors = errors;
        return joined(judgeRun(*builder.build(), facts));
    };
    const Error allDown{ErrorCode::unreachable, "1/1 brokers are down (_ALL_BROKERS_DOWN). Check.", "", true, false, -187};
    const Error refused{ErrorCode::unreachable, "Connection refused (_TRANSPORT). Check.", "", true, false, -195};
    const Error foreign{ErrorCode::notABroker, "Something answers at broker.example:9092, but not as a broker.", "", true, false, -195};
    QCOMPARE(said({allDown, noTopic()}), std::string("There is no topic nope.\n"));
    QVERIFY(said({allDown, refused}).find("Connection refused") != std::string::npos);
    QVERIFY(said({allDown, refused}).find("are down") == std::string::npos);
    QVERIFY(said({allDown}).find("are down") != std::string::npos);
    QVERIFY(said({foreign, allDown}).find("Something answers at") != std::string::npos);
    QVERIFY(said({foreign, allDown}).find("broker.example:9092") != std::string::npos);
}

void TestRunOutcome::whatAutoCommitLostIsAFailure()
{
    SnapshotBuilder builder;
    builder.edit().lostByAutoCommit = 12;
    const RunOutcome outcome = judgeRun(*builder.build(), {});
    QCOMPARE(outcome.code, ExitCode::failed);
    QVERIFY(joined(outcome).find("12 messages were committed by auto commit and never processed") != std::string::npos);
}

/// A peak that is not known was below every budget, so that it read "held".
void TestRunOutcome::budgetThatCannotBeVerified()
{
    const auto [last, facts] = runWith(unmeasured);
    const std::string text = joined(judgeRun(*last, facts));
    for (const char* part : {"256.0 MiB", "not known", "/proc"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
    const std::string summary = runSummary(*last);
    QVERIFY2(summary.find("held") == std::string::npos && summary.find("budget 256.0 MiB: not known") != std::string::npos, summary.c_str());
    SnapshotBuilder builder;
    builder.budget(0).edit().peakRss = unknownBytes;
    QVERIFY(judgeRun(*builder.build(), {}).code == ExitCode::done); // no budget, no verdict
}

void TestRunOutcome::earlierFailedCommitIsMadeGood()
{
    SnapshotBuilder builder;
    builder.commit(CommitTrigger::batch, OutcomeState::failed, 10, 3, "rebalanced").commit(CommitTrigger::batch, OutcomeState::confirmed, 20, 3);
    builder.edit().repeatRisk = 0;
    builder.edit().peakRss = mib;
    QVERIFY(judgeRun(*builder.build(), {}).code == ExitCode::done);
    builder.edit().repeatRisk = 5;
    QVERIFY(judgeRun(*builder.build(), {}).code == ExitCode::unconfirmed);
}

void TestRunOutcome::manualModeLeavesNothingUnconfirmed()
{
    SnapshotBuilder builder;
    builder.commit(CommitTrigger::user, OutcomeState::confirmed, 20, 3);
    builder.edit().repeatRisk = 5;
    builder.edit().peakRss = mib;
    RunFacts facts;
    facts.commitsWanted = false;
    QVERIFY(judgeRun(*builder.build(), facts).code == ExitCode::done);
}

void TestRunOutcome::brokerThatEndedIsOneMessage()
{
    SnapshotBuilder builder;
    builder.partitions(2).commit(CommitTrigger::quit, OutcomeState::unknown, 5, -1, "No answer in 2 s.").failed(noTopic()).lostOffset(1, 100, 250, 900);
    builder.edit().repeatRisk = 1234;
    builder.edit().peakRss = mib;
    RunFacts facts;
    facts.brokerEnded = "ended by signal 9";
    const RunOutcome outcome = judgeRun(*builder.build(), facts);
    QVERIFY(outcome.code == ExitCode::failed);
    QCOMPARE(outcome.messages.size(), std::size_t{1});
    for (const std::string& part : {std::string("ended by signal 9"), formatCount(1234), std::string("start again")})
        QVERIFY2(outcome.messages[0].find(part) != std::string::npos, outcome.messages[0].c_str());
}

void TestRunOutcome::lostPartitionsAreCounted()
{
    SnapshotBuilder builder;
    builder.commit(CommitTrigger::revoke, OutcomeState::failed, 10, 3, "rebalanced");
    builder.edit().repeatRisk = 5;
    builder.edit().willRepeat = 3000;
    builder.edit().peakRss = mib;
    RunOutcome outcome = judgeRun(*builder.build(), {});
    QVERIFY(outcome.code == ExitCode::unconfirmed);
    for (const std::string& part : {formatCount(3005) + " processed messages", formatCount(3000) + " of them", std::string("rebalanced")})
        QVERIFY2(joined(outcome).find(part) != std::string::npos, joined(outcome).c_str());

    builder.edit().repeatRisk = 0;
    builder.commit(CommitTrigger::quit, OutcomeState::confirmed, 10, 3); // all that is left here is committed
    outcome = judgeRun(*builder.build(), {});
    QVERIFY(outcome.code == ExitCode::unconfirmed);
    QVERIFY2(joined(outcome).find("last commit") == std::string::npos && joined(outcome).find(formatCount(3000)) != std::string::npos, joined(outcome).c_str());

    RunFacts facts;
    facts.commitsWanted = false; // by hand: said, but not held against the run
    outcome = judgeRun(*builder.build(), facts);
    QVERIFY(outcome.code == ExitCode::done);
    QVERIFY2(joined(outcome).find(formatCount(3000)) != std::string::npos, joined(outcome).c_str());
}

void TestRunOutcome::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds"); // 0: refused
    QTest::newRow("seconds") << QStringLiteral("30s") << qint64{30000};
    QTest::newRow("milliseconds") << QStringLiteral("500ms") << qint64{500};
    QTest::newRow("minutes") << QStringLiteral("2 min") << qint64{120000};
    for (const char* bad : {"30", "0s", "-1s", "", "soon", "1.0001s"})
        QTest::addRow("refused: %s", bad) << QString::fromUtf8(bad) << qint64{0};
}

void TestRunOutcome::durations()
{
    QFETCH(QString, text);
    const auto parsed = parseDuration("--duration", text.toStdString());
    QTEST(parsed ? qint64{parsed->count()} : qint64{0}, "milliseconds");
    if (!parsed) {
        QVERIFY(parsed.error().message.find("--duration") != std::string::npos);
        QVERIFY(parsed.error().message.find("30s") != std::string::npos);
    }
}

QTEST_APPLESS_MAIN(TestRunOutcome)
#include "tst_run_outcome.moc"
