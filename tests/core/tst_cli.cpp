// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <csignal>
#include <fstream>

#include <nlohmann/json.hpp>

#include "headroom_paths.h"
#include "tests/core/json_schema.h"
#include "tests/support/child_process.h"
#include "tests/support/instrumented.h"
#include "tests/support/stray_server.h"

using headroom::test::ChildProcess;
using headroom::test::instrumented;
using headroom::test::StrayServer;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = instrumented ? 200s : 60s;

struct Ended {
    int code = -1;
    QString output;
    QString error;
};

void prepare(ChildProcess& child, const QTemporaryDir& home) { child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path()); }

bool startCli(ChildProcess& child, const QStringList& arguments) { return child.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), arguments); }

Ended finish(ChildProcess& child)
{
    const auto code = child.waitForEnd(patience);
    return {code.value_or(-1), QString::fromUtf8(child.standardOutput()), QString::fromUtf8(child.standardError())};
}

Ended runCli(const QStringList& arguments)
{
    const QTemporaryDir home;
    ChildProcess child;
    prepare(child, home);
    return startCli(child, arguments) ? finish(child) : Ended();
}

QStringList words(const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts); }

json reportSchema()
{
    std::ifstream file(HEADROOM_SOURCE_DIR "/tests/core/report.schema.json");
    return json::parse(file);
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badUsage_data();
    void badUsage();
    void prints_data();
    void prints();
    void unreachableBroker();
    void serverThatIsNoBroker_data();
    void serverThatIsNoBroker();
    void cannotWriteTheReport();
    void unreadableSettingsFile();
    void misspeltVariable_data();
    void misspeltVariable();
    void topicNamedTwiceIsReadOnce();
    void demoBrokerThatDiesIsOneMessage();
    void consumesExactlySoMany();
    void reportOfALongRunIsTrue();
    void logHasTheClientsLinesAndNoPayload();
    void homeThatCannotBeWrittenIsNoObstacle();
    void verdictOverBudget();
    void warnsOfABudgetBelowTheCeiling();
    void recordsOneSampleALine();
    void durationEndsCleanly();
    void interruptedCommitsAndReports_data();
    void interruptedCommitsAndReports();
    void secondSignalForces();
    void unknownTopicFailsAtOnce();
    void demoDefaultsYieldToTheUser();

private:
    // For the whole run: the thread sanitizer allows no new thread in a program that has started others.
    const StrayServer m_webServer{"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"};
    const StrayServer m_hangsUp{""};
};

void TestCli::badUsage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char* arguments, const QStringList& says) { QTest::newRow(*arguments != '\0' ? arguments : "nothing") << QString::fromUtf8(arguments) << says; };
    const QStringList commands{QStringLiteral("run, estimate, profiles, settings, demo-broker")};
    row("", commands);
    row("tune", commands + QStringList{QStringLiteral("\"tune\"")});
    row("--frob", commands);
    row("run --derive", {QStringLiteral("--derive")});
    row("run stray", {QStringLiteral("\"stray\"")});
    // Must fail where the value is told before the option it stands behind, or told at all: it may be a secret.
    row("run --bogus 1", {QStringLiteral("there is no option --bogus. See headroom-cli run --help")});
    row("run --bogus=hidden stray --other 2", {QStringLiteral("there is no option --bogus. See")});
    row("run --batch-size 0", {QStringLiteral("batch-size"), QStringLiteral("\"0\""), QStringLiteral("1 ... 100000")});
    row("run --fetch-max-bytes 1MB", {QStringLiteral("fetch-max-bytes"), QStringLiteral("1 KiB ... 1 GiB")});
    row("run --commit-mode sometimes", {QStringLiteral("commit-mode"), QStringLiteral("manual, batch, interval, auto")});
    row("run --fetch-max-bytes 4KiB", {QStringLiteral("fetch-max-bytes"), QStringLiteral("message-max-bytes")});
    row("run --preset tiny", {QStringLiteral("preset"), QStringLiteral("low-memory")});
    row("run --duration 5", {QStringLiteral("--duration"), QStringLiteral("30s")});
    row("run --connect-timeout never", {QStringLiteral("--connect-timeout")});
    row("run --messages 0", {QStringLiteral("--messages")});
    row("run --messages -5", {QStringLiteral("--messages")});
    row("run --topik demo.orders", {QStringLiteral("--topik"), QStringLiteral("Did you mean --topic?")});
    row("estimate --memory-buget=1MiB", {QStringLiteral("Did you mean --memory-budget?")});
    row("demo-broker --partition 3", {QStringLiteral("Did you mean --partitions?")});
    row("run --topic a,,b", {QStringLiteral("topic"), QStringLiteral("a,,b")});
    row("run --report ''", {QStringLiteral("--report"), QStringLiteral("name a file")});
    row("run --record ''", {QStringLiteral("--record"), QStringLiteral("name a file")});
    row("run --record /proc/nowhere/run.ndjson", {QStringLiteral("--record"), QStringLiteral("/proc/nowhere/run.ndjson")});
    row("run --record /proc", {QStringLiteral("--record"), QStringLiteral("/proc")});
    row("run --processor file:/proc/nowhere/out.ndjson", {QStringLiteral("--processor"), QStringLiteral("/proc/nowhere/out.ndjson")});
    row("run --processor file:/proc", {QStringLiteral("--processor"), QStringLiteral("/proc")});
    row("run --report=", {QStringLiteral("--report")});
    row("run --record /nowhere/at/all", {QStringLiteral("--record"), QStringLiteral("/nowhere/at/all")});
    row("run --processor file:/nowhere/at/all", {QStringLiteral("--processor file"), QStringLiteral("/nowhere/at/all")});
    row("run --fetch-max-byte 1MiB", {QStringLiteral("Did you mean --fetch-max-bytes?")});
    row("settings --json --markdown", {QStringLiteral("--json")});
    row("settings --export sarama", {QStringLiteral("sarama"), QStringLiteral("kafka-python"), QStringLiteral("spring")});
    row("settings --export java --batch-size 0", {QStringLiteral("batch-size")});
    row("demo-broker --partitions 0", {QStringLiteral("--partitions"), QStringLiteral("1 ... 1000")});
}

void TestCli::badUsage()
{
    QFETCH(QString, arguments);
    QFETCH(QStringList, says);
    QStringList given = arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const Ended ended = runCli(given.replaceInStrings(QStringLiteral("''"), QString()));
    QCOMPARE(ended.code, 2);
    QCOMPARE(ended.output, QString());
    QVERIFY2(ended.error.startsWith(QStringLiteral("headroom-cli: ")), qPrintable(ended.error)); // must fail where some begin with the other program's name
    for (const QString& part : says)
        QVERIFY2(ended.error.contains(part), qPrintable(ended.error));
}

void TestCli::prints_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("begins");
    QTest::newRow("help") << QStringLiteral("--help") << QStringLiteral("Usage: headroom-cli");
    QTest::newRow("version") << QStringLiteral("--version") << QStringLiteral("headroom ");
    QTest::newRow("help of a command") << QStringLiteral("run --help") << QStringLiteral("Consumes");
    QTest::newRow("table") << QStringLiteral("settings") << QStringLiteral("bootstrap-servers ");
    QTest::newRow("markdown") << QStringLiteral("settings --markdown") << QStringLiteral("# Settings");
    QTest::newRow("export") << QStringLiteral("settings --export java --max-poll-records 7") << QStringLiteral("# Made by Headroom for java.");
    QTest::newRow("json") << QStringLiteral("settings --json") << QStringLiteral("[\n");
}

void TestCli::prints()
{
    QFETCH(QString, arguments);
    QFETCH(QString, begins);
    const Ended ended = runCli(arguments.split(QLatin1Char(' ')));
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.error, QString());
    QVERIFY2(ended.output.startsWith(begins), qPrintable(ended.output.left(100)));
}

void TestCli::unreachableBroker()
{
    const Ended ended = runCli(words("run --bootstrap-servers 127.0.0.1:1 --connect-timeout 1500ms --report -"));
    QCOMPARE(ended.code, 1);
    const std::string reported = json::parse(ended.output.toStdString())["errors"][0]["message"];
    QVERIFY2(ended.error.contains(QString::fromStdString(reported)), reported.c_str()); // what is said is in the report
    QVERIFY2(ended.error.startsWith(QStringLiteral("headroom-cli: ")) && ended.error.contains(QStringLiteral("127.0.0.1:1: check the host and port")), qPrintable(ended.error));
    QVERIFY2(ended.error.count(QLatin1Char('\n')) == 1, qPrintable(ended.error)); // one clear message
}

void TestCli::serverThatIsNoBroker_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("port");
    for (const char* command : {"run --connect-timeout 2s", "estimate"}) {
        QTest::addRow("web server, %s", command) << QString::fromLatin1(command) << m_webServer.port();
        QTest::addRow("hangs up, %s", command) << QString::fromLatin1(command) << m_hangsUp.port();
    }
}

void TestCli::serverThatIsNoBroker()
{
    QFETCH(QString, command);
    QFETCH(int, port);
    const QString address = QStringLiteral("127.0.0.1:%1").arg(port);
    const Ended ended = runCli(command.split(QLatin1Char(' ')) + QStringList{QStringLiteral("--bootstrap-servers"), address});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.error.count(QLatin1Char('\n')) == 1, qPrintable(ended.error)); // one clear message
    for (const QString& part : {address, QStringLiteral("Kafka broker"), QStringLiteral("port"), QStringLiteral("security-protocol")})
        QVERIFY2(ended.error.contains(part), qPrintable(ended.error));
    for (const char* astray : {"receive.message.max.bytes", "api.version", "brokers are down"})
        QVERIFY2(!ended.error.contains(QLatin1String(astray)), qPrintable(ended.error));
}

void TestCli::cannotWriteTheReport()
{
    const Ended ended = runCli(words("run --messages 1 --report /proc/nowhere/report.json"));
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.error.contains(QStringLiteral("/proc/nowhere/report.json")), qPrintable(ended.error));
    QCOMPARE(ended.output, QString()); // said before anything was consumed
}

void TestCli::unreadableSettingsFile()
{
    for (const char* arguments : {"run --messages 1 --settings-file /proc/nowhere/settings.json", "estimate --settings-file /proc", "settings --export java --settings-file /proc"}) {
        const Ended ended = runCli(words(arguments));
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.error.count(QLatin1Char('\n')) == 1 && ended.error.contains(QStringLiteral("/proc")), qPrintable(ended.error));
        QCOMPARE(ended.output, QString());
    }
}

void TestCli::misspeltVariable_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("nearest");
    const QString run = QStringLiteral("run --messages 1");
    QTest::newRow("letter missing") << run << QStringLiteral("HEADROOM_FETCH_MAX_BYTE") << QStringLiteral("HEADROOM_FETCH_MAX_BYTES");
    QTest::newRow("letters swapped") << run << QStringLiteral("HEADROOM_MEMROY_BUDGET") << QStringLiteral("HEADROOM_MEMORY_BUDGET");
    QTest::newRow("no hyphen") << run << QStringLiteral("HEADROOM_BATCHSIZE") << QStringLiteral("HEADROOM_BATCH_SIZE");
    QTest::newRow("lower case") << run << QStringLiteral("HEADROOM_batch_size") << QStringLiteral("HEADROOM_BATCH_SIZE");
    QTest::newRow("near to nothing") << run << QStringLiteral("HEADROOM_NOSUCH") << QString(); // must fail where the nearest is told however far it is
    for (const char* command : {"settings", "settings --json", "demo-broker", "estimate"})
        QTest::newRow(command) << QString::fromLatin1(command) << QStringLiteral("HEADROOM_BATCHSIZE") << QStringLiteral("HEADROOM_BATCH_SIZE");
}

void TestCli::misspeltVariable()
{
    QFETCH(QString, command);
    QFETCH(QString, variable);
    QFETCH(QString, nearest);
    const QTemporaryDir home;
    ChildProcess child;
    prepare(child, home);
    child.setEnvironment(variable, QStringLiteral("1000000"));
    QVERIFY(startCli(child, command.split(QLatin1Char(' '))));
    const Ended ended = finish(child);
    QCOMPARE(ended.code, 2);
    QCOMPARE(ended.output, QString());
    QVERIFY2(ended.error.count(QLatin1Char('\n')) == 1, qPrintable(ended.error));
    QVERIFY2(ended.error.contains(variable + QLatin1Char(' ')) && ended.error.contains(nearest), qPrintable(ended.error));
    QCOMPARE(ended.error.contains(QStringLiteral("Did you mean")), !nearest.isEmpty());
}

void TestCli::topicNamedTwiceIsReadOnce()
{
    for (const char* topic : {"demo.orders,demo.orders", "demo.orders, demo.orders,demo.orders"}) {
        const Ended ended = runCli(words("run --messages 100 --report - --topic") + QStringList{QString::fromLatin1(topic)});
        QVERIFY2(ended.code == 0, qPrintable(ended.error));
        const json report = json::parse(ended.output.toStdString());
        QVERIFY(report["messages"] == 100);
        QCOMPARE(report["partitions"].size(), std::size_t{8});
    }
}

void TestCli::demoBrokerThatDiesIsOneMessage()
{
    const QTemporaryDir home;
    const QString recording = home.filePath(QStringLiteral("run.ndjson"));
    ChildProcess child;
    prepare(child, home);
    QVERIFY(startCli(child, words("run --report - --record") + QStringList{recording}));
    const auto consuming = [&recording] {
        QFile file(recording);
        return file.open(QIODevice::ReadOnly) && QString::fromUtf8(file.readAll()).contains(QRegularExpression(QStringLiteral("\"messages\":[1-9]")));
    };
    QVERIFY(child.waitUntil(consuming, patience));
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(child.pid()));
    QVERIFY(children.open(QIODevice::ReadOnly));
    const int broker = children.readAll().trimmed().toInt();
    QVERIFY(broker > 0);
    QCOMPARE(kill(broker, SIGKILL), 0);
    const Ended ended = finish(child);
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.error.count(QLatin1Char('\n')) == 1, qPrintable(ended.error));
    for (const char* part : {"demo broker", "signal 9", "again"})
        QVERIFY2(ended.error.contains(QLatin1String(part)), qPrintable(ended.error));
    const json report = json::parse(ended.output.toStdString());
    QVERIFY(report["messages"].get<int>() > 0); // reported all the same
    QVERIFY2(report["errors"].size() == 1 && report["errors"][0]["message"].get<std::string>().find("signal 9") != std::string::npos, report["errors"].dump().c_str());
}

void TestCli::consumesExactlySoMany()
{
    const Ended ended = runCli(words("run --messages 777 --report -"));
    QVERIFY2(ended.code == 0, qPrintable(ended.error));
    const json report = json::parse(ended.output.toStdString());
    const std::string breach = headroom::tests::schemaBreach(reportSchema(), report);
    QVERIFY2(breach.empty(), breach.c_str());
    QVERIFY(report["messages"] == 777);
    QVERIFY(report["within_budget"] == true);
    std::int64_t committed = 0;
    for (const json& partition : report["partitions"])
        committed += partition["committed"].is_null() ? 0 : partition["committed"].get<std::int64_t>() - partition["first_offset"].get<std::int64_t>();
    QCOMPARE(committed, std::int64_t{777});
}

/// At the demo broker's rate this would take two minutes; who names a number does not wait for it.
void TestCli::reportOfALongRunIsTrue()
{
    const Ended ended = runCli(words("run --messages 60000 --report - --max-poll-records 500 --session-timeout-ms 60s"));
    QVERIFY2(ended.code == 0, qPrintable(ended.error));
    const json report = json::parse(ended.output.toStdString());
    QVERIFY(report["messages"] == 60000);
    QVERIFY(report["rebalances"] == 1); // on a machine too slow for 60 s: messages came twice, and the sums below differ
    std::int64_t processed = 0;
    for (const json& partition : report["partitions"]) {
        QVERIFY(partition["processed"] == partition["committed"] && partition["processed"] == partition["position"]);
        QVERIFY(partition["high_watermark"].get<std::int64_t>() >= partition["position"].get<std::int64_t>());
        QVERIFY(partition["lag"].get<std::int64_t>() == partition["high_watermark"].get<std::int64_t>() - partition["committed"].get<std::int64_t>());
        processed += partition["processed"].get<std::int64_t>() - partition["first_offset"].get<std::int64_t>();
    }
    QCOMPARE(processed, std::int64_t{60000});
    QVERIFY(report["batches"].get<int>() >= 600); // of at most 100 each
    if (instrumented)
        return; // a sanitizer keeps what is freed
    const json& rss = report["rss"];
    QVERIFY(rss["baseline_bytes"].get<std::int64_t>() >= rss["process_start_bytes"].get<std::int64_t>());
    QVERIFY(rss["peak_bytes"].get<std::int64_t>() >= rss["end_bytes"].get<std::int64_t>());
    QVERIFY(rss["end_bytes"].get<std::int64_t>() >= rss["after_trim_bytes"].get<std::int64_t>());
    QVERIFY(report["bytes"].get<std::int64_t>() > 2 * rss["peak_bytes"].get<std::int64_t>()); // far more went through than was ever held
}

void TestCli::logHasTheClientsLinesAndNoPayload()
{
    const QTemporaryDir home;
    for (const char* arguments : {"run --messages 500", "run --bootstrap-servers 127.0.0.1:1 --connect-timeout 1500ms"}) {
        ChildProcess child;
        prepare(child, home);
        QVERIFY(startCli(child, words(arguments)));
        finish(child);
    }
    QFile file(home.filePath(QStringLiteral("headroom.log")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray log = file.readAll();
    QVERIFY2(log.contains("8 partitions assigned"), log.constData());
    QVERIFY2(log.contains("librdkafka ") && log.contains("Connection refused"), log.constData());
    for (const char* twice : {" info info", " error error", " warning warning", " error librdkafka error"})
        QVERIFY2(!log.contains(twice), log.constData());
    for (const char* payload : {"\"id\"", "order-0", "O-", "customer"})
        QVERIFY2(!log.contains(payload), log.constData());
}

void TestCli::homeThatCannotBeWrittenIsNoObstacle()
{
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), QStringLiteral("/proc/nowhere"));
    QVERIFY(startCli(child, words("run --messages 50")));
    const Ended ended = finish(child);
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.error.count(QLatin1Char('\n')) == 1, qPrintable(ended.error));
    QVERIFY2(ended.error.contains(QStringLiteral("set HEADROOM_HOME")), qPrintable(ended.error));
    QVERIFY(ended.output.startsWith(QStringLiteral("50 messages")));
}

void TestCli::verdictOverBudget()
{
    const Ended ended = runCli(words("run --messages 100 --memory-budget 1MiB --report -"));
    QCOMPARE(ended.code, 3);
    QVERIFY2(ended.error.contains(QStringLiteral("Over budget")) && ended.error.contains(QStringLiteral("1.0 MiB")), qPrintable(ended.error));
    QVERIFY(json::parse(ended.output.toStdString())["within_budget"] == false);
}

/// While it runs, not only at its end.
void TestCli::warnsOfABudgetBelowTheCeiling()
{
    ChildProcess child;
    const QTemporaryDir home;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path());
    QVERIFY(startCli(child, words("run --memory-budget 1MiB")));
    QVERIFY2(child.waitUntil([&] { return child.standardError().contains("the memory budget is 1.0 MiB. Derive"); }, patience), child.standardError());
    child.signal(SIGINT);
    const Ended ended = finish(child);
    QCOMPARE(ended.code, 130);
    QCOMPARE(ended.error.count(QStringLiteral("memory can reach")), 1);
}

void TestCli::recordsOneSampleALine()
{
    const QTemporaryDir home;
    const QString path = home.filePath(QStringLiteral("run.ndjson"));
    const QString report = home.filePath(QStringLiteral("report.json"));
    const Ended ended = runCli(words("run --messages 500 --record") + QStringList{path, QStringLiteral("--report"), report});
    QVERIFY2(ended.code == 0, qPrintable(ended.error));
    std::ifstream file(path.toStdString());
    std::int64_t last = -1;
    int lines = 0;
    for (std::string line; std::getline(file, line); ++lines) {
        const std::int64_t messages = json::parse(line)["messages"].get<std::int64_t>();
        QVERIFY(messages >= last);
        last = messages;
    }
    QVERIFY(lines > 1);
    QCOMPARE(last, std::int64_t{500});
    std::ifstream reportFile(report.toStdString());
    QVERIFY(json::parse(reportFile)["messages"] == 500);
    QVERIFY(ended.output.startsWith(QStringLiteral("500 messages")));
}

void TestCli::durationEndsCleanly()
{
    QElapsedTimer timer;
    timer.start();
    const Ended ended = runCli(words("run --duration 4s --report -"));
    QVERIFY2(ended.code == 0, qPrintable(ended.error));
    QVERIFY(timer.elapsed() >= 4000);
    QVERIFY(json::parse(ended.output.toStdString())["messages"].get<int>() > 0);
}

void TestCli::interruptedCommitsAndReports_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCli::interruptedCommitsAndReports()
{
    QFETCH(int, signal);
    const QTemporaryDir home;
    const QString recording = home.filePath(QStringLiteral("run.ndjson"));
    ChildProcess child;
    prepare(child, home);
    QVERIFY(startCli(child, words("run --report - --record") + QStringList{recording}));
    const auto consuming = [&recording] {
        QFile file(recording);
        return file.open(QIODevice::ReadOnly) && QString::fromUtf8(file.readAll()).contains(QRegularExpression(QStringLiteral("\"confirmed\":[1-9]")));
    };
    QVERIFY(child.waitUntil(consuming, patience));
    child.signal(signal);
    const Ended ended = finish(child);
    QCOMPARE(ended.code, 130);
    const json report = json::parse(ended.output.toStdString());
    QVERIFY(!report["partitions"].empty());
    for (const json& partition : report["partitions"])
        QVERIFY(partition["processed"] == partition["committed"]);
    QVERIFY(report["commits"]["confirmed"] > 0 && report["commits"]["failed"] == 0 && report["commits"]["unknown"] == 0);
}

void TestCli::secondSignalForces()
{
    const QTemporaryDir home;
    const QString recording = home.filePath(QStringLiteral("run.ndjson"));
    ChildProcess child;
    prepare(child, home);
    QVERIFY(startCli(child, words("run --processor delay --process-delay-us 60s --record") + QStringList{recording}));
    QVERIFY(child.waitUntil([&recording] { return QFileInfo(recording).size() > 0; }, patience));
    child.signal(SIGINT);
    QVERIFY(child.waitUntil([&child] { return child.standardError().contains("Once more"); }, patience));
    child.signal(SIGINT);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(finish(child).code, 130);
    QVERIFY(timer.elapsed() < 10000);
}

void TestCli::unknownTopicFailsAtOnce()
{
    const Ended ended = runCli(words("run --topic demo.missing"));
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.error.contains(QStringLiteral("demo.missing")), qPrintable(ended.error));
}

void TestCli::demoDefaultsYieldToTheUser()
{
    const json plain = json::parse(runCli(words("run --messages 1 --report -")).output.toStdString());
    QVERIFY(plain["settings"]["session-timeout-ms"] == 6000);
    QVERIFY(plain["settings"]["on-offset-lost"] == "earliest");
    const json chosen = json::parse(runCli(words("run --messages 1 --report - --session-timeout-ms 7s --on-offset-lost latest")).output.toStdString());
    QVERIFY(chosen["settings"]["session-timeout-ms"] == 7000);
    QVERIFY(chosen["settings"]["on-offset-lost"] == "latest");
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
