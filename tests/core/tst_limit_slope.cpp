// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <random>

#include "core/guard/limit_slope.h"

using namespace headroom::core;

namespace {

constexpr Bytes start = 100 * mib;

/// 10 readings a second for `seconds`, rising by `perSecond`, with noise of `noise` bytes.
LimitSlope line(double seconds, double perSecond, double noise = 0)
{
    LimitSlope slope;
    std::mt19937 random(7);
    std::normal_distribution<double> around(0, 1);
    for (int i = 0; i < static_cast<int>(seconds * 10); ++i)
        slope.add(i * 0.1, start + static_cast<Bytes>(perSecond * i * 0.1 + noise * around(random)));
    return slope;
}

constexpr double oneMib = static_cast<double>(mib);

} // namespace

class TstLimitSlope : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trends_data();
    void trends();
    void timeToTheLimit();
    void beyondTheLimitIsNow();
    void onlyTheLast30SecondsCount();
    void oddReadingsAreIgnored();
};

void TstLimitSlope::trends_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("perSecond");
    QTest::addColumn<double>("noise");
    QTest::addColumn<int>("trend");
    const auto as = [](MemoryTrend trend) { return static_cast<int>(trend); };
    QTest::newRow("too little seen") << 2.5 << oneMib << 0.0 << as(MemoryTrend::unknown);
    QTest::newRow("flat") << 30.0 << 0.0 << 0.0 << as(MemoryTrend::steady);
    QTest::newRow("rising without noise") << 10.0 << oneMib << 0.0 << as(MemoryTrend::rising);
    QTest::newRow("falling without noise") << 10.0 << -oneMib << 0.0 << as(MemoryTrend::falling);
    QTest::newRow("noise only") << 30.0 << 0.0 << 4 * oneMib << as(MemoryTrend::steady);
    QTest::newRow("a slope lost in noise") << 5.0 << 0.05 * oneMib << 8 * oneMib << as(MemoryTrend::steady);
    QTest::newRow("a slope above its noise") << 30.0 << oneMib << 2 * oneMib << as(MemoryTrend::rising);
}

void TstLimitSlope::trends()
{
    QFETCH(double, seconds);
    QFETCH(double, perSecond);
    QFETCH(double, noise);
    QTEST(static_cast<int>(line(seconds, perSecond, noise).outlook(1000 * mib).trend), "trend");
}

void TstLimitSlope::timeToTheLimit()
{
    const auto outlook = line(10, 2 * oneMib).outlook(start + 60 * mib); // at 19.8 MiB above the start now
    QVERIFY(std::abs(outlook.secondsToLimit - 20.1) < 0.01);
    QVERIFY(std::abs(outlook.bytesPerSecond - 2 * oneMib) < 10);
    QCOMPARE(line(10, 2 * oneMib).outlook(unknownBytes).secondsToLimit, -1.0);
    QCOMPARE(line(10, 2 * oneMib).outlook(unknownBytes).trend, MemoryTrend::rising);
    QCOMPARE(line(10, -2 * oneMib).outlook(start + 60 * mib).secondsToLimit, -1.0);
    QCOMPARE(line(10, 0).outlook(start + 60 * mib).secondsToLimit, -1.0);
}

void TstLimitSlope::beyondTheLimitIsNow() { QCOMPARE(line(10, oneMib).outlook(start).secondsToLimit, 0.0); }

void TstLimitSlope::onlyTheLast30SecondsCount()
{
    LimitSlope slope = line(60, 5 * oneMib);
    const Bytes top = start + 300 * mib;
    for (int i = 0; i < 310; ++i)
        slope.add(60 + i * 0.1, top);
    QCOMPARE(slope.outlook(1000 * mib).trend, MemoryTrend::steady);
    slope.add(100000, top); // after a gap nothing is known
    QCOMPARE(slope.outlook(1000 * mib).trend, MemoryTrend::unknown);
}

void TstLimitSlope::oddReadingsAreIgnored()
{
    LimitSlope slope = line(10, oneMib);
    const auto before = slope.outlook(1000 * mib);
    slope.add(20, unknownBytes);
    slope.add(3, 1);
    slope.add(std::nan(""), 1);
    QCOMPARE(slope.outlook(1000 * mib).secondsToLimit, before.secondsToLimit);
    for (int i = 0; i < 100000; ++i) // many readings at once: bounded, and still a line
        slope.add(10 + i * 1e-4, start + 10 * mib + i * 100);
    QCOMPARE(slope.outlook(1000 * mib).trend, MemoryTrend::unknown); // 600 points are 0.06 s here
}

QTEST_APPLESS_MAIN(TstLimitSlope)
#include "tst_limit_slope.moc"
