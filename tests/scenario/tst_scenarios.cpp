// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <csignal>
#include <set>

#include <nlohmann/json.hpp>

#include "core/scenario/scenario_player.h"
#include "headroom_paths.h"
#include "tests/support/child_process.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using headroom::test::ChildProcess;
using headroom::test::instrumented;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

struct Ended {
    int code = -1;
    QString output;
    QString error;
};

bool start(ChildProcess& child, const QTemporaryDir& home, const QStringList& arguments)
{
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path());
    return child.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), QStringList{QStringLiteral("scenario")} + arguments);
}

Ended run(const QStringList& arguments)
{
    const QTemporaryDir home;
    ChildProcess child;
    if (!start(child, home, arguments))
        return {};
    const auto code = child.waitForEnd(90s);
    return {code.value_or(-1), QString::fromUtf8(child.standardOutput()), QString::fromUtf8(child.standardError())};
}

QStringList words(const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts); }

/// Pids of processes whose parent is `parent`, all generations.
QList<qint64> descendants(qint64 parent)
{
    QList<qint64> out;
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const QByteArray& pid : file.readAll().simplified().split(' '))
        if (!pid.isEmpty())
            out << pid.toLongLong() << descendants(pid.toLongLong());
    return out;
}

bool gone(qint64 pid) { return ::kill(static_cast<pid_t>(pid), 0) != 0; }

} // namespace

class TestScenarios : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smallPollsShortened();
    void batchesShortened();
    void brokerThatDiesIsSaid();
    void listTellsAll();
    void badUsage_data();
    void badUsage();
    void cliPlaysOne();
    void interrupted_data();
    void interrupted();
};

void TestScenarios::smallPollsShortened()
{
    if (instrumented)
        QSKIP("A sanitizer's allocator has no heap figures.");
    std::set<std::size_t> steps;
    std::set<double> samples; // second of the run
    ScenarioOptions options;
    options.measure = 4s;
    options.progress = [&](const ScenarioPlayer& now) {
        steps.insert(now.stepIndex());
        if (now.newest() != nullptr)
            samples.insert(now.newest()->seconds);
    };
    const auto result = runScenario(**findScenario("2"), options);
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    QCOMPARE(steps.size(), stepsOf(*result->spec).size());
    QVERIFY(samples.size() > 60); // ten a second
    const RunFigures& a = result->runs[0].figures;
    const RunFigures& b = result->runs[1].figures;
    QCOMPARE(a[Figure::recordsPerPoll], 500.0);
    QCOMPARE(b[Figure::recordsPerPoll], 10.0);
    QVERIFY2(b[Figure::inHandPeak] <= 0.05 * a[Figure::inHandPeak], qPrintable(QString::number(b[Figure::inHandPeak])));
    QVERIFY(b[Figure::rate] > 100 && b[Figure::rate] < 260); // 5 ms a message
    // A process of its own for each run: no run starts on the heap of the one before.
    for (const RunResult& each : result->runs)
        QVERIFY2(std::abs(each.figures[Figure::baseline] - a[Figure::baseline]) < 2.0 * mib, qPrintable(QString::number(each.figures[Figure::baseline])));
    std::set<std::string> groups;
    for (const RunResult& each : result->runs)
        QVERIFY(groups.insert(each.settings.groupId).second);
}

void TestScenarios::batchesShortened()
{
    if (instrumented)
        QSKIP("A sanitizer's allocator has no heap figures.");
    ScenarioOptions options;
    options.measure = 3s;
    const auto result = runScenario(**findScenario("batches"), options);
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    const RunFigures& c = result->runs[2].figures;
    const RunFigures& d = result->runs[3].figures;
    QVERIFY2(c[Figure::pinned] >= 5 * c[Figure::kept], qPrintable(QString::number(c[Figure::pinned])));
    QVERIFY2(d[Figure::pinned] <= 1.5 * d[Figure::kept] && d[Figure::kept] > 0, qPrintable(QString::number(d[Figure::pinned])));
    QVERIFY(std::isnan(result->runs[1].figures[Figure::pinned]));
    QVERIFY(!result->verdict.sentence.empty());
}

void TestScenarios::brokerThatDiesIsSaid()
{
    ScenarioOptions options;
    options.measure = 20s;
    bool killed = false;
    options.progress = [&killed](const ScenarioPlayer& now) {
        if (now.newest() == nullptr || std::exchange(killed, true))
            return;
        const auto children = descendants(QCoreApplication::applicationPid());
        for (const qint64 pid : children) { // the broker is the one that is not the run's process
            QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains("demo-broker"))
                ::kill(static_cast<pid_t>(pid), SIGKILL);
        }
    };
    QElapsedTimer timer;
    timer.start();
    const auto result = runScenario(**findScenario("1"), options);
    QVERIFY(!result);
    QVERIFY2(result.error().message.find("demo broker ended by signal 9") != std::string::npos, result.error().message.c_str());
    QVERIFY(timer.elapsed() < 15000);
    QTRY_VERIFY(descendants(QCoreApplication::applicationPid()).isEmpty());
}

void TestScenarios::listTellsAll()
{
    const Ended text = run({QStringLiteral("list")});
    QCOMPARE(text.code, 0);
    QCOMPARE(text.output.count(QLatin1Char('\n')), 6);
    const Ended rows = run({QStringLiteral("list"), QStringLiteral("--json")});
    const json list = json::parse(rows.output.toStdString());
    QCOMPARE(list.size(), std::size_t{6});
    for (const json& row : list) {
        QVERIFY(text.output.contains(QString::fromStdString(row["name"].get<std::string>())));
        QVERIFY(row["steps"].size() >= 3 && row["seconds"].get<double>() <= 60);
    }
}

void TestScenarios::badUsage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("none") << QString() << QStringLiteral("1 fetch-limits, 2 small-polls");
    QTest::newRow("number") << QStringLiteral("7") << QStringLiteral("1 fetch-limits, 2 small-polls");
    QTest::newRow("name") << QStringLiteral("fetch-limit") << QStringLiteral("Did you mean fetch-limits?");
    QTest::newRow("option") << QStringLiteral("1 --jsn") << QStringLiteral("Did you mean --json?");
    QTest::newRow("measure") << QStringLiteral("1 --measure 5") << QStringLiteral("--measure");
    QTest::newRow("report") << QStringLiteral("1 --report /proc/nowhere/r.json") << QStringLiteral("--report");
    QTest::newRow("a run by hand") << QStringLiteral("--one-run") << QStringLiteral("headroom-cli scenario N");
}

void TestScenarios::badUsage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const Ended ended = run(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(ended.code, 2);
    QCOMPARE(ended.output, QString());
    QVERIFY2(ended.error.contains(says), qPrintable(ended.error));
}

void TestScenarios::cliPlaysOne()
{
    const QTemporaryDir dir;
    const QString report = dir.filePath(QStringLiteral("card.json"));
    const Ended ended = run(words("1 --json --measure 1s --report") + QStringList{report});
    QVERIFY2(ended.code == 0 || ended.code == 1, qPrintable(ended.error)); // a second is too short for the queue to fill on a busy machine
    const json card = json::parse(ended.output.toStdString());
    for (const char* key : {"id", "title", "runs", "before", "after", "verdict"})
        QVERIFY2(card.contains(key), key);
    QCOMPARE(card["id"].get<int>(), 1);
    QCOMPARE(card["held"].get<bool>(), ended.code == 0);
    QVERIFY(card["runs"].size() == 3 && card["before"]["rss_peak_bytes"].get<double>() > mib);
    QCOMPARE(card["before"], [&] { // the first run's figures
        json figures = card["runs"][0];
        for (const char* key : {"name", "title", "settings", "unattributed_share"})
            figures.erase(key);
        return figures;
    }());
    for (int step = 1; step <= 4; ++step)
        QVERIFY2(ended.error.contains(QStringLiteral("step %1 of 4: ").arg(step)), qPrintable(ended.error));
    for (const json& condition : card["conditions"])
        QCOMPARE(condition["held"].get<bool>(), condition["reason"].is_null());
    QFile file(report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(json::parse(file.readAll().toStdString()), card);
}

void TestScenarios::interrupted_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("after");
    QTest::newRow("SIGINT in a run") << SIGINT << QStringLiteral("step 1 of");
    QTest::newRow("SIGTERM in a run") << SIGTERM << QStringLiteral("step 1 of");
}

void TestScenarios::interrupted()
{
    QFETCH(int, signal);
    QFETCH(QString, after);
    const QTemporaryDir home;
    ChildProcess child;
    QVERIFY(start(child, home, words("5")));
    QVERIFY(child.waitUntil([&] { return child.standardError().contains(after.toUtf8()) && descendants(child.pid()).size() == 2; }, 20s));
    const auto children = descendants(child.pid());
    child.signal(signal);
    const auto code = child.waitForEnd(5s);
    QCOMPARE(code.value_or(-1), 130);
    QVERIFY(child.standardOutput().isEmpty());
    for (const qint64 pid : children)
        QTRY_VERIFY(gone(pid));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
