// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that hit the topic or the way to the broker. Each test names its fault and says with which
// protection switched off it was seen to fail.
#include <algorithm>

#include <QElapsedTimer>
#include <QTest>

#include "tests/faults/fault_run.h"
#include "tests/support/kafka_client.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

bool hasError(const Snapshot& shown, ErrorCode code, const std::string& text)
{
    return std::any_of(shown.errors.begin(), shown.errors.end(), [&](const Error& error) { return error.code == code && error.message.find(text) != std::string::npos; });
}

/// The next member of a group that has committed 10 in each partition, of which the broker does not keep the offset.
std::unique_ptr<FaultMember> afterTheLoss(FaultRun& run)
{
    run.first.settings.commitMode = "manual";
    const bool committed = run.fill(40) && run.first.start() && run.workedOff(20000, false) && run.first.commit() != 0 && run.workedOff(10000) && run.first.quit();
    // More than the 5 MiB a partition that the mock retains: these ids are not all to be seen.
    const auto stored = KafkaClient(run.mock.bootstrapServers()).produceNumbered("orders", {.firstId = 40, .count = 28'000, .partitions = FaultRun::partitions, .valueBytes = 1000});
    if (!committed || !stored)
        return nullptr;
    auto next = std::make_unique<FaultMember>(run.monitor, 2, run.folderName());
    next->settings = run.first.settings;
    next->settings.processor = "file:" + run.folderName() + "/processed-2";
    return next;
}

} // namespace

class TstFaultsTopic : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f17_offsetOutOfRangeIsAsked_data();
    void f17_offsetOutOfRangeIsAsked();
    void f17_policyAnswersForAll();
    void f17_newGroupStartsWhereChosen_data();
    void f17_newGroupStartsWhereChosen();
    void f18_topicUnknownAtStart();
    void f24_noWayToTheHost_data();
    void f24_noWayToTheHost();
    void f24_firstAddressRefuses();
};

void TstFaultsTopic::f17_offsetOutOfRangeIsAsked_data()
{
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("one answer at a time") << false;
    QTest::newRow("all answers at once") << true;
}

/// Seen to fail when a lost offset is answered with earliest unasked; all at once, when the client forgets the answers
/// before the last one.
void TstFaultsTopic::f17_offsetOutOfRangeIsAsked()
{
    QFETCH(bool, atOnce);
    FaultRun run;
    const std::unique_ptr<FaultMember> next = afterTheLoss(run);
    QVERIFY(next && next->start());
    QVERIFY(next->until([](const Snapshot& s) { return s.lostOffsets.size() == FaultRun::partitions; }, 20000 * slowdown));
    QVERIFY(next->stays([](const Snapshot& s) { return s.messages == 0 && s.lostOffsets.size() == FaultRun::partitions; }, 1000)); // never silent
    std::int64_t left = 0;
    std::int64_t gone = 0;
    const auto asked = next->now();
    for (const LostOffset& lost : asked->lostOffsets) {
        QCOMPARE(lost.wanted, Offset(10));
        QCOMPARE(lost.high, Offset(7010));
        QVERIFY(lost.low > 10 && lost.low < 7010);
        left += lost.high - lost.low;
        gone += lost.low - lost.wanted;
        run.monitor.userSeeks(lost.partition);
        run.monitor.declaredGap(lost.partition, lost.wanted, lost.low);
        QVERIFY(next->post(SeekCommand{{lost.slot, StartOffset::Kind::beginning, 0}}));
        const auto begun = [&](const PartitionRow& row) { return row.slot == lost.slot && row.messages > 0; };
        QVERIFY(atOnce || next->until([&](const Snapshot& s) { return std::any_of(s.partitions.begin(), s.partitions.end(), begun); }, 10000 * slowdown));
    }
    QVERIFY2(next->until([&](const Snapshot& s) { return s.messages == static_cast<std::uint64_t>(left) && s.batchMessages == 0; }, 30000 * slowdown),
             qPrintable(QStringLiteral("%1 of %2, %3 still ask").arg(next->now()->messages).arg(left).arg(next->now()->lostOffsets.size())));
    QCOMPARE(next->now()->repeatRisk, left);
    QCOMPARE(next->now()->lostOffsetMessages, static_cast<std::uint64_t>(gone));
    QVERIFY(next->now()->lostOffsets.empty());
    QVERIFY(next->commit() != 0);
    QVERIFY(next->until([&](const Snapshot& s) { return s.repeatRisk == 0 && run.monitor.uncommitted() == 0; }, 10000 * slowdown));
    QCOMPARE(run.monitor.duplicates(), std::size_t(0));
    QVERIFY(next->quit());
    HEADROOM_ALL_HELD(run);
}

/// The setting has answered already: no partition is asked for, and none stands.
/// Seen to fail when the client forgets the answers before the last one.
void TstFaultsTopic::f17_policyAnswersForAll()
{
    FaultRun run;
    const std::unique_ptr<FaultMember> next = afterTheLoss(run);
    QVERIFY(next != nullptr);
    std::uint64_t gone = 0;
    for (PartitionId partition = 0; partition < FaultRun::partitions; ++partition) {
        const auto marks = KafkaClient(run.mock.bootstrapServers()).watermarks("orders", partition);
        QVERIFY(marks && marks->first > 10);
        gone += static_cast<std::uint64_t>(marks->first) - 10;
        run.monitor.userSeeks(partition);
        run.monitor.declaredGap(partition, 10, marks->first);
    }
    next->settings.onOffsetLost = "earliest";
    next->settings.commitMode = "batch";
    QVERIFY(next->start());
    const std::uint64_t left = 28'040 - 40 - gone;
    QVERIFY2(next->until([&](const Snapshot& s) { return s.messages == left && s.repeatRisk == 0 && run.monitor.uncommitted() == 0; }, 30000 * slowdown), story(*next->now()).c_str());
    QCOMPARE(next->now()->lostOffsetMessages, gone);
    QVERIFY(says(*next->now(), "offset 10 is gone"));
    QCOMPARE(run.monitor.duplicates(), std::size_t(0));
    QVERIFY(next->quit());
    HEADROOM_ALL_HELD(run);
}

void TstFaultsTopic::f17_newGroupStartsWhereChosen_data()
{
    QTest::addColumn<QString>("reset");
    QTest::addColumn<int>("messages");
    QTest::newRow("earliest") << QStringLiteral("earliest") << 200;
    QTest::newRow("latest") << QStringLiteral("latest") << 100;
}

/// Seen to fail when a group without a commit always begins at the earliest offset.
void TstFaultsTopic::f17_newGroupStartsWhereChosen()
{
    QFETCH(QString, reset);
    QFETCH(int, messages);
    FaultRun run;
    const bool all = messages == 200;
    run.first.settings.autoOffsetReset = reset.toStdString();
    if (all)
        QVERIFY(run.fill(100));
    else
        QVERIFY(KafkaClient(run.mock.bootstrapServers()).produceNumbered("orders", {.firstId = 5000, .count = 100, .partitions = FaultRun::partitions}));
    QVERIFY(run.first.start());
    QVERIFY(run.first.until([](const Snapshot& s) { return s.state == SessionState::running; }, 20000 * slowdown));
    QVERIFY(run.first.stays([&](const Snapshot& s) { return all || s.messages == 0; }, 500));
    QVERIFY(run.fill(100));
    QVERIFY(run.workedOff(20000));
    QCOMPARE(run.first.now()->messages, static_cast<std::uint64_t>(messages));
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when an error that passes ends the session, and with what was said of the topic kept after it has come.
void TstFaultsTopic::f18_topicUnknownAtStart()
{
    FaultRun run;
    rd_kafka_mock_topic_set_error(run.mock.cluster(), "orders", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
    QVERIFY(run.first.start());
    QVERIFY(run.first.until([](const Snapshot& s) { return hasError(s, ErrorCode::unknownTopic, "orders"); }, 10000 * slowdown));
    QVERIFY(run.first.stays([](const Snapshot& s) { return s.state == SessionState::connecting && hasError(s, ErrorCode::unknownTopic, "never creates topics"); }, 2000)); // it lasts
    rd_kafka_mock_topic_set_error(run.mock.cluster(), "orders", RD_KAFKA_RESP_ERR_NO_ERROR);
    QVERIFY(run.fill(400));
    QVERIFY(run.workedOff(30000));
    QVERIFY2(!hasError(*run.first.now(), ErrorCode::unknownTopic, ""), story(*run.first.now()).c_str());
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

void TstFaultsTopic::f24_noWayToTheHost_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("says");
    QTest::newRow("no such name") << QStringLiteral("no-such-host.invalid:9092") << QStringLiteral("Check the host name in bootstrap-servers");
    QTest::newRow("IPv6, refused") << QStringLiteral("[::1]:1") << QStringLiteral("set property to broker.address.family=v4");
}

/// Seen to fail when the client's resolve error is not translated, and with the advice of every other refusal.
void TstFaultsTopic::f24_noWayToTheHost()
{
    QFETCH(QString, address);
    QFETCH(QString, says);
    InvariantMonitor monitor;
    QTemporaryDir folder;
    FaultMember first(monitor, 1, folder.path().toStdString());
    first.settings.bootstrapServers = address.toStdString();
    QVERIFY(first.start());
    QVERIFY2(first.until([&](const Snapshot& s) { return hasError(s, ErrorCode::unreachable, address.toStdString()); }, 5000 * slowdown), story(*first.now()).c_str());
    QVERIFY2(hasError(*first.now(), ErrorCode::unreachable, says.toStdString()), story(*first.now()).c_str());
    QVERIFY(first.stays([](const Snapshot& s) { return s.state == SessionState::connecting; }, 1000));
    QVERIFY(first.quit());
    monitor.finish();
    QVERIFY2(monitor.report().empty(), monitor.report().c_str());
}

/// The name has an address on which nobody listens before the one that answers.
/// Seen to fail when an error that passes ends the session.
void TstFaultsTopic::f24_firstAddressRefuses()
{
    FaultRun run;
    const std::string port = run.mock.bootstrapServers().substr(run.mock.bootstrapServers().rfind(':'));
    run.first.settings.bootstrapServers = "[::1]" + port + ",localhost" + port;
    QVERIFY(run.fill(400) && run.first.start());
    QVERIFY(run.workedOff(20000));
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

QTEST_GUILESS_MAIN(TstFaultsTopic)
#include "tst_faults_topic.moc"
