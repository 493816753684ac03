// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTest>

#include "core/base/number_format.h"
#include "tests/support/snapshot_builder.h"
#include "ui/charts/headroom_gauge.h"
#include "ui/theme/theme.h"
#include "ui/views/guard_field.h"
#include "ui/views/headroom_strip.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::tests::SnapshotBuilder;

namespace {

core::TickReading readingOf(core::Bytes rss)
{
    core::TickReading reading = headroom::tests::typicalReading(60);
    reading.ledger.baseline += rss - reading.ledger.rss;
    reading.ledger.rss = rss;
    return reading;
}

QString valueOf(const HeadroomStrip& strip, const char* name)
{
    const auto* label = strip.findChild<QLabel*>(QLatin1String(name));
    return label == nullptr ? QStringLiteral("no such label") : label->text();
}

QColor colorOf(const HeadroomStrip& strip, const char* name)
{
    return strip.findChild<QLabel*>(QLatin1String(name))->palette().color(QPalette::WindowText);
}

} // namespace

class StripTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeMode::light); }

    void unknownIsADash()
    {
        const HeadroomStrip strip;
        for (const char* name : {"headroomValue", "timeToLimit", "rateValue", "lagValue", "riskValue"}) {
            QCOMPARE(valueOf(strip, name), QStringLiteral("–"));
        }
    }
    void headroomSaysHowMuchIsLeft_data()
    {
        QTest::addColumn<core::Bytes>("budget");
        QTest::addColumn<core::Bytes>("rss");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QColor>("color");
        const ThemeColors& colors = themeColors(themePalette(false));
        const core::Bytes budget = 256 * core::mib;
        QTest::newRow("no budget") << core::Bytes{0} << 168 * core::mib << "no budget" << "" << colors.text;
        QTest::newRow("plenty") << budget << 128 * core::mib << "128.0 MiB" << "50 % of budget" << colors.text;
        QTest::newRow("low") << budget << 230 * core::mib << "26.0 MiB" << "10 %, low" << colors.adapt;
        QTest::newRow("almost none") << budget << 250 * core::mib << "6.0 MiB" << "2.3 %, almost none" << colors.error;
        QTest::newRow("over") << budget << 259 * core::mib << "3.0 MiB" << "over budget" << colors.error;
    }
    void headroomSaysHowMuchIsLeft()
    {
        QFETCH(core::Bytes, budget);
        QFETCH(core::Bytes, rss);
        QFETCH(QString, value);
        QFETCH(QString, detail);
        QFETCH(QColor, color);
        HeadroomStrip strip;
        strip.apply(SnapshotBuilder().budget(budget).tick(readingOf(rss)).build());
        const auto plain = [](QString text) { return text.replace(QChar(0x202f), QLatin1Char(' ')).replace(QChar(0xa0), QLatin1Char(' ')); };
        QCOMPARE(plain(valueOf(strip, "headroomValue")), value);
        QCOMPARE(plain(valueOf(strip, "headroomValueDetail")), detail);
        QCOMPARE(colorOf(strip, "headroomValue"), color);
    }
    void figuresComeFromTheSnapshot()
    {
        SnapshotBuilder builder;
        builder.tick(readingOf(168 * core::mib)).partitions(8);
        HeadroomStrip strip;
        strip.apply(builder.build());
        QVERIFY(valueOf(strip, "rateValue").endsWith(QStringLiteral("msg/s")));
        QVERIFY(valueOf(strip, "lagValue").startsWith(QStringLiteral("1\u202f280")));
        QVERIFY(valueOf(strip, "riskValue").startsWith(QStringLiteral("96")));
        QCOMPARE(colorOf(strip, "riskValue"), themeColors(strip.palette()).text);
    }
    void lossIsWorseThanRepeat()
    {
        SnapshotBuilder builder;
        builder.tick(readingOf(168 * core::mib));
        builder.edit().lossRisk = 7;
        HeadroomStrip strip;
        strip.apply(builder.build());
        QCOMPARE(valueOf(strip, "riskValue"), QStringLiteral("7 (loss)"));
        QCOMPARE(colorOf(strip, "riskValue"), themeColors(strip.palette()).error);
    }
    void numbersAreThrottledButTheLastOneIsShown()
    {
        SnapshotBuilder builder;
        builder.tick(readingOf(100 * core::mib));
        HeadroomStrip strip;
        strip.apply(builder.build());
        const QString before = valueOf(strip, "headroomValue");
        strip.apply(builder.tick(readingOf(120 * core::mib)).build());
        QCOMPARE(valueOf(strip, "headroomValue"), before);
        QTRY_VERIFY(valueOf(strip, "headroomValue").startsWith(QStringLiteral("136.0")));
    }
    void stateChangesShowAtOnce()
    {
        SnapshotBuilder builder;
        builder.tick(readingOf(100 * core::mib));
        HeadroomStrip strip;
        strip.apply(builder.build());
        strip.apply(builder.tick(readingOf(120 * core::mib)).state(core::SessionState::stopped).build());
        QVERIFY(valueOf(strip, "headroomValue").startsWith(QStringLiteral("136.0")));
    }
    void widthDoesNotChangeWithTheNumbers()
    {
        SnapshotBuilder builder;
        HeadroomStrip strip;
        strip.resize(1200, 60);
        strip.show();
        strip.apply(builder.tick(readingOf(255 * core::mib)).build());
        QCoreApplication::processEvents();
        const auto* gauge = strip.findChild<HeadroomGauge*>();
        const QRect before = gauge->geometry();
        strip.apply(builder.tick(readingOf(9 * core::mib)).state(core::SessionState::paused).build());
        QCoreApplication::processEvents();
        QCOMPARE(gauge->geometry(), before);
    }
    void gaugeSpeaksAndCoversBudgetAndRss()
    {
        SnapshotBuilder builder;
        HeadroomStrip strip;
        strip.apply(builder.tick(readingOf(168 * core::mib)).build());
        const auto* gauge = strip.findChild<HeadroomGauge*>(QStringLiteral("headroomGauge"));
        QVERIFY(gauge != nullptr);
        QCOMPARE(gauge->text(), QStringLiteral("168.0 MiB of 256.0 MiB"));
        QCOMPARE(gauge->accessibleDescription(), gauge->text());
        QVERIFY(gauge->scaleTop() >= 256.0 * core::mib);
        strip.apply(builder.budget(100 * core::mib).state(core::SessionState::paused).tick(readingOf(168 * core::mib)).build());
        QVERIFY(gauge->scaleTop() >= 168.0 * core::mib);
        strip.apply(builder.budget(0).state(core::SessionState::running).tick(readingOf(168 * core::mib)).build());
        QCOMPARE(gauge->text(), QStringLiteral("168.0 MiB, no budget"));
    }
    void gaugeDrawsItsLayersInOrder()
    {
        HeadroomGauge gauge;
        gauge.resize(600, 50);
        gauge.display(readingOf(168 * core::mib).ledger, {.budget = 256 * core::mib});
        const QImage image = gauge.grab().toImage();
        const ThemeColors& colors = themeColors(gauge.palette());
        int found = 0;
        const QColor order[] = {colors.baseline, colors.prefetch, colors.view};
        for (int x = 2; x < image.width() && found < 3; ++x) {
            found += image.pixelColor(x, image.height() / 2 + 4) == order[found];
        }
        QCOMPARE(found, 3);
    }
    void guardChipSaysItsPhase_data()
    {
        QTest::addColumn<int>("phase");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QColor>("color");
        const ThemeColors& colors = themeColors(themePalette(false));
        const auto row = [](const char* name, core::GuardPhase phase, const QColor& color) {
            QTest::newRow(name) << static_cast<int>(phase) << QString::fromLatin1(name) << color;
        };
        row("Off", core::GuardPhase::off, colors.info);
        row("Observing", core::GuardPhase::observing, colors.ok);
        row("Adapting", core::GuardPhase::adapting, colors.adapt);
        row("Paused", core::GuardPhase::paused, colors.risk);
        row("Cannot help", core::GuardPhase::cannotHelp, colors.error);
    }
    void guardChipSaysItsPhase()
    {
        QFETCH(int, phase);
        QFETCH(QString, word);
        QFETCH(QColor, color);
        core::GuardStatus status;
        status.phase = static_cast<core::GuardPhase>(phase);
        status.reason = "because of the test";
        HeadroomStrip strip;
        strip.resize(1200, 60);
        strip.show();
        strip.apply(SnapshotBuilder().guard(status).tick(readingOf(168 * core::mib)).build());
        QCOMPARE(valueOf(strip, "guardChip"), word);
        QCOMPARE(valueOf(strip, "guardReason"), QStringLiteral("because of the test"));
        const QImage image = strip.findChild<QLabel*>(QStringLiteral("guardChip"))->grab().toImage();
        int drawn = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                drawn += image.pixelColor(x, y) == color;
            }
        }
        QVERIFY2(drawn > 20, qPrintable(QString::number(drawn))); // border, icon and word
    }
    void guardThatWaitsIsNotOff_data()
    {
        QTest::addColumn<QString>("guard");
        QTest::addColumn<QString>("word");
        const std::pair<const char*, const char*> rows[] = {{"off", "Off"}, {"observe", "Observe"}, {"pause", "Pause"}, {"adapt", "Adapt"}};
        for (const auto& [guard, word] : rows) {
            QTest::newRow(guard) << QString::fromLatin1(guard) << QString::fromLatin1(word);
        }
    }
    void guardThatWaitsIsNotOff()
    {
        QFETCH(QString, guard);
        QFETCH(QString, word);
        core::Settings settings;
        settings.guard = guard.toStdString();
        HeadroomStrip strip;
        strip.setConfigured(settings);
        QCOMPARE(valueOf(strip, "guardChip"), word);
        QVERIFY(!valueOf(strip, "guardReason").isEmpty());
        core::GuardStatus status;
        status.phase = core::GuardPhase::paused;
        strip.apply(SnapshotBuilder().guard(status).tick(readingOf(128 * core::mib)).build());
        QCOMPARE(valueOf(strip, "guardChip"), QStringLiteral("Paused"));
        strip.setConfigured(settings); // what is at work goes first
        QCOMPARE(valueOf(strip, "guardChip"), QStringLiteral("Paused"));
        strip.apply(SnapshotBuilder().guard(status).state(core::SessionState::stopped).tick(readingOf(128 * core::mib)).build());
        QCOMPARE(valueOf(strip, "guardChip"), word);
    }
    void guardSaysWhatItCost()
    {
        core::GuardStatus status;
        status.phase = core::GuardPhase::observing;
        HeadroomStrip strip;
        strip.apply(SnapshotBuilder().guard(status).tick(readingOf(128 * core::mib)).build());
        QCOMPARE(valueOf(strip, "guardCost"), QStringLiteral("no cost"));
        status.phase = core::GuardPhase::paused;
        status.pauses = 2;
        status.pausedSeconds = 12.4;
        status.willRefetchBytes = 32 * core::mib;
        status.refetchedBytes = 8 * core::mib;
        strip.apply(SnapshotBuilder().guard(status).tick(readingOf(220 * core::mib)).build());
        QCOMPARE(valueOf(strip, "guardCost"), QStringLiteral("2 pauses, 12.4 s, will refetch 32.0 MiB, refetched 8.0 MiB"));
        status.phase = core::GuardPhase::observing;
        status.oftenPaused = true;
        strip.apply(SnapshotBuilder().guard(status).tick(readingOf(220 * core::mib)).build());
        QCOMPARE(valueOf(strip, "guardChip"), QStringLiteral("Paused often"));
        QVERIFY(valueOf(strip, "guardReason").contains(QStringLiteral("lower them")));
    }
    void guardHasAReasonOfItsOwn()
    {
        core::GuardStatus status;
        status.phase = core::GuardPhase::observing;
        status.limit = 256 * core::mib;
        QCOMPARE(guardReasonText(*SnapshotBuilder().guard(status).tick(readingOf(128 * core::mib)).build()), QStringLiteral("RSS is 50 % of 256.0 MiB").replace(QLatin1String("50 %"), QString::fromStdString(core::formatPercent(50))));
        status.limit = core::unknownBytes;
        QCOMPARE(guardReasonText(*SnapshotBuilder().guard(status).tick(readingOf(128 * core::mib)).build()), QStringLiteral("no budget and no limit to guard"));
        // This too was called "no budget".
        QCOMPARE(guardReasonText(*SnapshotBuilder().guard(status).build()), QStringLiteral("the memory of this process cannot be read"));
    }
    void timeToLimitInWords_data()
    {
        QTest::addColumn<int>("trend");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QColor>("color");
        const ThemeColors& colors = themeColors(themePalette(false));
        const auto row = [](core::MemoryTrend trend, double seconds, const char* text, const QColor& color) {
            QTest::newRow(text) << static_cast<int>(trend) << seconds << QString::fromUtf8(text) << color;
        };
        row(core::MemoryTrend::unknown, -1, "–", colors.text);
        row(core::MemoryTrend::steady, -1, "steady", colors.text);
        row(core::MemoryTrend::falling, -1, "falling", colors.text);
        row(core::MemoryTrend::rising, -1, "rising", colors.text);
        row(core::MemoryTrend::rising, 5000, "> 10 min", colors.text);
        row(core::MemoryTrend::rising, 200, "3 min 20 s", colors.text);
        row(core::MemoryTrend::rising, 100, "1 min 40 s", colors.adapt);
        row(core::MemoryTrend::rising, 42.3, "42 s", colors.error);
    }
    void timeToLimitInWords()
    {
        QFETCH(int, trend);
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QFETCH(QColor, color);
        core::LimitStatus limit;
        limit.trend = static_cast<core::MemoryTrend>(trend);
        limit.secondsToLimit = seconds;
        HeadroomStrip strip;
        strip.apply(SnapshotBuilder().limit(limit).tick(readingOf(168 * core::mib)).build());
        QCOMPARE(valueOf(strip, "timeToLimit"), text);
        QCOMPARE(colorOf(strip, "timeToLimit"), color);
    }
    /// Must fail where a run that is over goes on towards its limit: nothing grows any more.
    void noTimeToLimitAfterTheEnd()
    {
        core::LimitStatus limit;
        limit.trend = core::MemoryTrend::rising;
        limit.secondsToLimit = 42;
        HeadroomStrip strip;
        strip.apply(SnapshotBuilder().limit(limit).state(core::SessionState::failed).tick(readingOf(168 * core::mib)).build());
        QCOMPARE(valueOf(strip, "timeToLimit"), QStringLiteral("–"));
    }
    void gaugeHasATickForEachLimit()
    {
        HeadroomGauge gauge;
        gauge.resize(600, 56);
        gauge.display(readingOf(168 * core::mib).ledger, {256 * core::mib, 205 * core::mib, 320 * core::mib, false});
        QVERIFY(std::abs(gauge.scaleTop() - 320.0 * core::mib * 1.06) < 1);
        QCOMPARE(gauge.text(), QStringLiteral("168.0 MiB of 256.0 MiB, ceiling 205.0 MiB, container limit 320.0 MiB"));
        const QImage image = gauge.grab().toImage();
        const ThemeColors& colors = themeColors(gauge.palette());
        const auto drawnNear = [&](core::Bytes value, const QColor& color) {
            const int x = static_cast<int>(std::lround(static_cast<double>(value) / gauge.scaleTop() * (image.width() - 1)));
            int drawn = 0;
            for (int y = image.height() / 2 - 12; y <= image.height() / 2 + 12; ++y) {
                drawn += image.pixelColor(x, y) == color || image.pixelColor(x - 1, y) == color;
            }
            return drawn;
        };
        const int budget = drawnNear(256 * core::mib, colors.text);
        const int ceiling = drawnNear(205 * core::mib, colors.text);
        QVERIFY2(budget >= 22, qPrintable(QString::number(budget)));
        QVERIFY2(ceiling >= 8 && ceiling < budget, qPrintable(QString::number(ceiling))); // dotted
        QVERIFY(drawnNear(320 * core::mib, colors.error) >= 8);
    }
    void gaugeIsNotSquashedByWhatIsFarAway()
    {
        HeadroomGauge gauge;
        gauge.display(readingOf(168 * core::mib).ledger, {256 * core::mib, 8 * core::gib, 64 * core::gib, false});
        QVERIFY(std::abs(gauge.scaleTop() - 256.0 * core::mib * 1.06) < 1);
        QVERIFY(gauge.text().contains(QStringLiteral("ceiling 8.0 GiB")));
    }
    void fitsTheSmallestWindow()
    {
        HeadroomStrip strip;
        QVERIFY2(strip.minimumSizeHint().width() <= 1024, qPrintable(QString::number(strip.minimumSizeHint().width())));
    }
    void themeChangesReachTheText()
    {
        HeadroomStrip strip;
        strip.show();
        strip.apply(SnapshotBuilder().tick(readingOf(168 * core::mib)).build());
        applyTheme(*qApp, ThemeMode::dark);
        QTRY_COMPARE(colorOf(strip, "headroomValue"), themeColors(themePalette(true)).text);
    }
};

QTEST_MAIN(StripTest)
#include "tst_strip.moc"
