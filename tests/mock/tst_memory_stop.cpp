// SPDX-License-Identifier: GPL-3.0-or-later
// The program near its container's memory limit: it stops by itself, in good order, before the kernel would kill it.
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <nlohmann/json.hpp>

#include "headroom_paths.h"
#include "tests/support/cgroup_tree.h"
#include "tests/support/child_process.h"

using namespace headroom;
using headroom::test::CgroupTree;
using headroom::test::ChildProcess;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

const QString cli = QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli");
constexpr core::Bytes limit = 40 * core::mib;
constexpr int failed = 1; ///< the documented exit code

/// Marks so high that the guard does not prevent what is to be tested.
const char* const lateGuard = "--guard-high 100 --guard-adapt 99 --guard-low 98 --commit-mode batch --batch-size 20";

QStringList words(const QString& text) { return text.split(QLatin1Char(' '), Qt::SkipEmptyParts); }

/// A memory control group with a limit, below the one that HEADROOM_TEST_CGROUP names; removed when its members are gone.
class RealGroup {
public:
    explicit RealGroup(const QString& parent) : m_folder(parent + QStringLiteral("/headroom-test-%1").arg(QCoreApplication::applicationPid()))
    {
        const bool made = QDir().mkdir(m_folder);
        const QString first = m_folder + QStringLiteral("/memory.limit_in_bytes");
        QFile file(QFile::exists(first) ? first : m_folder + QStringLiteral("/memory.max"));
        const QByteArray text = QByteArray::number(static_cast<qint64>(limit));
        m_good = made && file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
    }
    ~RealGroup() { QDir().rmdir(m_folder); }
    RealGroup(const RealGroup&) = delete;
    RealGroup& operator=(const RealGroup&) = delete;
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] QString members() const { return m_folder + QStringLiteral("/cgroup.procs"); }

private:
    QString m_folder;
    bool m_good = false;
};

/// Where groups can be made: as the environment says, else the root of version 1; empty: nowhere.
QString groupParent()
{
    const QString usual = QStringLiteral("/sys/fs/cgroup/memory");
    const QString parent = qEnvironmentVariable("HEADROOM_TEST_CGROUP", usual);
    return parent != usual || RealGroup(parent).good() ? parent : QString();
}

} // namespace

class TstMemoryStop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void growsIntoALimit_data();
    void growsIntoALimit();
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

void TstMemoryStop::growsIntoALimit_data()
{
    QTest::addColumn<QString>("parent");  // of a real group; empty: a limit that only the program knows
    QTest::addColumn<QString>("wrapper"); // starts the program
    QTest::addColumn<QString>("guard");
    const QString pause = QStringLiteral("pause"), observe = QStringLiteral("observe");
    QTest::newRow("pretended") << QString() << QString() << pause;
    QTest::newRow("pretended, with the usual guard") << QString() << QString() << observe;
    // The kernel enforces one too, so that a program that went on growing would end by it.
    QTest::newRow("pretended, below a real one") << QString() << QStringLiteral("/usr/bin/prlimit --data=167772160") << pause;
    const QString parent = groupParent();
    if (!parent.isEmpty()) {
        QTest::newRow("real control group") << parent << QString() << pause;
        QTest::newRow("real control group, with the usual guard") << parent << QString() << observe; // killed with exit code 137
    } else
        qInfo("no memory control group can be made here: a pretended one and prlimit have to do");
}

/// The queue fills while the processor is slow: real memory.
void TstMemoryStop::growsIntoALimit()
{
    QFETCH(QString, parent);
    QFETCH(QString, wrapper);
    QFETCH(QString, guard);
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), m_folder->path());
    const QStringList slow = arguments("delay --process-delay-us 20000", guard);
    if (!parent.isEmpty()) {
        const RealGroup group(parent);
        QVERIFY2(group.good(), qPrintable(QStringLiteral("no group with a limit can be made in ") + parent));
        // The shell joins the group and becomes the program; its demo broker joins with it and counts as well.
        const QString join = QStringLiteral("echo $$ > '%1' && exec \"$@\"").arg(group.members());
        QVERIFY(child.start(QStringLiteral("/bin/sh"), QStringList{QStringLiteral("-c"), join, QStringLiteral("sh"), cli} + slow));
        endedInGoodOrder(child, "headroom-test-");
        return;
    }
    child.setEnvironment(QStringLiteral("HEADROOM_CGROUP_ROOT"), QStringLiteral("/nowhere"));
    const QStringList command = words(wrapper) + QStringList{cli} + slow + words(QStringLiteral("--pretend-limit 40MiB"));
    QVERIFY(child.start(command.first(), command.mid(1)));
    endedInGoodOrder(child, "pretend-limit");
    const auto peak = report()["rss"]["peak_bytes"].get<core::Bytes>();
    QVERIFY2(peak < limit + 2 * core::mib && peak > limit * 9 / 10, qPrintable(QString::number(peak)));
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
