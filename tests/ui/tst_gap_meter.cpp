// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/views/gap_meter.h"
#include "ui/views/heartbeat.h"

using headroom::ui::GapMeter;
using namespace std::chrono_literals;

class TestGapMeter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isUnknownWithoutGaps()
    {
        const GapMeter meter;
        QCOMPARE(meter.percentileMs(99), -1.0);
        QCOMPARE(meter.maxMs(), -1.0);
    }
    void percentileIsAtMostOneBucketAbove()
    {
        GapMeter meter;
        for (int i = 0; i < 990; ++i) {
            meter.add(5ms);
        }
        for (int i = 0; i < 10; ++i) {
            meter.add(40ms);
        }
        QVERIFY(meter.percentileMs(99) >= 5 && meter.percentileMs(99) <= 5.25);
        QVERIFY(meter.percentileMs(99.5) >= 40 && meter.percentileMs(99.5) <= 40.25);
        QCOMPARE(meter.maxMs(), 40.0);
        QCOMPARE(meter.count(), std::uint64_t{1000});
    }
    void maximumStaysExactBeyondTheHistogram()
    {
        GapMeter meter;
        meter.add(1234567us);
        QCOMPARE(meter.maxMs(), 1234.567);
        QCOMPARE(meter.percentileMs(99), 1234.567);
    }
    /// Seen to fail when the longer wait between quiet beats counts as a gap.
    void quietBeatsCountTheSame()
    {
        headroom::ui::Heartbeat beat;
        beat.setQuiet(true);
        beat.start();
        QTRY_VERIFY(beat.gaps().count() >= 5);
        QVERIFY2(beat.gaps().percentileMs(50) < 40, qPrintable(QString::number(beat.gaps().percentileMs(50)))); // 50 ms apart, and not late
        const std::uint64_t before = beat.gaps().count();
        QTest::qSleep(200); // the thread is held up
        QTRY_VERIFY(beat.gaps().count() > before);
        QVERIFY(beat.gaps().maxMs() >= 100);
    }
};

QTEST_GUILESS_MAIN(TestGapMeter)
#include "tst_gap_meter.moc"
