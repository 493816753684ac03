// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "core/metrics/memory_ledger.h"

using namespace headroom::core;

class MemoryLedgerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsAddUp_data();
    void partsAddUp();
    void prefetchCountsOverhead();
    void batchCountsOperations();
    void inFlightIsTheHeapNobodyOwns();
    void prefetchIsAtMostTheHeap();
    void whatIsFetchedIsResident();
    void leakIsNobodys();
    void leakIsNoFreeHeap();
    void filesBelongToTheWindow();
    void buffersAreAsLargeAsDecodingAsks();
    void unknownBaseline();
    void unknownRss();
    void unknownHeap();
};

namespace {

constexpr Bytes operation = 320;

LedgerInput typical()
{
    LedgerInput input;
    input.operation = operation;
    input.rss = 100 * mib;
    input.baseline = 15 * mib;
    input.prefetchValueBytes = 32 * mib;
    input.prefetchMessages = 10'000;
    input.overheadPerMessage = 100;
    input.heapGrowth = 66 * mib; // all owners but the baseline, and about 1 MiB more
    input.inFlightBound = 8 * mib;
    input.batch = 2 * mib;
    input.batchMessages = 100;
    input.view = 24 * mib;
    input.charts = 3 * mib;
    input.heapFree = 4 * mib;
    return input;
}

Bytes sum(const LedgerReading& reading)
{
    return std::max<Bytes>(0, reading.baseline) + reading.prefetch + std::max<Bytes>(0, reading.inFlight) + reading.batch
        + reading.view + reading.charts + std::max<Bytes>(0, reading.allocatorSlack) + reading.unattributed;
}

} // namespace

void MemoryLedgerTest::partsAddUp_data()
{
    QTest::addColumn<qint64>("rss");
    QTest::addColumn<qint64>("heapFree");
    QTest::addColumn<qint64>("overlap");
    QTest::newRow("typical") << qint64{100 * mib} << qint64{4 * mib} << qint64{0};
    QTest::newRow("free heap is more than what is left") << qint64{100 * mib} << qint64{400 * mib} << qint64{0};
    QTest::newRow("no free heap") << qint64{100 * mib} << qint64{0} << qint64{0};
    QTest::newRow("heap unknown") << qint64{100 * mib} << qint64{unknownBytes} << qint64{0};
    QTest::newRow("estimates exceed RSS") << qint64{40 * mib} << qint64{4 * mib} << qint64{1};
    QTest::newRow("tiny RSS") << qint64{0} << qint64{4 * mib} << qint64{1};
}

void MemoryLedgerTest::partsAddUp()
{
    QFETCH(qint64, rss);
    QFETCH(qint64, heapFree);
    QFETCH(qint64, overlap);
    LedgerInput input = typical();
    input.rss = rss;
    input.heapFree = heapFree;
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(sum(reading), reading.rss + reading.overlap);
    QCOMPARE(reading.overlap > 0, overlap > 0);
    QVERIFY(reading.unattributed >= 0);
    if (overlap > 0) {
        QCOMPARE(reading.unattributed, Bytes{0});
        QCOMPARE(reading.allocatorSlack, Bytes{0});
    }
    QVERIFY(reading.allocatorSlack <= std::max<Bytes>(unknownBytes, heapFree));
}

void MemoryLedgerTest::prefetchCountsOverhead()
{
    LedgerInput input;
    input.operation = operation;
    input.prefetchValueBytes = 1000;
    input.prefetchMessages = 10;
    input.overheadPerMessage = 50;
    QCOMPARE(splitMemory(input).prefetch, Bytes{1500 + 10 * operation});
    input.waste = 1.5;
    QCOMPARE(splitMemory(input).prefetch, Bytes{2250 + 10 * operation});
    input.waste = 0.5; // never below what the messages themselves take
    input.overheadPerMessage = -3;
    QCOMPARE(splitMemory(input).prefetch, Bytes{1000 + 10 * operation});
}

void MemoryLedgerTest::batchCountsOperations()
{
    LedgerInput input;
    input.operation = operation;
    input.batch = 5000;
    input.batchMessages = 100;
    QCOMPARE(splitMemory(input).batch, Bytes{5000 + 100 * operation});
}

void MemoryLedgerTest::inFlightIsTheHeapNobodyOwns()
{
    LedgerInput input;
    input.batch = 2 * mib;
    input.heapGrowth = 5 * mib;
    QCOMPARE(splitMemory(input).inFlight, unknownBytes); // no response was seen yet
    input.inFlightBound = 8 * mib;
    QCOMPARE(splitMemory(input).inFlight, Bytes{3 * mib});
    input.inFlightBound = 1 * mib;
    QCOMPARE(splitMemory(input).inFlight, Bytes{1 * mib}); // what is above stays unattributed
    input.heapGrowth = 1 * mib;
    QCOMPARE(splitMemory(input).inFlight, Bytes{0});
}

/// The mean size of what is queued is a guess; that the heap holds it is not.
void MemoryLedgerTest::prefetchIsAtMostTheHeap()
{
    LedgerInput input = typical();
    input.prefetchValueBytes = 400 * mib; // a few large records came first
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(reading.prefetch + reading.batch + reading.view + reading.charts, input.heapGrowth);
    QCOMPARE(reading.inFlight, Bytes{0});
    QCOMPARE(reading.overlap, Bytes{0});
    input.heapGrowth = 0; // less than the other parts alone
    QCOMPARE(splitMemory(input).prefetch, Bytes{0});
}

/// Buffers of lz4 and zstd are larger than what they hold: their ends are heap in use, and no page of RSS.
void MemoryLedgerTest::whatIsFetchedIsResident()
{
    LedgerInput input = typical();
    input.rss = 60 * mib;
    input.heapGrowth = 200 * mib;
    input.inFlightBound = 64 * mib;
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(reading.overlap, Bytes{0});
    QCOMPARE(sum(reading), reading.rss);
    QCOMPARE(reading.prefetch + reading.inFlight, input.rss - input.baseline - reading.batch - input.view - input.charts);
}

/// What a leak takes is neither queued nor in flight: beyond one response nothing else holds it.
void MemoryLedgerTest::leakIsNobodys()
{
    constexpr Bytes leak = 40 * mib;
    const LedgerReading before = splitMemory(typical());
    LedgerInput input = typical();
    input.rss += leak;
    input.heapGrowth += leak;
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(reading.prefetch, before.prefetch);
    QCOMPARE(reading.allocatorSlack, before.allocatorSlack);
    QVERIFY(reading.unattributed - before.unattributed >= leak - input.inFlightBound);
    QCOMPARE(sum(reading), reading.rss);
}

/// After a pause much of the heap is free and was given back: a leak then is heap in use, which free heap cannot explain.
void MemoryLedgerTest::leakIsNoFreeHeap()
{
    constexpr Bytes leak = 40 * mib;
    LedgerInput input = typical();
    input.prefetchValueBytes = input.prefetchMessages = input.batch = input.batchMessages = 0;
    input.inFlightBound = mib;
    input.heapGrowth = input.view + input.charts + leak;
    input.rss = input.baseline + input.view + input.charts + leak + 2 * mib;
    input.heapFree = 60 * mib;
    const LedgerReading reading = splitMemory(input);
    QVERIFY(reading.unattributed >= leak - mib);
    QVERIFY(reading.allocatorSlack <= 2 * mib);
    QCOMPARE(sum(reading), reading.rss);
}

/// Fonts and code that are first touched after the baseline are measured; they are no heap, and nothing is taken from the queue for them.
void MemoryLedgerTest::filesBelongToTheWindow()
{
    const LedgerReading before = splitMemory(typical());
    LedgerInput input = typical();
    input.files = 12 * mib;
    input.rss += input.files;
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(reading.charts, before.charts + input.files);
    QCOMPARE(reading.prefetch, before.prefetch);
    QCOMPARE(reading.unattributed, before.unattributed);
    input.files = -12 * mib; // taken back by the system
    QCOMPARE(splitMemory(input).charts, before.charts);
}

void MemoryLedgerTest::buffersAreAsLargeAsDecodingAsks()
{
    LedgerInput input = typical();
    input.inFlightBound = 0;
    const LedgerReading plain = splitMemory(input);
    input.rss += 60 * mib;
    input.heapGrowth += 60 * mib;
    input.mostBuffer = 1.5;
    const LedgerReading decoded = splitMemory(input);
    QCOMPARE(decoded.prefetch, plain.prefetch + (plain.prefetch + plain.batch) / 2);
    QVERIFY(decoded.unattributed > plain.unattributed + 40 * mib);
    input.rss -= 60 * mib; // never touched
    QCOMPARE(splitMemory(input).overlap, Bytes{0});
    input.mostBuffer = 0; // not known
    QCOMPARE(splitMemory(input).prefetch, plain.prefetch);
}

void MemoryLedgerTest::unknownBaseline()
{
    LedgerInput input = typical();
    input.baseline = unknownBytes;
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(reading.baseline, unknownBytes);
    QCOMPARE(reading.unattributed, unknownBytes);
    QCOMPARE(reading.allocatorSlack, Bytes{4 * mib});
    QCOMPARE(reading.overlap, Bytes{0});
}

void MemoryLedgerTest::unknownRss()
{
    LedgerInput input = typical();
    input.rss = unknownBytes;
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(reading.rss, unknownBytes);
    QCOMPARE(reading.unattributed, unknownBytes);
    QCOMPARE(reading.allocatorSlack, unknownBytes);
    QCOMPARE(reading.overlap, Bytes{0});
    QCOMPARE(reading.view, Bytes{24 * mib});
}

void MemoryLedgerTest::unknownHeap()
{
    LedgerInput input = typical();
    input.heapFree = unknownBytes;
    input.heapGrowth = unknownBytes;
    const LedgerReading reading = splitMemory(input);
    QCOMPARE(reading.allocatorSlack, unknownBytes);
    QCOMPARE(reading.inFlight, unknownBytes);
    QCOMPARE(sum(reading), reading.rss);
}

QTEST_APPLESS_MAIN(MemoryLedgerTest)
#include "tst_memory_ledger.moc"
