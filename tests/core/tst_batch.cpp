// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <utility>

#include "core/kafka/batch.h"
#include "tests/support/fake_messages.h"

using namespace headroom::core;
using headroom::test::FakeMessages;

class BatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsKeyAndValueBytes();
    void clearGivesAllBackInOneCall();
    void clearOfAnEmptyBatchAsksNobody();
    void destructionGivesBack();
    void moveLeavesNothingBehind();
    void moveAssignmentGivesTheOldOnesBack();
    void dropSlotKeepsTheOthersInOrder();
    void dropOfTheLastSlotForgetsTheOwner();
    void movesTheFirstInOrder();
};

namespace {

void fill(Batch& batch, FakeMessages& owner, Slot slot, Offset first, std::size_t count)
{
    for (const Message& message : owner.run(slot, first, count)) {
        batch.add(owner, message);
    }
}

} // namespace

void BatchTest::countsKeyAndValueBytes()
{
    FakeMessages owner;
    Batch batch;
    batch.add(owner, owner.make(0, 0, "12345", "abc", {{"name", "not counted"}}));
    batch.add(owner, owner.make(0, 1, std::nullopt));
    QCOMPARE(batch.size(), std::size_t{2});
    QCOMPARE(batch.bytes(), Bytes{8});
    QCOMPARE(batch.owner(), static_cast<const MessageOwner*>(&owner));
}

void BatchTest::movesTheFirstInOrder()
{
    FakeMessages owner;
    Batch from, to;
    fill(to, owner, 1, 0, 2);
    fill(from, owner, 1, 2, 5);
    const Bytes all = from.bytes() + to.bytes();
    QCOMPARE(from.moveFirst(3, to), std::size_t{3});
    QCOMPARE(to.size(), std::size_t{5});
    for (Offset i = 0; i < 5; ++i)
        QCOMPARE(to.messages()[static_cast<std::size_t>(i)].offset, i);
    QCOMPARE(from.messages().front().offset, Offset{5});
    QCOMPARE(from.bytes() + to.bytes(), all);
    QCOMPARE(from.moveFirst(10, to), std::size_t{2}); // no more than there are
    QVERIFY(from.empty());
    QCOMPARE(from.owner(), nullptr);
    QCOMPARE(from.bytes(), Bytes{0});
    QCOMPARE(from.moveFirst(1, to), std::size_t{0});
    QCOMPARE(owner.outstanding(), std::size_t{7}); // moved, not given back
    to.clear();
    QCOMPARE(owner.outstanding(), std::size_t{0});
}

void BatchTest::clearGivesAllBackInOneCall()
{
    FakeMessages owner;
    Batch batch;
    fill(batch, owner, 3, 10, 500);
    batch.clear();
    QVERIFY(batch.empty());
    QCOMPARE(batch.bytes(), Bytes{0});
    QCOMPARE(batch.owner(), nullptr);
    QCOMPARE(owner.releaseCalls(), std::size_t{1});
    QCOMPARE(owner.outstanding(), std::size_t{0});
    batch.clear();
    QCOMPARE(owner.releaseCalls(), std::size_t{1});
}

void BatchTest::clearOfAnEmptyBatchAsksNobody()
{
    Batch batch;
    batch.clear();
    QVERIFY(batch.messages().empty());
}

void BatchTest::destructionGivesBack()
{
    FakeMessages owner;
    {
        Batch batch;
        fill(batch, owner, 0, 0, 7);
        QCOMPARE(owner.outstanding(), std::size_t{7});
    }
    QCOMPARE(owner.outstanding(), std::size_t{0});
    QCOMPARE(owner.doubleReleases(), std::size_t{0});
}

void BatchTest::moveLeavesNothingBehind()
{
    FakeMessages owner;
    {
        Batch first;
        fill(first, owner, 0, 0, 4);
        const Batch second(std::move(first));
        QVERIFY(first.empty()); // NOLINT: what a moved-from batch holds is the subject
        QCOMPARE(first.bytes(), Bytes{0});
        QCOMPARE(second.size(), std::size_t{4});
        QCOMPARE(owner.released(), std::size_t{0});
    }
    QCOMPARE(owner.released(), std::size_t{4});
    QCOMPARE(owner.doubleReleases(), std::size_t{0});
}

void BatchTest::moveAssignmentGivesTheOldOnesBack()
{
    FakeMessages owner;
    Batch first;
    Batch second;
    fill(first, owner, 0, 0, 4);
    fill(second, owner, 1, 0, 3);
    second = std::move(first);
    QCOMPARE(owner.released(), std::size_t{3});
    QCOMPARE(second.size(), std::size_t{4});
    QVERIFY(first.empty()); // NOLINT: as above
    first = Batch();
    QCOMPARE(owner.released(), std::size_t{3});
    second.clear();
    QCOMPARE(owner.outstanding(), std::size_t{0});
}

void BatchTest::dropSlotKeepsTheOthersInOrder()
{
    FakeMessages owner;
    Batch batch;
    fill(batch, owner, 0, 0, 2);
    fill(batch, owner, 1, 50, 3);
    fill(batch, owner, 0, 2, 2);
    QCOMPARE(batch.dropSlot(1), std::size_t{3});
    QCOMPARE(batch.size(), std::size_t{4});
    QCOMPARE(batch.bytes(), Bytes{4 * 5});
    for (std::size_t index = 0; index < batch.size(); ++index) {
        QCOMPARE(batch.messages()[index].slot, Slot{0});
        QCOMPARE(batch.messages()[index].offset, static_cast<Offset>(index));
    }
    QCOMPARE(owner.released(), std::size_t{3});
    QCOMPARE(batch.dropSlot(1), std::size_t{0});
    QCOMPARE(owner.releaseCalls(), std::size_t{1});
    batch.clear();
    QCOMPARE(owner.outstanding(), std::size_t{0});
    QCOMPARE(owner.doubleReleases(), std::size_t{0});
}

void BatchTest::dropOfTheLastSlotForgetsTheOwner()
{
    FakeMessages owner;
    FakeMessages other;
    Batch batch;
    fill(batch, owner, 2, 0, 3);
    QCOMPARE(batch.dropSlot(2), std::size_t{3});
    QVERIFY(batch.empty());
    QCOMPARE(batch.bytes(), Bytes{0});
    fill(batch, other, 0, 0, 1); // another owner may fill it now
    QCOMPARE(batch.owner(), static_cast<const MessageOwner*>(&other));
}

QTEST_APPLESS_MAIN(BatchTest)
#include "tst_batch.moc"
