// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that hit real programs of ours on a real broker: the wall clock jumps, the whole process stands still,
// a second program takes the place of the first. Each test names its fault and says with which protection switched off it was seen
// to fail.
#include <algorithm>
#include <csignal>

#include <QDateTime>
#include <QDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "tests/faults/kafka_run.h"
#include "tests/support/child_process.h"
#include "tests/support/file_content.h"

using namespace headroom::core;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

/// A wall clock of its own for one child (libfaketime), which can be moved while it runs; its steady clock is the machine's. What
/// this cannot play: a wait of the client library that had begun by the wall clock before the jump.
class WallClock {
public:
    /// False where the library is not installed, or cannot be loaded first.
    [[nodiscard]] bool use(ChildProcess& child) const
    {
        for (const QString& folder : QDir(QStringLiteral("/usr/lib")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString library = QStringLiteral("/usr/lib/%1/faketime/libfaketimeMT.so.1").arg(folder);
            if (!QFile::exists(library))
                continue;
            child.setEnvironment(QStringLiteral("LD_PRELOAD"), library);
            child.setEnvironment(QStringLiteral("FAKETIME_TIMESTAMP_FILE"), m_file);
            child.setEnvironment(QStringLiteral("FAKETIME_DONT_FAKE_MONOTONIC"), QStringLiteral("1"));
            child.setEnvironment(QStringLiteral("FAKETIME_CACHE_DURATION"), QStringLiteral("1"));
            return !instrumented && set(0);
        }
        return false;
    }
    /// So far from the machine's clock, seen within a second.
    [[nodiscard]] bool set(qint64 seconds) const
    {
        QFile file(m_file);
        const QByteArray text = (seconds < 0 ? "" : "+") + QByteArray::number(seconds) + "\n";
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }

private:
    QTemporaryDir m_folder;
    QString m_file = m_folder.filePath(QStringLiteral("clock"));
};

/// Longest time between two lines of a recording, whose own seconds never go back; -1 when they do.
double longestGap(const QString& recording)
{
    double before = 0;
    double gap = 0;
    for (const QByteArray& line : contentOf(recording).split('\n')) {
        const auto point = nlohmann::json::parse(line.toStdString(), nullptr, false);
        if (point.is_discarded())
            continue; // the last one, empty
        const double at = point["seconds"].get<double>();
        if (at < before)
            return -1;
        gap = std::max(gap, at - before);
        before = at;
    }
    return gap;
}

} // namespace

class TstFaultsMachine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startOrSkip(m_broker); }
    void f12_twoProgramsOneInstance_data() { protocolRows(); }
    void f12_twoProgramsOneInstance();
    void f13_wholeProcessStopped_data() { protocolRows(); }
    void f13_wholeProcessStopped();
    void f37_wallClockJumps_data();
    void f37_wallClockJumps();
    void f38_stoppedAndWoken_data();
    void f38_stoppedAndWoken();

private:
    KafkaBroker m_broker;
};

/// The second program with the same group-instance-id takes the place; the first one ends, says why, and does not come back by itself.
/// With the newer protocol the place is kept for the first one, and it is the second that ends.
/// Seen to fail when a fatal error does not end the session.
void TstFaultsMachine::f12_twoProgramsOneInstance()
{
    QFETCH(QString, protocol);
    KafkaRun run(m_broker, "one-place-" + protocol.toStdString());
    run.first.settings.groupProtocol = protocol.toStdString();
    QVERIFY(run.create() && run.fill(400));
    const QStringList arguments = run.arguments() + QStringList{QStringLiteral("--group-instance-id"), QStringLiteral("till-1"), QStringLiteral("--duration"), QStringLiteral("600s")};
    const auto all = [&] {
        run.first.readProcessed();
        return run.allProcessed();
    };
    ChildProcess first;
    QVERIFY(first.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), arguments));
    QVERIFY2(first.waitUntil(all, 30s * slowdown), first.standardError().constData());
    run.monitor.faultBegins();
    ChildProcess second;
    QVERIFY(second.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), arguments));
    const bool taken = protocol == QStringLiteral("classic");
    ChildProcess& loser = taken ? first : second;
    ChildProcess& holder = taken ? second : first;
    QCOMPARE(loser.waitForEnd(30s * slowdown), std::optional<int>(1));
    QVERIFY2(loser.standardError().contains(taken ? "FENCED_INSTANCE_ID" : "UNRELEASED_INSTANCE_ID") && loser.standardError().contains("stop one of them"), loser.standardError().constData());
    run.monitor.faultEnds();
    QVERIFY(run.fill(400));
    QVERIFY2(holder.waitUntil(all, 30s * slowdown), holder.standardError().constData());
    QVERIFY(holder.running());
    holder.signal(SIGINT);
    QCOMPARE(holder.waitForEnd(15s), std::optional<int>(130));
    HEADROOM_ALL_HELD(run);
}

/// With processed messages that nobody has committed: they come again, and people are told how many.
/// Seen to fail when a new assignment begins at the end instead of at what is committed.
void TstFaultsMachine::f13_wholeProcessStopped()
{
    QFETCH(QString, protocol);
    KafkaRun run(m_broker, "stopped-" + protocol.toStdString());
    run.first.settings.groupProtocol = protocol.toStdString();
    QVERIFY(run.create() && run.fill(400));
    const QString home = run.folder.filePath(QStringLiteral("home"));
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home);
    QStringList arguments = run.arguments() + QStringList{QStringLiteral("--commit-mode"), QStringLiteral("manual"), QStringLiteral("--duration"), QStringLiteral("600s")};
    if (protocol == QStringLiteral("classic")) // with the other one client 2.8 takes none below 45 s
        arguments += {QStringLiteral("--max-poll-interval-ms"), QStringLiteral("10000")};
    QVERIFY(child.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), arguments));
    const auto processed = [&](std::size_t duplicates) {
        run.first.readProcessed();
        return run.allProcessed() && run.monitor.duplicates() == duplicates;
    };
    QVERIFY2(child.waitUntil([&] { return processed(0); }, 30s * slowdown), child.standardError().constData());
    run.monitor.faultBegins();
    child.signal(SIGSTOP);
    QTest::qWait(12000); // what is tested: longer than the session and the poll interval
    child.signal(SIGCONT);
    QVERIFY2(child.waitUntil([&] { return processed(400); }, 60s * slowdown), child.standardError().constData());
    run.monitor.faultEnds();
    const QByteArray log = contentOf(home + QStringLiteral("/headroom.log"));
    QVERIFY2(log.contains("4 partitions lost; 400 processed messages were not committed and will be delivered again"), log.constData());
    child.signal(SIGINT);
    QCOMPARE(child.waitForEnd(15s), std::optional<int>(130));
    HEADROOM_ALL_HELD(run);
}

void TstFaultsMachine::f37_wallClockJumps_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("+1 h") << qint64{3600};
    QTest::newRow("-1 h") << qint64{-3600};
    QTest::newRow("+9 days") << qint64{9 * 86400};
}

/// No rebalance, nothing lost, the record of the run goes on without a gap; only the log shows the new time.
/// Seen to fail when the steady clock jumps with the wall's.
void TstFaultsMachine::f37_wallClockJumps()
{
    QFETCH(qint64, seconds);
    KafkaRun run(m_broker, "clock" + std::to_string(seconds));
    QVERIFY(run.create() && run.fill(400));
    const QString home = run.folder.filePath(QStringLiteral("home"));
    const QString report = run.folder.filePath(QStringLiteral("report.json"));
    const QString recording = run.folder.filePath(QStringLiteral("recording.ndjson"));
    const WallClock clock;
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home);
    if (!clock.use(child))
        QSKIP("no libfaketime, or a sanitizer that must be loaded first");
    QVERIFY(child.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"),
                        run.arguments() + QStringList{QStringLiteral("--report"), report, QStringLiteral("--record"), recording, QStringLiteral("--duration"), QStringLiteral("600s")}));
    const auto all = [&] {
        run.first.readProcessed();
        return run.allProcessed();
    };
    QVERIFY2(child.waitUntil(all, 30s * slowdown), child.standardError().constData());
    QVERIFY(clock.set(seconds));
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 8000) { // longer than a session, at work all the time
        QVERIFY(run.fill(40));
        QVERIFY2(child.waitUntil(all, 5s * slowdown), child.standardError().constData());
    }
    child.signal(SIGINT);
    QCOMPARE(child.waitForEnd(15s), std::optional<int>(130));
    QCOMPARE(nlohmann::json::parse(contentOf(report).toStdString())["rebalances"].get<int>(), 1);
    QCOMPARE(contentOf(recording).count("\"how_known\""), 1); // in its first line
    const double gap = longestGap(recording);
    QVERIFY2(gap > 0 && gap < 3.0 * slowdown, qPrintable(QString::number(gap)));
    const QList<QByteArray> lines = contentOf(home + QStringLiteral("/headroom.log")).trimmed().split('\n');
    const QDateTime last = QDateTime::fromString(QString::fromLatin1(lines.last().left(19)), Qt::ISODate);
    QVERIFY2(qAbs(QDateTime::currentDateTime().secsTo(last) - seconds) < 60, lines.last().constData()); // it was seen
    HEADROOM_ALL_HELD(run);
}

void TstFaultsMachine::f38_stoppedAndWoken_data()
{
    QTest::addColumn<qint64>("jump");
    QTest::newRow("stopped") << qint64{0};
    QTest::newRow("and the clock of the wall is 10 minutes on") << qint64{600};
}

/// The whole process stands still for longer than its session, as a laptop that was closed. Seen to fail when a lost assignment ends
/// the run.
void TstFaultsMachine::f38_stoppedAndWoken()
{
    QFETCH(qint64, jump);
    KafkaRun run(m_broker, "asleep" + std::to_string(jump));
    QVERIFY(run.create() && run.fill(40'000));
    const QString report = run.folder.filePath(QStringLiteral("report.json"));
    const QString recording = run.folder.filePath(QStringLiteral("recording.ndjson"));
    const WallClock clock;
    ChildProcess child;
    if (jump != 0 && !clock.use(child))
        QSKIP("no libfaketime, or a sanitizer that must be loaded first");
    QVERIFY(child.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"),
                        run.arguments() + QStringList{QStringLiteral("--report"), report, QStringLiteral("--record"), recording, QStringLiteral("--duration"), QStringLiteral("600s")}));
    const auto all = [&] {
        run.first.readProcessed();
        return run.allProcessed();
    };
    QVERIFY(child.waitUntil([&] { run.first.readProcessed(); return run.monitor.processedRecords() > 1000; }, 30s * slowdown)); // at work
    run.monitor.faultBegins();
    child.signal(SIGSTOP);
    QVERIFY(jump == 0 || clock.set(jump));
    QTest::qWait(12000); // what is tested: twice the session
    child.signal(SIGCONT);
    run.monitor.faultEnds();
    QVERIFY(run.fill(4000));
    QVERIFY2(child.waitUntil(all, 120s * slowdown), child.standardError().constData()); // other tests work beside it
    child.signal(SIGINT);
    QCOMPARE(child.waitForEnd(15s), std::optional<int>(130));
    QCOMPARE(nlohmann::json::parse(contentOf(report).toStdString())["rebalances"].get<int>(), 2); // joined again, once
    const double gap = longestGap(recording);
    QVERIFY2(gap > 10 && gap < 60, qPrintable(QString::number(gap))); // nothing is made up for the time asleep, and nothing added to it
    HEADROOM_ALL_HELD(run);
}

QTEST_GUILESS_MAIN(TstFaultsMachine)
#include "tst_faults_machine.moc"
