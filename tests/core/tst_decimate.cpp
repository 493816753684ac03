// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/metrics/decimate.h"

using namespace headroom::core;

class DecimateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fewSamplesComeAsTheyAre();
    void boundedAndOrdered_data();
    void boundedAndOrdered();
    void keepsEveryPeak();
    void takesTheFinestTierThatCovers_data();
    void takesTheFinestTierThatCovers();
    void unknownValuesAreLeftOut();
    void scrollingKeepsTheShape();
    void oddRangesAreEmpty_data();
    void oddRangesAreEmpty();
    void valueAtFindsTheLastKnown();
    void stepsFromSampleToSample();
};

namespace {

const MetricIndex rate = metricIndex("messages_per_second");
const MetricIndex lag = metricIndex("lag");

HistoryView recorded(int ticks, int peakAt = -1)
{
    History history({});
    for (int index = 0; index < ticks; ++index) {
        TickReading reading;
        reading.messagesPerSecond = index == peakAt ? 1e6 : index % 7;
        reading.lag = index % 10 == 0 ? index : unknownOffset;
        history.add(index * 0.1, reading);
    }
    return history.view();
}

} // namespace

void DecimateTest::fewSamplesComeAsTheyAre()
{
    const auto points = decimate(recorded(20), rate, 0, 10, 1000, 2.0);
    QCOMPARE(points.size(), std::size_t{20});
    QCOMPARE(points[5].x, 0.5);
    QCOMPARE(points[5].y, 10.0);
}

void DecimateTest::boundedAndOrdered_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<int>("columns");
    for (const int columns : {1, 2, 3, 17, 400, 5000}) {
        QTest::addRow("all in %d", columns) << 0.0 << 2000.0 << columns;
        QTest::addRow("middle in %d", columns) << 333.33 << 777.77 << columns;
        QTest::addRow("last minute in %d", columns) << 1940.0 << 2000.0 << columns;
    }
}

void DecimateTest::boundedAndOrdered()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(int, columns);
    static const HistoryView history = recorded(20'000);
    const auto points = decimate(history, rate, from, to, static_cast<std::size_t>(columns));
    QVERIFY(!points.empty());
    QVERIFY(points.size() <= 2 * static_cast<std::size_t>(columns));
    QVERIFY(std::is_sorted(points.begin(), points.end(), [](const Point& one, const Point& other) { return one.x < other.x; }));
    QVERIFY(points.front().x >= from);
    QVERIFY(points.back().x <= to);
}

void DecimateTest::keepsEveryPeak()
{
    for (const int peakAt : {0, 1, 37, 298, 299}) {
        const auto points = decimate(recorded(300, peakAt), rate, 0, 30, 10);
        const auto highest = std::max_element(points.begin(), points.end(),
                                              [](const Point& one, const Point& other) { return one.y < other.y; });
        QCOMPARE(highest->y, 1e6);
        QCOMPARE(highest->x, peakAt * 0.1);
    }
}

void DecimateTest::takesTheFinestTierThatCovers_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<int>("atMost");
    // 4000 s are recorded; the last 100 s are asked for, or those from further back.
    QTest::newRow("fine: 50 s of 0.1 s") << 3950.0 << 490 << 501;
    QTest::newRow("medium: 800 s of 0.5 s") << 3200.0 << 1590 << 1602;
    QTest::newRow("coarse: 3000 s, pairs of 5 s") << 1000.0 << 1195 << 1203;
    QTest::newRow("before the beginning") << -500.0 << 1595 << 1603;
}

void DecimateTest::takesTheFinestTierThatCovers()
{
    QFETCH(double, from);
    QFETCH(int, atLeast);
    QFETCH(int, atMost);
    static const HistoryView history = recorded(40'000);
    const auto points = decimate(history, rate, from, 4000, 100'000);
    QVERIFY2(static_cast<int>(points.size()) >= atLeast, qPrintable(QString::number(points.size())));
    QVERIFY2(static_cast<int>(points.size()) <= atMost, qPrintable(QString::number(points.size())));
    // A young history is fine all the way, however far back the chart begins.
    QCOMPARE(decimate(recorded(300), rate, -1000, 30, 100'000).size(), std::size_t{300});
}

void DecimateTest::unknownValuesAreLeftOut()
{
    const auto points = decimate(recorded(100), lag, 0, 10, 1000);
    QCOMPARE(points.size(), std::size_t{10});
    QVERIFY(std::none_of(points.begin(), points.end(), [](const Point& point) { return std::isnan(point.y); }));
    QVERIFY(decimate(recorded(100), metricIndex("rss"), 0, 10, 1000).empty());
}

void DecimateTest::scrollingKeepsTheShape()
{
    const HistoryView history = recorded(590);
    const auto one = decimate(history, rate, 5.0, 45.0, 41);
    const auto later = decimate(history, rate, 6.5, 46.5, 41);
    std::size_t same = 0;
    for (const Point& point : one) {
        same += std::any_of(later.begin(), later.end(), [&point](const Point& other) { return other.x == point.x; }) ? 1U : 0U;
    }
    QVERIFY(same >= one.size() - 6); // only what scrolled out, and the column at the edge, may differ
}

void DecimateTest::oddRangesAreEmpty_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<int>("columns");
    QTest::newRow("no columns") << 0.0 << 10.0 << 0;
    QTest::newRow("no length") << 5.0 << 5.0 << 10;
    QTest::newRow("backwards") << 6.0 << 5.0 << 10;
    QTest::newRow("not a number") << std::nan("") << 5.0 << 10;
    QTest::newRow("future") << 1e6 << 2e6 << 10;
    QTest::newRow("past") << -20.0 << -10.0 << 10;
}

void DecimateTest::oddRangesAreEmpty()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(int, columns);
    QVERIFY(decimate(recorded(100), rate, from, to, static_cast<std::size_t>(columns)).empty());
    QVERIFY(decimate(HistoryView{}, rate, from, to, static_cast<std::size_t>(columns)).empty());
}

void DecimateTest::valueAtFindsTheLastKnown()
{
    const HistoryView history = recorded(40'000);
    QCOMPARE(valueAt(history, lag, 3999.95), 39'990.0);
    QCOMPARE(valueAt(history, lag, 3995.05), 39'950.0);
    QCOMPARE(valueAt(history, lag, 3995.95), 39'950.0); // the samples between are unknown
    QVERIFY(valueAt(history, lag, 3500) > 34'900); // from a coarser tier
    QVERIFY(valueAt(history, lag, 3500) <= 35'000);
    QVERIFY(std::isnan(valueAt(history, lag, -1)));
    QVERIFY(std::isnan(valueAt(history, metricIndex("rss"), 3999)));
    QVERIFY(std::isnan(valueAt(HistoryView{}, lag, 5)));
}

void DecimateTest::stepsFromSampleToSample()
{
    const HistoryView history = recorded(40'000); // the newest at 3999.9 s
    const auto near = [](double one, double other) { return std::abs(one - other) < 1e-6; };
    QCOMPARE(sampleSpacing(history, 3950), 0.1);
    QVERIFY(near(sampleBeside(history, 3950, 3960.0, 1), 3960.1));
    QVERIFY(near(sampleBeside(history, 3950, 3960.04, 1), 3960.1)); // from between two: to the nearer one that way
    QVERIFY(near(sampleBeside(history, 3950, 3960.04, -1), 3960.0));
    QVERIFY(near(sampleBeside(history, 3950, 3960.04, -10), 3959.1));
    QVERIFY(near(sampleBeside(history, 3950, 3999.9, 10), 3999.9)); // there is none later
    QCOMPARE(sampleSpacing(history, 3300), 0.5);
    const double mean = sampleBeside(history, 3300, 3400, 1);
    QVERIFY(near(sampleBeside(history, 3300, mean, 4) - mean, 2.0));
    QCOMPARE(sampleSpacing(history, 10), 5.0);
    QVERIFY(near(sampleBeside(history, 10, 100.0, 2) - 100.0, 5.0)); // minimum, maximum, minimum
    QCOMPARE(sampleBeside(history, 10, -5.0, -3), 0.0);
    QCOMPARE(sampleBeside(HistoryView{}, 0, 7.0, 1), 7.0);
}

QTEST_APPLESS_MAIN(DecimateTest)
#include "tst_decimate.moc"
