// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that hit processes and files. Each test names its fault and says with which protection
// switched off it was seen to fail.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <thread>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/demo/demo_process.h"
#include "core/export/record_export.h"
#include "core/settings/setting_sources.h"
#include "tests/faults/fault_run.h"
#include "tests/support/child_process.h"

using namespace headroom::core;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

QString cli() { return qEnvironmentVariable("HEADROOM_CLI"); }

/// Gone, or a zombie that nobody reaps (as in a container whose first process does not).
bool gone(pid_t pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return true;
    const QByteArray text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1) == "Z";
}

std::vector<pid_t> childrenOf(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children");
    return {std::istream_iterator<pid_t>(file), std::istream_iterator<pid_t>()};
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A process that saves the one and the other in turn until it is killed.
pid_t startSaver(const std::function<bool()>& one, const std::function<bool()>& other)
{
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid != 0)
        return pid;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (::getppid() == parent) {
        if (!one() || !other())
            ::_exit(1);
    }
    ::_exit(0);
}

/// Kills one so many microseconds after its start: anywhere in a save is the point. False when it had ended before.
bool killASaver(const std::function<bool()>& one, const std::function<bool()>& other, int microseconds)
{
    const pid_t saver = startSaver(one, other);
    if (saver <= 0)
        return false;
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    ::kill(saver, SIGKILL);
    int status = 0;
    return ::waitpid(saver, &status, 0) == saver && WIFSIGNALED(status);
}

/// Exports so many records of 1,000 bytes.
bool exportMany(const std::string& path, int count)
{
    const std::string value(1000, 'x');
    RecordRow row;
    row.value = value;
    row.keyIsNull = true;
    return exportRecords(path, recordFormats().front(), {}, [&]() { return count-- > 0 ? std::optional(ExportRecord{"orders", 0, &row, {}}) : std::nullopt; }).has_value();
}

/// `run` on the topic of a mock cluster.
QStringList consume(const FaultRun& run, const QString& processor)
{
    return {QStringLiteral("run"), QStringLiteral("--bootstrap-servers"), QString::fromStdString(run.mock.bootstrapServers()), QStringLiteral("--topic"), QStringLiteral("orders"),
            QStringLiteral("--group-id"), QStringLiteral("tests"), QStringLiteral("--processor"), processor};
}

/// The program with a disk of 1 MiB at `folder` for it alone where the machine allows that, else with files of 64 KiB at most; the
/// one answers a write with "No space left on device", the other with "File too large".
bool startWithLittleRoom(ChildProcess& child, const QString& folder, const QStringList& arguments)
{
    ChildProcess may;
    const QString mount = QStringLiteral("mount -t tmpfs -o size=1m none \"$0\" && head -c 980k /dev/zero > \"$0/ballast\" && ");
    const QString unshare = QStringLiteral("unshare");
    const QStringList alone{QStringLiteral("--mount"), QStringLiteral("/bin/sh"), QStringLiteral("-c")};
    if (may.start(unshare, alone + QStringList{mount + QStringLiteral("true"), folder}) && may.waitForEnd(10s) == 0)
        return child.start(unshare, alone + QStringList{mount + QStringLiteral("exec \"$@\""), folder, cli()} + arguments);
    return child.start(QStringLiteral("/bin/sh"), QStringList{QStringLiteral("-c"), QStringLiteral("trap '' XFSZ; ulimit -f 128; exec \"$0\" \"$@\""), cli()} + arguments);
}

} // namespace

class TstFaultsProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f35_killedWhileSaving();
    void f34_killedWhileSavingSettings();
    void f35_killedWhileExporting();
    void f33_nextStartSaysWhy_data();
    void f33_nextStartSaysWhy();
    void f36_nowhereToWrite();
    void f36_diskFull_data();
    void f36_diskFull();
    void f39_demoBrokerDies();
    void f39_demoBrokerHangs();
    void f39_demoBrokerIsOrphaned();
    void f41_cyclesLeaveNothingBehind();
};

/// Seen to fail when the file is written in place.
void TstFaultsProcess::f35_killedWhileSaving()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("settings.json")).toStdString();
    const std::string one(300'000, '1');
    const std::string other(500'000, '2');
    QVERIFY(writeFileAtomically(path, one));
    int ones = 0;
    for (int round = 0; round < 60; ++round) {
        QVERIFY(killASaver([&] { return writeFileAtomically(path, one).has_value(); }, [&] { return writeFileAtomically(path, other).has_value(); }, 1500 + 173 * round));
        const std::string found = contentOf(path);
        QVERIFY2(found == one || found == other, qPrintable(QStringLiteral("round %1: %2 bytes").arg(round).arg(found.size())));
        ones += found == one ? 1 : 0;
    }
    QVERIFY2(ones > 0 && ones < 60, "the kills fell on nothing");
}

/// The settings are saved by the window alone; the kills of f34_killedAtRandom never meet that. They parse, and are the ones or the others. Seen
/// to fail when the file is written in place.
void TstFaultsProcess::f34_killedWhileSavingSettings()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("settings.json")).toStdString();
    Settings one;
    one.topic = "one";
    Settings other;
    other.topic = "other";
    other.bootstrapServers = std::string(3000, 'b') + ":9092";
    const auto save = [&](const Settings& settings) { return saveSettingsFile(settingTable(), path, settings).has_value(); };
    QVERIFY(save(one));
    for (int round = 0; round < 60; ++round) {
        QVERIFY(killASaver([&] { return save(one); }, [&] { return save(other); }, 1500 + 173 * round));
        Settings found;
        const auto loaded = loadSettingsFile(settingTable(), path, found);
        QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
        QVERIFY2(found == one || found == other, found.topic.c_str());
    }
    // A kill inside a write leaves its temporary file; a busy disk may let no save of 60 come to its end.
    QVERIFY2(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size() > 1, "the kills fell on nothing");
}

/// What a kill leaves is named as such. Seen to fail when the export goes into the file itself.
void TstFaultsProcess::f35_killedWhileExporting()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("orders.ndjson")).toStdString();
    QVERIFY(exportMany(path, 300));
    const std::string one = contentOf(path);
    QVERIFY(exportMany(path, 500));
    const std::string other = contentOf(path);
    for (int round = 0; round < 40; ++round) {
        QVERIFY(killASaver([&] { return exportMany(path, 300); }, [&] { return exportMany(path, 500); }, 1500 + 373 * round));
        const std::string found = contentOf(path);
        QVERIFY2(found == one || found == other, qPrintable(QStringLiteral("round %1: %2 bytes").arg(round).arg(found.size())));
    }
    QStringList left = QDir(folder.path()).entryList(QDir::Files);
    left.removeOne(QStringLiteral("orders.ndjson"));
    QVERIFY2(!left.isEmpty(), "the kills fell on nothing");
    for (const QString& name : left)
        QVERIFY2(name.endsWith(QStringLiteral(".part")), qPrintable(name));
}

void TstFaultsProcess::f33_nextStartSaysWhy_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("says");
    QTest::newRow("by its own hand") << SIGABRT << QStringLiteral("ended badly: ended by a defect");
    QTest::newRow("killed") << SIGKILL << QStringLiteral("ended badly: it was killed");
}

/// Once, and not of a run that ended well or goes on. Seen to fail when the trace is removed at the start of the next run unread.
void TstFaultsProcess::f33_nextStartSaysWhy()
{
    QFETCH(int, signal);
    QFETCH(QString, says);
    if (instrumented && signal == SIGABRT)
        QSKIP("the sanitizer has the handler");
    FaultRun run;
    QVERIFY(run.fill(400));
    const auto start = [&](ChildProcess& child, const QStringList& more) {
        child.setEnvironment(QStringLiteral("HEADROOM_HOME"), run.folder.filePath(QStringLiteral("home")));
        return child.start(cli(), consume(run, QStringLiteral("file:") + run.folder.filePath(more.contains(QStringLiteral("--group-id")) ? QStringLiteral("others") : QStringLiteral("processed-1"))) + more);
    };
    const auto saidSo = [](ChildProcess& child) { return child.standardError().count("ended badly"); };
    ChildProcess goesOn;
    QVERIFY(start(goesOn, {QStringLiteral("--duration"), QStringLiteral("600s")}));
    ChildProcess first;
    const QString record = run.folder.filePath(QStringLiteral("record"));
    QVERIFY(start(first, {QStringLiteral("--group-id"), QStringLiteral("first"), QStringLiteral("--record"), record}));
    QVERIFY2(first.waitUntil([&] { return QFileInfo(record).size() > 0; }, 20s * slowdown), first.standardError().constData());
    first.signal(signal);
    QVERIFY(first.waitForEnd(10s).value_or(0) >= 128);
    ChildProcess second;
    QVERIFY(start(second, {QStringLiteral("--group-id"), QStringLiteral("second"), QStringLiteral("--until-end")}));
    QCOMPARE(second.waitForEnd(30s * slowdown), std::optional<int>(0));
    QVERIFY2(saidSo(second) == 1 && second.standardError().contains(says.toUtf8()), second.standardError().constData());
    ChildProcess third;
    QVERIFY(start(third, {QStringLiteral("--group-id"), QStringLiteral("third"), QStringLiteral("--until-end")}));
    QCOMPARE(third.waitForEnd(30s * slowdown), std::optional<int>(0));
    QVERIFY2(saidSo(third) == 0, third.standardError().constData());
    for (const char* group : {"second", "third"})
        QCOMPARE(askCommitted({run.mock.bootstrapServers(), group, "orders", FaultRun::partitions}), (std::map<PartitionId, Offset>{{0, 100}, {1, 100}, {2, 100}, {3, 100}}));
    QVERIFY(goesOn.running());
    goesOn.signal(SIGINT);
    QCOMPARE(goesOn.waitForEnd(15s * slowdown), std::optional<int>(128 + SIGINT));
    HEADROOM_ALL_HELD(run); // of the one that went on
}

/// Seen to fail when a log file that cannot be opened ends the program.
void TstFaultsProcess::f36_nowhereToWrite()
{
    FaultRun run;
    QVERIFY(run.fill(400));
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), QStringLiteral("/proc/version/none")); // below a file: nobody, root included, can make it
    const QString file = run.folder.filePath(QStringLiteral("processed-9"));
    QVERIFY(child.start(cli(), consume(run, QStringLiteral("file:") + file) + QStringList{QStringLiteral("--until-end")}));
    QCOMPARE(child.waitForEnd(30s * slowdown).value_or(-1), 0);
    FaultMember reader(run.monitor, 9, run.folderName()); // only its file is read
    reader.readProcessed();
    QCOMPARE(run.monitor.processedRecords(), std::size_t(400));
    const QList<QByteArray> lines = child.standardError().split('\n');
    const auto warnings = std::count_if(lines.begin(), lines.end(), [](const QByteArray& line) { return line.contains("/proc/version"); });
    QVERIFY2(warnings == 1, child.standardError().constData()); // said, and once
    HEADROOM_ALL_HELD(run);
}

void TstFaultsProcess::f36_diskFull_data()
{
    QTest::addColumn<bool>("processed");
    QTest::newRow("log, recording and report") << false;
    QTest::newRow("what is processed") << true;
}

/// What only describes the run may stop being written, with a word each (and 1 at the end, for the report that was asked for), and
/// the run goes on. What is processed may not: that run fails, and commits nothing that is not on the disk. Seen to fail (the second) when a processor that failed counts as one that has processed.
void TstFaultsProcess::f36_diskFull()
{
    QFETCH(bool, processed);
    FaultRun run;
    QVERIFY(run.fill(20'000));
    const QString full = run.folder.filePath(QStringLiteral("full"));
    QVERIFY(QDir().mkpath(full));
    const QString file = run.folder.filePath(QStringLiteral("processed-9"));
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), full);
    QStringList arguments = consume(run, QStringLiteral("file:") + (processed ? full + QStringLiteral("/processed") : file));
    arguments += {QStringLiteral("--record"), full + QStringLiteral("/record"), QStringLiteral("--duration"), QStringLiteral("8s")};
    const QString report = processed ? run.folder.filePath(QStringLiteral("report")) : full + QStringLiteral("/report");
    arguments += {QStringLiteral("--report"), report};
    QVERIFY(startWithLittleRoom(child, full, arguments));
    const auto code = child.waitForEnd(60s * slowdown);
    QVERIFY2(code == 1, child.standardError().constData());
    const QByteArray said = child.standardError();
    QVERIFY2(processed || said.count("No space left on device") + said.count("File too large") == 2, said.constData());
    QVERIFY2(said.contains(processed ? "nothing beyond the last written record is committed" : "The run goes on"), said.constData());
    FaultMember reader(run.monitor, 9, run.folderName()); // only its file is read
    reader.readProcessed();
    if (!processed) {
        QCOMPARE(run.monitor.processedRecords(), std::size_t(20'000));
        HEADROOM_ALL_HELD(run);
        return;
    }
    const auto rows = nlohmann::json::parse(contentOf(report.toStdString()))["partitions"];
    const auto committed = askCommitted(run.committedAt());
    QCOMPARE(rows.size(), std::size_t(FaultRun::partitions));
    QCOMPARE(committed.size(), std::size_t(FaultRun::partitions));
    for (const auto& row : rows) {
        const Offset written = row["processed"].is_null() ? 0 : row["processed"].get<Offset>();
        QVERIFY2(row["committed"].is_null() || row["committed"] <= written, row.dump().c_str());
        const Offset known = committed.at(row["partition"].get<PartitionId>());
        QVERIFY2(known <= written, qPrintable(QStringLiteral("%1 committed, %2 written").arg(known).arg(written)));
    }
}

/// Seen to fail when the child's end is not looked at.
void TstFaultsProcess::f39_demoBrokerDies()
{
    const auto broker = DemoProcess::start({}, Milliseconds(10000));
    QVERIFY(broker);
    QVERIFY((*broker)->alive());
    ::kill((*broker)->pid(), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!(*broker)->alive(), 2000 * slowdown);
    QCOMPARE((*broker)->endReason(), std::string("ended by signal 9"));
}

/// Seen to fail when the stopped child is only asked to end.
void TstFaultsProcess::f39_demoBrokerHangs()
{
    auto broker = DemoProcess::start({}, Milliseconds(10000));
    QVERIFY(broker);
    const pid_t pid = (*broker)->pid();
    ::kill(pid, SIGSTOP);
    QElapsedTimer timer;
    timer.start();
    broker->reset();
    QVERIFY2(timer.elapsed() <= 2500 * slowdown, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(gone(pid));
}

/// Seen to fail when the child neither asks for its parent's death signal nor looks at its standard input.
void TstFaultsProcess::f39_demoBrokerIsOrphaned()
{
    ChildProcess parent;
    QVERIFY(parent.start(cli(), {QStringLiteral("run"), QStringLiteral("--duration"), QStringLiteral("60s")}));
    std::vector<pid_t> brokers;
    QTRY_VERIFY_WITH_TIMEOUT(!(brokers = childrenOf(static_cast<pid_t>(parent.pid()))).empty(), 10000 * slowdown);
    parent.signal(SIGKILL);
    QVERIFY(parent.waitForEnd(5s * slowdown));
    for (const pid_t broker : brokers)
        QTRY_VERIFY_WITH_TIMEOUT(gone(broker), 2000 * slowdown);
}

/// Seen to fail when a session's end leaves its client behind.
void TstFaultsProcess::f41_cyclesLeaveNothingBehind()
{
    const int cycles = fromEnvironment("HEADROOM_TEST_CYCLES", 200);
    FaultRun run;
    QVERIFY(run.fill(400));
    Bytes before = 0;
    for (int cycle = 0; cycle < cycles; ++cycle) {
        const bool reads = cycle % 10 == 0;
        InvariantMonitor monitor; // compares threads and descriptors
        FaultMember member(monitor, cycle, run.folderName());
        member.settings.bootstrapServers = run.mock.bootstrapServers();
        member.settings.groupId = "cycle-" + std::to_string(cycle); // a new one joins at once
        member.settings.start = reads ? "earliest" : "latest";
        QVERIFY(member.start());
        QVERIFY(member.until([&](const Snapshot& s) { return reads ? s.messages == 400 : s.state == SessionState::running; }, 20000 * slowdown));
        QVERIFY(member.quit());
        QVERIFY2(monitor.report().empty(), monitor.report().c_str());
        if (cycle == cycles / 10) {
            ::malloc_trim(0);
            before = readRss().value_or(0);
        }
    }
    ::malloc_trim(0);
    const Bytes grown = readRss().value_or(0) - before;
    QVERIFY2(instrumented || grown <= 10 * mib, qPrintable(QString::number(grown / kib)));
}

QTEST_GUILESS_MAIN(TstFaultsProcess)
#include "tst_faults_process.moc"
