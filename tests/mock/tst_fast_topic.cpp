// SPDX-License-Identifier: GPL-3.0-or-later
// A near broker, many partitions, batches that decode to more than they are: memory fills faster than a tick looks at it.
// Below a container's limit the settings are such that it cannot be passed; a budget is held by the guard's pauses.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

#include <nlohmann/json.hpp>

#include "headroom_paths.h"
#include "core/demo/demo_process.h"
#include "tests/support/child_process.h"
#include "tests/support/control_group.h"

using namespace headroom;
using headroom::core::DemoProcess;
using headroom::test::ChildProcess;
using headroom::test::ControlGroup;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

const QString cli = QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli");
constexpr core::Bytes limit = 40 * core::mib;
constexpr core::Bytes budget = 36 * core::mib;
/// What may pass that budget: a response of the one broker as received and decoded, 1 and 2 MiB; and what comes until the guard has
/// looked and paused, at 250 MiB a second: 5 ms, and as often as not four times that on a busy machine.
constexpr core::Bytes slack = 3 * core::mib + 5 * core::mib;

QStringList words(const QString& text) { return text.split(QLatin1Char(' '), Qt::SkipEmptyParts); }

} // namespace

class TstFastTopic : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void staysBelowTheLimit_data();
    void staysBelowTheLimit();
    void holdsTheBudget_data();
    void holdsTheBudget();

private:
    [[nodiscard]] QStringList arguments(const QString& guard) const;
    [[nodiscard]] json report() const
    {
        QFile file(m_folder->filePath(QStringLiteral("report.json")));
        return file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString(), nullptr, false) : json();
    }
    void allIsCommitted(ChildProcess& child);

    std::unique_ptr<DemoProcess> m_broker;
    std::unique_ptr<QTemporaryDir> m_folder;
    core::Bytes m_kernelPeak = 0; ///< VmHWM
    int m_code = -1;
};

void TstFastTopic::initTestCase()
{
    qputenv("HEADROOM_CLI", cli.toUtf8());
    auto broker = DemoProcess::start({"--partitions", "64", "--messages-per-second", "0", "--size", "uniform:200-20000", "--codec", "lz4", "--compressibility", "2",
                                      "--batch-bytes", "65536", "--backlog-bytes", "4194304", "--group", "nobody", "--rebalance-delay-ms", "0"},
                                     core::Milliseconds(20000));
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    m_broker = std::move(*broker);
}

QStringList TstFastTopic::arguments(const QString& guard) const
{
    static int group = 0;
    return words(QStringLiteral("run --duration 6s --commit-mode batch --processor delay --process-delay-us 2ms --session-timeout-ms 6000 --guard %1 --bootstrap-servers %2 --group-id fast-%3 --report %4 --record %5")
                     .arg(guard, QString::fromStdString(m_broker->bootstrapServers()), QString::number(++group), m_folder->filePath(QStringLiteral("report.json")), m_folder->filePath(QStringLiteral("recording"))));
}

/// It ended by itself, and what it processed is committed.
void TstFastTopic::allIsCommitted(ChildProcess& child)
{
    m_kernelPeak = 0;
    const auto peak = [&] {
        QFile status(QStringLiteral("/proc/%1/status").arg(child.pid()));
        if (status.open(QIODevice::ReadOnly))
            for (const QByteArray& line : status.readAll().split('\n'))
                if (line.startsWith("VmHWM:"))
                    m_kernelPeak = std::max<core::Bytes>(m_kernelPeak, line.mid(6).trimmed().split(' ').first().toLongLong() * core::kib);
        return false;
    };
    QVERIFY(!child.waitUntil(peak, 60s)); // it ends before
    const auto code = child.waitForEnd(1s);
    const QByteArray said = child.standardError();
    QVERIFY2(code.has_value(), said.constData());
    m_code = *code;
    const json result = report();
    QVERIFY2(result.is_object(), qPrintable(QStringLiteral("%1: %2").arg(m_code).arg(QString::fromUtf8(said))));
    qInfo("exit %d, kernel's peak %.1f MiB, %d messages, queue %d KiB, %d pauses", m_code, static_cast<double>(m_kernelPeak) / core::mib, result["messages"].get<int>(),
          result["settings"]["queued-max-messages-kbytes"].get<int>(), result["guard"]["pauses"].get<int>());
    QVERIFY(result["messages"].get<int>() > 0);
    QCOMPARE(result["commits"]["failed"].get<int>() + result["commits"]["unknown"].get<int>(), 0);
    for (const json& row : result["partitions"])
        if (row["processed"].is_number() && row["processed"] != row["first_offset"])
            QCOMPARE(row["committed"].get<int>(), row["processed"].get<int>());
}

void TstFastTopic::staysBelowTheLimit_data()
{
    QTest::addColumn<QString>("parent"); // of a real group; empty: a limit that only the program knows
    QTest::addColumn<QString>("guard");
    const QString parent = ControlGroup::parent();
    if (parent.isEmpty())
        qInfo("no memory control group can be made here: a pretended limit has to do");
    for (const char* guard : {"observe", "pause", "adapt"}) {
        QTest::addRow("%s, pretended", guard) << QString() << guard;
        if (!parent.isEmpty())
            QTest::addRow("%s, real control group", guard) << parent << guard; // killed with exit code 137
    }
}

void TstFastTopic::staysBelowTheLimit()
{
    QFETCH(QString, parent);
    QFETCH(QString, guard);
    std::unique_ptr<ControlGroup> group; // outlives its member
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), m_folder->path());
    if (parent.isEmpty()) {
        child.setEnvironment(QStringLiteral("HEADROOM_CGROUP_ROOT"), QStringLiteral("/nowhere"));
        QVERIFY(child.start(cli, arguments(guard) + words(QStringLiteral("--pretend-limit 40MiB"))));
    } else {
        group = std::make_unique<ControlGroup>(parent, limit);
        QVERIFY2(group->good(), qPrintable(QStringLiteral("no group with a limit can be made in ") + parent));
        QVERIFY(child.start(QStringLiteral("/bin/sh"), group->joinAndRun(QStringList{cli} + arguments(guard))));
    }
    allIsCommitted(child);
    QCOMPARE(m_code, 0);
    const json result = report();
    QVERIFY(result["settings"]["queued-max-messages-kbytes"].get<int>() < 32768);
    QVERIFY(result["messages"].get<int>() > 500); // of the 3000 that the processor can do
    if (parent.isEmpty()) // the kernel does not count there: RSS does
        QVERIFY2(m_kernelPeak < limit, qPrintable(QString::number(m_kernelPeak)));
}

void TstFastTopic::holdsTheBudget_data()
{
    QTest::addColumn<QString>("guard");
    QTest::newRow("pause") << "pause";
    QTest::newRow("adapt") << "adapt";
}

void TstFastTopic::holdsTheBudget()
{
    QFETCH(QString, guard);
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), m_folder->path());
    child.setEnvironment(QStringLiteral("HEADROOM_CGROUP_ROOT"), QStringLiteral("/nowhere"));
    QVERIFY(child.start(cli, arguments(guard) + words(QStringLiteral("--memory-budget 36MiB"))));
    allIsCommitted(child);
    QVERIFY2(m_code == 0 || m_code == 3, qPrintable(QString::number(m_code)));
    QVERIFY2(m_kernelPeak <= budget + slack, qPrintable(QString::number(m_kernelPeak)));
    const json result = report();
    QVERIFY(result["guard"]["pauses"].get<int>() > 0); // held by them, not by a smaller queue
    if (guard == QStringLiteral("pause"))
        QCOMPARE(result["settings"]["queued-max-messages-kbytes"].get<int>(), 32768);
}

QTEST_GUILESS_MAIN(TstFastTopic)
#include "tst_fast_topic.moc"
