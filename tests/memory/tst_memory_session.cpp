// SPDX-License-Identifier: GPL-3.0-or-later
// A session in this process against a broker in another one: whose the memory is while nothing moves, and what the client
// keeps for each message.
#include <QTest>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <ctime>

#include "headroom_paths.h"
#include "core/demo/demo_process.h"
#include "core/kafka/operation_size.h"
#include "core/session/session.h"
#include "core/session/snapshot.h"
#include "core/session/tick_gauges.h"
#include "tests/memory/stalled_session.h"

using namespace headroom::core;
using namespace std::chrono_literals;
using namespace headroom::test;

namespace {

double threadSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double shareOf(Bytes part, const LedgerReading& ledger)
{
    return static_cast<double>(part) / static_cast<double>(std::max<Bytes>(1, ledger.rss - ledger.baseline));
}

/// Bytes of what is queued: values, what stands beside them, and the client's operations.
double queued(const Snapshot& s)
{
    const double each = std::max(0.0, s.forecast->facts.meanOverhead) + static_cast<double>(operationBytes());
    return static_cast<double>(s.fetch.prefetchBytes) + static_cast<double>(s.fetch.prefetchMessages) * each;
}

} // namespace

class TestMemorySession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stalledIsAccountedFor_data();
    void stalledIsAccountedFor();
    void leakIsNobodys();
    void operationOfThisClient();
    void samplingIsCheap();
    void partsAreOfTheSameTick();

private:
    double heldBy(std::int64_t messages);
};

void TestMemorySession::initTestCase()
{
    fixMmapThreshold();
    if (!qEnvironmentVariableIsSet("HEADROOM_CLI")) // started by hand
        qputenv("HEADROOM_CLI", HEADROOM_BIN_DIR "/headroom-cli");
}

void TestMemorySession::stalledIsAccountedFor_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<int>("messages"); // 30 MB, which the broker keeps
    QTest::newRow("one size") << "fixed:1000" << "none" << 30'000;
    QTest::newRow("many sizes, the first say little") << "uniform:100-20000" << "none" << 3000;
    QTest::newRow("compressed") << "uniform:100-20000" << "lz4" << 3000;
}

/// The queue stands still and full: nothing is in flight, so its bytes must be found in the queue and nowhere else.
/// Fails when statistics are not served while nothing is taken.
void TestMemorySession::stalledIsAccountedFor()
{
    QFETCH(QString, size);
    QFETCH(QString, codec);
    QFETCH(int, messages);
    const auto broker = DemoProcess::start({"--messages-per-second", "0", "--partitions", "8", "--size", size.toStdString(), "--codec", codec.toStdString(), "--compressibility", "3", "--messages", std::to_string(messages),
                                            "--batch-bytes", "65536"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    Session session;
    const auto started = session.start(stalled(**broker));
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    const auto full = [](const Snapshot& s) { return s.fetch.prefetchBytes >= nearlyFull; };
    QVERIFY(waitFor(session, full));
    const double since = session.latest()->seconds;
    QVERIFY(waitFor(session, [&](const Snapshot& s) { return s.seconds > since + 1.5; })); // statistics of the full queue

    const auto now = session.latest();
    const LedgerReading& ledger = now->ledger;
    const auto said = qPrintable(QStringLiteral("above baseline %1, prefetch %2 (values %3 of %4 messages), in flight %5, slack %6, unattributed %7, overlap %8")
                                     .arg(ledger.rss - ledger.baseline).arg(ledger.prefetch).arg(now->fetch.prefetchBytes).arg(now->fetch.prefetchMessages)
                                     .arg(ledger.inFlight).arg(ledger.allocatorSlack).arg(ledger.unattributed).arg(ledger.overlap));
    qInfo("%s", said);
    QVERIFY(full(*now));
    QVERIFY(now->messages < 100); // still the first batches
    // Less by what was free in the heap at the baseline and is used first: it is resident already, and counted there.
    QVERIFY2(static_cast<double>(ledger.prefetch) >= 0.9 * static_cast<double>(now->fetch.prefetchBytes), said);
    // More than what lies there and its operations only where decoding takes more.
    QVERIFY2(static_cast<double>(ledger.prefetch) <= 1.02 * now->forecast->facts.mostBuffer() * queued(*now), said);
    QCOMPARE(now->forecast->facts.compressed(), codec != QLatin1String("none"));
    QVERIFY2(shareOf(ledger.inFlight, ledger) <= 0.10, said);
    QVERIFY2(shareOf(ledger.unattributed, ledger) <= 0.10, said);
    QVERIFY2(shareOf(ledger.overlap, ledger) <= 0.05, said);
    QVERIFY(now->forecast->ceiling.total != unknownBytes);
    QVERIFY2(now->peakRss <= now->forecast->ceiling.total, qPrintable(QString::number(now->forecast->ceiling.total)));
    session.stop();
    session.stop();
    QVERIFY(session.waitUntilEnded(10s));
    QVERIFY2(session.latest()->ledgerAtPeak.prefetch > queueLimit / 2, "the peak's ledger is of the full queue, not of the end");
}

/// Heap that nobody owns shows as such beside a full queue, and the ceiling does not follow it.
void TestMemorySession::leakIsNobodys()
{
    const auto broker = DemoProcess::start({"--messages-per-second", "0", "--partitions", "8", "--size", "fixed:1000", "--codec", "none", "--messages", "30000", "--batch-bytes", "65536"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    Session session;
    const auto started = session.start(stalled(**broker));
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY(waitFor(session, [](const Snapshot& s) { return s.fetch.prefetchBytes >= nearlyFull; }));
    double since = session.latest()->seconds;
    QVERIFY(waitFor(session, [&](const Snapshot& s) { return s.seconds > since + 1.5; }));
    const auto before = session.latest();
    constexpr std::size_t piece = 16'000; // from the heap, as small buffers are
    constexpr Bytes leak = 24 * mib;
    std::vector<std::string> leaked(static_cast<std::size_t>(leak) / piece, std::string(piece, 'L'));
    since = session.latest()->seconds;
    QVERIFY(waitFor(session, [&](const Snapshot& s) { return s.seconds > since + 1.5; }));
    const auto after = session.latest();
    const QByteArray said = QStringLiteral("unattributed %1 to %2, prefetch %3 to %4, in flight %5 to %6, slack %7 to %8, ceiling %9 to %10")
                                .arg(before->ledger.unattributed).arg(after->ledger.unattributed).arg(before->ledger.prefetch).arg(after->ledger.prefetch)
                                .arg(before->ledger.inFlight).arg(after->ledger.inFlight).arg(before->ledger.allocatorSlack).arg(after->ledger.allocatorSlack)
                                .arg(before->forecast->ceiling.total).arg(after->forecast->ceiling.total).toLocal8Bit();
    qInfo("%s", said.constData());
    QVERIFY2(after->ledger.unattributed - before->ledger.unattributed >= leak * 8 / 10, said);
    // It may fill what of the queue lay in heap that was free, and resident, at the baseline; nothing beyond what is queued.
    QVERIFY2(static_cast<double>(after->ledger.prefetch) <= 1.02 * queued(*after), said);
    QVERIFY2(after->forecast->ceiling.total - before->forecast->ceiling.total <= mib, said); // the window's share may grow
    session.stop();
    session.stop();
    QVERIFY(session.waitUntilEnded(10s));
}

/// Bytes of heap that so many queued messages of 10 bytes hold; negative: it could not be measured.
double TestMemorySession::heldBy(std::int64_t messages)
{
    const auto broker = DemoProcess::start({"--messages-per-second", "0", "--partitions", "1", "--size", "fixed:10", "--keys", "none", "--codec", "none",
                                            "--messages", std::to_string(messages), "--batch-bytes", "65536"});
    Session session;
    if (!broker || !session.start(stalled(**broker)) || !waitFor(session, [&](const Snapshot& s) { return s.fetch.prefetchMessages >= messages - 100; }))
        return -1;
    const Bytes held = readHeap().inUse;
    session.stop();
    session.stop();
    return session.waitUntilEnded(10s) ? static_cast<double>(held - readHeap().inUse) : -1;
}

/// Small values without keys: the client's operation, a record's framing and the heap's rounding are nearly all there is.
void TestMemorySession::operationOfThisClient()
{
    const double few = heldBy(20'000);
    const double many = heldBy(80'000);
    QVERIFY(few > 0 && many > few);
    const double perMessage = (many - few) / 60'000;
    const auto operation = static_cast<double>(operationBytes());
    qInfo("%.0f bytes of heap a message of 10 bytes; the operation is taken as %.0f", perMessage, operation);
    QVERIFY2(perMessage > operation && perMessage < operation + 60, qPrintable(QString::number(perMessage)));
}

/// All that a tick measures, with a full heap: at ten a second at most 1 % of a core, so 1 ms each.
void TestMemorySession::samplingIsCheap()
{
    const auto broker = DemoProcess::start({"--messages-per-second", "0", "--partitions", "8", "--size", "fixed:100", "--codec", "none", "--messages", "150000", "--batch-bytes", "65536"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    Session session;
    const auto started = session.start(stalled(**broker));
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY(waitFor(session, [](const Snapshot& s) { return s.fetch.prefetchMessages >= 100'000; }));
    TickGauges gauges(std::make_shared<SystemClock>(), mainThreadHeap); // as in the window
    gauges.takeBaseline();
    TickGauges::Input input;
    Snapshot snapshot;
    constexpr int ticks = 100;
    const double before = threadSeconds();
    for (int tick = 0; tick < ticks; ++tick) {
        input.seconds = tick * 0.1;
        gauges.sample(input, snapshot);
    }
    const double milliseconds = 1000 * (threadSeconds() - before) / ticks;
    qInfo("%.3f ms of a core a tick with %lld messages queued", milliseconds, static_cast<long long>(session.latest()->fetch.prefetchMessages));
    QVERIFY2(milliseconds <= 1.0, qPrintable(QString::number(milliseconds)));
}

/// Private and file-backed memory make up RSS in every sample; they were up to four ticks older than it.
void TestMemorySession::partsAreOfTheSameTick()
{
    constexpr std::size_t step = 4 * static_cast<std::size_t>(mib);
    constexpr Bytes slack = 2 * mib; // the kernel counts pages of a process in batches
    TickGauges gauges(std::make_shared<SystemClock>(), {});
    TickGauges::Input input;
    Snapshot snapshot;
    std::vector<std::string> held;
    for (int tick = 0; tick < 12; ++tick) {
        held.emplace_back(step, 'x');
        input.seconds = tick * 0.1;
        gauges.sample(input, snapshot);
        const Bytes parts = snapshot.process.rssAnon + snapshot.process.rssFile;
        QVERIFY2(std::abs(parts - snapshot.ledger.rss) < slack, qPrintable(QStringLiteral("tick %1: %2").arg(tick).arg(parts - snapshot.ledger.rss)));
    }
}

QTEST_GUILESS_MAIN(TestMemorySession)
#include "tst_memory_session.moc"
