// SPDX-License-Identifier: GPL-3.0-or-later
// What headroom-cli says of a budget that it cannot hold, as processes.
#include <QtTest>

#include <csignal>

#include <nlohmann/json.hpp>

#include "headroom_paths.h"
#include "tests/support/child_process.h"
#include "tests/support/instrumented.h"

using headroom::test::ChildProcess;
using headroom::test::instrumented;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = instrumented ? 200s : 60s;
const QString cli = QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli");

struct Ended {
    int code = -1;
    QString output;
    QString error;
};

/// Runs "wrapper headroom-cli arguments" to its end.
Ended run(const QStringList& wrapper, const QString& arguments)
{
    const QTemporaryDir home;
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path());
    const QStringList command = wrapper + QStringList{cli} + arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (!child.start(command.first(), command.mid(1)))
        return {};
    const auto code = child.waitForEnd(patience);
    return {code.value_or(-1), QString::fromUtf8(child.standardOutput()), QString::fromUtf8(child.standardError())};
}

/// Starts a program that sees an empty /proc; nothing where no such thing may be made.
QStringList withoutProc()
{
    const QString hide = QStringLiteral("mount -t tmpfs none /proc && exec \"$@\"");
    const QStringList wrapper{QStringLiteral("/usr/bin/unshare"), QStringLiteral("-rm"), QStringLiteral("/bin/sh"), QStringLiteral("-c"), hide, QStringLiteral("sh")};
    ChildProcess trial;
    const bool good = trial.start(wrapper.first(), wrapper.mid(1) + QStringList{QStringLiteral("true")}) && trial.waitForEnd(10s) == 0;
    return good ? wrapper : QStringList();
}

} // namespace

class TestCliBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryThatCannotBeRead();
    void estimateWithoutABaseline();
    void hopelessBudgetIsToldWhileItRuns();
};

/// The run said "budget 4.0 MiB: held", ended with 0 and had no word about its guard; and it looked for the demo broker's program in vain.
void TestCliBudget::memoryThatCannotBeRead()
{
    if (instrumented)
        QSKIP("a sanitizer itself needs /proc");
    const QStringList wrapper = withoutProc();
    if (wrapper.isEmpty())
        QSKIP("/proc cannot be hidden from a program here: no user namespaces");
    const Ended ended = run(wrapper, QStringLiteral("run --messages 100 --memory-budget 4MiB --guard pause --report -"));
    QVERIFY2(ended.code == 3, qPrintable(ended.error));
    QVERIFY2(ended.error.count(QStringLiteral("cannot be held")) == 1 && ended.error.contains(QStringLiteral("/proc")), qPrintable(ended.error));
    const json report = json::parse(ended.output.toStdString());
    QVERIFY(report["messages"] == 100);
    QVERIFY(report["within_budget"].is_null());
    for (const auto& [key, bytes] : report["rss"].items())
        QVERIFY2(bytes.is_null(), key.c_str());
    const Ended told = run(wrapper, QStringLiteral("run --messages 100 --memory-budget 4MiB"));
    QVERIFY2(told.output.contains(QStringLiteral("budget 4.0 MiB: not known")) && told.output.contains(QStringLiteral("peak –")), qPrintable(told.output));
}

/// It printed "Baseline 0 B (measured)" and a ceiling above that.
void TestCliBudget::estimateWithoutABaseline()
{
    if (instrumented)
        QSKIP("a sanitizer itself needs /proc");
    const QStringList wrapper = withoutProc();
    if (wrapper.isEmpty())
        QSKIP("/proc cannot be hidden from a program here: no user namespaces");
    const Ended ended = run(wrapper, QStringLiteral("estimate --json"));
    QVERIFY2(ended.code == 0 && ended.error.contains(QStringLiteral("cannot be read")) && ended.error.contains(QStringLiteral("/proc")), qPrintable(ended.error));
    const json found = json::parse(ended.output.toStdString());
    QVERIFY(found["baseline_bytes"].is_null() && found["ceiling"]["bytes"].is_null() && found["estimate"]["bytes"].is_null());
    QVERIFY(found["facts"]["complete"] == true);
    const Ended derived = run(wrapper, QStringLiteral("run --derive --memory-budget 96MiB --messages 10"));
    QVERIFY2(derived.code == 1 && derived.error.contains(QStringLiteral("cannot be read")), qPrintable(derived.error));
}

/// With a guard that acts it was not told at all.
void TestCliBudget::hopelessBudgetIsToldWhileItRuns()
{
    const QTemporaryDir home;
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), home.path());
    QVERIFY(child.start(cli, {QStringLiteral("run"), QStringLiteral("--memory-budget"), QStringLiteral("8MiB"), QStringLiteral("--guard"), QStringLiteral("pause")}));
    QVERIFY2(child.waitUntil([&] { return child.standardError().contains("the guard cannot hold it"); }, patience), child.standardError().constData());
    child.signal(SIGINT);
    QCOMPARE(child.waitForEnd(patience).value_or(-1), 130);
    QCOMPARE(child.standardError().count("the guard cannot hold it"), 1);
}

QTEST_GUILESS_MAIN(TestCliBudget)
#include "tst_cli_budget.moc"
