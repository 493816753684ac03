// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "core/session/lag_trend.h"

using namespace headroom::core;

namespace {

/// Ten readings a second.
LagTrend line(double seconds, double from, double perSecond)
{
    LagTrend trend;
    for (int i = 0; i <= static_cast<int>(seconds * 10); ++i)
        trend.add(i * 0.1, std::llround(from + perSecond * i * 0.1));
    return trend;
}

} // namespace

class TstLagTrend : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trends_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("perSecond");
        QTest::addColumn<int>("trend");
        QTest::addColumn<double>("seconds");
        QTest::newRow("falls") << 10'000.0 << -100.0 << int(MemoryTrend::falling) << 80.0; // 8 000 are left after 20 s
        QTest::newRow("grows") << 10'000.0 << 50.0 << int(MemoryTrend::rising) << -1.0;
        QTest::newRow("stands") << 10'000.0 << 0.0 << int(MemoryTrend::steady) << -1.0;
        QTest::newRow("none") << 0.0 << 0.0 << int(MemoryTrend::unknown) << -1.0;
    }
    void trends()
    {
        QFETCH(double, from);
        QFETCH(double, perSecond);
        QFETCH(int, trend);
        QFETCH(double, seconds);
        const LagTrend::Outlook outlook = line(20, from, perSecond).outlook();
        QCOMPARE(int(outlook.trend), trend);
        QVERIFY2(std::abs(outlook.secondsToClear - seconds) < 1, qPrintable(QString::number(outlook.secondsToClear)));
        QVERIFY(std::abs(outlook.messagesPerSecond - (trend == int(MemoryTrend::unknown) ? 0 : perSecond)) < 1);
    }
    void caughtUpBeginsAnew()
    {
        LagTrend trend = line(20, 4'000, -200);
        QCOMPARE(trend.outlook().trend, MemoryTrend::unknown); // it is at 0: nothing is left to clear
        trend.add(21, 100);
        QCOMPARE(trend.outlook().trend, MemoryTrend::unknown);
        trend.add(22, -1); // the client does not know
        QCOMPARE(trend.outlook().secondsToClear, -1.0);
    }
    void ofTheHistory()
    {
        History history{WallTime{}};
        for (int i = 0; i < 600; ++i) {
            TickReading reading;
            reading.lag = i < 300 ? 1'000 + i * 100 : 40'000 - (i - 300) * 10; // grew, and now falls by 100 a second
            history.add(i * 0.1, reading);
        }
        const LagTrend::Outlook outlook = lagTrendOf(history.view()).outlook();
        QCOMPARE(outlook.trend, MemoryTrend::falling);
        QVERIFY2(std::abs(outlook.messagesPerSecond + 100) < 2, qPrintable(QString::number(outlook.messagesPerSecond)));
        QCOMPARE(lagTrendOf(HistoryView{}).outlook().trend, MemoryTrend::unknown);
    }
};

QTEST_APPLESS_MAIN(TstLagTrend)
#include "tst_lag_trend.moc"
