// SPDX-License-Identifier: GPL-3.0-or-later
// The program near its container's memory limit: it stops by itself, in good order, before the kernel would kill it.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <nlohmann/json.hpp>

#include "headroom_paths.h"
#include "core/demo/demo_process.h"
#include "tests/support/cgroup_tree.h"
#include "tests/support/child_process.h"
#include "tests/support/control_group.h"

using namespace headroom;
using headroom::test::CgroupTree;
using headroom::test::ChildProcess;
using headroom::test::ControlGroup;
using headroom::core::DemoProcess;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

const QString cli = QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli");
constexpr core::Bytes limit = 40 * core::mib;
constexpr int failed = 1; ///< the documented exit code

/// Marks so high that the guard does not prevent what is to be tested.
const char* const lateGuard = "--guard-high 100 --guard-adapt 99 --guard-low 98 --commit-mode batch --batch-size 20";

QStringList words(const QString& text) { return text.split(QLatin1Char(' '), Qt::SkipEmptyParts); }

} // namespace

class TstMemoryStop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("HEADROOM_CLI", cli.toUtf8()); } // whose demo broker runs outside of the group
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theGroupFills_data();
    void theGroupFills();
    void theContainerFills();

private:
    QStringList arguments(const char* processor, const QString& guard = QStringLiteral("pause")) const
    {
        return words(QStringLiteral("run --guard ") + guard + QLatin1Char(' ') + QString::fromLatin1(lateGuard) + QStringLiteral(" --report ") + reportFile() + QStringLiteral(" --processor ") + QString::fromUtf8(processor));
    }
    [[nodiscard]] QString reportFile() const { return m_folder->filePath(QStringLiteral("report.json")); }
    [[nodiscard]] json report() const
    {
        QFile file(reportFile());
        return file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString(), nullptr, false) : json();
    }
    void endedInGoodOrder(ChildProcess& child, const char* source);

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// Exit code, what it says, and that all it processed is committed.
void TstMemoryStop::endedInGoodOrder(ChildProcess& child, const char* source)
{
    const auto code = child.waitForEnd(60s);
    const QByteArray said = child.standardError();
    QVERIFY2(code.has_value(), said.constData());
    QVERIFY2(*code == failed, qPrintable(QStringLiteral("%1: %2").arg(*code).arg(QString::fromUtf8(said))));
    for (const char* part : {"Stopped ", " the memory limit: ", "of 40.0 MiB", source, "memory-budget"})
        QVERIFY2(said.contains(part), qPrintable(QString::fromUtf8(said)));
    const json result = report();
    QVERIFY(result.is_object());
    QCOMPARE(result["errors"][0]["code"].get<std::string>(), std::string("memory limit"));
    QVERIFY(result["messages"].get<int>() > 0);
    QVERIFY(result["commits"]["confirmed"].get<int>() > 0);
    QCOMPARE(result["commits"]["failed"].get<int>() + result["commits"]["unknown"].get<int>(), 0);
    for (const json& row : result["partitions"])
        if (row["processed"].is_number() && row["processed"] != row["first_offset"])
            QCOMPARE(row["committed"].get<int>(), row["processed"].get<int>());
}

void TstMemoryStop::theGroupFills_data()
{
    QTest::addColumn<QString>("guard");
    QTest::newRow("pause") << "pause";
    QTest::newRow("observe") << "observe"; // killed with exit code 137
}

/// A neighbour in a real group grows until the kernel would kill one of the two.
void TstMemoryStop::theGroupFills()
{
    QFETCH(QString, guard);
    const QString parent = ControlGroup::parent();
    if (parent.isEmpty())
        QSKIP("no memory control group can be made here: a file tree has to do");
    const ControlGroup group(parent, limit);
    QVERIFY2(group.good(), qPrintable(QStringLiteral("no group with a limit can be made in ") + parent));
    const auto broker = DemoProcess::start();
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    QProcess neighbour; // keeps what it is given
    neighbour.start(QStringLiteral("/bin/sh"), group.joinAndRun(words(QStringLiteral("tail -c 100000000"))));
    QVERIFY(neighbour.waitForStarted());
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), m_folder->path());
    const QString records = m_folder->filePath(QStringLiteral("records"));
    const QStringList run = arguments(qPrintable(QStringLiteral("file:") + records), guard)
        + words(QStringLiteral("--bootstrap-servers %1 --group-id filled").arg(QString::fromStdString((*broker)->bootstrapServers())));
    QVERIFY(child.start(QStringLiteral("/bin/sh"), group.joinAndRun(QStringList{cli} + run)));
    QVERIFY2(child.waitUntil([&] { return QFileInfo(records).size() > 10000; }, 30s), child.standardError().constData());
    const QByteArray more(256 * core::kib, 'x');
    for (core::Bytes given = 0; !child.waitForEnd(50ms) && given < limit; given += more.size()) {
        neighbour.write(more);
        while (neighbour.bytesToWrite() > 0)
            QVERIFY(neighbour.waitForBytesWritten());
    }
    endedInGoodOrder(child, "headroom-test-");
    neighbour.kill();
    QVERIFY(neighbour.waitForFinished());
}

/// Something else in the container takes the memory: our own RSS says nothing, the container's figure does.
void TstMemoryStop::theContainerFills()
{
    CgroupTree tree(limit, limit / 2);
    const QString records = m_folder->filePath(QStringLiteral("records"));
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), m_folder->path());
    child.setEnvironment(QStringLiteral("HEADROOM_CGROUP_ROOT"), QString::fromStdString(tree.root()));
    // A small queue: it stays far below the limit by itself.
    QVERIFY(child.start(cli, arguments(qPrintable(QStringLiteral("file:") + records)) + words(QStringLiteral("--queued-max-messages-kbytes 64 --queued-min-messages 100"))));
    QVERIFY2(child.waitUntil([&] { return QFileInfo(records).size() > 10000; }, 30s), child.standardError().constData());
    QVERIFY(child.running());
    tree.setUsed(limit - core::mib / 2);
    endedInGoodOrder(child, "/sys/fs/cgroup/app/memory.max");
}

QTEST_GUILESS_MAIN(TstMemoryStop)
#include "tst_memory_stop.moc"
