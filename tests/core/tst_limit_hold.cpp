// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/budget/limit_hold.h"
#include "core/settings/setting_codec.h"

using namespace headroom::core;

namespace {

ModelInput input(Bytes baseline = 20 * mib)
{
    ModelInput made;
    made.baseline = baseline;
    return made;
}

/// 1 KiB values, uncompressed, eight partitions on one broker.
TopicFacts plainTopic()
{
    TopicFacts facts;
    facts.messages = 10'000;
    facts.brokerPartitions = {8};
    facts.ratio = facts.meanRatio = 1;
    facts.waste = facts.meanWaste = 1.1; // more than these limits cut
    facts.largestBatch = 16 * kib;
    facts.meanResponse = 150 * kib;
    facts.largestRecord = 1024;
    facts.meanValue = facts.highMeanValue = 1024;
    facts.meanOverhead = facts.highMeanOverhead = 20;
    facts.lowMeanMessage = 1044;
    return facts;
}

bool noneAbove(const Settings& held, const Settings& given)
{
    const auto rows = heldRows();
    return std::all_of(rows.begin(), rows.end(), [&](const HeldRow& row) { return held.*row.member <= given.*row.member; });
}

} // namespace

class TstLimitHold : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFormulaWhileNothingIsKnown();
    void asGivenWhereItFits();
    void holdsBelowAnyMark_data();
    void holdsBelowAnyMark();
    void moreBrokersLeaveLess();
    void aKnownTopicIsHeldByItsCeiling();
    void smallValuesStayAsTheyAre();
    void whereNothingFitsTheLeastIsNamed();
};

/// Each summand once: what the page on memory says.
void TstLimitHold::theFormulaWhileNothingIsKnown()
{
    ModelInput in = input(10 * mib);
    in.settings.queuedMaxMessagesKbytes = 1024;
    in.settings.batchBytes = mib;
    in.settings.queuedMinMessages = 1000;
    in.settings.fetchMaxBytes = mib;
    in.settings.viewBudget = 2 * mib;
    const Bytes least = 10 * mib + 4 * (1 + 2) * mib + 5 * mib + 2 * mib;
    const Bytes most = mostTaken(in);
    QVERIFY2(most > least + 300 * 1000 && most < least + 320 * 1000 + 600 * kib, qPrintable(QString::number(most - least))); // operations, and two pages
    in.facts.largestBatch = 3 * mib; // the first batch comes whole, whatever fetch.max.bytes
    QCOMPARE(mostTaken(in), most + 5 * 2 * mib);
}

void TstLimitHold::asGivenWhereItFits()
{
    const ModelInput in = input();
    const LimitHold hold = holdBelow(gib, in);
    QVERIFY(hold.fits);
    QVERIFY(hold.settings == in.settings);
    QCOMPARE(hold.asGiven, mostTaken(in));
    QVERIFY(holdBelow(hold.asGiven, in).settings == in.settings);
    QVERIFY(holdBelow(hold.asGiven - 1, in).settings != in.settings);
}

void TstLimitHold::holdsBelowAnyMark_data()
{
    QTest::addColumn<int>("mark"); // MiB
    for (const int mark : {24, 30, 38, 48, 64, 96, 128, 200})
        QTest::addRow("%d MiB", mark) << mark;
}

void TstLimitHold::holdsBelowAnyMark()
{
    QFETCH(int, mark);
    ModelInput in = input();
    const LimitHold hold = holdBelow(mark * mib, in);
    QVERIFY(hold.fits);
    QVERIFY(noneAbove(hold.settings, in.settings));
    const auto valid = validateSettings(hold.settings);
    QVERIFY2(valid, valid ? "" : valid.error().message.c_str());
    QVERIFY(hold.settings.fetchMaxBytes <= std::max<Bytes>(64 * kib, hold.settings.queuedMaxMessagesKbytes * kib / 4));
    const Bytes given = mostTaken(in);
    in.settings = hold.settings;
    const Bytes most = mostTaken(in);
    QVERIFY2(most <= mark * mib, qPrintable(QString::number(most)));
    QVERIFY(most > std::min(mark * mib, given) - mib); // nothing is left unused
}

void TstLimitHold::moreBrokersLeaveLess()
{
    ModelInput in = input();
    const auto one = holdBelow(60 * mib, in).settings.queuedMaxMessagesKbytes;
    in.settings.bootstrapServers = "a:1,b:2,c:3";
    const auto three = holdBelow(60 * mib, in).settings.queuedMaxMessagesKbytes;
    QVERIFY2(three < one, qPrintable(QStringLiteral("%1, %2").arg(one).arg(three)));
}

/// Nothing is decoded there, so that a quarter of the memory is enough for the same queue.
void TstLimitHold::aKnownTopicIsHeldByItsCeiling()
{
    ModelInput in = input();
    const auto unknown = holdBelow(80 * mib, in).settings.queuedMaxMessagesKbytes;
    in.facts = plainTopic();
    QCOMPARE(mostTaken(in), forecastMemory(in).ceiling.total);
    const LimitHold known = holdBelow(80 * mib, in);
    QVERIFY2(known.settings.queuedMaxMessagesKbytes > 2 * unknown, qPrintable(QStringLiteral("%1, %2").arg(unknown).arg(known.settings.queuedMaxMessagesKbytes)));
    in.settings = known.settings;
    QVERIFY(mostTaken(in) <= 80 * mib);
    in.facts.buffer = 3;
    QVERIFY(mostTaken(in) > 80 * mib);
    QVERIFY(holdBelow(80 * mib, in).fits);
}

/// What was set below a floor is not raised to it.
void TstLimitHold::smallValuesStayAsTheyAre()
{
    ModelInput in = input();
    in.settings.queuedMinMessages = 10;
    in.settings.batchBytes = kib;
    in.settings.fetchMaxBytes = in.settings.messageMaxBytes = in.settings.maxPartitionFetchBytes = 4 * kib;
    const LimitHold hold = holdBelow(38 * mib, in);
    QVERIFY(hold.fits);
    QVERIFY(noneAbove(hold.settings, in.settings));
    QCOMPARE(hold.settings.queuedMinMessages, std::int64_t(10));
    QCOMPARE(hold.settings.batchBytes, kib);
    QCOMPARE(hold.settings.fetchMaxBytes, 4 * kib);
}

void TstLimitHold::whereNothingFitsTheLeastIsNamed()
{
    ModelInput in = input();
    const LimitHold hold = holdBelow(20 * mib, in);
    QVERIFY(!hold.fits);
    QCOMPARE(hold.settings.queuedMaxMessagesKbytes, std::int64_t(64));
    QCOMPARE(hold.settings.viewBudget, mib);
    QVERIFY(validateSettings(hold.settings).has_value());
    QVERIFY(hold.least > 20 * mib);
    QVERIFY(holdBelow(hold.least, in).fits);
    QVERIFY(!holdBelow(hold.least - 1, in).fits);
}

QTEST_APPLESS_MAIN(TstLimitHold)
#include "tst_limit_hold.moc"
