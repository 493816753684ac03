// SPDX-License-Identifier: GPL-3.0-or-later
// Control groups as the kernel shows them, in trees of files made here.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

#include "core/guard/memory_limit.h"

using namespace headroom::core;

namespace {

using Files = std::map<QString, QByteArray>; ///< path from the root; a path that ends in '/' is a folder

const QString cgroupFile = QStringLiteral("proc/self/cgroup");
const QString mountFile = QStringLiteral("proc/self/mountinfo");

QByteArray mountLine(const char* root, const char* at, const char* type, const char* superOptions)
{
    return QByteArray("35 31 0:32 ") + root + " " + at + " rw,relatime shared:9 - " + type + " cgroup rw," + superOptions + "\n";
}

QByteArray v2Mount(const char* root = "/") { return mountLine(root, "/sys/fs/cgroup", "cgroup2", "nsdelegate"); }
QByteArray v1Mount(const char* root = "/") { return mountLine("/", "/sys/fs/cgroup/cpu", "cgroup", "cpu") + mountLine(root, "/sys/fs/cgroup/memory", "cgroup", "memory"); }

QString v2(const char* path) { return QStringLiteral("sys/fs/cgroup") + QString::fromLatin1(path); }
QString v1(const char* path) { return QStringLiteral("sys/fs/cgroup/memory") + QString::fromLatin1(path); }

void write(const QDir& root, const Files& files)
{
    for (const auto& [path, text] : files) {
        const QString full = root.filePath(path);
        QVERIFY(QDir().mkpath(path.endsWith(QLatin1Char('/')) ? full : QFileInfo(full).path()));
        if (path.endsWith(QLatin1Char('/')))
            continue;
        QFile file(full);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
}

} // namespace

class TstMemoryLimit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void thisMachine();
    void theRootComesFromTheEnvironment();
};

void TstMemoryLimit::reads_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("used");
    QTest::addColumn<QString>("source");
    const qint64 none = unknownBytes;
    const QByteArray two = "0::/app\n";
    const QByteArray one = "8:pids:/\n4:cpu,memory:/docker/c1\n1:name=systemd:/x\n0::/\n";

    QTest::newRow("v2") << Files{{cgroupFile, two}, {mountFile, v2Mount()}, {v2("/app/memory.max"), "268435456\n"}, {v2("/app/memory.current"), "100000000\n"},
                                 {v2("/app/memory.stat"), "anon 50\nfile 900\ninactive_file 10000000\nactive_file 5000000\n"}}
                        << qint64(268435456) << qint64(85000000) << "/sys/fs/cgroup/app/memory.max";
    QTest::newRow("v2, max") << Files{{cgroupFile, two}, {mountFile, v2Mount()}, {v2("/app/memory.max"), "max\n"}, {v2("/app/memory.current"), "1\n"}} << none << none << "";
    QTest::newRow("v2, the parent's is smaller") << Files{{cgroupFile, "0::/a/b/c\n"}, {mountFile, v2Mount()}, {v2("/a/b/c/memory.max"), "900\n"}, {v2("/a/b/c/memory.current"), "5\n"},
                                                          {v2("/a/b/memory.max"), "max\n"}, {v2("/a/memory.max"), "700\n"}, {v2("/a/memory.current"), "650\n"}}
                                                 << qint64(700) << qint64(650) << "/sys/fs/cgroup/a/memory.max";
    QTest::newRow("v2, own namespace: the mount is the group") << Files{{cgroupFile, "0::/\n"}, {mountFile, v2Mount()}, {v2("/memory.max"), "4096\n"}, {v2("/memory.current"), "1024\n"}}
                                                               << qint64(4096) << qint64(1024) << "/sys/fs/cgroup/memory.max";
    QTest::newRow("v2, seen from outside the mount") << Files{{cgroupFile, "0::/../other\n"}, {mountFile, v2Mount("/../other")}, {v2("/memory.max"), "4096\n"}} << qint64(4096) << none
                                                     << "/sys/fs/cgroup/memory.max";
    QTest::newRow("v2, the mount shows a subtree") << Files{{cgroupFile, "0::/kube/pod/c\n"}, {mountFile, v2Mount("/kube")}, {v2("/pod/c/memory.max"), "4096\n"}} << qint64(4096) << none
                                                   << "/sys/fs/cgroup/pod/c/memory.max";
    QTest::newRow("v2, like names are not the mount's root") << Files{{cgroupFile, "0::/kubepods/c\n"}, {mountFile, v2Mount("/kube")}, {v2("/pods/c/memory.max"), "4096\n"}, {v2("/memory.max"), "8192\n"}}
                                                             << qint64(8192) << none << "/sys/fs/cgroup/memory.max";
    QTest::newRow("v1") << Files{{cgroupFile, one}, {mountFile, v1Mount()}, {v1("/docker/c1/memory.limit_in_bytes"), "1000\n"}, {v1("/docker/c1/memory.usage_in_bytes"), "600\n"},
                                 {v1("/docker/c1/memory.stat"), "inactive_file 1\ntotal_inactive_file 100\ntotal_active_file 50\n"}, {v1("/memory.limit_in_bytes"), "9223372036854771712\n"}}
                        << qint64(1000) << qint64(450) << "/sys/fs/cgroup/memory/docker/c1/memory.limit_in_bytes";
    QTest::newRow("v1, huge is none") << Files{{cgroupFile, one}, {mountFile, v1Mount()}, {v1("/docker/c1/memory.limit_in_bytes"), "9223372036854771712\n"}} << none << none << "";
    QTest::newRow("v1, the container's own mount") << Files{{cgroupFile, one}, {mountFile, v1Mount("/docker/c1")}, {v1("/memory.limit_in_bytes"), "2000\n"}} << qint64(2000) << none
                                                   << "/sys/fs/cgroup/memory/memory.limit_in_bytes";
    QTest::newRow("v1, nested") << Files{{cgroupFile, one}, {mountFile, v1Mount()}, {v1("/docker/c1/memory.limit_in_bytes"), "5000\n"}, {v1("/docker/memory.limit_in_bytes"), "3000\n"}} << qint64(3000)
                                << none << "/sys/fs/cgroup/memory/docker/memory.limit_in_bytes";
    QTest::newRow("hybrid, memory on v1") << Files{{cgroupFile, one}, {mountFile, v1Mount() + mountLine("/", "/sys/fs/cgroup/unified", "cgroup2", "nsdelegate")},
                                                   {QStringLiteral("sys/fs/cgroup/unified/cgroup.procs"), "1\n"}, {v1("/docker/c1/memory.limit_in_bytes"), "1000\n"}}
                                          << qint64(1000) << none << "/sys/fs/cgroup/memory/docker/c1/memory.limit_in_bytes";
    QTest::newRow("hybrid, v2 is smaller") << Files{{cgroupFile, "4:memory:/c\n0::/u\n"}, {mountFile, v1Mount() + mountLine("/", "/sys/fs/cgroup/unified", "cgroup2", "nsdelegate")},
                                                    {QStringLiteral("sys/fs/cgroup/unified/u/memory.max"), "500\n"}, {QStringLiteral("sys/fs/cgroup/unified/u/memory.current"), "400\n"},
                                                    {v1("/c/memory.limit_in_bytes"), "1000\n"}, {v1("/c/memory.usage_in_bytes"), "1\n"}}
                                           << qint64(500) << qint64(400) << "/sys/fs/cgroup/unified/u/memory.max";
    QTest::newRow("a group whose folder is gone") << Files{{cgroupFile, "0::/gone/deep\n"}, {mountFile, v2Mount()}, {v2("/gone/memory.max"), "4096\n"}} << qint64(4096) << none
                                                  << "/sys/fs/cgroup/gone/memory.max";
    QTest::newRow("nothing at all") << Files{} << none << none << "";
    QTest::newRow("no mount") << Files{{cgroupFile, two}, {mountFile, "1 2 0:1 / / rw - ext4 /dev/sda rw\n"}} << none << none << "";
    QTest::newRow("limit is unreadable") << Files{{cgroupFile, two}, {mountFile, v2Mount()}, {v2("/app/memory.max/"), ""}} << none << none << "";
    QTest::newRow("usage is unreadable") << Files{{cgroupFile, two}, {mountFile, v2Mount()}, {v2("/app/memory.max"), "4096"}, {v2("/app/memory.current/"), ""}} << qint64(4096) << none
                                         << "/sys/fs/cgroup/app/memory.max";
    QTest::newRow("limit is garbage") << Files{{cgroupFile, two}, {mountFile, v2Mount()}, {v2("/app/memory.max"), "12 apples\n"}} << none << none << "";
    QTest::newRow("limit is 0, negative or too large") << Files{{cgroupFile, "0::/a/b\n"}, {mountFile, v2Mount()}, {v2("/a/b/memory.max"), "0\n"}, {v2("/a/memory.max"), "-5\n"},
                                                               {v2("/memory.max"), "99999999999999999999999\n"}}
                                                       << none << none << "";
    QTest::newRow("files are garbage") << Files{{cgroupFile, "::\n\nabc\n0::"}, {mountFile, " - \n - cgroup2 x y\n1 2 3 - cgroup2\n\xff\xfe"}} << none << none << "";
    QTest::newRow("cache larger than usage") << Files{{cgroupFile, two}, {mountFile, v2Mount()}, {v2("/app/memory.max"), "4096\n"}, {v2("/app/memory.current"), "100\n"},
                                                      {v2("/app/memory.stat"), "inactive_file 90\nactive_file 90\n"}}
                                             << qint64(4096) << qint64(0) << "/sys/fs/cgroup/app/memory.max";
    QTest::newRow("blank in a path") << Files{{cgroupFile, "0::/my app\n"}, {mountFile, mountLine("/", "/sys/fs/c\\040group", "cgroup2", "x")}, {QStringLiteral("sys/fs/c group/my app/memory.max"), "77\n"}}
                                     << qint64(77) << none << "/sys/fs/c group/my app/memory.max";
}

void TstMemoryLimit::reads()
{
    QFETCH(Files, files);
    QTemporaryDir folder;
    write(QDir(folder.path()), files);
    const MemoryLimit read = readMemoryLimit(folder.path().toStdString());
    QTEST(static_cast<qint64>(read.limit), "limit");
    QTEST(static_cast<qint64>(read.used), "used");
    QTEST(QString::fromStdString(read.source), "source");
}

/// Whatever this machine has: a limit comes with its file, and what is used is at least what this process cannot give back.
void TstMemoryLimit::thisMachine()
{
    const MemoryLimit read = readMemoryLimit("/");
    QCOMPARE(read.limit == unknownBytes, read.source.empty());
    if (read.limit != unknownBytes)
        QVERIFY(QFile::exists(QString::fromStdString(read.source)));
    if (read.used != unknownBytes)
        QVERIFY(read.used > 0 && read.limit > 0);
}

void TstMemoryLimit::theRootComesFromTheEnvironment()
{
    qunsetenv("HEADROOM_CGROUP_ROOT");
    QCOMPARE(cgroupRoot(), std::string("/"));
    qputenv("HEADROOM_CGROUP_ROOT", "/elsewhere");
    QCOMPARE(cgroupRoot(), std::string("/elsewhere"));
    qunsetenv("HEADROOM_CGROUP_ROOT");
}

QTEST_APPLESS_MAIN(TstMemoryLimit)
#include "tst_memory_limit.moc"
