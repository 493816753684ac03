// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "core/budget/topic_observer.h"
#include "tests/support/fake_messages.h"

using namespace headroom::core;
using headroom::test::FakeMessages;

namespace {

/// Totals of a client that has received `fetches` responses.
ClientStats totals(std::int64_t fetches, Bytes wire, Bytes messageBytes, std::int64_t messages)
{
    ClientStats stats;
    stats.fetchRequests = fetches;
    stats.receivedBytes = wire;
    stats.messageBytes = messageBytes;
    stats.messages = messages;
    stats.fetchedFrom = {{1, 5}, {2, 3}};
    return stats;
}

bool near(double value, double wanted, double tolerance = 0.01) { return std::abs(value - wanted) <= tolerance * std::abs(wanted); }

} // namespace

class TopicObserverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsNothingAtFirst();
    void firstMessagesTellSizes();
    void headersCount();
    void newHeadersAreAnExtreme();
    void keepsExtremesOfIntervals();
    void learnsRatioAndBrokers();
    void cutBatchesAreWaste();
    void largestRatioStays();
    void ratioIsNeverBelowTheMean();
    void newClientStartsOver();
    void emptyFetchesTellNothing();
    void framingOfSmallResponsesIsNoWaste();
    void fetchedSizesCountBeforeTheyAreTaken();
    void buffersAreThoseOfTheMostFetched();
    void uncompressedHasNoBuffers();
    void framingIsNoCompression();
};

void TopicObserverTest::buffersAreThoseOfTheMostFetched()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 300, std::string(1000, 'v')), messages);
    observer.addStatistics(totals(10, 25'000'000, 50'000'000, 50'000)); // a ratio of 2: lz4's first guess is twice the output
    QVERIFY(observer.facts().buffer < 0);
    observer.addBuffers(9 * mib, 9 * mib, 3 * mib); // too little to tell
    QVERIFY(observer.facts().buffer < 0 && observer.facts().meanBuffer < 0);
    observer.addBuffers(18 * mib, 12 * mib, 10 * mib);
    observer.addBuffers(30 * mib, 24 * mib, 20 * mib); // more heap: this one covers the one before
    observer.addBuffers(20 * mib, 10 * mib, 5 * mib);
    QVERIFY(near(observer.facts().buffer, 1.5) && near(observer.facts().meanBuffer, 1.2));
    observer.addBuffers(unknownBytes, 40 * mib, 20 * mib); // the queue is not full: resident bytes only
    QVERIFY(near(observer.facts().buffer, 1.5) && near(observer.facts().meanBuffer, 2, 0.03));
    observer.addBuffers(900 * mib, 0, 50 * mib); // a leak is no buffer
    QVERIFY(near(observer.facts().buffer, 2, 0.03));
}

/// Uncompressed messages lie in the response itself: what heap is in use beside them is no buffer of theirs.
void TopicObserverTest::uncompressedHasNoBuffers()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addBuffers(40 * mib, 40 * mib, 20 * mib); // before it is known what the topic holds
    observer.addMessages(messages.run(0, 0, 300, std::string(1000, 'v')), messages);
    observer.addStatistics(totals(10, 50'700'000, 50'000'000, 50'000));
    QVERIFY(!observer.facts().compressed());
    QCOMPARE(observer.facts().mostBuffer(), 1.0);
    QCOMPARE(observer.facts().buffer, 1.0);
    QCOMPARE(observer.facts().meanBuffer, 1.0);
    observer.addBuffers(900 * mib, 900 * mib, 50 * mib);
    QCOMPARE(observer.facts().buffer, 1.0);
    observer.addStatistics(totals(40, 60'700'000, 140'000'000, 140'000)); // compressed from here on
    QVERIFY(observer.facts().compressed());
    QVERIFY(observer.facts().buffer > 1.9);
}

/// What is assumed of a record's framing is more than a small record has: that is no compression.
void TopicObserverTest::framingIsNoCompression()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 300, std::string(10, 'v')), messages);
    observer.addStatistics(totals(100, 18'500'000, 10'000'000, 1'000'000)); // 8.5 bytes beside each value
    QVERIFY(observer.facts().meanRatio > 1.4);
    QVERIFY(!observer.facts().compressed());
}

void TopicObserverTest::knowsNothingAtFirst()
{
    const TopicObserver observer;
    QVERIFY(!observer.facts().complete());
    QCOMPARE(observer.facts().messages, std::int64_t{0});
    QCOMPARE(observer.facts().mostQueued, std::int64_t{-1});
}

void TopicObserverTest::firstMessagesTellSizes()
{
    FakeMessages messages;
    TopicObserver observer;
    std::vector<Message> three;
    for (const char* key : {"k1", "k2", "k3"})
        three.push_back(messages.make(0, static_cast<Offset>(three.size()), std::string(100, 'v'), std::string(key)));
    observer.addMessages(three, messages);
    const TopicFacts& facts = observer.facts();
    QCOMPARE(facts.messages, std::int64_t{3});
    QCOMPARE(facts.meanValue, 100.0);
    QCOMPARE(facts.largestRecord, Bytes{102});
    QVERIFY(facts.meanOverhead > 2 && facts.meanOverhead < 30); // key and framing
    QVERIFY(facts.largestBatch >= 102);
}

void TopicObserverTest::headersCount()
{
    FakeMessages messages;
    TopicObserver observer;
    const std::vector<Message> one{messages.make(0, 0, std::string(10, 'v'), std::nullopt, {{"name", std::string(996, 'h')}})};
    observer.addMessages(one, messages);
    QVERIFY(observer.facts().meanOverhead > 1000);
    QVERIFY(observer.facts().meanOverhead < 1040);
}

/// A topic whose records get headers after a while. Seen to fail when the mean of the whole run was taken for the interval's.
void TopicObserverTest::newHeadersAreAnExtreme()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 10'000, std::string(100, 'v')), messages);
    std::vector<Message> later;
    for (Offset offset = 10'000; offset < 10'512; ++offset)
        later.push_back(messages.make(0, offset, std::string(100, 'v'), std::nullopt, {{"name", std::string(996, 'h')}}));
    observer.addMessages(later, messages);
    QVERIFY(observer.facts().highMeanOverhead > 1000);
    QVERIFY(observer.facts().meanOverhead < 100);
}

void TopicObserverTest::keepsExtremesOfIntervals()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 256, std::string(1000, 'v')), messages);
    observer.addMessages(messages.run(0, 256, 512, std::string(10, 'v')), messages);
    const TopicFacts& facts = observer.facts();
    QCOMPARE(facts.messages, std::int64_t{768});
    QVERIFY(near(facts.highMeanValue, 1000, 0.05)); // the first few closed an interval of their own
    QVERIFY(facts.lowMeanMessage < 60);
    QVERIFY(near(facts.meanValue, 340, 0.05));
}

void TopicObserverTest::learnsRatioAndBrokers()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 1000, std::string(1000, 'v')), messages);
    observer.addStatistics(totals(10, 100'000, 1'000'000, 1000));
    const TopicFacts& facts = observer.facts();
    QVERIFY(facts.complete());
    QCOMPARE(facts.brokerPartitions, (std::vector<std::int32_t>{5, 3}));
    QVERIFY(near(facts.ratio, 10.185)); // 18.5 bytes of framing a message
    QCOMPARE(facts.meanResponse, 10'000.0);
    QVERIFY(near(facts.decodedPerFetch, 101'850));
    QCOMPARE(facts.waste, 1.0);
    QVERIFY(facts.largestBatch < 200); // a record of 1000 bytes takes a tenth on the wire
}

void TopicObserverTest::cutBatchesAreWaste()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 300, std::string(1000, 'v')), messages);
    observer.addStatistics(totals(10, 1'500'000, 1'000'000, 1000));
    QCOMPARE(observer.facts().ratio, 1.0);
    QVERIFY(near(observer.facts().waste, 1'500'000 / 1'018'500.0));
}

void TopicObserverTest::largestRatioStays()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 300, std::string(1000, 'v')), messages);
    observer.addStatistics(totals(10, 100'000, 2'000'000, 2000));
    const double high = observer.facts().ratio;
    observer.addStatistics(totals(20, 1'100'000, 3'000'000, 3000));
    QCOMPARE(observer.facts().ratio, high);
    QVERIFY(observer.facts().meanRatio < high / 4);
    observer.addStatistics(totals(30, 1'110'000, 4'000'000, 4000));
    QVERIFY(observer.facts().ratio > 4 * high); // a topic that changes moves it
}

/// The first report may fall between a response's arrival and its parsing: its ratio is then too low, and a consumer that
/// stalls makes no further interval.
void TopicObserverTest::ratioIsNeverBelowTheMean()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 10, std::string(1000, 'v')), messages);
    observer.addStatistics(totals(4, 400'000, 10'000, 10));
    QCOMPARE(observer.facts().ratio, 1.0);
    observer.addStatistics(totals(5, 400'000, 20'000'000, 20'000)); // one fetch is no interval
    QVERIFY(observer.facts().meanRatio > 50);
    QVERIFY(observer.facts().ratio >= observer.facts().meanRatio);
}

void TopicObserverTest::newClientStartsOver()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 300, std::string(1000, 'v')), messages);
    observer.addStatistics(totals(100, 1'000'000, 10'000'000, 10'000));
    const double ratio = observer.facts().ratio;
    observer.addStatistics(totals(10, 100'000, 500'000, 500));
    QVERIFY(near(observer.facts().meanRatio, 5.09));
    QCOMPARE(observer.facts().ratio, ratio);
}

void TopicObserverTest::emptyFetchesTellNothing()
{
    TopicObserver observer;
    observer.addStatistics(totals(100, 30'000, 0, 0));
    QVERIFY(observer.facts().ratio < 0);
    QCOMPARE(observer.facts().largestResponse, unknownBytes);
}

/// A stalled consumer has taken eight small messages; the client has fetched many large ones.
/// On a nearly empty topic most of what comes is the framing of responses that hold nothing.
void TopicObserverTest::framingOfSmallResponsesIsNoWaste()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(std::vector<Message>{messages.make(0, 0, std::string(20, 'v'), "k")}, messages);
    observer.addStatistics(totals(20, 20 * 400, 21, 1));
    observer.addStatistics(totals(40, 40 * 400, 42, 2));
    QCOMPARE(observer.facts().waste, 1.0);
    QCOMPARE(observer.facts().meanWaste, 1.0);
}

void TopicObserverTest::fetchedSizesCountBeforeTheyAreTaken()
{
    FakeMessages messages;
    TopicObserver observer;
    observer.addMessages(messages.run(0, 0, 8, std::string(100, 'v')), messages);
    observer.addStatistics(totals(10, 10'000'000, 10'000'000, 1000));
    QVERIFY(near(observer.facts().highMeanValue, 10'000));
    QVERIFY(near(observer.facts().meanValue, 10'000));
    QVERIFY(observer.facts().largestRecord >= 10'000);
    QVERIFY(observer.facts().lowMeanMessage < 130);
}

QTEST_APPLESS_MAIN(TopicObserverTest)
#include "tst_topic_observer.moc"
