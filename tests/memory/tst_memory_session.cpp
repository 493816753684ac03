// SPDX-License-Identifier: GPL-3.0-or-later
// A session in this process against a broker in another one: whose the memory is while nothing moves, what the client
// keeps for each message, and what is left after a stop.
#include <QTest>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <ctime>

#include "core/demo/demo_process.h"
#include "core/kafka/operation_size.h"
#include "core/session/session.h"
#include "core/session/snapshot.h"
#include "core/session/tick_gauges.h"

using namespace headroom::core;
using namespace std::chrono_literals;

namespace {

constexpr Bytes queueLimit = 16 * mib;

/// A consumer whose first message outlasts the test, so that the queue fills and stays full.
Settings stalled(const DemoProcess& broker)
{
    Settings settings;
    settings.bootstrapServers = broker.bootstrapServers();
    settings.topic = broker.topic();
    settings.groupId = "memory-session";
    settings.sessionTimeoutMs = 6000;
    settings.processor = "delay";
    settings.processDelayUs = 600'000'000;
    settings.queuedMaxMessagesKbytes = queueLimit / kib;
    settings.queuedMinMessages = 1'000'000;
    settings.viewBudget = mib;
    settings.batchSize = 10;
    settings.maxPollRecords = 10;
    return settings;
}

bool waitFor(const Session& session, const std::function<bool(const Snapshot&)>& condition, std::chrono::milliseconds deadline = 20s)
{
    return QTest::qWaitFor([&] { return condition(*session.latest()); }, static_cast<int>(deadline.count()));
}

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

} // namespace

class TestMemorySession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stalledIsAccountedFor_data();
    void stalledIsAccountedFor();
    void operationOfThisClient();
    void samplingIsCheap();
    void stopGivesBack();
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
    QTest::newRow("one size") << "fixed:1000" << "none";
    QTest::newRow("many sizes, the first say little") << "uniform:100-20000" << "none";
    QTest::newRow("compressed") << "uniform:100-20000" << "lz4";
}

/// The queue stands still and full: nothing is in flight, so its bytes must be found in the queue and nowhere else.
/// Fails when statistics are not served while nothing is taken.
void TestMemorySession::stalledIsAccountedFor()
{
    QFETCH(QString, size);
    QFETCH(QString, codec);
    const auto broker = DemoProcess::start({"--partitions", "8", "--size", size.toStdString(), "--codec", codec.toStdString(), "--compressibility", "3",
                                            "--batch-bytes", "65536", "--backlog-bytes", "4000000"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    Session session;
    QVERIFY(session.start(stalled(**broker)));
    const auto full = [](const Snapshot& s) { return s.fetch.prefetchBytes >= queueLimit; };
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
    QVERIFY2(ledger.prefetch >= now->fetch.prefetchBytes, said);
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

/// Empty values without keys: the client's operation and the record's framing are all there is.
void TestMemorySession::operationOfThisClient()
{
    constexpr std::int64_t messages = 50'000;
    const auto broker = DemoProcess::start({"--partitions", "1", "--size", "fixed:10", "--keys", "none", "--codec", "none", "--messages", std::to_string(messages),
                                            "--batch-bytes", "65536"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    Session session;
    QVERIFY(session.start(stalled(**broker)));
    QVERIFY(waitFor(session, [](const Snapshot& s) { return s.ledger.baseline != unknownBytes && s.messages > 0; }));
    const auto queued = [](const Snapshot& s) { return s.fetch.prefetchMessages >= messages - 100; };
    QVERIFY(waitFor(session, queued));
    const auto in = [&] { return static_cast<double>(readHeap().inUse); };
    const double held = in();
    session.stop();
    session.stop();
    QVERIFY(session.waitUntilEnded(10s));
    const double perMessage = (held - in()) / static_cast<double>(messages);
    const auto operation = static_cast<double>(operationBytes());
    qInfo("%.0f bytes of heap a message of 10 bytes; the operation is taken as %.0f", perMessage, operation);
    QVERIFY(perMessage > operation && perMessage < operation + 60);
}

/// All that a tick measures, with a full heap: at ten a second at most 1 % of a core, so 1 ms each.
void TestMemorySession::samplingIsCheap()
{
    const auto broker = DemoProcess::start({"--partitions", "8", "--size", "fixed:100", "--codec", "none", "--batch-bytes", "65536", "--backlog-bytes", "4000000"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    Session session;
    QVERIFY(session.start(stalled(**broker)));
    QVERIFY(waitFor(session, [](const Snapshot& s) { return s.fetch.prefetchMessages >= 100'000; }));
    TickGauges gauges(std::make_shared<SystemClock>(), {});
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

void TestMemorySession::stopGivesBack()
{
    const auto broker = DemoProcess::start({"--partitions", "8", "--size", "fixed:1000", "--codec", "none", "--batch-bytes", "65536", "--backlog-bytes", "4000000"});
    QVERIFY2(broker.has_value(), broker ? "" : broker.error().message.c_str());
    Session session;
    QVERIFY(session.start(stalled(**broker)));
    QVERIFY(waitFor(session, [](const Snapshot& s) { return s.fetch.prefetchBytes >= queueLimit; }));
    const LedgerReading full = session.latest()->ledger;
    QVERIFY(full.rss > full.baseline + queueLimit);
    session.stop();
    QVERIFY(session.waitUntilEnded(20s));
    const TrimResult trimmed = trimHeap();
    qInfo("baseline %.1f MiB, full %.1f, after stop and trim %.1f", static_cast<double>(full.baseline) / mib, static_cast<double>(full.rss) / mib,
          static_cast<double>(trimmed.after) / mib);
    QVERIFY2(trimmed.after <= full.baseline + 10 * mib, qPrintable(QString::number(trimmed.after)));
}

QTEST_GUILESS_MAIN(TestMemorySession)
#include "tst_memory_session.moc"
