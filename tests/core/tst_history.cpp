// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/metrics/history.h"

using namespace headroom::core;

class HistoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void freshSamplesAreSeenAtOnce();
    void mediumHoldsMeans();
    void coarseHoldsMinimaThenMaxima();
    void unknownValuesDoNotCount();
    void tiersReachAsFarAsPromised();
    void memoryIsBounded();
    void segmentsAreShared();
    void oddTimesAreIgnored_data();
    void oddTimesAreIgnored();
};

namespace {

constexpr double tick = 0.1;
using Segments = std::vector<std::shared_ptr<const SampleSegment>>;

const MetricIndex rate = metricIndex("messages_per_second");
const MetricIndex lag = metricIndex("lag");

TickReading reading(double messagesPerSecond, std::int64_t lagNow = unknownOffset)
{
    TickReading tickReading;
    tickReading.messagesPerSecond = messagesPerSecond;
    tickReading.lag = lagNow;
    return tickReading;
}

std::vector<Sample> flat(const Segments& segments)
{
    std::vector<Sample> samples;
    for (const auto& segment : segments) {
        samples.insert(samples.end(), segment->begin(), segment->end());
    }
    return samples;
}

void run(History& history, int ticks)
{
    for (int index = 0; index < ticks; ++index) {
        history.add(index * tick + 0.01, reading(index));
    }
}

} // namespace

void HistoryTest::freshSamplesAreSeenAtOnce()
{
    const WallTime began{std::chrono::seconds(1'700'000'000)};
    History history(began);
    QVERIFY(history.view().fine.empty());
    history.add(0, reading(5));
    const HistoryView view = history.view();
    QVERIFY(view.began == began);
    QCOMPARE(flat(view.fine).size(), std::size_t{1});
    QCOMPARE(flat(view.medium).size(), std::size_t{1});
    QCOMPARE(flat(view.coarse).size(), std::size_t{2});
    QCOMPARE(flat(view.coarse)[1].values[rate], 5.0F);
}

void HistoryTest::mediumHoldsMeans()
{
    History history({});
    run(history, 10);
    const auto samples = flat(history.view().medium);
    QCOMPARE(samples.size(), std::size_t{2});
    QCOMPARE(samples[0].values[rate], 2.0F); // 0 1 2 3 4
    QCOMPARE(samples[1].values[rate], 7.0F);
    QVERIFY(std::abs(samples[0].seconds - 0.21) < 1e-9);
}

void HistoryTest::coarseHoldsMinimaThenMaxima()
{
    History history({});
    run(history, 100);
    const auto samples = flat(history.view().coarse);
    QCOMPARE(samples.size(), std::size_t{4});
    QCOMPARE(samples[0].values[rate], 0.0F);
    QCOMPARE(samples[1].values[rate], 49.0F);
    QCOMPARE(samples[2].values[rate], 50.0F);
    QCOMPARE(samples[3].values[rate], 99.0F);
    QVERIFY(samples[0].seconds < samples[1].seconds);
    QVERIFY(samples[1].seconds < samples[2].seconds);
}

void HistoryTest::unknownValuesDoNotCount()
{
    History history({});
    history.add(0.0, reading(1));
    history.add(0.1, reading(1, 100));
    history.add(0.2, reading(1));
    history.add(0.3, reading(1, 200));
    const HistoryView view = history.view();
    QVERIFY(std::isnan(flat(view.fine)[0].values[lag]));
    QCOMPARE(flat(view.medium)[0].values[lag], 150.0F);
    QCOMPARE(flat(view.coarse)[0].values[lag], 100.0F);
    QCOMPARE(flat(view.coarse)[1].values[lag], 200.0F);
    QVERIFY(std::isnan(flat(view.medium)[0].values[metricIndex("rss")]));
}

void HistoryTest::tiersReachAsFarAsPromised()
{
    History history({});
    const int ticks = 13 * 3600 * 10;
    run(history, ticks);
    const HistoryView view = history.view();
    const double end = ticks * tick;
    const auto reach = [end](const Segments& segments) { return end - segments.front()->front().seconds; };
    QVERIFY(reach(view.fine) >= 60 && reach(view.fine) < 90);
    QVERIFY(reach(view.medium) >= 15 * 60 && reach(view.medium) < 20 * 60);
    QVERIFY(reach(view.coarse) >= 12 * 3600 && reach(view.coarse) < 12.5 * 3600);
    for (const Segments& tier : {view.fine, view.medium, view.coarse}) {
        const auto samples = flat(tier);
        QVERIFY(std::is_sorted(samples.begin(), samples.end(),
                               [](const Sample& one, const Sample& other) { return one.seconds < other.seconds; }));
        QVERIFY(samples.back().seconds > end - 5);
    }
}

void HistoryTest::memoryIsBounded()
{
    History history({});
    Bytes largest = 0;
    const Bytes atStart = history.bytes();
    QVERIFY(atStart > 0);
    for (int hour = 0; hour < 40; ++hour) { // in steps of a second, to be quick
        for (int second = 0; second < 3600; ++second) {
            history.add(hour * 3600 + second, reading(second));
        }
        largest = std::max(largest, history.bytes());
    }
    QVERIFY(largest > 1 * mib);
    QVERIFY(largest < 5 * mib / 2);
    QCOMPARE(history.bytes(), largest);
    QVERIFY(largest <= History::fullBytes() && largest > History::fullBytes() * 9 / 10);
}

void HistoryTest::segmentsAreShared()
{
    History history({});
    run(history, 350);
    const HistoryView one = history.view();
    const HistoryView other = history.view();
    QVERIFY(one.fine.size() >= 2);
    QCOMPARE(one.fine.front().get(), other.fine.front().get());
    history.add(1000, reading(1));
    QCOMPARE(flat(one.fine).size(), std::size_t{350}); // a view does not change
}

void HistoryTest::oddTimesAreIgnored_data()
{
    QTest::addColumn<double>("seconds");
    QTest::newRow("again") << 1.0;
    QTest::newRow("before") << 0.5;
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
}

void HistoryTest::oddTimesAreIgnored()
{
    QFETCH(double, seconds);
    History history({});
    history.add(1.0, reading(1));
    history.add(seconds, reading(2));
    QCOMPARE(flat(history.view().fine).size(), std::size_t{1});
    history.add(1.1, reading(3));
    QCOMPARE(flat(history.view().fine).size(), std::size_t{2});
}

QTEST_APPLESS_MAIN(HistoryTest)
#include "tst_history.moc"
