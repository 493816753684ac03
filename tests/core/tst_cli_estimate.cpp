// SPDX-License-Identifier: GPL-3.0-or-later
// headroom-cli estimate and run --derive as processes, on the demo broker.
#include <QtTest>

#include <cmath>
#include <csignal>

#include <nlohmann/json.hpp>

#include "headroom_paths.h"
#include "tests/support/child_process.h"
#include "tests/support/instrumented.h"

using headroom::test::ChildProcess;
using headroom::test::instrumented;
using headroom::test::slowdown;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 30s;
constexpr int enough = instrumented ? 500 : 96; // MiB, for a run on the demo broker
constexpr int ample = instrumented ? 400 : 128;
const QString unhurried = instrumented ? QStringLiteral(" --sample-time 20s") : QString(); ///< a look that finds enough ends earlier

struct Ended {
    int code = -1;
    QString output;
    QString error;
};

bool startCli(ChildProcess& child, const QTemporaryDir& home, const QStringList& arguments)
{
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path());
    return child.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), arguments);
}

Ended runCli(const QString& arguments)
{
    const QTemporaryDir home;
    ChildProcess child;
    const QString all = arguments.contains(QStringLiteral("--sample-time")) ? arguments : arguments + unhurried;
    if (!startCli(child, home, all.split(QLatin1Char(' '), Qt::SkipEmptyParts)))
        return {};
    const auto code = child.waitForEnd(patience);
    return {code.value_or(-1), QString::fromUtf8(child.standardOutput()), QString::fromUtf8(child.standardError())};
}

/// A sanitizer's memory may pass a budget that the program itself holds.
bool doneWith(const Ended& ended) { return ended.code == 0 || (instrumented && ended.code == 3); }

/// True once the program waits for signals itself.
bool holdsSignals(const ChildProcess& child)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(child.pid()));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("SigBlk:"))
            return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGINT - 1) & 1U) != 0;
    return false;
}

json estimateOf(const QString& arguments)
{
    const Ended ended = runCli(QStringLiteral("estimate --json ") + arguments);
    if (ended.code != 0)
        qWarning("%s", qPrintable(ended.error));
    return json::parse(ended.output.toStdString(), nullptr, false);
}

std::int64_t sumOf(const json& sum)
{
    std::int64_t bytes = 0;
    for (const json& term : sum.at("terms"))
        bytes += term.at("bytes").get<std::int64_t>();
    return bytes;
}

} // namespace

class TestCliEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badUsage_data();
    void badUsage();
    void fails_data();
    void fails();
    void printsForPeople();
    void jsonHasItsKeys();
    void termsAddUp();
    void budgetGivesAPlan();
    void refusedBudgetIsNoFailure();
    void interrupted();
    void derivedRunHolds();
    void derivedRunKeepsWhatIsGiven();
    void refusedRunNamesTheLeast();
    void estimateAndRunAgree();
    void refusedRunNamesWhatIsGiven();
    void interruptedWhileItLooks();
};

void TestCliEstimate::badUsage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* arguments, const char* says) { QTest::newRow(arguments) << QString::fromUtf8(arguments) << QString::fromUtf8(says); };
    row("estimate stray", "stray");
    row("estimate --sample-messages 0", "--sample-messages = \"0\"");
    row("estimate --sample-messages -5", "--sample-messages");
    row("estimate --sample-messages 99999999999999999999", "1 ... 10000000");
    row("estimate --sample-messages many", "--sample-messages");
    row("estimate --sample-time 3", "--sample-time");
    row("estimate --sample-time 0s", "--sample-time");
    row("estimate --sample-time 2h", "at most 10min");
    row("estimate --sample-time 1ms", "--sample-time = \"1ms\": at least 10ms"); // it said that a sample needs messages, bytes and time above 0
    row("run --derive --memory-budget 64MiB --sample-time 9ms", "--sample-time = \"9ms\": at least 10ms");
    row("estimate --memory-budget -1", "memory-budget");
    row("estimate --memory-budget 64MB", "memory-budget");
    row("estimate --memory-budget 99999999999999GiB", "memory-budget");
    row("estimate --fetch-max-bytes 4KiB", "message-max-bytes");
    row("run --derive", "--memory-budget");
    row("run --derive --memory-budget 0", "--memory-budget");
    row("run --derive --memory-budget 64MiB --sample-time never", "--sample-time");
    row("run --derive --memory-budget 64MiB --fetch-max-bytes 4KiB --message-max-bytes 8KiB", "message-max-bytes");
}

void TestCliEstimate::badUsage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const Ended ended = runCli(arguments);
    QCOMPARE(ended.code, 2);
    QCOMPARE(ended.output, QString());
    QVERIFY2(ended.error.contains(says), qPrintable(ended.error));
}

void TestCliEstimate::fails_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* arguments, const char* says) { QTest::newRow(arguments) << QString::fromUtf8(arguments) << QString::fromUtf8(says); };
    row("estimate --topic demo.missing", "demo.missing");
    row("estimate --bootstrap-servers 127.0.0.1:1 --socket-timeout-ms 2s", "127.0.0.1:1 within 2.0 s");
    row("run --derive --memory-budget 64MiB --topic demo.missing", "demo.missing");
    row("run --derive --memory-budget 64MiB --bootstrap-servers 127.0.0.1:1 --socket-timeout-ms 2s", "127.0.0.1:1 within 2.0 s");
}

void TestCliEstimate::fails()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const Ended ended = runCli(arguments);
    QCOMPARE(ended.code, 1);
    QCOMPARE(ended.output, QString());
    QVERIFY2(ended.error.contains(says), qPrintable(ended.error));
    QCOMPARE(ended.error.count(QLatin1Char('\n')), 1); // one clear message
}

void TestCliEstimate::printsForPeople()
{
    const Ended ended = runCli(QStringLiteral("estimate --memory-budget %1MiB").arg(ample));
    QVERIFY2(ended.code == 0 && ended.error.isEmpty(), qPrintable(ended.error));
    QVERIFY2(ended.output.contains(QStringLiteral("derived from a budget of %1.0 MiB").arg(ample)), qPrintable(ended.output));
    for (const char* part : {"topic demo.orders", "ceiling: ", "estimate: ", "Baseline", "Prefetch queue", "queued-max-messages-kbytes", "Holds while", "least budget", "fetch-max-bytes = "})
        QVERIFY2(ended.output.contains(QString::fromUtf8(part)), qPrintable(ended.output));
}

void TestCliEstimate::jsonHasItsKeys()
{
    const json found = estimateOf({});
    QVERIFY(found.is_object());
    for (const char* key : {"client_version", "topic", "baseline_bytes", "sample", "facts", "settings", "ceiling", "estimate", "assumption", "plan", "conflicts"})
        QVERIFY2(found.contains(key), key);
    QVERIFY(found["plan"].is_null());
    QVERIFY(found["conflicts"].is_array());
    QVERIFY(found["settings"]["fetch-max-bytes"] == 1024 * 1024);
    QVERIFY(found["settings"]["bootstrap-servers"] == "demo");
    QVERIFY(found["facts"]["complete"] == true);
    QVERIFY(found["facts"]["broker_partitions"] == json::array({8}));
    QVERIFY(found["facts"]["ratio"].get<double>() >= 1);
    QVERIFY(found["sample"]["messages"].get<int>() > 100);
    for (const char* key : {"id", "label", "formula", "numbers", "bytes", "how_known", "settings"})
        QVERIFY2(found["ceiling"]["terms"][0].contains(key), key);
}

void TestCliEstimate::termsAddUp()
{
    const json found = estimateOf(QStringLiteral("--queued-max-messages-kbytes 4MiB --view-budget 2MiB"));
    QVERIFY(found.is_object());
    QCOMPARE(found["ceiling"]["bytes"].get<std::int64_t>(), sumOf(found["ceiling"]));
    QCOMPARE(found["estimate"]["bytes"].get<std::int64_t>(), sumOf(found["estimate"]));
    QVERIFY(found["estimate"]["bytes"] < found["ceiling"]["bytes"]);
    QVERIFY(found["ceiling"]["bytes"].get<std::int64_t>() > found["baseline_bytes"].get<std::int64_t>());
    QVERIFY(found["sample"]["tried_with_settings"] == true);
}

void TestCliEstimate::budgetGivesAPlan()
{
    const json found = estimateOf(QStringLiteral("--memory-budget %1MiB").arg(ample));
    const json& plan = found.at("plan");
    QVERIFY2(plan["holds"] == true && plan["refusal"].is_null(), plan.dump().c_str());
    QVERIFY(plan["ceiling_bytes"].get<std::int64_t>() < std::int64_t{ample} * 1024 * 1024 / 4 * 3); // guard-low
    QVERIFY(plan["least_bytes"].get<std::int64_t>() < std::int64_t{ample} * 1024 * 1024);
    QCOMPARE(plan["lines"].size(), std::size_t(11));
    for (const json& line : plan["lines"])
        QVERIFY(!line["why"].get<std::string>().empty() && plan["settings"].contains(line["id"].get<std::string>()));
}

void TestCliEstimate::refusedBudgetIsNoFailure()
{
    const json found = estimateOf(QStringLiteral("--memory-budget 5MiB"));
    const json& plan = found.at("plan");
    QVERIFY(plan["holds"] == false && plan["settings"].is_null() && plan["lines"].empty() && plan["ceiling_bytes"].is_null());
    QVERIFY(plan["least_bytes"].get<std::int64_t>() > 5 * 1024 * 1024);
    QVERIFY(plan["refusal"].get<std::string>().find("5.0 MiB") != std::string::npos);
    bool named = false;
    for (const json& conflict : found["conflicts"])
        named = named || conflict["id"] == "memory-budget";
    QVERIFY(named);
}

void TestCliEstimate::interrupted()
{
    const QTemporaryDir home;
    ChildProcess child;
    QVERIFY(startCli(child, home, {QStringLiteral("estimate"), QStringLiteral("--bootstrap-servers"), QStringLiteral("127.0.0.1:1")}));
    QVERIFY(child.waitUntil([&child] { return holdsSignals(child); }, patience));
    child.signal(SIGINT);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(child.waitForEnd(patience).value_or(-1), 130);
    QVERIFY2(timer.elapsed() < 4000 * slowdown, qPrintable(QString::number(timer.elapsed()))); // not the 6 s of the socket timeout
}

void TestCliEstimate::derivedRunHolds()
{
    const Ended ended = runCli(QStringLiteral("run --derive --memory-budget %1MiB --messages 3000 --report -").arg(enough));
    QVERIFY2(doneWith(ended), qPrintable(ended.error));
    QVERIFY(ended.error.contains(QStringLiteral("derived from a budget of %1.0 MiB").arg(enough)));
    const json report = json::parse(ended.output.toStdString());
    QVERIFY(report["messages"] == 3000);
    QVERIFY(instrumented || report["within_budget"] == true);
    QVERIFY(report["settings"]["max-poll-records"].get<int>() > 10); // not the default
    QVERIFY(instrumented || report["settings"]["queued-max-messages-kbytes"].get<int>() < 32768);
    QVERIFY(ended.error.contains(QStringLiteral("max-poll-records = %1").arg(report["settings"]["max-poll-records"].get<int>())));
}

void TestCliEstimate::derivedRunKeepsWhatIsGiven()
{
    const Ended ended = runCli(QStringLiteral("run --derive --memory-budget %1MiB --batch-size 77 --view-budget 3MiB --fetch-max-bytes 80KiB --messages 1000 --report -").arg(enough));
    QVERIFY2(doneWith(ended), qPrintable(ended.error));
    const json settings = json::parse(ended.output.toStdString())["settings"];
    QVERIFY(settings["batch-size"] == 77 && settings["view-budget"] == 3 * 1024 * 1024);
    QVERIFY(settings["max-poll-records"] == 77); // derived around it
    QVERIFY(settings["fetch-max-bytes"] == 80 * 1024 && settings["message-max-bytes"] == 40 * 1024); // the default would contradict
    QVERIFY(!ended.error.contains(QStringLiteral("view-budget =")));
}

void TestCliEstimate::refusedRunNamesTheLeast()
{
    const Ended ended = runCli(QStringLiteral("run --derive --memory-budget 5MiB --messages 10"));
    QVERIFY2(ended.code == 2, qPrintable(ended.error));
    QCOMPARE(ended.output, QString());
    const QRegularExpression least(QStringLiteral("at least (\\d+) MiB"));
    const auto match = least.match(ended.error);
    QVERIFY2(match.hasMatch(), qPrintable(ended.error));
    // What it asks for is enough, a look later: a few MiB for what the next one may see.
    const Ended second = runCli(QStringLiteral("run --derive --memory-budget %1MiB --messages 10").arg(match.captured(1).toInt() + (instrumented ? 100 : 8)));
    QVERIFY2(doneWith(second), qPrintable(second.error));
}

/// The least budget that `estimate` names is the one that a run asks for, but for what another look may see.
void TestCliEstimate::estimateAndRunAgree()
{
    constexpr double mib = 1024 * 1024;
    const json look = estimateOf(QStringLiteral("--memory-budget 5MiB"));
    const double least = look.at("plan")["least_bytes"].get<double>() / mib;
    const Ended refused = runCli(QStringLiteral("run --derive --memory-budget 5MiB --messages 10"));
    const QRegularExpression told(QStringLiteral("ceiling is ([\\d.]+) MiB.*\"Baseline\", ([\\d.]+) MiB.*at least (\\d+) MiB"));
    const auto match = told.match(refused.error);
    QVERIFY2(match.hasMatch(), qPrintable(refused.error));
    const auto number = [&match](int which) { return match.captured(which).toDouble(); };
    const QString both = QStringLiteral("%1; %2").arg(least).arg(refused.error);
    // What the consumer may take is compared without the process. Instrumented ones differ by tens of MiB, and grow.
    const double consumer = least * 0.75 - look["baseline_bytes"].get<double>() / mib; // guard-low
    QVERIFY2(instrumented || std::abs(number(1) - number(2) - consumer) < 3, qPrintable(both));
    // The budget named is the one whose low mark that ceiling just reaches, in whole MiB.
    QVERIFY2(number(3) >= number(1) / 0.75 - 0.1 && number(3) < number(1) / 0.75 + 1.1, qPrintable(both));
}

void TestCliEstimate::refusedRunNamesWhatIsGiven()
{
    const Ended ended = runCli(QStringLiteral("run --derive --memory-budget 96MiB --view-budget 200MiB --messages 10"));
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.error.contains(QStringLiteral("view-budget = 200 MiB")), qPrintable(ended.error));
}

void TestCliEstimate::interruptedWhileItLooks()
{
    const QTemporaryDir home;
    ChildProcess child;
    QVERIFY(startCli(child, home, QStringLiteral("run --derive --memory-budget 96MiB --bootstrap-servers 127.0.0.1:1").split(QLatin1Char(' '))));
    QVERIFY(child.waitUntil([&child] { return holdsSignals(child); }, patience));
    child.signal(SIGTERM);
    QCOMPARE(child.waitForEnd(patience).value_or(-1), 130);
}

QTEST_GUILESS_MAIN(TestCliEstimate)
#include "tst_cli_estimate.moc"
