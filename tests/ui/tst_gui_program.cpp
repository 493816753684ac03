// SPDX-License-Identifier: GPL-3.0-or-later
// The program headroom as it is started by hand and by scripts: options, report, picture, ends.
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>

#include <nlohmann/json.hpp>

#include "headroom_paths.h"
#include "tests/core/json_schema.h"
#include "tests/support/child_process.h"
#include "tests/support/echoing_broker.h"
#include "tests/support/instrumented.h"
#include "ui/theme/theme.h"

using headroom::test::ChildProcess;
using headroom::test::instrumented;
using headroom::test::slowdown;
using nlohmann::json;
using namespace std::chrono_literals;
namespace ui = headroom::ui;

namespace {

constexpr auto patience = 60s;

/// One start of the program in a home of its own.
struct Program {
    QTemporaryDir home;
    ChildProcess child;

    Program()
    {
        child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path());
        if (instrumented)
            child.setEnvironment(QStringLiteral("HEADROOM_MEMORY_BUDGET"), QStringLiteral("8GiB"));
    }
    bool start(const QStringList& arguments) { return child.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom"), arguments); }
    int finish() { return child.waitForEnd(patience).value_or(-1); }
    QString path(const char* name) const { return home.filePath(QString::fromLatin1(name)); }
    /// What the program said; Qt's own remark about a missing runtime directory is not its fault.
    QStringList said()
    {
        QStringList lines = QString::fromUtf8(child.standardError()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        lines.removeIf([](const QString& line) { return line.contains(QStringLiteral("XDG_RUNTIME_DIR")); });
        return lines;
    }
};

json parsed(const QString& path)
{
    std::ifstream file(path.toStdString());
    return json::parse(file, nullptr, false);
}

/// The processes that `pid` started and that are not just waiting to be reaped.
QList<int> childrenOf(qint64 pid)
{
    QFile list(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
    QList<int> children;
    if (list.open(QIODevice::ReadOnly)) {
        for (const QByteArray& word : list.readAll().split(' ')) {
            if (word.toInt() > 0) {
                children << word.toInt();
            }
        }
    }
    return children;
}

bool gone(int pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z");
}

} // namespace

class TestGuiProgram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesBadUsage_data();
    void refusesBadUsage();
    void saysSoWithoutADisplay_data();
    void saysSoWithoutADisplay();
    void startsWithoutASessionBus();
    void reportsAfterItsDuration();
    void takesPictures_data();
    void takesPictures();
    void shortRunsEndWithTheirPicture();
    void reportsTheBudgetThoughNothingRan();
    void unwritablePictureIsRefusedAtOnce();
    void pictureThatCouldNotBeTakenIsAFailure();
    void unreachableBrokerIsAFailure();
    void demoBrokerThatDiesIsOneMessage();
    void homeThatCannotBeWrittenIsNoObstacle();
    void signalsEndItCleanly_data();
    void signalsEndItCleanly();
    void leavesNoOrphan();
};

void TestGuiProgram::refusesBadUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* arguments, const char* names) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' ')) << QString::fromLatin1(names);
    };
    row("--no-such-option", "--no-such-option");
    row("--no-such-option 1", "headroom: there is no option --no-such-option. See headroom --help");
    row("--batch-size 0", "1 ... 100000");
    row("--fetch-max-bytes 1MB", "fetch-max-bytes");
    row("--size 800x600", "1024x680");
    row("--size wide", "--size");
    row("--page lab", "messages");
    row("--theme pink", "dark");
    row("--duration 10", "--duration");
    row("--duration 2s --screenshot window.png --after 3s", "--after");
    row("--no-start --start-now", "--start-now");
    row("--settings-file /nowhere/settings.json", "/nowhere/settings.json");
    row("--no-start --duration 1s --report /proc/nowhere/report.json", "/proc/nowhere/report.json");
}

void TestGuiProgram::refusesBadUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, names);
    Program program;
    QVERIFY(program.start(arguments));
    QCOMPARE(program.finish(), 2);
    const QStringList said = program.said();
    QCOMPARE(said.size(), qsizetype{1});
    QVERIFY2(said.front().contains(names), qPrintable(said.front()));
}

void TestGuiProgram::saysSoWithoutADisplay_data()
{
    QTest::addColumn<QString>("display");
    QTest::newRow("none") << QString();
    QTest::newRow("dead") << QStringLiteral(":987654");
    QTest::newRow("dead tunnel") << QStringLiteral("localhost:99"); // Qt itself ends with SIGABRT
}

/// Seen to fail without the look for a display before Qt: it ends by SIGABRT.
void TestGuiProgram::saysSoWithoutADisplay()
{
    QFETCH(QString, display);
    Program program;
    for (const char* name : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}) {
        program.child.setEnvironment(QString::fromLatin1(name), QString());
    }
    program.child.setEnvironment(QStringLiteral("DISPLAY"), display);
    QVERIFY(program.start({}));
    QCOMPARE(program.finish(), 1);
    QCOMPARE(program.said().size(), qsizetype{1});
    QVERIFY2(program.said().front().contains(QStringLiteral("headroom-cli")), qPrintable(program.said().front()));
}

/// F40: no session bus, no place for its socket, so no keychain either: it starts, and a password that it was given is kept nowhere.
/// Seen to fail with Redactor::clean giving the text back.
void TestGuiProgram::startsWithoutASessionBus()
{
    const auto withoutBus = [](Program& program) {
        for (const char* name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"}) {
            program.child.setEnvironment(QString::fromLatin1(name), QString());
        }
    };
    Program demo;
    withoutBus(demo);
    QVERIFY(demo.start({QStringLiteral("--duration"), QStringLiteral("3s"), QStringLiteral("--report"), demo.path("report.json")}));
    QVERIFY2(demo.finish() == 0, demo.child.standardError().constData());
    QCOMPARE(demo.said(), QStringList());
    QVERIFY(parsed(demo.path("report.json"))["messages"].get<int>() > 0);

    const headroom::test::EchoingBroker broker;
    Program login;
    withoutBus(login);
    const QString options = QStringLiteral("--duration 3s --topic orders --security-protocol sasl_plaintext --sasl-mechanism PLAIN --sasl-username alice --sasl-password-fd 3");
    QVERIFY(login.child.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("echo MARKER-7w | exec '%1' --bootstrap-servers %2 %3 3<&0 </dev/null")
                                                                                    .arg(QStringLiteral(HEADROOM_BIN_DIR "/headroom"), QString::fromStdString(broker.address()), options)}));
    QVERIFY2(login.finish() == 1, login.child.standardError().constData());
    QVERIFY(broker.logins() > 0);
    QByteArray left = login.child.standardError();
    for (QDirIterator it(login.home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        left += file.readAll();
    }
    QVERIFY(left.contains("no such password: ********") && !left.contains("MARKER-7w"));
}

void TestGuiProgram::reportsAfterItsDuration()
{
    Program program;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(program.start({QStringLiteral("--duration"), QStringLiteral("4s"), QStringLiteral("--commit-mode"), QStringLiteral("batch"), QStringLiteral("--report"),
                           program.path("report.json")}));
    QVERIFY2(program.finish() == 0, program.child.standardError().constData());
    QVERIFY(timer.elapsed() >= 4000);
    QCOMPARE(program.said(), QStringList());
    json report = parsed(program.path("report.json"));
    QVERIFY(report.is_object());
    QVERIFY(report["ui"]["frames"].get<int>() > 5);
    QVERIFY(report["ui"]["gap_p99_ms"].get<double>() > 0);
    QVERIFY(report["ui"]["gap_max_ms"].get<double>() >= report["ui"]["gap_p99_ms"].get<double>());
    QVERIFY(report["messages"].get<int>() > 100);
    QVERIFY(report["commits"]["confirmed"].get<int>() > 0);
    QVERIFY((report["budget_bytes"] == 256 * 1024 * 1024 || instrumented) && report["within_budget"] == true);
    QVERIFY(report["ledger_at_peak"]["charts_bytes"].get<std::int64_t>() > 0);
    for (const json& partition : report["partitions"]) {
        QVERIFY(partition["processed"] == partition["committed"]); // a clean close
    }
    report.erase("ui"); // the rest is the report of headroom-cli
    std::ifstream schema(HEADROOM_SOURCE_DIR "/tests/core/report.schema.json");
    const std::string breach = headroom::tests::schemaBreach(json::parse(schema), report);
    QVERIFY2(breach.empty(), breach.c_str());
}

void TestGuiProgram::takesPictures_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << QStringLiteral("live") << QStringLiteral("light") << QSize(1440, 900);
    QTest::newRow("dark, smallest") << QStringLiteral("messages") << QStringLiteral("dark") << QSize(1024, 680);
}

void TestGuiProgram::takesPictures()
{
    QFETCH(QString, page);
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    Program program;
    // With what it takes to come up, within three seconds of its start.
    const QString after = QStringLiteral("%1ms").arg(2500 * slowdown);
    QVERIFY(program.start({QStringLiteral("--screenshot"), program.path("window.png"), QStringLiteral("--after"), after, QStringLiteral("--page"), page,
                           QStringLiteral("--theme"), theme, QStringLiteral("--size"), QStringLiteral("%1x%2").arg(size.width()).arg(size.height())}));
    QVERIFY2(program.finish() == 0, program.child.standardError().constData());
    const QImage picture(program.path("window.png"));
    QCOMPARE(picture.size(), size);
    const int lightness = picture.pixelColor(size.width() / 2, size.height() - 3).lightness(); // the window's ground in the status bar
    QVERIFY2(theme == QStringLiteral("dark") ? lightness < 80 : lightness > 200, qPrintable(QString::number(lightness)));
    const ui::ThemeColors& colors = ui::themeColors(ui::themePalette(theme == QStringLiteral("dark")));
    for (const QColor& layer : {colors.baseline, colors.view}) { // the chart lives: records have come
        int seen = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                seen += picture.pixelColor(x, y) == layer;
            }
        }
        QVERIFY2(seen > 100, qPrintable(QStringLiteral("%1: %2 px").arg(layer.name()).arg(seen)));
    }
    QVERIFY(!QFile::exists(program.path("window.ini"))); // an unattended run leaves the user's window as it was
}

/// Must fail when the window closes at the end of the run, before the picture, which is otherwise taken after 6 s.
void TestGuiProgram::shortRunsEndWithTheirPicture()
{
    Program program;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(program.start({QStringLiteral("--no-start"), QStringLiteral("--duration"), QStringLiteral("1s"), QStringLiteral("--screenshot"), program.path("window.png"), QStringLiteral("--size"),
                           QStringLiteral("1024x680")}));
    QVERIFY2(program.finish() == 0, program.child.standardError().constData());
    QVERIFY(timer.elapsed() >= 1000);
    QCOMPARE(QImage(program.path("window.png")).size(), QSize(1024, 680));
}

void TestGuiProgram::reportsTheBudgetThoughNothingRan()
{
    Program program;
    QVERIFY(program.start({QStringLiteral("--no-start"), QStringLiteral("--duration"), QStringLiteral("500ms"), QStringLiteral("--memory-budget"), QStringLiteral("1MiB"),
                           QStringLiteral("--report"), program.path("report.json")}));
    QCOMPARE(program.finish(), 3);
    const json report = parsed(program.path("report.json"));
    QVERIFY(report["budget_bytes"] == 1024 * 1024);
    QVERIFY(report["within_budget"] == false);
}

void TestGuiProgram::unwritablePictureIsRefusedAtOnce()
{
    Program program;
    QVERIFY(program.start({QStringLiteral("--no-start"), QStringLiteral("--after"), QStringLiteral("200ms"), QStringLiteral("--screenshot"), QStringLiteral("/proc/nowhere/window.png")}));
    QCOMPARE(program.finish(), 2);
    QVERIFY(program.said().join(QLatin1Char('\n')).contains(QStringLiteral("/proc/nowhere/window.png")));
}

/// Must fail when it is not looked whether the picture was saved; that it may be written is all that can be known before.
void TestGuiProgram::pictureThatCouldNotBeTakenIsAFailure()
{
    Program program;
    QVERIFY(program.start({QStringLiteral("--no-start"), QStringLiteral("--duration"), QStringLiteral("500ms"), QStringLiteral("--screenshot"), QStringLiteral("/dev/full")}));
    QCOMPARE(program.finish(), 1);
    QVERIFY2(program.said().join(QLatin1Char('\n')).contains(QStringLiteral("/dev/full")), program.child.standardError().constData());
}

void TestGuiProgram::unreachableBrokerIsAFailure()
{
    Program program;
    QVERIFY(program.start({QStringLiteral("--bootstrap-servers"), QStringLiteral("127.0.0.1:1"), QStringLiteral("--duration"), QStringLiteral("2s"), QStringLiteral("--report"),
                           program.path("report.json")}));
    QCOMPARE(program.finish(), 1);
    QVERIFY2(program.said().join(QLatin1Char('\n')).contains(QStringLiteral("127.0.0.1:1: check the host and port")), program.child.standardError().constData());
    QVERIFY(parsed(program.path("report.json"))["messages"] == 0); // reported all the same
}

void TestGuiProgram::demoBrokerThatDiesIsOneMessage()
{
    Program program;
    QVERIFY(program.start({QStringLiteral("--duration"), QStringLiteral("15s"), QStringLiteral("--report"), program.path("report.json")}));
    const auto consuming = [&program] {
        QFile log(program.path("headroom.log"));
        return log.open(QIODevice::ReadOnly) && log.readAll().contains("partitions assigned");
    };
    QVERIFY(program.child.waitUntil(consuming, patience));
    QCOMPARE(kill(childrenOf(program.child.pid()).front(), SIGKILL), 0);
    QCOMPARE(program.finish(), 1);
    const QStringList said = program.said();
    QVERIFY2(said.size() == 1, program.child.standardError().constData());
    for (const char* part : {"demo broker", "signal 9", "again"}) {
        QVERIFY2(said.front().contains(QLatin1String(part)), qPrintable(said.front()));
    }
    QVERIFY(parsed(program.path("report.json")).is_object()); // reported all the same
}

void TestGuiProgram::homeThatCannotBeWrittenIsNoObstacle()
{
    Program program;
    program.child.setEnvironment(QStringLiteral("HEADROOM_HOME"), QStringLiteral("/proc/nowhere"));
    QVERIFY(program.start({QStringLiteral("--duration"), QStringLiteral("3s"), QStringLiteral("--report"), program.path("report.json")}));
    QCOMPARE(program.finish(), 0);
    QCOMPARE(program.said().size(), qsizetype{1});
    QVERIFY2(program.said().front().contains(QStringLiteral("set HEADROOM_HOME")), qPrintable(program.said().front()));
    QVERIFY(parsed(program.path("report.json"))["messages"].get<int>() > 0);
}

void TestGuiProgram::signalsEndItCleanly_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestGuiProgram::signalsEndItCleanly()
{
    QFETCH(int, signal);
    Program program;
    QVERIFY(program.start({QStringLiteral("--commit-mode"), QStringLiteral("batch"), QStringLiteral("--report"), program.path("report.json")}));
    QVERIFY(program.child.waitUntil([&] { return !childrenOf(program.child.pid()).isEmpty(); }, patience));
    const int broker = childrenOf(program.child.pid()).front();
    program.child.signal(signal);
    QCOMPARE(program.finish(), 130);
    QVERIFY(parsed(program.path("report.json")).is_object());
    QVERIFY(gone(broker));
}

void TestGuiProgram::leavesNoOrphan()
{
    Program program;
    QVERIFY(program.start({}));
    QVERIFY(program.child.waitUntil([&] { return !childrenOf(program.child.pid()).isEmpty(); }, patience));
    const int broker = childrenOf(program.child.pid()).front();
    QVERIFY(!gone(broker));
    program.child.signal(SIGKILL);
    QCOMPARE(program.finish(), 128 + SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(gone(broker), 2000);
}

QTEST_GUILESS_MAIN(TestGuiProgram)
#include "tst_gui_program.moc"
