// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <ctime>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFontMetricsF>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include "core/metrics/decimate.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/shown_charts.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/readout.h"
#include "ui/charts/time_axis.h"
#include "ui/theme/theme.h"
#include "ui/views/memory_readout.h"
#include "ui/views/memory_view.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::tests::SnapshotBuilder;

namespace {

/// The median of a few measurements, so that one interruption by the system is not a failure.
double median(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

#ifdef __SANITIZE_ADDRESS__
constexpr double slower = 4; ///< instrumented code
#else
constexpr double slower = 1;
#endif

/// What this thread computed, so that what else the machine does does not count.
double msOf(const std::function<void()>& work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double begin = now();
    work();
    return now() - begin;
}

using Shown = tests::ShownCharts;

} // namespace

class MemoryViewTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const core::Snapshot> m_typical = SnapshotBuilder::typical().build();

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeMode::light); }

    void startsEmptyAndSaysSo()
    {
        MemoryView view;
        view.resize(900, 500);
        view.show();
        QTRY_VERIFY(!view.findChild<ChartPanel*>(QStringLiteral("memoryChart"))->overlay().notice.isEmpty());
        QCOMPARE(view.findChild<ChartPanel*>(QStringLiteral("memoryChart"))->overlay().notice, QStringLiteral("waiting for the first sample"));
        QVERIFY(view.grab().width() == 900);
    }
    void chartsShareTheirEdges()
    {
        Shown shown(m_typical);
        const auto charts = shown.view.findChildren<ChartPanel*>();
        QCOMPARE(charts.size(), static_cast<qsizetype>(chartCatalog().size()));
        for (const ChartPanel* chart : charts) {
            const auto& area = chart->map().area;
            QCOMPARE(area.left(), shown.chart()->map().area.left());
            QCOMPARE(area.right(), shown.chart()->map().area.right());
            QCOMPARE(chart->map().span, shown.view.span());
            QCOMPARE(chart->chart()->plotArea(), area);
            QVERIFY(chart->curves().line.size() > 100 && chart->curves().line.size() <= 800);
            QVERIFY(area.height() >= 30);
            QVERIFY(chart->scale().top > 0);
        }
    }
    void drawsAsOftenAtAnySpan()
    {
        SnapshotBuilder builder;
        builder.history(300);
        Shown shown(builder.build());
        shown.view.findChild<QAbstractButton*>(QStringLiteral("range15mButton"))->click();
        shown.settle();
        // Ten a second, five on a slow machine. Must fail where half a pixel of movement (half a second here) was waited for.
        QElapsedTimer clock;
        clock.start();
        for (int tick = 0; tick < 6; ++tick) {
            builder.history(300.1 + 0.1 * tick);
            shown.view.apply(builder.build());
            QTRY_COMPARE_WITH_TIMEOUT(shown.chart()->map().span, shown.view.span(), 2000);
        }
        QVERIFY2(clock.elapsed() < 6 * 250 * slower, qPrintable(QString::number(clock.elapsed())));
    }
    void lagIsToldByItsSlope_data()
    {
        QTest::addColumn<double>("perSecond");
        QTest::addColumn<QString>("says");
        QTest::newRow("falls") << -10.0 << QStringLiteral("≈ 1 min 10 s to clear"); // 1 000, and 700 after 30 s
        QTest::newRow("grows, however fast we are") << 10.0 << QStringLiteral("growing");
        QTest::newRow("stands") << 0.0 << QString();
    }
    void lagIsToldByItsSlope()
    {
        QFETCH(double, perSecond);
        QFETCH(QString, says);
        SnapshotBuilder builder;
        builder.history(30, [perSecond](double seconds) {
            core::TickReading reading = tests::typicalReading(seconds);
            reading.lag = std::llround(1000 + perSecond * seconds);
            reading.messagesPerSecond = 500; // of ours, while producers write
            return reading;
        });
        const auto charts = chartCatalog();
        const auto spec = std::ranges::find(charts, std::string_view("lagChart"), &ChartSpec::id);
        QCOMPARE(spec->readout(*builder.build()).detail, says);
    }
    void layersAddUpToRss()
    {
        Shown shown(m_typical);
        const StackCurves& curves = shown.chart()->curves();
        QCOMPARE(curves.tops.size(), memoryLayers().size());
        for (std::size_t k = 0; k < curves.line.size(); ++k) {
            QVERIFY(std::abs(curves.tops.back()[k] - curves.line[k].y) < 1);
            for (std::size_t layer = 1; layer < curves.tops.size(); ++layer) {
                QVERIFY(curves.tops[layer][k] >= curves.tops[layer - 1][k]);
            }
        }
    }
    void readoutAddsUpToRss()
    {
        Shown shown(m_typical);
        const QStringList lines = shown.readout()->text().split(QLatin1Char('\n'));
        QVERIFY2(lines[0].startsWith(QStringLiteral("now ")), qPrintable(lines[0]));
        double sum = 0;
        const auto mib = [](const QString& line) { return line.section(QLatin1Char('\t'), 1).section(QLatin1Char(' '), 0, 0).toDouble(); };
        for (int i = 1; i <= 6; ++i) {
            sum += mib(lines[i]);
        }
        QVERIFY(lines[7].startsWith(QStringLiteral("RSS total")));
        QVERIFY2(std::abs(sum - mib(lines[7])) < 0.4, qPrintable(shown.readout()->text()));
        QVERIFY(lines[8].startsWith(QStringLiteral("to budget")));
        QVERIFY(std::abs(mib(lines[7]) + mib(lines[8]) - 256) < 0.2);
    }
    void readoutSaysHowEachFigureIsKnown()
    {
        Shown shown(m_typical);
        const QString text = shown.readout()->text();
        for (const char* line : {"Baseline\t92.0 MiB\t(measured)", "RSS, private\t", "file-backed\t48.2 MiB\t(measured)", "to ceiling\t36."}) {
            QVERIFY2(text.contains(QString::fromLatin1(line)), qPrintable(text));
        }
        const auto lineOf = [&text](const char* name) {
            const QStringList lines = text.split(QLatin1Char('\n'));
            const auto found = std::ranges::find_if(lines, [name](const QString& line) { return line.startsWith(QString::fromLatin1(name)); });
            return found == lines.end() ? QString() : *found;
        };
        QVERIFY(lineOf("Prefetch queue").endsWith(QStringLiteral("(from statistics)")));
        QVERIFY(lineOf("to budget").endsWith(QStringLiteral("(configured)")));
        QVERIFY(lineOf("to ceiling").endsWith(QStringLiteral("(estimated)")));
        QCOMPARE(shown.readout()->accessibleDescription(), text);
    }
    void smallReadoutKeepsWhatMatters()
    {
        core::LimitStatus limit;
        limit.limit = 320 * core::mib;
        const ReadoutContent content = memoryReadout(*SnapshotBuilder::typical().limit(limit).build(), std::nullopt);
        Readout readout;
        readout.display(content.title, content.rows, content.note);
        const double line = QFontMetricsF(readout.font()).height();
        const auto namesAt = [&](double lines) {
            readout.resize(Readout::wantedWidth, static_cast<int>(lines * line));
            return readout.shownNames();
        };
        QCOMPARE(namesAt(20).size(), 13);
        QStringList names = namesAt(10.5); // nine rows and the title
        QCOMPARE(names.size(), 9);
        QCOMPARE(names.mid(6), (QStringList{QStringLiteral("RSS total"), QStringLiteral("to ceiling"), QStringLiteral("to limit")}));
        QVERIFY(namesAt(0.5).isEmpty());
    }
    void unknownCeilingIsSaid()
    {
        Shown shown(SnapshotBuilder().forecast(tests::unknownForecast("no message was seen yet")).history(5).build());
        QVERIFY(shown.readout()->text().contains(QStringLiteral("to ceiling\tnot yet known")));
        QVERIFY(shown.readout()->text().endsWith(QStringLiteral("Ceiling not yet known: no message was seen yet")));
        QVERIFY(shown.chart()->accessibleDescription().contains(QStringLiteral("ceiling not yet known")));
    }
    void pastCeilingIsSaidOfThatInstant()
    {
        Shown shown(m_typical);
        QTest::keyClick(shown.chart(), Qt::Key_M);
        QTest::keyClick(shown.chart(), Qt::Key_M); // 112 s: the ceiling fell to 205 MiB there
        QTest::keyClick(shown.chart(), Qt::Key_Left, Qt::ShiftModifier);
        const double rss = core::valueAt(m_typical->history, core::metricIndex("rss"), *shown.chart()->overlay().hover);
        QVERIFY(shown.readout()->text().contains(QStringLiteral("to ceiling\t") + metricText("ceiling", 236.0 * core::mib - rss)));
    }
    void rssAboveTheCeilingIsSaidInPublic()
    {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        Shown shown(builder.build());
        const auto* notice = shown.view.findChild<QLabel*>(QStringLiteral("ceilingNotice"));
        QVERIFY(!notice->isVisible());
        core::TickReading reading = tests::typicalReading(300);
        reading.ledger.allocatorSlack += 50 * core::mib;
        reading.ledger.rss += 50 * core::mib;
        QTest::qWait(260); // figures are renewed at 4 Hz
        shown.view.apply(builder.tick(reading).build());
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(QStringLiteral("above the ceiling: Allocator slack")) && notice->text().contains(QStringLiteral("Trim returns it")),
                 qPrintable(notice->text()));
        QVERIFY(shown.readout()->text().contains(QStringLiteral("above ceiling by")));
    }
    void overBudgetIsAWord()
    {
        Shown shown(SnapshotBuilder().budget(100 * core::mib).history(60).build());
        QVERIFY(shown.readout()->text().contains(QStringLiteral("over budget by")));
    }
    void budgetFarAboveDoesNotFlattenTheCurve()
    {
        Shown shown(SnapshotBuilder().budget(8 * core::gib).history(60).build());
        QCOMPARE(shown.chart()->overlay().lines.size(), std::size_t{3}); // with ceiling and estimate
        QVERIFY(shown.chart()->overlay().lines.front().offScale);
        QCOMPARE(shown.chart()->overlay().lines.front().label, QStringLiteral("\u2191 budget 8.0 GiB"));
        QVERIFY(shown.chart()->scale().top < static_cast<double>(core::gib));
    }
    void rangeButtonsSetTheWindow_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<double>("length");
        QTest::newRow("1 min") << "range1mButton" << 60.0;
        QTest::newRow("5 min") << "range5mButton" << 300.0;
        QTest::newRow("15 min, young") << "range15mButton" << 300.0;
        QTest::newRow("all, young") << "rangeAllButton" << 300.0;
    }
    void rangeButtonsSetTheWindow()
    {
        QFETCH(QString, button);
        QFETCH(double, length);
        Shown shown(m_typical);
        auto* chosen = shown.view.findChild<QToolButton*>(button);
        QVERIFY(chosen != nullptr);
        QTest::mouseClick(chosen, Qt::LeftButton);
        QVERIFY(chosen->isChecked());
        QVERIFY(std::abs(shown.view.span().length() - length) < 1e-6);
        QTRY_COMPARE(shown.chart("batchFillChart")->map().span, shown.view.span());
    }
    void keysZoomAndGoBackToLive()
    {
        Shown shown(m_typical);
        auto* follow = shown.view.findChild<QCheckBox*>(QStringLiteral("followCheck"));
        QTest::keyClick(shown.chart(), Qt::Key_Plus);
        QVERIFY(shown.view.span().length() < 299);
        QVERIFY(!follow->isChecked());
        const double closer = shown.view.span().length();
        QTest::keyClick(shown.chart(), Qt::Key_Minus);
        QVERIFY(shown.view.span().length() > closer);
        QTest::keyClick(shown.chart(), Qt::Key_End);
        QVERIFY(follow->isChecked());
        QVERIFY(std::abs(shown.view.span().length() - 300) < 1e-6);
    }
    void followOffHoldsTheWindow()
    {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        Shown shown(builder.build());
        shown.view.findChild<QCheckBox*>(QStringLiteral("followCheck"))->click();
        const TimeSpan held = shown.view.span();
        shown.view.apply(builder.history(330).build());
        QCOMPARE(shown.view.span(), held);
        shown.view.findChild<QCheckBox*>(QStringLiteral("followCheck"))->click();
        QVERIFY(std::abs(shown.view.span().to - 330) < 0.2);
    }
    void hoverShowsThatInstantEverywhere()
    {
        Shown shown(m_typical);
        ChartPanel* chart = shown.chart();
        const double at = 112; // where the queue limit changed
        const QPointF place(chart->map().x(at), 60);
        QMouseEvent move(QEvent::MouseMove, place, chart->viewport()->mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(chart->viewport(), &move);
        QVERIFY(chart->viewport()->hasMouseTracking());
        QVERIFY(chart->overlay().hover.has_value());
        for (const ChartPanel* panel : shown.view.findChildren<ChartPanel*>()) {
            QCOMPARE(panel->overlay().hover, chart->overlay().hover);
        }
        QVERIFY(shown.readout()->text().startsWith(QStringLiteral("at ")));
        const double rss = core::valueAt(m_typical->history, core::metricIndex("rss"), *chart->overlay().hover);
        QVERIFY(shown.readout()->text().contains(metricText("rss", rss)));
        QVERIFY(chart->hoveredMarker() != nullptr);
        QVERIFY(chart->hoveredMarker()->text.contains(QStringLiteral("queue")));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(chart, &leave);
        QVERIFY(!chart->overlay().hover);
        QVERIFY(shown.readout()->text().startsWith(QStringLiteral("now ")));
    }
    void copiesEveryFigureOfTheInstant()
    {
        Shown shown(m_typical);
        QTest::keyClick(shown.chart(), Qt::Key_M);
        QTest::keyClick(shown.chart(), Qt::Key_M); // where the queue limit changed
        QTest::keyClick(shown.chart(), Qt::Key_C, Qt::ControlModifier);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.startsWith(shown.readout()->text()));
        QVERIFY2(copied.startsWith(QStringLiteral("at ")) && copied.contains(QStringLiteral("estimated peak\t")), qPrintable(copied));
        const auto valueAt = [this](const char* metric) { return metricText(metric, core::valueAt(m_typical->history, core::metricIndex(metric), 112.0)); };
        for (const auto& [title, metric] : {std::pair{"Message rate", "messages_per_second"}, {"Byte rate", "bytes_per_second"}, {"Lag", "lag"}, {"Batch fill", "batch_fill"}}) {
            QVERIFY2(copied.contains(QStringLiteral("\n%1\t%2").arg(QLatin1String(title), valueAt(metric))), qPrintable(copied));
        }
    }
    void markersKeepTheirLinesWithoutLabels()
    {
        Shown shown(m_typical);
        for (const ChartPanel* panel : shown.view.findChildren<ChartPanel*>()) {
            QCOMPARE(panel->overlay().markers.size(), std::size_t{3});
            QCOMPARE(panel->overlay().markerLabels, panel == shown.chart());
        }
        shown.view.findChild<QCheckBox*>(QStringLiteral("markersCheck"))->click();
        QVERIFY(!shown.chart()->overlay().markerLabels);
        QCOMPARE(shown.chart()->overlay().markers.size(), std::size_t{3});
    }
    void commitsAreTicks()
    {
        Shown shown(m_typical);
        QVERIFY(shown.chart()->overlay().commits.size() >= 20);
    }
    void hiddenViewDoesNothing()
    {
        MemoryView view;
        view.apply(m_typical);
        QTest::qWait(60);
        QVERIFY(view.findChild<ChartPanel*>(QStringLiteral("memoryChart"))->curves().line.empty());
        view.resize(900, 500);
        view.show();
        QTRY_VERIFY(!view.findChild<ChartPanel*>(QStringLiteral("batchFillChart"))->curves().line.empty());
    }
    void everyControlHasAName()
    {
        Shown shown(m_typical);
        for (const QAbstractButton* button : shown.view.findChildren<QAbstractButton*>()) {
            QVERIFY(!button->objectName().isEmpty());
            QVERIFY(!button->text().isEmpty());
            QVERIFY(!button->toolTip().isEmpty());
        }
        QVERIFY(shown.chart()->accessibleDescription().contains(QStringLiteral("budget 256.0")));
        QVERIFY(shown.chart()->accessibleDescription().contains(QStringLiteral("3 markers")));
        QVERIFY(shown.view.findChild<FigureReadout*>(QStringLiteral("lagChartFigure"))->accessibleDescription().startsWith(QStringLiteral("Lag\t")));
    }
    void boundedInBytes()
    {
        Shown shown(m_typical);
        QVERIFY(shown.view.bytes() > 10 * core::kib);
        QVERIFY(shown.view.bytes() < 1 * core::mib);
    }
    void ticksAreCheap()
    {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        builder.history(1000);
        Shown shown(builder.build(), {1100, 600});
        shown.view.findChild<QToolButton*>(QStringLiteral("range1mButton"))->click();
        shown.settle();
        std::vector<double> applies;
        std::vector<double> paints;
        std::vector<double> turns;
        double now = 1000;
        for (int i = 0; i < 15; ++i) {
            const auto snapshot = builder.history(now += 0.1).build();
            QTest::qWait(100);
            applies.push_back(msOf([&] { shown.view.apply(snapshot); }));
            QElapsedTimer round;
            round.start();
            while (round.elapsed() < 80) {
                turns.push_back(msOf([] { QCoreApplication::processEvents(); }));
                QThread::msleep(1);
            }
            paints.push_back(msOf([&] { shown.chart()->viewport()->repaint(); }));
        }
        std::ranges::sort(turns);
        const double longestTurn = turns[turns.size() * 99 / 100];
        qInfo("apply %.2f ms, main chart %.2f ms, turn p99 %.2f ms, max %.2f ms", median(applies), median(paints), longestTurn, turns.back());
        // Twice to four times the bar of the design: debug builds and busy machines.
        QVERIFY2(median(applies) < 8 * slower, "apply");
        QVERIFY2(median(paints) < 20 * slower, "paint");
        QVERIFY2(longestTurn < 40 * slower, "turn");
    }
    void manyMarkersAreCheap()
    {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        for (int i = 0; i < 500; ++i) {
            builder.event(core::EventKind::setting, 0.6 * i, "batch-size 100 \u2192 " + std::to_string(i), true);
        }
        Shown shown(builder.build());
        std::vector<double> paints;
        for (int i = 0; i < 7; ++i) {
            paints.push_back(msOf([&] { shown.chart()->viewport()->repaint(); }));
        }
        qInfo("main chart with 500 markers %.2f ms", median(paints));
        QVERIFY2(median(paints) < 30 * slower, "paint");
    }
};

QTEST_MAIN(MemoryViewTest)
#include "tst_memory_view.moc"
