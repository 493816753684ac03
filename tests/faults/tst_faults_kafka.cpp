// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that only a real broker plays truly (the mock refuses commits while a group rebalances). Each
// test names its fault and says with which protection switched off it was seen to fail.
#include <algorithm>
#include <csignal>

#include <QTest>

#include "headroom_paths.h"
#include "tests/faults/kafka_run.h"

using namespace headroom::core;
using namespace headroom::test;

namespace {

bool hasError(const Snapshot& shown, ErrorCode code, const std::string& text)
{
    return std::any_of(shown.errors.begin(), shown.errors.end(), [&](const Error& error) { return error.code == code && error.message.find(text) != std::string::npos; });
}

} // namespace

class TstFaultsKafka : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startOrSkip(m_broker); }
    void f10_secondMemberJoinsAndLeaves();
    void f01_brokerKilledWhileConsuming_data() { protocolRows(); }
    void f01_brokerKilledWhileConsuming();
    void f02_brokerKilledAndBack_data() { protocolRows(); }
    void f02_brokerKilledAndBack();
    void f03_frozenThenThawed_data() { protocolRows(); }
    void f03_frozenThenThawed();
    void f19_topicDeletedThenClose_data();
    void f19_topicDeletedThenClose();
    void f20_topicRecreatedWithFewerPartitions_data() { protocolRows(); }
    void f20_topicRecreatedWithFewerPartitions();
    void f21_partitionsAdded_data();
    void f21_partitionsAdded();
    void f23_advertisedAddressUnreachable();

private:
    KafkaBroker m_broker;
};

/// Seen to fail without the commit inside the revoke.
void TstFaultsKafka::f10_secondMemberJoinsAndLeaves()
{
    KafkaRun run(m_broker, "joins");
    run.first.settings.commitMode = "manual";
    QVERIFY(run.create() && run.fill(400) && run.first.start());
    QVERIFY(run.first.until([](const Snapshot& s) { return s.repeatRisk == 400; }, 30000 * slowdown));
    FaultMember second(run.monitor, 2, run.folder.path().toStdString());
    run.adapt(second);
    second.settings.commitMode = "manual";
    QVERIFY(second.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return ownedPartitions(*second.now()) == 2 && ownedPartitions(s) == 2; }, 30000 * slowdown));
    QVERIFY2(run.first.until([&](const Snapshot& s) { return s.commits.confirmed == 1 && run.monitor.uncommitted() == 0; }, 5000 * slowdown), (story(*run.first.now()) + std::to_string(run.monitor.uncommitted()) + " confirmed " + std::to_string(run.first.now()->commits.confirmed) + " requested " + std::to_string(run.first.now()->commits.requested) + run.monitor.report()).c_str());
    QCOMPARE(lastCommit(*run.first.now())->trigger, CommitTrigger::revoke);
    QVERIFY(run.fill(400));
    QVERIFY(run.first.until([&](const Snapshot&) { return second.now()->messages == 200 && run.monitor.processedRecords() == 800; }, 20000 * slowdown));
    second.session().stop(StopCommit::commit);
    QVERIFY(second.until([&](const Snapshot&) { return second.session().ended(); }, 10000 * slowdown));
    QVERIFY(run.first.until([](const Snapshot& s) { return ownedPartitions(s) == 4; }, 30000 * slowdown));
    QVERIFY(run.fill(400));
    QVERIFY(run.first.until([&](const Snapshot&) { return run.monitor.processedRecords() == 1200; }, 20000 * slowdown));
    QCOMPARE(run.monitor.duplicates(), std::size_t(0));
    QVERIFY(run.first.quit(StopCommit::commit));
    HEADROOM_ALL_HELD(run);
}

/// Said within 2 s, nothing that was read goes, and a commit that nobody takes does not count. Back again, it does.
/// Seen to fail when an error that passes ends the session.
void TstFaultsKafka::f01_brokerKilledWhileConsuming()
{
    QFETCH(QString, protocol);
    KafkaRun run(m_broker, "killed-" + protocol.toStdString());
    run.first.settings.groupProtocol = protocol.toStdString();
    run.first.settings.commitMode = "manual";
    QVERIFY(run.create() && run.fill(1000) && run.first.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return s.repeatRisk == 1000 && run.allProcessed(); }, 30000 * slowdown));
    const std::size_t rows = run.first.now()->view.rows;
    run.monitor.faultBegins();
    m_broker.kill();
    QVERIFY(run.first.until([](const Snapshot& s) { return hasError(s, ErrorCode::unreachable, ""); }, 2000 * slowdown));
    QVERIFY(run.first.commit() != 0);
    QVERIFY(run.first.until([](const Snapshot& s) { return s.commits.requested == 1 && !s.commitInFlight; }, 12000 * slowdown));
    const auto after = run.first.now();
    QVERIFY(after->commits.confirmed == 0 && run.monitor.uncommitted() == 1000);
    QCOMPARE(after->repeatRisk + after->willRepeat, std::int64_t(1000));
    QVERIFY(after->messages == 1000 && after->view.rows >= rows);
    const auto started = m_broker.restart();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY2(run.first.until([](const Snapshot& s) { return ownedPartitions(s) == 4 && s.repeatRisk == 1000 && s.willRepeat == 0; }, 30000 * slowdown), story(*run.first.now()).c_str());
    QVERIFY(run.first.commit() != 0);
    QVERIFY2(run.first.until([&](const Snapshot& s) { return run.workedOff(s); }, 15000 * slowdown), story(*run.first.now()).c_str());
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when an error that passes ends the session.
void TstFaultsKafka::f02_brokerKilledAndBack()
{
    QFETCH(QString, protocol);
    KafkaRun run(m_broker, "back-" + protocol.toStdString());
    run.first.settings.groupProtocol = protocol.toStdString();
    QVERIFY(run.create() && run.fill(1000) && run.first.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return s.messages == 1000 && run.monitor.processedRecords() == 1000 && run.monitor.uncommitted() == 0; }, 30000 * slowdown));
    run.monitor.faultBegins();
    m_broker.kill();
    QVERIFY(run.first.until([](const Snapshot& s) { return !s.errors.empty(); }, 5000 * slowdown));
    const auto started = m_broker.restart();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY(run.fill(1000));
    QVERIFY(run.first.until([&](const Snapshot& s) { return run.monitor.processedRecords() == 2000 && s.repeatRisk == 0 && run.monitor.uncommitted() == 0; }, 30000 * slowdown));
    QCOMPARE(run.monitor.duplicates(), std::size_t(0)); // all was committed when it went
    run.monitor.faultEnds();
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// A commit meets a broker that answers nothing; thawed, it gives what it has taken, and the group goes on. Then a quit meets it.
/// Seen to fail when a commit has no deadline.
void TstFaultsKafka::f03_frozenThenThawed()
{
    const auto before = ProcessCensus::now().threads;
    KafkaRun run(m_broker, nameOfRow("frozen"));
    run.takeProtocolOfRow();
    run.first.settings.commitMode = "manual";
    QVERIFY(run.create() && run.fill(400) && run.first.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return s.repeatRisk == 400 && run.allProcessed(); }, 30000 * slowdown));
    QVERIFY(run.first.ceilingShown(10000 * slowdown));
    run.monitor.faultBegins();
    m_broker.freeze();
    QVERIFY(run.first.commit() != 0);
    QVERIFY2(run.first.until([](const Snapshot& s) { return s.commits.requested == 1 && !s.commitInFlight; }, 11500 * slowdown), story(*run.first.now()).c_str());
    QCOMPARE(run.first.now()->commits.confirmed, std::uint64_t(0));
    m_broker.thaw();
    QVERIFY(run.fill(400));
    QVERIFY2(run.first.until([&](const Snapshot& s) { return ownedPartitions(s) == 4 && run.allProcessed(); }, 40000 * slowdown), story(*run.first.now()).c_str());
    QVERIFY(run.first.commit() != 0);
    QVERIFY2(run.first.until([&](const Snapshot& s) { return s.repeatRisk == 0 && run.monitor.uncommitted() == 0; }, 20000 * slowdown), story(*run.first.now()).c_str());
    run.monitor.faultEnds();
    QVERIFY(run.fill(400));
    QVERIFY(run.first.until([&](const Snapshot& s) { return s.repeatRisk == 400 && run.allProcessed(); }, 20000 * slowdown));
    run.monitor.faultBegins();
    m_broker.freeze();
    QVERIFY(run.first.commit() != 0);
    // The monitor takes the time: 10 s. A client of KIP-848 that is left alone then still waits for the broker's answer to its leave.
    const auto answered = [this, before] {
        m_broker.thaw();
        static_cast<void>(QTest::qWaitFor([&] { return ProcessCensus::now().threads <= before; }, 15000 * slowdown));
    };
    QVERIFY(run.first.quit(StopCommit::commit, answered));
    run.monitor.faultEnds();
    run.monitor.finish();
    QVERIFY2(run.monitor.report().empty(), run.monitor.report().c_str());
}

void TstFaultsKafka::f19_topicDeletedThenClose_data()
{
    QTest::addColumn<bool>("seen");
    QTest::addColumn<QString>("protocol");
    for (const char* protocol : {"classic", "consumer"}) {
        QTest::addRow("closed before the client has seen it, %s", protocol) << false << QString::fromLatin1(protocol);
        QTest::addRow("closed after it was said, %s", protocol) << true << QString::fromLatin1(protocol);
    }
}

/// With processed messages that can be committed no more. Seen to fail (the first) when every refused commit is sent again, without a
/// deadline; the second when an unknown topic is taken for a broker that cannot be reached, and when a partition that was given back
/// stays in the books as ours.
void TstFaultsKafka::f19_topicDeletedThenClose()
{
    QFETCH(bool, seen);
    QFETCH(QString, protocol);
    KafkaRun run(m_broker, (seen ? "deleted-seen-" : "deleted-unseen-") + protocol.toStdString());
    run.first.settings.groupProtocol = protocol.toStdString();
    run.first.settings.commitMode = "manual";
    run.first.settings.metadataMaxAgeMs = seen ? 1000 : 300000;
    QVERIFY(run.create() && run.fill(400) && run.first.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return s.repeatRisk == 400 && run.allProcessed(); }, 30000 * slowdown));
    QVERIFY(run.first.ceilingShown(10000 * slowdown)); // without the topic there will be none
    QVERIFY(m_broker.client().deleteTopic(run.topic));
    if (seen) {
        QVERIFY2(run.first.until([&](const Snapshot& s) { return ownedPartitions(s) == 0 && hasError(s, ErrorCode::unknownTopic, run.topic); }, 15000 * slowdown), story(*run.first.now()).c_str());
        QCOMPARE(run.first.now()->willRepeat + run.first.now()->repeatRisk, std::int64_t(400)); // not committed, and said so
    }
    QVERIFY(run.first.quit(StopCommit::commit)); // the monitor takes the time: 10 s
    run.monitor.finish();
    QVERIFY2(run.monitor.report().empty(), run.monitor.report().c_str());
}

/// Seen to fail when a partition that comes back goes on where it was.
void TstFaultsKafka::f20_topicRecreatedWithFewerPartitions()
{
    KafkaRun run(m_broker, nameOfRow("recreated"));
    run.takeProtocolOfRow();
    run.first.settings.metadataMaxAgeMs = 1000;
    QVERIFY(run.create() && run.fill(400) && run.first.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return run.allProcessed() && s.repeatRisk == 0 && run.monitor.uncommitted() == 0; }, 30000 * slowdown));
    QVERIFY(m_broker.client().deleteTopic(run.topic));
    QVERIFY(run.first.until([](const Snapshot& s) { return ownedPartitions(s) == 0; }, 15000 * slowdown));
    run.monitor.topicRecreated();
    run.filled = 0;
    run.asked = 2;
    QVERIFY(m_broker.client().createTopic(run.topic, 2));
    QVERIFY(run.fill(40, 2));
    const auto begunAnew = [](const PartitionRow& row) { return row.owned == (row.partition < 2) && (!row.owned || (row.committed == 20 && row.processed == 20)); };
    QVERIFY2(run.first.until([&](const Snapshot& s) { return s.messages == 440 && std::all_of(s.partitions.begin(), s.partitions.end(), begunAnew); }, 30000 * slowdown), story(*run.first.now()).c_str());
    QCOMPARE(askCommitted(run.committedAt()), (std::map<PartitionId, Offset>{{0, 20}, {1, 20}}));
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

void TstFaultsKafka::f21_partitionsAdded_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<bool>("renewed");
    QTest::newRow("classic, after metadata-max-age-ms") << QStringLiteral("classic") << false;
    QTest::newRow("classic, at once with a new client") << QStringLiteral("classic") << true;
    QTest::newRow("consumer, told by the broker") << QStringLiteral("consumer") << false;
}

/// What was written to them before they were seen is read, also by a group that began at the end.
/// Seen to fail (consumer) when the client is not told the group's assignor: the others began at the commit again.
void TstFaultsKafka::f21_partitionsAdded()
{
    QFETCH(QString, protocol);
    QFETCH(bool, renewed);
    KafkaRun run(m_broker, "grown-" + protocol.toStdString() + (renewed ? "-renewed" : ""));
    run.first.settings.groupProtocol = protocol.toStdString();
    run.first.settings.metadataMaxAgeMs = renewed ? 300000 : 2000;
    QVERIFY(run.create() && run.fill(400) && run.first.start());
    QVERIFY(run.first.until([&](const Snapshot& s) { return run.allProcessed() && s.repeatRisk == 0 && run.monitor.uncommitted() == 0; }, 30000 * slowdown));
    QVERIFY(m_broker.client().setPartitions(run.topic, 6));
    QVERIFY(run.fill(600, 6)); // before the consumer knows
    QVERIFY(!renewed || run.first.post(RecreateCommand{}));
    QVERIFY2(run.first.until([&](const Snapshot& s) { return ownedPartitions(s) == 6 && run.allProcessed() && s.repeatRisk == 0; }, 20000 * slowdown), story(*run.first.now()).c_str());
    QCOMPARE(run.monitor.duplicates(), std::size_t(0));
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when the client's own words are shown.
void TstFaultsKafka::f23_advertisedAddressUnreachable()
{
    const TestPort nobody;
    const std::string advertised = "127.0.0.1:" + std::to_string(nobody.number());
    KafkaBroker broker;
    broker.setProperty("advertised.listeners", "PLAINTEXT://" + advertised);
    const auto started = broker.start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    KafkaRun run(broker, "nowhere");
    QVERIFY(run.first.start());
    QVERIFY2(run.first.until([&](const Snapshot& s) { return hasError(s, ErrorCode::unreachable, "cannot be reached at " + advertised); }, 10000 * slowdown), story(*run.first.now()).c_str());
    QVERIFY(hasError(*run.first.now(), ErrorCode::unreachable, "The bootstrap servers (" + broker.bootstrap() + ") did answer"));
    QVERIFY(run.first.stays([](const Snapshot& s) { return s.state == SessionState::connecting; }, 1000));
    QVERIFY(run.first.quit());
    run.monitor.finish();
    QVERIFY2(run.monitor.report().empty(), run.monitor.report().c_str());
}

QTEST_GUILESS_MAIN(TstFaultsKafka)
#include "tst_faults_kafka.moc"
