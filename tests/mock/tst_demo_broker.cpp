// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <map>
#include <set>

#include <librdkafka/rdkafka.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "core/demo/demo_process.h"
#include "tests/mock/demo_reader.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using namespace std::chrono_literals;
using headroom::test::DemoReader;
using headroom::test::instrumented;
using headroom::test::slowdown;

namespace {

constexpr int partitionCount = 8;

/// Gone, or a zombie that nobody reaps (as in a container whose first process does not).
bool gone(pid_t pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return true;
    const auto text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1) == "Z";
}

/// Local addresses (hex, as the kernel prints them) on which the process listens.
QStringList listeningAddresses(pid_t pid)
{
    QStringList inodes;
    const QDir fds(QStringLiteral("/proc/%1/fd").arg(pid));
    for (const auto& entry : fds.entryInfoList(QDir::System | QDir::Files))
        inodes << QFile::symLinkTarget(entry.filePath()).section(QLatin1Char('['), 1).chopped(1);
    QStringList addresses;
    for (const auto* table : {"tcp", "tcp6"}) {
        QFile file(QStringLiteral("/proc/%1/net/%2").arg(pid).arg(QLatin1String(table)));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const auto& line : file.readAll().split('\n')) {
            const auto words = line.simplified().split(' ');
            if (words.size() > 9 && words[3] == "0A" && inodes.contains(QString::fromLatin1(words[9])))
                addresses << QString::fromLatin1(words[1]).section(QLatin1Char(':'), 0, 0);
        }
    }
    return addresses;
}

/// A parent of its own: starts a demo broker, tells its pid, waits to be killed.
class Parent {
public:
    Parent()
    {
        std::array<int, 2> fds{};
        if (::pipe(fds.data()) != 0)
            return;
        m_pid = ::fork();
        if (m_pid == 0) {
            const auto broker = DemoProcess::start();
            const pid_t pid = broker ? (*broker)->pid() : -1;
            const auto written = ::write(fds[1], &pid, sizeof pid);
            while (written > 0)
                ::pause();
            ::_exit(1);
        }
        ::close(fds[1]);
        if (::read(fds[0], &m_broker, sizeof m_broker) != sizeof m_broker)
            m_broker = -1;
        ::close(fds[0]);
    }
    ~Parent() { kill(); }
    Parent(const Parent&) = delete;
    Parent& operator=(const Parent&) = delete;

    [[nodiscard]] pid_t broker() const { return m_broker; }
    void kill()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(std::exchange(m_pid, -1), nullptr, 0);
    }

private:
    pid_t m_pid = -1;
    pid_t m_broker = -1;
};

/// Waits until nothing new was produced for some time (the broker measures its compression every 250 ms and has more
/// room then); the number of records then.
Offset settled(const DemoReader& reader)
{
    constexpr int quiet = instrumented ? 4000 : 1500;
    Offset last = 0;
    for (QElapsedTimer timer; !timer.isValid() || timer.elapsed() < quiet; QTest::qWait(50)) {
        if (const auto now = reader.produced(); now != last) {
            last = now;
            timer.start();
        }
    }
    return last;
}

} // namespace

class TstDemoBroker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsQuickly();
    void servesUniqueRecords();
    void servesOptions();
    void servesPoison();
    void listensOnLoopbackOnly();
    void holdsBackUntilTheGroupCommits();
    void holdsBackUntilThePositionMoves();
    void diesWithItsParent_data();
    void diesWithItsParent();
    void endsWithTheScriptThatStartedIt();
    void endsWithStandardInput();
    void takesNothingOfOurs();
    void noticesTheEndOfTheChild();
    void destructionEndsAStoppedChild();
    void failsClearly_data();
    void failsClearly();
};

// The best of three: this is about the program, not about what else the machine does.
void TstDemoBroker::startsQuickly()
{
    qint64 firstLines = 1'000'000;
    qint64 backlog = 1'000'000;
    for (int round = 0; round < 3; ++round) {
        QElapsedTimer timer;
        timer.start();
        const auto broker = DemoProcess::start({"--messages", "2000"});
        firstLines = std::min(firstLines, timer.elapsed());
        QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
        const DemoReader reader((*broker)->bootstrapServers(), (*broker)->topic());
        QTRY_COMPARE(reader.produced(), 2000);
        backlog = std::min(backlog, timer.elapsed());
    }
    QVERIFY2(firstLines < 300 * slowdown, qPrintable(QString::number(firstLines)));
    QVERIFY2(backlog < 1000 * slowdown, qPrintable(QString::number(backlog)));
}

void TstDemoBroker::servesUniqueRecords()
{
    const auto broker = DemoProcess::start({"--messages", "2300"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    QVERIFY((*broker)->bootstrapServers().starts_with("127.0.0.1:"));
    QCOMPARE((*broker)->topic(), std::string("demo.orders"));
    DemoReader reader((*broker)->bootstrapServers(), (*broker)->topic());
    QCOMPARE(reader.partitions(), partitionCount);
    std::set<std::int64_t> ids;
    std::map<std::string, int> partitionOf;
    bool sound = true;
    const auto count = reader.readFromStart([&](const rd_kafka_message_t& message) {
        const auto* text = static_cast<const char*>(message.payload);
        const auto json = nlohmann::json::parse(text, text + message.len, nullptr, false);
        const std::string key(static_cast<const char*>(message.key), message.key_len);
        sound = sound && json.is_object() && ids.insert(json["id"].get<std::int64_t>()).second
            && partitionOf.try_emplace(key, message.partition).first->second == message.partition;
        return ids.size() == 2300;
    }, 20s * slowdown);
    QVERIFY(sound);
    QCOMPARE(count, 2300);
    QCOMPARE(*ids.begin(), 1);
    QCOMPARE(*ids.rbegin(), 2300);
    QVERIFY((*broker)->alive()); // goes on serving
}

void TstDemoBroker::servesOptions()
{
    const auto broker = DemoProcess::start({"--topic", "small", "--partitions", "3", "--size", "fixed:120", "--codec", "zstd", "--messages", "50",
        "--initial-messages", "10", "--keys", "none", "--headers", "0", "--messages-per-second", "1000"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    QCOMPARE((*broker)->topic(), std::string("small"));
    DemoReader reader((*broker)->bootstrapServers(), "small");
    QCOMPARE(reader.partitions(), 3);
    bool sound = true;
    std::int64_t seen = 0;
    const auto count = reader.readFromStart([&](const rd_kafka_message_t& message) {
        sound = sound && message.len == 120 && message.key == nullptr;
        return ++seen == 50;
    }, 20s);
    QCOMPARE(count, 50);
    QVERIFY(sound);
    QCOMPARE(settled(reader), 50);
}

void TstDemoBroker::servesPoison()
{
    const auto broker = DemoProcess::start({"--poison-share", "1", "--messages", "70", "--initial-messages", "70"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    DemoReader reader((*broker)->bootstrapServers(), (*broker)->topic());
    int nulls = 0;
    int empty = 0;
    int huge = 0;
    int manyHeaders = 0;
    std::int64_t seen = 0;
    const auto count = reader.readFromStart([&](const rd_kafka_message_t& message) {
        rd_kafka_headers_t* headers = nullptr;
        const bool has = rd_kafka_message_headers(&message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR;
        nulls += message.payload == nullptr ? 1 : 0;
        empty += message.payload != nullptr && message.len == 0 ? 1 : 0;
        huge += message.len == 300 * 1024 ? 1 : 0;
        manyHeaders += has && rd_kafka_header_cnt(headers) == 10'000 ? 1 : 0;
        return ++seen == 70;
    }, 20s);
    QCOMPARE(count, 70);
    QCOMPARE(nulls, 10);
    QCOMPARE(empty, 10);
    QCOMPARE(huge, 10);
    QCOMPARE(manyHeaders, 10);
}

/// Seen to fail with one more socket that listens on every address.
void TstDemoBroker::listensOnLoopbackOnly()
{
    const auto broker = DemoProcess::start();
    QVERIFY(broker.has_value());
    const auto addresses = listeningAddresses((*broker)->pid());
    QVERIFY(!addresses.isEmpty());
    for (const auto& address : addresses)
        QCOMPARE(address, QStringLiteral("0100007F"));
}

void TstDemoBroker::holdsBackUntilTheGroupCommits()
{
    const auto broker = DemoProcess::start({"--group", "held", "--messages-per-second", "0", "--size", "fixed:2000"});
    QVERIFY(broker.has_value());
    DemoReader reader((*broker)->bootstrapServers(), (*broker)->topic(), "held");
    const auto before = settled(reader);
    QVERIFY(before > 2000);
    std::vector<Offset> half;
    for (int partition = 0; partition < partitionCount; ++partition) {
        const auto [first, next] = reader.watermarks(partition);
        QCOMPARE(first, 0); // nothing dropped out: the bound is below the retention
        half.push_back(next / 2);
    }
    QVERIFY(reader.commit(half));
    QTRY_VERIFY(reader.produced() > before + before / 3);
    settled(reader);
    for (int partition = 0; partition < partitionCount; ++partition)
        QVERIFY(reader.watermarks(partition).first <= half[static_cast<std::size_t>(partition)]); // nothing unread dropped out
}

void TstDemoBroker::holdsBackUntilThePositionMoves()
{
    const auto broker = DemoProcess::start({"--group", "never-commits", "--messages-per-second", "0", "--size", "fixed:2000", "--backlog-bytes", "262144"});
    QVERIFY(broker.has_value());
    const DemoReader reader((*broker)->bootstrapServers(), (*broker)->topic());
    const auto before = settled(reader);
    const auto [first, next] = reader.watermarks(5);
    QCOMPARE(first, 0);
    (*broker)->tellPosition(5, next);
    QTRY_VERIFY(reader.watermarks(5).second > next + next / 2);
    const auto all = settled(reader) - before;
    const auto one = reader.watermarks(5).second - next;
    // The others still wait, but for the few records for which a new measurement of the compression makes room.
    QVERIFY2(all - one < one / 4, qPrintable(QStringLiteral("%1 %2").arg(all).arg(one)));
}

void TstDemoBroker::diesWithItsParent_data()
{
    QTest::addColumn<bool>("stopped");
    QTest::newRow("running") << false;
    QTest::newRow("stopped") << true; // only the kernel's signal reaches it then
}

void TstDemoBroker::diesWithItsParent()
{
    QFETCH(bool, stopped);
    Parent parent;
    QVERIFY(parent.broker() > 0);
    QVERIFY(!gone(parent.broker()));
    if (stopped)
        ::kill(parent.broker(), SIGSTOP);
    parent.kill();
    QTRY_VERIFY_WITH_TIMEOUT(gone(parent.broker()), 2000);
}

/// Started by hand in a script that ends: must fail without endWithParent.
void TstDemoBroker::endsWithTheScriptThatStartedIt()
{
    const auto brokerOf = [](const char* options) {
        QProcess script;
        script.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("ulimit -t 60; \"$HEADROOM_CLI\" demo-broker %1 >out & echo $!; until grep -q topic= out; do sleep 0.05; done").arg(QLatin1String(options))});
        return script.waitForFinished(10000 * slowdown) ? static_cast<pid_t>(script.readAllStandardOutput().trimmed().toInt()) : 0;
    };
    const QTemporaryDir folder;
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder.path()));
    const pid_t left = brokerOf("");
    const pid_t kept = brokerOf("--outlive-parent");
    QDir::setCurrent(before);
    const auto end = qScopeGuard([=] { // nobody else would; one that even this misses runs out of its minute of CPU
        for (const pid_t pid : {left, kept})
            if (pid > 0)
                ::kill(pid, SIGKILL);
    });
    QVERIFY(left > 0 && kept > 0);
    QTRY_VERIFY_WITH_TIMEOUT(gone(left), 2000 * slowdown); // a signal that it handles, unlike that of a killed parent
    QVERIFY(!gone(kept));
}

void TstDemoBroker::endsWithStandardInput()
{
    QProcess process;
    process.start(QString::fromLocal8Bit(qgetenv("HEADROOM_CLI")), {QStringLiteral("demo-broker"), QStringLiteral("--die-with-stdin")});
    QVERIFY(process.waitForReadyRead());
    QVERIFY(process.readLine().startsWith("bootstrap.servers=127.0.0.1:"));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(2000 * slowdown));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

void TstDemoBroker::takesNothingOfOurs()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const int inheritable = ::dup(file.handle()); // without close-on-exec
    const auto broker = DemoProcess::start();
    ::close(inheritable);
    QVERIFY(broker.has_value());
    QCOMPARE(::getpgid((*broker)->pid()), (*broker)->pid()); // Ctrl-C is for us
    const QDir fds(QStringLiteral("/proc/%1/fd").arg((*broker)->pid()));
    QVERIFY(fds.count() > 3);
    for (const auto& entry : fds.entryInfoList(QDir::System | QDir::Files))
        QVERIFY2(entry.symLinkTarget() != file.fileName(), qPrintable(entry.filePath()));
}

void TstDemoBroker::noticesTheEndOfTheChild()
{
    const auto broker = DemoProcess::start();
    QVERIFY(broker.has_value());
    QVERIFY((*broker)->alive());
    QVERIFY((*broker)->endReason().empty());
    ::kill((*broker)->pid(), SIGKILL);
    QTRY_VERIFY(!(*broker)->alive());
    QCOMPARE((*broker)->endReason(), std::string("ended by signal 9"));
    (*broker)->tellPosition(0, 1); // harmless: no signal, no wait
}

void TstDemoBroker::destructionEndsAStoppedChild()
{
    auto broker = DemoProcess::start();
    QVERIFY(broker.has_value());
    const auto pid = (*broker)->pid();
    ::kill(pid, SIGSTOP);
    QElapsedTimer timer;
    timer.start();
    broker->reset();
    QVERIFY(timer.elapsed() < 1500 * slowdown);
    QVERIFY(gone(pid));
}

void TstDemoBroker::failsClearly_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << QString() << static_cast<int>(ErrorCode::io) << "is missing or cannot be executed";
    QTest::newRow("dies at once") << "echo first >&2; echo no memory left >&2; exit 3" << static_cast<int>(ErrorCode::io)
                                  << "ended with exit code 3: no memory left";
    QTest::newRow("killed") << "kill -9 $$" << static_cast<int>(ErrorCode::io) << "ended by signal 9";
    QTest::newRow("silent") << "exec sleep 60" << static_cast<int>(ErrorCode::timeout) << "not ready within 300 ms";
}

void TstDemoBroker::failsClearly()
{
    QFETCH(QString, script);
    QFETCH(int, code);
    QFETCH(QString, says);
    const QTemporaryDir dir;
    const auto path = dir.filePath(QStringLiteral("program"));
    if (!script.isEmpty()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script.toUtf8() + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    }
    const auto usual = qgetenv("HEADROOM_CLI");
    qputenv("HEADROOM_CLI", path.toLocal8Bit());
    const auto broker = DemoProcess::start({}, code == static_cast<int>(ErrorCode::timeout) ? 300ms : 5000ms);
    qputenv("HEADROOM_CLI", usual);
    QVERIFY(!broker.has_value());
    QCOMPARE(static_cast<int>(broker.error().code), code);
    QVERIFY2(QString::fromStdString(broker.error().message).contains(says), broker.error().message.c_str());
}

QTEST_GUILESS_MAIN(TstDemoBroker)
#include "tst_demo_broker.moc"
