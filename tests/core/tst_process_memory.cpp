// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

#include "core/metrics/process_memory.h"

using namespace headroom::core;

class ProcessMemoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void rssFollowsTouchedMemory();
    void allFieldsOfThisProcess();
    void peakBeginsAnew();
    void thisProcessByNumber();
    void noSuchProcess();
    void cpuTimeRises();
    void heapCountsWhatIsInUse();
    void mainThreadsHeapIsItsOwn();
    void trimGivesBack();
    void whatCannotBeReadIsUnknown();
};

namespace {

constexpr std::size_t large = 64UL * 1024 * 1024;
constexpr Bytes slackForOthers = 8 * mib;

/// A sanitizer brings its own allocator: it keeps what is freed, and the C library's heap stays empty.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool ownAllocator = true;
#else
constexpr bool ownAllocator = false;
#endif

} // namespace

void ProcessMemoryTest::initTestCase()
{
    fixMmapThreshold();
}

void ProcessMemoryTest::rssFollowsTouchedMemory()
{
    const auto before = readRss();
    QVERIFY(before.has_value());
    QVERIFY(*before > 1 * mib);
    std::vector<char> block(large, 'x');
    const auto during = readRss();
    QVERIFY(during.has_value());
    QVERIFY(*during - *before > static_cast<Bytes>(large) - slackForOthers);
    QVERIFY(ownAllocator || *during - *before < static_cast<Bytes>(large) + slackForOthers);
    QCOMPARE(block.back(), 'x');
    std::vector<char>().swap(block);
    const auto after = readRss();
    QVERIFY(after.has_value());
    QVERIFY(ownAllocator || *after - *before < slackForOthers); // a large block goes back at once
}

void ProcessMemoryTest::allFieldsOfThisProcess()
{
    const auto memory = readProcessMemory();
    QVERIFY(memory.has_value());
    QVERIFY(memory->rss > 0);
    QVERIFY(memory->rssAnon > 0);
    QVERIFY(memory->rssFile > 0);
    QVERIFY(memory->peakRss >= memory->rss);
    // The kernel counts pages of one process in batches, so the sum may be off by a little.
    QVERIFY(std::abs(memory->rssAnon + memory->rssFile - memory->rss) < slackForOthers);
}

void ProcessMemoryTest::peakBeginsAnew()
{
    std::vector<char> block(large, 'x');
    QCOMPARE(block.back(), 'x');
    std::vector<char>().swap(block);
    QVERIFY(restartPeak());
    const auto memory = readProcessMemory();
    QVERIFY(memory.has_value());
    QVERIFY(memory->peakRss >= memory->rss);
    QVERIFY(ownAllocator || memory->peakRss < memory->rss + slackForOthers);
}

void ProcessMemoryTest::thisProcessByNumber()
{
    const auto memory = readProcessMemory(static_cast<int>(::getpid()));
    QVERIFY(memory.has_value());
    QVERIFY(memory->rss > 1 * mib);
}

void ProcessMemoryTest::noSuchProcess()
{
    const auto memory = readProcessMemory(999'999'999);
    QVERIFY(!memory.has_value());
    QCOMPARE(memory.error().code, ErrorCode::io);
    QVERIFY(!memory.error().message.empty());
}

void ProcessMemoryTest::cpuTimeRises()
{
    const double before = processCpuSeconds();
    QVERIFY(before >= 0);
    std::uint64_t sum = 1;
    while (processCpuSeconds() < before + 0.02) {
        for (int index = 0; index < 10'000; ++index) {
            sum = sum * 6364136223846793005ULL + 1;
        }
    }
    QVERIFY(sum != 0);
    QVERIFY(processCpuSeconds() > before);
}

void ProcessMemoryTest::heapCountsWhatIsInUse()
{
    const HeapInfo before = readHeap();
    const auto block = std::make_unique<char[]>(large);
    std::memset(block.get(), 1, large);
    const HeapInfo during = readHeap();
    QVERIFY(before.inUse >= 0);
    QVERIFY(ownAllocator || during.inUse - before.inUse >= static_cast<Bytes>(large)); // mapped blocks included
    QVERIFY(during.free >= 0);
    QCOMPARE(block[large - 1], '\1');
}

void ProcessMemoryTest::mainThreadsHeapIsItsOwn()
{
    if (ownAllocator)
        QSKIP("another allocator");
    constexpr std::size_t pieces = 1000;
    constexpr std::size_t piece = 10'000;
    constexpr Bytes all = pieces * piece;
    const Bytes before = mainThreadHeap();
    QVERIFY(before > 0);
    std::vector<std::string> others;
    std::thread([&others] { others.assign(pieces, std::string(piece, 'o')); }).join();
    QVERIFY2(mainThreadHeap() - before < all / 100, qPrintable(QString::number(mainThreadHeap() - before)));
    std::vector<std::string> own(pieces, std::string(piece, 'x'));
    const Bytes grown = mainThreadHeap() - before;
    QVERIFY2(grown >= all && grown < all * 11 / 10, qPrintable(QString::number(grown)));
    own.clear();
    QVERIFY(mainThreadHeap() - before < all / 100);
}

void ProcessMemoryTest::trimGivesBack()
{
    std::vector<std::unique_ptr<char[]>> blocks;
    constexpr std::size_t blockSize = 1024;
    for (std::size_t made = 0; made < large / blockSize; ++made) {
        blocks.push_back(std::make_unique<char[]>(blockSize));
    }
    const auto last = std::make_unique<char[]>(blockSize); // stands at the heap's end, so that it cannot shrink by itself
    blocks.clear();
    const HeapInfo heap = readHeap();
    const TrimResult trim = trimHeap();
    QVERIFY(trim.before > 0);
    QVERIFY(ownAllocator || trim.after <= trim.before);
    QVERIFY(trim.milliseconds >= 0);
    QCOMPARE(last[0], '\0');
    QVERIFY(ownAllocator || heap.free > static_cast<Bytes>(large) / 2);
    QVERIFY(ownAllocator || trim.before - trim.after > static_cast<Bytes>(large) / 2);
}

/// With no descriptor left /proc cannot be read. A trim told 0 B then, which passed for a peak and for a baseline.
void ProcessMemoryTest::whatCannotBeReadIsUnknown()
{
    rlimit usual{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &usual), 0);
    const rlimit none{0, usual.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const bool readable = readRss().has_value() || readProcessMemory().has_value();
    const TrimResult trim = trimHeap();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &usual), 0);
    QVERIFY(!readable);
    QCOMPARE(trim.before, unknownBytes);
    QCOMPARE(trim.after, unknownBytes);
}

QTEST_APPLESS_MAIN(ProcessMemoryTest)
#include "tst_process_memory.moc"
