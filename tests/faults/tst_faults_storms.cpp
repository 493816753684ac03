// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that are many of something, and no memory: joins, pauses, allocations that fail. Each test
// names its fault and says with which protection switched off it was seen to fail.
#include <algorithm>
#include <csignal>

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include "headroom_paths.h"
#include "tests/faults/kafka_run.h"
#include "tests/support/child_process.h"
#include "tests/support/file_content.h"

using namespace headroom::core;
using namespace headroom::test;
using namespace std::chrono_literals;

class TstFaultsStorms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startOrSkip(m_broker); }
    void f11_manyJoins_data() { protocolRows(); }
    void f11_manyJoins();
    void f15_pausesAndResumes();
    void f33_allocationFails();

private:
    KafkaBroker m_broker;
};

/// Members that come and go while records do. Seen to fail without the commit inside the revoke.
void TstFaultsStorms::f11_manyJoins()
{
    KafkaRun run(m_broker, nameOfRow("many-joins"));
    run.takeProtocolOfRow();
    run.first.settings.commitMode = "manual";
    QVERIFY(run.create() && run.fill(400) && run.first.start());
    QVERIFY(run.first.until([](const Snapshot& s) { return s.messages > 0; }, 30000 * slowdown));
    const int joins = fromEnvironment("HEADROOM_TEST_JOINS", 5);
    for (int join = 0; join < joins; ++join) {
        const auto second = run.member(2 + join);
        QVERIFY(second->start() && run.fill(400));
        QVERIFY2(run.first.until([&](const Snapshot&) { return ownedPartitions(*second->now()) > 0; }, 30000 * slowdown), story(*run.first.now()).c_str());
        QVERIFY(run.fill(400));
        second->session().stop(StopCommit::commit);
        QVERIFY(second->until([&](const Snapshot&) { return second->session().ended(); }, 12000 * slowdown));
        second->readProcessed();
    }
    QVERIFY2(run.first.until([&](const Snapshot&) { return run.allProcessed(); }, 60000 * slowdown), story(*run.first.now()).c_str());
    QCOMPARE(run.monitor.duplicates(), std::size_t(0)); // each was committed when it was given back
    QVERIFY(run.first.quit(StopCommit::commit));
    HEADROOM_ALL_HELD(run);
}

/// Ten a second, by the user, while records come; afterwards every partition goes on.
/// Seen to fail when a resume wakes only the partitions that have messages in hand.
void TstFaultsStorms::f15_pausesAndResumes()
{
    KafkaRun run(m_broker, "pauses");
    QVERIFY(run.create() && run.fill(400) && run.first.start());
    QVERIFY(run.first.until([](const Snapshot& s) { return s.messages == 400; }, 30000 * slowdown));
    QElapsedTimer timer;
    timer.start();
    const int seconds = fromEnvironment("HEADROOM_TEST_STORM_SECONDS", 6);
    for (bool pause = true; timer.elapsed() < seconds * 1000; pause = !pause) {
        QVERIFY(run.first.post(pause ? Command(PauseCommand{}) : Command(ResumeCommand{})));
        QVERIFY(run.fill(40));
        QVERIFY(run.first.stays([](const Snapshot& s) { return !s.failure; }, 50));
    }
    QVERIFY(run.first.post(ResumeCommand{}));
    QVERIFY(run.fill(400));
    QVERIFY2(run.first.until([&](const Snapshot&) { return run.allProcessed() && run.monitor.uncommitted() == 0; }, 30000 * slowdown), story(*run.first.now()).c_str());
    QCOMPARE(run.first.now()->rebalances, std::uint64_t(1));
    QCOMPARE(run.monitor.duplicates(), std::size_t(0));
    QVERIFY(run.first.quit());
    HEADROOM_ALL_HELD(run);
}

/// Less and less address space until the program does not start: however it ends, it ends, its report is whole or not there, and the
/// next run goes on where it was. Seen to fail when a worker that hangs in the client library is waited for without end.
void TstFaultsStorms::f33_allocationFails()
{
    KafkaRun run(m_broker, "no-memory");
    QVERIFY(run.create() && run.fill(20'000));
    const QString report = run.folder.filePath(QStringLiteral("report.json"));
    int ended = 0;
    run.monitor.faultBegins();
    for (const int mebibytes : {600, 350, 200, 150, 100, 64}) {
        ChildProcess child;
        const QString limited = QStringLiteral("ulimit -v %1; exec \"$0\" \"$@\"").arg(mebibytes * 1024);
        QVERIFY(child.start(QStringLiteral("/bin/sh"), QStringList{QStringLiteral("-c"), limited, QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli")} + run.arguments() +
                                                           QStringList{QStringLiteral("--messages"), QStringLiteral("1000"), QStringLiteral("--report"), report}));
        const auto code = child.waitForEnd(60s);
        QVERIFY2(code, "it hangs");
        ended += *code == 0 ? 0 : 1;
        QVERIFY2(*code == 0 || !child.standardError().isEmpty(), qPrintable(QStringLiteral("%1 MiB, code %2, no word").arg(mebibytes).arg(*code)));
        if (QFile::exists(report))
            QVERIFY(!nlohmann::json::parse(contentOf(report).toStdString(), nullptr, false).is_discarded());
        run.first.readProcessed();
    }
    tellCommitted(run.monitor, run.committedAt());
    run.monitor.faultEnds();
    QVERIFY2(ended > 0 && ended < 6, "the limits fell on nothing");
    ChildProcess last;
    QVERIFY(last.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), run.arguments() + QStringList{QStringLiteral("--until-end")}));
    QCOMPARE(last.waitForEnd(60s * slowdown), std::optional<int>(0));
    run.first.readProcessed();
    QVERIFY(run.allProcessed());
    HEADROOM_ALL_HELD(run);
}

QTEST_GUILESS_MAIN(TstFaultsStorms)
#include "tst_faults_storms.moc"
