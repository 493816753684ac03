// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <vector>

#include "core/records/offset_tracker.h"
#include "tests/support/fake_messages.h"

using namespace headroom::core;
using headroom::test::FakeMessages;

class OffsetTrackerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allEqualWhenAllIsDone();
    void onlyProcessedIsCommittable();
    void gapsCountAsPassed();
    void interleavedSlotsAreKeptApart();
    void underWayIsNotSentAgain();
    void refusedCommitsAreSentAgain();
    void confirmedOnlyRaises();
    void partialFailureConfirmsTheOthers();
    void revokedIsNeverCommitted();
    void revokedKeepsItsFiguresApart();
    void recordsOfRevokedPartitionsAreIgnored();
    void assignedAgainGoesOn();
    void carriedOnIsProcessedAndCommittable();
    void carriedOnBelowTheCommitMayCommitLower();
    void neverBackwardsWithoutTheUsersWord();
    void repositionBackwardsMayCommitLower();
    void recordsFromBeforeARepositionAreIgnored();
    void commitSentBeforeARepositionOnlyRaises();
    void secondRepositionDuringALoweringCommit();
    void repeatRisk_data();
    void repeatRisk();
    void gapsAreNotRepeated();
    void lossRisk();
    void unknownSlots();
};

namespace {

constexpr Slot slot = 2;

/// One partition, consumed up to an offset.
struct Fixture {
    FakeMessages owner;
    OffsetTracker tracker;

    std::vector<Message> take(Offset first, std::size_t count, Slot of = slot)
    {
        auto messages = owner.run(of, first, count);
        tracker.taken(messages);
        return messages;
    }
    void consume(Offset first, std::size_t count, Slot of = slot) { tracker.processed(take(first, count, of)); }
    Offset committable(Slot of = slot) const
    {
        for (const SlotOffset& offset : tracker.committable()) {
            if (offset.slot == of) {
                return offset.offset;
            }
        }
        return unknownOffset;
    }
    void commit()
    {
        const auto offsets = tracker.committable();
        tracker.commitSent(offsets);
        tracker.commitConfirmed(offsets);
    }
};

} // namespace

void OffsetTrackerTest::allEqualWhenAllIsDone()
{
    Fixture fixture;
    fixture.tracker.assign(slot, unknownOffset);
    fixture.consume(0, 100);
    fixture.commit();
    const PartitionOffsets& at = fixture.tracker.at(slot);
    QCOMPARE(at.firstOffset, Offset{0});
    QCOMPARE(at.position, Offset{100});
    QCOMPARE(at.processed, Offset{100});
    QCOMPARE(at.committed, Offset{100});
    QCOMPARE(at.sent, unknownOffset);
    QCOMPARE(at.messages, std::uint64_t{100});
    QVERIFY(fixture.tracker.committable().empty());
}

void OffsetTrackerTest::onlyProcessedIsCommittable()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 10);
    const auto messages = fixture.take(10, 20);
    QCOMPARE(fixture.committable(), unknownOffset);
    fixture.tracker.processed(std::span(messages).first(5));
    QCOMPARE(fixture.committable(), Offset{15});
    QCOMPARE(fixture.tracker.at(slot).position, Offset{30});
}

void OffsetTrackerTest::gapsCountAsPassed()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    std::vector<Message> messages;
    for (const Offset offset : {3, 4, 9, 20}) {
        messages.push_back(fixture.owner.make(slot, offset));
    }
    fixture.tracker.taken(messages);
    QCOMPARE(fixture.tracker.at(slot).firstOffset, Offset{3});
    fixture.tracker.processed(std::span(messages).first(2));
    QCOMPARE(fixture.committable(), Offset{5});
    fixture.tracker.processed(std::span(messages).last(2));
    QCOMPARE(fixture.committable(), Offset{21});
    QCOMPARE(fixture.tracker.at(slot).processed, fixture.tracker.at(slot).position);
}

void OffsetTrackerTest::interleavedSlotsAreKeptApart()
{
    Fixture fixture;
    std::vector<Message> messages;
    for (Slot of = 0; of < 3; ++of) {
        fixture.tracker.assign(of, 0);
    }
    for (Offset offset = 0; offset < 30; ++offset) {
        messages.push_back(fixture.owner.make(static_cast<Slot>(offset % 3), offset));
    }
    fixture.tracker.taken(messages);
    fixture.tracker.processed(messages);
    QCOMPARE(fixture.committable(0), Offset{28});
    QCOMPARE(fixture.committable(1), Offset{29});
    QCOMPARE(fixture.committable(2), Offset{30});
    QCOMPARE(fixture.tracker.at(1).messages, std::uint64_t{10});
    QCOMPARE(fixture.tracker.slotCount(), std::size_t{3});
}

void OffsetTrackerTest::underWayIsNotSentAgain()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    fixture.consume(0, 10);
    fixture.tracker.commitSent(fixture.tracker.committable());
    QCOMPARE(fixture.tracker.at(slot).sent, Offset{10});
    QVERIFY(fixture.tracker.committable().empty());
    fixture.consume(10, 5);
    QCOMPARE(fixture.committable(), Offset{15});
}

void OffsetTrackerTest::refusedCommitsAreSentAgain()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    fixture.consume(0, 10);
    const auto offsets = fixture.tracker.committable();
    fixture.tracker.commitSent(offsets);
    fixture.tracker.commitEnded(offsets);
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{0});
    QCOMPARE(fixture.committable(), Offset{10});
}

void OffsetTrackerTest::confirmedOnlyRaises()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    fixture.consume(0, 10);
    fixture.commit();
    const std::vector<SlotOffset> late{{slot, 4, 0}};
    fixture.tracker.commitConfirmed(late);
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{10});
}

void OffsetTrackerTest::partialFailureConfirmsTheOthers()
{
    Fixture fixture;
    fixture.tracker.assign(0, 0);
    fixture.tracker.assign(1, 0);
    fixture.consume(0, 10, 0);
    fixture.consume(0, 20, 1);
    fixture.tracker.commitSent(fixture.tracker.committable());
    const std::vector<SlotOffset> reply{{0, 10, 0}, {1, 20, 16}};
    fixture.tracker.commitConfirmed(reply);
    QCOMPARE(fixture.tracker.at(0).committed, Offset{10});
    QCOMPARE(fixture.tracker.at(1).committed, Offset{0});
    QCOMPARE(fixture.committable(0), unknownOffset);
    QCOMPARE(fixture.committable(1), Offset{20});
}

void OffsetTrackerTest::revokedIsNeverCommitted()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    fixture.consume(0, 10);
    fixture.tracker.revoke(slot);
    QVERIFY(fixture.tracker.committable().empty());
    QVERIFY(!fixture.tracker.at(slot).owned);
    QCOMPARE(fixture.tracker.at(slot).position, unknownOffset);
    QCOMPARE(fixture.tracker.at(slot).messages, std::uint64_t{10});
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{0});
}

void OffsetTrackerTest::revokedKeepsItsFiguresApart()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 2);
    fixture.consume(2, 8);
    fixture.take(10, 3);
    fixture.tracker.revoke(slot);
    QCOMPARE(fixture.tracker.at(slot).leftPosition, Offset{13});
    QCOMPARE(fixture.tracker.at(slot).leftProcessed, Offset{10});
    QCOMPARE(fixture.tracker.willRepeat(slot), std::int64_t{8});
    fixture.tracker.revoke(slot); // said twice, as at a reconnect
    QCOMPARE(fixture.tracker.willRepeat(slot), std::int64_t{8});

    fixture.tracker.assign(slot, 2); // back, and nobody went on meanwhile
    QCOMPARE(fixture.tracker.willRepeat(slot), std::int64_t{8});
    fixture.consume(2, 3);
    QCOMPARE(fixture.tracker.willRepeat(slot), std::int64_t{5}); // the rest is to come again
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{3});
    fixture.consume(5, 8);
    QCOMPARE(fixture.tracker.willRepeat(slot), std::int64_t{0});

    fixture.tracker.revoke(slot);
    fixture.tracker.assign(slot, 40); // somebody else went on meanwhile
    QCOMPARE(fixture.tracker.willRepeat(slot), std::int64_t{0});
    fixture.tracker.reposition(slot);
    QCOMPARE(fixture.tracker.at(slot).leftProcessed, unknownOffset);
}

void OffsetTrackerTest::recordsOfRevokedPartitionsAreIgnored()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    const auto messages = fixture.take(0, 10);
    fixture.tracker.revoke(slot);
    fixture.tracker.processed(messages);
    QCOMPARE(fixture.tracker.at(slot).processed, unknownOffset);
    fixture.tracker.assign(slot, 0); // given back before the old batch was processed
    fixture.tracker.processed(messages);
    QCOMPARE(fixture.tracker.at(slot).processed, unknownOffset);
    QVERIFY(fixture.tracker.committable().empty());
}

void OffsetTrackerTest::assignedAgainGoesOn()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 5);
    fixture.consume(5, 10);
    fixture.tracker.revoke(slot);
    fixture.tracker.assign(slot, 40); // somebody else went on meanwhile
    QVERIFY(fixture.tracker.committable().empty());
    fixture.consume(40, 2);
    QCOMPARE(fixture.committable(), Offset{42});
    QCOMPARE(fixture.tracker.at(slot).firstOffset, Offset{5});
}

/// The same reader goes on with another client: what it had processed is not forgotten.
void OffsetTrackerTest::carriedOnIsProcessedAndCommittable()
{
    Fixture fixture;
    fixture.tracker.assign(slot, unknownOffset);
    fixture.consume(0, 30);
    fixture.tracker.revoke(slot);
    fixture.tracker.assign(slot, unknownOffset); // nothing was committed
    fixture.tracker.carryOn(slot, 30);
    QCOMPARE(fixture.tracker.at(slot).position, Offset{30});
    QCOMPARE(fixture.committable(), Offset{30});
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{30});
    fixture.tracker.passedTo(slot, 35); // transaction markers
    QCOMPARE(fixture.committable(), Offset{35});
    fixture.consume(35, 5);
    fixture.commit();
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{40});
}

/// Before the reconnect a seek had gone back, and was not committed yet.
void OffsetTrackerTest::carriedOnBelowTheCommitMayCommitLower()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 100);
    fixture.tracker.carryOn(slot, 20);
    QCOMPARE(fixture.committable(), Offset{20});
    fixture.commit();
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{20});
    fixture.tracker.assign(slot, 20);
    fixture.tracker.carryOn(slot, 20);
    QVERIFY(fixture.tracker.committable().empty());
}

void OffsetTrackerTest::neverBackwardsWithoutTheUsersWord()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 100);
    fixture.consume(50, 10);
    QVERIFY(fixture.tracker.committable().empty());
    fixture.consume(60, 41);
    QCOMPARE(fixture.committable(), Offset{101});
}

void OffsetTrackerTest::repositionBackwardsMayCommitLower()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    fixture.consume(0, 100);
    fixture.commit();
    fixture.tracker.reposition(slot);
    QCOMPARE(fixture.tracker.at(slot).processed, unknownOffset);
    QCOMPARE(fixture.tracker.at(slot).position, unknownOffset);
    QVERIFY(fixture.tracker.committable().empty());
    fixture.consume(20, 5);
    QCOMPARE(fixture.committable(), Offset{25});
    fixture.commit();
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{25});
    QVERIFY(fixture.tracker.committable().empty());
    const std::vector<SlotOffset> late{{slot, 10, 0}};
    fixture.tracker.commitConfirmed(late); // the word was for one commit
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{25});
}

void OffsetTrackerTest::recordsFromBeforeARepositionAreIgnored()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    const auto old = fixture.take(100, 10);
    fixture.tracker.reposition(slot);
    fixture.tracker.processed(old);
    QCOMPARE(fixture.tracker.at(slot).processed, unknownOffset);
    const auto fresh = fixture.take(0, 10);
    fixture.tracker.processed(old);
    QCOMPARE(fixture.tracker.at(slot).processed, unknownOffset);
    fixture.tracker.processed(fresh);
    QCOMPARE(fixture.tracker.at(slot).processed, Offset{10});
}

void OffsetTrackerTest::commitSentBeforeARepositionOnlyRaises()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    fixture.consume(0, 100);
    const auto sent = fixture.tracker.committable();
    fixture.tracker.commitSent(sent);
    fixture.tracker.reposition(slot);
    fixture.consume(0, 10);
    QCOMPARE(fixture.committable(), Offset{10});
    fixture.tracker.commitConfirmed(sent);
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{100});
    QCOMPARE(fixture.committable(), Offset{10});
}

void OffsetTrackerTest::secondRepositionDuringALoweringCommit()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    fixture.consume(0, 100);
    fixture.commit();
    fixture.tracker.reposition(slot);
    fixture.consume(40, 10);
    const auto sent = fixture.tracker.committable();
    fixture.tracker.commitSent(sent);
    fixture.tracker.reposition(slot);
    fixture.consume(10, 5);
    fixture.tracker.commitConfirmed(sent);
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{50});
    QCOMPARE(fixture.committable(), Offset{15});
    fixture.commit();
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{15});
}

void OffsetTrackerTest::repeatRisk_data()
{
    QTest::addColumn<qint64>("committed");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<int>("processed");
    QTest::addColumn<qint64>("risk");
    QTest::newRow("nothing processed") << qint64{10} << qint64{10} << 0 << qint64{0};
    QTest::newRow("since the commit") << qint64{10} << qint64{10} << 5 << qint64{5};
    QTest::newRow("gap before the first") << qint64{10} << qint64{20} << 5 << qint64{15};
    QTest::newRow("no commit known: from the first") << qint64{-1} << qint64{20} << 5 << qint64{5};
    QTest::newRow("behind the commit") << qint64{100} << qint64{20} << 5 << qint64{0};
}

void OffsetTrackerTest::repeatRisk()
{
    QFETCH(qint64, committed);
    QFETCH(qint64, first);
    QFETCH(int, processed);
    QFETCH(qint64, risk);
    Fixture fixture;
    fixture.tracker.assign(slot, committed);
    const auto messages = fixture.take(first, 50);
    fixture.tracker.processed(std::span(messages).first(static_cast<std::size_t>(processed)));
    QCOMPARE(qint64{fixture.tracker.atRiskRepeat(slot)}, risk);
}

void OffsetTrackerTest::gapsAreNotRepeated()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 10);
    const auto lost = [&](Offset wanted) { fixture.tracker.reposition(slot), fixture.tracker.gapFrom(slot, wanted); };
    lost(10);
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{0});
    fixture.consume(500, 20);
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{20});
    lost(520); // once more, before any commit
    fixture.consume(900, 5);
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{25});
    fixture.tracker.revoke(slot);
    QCOMPARE(fixture.tracker.willRepeat(slot), std::int64_t{25});
    fixture.tracker.assign(slot, 510);
    fixture.consume(905, 1);
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{16});
    fixture.tracker.reposition(slot); // the latest was chosen; now back for what is there
    fixture.consume(600, 10);
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{20});
    fixture.commit();
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{0});
}

void OffsetTrackerTest::lossRisk()
{
    Fixture fixture;
    fixture.tracker.assign(slot, 0);
    const auto messages = fixture.take(0, 50);
    fixture.tracker.setCommitted(slot, 50); // auto commit, ahead of processing
    QCOMPARE(fixture.tracker.atRiskLoss(slot), std::int64_t{0}); // not known before something was processed
    fixture.tracker.processed(std::span(messages).first(20));
    QCOMPARE(fixture.tracker.atRiskLoss(slot), std::int64_t{30});
    QCOMPARE(fixture.tracker.atRiskRepeat(slot), std::int64_t{0});
    QVERIFY(fixture.tracker.committable().empty());
    fixture.tracker.setCommitted(slot, unknownOffset);
    QCOMPARE(fixture.tracker.at(slot).committed, Offset{50});
    fixture.tracker.setCommitted(slot, 5); // read back: the broker's word
    QCOMPARE(fixture.committable(), Offset{20});
}

void OffsetTrackerTest::unknownSlots()
{
    OffsetTracker tracker;
    QVERIFY(!tracker.at(7).owned);
    QVERIFY(!tracker.at(-1).owned);
    QCOMPARE(tracker.atRiskRepeat(7), std::int64_t{0});
    QCOMPARE(tracker.atRiskLoss(7), std::int64_t{0});
    QCOMPARE(tracker.slotCount(), std::size_t{0});
    tracker.taken({});
    tracker.processed({});
    tracker.assign(3, unknownOffset);
    QCOMPARE(tracker.slotCount(), std::size_t{4});
    QVERIFY(!tracker.at(2).owned);
    QVERIFY(tracker.at(3).owned);
}

QTEST_APPLESS_MAIN(OffsetTrackerTest)
#include "tst_offset_tracker.moc"
