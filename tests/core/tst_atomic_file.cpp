// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/atomic_file.h"

using namespace headroom::core;

class TstAtomicFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replacesAFile();
    void keepsALink();
    void writesIntoAPipe();
};

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

void TstAtomicFile::replacesAFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new/report.json"));
    QVERIFY(writeFileAtomically(path.toStdString(), "one"));
    QVERIFY(writeFileAtomically(path.toStdString(), "two"));
    QCOMPARE(contentOf(path), QByteArray("two"));
}

void TstAtomicFile::keepsALink()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("target"));
    const QString link = folder.filePath(QStringLiteral("link"));
    QVERIFY(writeFileAtomically(target.toStdString(), "old"));
    QVERIFY(QFile::link(target, link));
    QVERIFY(writeFileAtomically(link.toStdString(), "new"));
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(contentOf(target), QByteArray("new"));
}

/// As devices: what is not a file stays what it is.
void TstAtomicFile::writesIntoAPipe()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("pipe")).toStdString();
    QCOMPARE(mkfifo(path.c_str(), 0600), 0);
    const int reader = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(reader >= 0);
    QVERIFY(writeFileAtomically(path, "through"));
    char read[16] = {};
    QCOMPARE(::read(reader, read, sizeof read), ssize_t(7));
    QCOMPARE(QByteArray(read), QByteArray("through"));
    close(reader);
    struct stat info {};
    QVERIFY(stat(path.c_str(), &info) == 0 && S_ISFIFO(info.st_mode));
}

QTEST_APPLESS_MAIN(TstAtomicFile)
#include "tst_atomic_file.moc"
