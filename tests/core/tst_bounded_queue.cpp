// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <thread>

#include "core/base/bounded_queue.h"

using headroom::core::BoundedQueue;

class TestBoundedQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesWhenFullAndCounts();
    void keepsOrderAndHasRoomAgain();
    void takesMoveOnlyElements();
    void neverExceedsItsCapacityUnderTwoThreads();
};

void TestBoundedQueue::refusesWhenFullAndCounts()
{
    BoundedQueue<int> queue(2);
    QCOMPARE(queue.capacity(), std::size_t{2});
    QVERIFY(queue.tryPush(1));
    QVERIFY(queue.tryPush(2));
    QVERIFY(!queue.tryPush(3));
    QVERIFY(!queue.tryPush(4));
    QCOMPARE(queue.size(), std::size_t{2});
    QCOMPARE(queue.refused(), std::uint64_t{2});
    QCOMPARE(queue.takeAll(), (std::vector<int>{1, 2}));
}

void TestBoundedQueue::keepsOrderAndHasRoomAgain()
{
    BoundedQueue<int> queue(3);
    for (int round = 0; round < 4; ++round) {
        for (int i = 0; i < 3; ++i)
            QVERIFY(queue.tryPush(round * 10 + i));
        QCOMPARE(queue.takeAll(), (std::vector<int>{round * 10, round * 10 + 1, round * 10 + 2}));
        QCOMPARE(queue.size(), std::size_t{0});
    }
    QVERIFY(queue.takeAll().empty());
    QCOMPARE(queue.refused(), std::uint64_t{0});
}

void TestBoundedQueue::takesMoveOnlyElements()
{
    BoundedQueue<std::unique_ptr<int>> queue(1);
    QVERIFY(queue.tryPush(std::make_unique<int>(7)));
    QVERIFY(!queue.tryPush(std::make_unique<int>(8)));
    QCOMPARE(*queue.takeAll().at(0), 7);
}

void TestBoundedQueue::neverExceedsItsCapacityUnderTwoThreads()
{
    constexpr int pushes = 20000;
    BoundedQueue<int> queue(16);
    std::size_t accepted = 0;
    std::vector<int> taken;
    std::size_t largest = 0;
    std::atomic<bool> done{false};
    std::jthread producer([&] {
        for (int i = 0; i < pushes; ++i)
            accepted += queue.tryPush(i) ? 1 : 0;
        done = true;
    });
    const auto drain = [&] {
        const std::vector<int> some = queue.takeAll();
        largest = std::max(largest, some.size());
        taken.insert(taken.end(), some.begin(), some.end());
    };
    while (!done)
        drain();
    producer.join();
    drain();
    QVERIFY(largest <= 16);
    QCOMPARE(taken.size(), accepted);
    QCOMPARE(accepted + queue.refused(), std::uint64_t{pushes});
    QVERIFY(std::is_sorted(taken.begin(), taken.end()));
}

QTEST_APPLESS_MAIN(TestBoundedQueue)
#include "tst_bounded_queue.moc"
