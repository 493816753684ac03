// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/records/record_store.h"
#include "tests/support/fake_messages.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using headroom::test::FakeMessages;
using headroom::test::slowdown;

class RecordStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsEverythingAtLowRates();
    void staysWithinTheShare_data();
    void staysWithinTheShare();
    void sampleIsSpread_data();
    void sampleIsSpread();
    void seesEveryInterleavedPartition_data();
    void seesEveryInterleavedPartition();
    void firstBurstIsSpreadToo();
    void aUsedUpShareCostsNothing();
    void keepsEverythingAgainAfterABurst();
    void pageNumbersHaveNoGaps();
    void evictsTheOldestFirst();
    void smallerBudgetEvictsAtOnce();
    void boundsTheNumberOfPages();
    void clearCountsAsEvicted();
    void pagesHeldElsewhereStayCounted();
};

namespace {

constexpr Bytes plenty = 64 * mib;

std::vector<Offset> offsetsOf(const RecordStore& store)
{
    std::vector<Offset> offsets;
    for (const auto& page : store.pages()) {
        for (const RecordRow& row : page->rows()) {
            offsets.push_back(row.offset);
        }
    }
    return offsets;
}

/// Offers in polls of one size, as the worker does.
void offerInPolls(RecordStore& store, const FakeMessages& owner, std::span<const Message> messages, std::size_t pollSize)
{
    for (std::size_t at = 0; at < messages.size(); at += pollSize) {
        store.offer(messages.subspan(at, std::min(pollSize, messages.size() - at)), owner);
    }
}

} // namespace

void RecordStoreTest::keepsEverythingAtLowRates()
{
    FakeMessages owner;
    RecordStore store(plenty, 1024);
    Offset next = 0;
    for (int tick = 0; tick < 20; ++tick) {
        const auto messages = owner.run(0, next, RecordStore::keptPerTick);
        next += static_cast<Offset>(messages.size());
        offerInPolls(store, owner, messages, 10);
        store.tick();
    }
    const auto offsets = offsetsOf(store);
    QCOMPARE(offsets.size(), std::size_t{4000});
    QVERIFY(std::is_sorted(offsets.begin(), offsets.end()));
    QCOMPARE(store.counts().notKept, std::uint64_t{0});
    QCOMPARE(store.counts().rows, std::uint64_t{4000});
}

void RecordStoreTest::staysWithinTheShare_data()
{
    QTest::addColumn<int>("perTick");
    QTest::addColumn<int>("pollSize");
    QTest::newRow("a little more") << 250 << 10;
    QTest::newRow("polls of 10") << 20'000 << 10;
    QTest::newRow("polls of 10,000") << 20'000 << 10'000;
    QTest::newRow("polls of 1") << 5'000 << 1;
}

void RecordStoreTest::staysWithinTheShare()
{
    QFETCH(int, perTick);
    QFETCH(int, pollSize);
    FakeMessages owner;
    RecordStore store(plenty, 64);
    const auto messages = owner.run(0, 0, static_cast<std::size_t>(perTick));
    std::uint64_t keptBefore = 0;
    for (int tick = 0; tick < 10; ++tick) {
        offerInPolls(store, owner, messages, static_cast<std::size_t>(pollSize));
        store.tick();
        const ViewCounts counts = store.counts();
        const std::uint64_t kept = counts.kept - keptBefore;
        QVERIFY(kept <= RecordStore::keptPerTick);
        QVERIFY(kept >= RecordStore::keptPerTick / 4); // a share that stays unused would show too little
        QCOMPARE(counts.seen, counts.kept + counts.notKept);
        keptBefore = counts.kept;
    }
}

void RecordStoreTest::sampleIsSpread_data()
{
    QTest::addColumn<int>("pollSize");
    QTest::newRow("polls of 10") << 10;
    QTest::newRow("polls of 100") << 100;
    QTest::newRow("polls of 10,000") << 10'000;
}

void RecordStoreTest::sampleIsSpread()
{
    QFETCH(int, pollSize);
    FakeMessages owner;
    RecordStore store(plenty, 64);
    const auto messages = owner.run(0, 0, 20'000);
    offerInPolls(store, owner, messages, static_cast<std::size_t>(pollSize));
    store.tick(); // the rate is known from here on
    store.clear();
    offerInPolls(store, owner, messages, static_cast<std::size_t>(pollSize));
    store.tick();
    std::array<int, 10> tenths{};
    for (const Offset offset : offsetsOf(store)) {
        ++tenths[static_cast<std::size_t>(offset / 2000)];
    }
    for (const int kept : std::span(tenths).first(9)) {
        QVERIFY2(kept >= 3, "a tenth of the tick is not in the sample");
    }
}

void RecordStoreTest::seesEveryInterleavedPartition_data()
{
    QTest::addColumn<int>("partitions");
    QTest::newRow("3") << 3;
    QTest::newRow("8") << 8;
    QTest::newRow("16") << 16;
}

void RecordStoreTest::seesEveryInterleavedPartition()
{
    QFETCH(int, partitions);
    FakeMessages owner;
    RecordStore store(plenty, 64);
    std::vector<Message> messages;
    for (int index = 0; index < 20'000; ++index) {
        messages.push_back(owner.make(index % partitions, index / partitions));
    }
    for (int tick = 0; tick < 2; ++tick) {
        store.clear();
        offerInPolls(store, owner, messages, 10);
        store.tick();
    }
    std::set<Slot> seen;
    for (const auto& page : store.pages()) {
        for (const RecordRow& row : page->rows()) {
            seen.insert(row.slot);
        }
    }
    QCOMPARE(static_cast<int>(seen.size()), partitions);
}

void RecordStoreTest::firstBurstIsSpreadToo()
{
    FakeMessages owner;
    RecordStore store(plenty, 64);
    store.offer(owner.run(0, 0, 10'000), owner);
    store.tick();
    const auto offsets = offsetsOf(store);
    QVERIFY(offsets.size() <= RecordStore::keptPerTick);
    QVERIFY(offsets.back() > 9'000);
}

void RecordStoreTest::aUsedUpShareCostsNothing()
{
    FakeMessages owner;
    RecordStore store(plenty, 64);
    const auto few = owner.run(0, 0, RecordStore::keptPerTick);
    const auto many = owner.run(0, 1000, 100'000);
    offerInPolls(store, owner, few, 10);
    QCOMPARE(owner.headerReads(), RecordStore::keptPerTick);
    store.offer(many, owner);
    QCOMPARE(owner.headerReads(), RecordStore::keptPerTick);
    QCOMPARE(store.counts().notKept, std::uint64_t{100'000});
    QElapsedTimer timer;
    timer.start();
    for (int repeat = 0; repeat < 1000; ++repeat) {
        store.offer(many, owner); // 100 M messages: only possible when they are not looked at
    }
    QVERIFY(timer.elapsed() < 200 * slowdown);
}

void RecordStoreTest::keepsEverythingAgainAfterABurst()
{
    FakeMessages owner;
    RecordStore store(plenty, 64);
    store.offer(owner.run(0, 0, 100'000), owner);
    store.tick();
    store.tick();
    store.tick();
    store.clear();
    const std::uint64_t notKept = store.counts().notKept;
    offerInPolls(store, owner, owner.run(0, 200'000, 150), 10);
    store.tick();
    QCOMPARE(store.counts().notKept, notKept);
    QCOMPARE(offsetsOf(store).size(), std::size_t{150});
}

void RecordStoreTest::pageNumbersHaveNoGaps()
{
    FakeMessages owner;
    RecordStore store(1 * mib, 4096);
    std::uint64_t expected = 0;
    for (int tick = 0; tick < 30; ++tick) {
        if (tick % 3 != 0) { // ticks without messages make no page
            store.offer(owner.run(0, tick * 200, 200, std::string(4096, 'x')), owner);
        }
        store.tick();
        const auto pages = store.pages();
        for (std::size_t index = 1; index < pages.size(); ++index) {
            QCOMPARE(pages[index]->number(), pages[index - 1]->number() + 1);
        }
        if (!pages.empty()) {
            QVERIFY(pages.back()->number() >= expected);
            expected = pages.back()->number();
        }
    }
    QVERIFY(expected > 20);
}

void RecordStoreTest::evictsTheOldestFirst()
{
    FakeMessages owner;
    constexpr Bytes budget = 1 * mib;
    RecordStore store(budget, 4096);
    for (int tick = 0; tick < 20; ++tick) {
        offerInPolls(store, owner, owner.run(0, tick * 200, 200, std::string(4096, 'x')), 10);
        store.tick();
        QVERIFY(store.counts().bytes <= budget);
    }
    const ViewCounts counts = store.counts();
    const auto offsets = offsetsOf(store);
    QCOMPARE(counts.kept, std::uint64_t{4000});
    QCOMPARE(counts.rows, static_cast<std::uint64_t>(offsets.size()));
    QCOMPARE(counts.evictedRows + counts.rows, counts.kept);
    QVERIFY(counts.evictedBytes > 0);
    QCOMPARE(offsets.back(), Offset{3999});
    QCOMPARE(offsets.front(), Offset{4000} - static_cast<Offset>(offsets.size()));
}

void RecordStoreTest::smallerBudgetEvictsAtOnce()
{
    FakeMessages owner;
    RecordStore store(plenty, 4096);
    for (int tick = 0; tick < 10; ++tick) {
        store.offer(owner.run(0, tick * 200, 200, std::string(4096, 'x')), owner);
        store.tick();
    }
    QVERIFY(store.counts().bytes > 4 * mib);
    store.setBudget(1 * mib);
    QVERIFY(store.counts().bytes <= 1 * mib);
    QVERIFY(store.counts().rows > 0);
}

void RecordStoreTest::boundsTheNumberOfPages()
{
    FakeMessages owner;
    RecordStore store(plenty, 64);
    const auto message = owner.run(0, 0, 1);
    for (std::size_t tick = 0; tick < RecordStore::maxPages + 10; ++tick) {
        store.offer(message, owner);
        store.tick();
    }
    QCOMPARE(store.pages().size(), RecordStore::maxPages);
    QCOMPARE(store.counts().evictedRows, std::uint64_t{10});
}

void RecordStoreTest::clearCountsAsEvicted()
{
    FakeMessages owner;
    RecordStore store(plenty, 64);
    store.offer(owner.run(0, 0, 50), owner);
    store.tick();
    store.offer(owner.run(0, 50, 50), owner); // still in the open page
    store.clear();
    const ViewCounts counts = store.counts();
    QVERIFY(store.pages().empty());
    QCOMPARE(counts.rows, std::uint64_t{0});
    QCOMPARE(counts.bytes, Bytes{0});
    QCOMPARE(counts.evictedRows, std::uint64_t{100});
    store.offer(owner.run(0, 100, 5), owner);
    store.tick();
    QCOMPARE(store.counts().rows, std::uint64_t{5});
}

void RecordStoreTest::pagesHeldElsewhereStayCounted()
{
    FakeMessages owner;
    PageList held;
    RecordStore store(plenty, 1024);
    store.offer(owner.run(0, 0, 100), owner);
    store.tick();
    const Bytes before = store.counts().bytes;
    QVERIFY(before > 0);
    held = store.pages();
    store.clear();
    QCOMPARE(store.counts().bytes, before);
    held.clear();
    QCOMPARE(store.counts().bytes, Bytes{0});
}

QTEST_APPLESS_MAIN(RecordStoreTest)
#include "tst_record_store.moc"
