// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <atomic>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <spdlog/async.h>
#include <spdlog/spdlog.h>

#include "core/log/logging.h"

using namespace headroom::core;

namespace {

WallTime at(int seconds) { return WallTime(std::chrono::seconds(seconds)); }

Logging startIn(const QString& directory, const char* level = "info")
{
    LoggingOptions options;
    options.directory = directory.toStdString();
    options.level = level;
    return startLogging(options);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ringKeepsTheNewestAndCountsTheRest();
    void ringFoldsRepeats();
    void ringCutsLongLinesAtACharacter();
    void writesFileAndRing();
    void rotatesItsFile();
    void honoursTheLevel();
    void goesOnWithoutAFile_data();
    void goesOnWithoutAFile();
    void staysOutOfTheGlobalRegistry();
    void countsWhatIsDropped();
    void neverWaitsForItsFile();
    void findsItsDirectories_data();
    void findsItsDirectories();
};

void TestLog::ringKeepsTheNewestAndCountsTheRest()
{
    LogRing ring(3);
    for (int i = 1; i <= 5; ++i)
        ring.add(at(i), 2, "line " + std::to_string(i));
    const auto lines = ring.since(0);
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(lines.front().text, std::string("line 3"));
    QCOMPARE(lines.front().number, std::uint64_t{3});
    QCOMPARE(ring.dropped(), std::uint64_t{2});
    QCOMPARE(ring.since(4).size(), std::size_t{1});
    QVERIFY(ring.since(5).empty());
}

void TestLog::ringFoldsRepeats()
{
    LogRing ring(10);
    ring.add(at(1), 4, "broker down");
    ring.add(at(2), 4, "broker down");
    ring.add(at(3), 3, "broker down");
    const auto lines = ring.since(0);
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].repeats, 2U);
    QVERIFY(lines[0].at == at(2));
    QCOMPARE(lines[1].repeats, 1U);
    ring.add(at(4), 3, "broker down");
    QCOMPARE(ring.since(lines[1].number).size(), std::size_t{1}); // a reader sees the new count
}

void TestLog::ringCutsLongLinesAtACharacter()
{
    LogRing ring(1);
    std::string text = "x"; // so that no two-byte character starts at an even place
    for (int i = 0; i < 4000; ++i)
        text += "é";
    ring.add(at(1), 2, text);
    const std::string kept = ring.since(0).front().text;
    QVERIFY(kept.size() <= 2048);
    QVERIFY(kept.ends_with("..."));
    QVERIFY(!QString::fromStdString(kept).contains(QChar::ReplacementCharacter));
}

void TestLog::writesFileAndRing()
{
    const QTemporaryDir home;
    const QString directory = home.filePath(QStringLiteral("new/logs"));
    std::shared_ptr<LogRing> ring;
    QString file;
    {
        const Logging logging = startIn(directory);
        QVERIFY2(logging.warning.empty(), logging.warning.c_str());
        ring = logging.ring;
        file = QString::fromStdString(logging.file);
        logging.logger->info("joined group {}", "g1");
        logging.logger->error("second");
    } // the last owner writes what is queued
    QCOMPARE(file, directory + QStringLiteral("/headroom.log"));
    const QByteArray content = contentOf(file);
    QVERIFY(content.contains(" info joined group g1\n"));
    QVERIFY(content.contains(" error second\n"));
    const auto lines = ring->since(0);
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].text, std::string("joined group g1"));
    QCOMPARE(lines[1].level, 4);
    QCOMPARE(QFileInfo(directory).permissions() & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
}

void TestLog::rotatesItsFile()
{
    const QTemporaryDir home;
    constexpr int lines = 4000; // 8 MB
    constexpr int portion = 500; // fewer than the queue holds, so that none is dropped
    {
        const Logging logging = startIn(home.path());
        const std::string filler(2000, 'x');
        for (int i = 0; i < lines; ++i) {
            if (i % portion == 0 && i > 0)
                QTRY_VERIFY(!logging.ring->since(0).empty() && logging.ring->since(0).back().text.starts_with(std::to_string(i - 1) + " "));
            logging.logger->info("{} {}", i, filler);
        }
        QCOMPARE(logging.dropped(), std::uint64_t{0});
    }
    const QByteArray older = contentOf(home.filePath(QStringLiteral("headroom.1.log")));
    const QByteArray newer = contentOf(home.filePath(QStringLiteral("headroom.log")));
    QVERIFY(older.contains(" 0 xx") && newer.contains(" 3999 xx"));
    QCOMPARE(older.count('\n') + newer.count('\n'), lines);
    QVERIFY(older.size() <= 5 * 1024 * 1024 && newer.size() <= 5 * 1024 * 1024);
}

void TestLog::honoursTheLevel()
{
    const QTemporaryDir home;
    std::shared_ptr<LogRing> ring;
    {
        const Logging logging = startIn(home.path(), "warning");
        ring = logging.ring;
        logging.logger->info("quiet");
        logging.logger->warn("loud");
    }
    QCOMPARE(ring->since(0).size(), std::size_t{1});
}

void TestLog::goesOnWithoutAFile_data()
{
    QTest::addColumn<QString>("directory");
    QTest::newRow("not a directory") << QStringLiteral("/dev/null");
    QTest::newRow("below a file") << QStringLiteral("/dev/null/headroom");
    QTest::newRow("not writable, not even by root") << QStringLiteral("/proc/1/headroom");
}

void TestLog::goesOnWithoutAFile()
{
    QFETCH(QString, directory);
    std::shared_ptr<LogRing> ring;
    {
        const Logging logging = startIn(directory);
        QVERIFY(logging.file.empty());
        QVERIFY2(logging.warning.find("HEADROOM_HOME") != std::string::npos, logging.warning.c_str());
        QVERIFY(logging.warning.find(directory.toStdString()) != std::string::npos);
        QCOMPARE(logging.warning.find('\n'), std::string::npos);
        ring = logging.ring;
        logging.logger->info("still here");
    }
    QCOMPARE(ring->since(0).size(), std::size_t{1});
}

void TestLog::staysOutOfTheGlobalRegistry()
{
    const QTemporaryDir home;
    const Logging first = startIn(home.filePath(QStringLiteral("a")));
    const Logging second = startIn(home.filePath(QStringLiteral("b")));
    QVERIFY(first.logger != second.logger);
    QVERIFY(spdlog::get("headroom") == nullptr);
    QVERIFY(spdlog::thread_pool() == nullptr);
}

void TestLog::countsWhatIsDropped()
{
    const QTemporaryDir home;
    constexpr int lines = 200000;
    Logging logging = startIn(home.path());
    for (int i = 0; i < lines; ++i)
        logging.logger->info("line {}", i);
    const std::uint64_t dropped = logging.dropped();
    const auto ring = logging.ring;
    logging.logger.reset();
    // The newest line always survives, and no more than the ring's bound is kept.
    QCOMPARE(ring->since(0).back().text, std::string("line 199999"));
    QVERIFY(ring->since(0).size() <= 2000);
    QCOMPARE(ring->since(0).size() + ring->dropped() + dropped, std::uint64_t{lines});
    QCOMPARE(logging.dropped(), std::uint64_t{0}); // nobody to ask any more
    QVERIFY(QDir(home.path()).entryList(QDir::Files).size() <= 3);
}

/// The file is a pipe that nobody empties: whoever waits for it to be written waits for ever. Seen to fail with the
/// policy `block`.
void TestLog::neverWaitsForItsFile()
{
    const QTemporaryDir home;
    const QByteArray path = home.filePath(QStringLiteral("headroom.log")).toLocal8Bit();
    QCOMPARE(mkfifo(path.constData(), 0600), 0);
    const int reader = open(path.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(reader >= 0);
    Logging logging = startIn(home.path());
    QVERIFY2(logging.warning.empty(), logging.warning.c_str());
    std::atomic<bool> written = false;
    std::thread writer([&] {
        for (int i = 0; i < 50000; ++i) // far more than the pipe and the queue hold
            logging.logger->info("line {}", i);
        written = true;
    });
    const bool inTime = QTest::qWaitFor([&] { return written.load(); }, 10000);
    std::atomic<bool> ended = false;
    std::thread emptier([&] { // lets what is stuck end, so that a failure is a failure and no hang
        char buffer[65536];
        while (!ended) {
            if (read(reader, buffer, sizeof buffer) <= 0)
                std::this_thread::yield();
        }
    });
    writer.join();
    const std::uint64_t dropped = logging.dropped();
    logging.logger.reset(); // writes what is queued
    ended = true;
    emptier.join();
    close(reader);
    QVERIFY(inTime);
    QVERIFY(dropped > 0);
}

void TestLog::findsItsDirectories_data()
{
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QByteArray>("headroomHome");
    QTest::addColumn<QByteArray>("xdg");
    QTest::addColumn<QString>("config");
    QTest::addColumn<QString>("state");
    QTest::newRow("own") << QByteArray("/h") << QByteArray("/own") << QByteArray("/x") << QStringLiteral("/own") << QStringLiteral("/own");
    QTest::newRow("xdg") << QByteArray("/h") << QByteArray() << QByteArray("/x") << QStringLiteral("/x/headroom") << QStringLiteral("/x/headroom");
    QTest::newRow("relative xdg is ignored") << QByteArray("/h") << QByteArray() << QByteArray("x") << QStringLiteral("/h/.config/headroom")
                                             << QStringLiteral("/h/.local/state/headroom");
    QTest::newRow("home") << QByteArray("/h") << QByteArray() << QByteArray() << QStringLiteral("/h/.config/headroom")
                          << QStringLiteral("/h/.local/state/headroom");
}

void TestLog::findsItsDirectories()
{
    QFETCH(QByteArray, home);
    QFETCH(QByteArray, headroomHome);
    QFETCH(QByteArray, xdg);
    qputenv("HOME", home);
    qputenv("HEADROOM_HOME", headroomHome);
    qputenv("XDG_CONFIG_HOME", xdg);
    qputenv("XDG_STATE_HOME", xdg);
    QTEST(QString::fromStdString(configDirectory()), "config");
    QTEST(QString::fromStdString(stateDirectory()), "state");
}

QTEST_APPLESS_MAIN(TestLog)
#include "tst_log.moc"
