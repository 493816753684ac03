// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <QApplication>
#include <QTest>

#include "core/metrics/metric_catalog.h"
#include "tests/support/snapshot_builder.h"
#include "ui/charts/ceiling_breach.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/time_axis.h"
#include "ui/theme/theme.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::tests::SnapshotBuilder;

namespace {
constexpr double mib = static_cast<double>(core::mib);
} // namespace

class ChartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsWhole()
    {
        std::set<std::string_view> ids;
        for (const ChartSpec& chart : chartCatalog()) {
            QVERIFY(ids.insert(chart.id).second);
            QVERIFY(!chartText(chart.title).isEmpty());
            QVERIFY(core::metricIndex(chart.metric) < core::metricCount);
            QVERIFY(chart.height >= 0 && chart.fixedTop >= 0 && chart.gridLines >= 1);
            QVERIFY(!chart.layers.empty() || chart.readout != nullptr);
            for (const LayerSpec& layer : chart.layers) {
                QVERIFY(layer.metric.empty() || core::metricIndex(layer.metric) < core::metricCount);
            }
        }
    }
    void whatFlowsIsCharted()
    {
        for (const std::string_view metric : {"messages_per_second", "bytes_per_second", "lag", "batch_fill"}) {
            QVERIFY2(std::ranges::find(chartCatalog(), metric, &ChartSpec::metric) != chartCatalog().end(), metric.data());
        }
    }
    void onlyTheTopLayerIsADifference()
    {
        for (std::size_t i = 0; i < memoryLayers().size(); ++i) {
            QCOMPARE(memoryLayers()[i].metric.empty(), i + 1 == memoryLayers().size());
        }
    }
    void everyRowDrawsItself_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < chartCatalog().size(); ++i) {
            QTest::newRow(chartCatalog()[i].id) << static_cast<int>(i);
        }
    }
    void everyRowDrawsItself()
    {
        QFETCH(int, row);
        const ChartSpec& spec = chartCatalog()[static_cast<std::size_t>(row)];
        const auto snapshot = SnapshotBuilder::typical().build();
        ChartPanel panel(spec);
        panel.resize(600, spec.height > 0 ? spec.height : 240);
        panel.show();
        panel.plot(snapshot->history, {0, 300});
        const QColor color = themeColors(panel.palette()).*spec.color;
        const QImage image = panel.grab().toImage();
        int drawn = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = ChartPanel::leftMargin; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                drawn += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) + std::abs(pixel.blue() - color.blue()) < 60;
            }
        }
        QVERIFY2(drawn > 200, qPrintable(QString::number(drawn)));
        QVERIFY(panel.curves().line.size() <= 2 * maxColumns);
    }
    void linesAreDrawnInTheirColour_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("row");
        for (const bool dark : {false, true}) {
            for (std::size_t i = 0; i < memoryLines().size(); ++i) {
                QTest::addRow("%s, %s", memoryLines()[i].id, dark ? "dark" : "light") << dark << static_cast<int>(i);
            }
        }
    }
    void linesAreDrawnInTheirColour()
    {
        QFETCH(bool, dark);
        QFETCH(int, row);
        applyTheme(*qApp, dark ? ThemeMode::dark : ThemeMode::light);
        const LineSpec& spec = memoryLines()[static_cast<std::size_t>(row)];
        core::LimitStatus limit;
        limit.limit = 300 * core::mib;
        SnapshotBuilder builder;
        const auto snapshot = builder.limit(limit).history(300).build();
        ChartPanel panel(chartCatalog().front());
        panel.resize(900, 320);
        panel.show();
        panel.plot(snapshot->history, {0, 300});
        const auto& lines = panel.overlay().lines;
        const auto line = std::ranges::find(lines, &spec, &LimitLine::spec);
        QVERIFY(line != lines.end());
        QVERIFY(!line->offScale);
        const QImage image = panel.grab().toImage();
        const QColor color = themeColors(panel.palette()).*spec.color;
        const int y = static_cast<int>(std::round(panel.map().y(line->value)));
        int drawn = 0;
        const int from = static_cast<int>(panel.map().x(130));
        const int to = static_cast<int>(panel.map().x(210)); // left of all labels
        for (int x = from; x < to; ++x) {
            drawn += image.pixelColor(x, y) == color || image.pixelColor(x, y - 1) == color;
        }
        const double share = static_cast<double>(drawn) / (to - from);
        QVERIFY2(spec.style == Qt::SolidLine ? share == 1 : share > 0.25 && share < 0.95, qPrintable(QString::number(share)));
        applyTheme(*qApp, ThemeMode::light);
    }
    void linesMoveWhereTheyMoved()
    {
        const auto snapshot = SnapshotBuilder().history(300).build();
        const auto lines = limitLines(memoryLines(), snapshot->history, {0, 300}, 400);
        const auto ceiling = std::ranges::find(lines, std::string_view("ceiling"), [](const LimitLine& line) { return std::string_view(line.spec->id); });
        QVERIFY(ceiling != lines.end());
        QCOMPARE(ceiling->steps.front().y, 236 * mib);
        QVERIFY(std::abs(ceiling->steps.front().x - 15) < 2); // not known before
        QCOMPARE(ceiling->value, 205 * mib);
        const auto moved = std::ranges::find(ceiling->steps, 205 * mib, &core::Point::y);
        QVERIFY(moved != ceiling->steps.end() && std::abs(moved->x - 112) < 2);
        QCOMPARE(ceiling->end, 300.0);
    }
    void whatIsNotKnownHasNoLine()
    {
        SnapshotBuilder builder;
        builder.budget(0).history(30, [](double t) {
            core::TickReading reading = tests::typicalReading(t);
            reading.ceiling = reading.estimate = core::unknownBytes;
            return reading;
        });
        QVERIFY(limitLines(memoryLines(), builder.build()->history, {0, 60}, 100).empty());
    }
    void aLineThatEndedStops()
    {
        SnapshotBuilder builder;
        builder.history(20).budget(0).history(40);
        const auto lines = limitLines(memoryLines(), builder.build()->history, {0, 60}, 300);
        QCOMPARE(std::string_view(lines.front().spec->id), std::string_view("budget"));
        QVERIFY(std::abs(lines.front().end - 20) < 1);
    }
    void farLinesAreNamedAtTheTopEdge()
    {
        core::LimitStatus limit;
        limit.limit = core::gib;
        SnapshotBuilder builder;
        const auto snapshot = builder.limit(limit).history(300).build();
        ChartPanel panel(chartCatalog().front());
        panel.resize(900, 320);
        panel.show();
        panel.setLimitPretended(true);
        panel.plot(snapshot->history, {0, 300});
        const LimitLine& line = panel.overlay().lines.back();
        QVERIFY(line.offScale);
        QCOMPARE(line.label, QStringLiteral("\u2191 pretend limit 1.0 GiB"));
        QVERIFY(panel.scale().top < 400 * mib);
        QVERIFY(!panel.overlay().lines.front().offScale); // the budget is within reach
    }
    void endLabelsNeverOverlap_data()
    {
        QTest::addColumn<QList<double>>("lines");
        QTest::addColumn<int>("offScale");
        QTest::addColumn<int>("markers");
        QTest::newRow("apart") << QList<double>{60, 120, 180} << 0 << 0;
        QTest::newRow("one height") << QList<double>{100, 100, 100, 100} << 0 << 0;
        QTest::newRow("close") << QList<double>{90, 96, 101, 108} << 0 << 0;
        QTest::newRow("at the top") << QList<double>{12, 16, 20} << 1 << 0;
        QTest::newRow("at the bottom") << QList<double>{240, 244, 247} << 0 << 0;
        QTest::newRow("all far above") << QList<double>{} << 4 << 0;
        QTest::newRow("with markers") << QList<double>{30, 50, 90} << 1 << 3;
    }
    void endLabelsNeverOverlap()
    {
        QFETCH(QList<double>, lines);
        QFETCH(int, offScale);
        QFETCH(int, markers);
        const QRectF plot(50, 10, 700, 240);
        std::vector<EndLabel> labels;
        for (const double y : lines) {
            labels.push_back({y, 110, false});
        }
        for (int i = 0; i < offScale; ++i) {
            labels.push_back({0, 130, true});
        }
        QList<QRectF> taken;
        for (int i = 0; i < markers; ++i) {
            taken.append(QRectF(560, 14 + i * 20, 180, 16));
        }
        const auto boxes = placeEndLabels(labels, 15, plot, taken);
        QCOMPARE(boxes.size(), labels.size());
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            QVERIFY(plot.contains(boxes[i]));
            for (std::size_t k = 0; k < i; ++k) {
                QVERIFY2(!boxes[i].intersects(boxes[k]), qPrintable(QStringLiteral("%1 and %2").arg(i).arg(k)));
            }
            for (const QRectF& marker : taken) {
                QVERIFY(!boxes[i].intersects(marker));
            }
            if (!labels[i].offScale) { // beside its own line
                QVERIFY(std::abs(boxes[i].bottom() - labels[i].y) < 4 || std::abs(boxes[i].top() - labels[i].y) < 4);
            }
        }
    }
    void endLabelsGiveWayToMarkers_data()
    {
        QTest::addColumn<double>("line");
        QTest::newRow("in the rows of the markers") << 45.0;
        QTest::newRow("above them") << 15.0;
        QTest::newRow("below them") << 100.0;
    }
    /// Must fail where a label stands beside its line or nowhere: in a small window the markers leave no room there.
    void endLabelsGiveWayToMarkers()
    {
        QFETCH(double, line);
        const QRectF plot(50, 10, 350, 115);
        const QList<QRectF> taken{QRectF(53, 14, 300, 16), QRectF(53, 33, 300, 16), QRectF(70, 52, 300, 16)};
        const std::vector<EndLabel> labels{{line, 120, false}, {line + 30, 110, false}};
        const auto boxes = placeEndLabels(labels, 15, plot, taken);
        for (const QRectF& box : boxes) {
            QVERIFY(plot.contains(box));
            for (const QRectF& marker : taken) {
                QVERIFY2(!box.intersects(marker), qPrintable(QStringLiteral("at %1").arg(box.top())));
            }
        }
        QVERIFY(!boxes[0].intersects(boxes[1]));
    }
    void batchFillHasTheBytesOfItsMessages()
    {
        // Must fail with those of the batch that is being processed, beside 0 of 100.
        SnapshotBuilder builder;
        builder.tick(tests::typicalReading(300));
        auto& now = builder.edit();
        now.batchFillPercent = 0;
        now.batchFillBytes = 0;
        now.batchBytes = 241 * 1024;
        const auto charts = chartCatalog();
        const auto spec = std::ranges::find(charts, std::string_view("batchFillChart"), &ChartSpec::id);
        const ReadoutText text = spec->readout(*builder.build());
        QVERIFY2(text.value.startsWith(QStringLiteral("0 / ")), qPrintable(text.value));
        QCOMPARE(text.detail, QStringLiteral("0 B"));
    }
    void breachNamesTheLayerThatGrew_data()
    {
        QTest::addColumn<QString>("layer");
        for (const LayerSpec& layer : memoryLayers()) {
            if (!layer.metric.empty()) {
                QTest::newRow(layer.id) << QString::fromLatin1(layer.id);
            }
        }
    }
    void breachNamesTheLayerThatGrew()
    {
        QFETCH(QString, layer);
        core::TickReading reading = tests::typicalReading(300);
        core::LedgerReading& ledger = reading.ledger;
        const std::map<QString, core::Bytes*> parts{{QStringLiteral("baseline"), &ledger.baseline}, {QStringLiteral("prefetch"), &ledger.prefetch},
                                                    {QStringLiteral("batch"), &ledger.batch}, {QStringLiteral("view"), &ledger.view},
                                                    {QStringLiteral("slack"), &ledger.allocatorSlack}};
        SnapshotBuilder builder;
        builder.forecast(tests::typicalForecast()).tick(reading);
        QVERIFY(!ceilingBreach(*builder.build()));
        QVERIFY(breachText(*builder.build()).isEmpty());
        *parts.at(layer) += 80 * core::mib;
        ledger.rss += 80 * core::mib;
        const auto snapshot = builder.tick(reading).build();
        const auto breach = ceilingBreach(*snapshot);
        QVERIFY(breach.has_value());
        QCOMPARE(QString::fromLatin1(breach->layer->id), layer);
        QCOMPARE(breach->by, ledger.rss - 205 * core::mib);
        QVERIFY(breachText(*snapshot).contains(chartText(breach->layer->label)));
    }
    void everyTermBelongsToOneLayer()
    {
        core::ModelInput input;
        input.facts = tests::typicalForecast().facts;
        input.baseline = 92 * core::mib;
        const core::ModelSum ceiling = core::forecastMemory(input).ceiling;
        QVERIFY2(ceiling.terms.size() > 8, ceiling.missing.c_str());
        for (const core::ModelTerm& term : ceiling.terms) {
            const auto owners = std::ranges::count_if(memoryLayers(), [&term](const LayerSpec& layer) {
                return std::ranges::find(layer.terms, term.id) != layer.terms.end();
            });
            QVERIFY2(owners == 1, term.id.data());
        }
    }
    void restIsWhatIsLeft()
    {
        core::LedgerReading ledger;
        ledger.rss = 100;
        ledger.baseline = 60;
        ledger.prefetch = 10;
        ledger.batch = 5;
        ledger.view = 5;
        ledger.inFlight = 3;
        ledger.charts = 2;
        ledger.allocatorSlack = 8;
        ledger.unattributed = 7;
        QCOMPARE(layerBytes(memoryLayers().back(), valuesOf(ledger)), core::Bytes{12});
        ledger.baseline = 200; // estimates overlap: never negative
        QCOMPARE(layerBytes(memoryLayers().back(), valuesOf(ledger)), core::Bytes{0});
        ledger.rss = core::unknownBytes;
        QCOMPARE(layerBytes(memoryLayers().back(), valuesOf(ledger)), core::unknownBytes);
    }
    void unknownLayersCountAsNothing()
    {
        SnapshotBuilder builder;
        builder.history(10, [](double) {
            core::TickReading reading;
            reading.ledger.rss = 50 * core::mib;
            return reading;
        });
        const auto snapshot = builder.build();
        const StackCurves curves = stackCurves(snapshot->history, "rss", memoryLayers(), {0, 15}, 100);
        QVERIFY(!curves.line.empty());
        QCOMPARE(curves.tops.front().back(), 0.0);
        QCOMPARE(curves.tops.back().back(), 50 * mib);
    }
    void partsBeyondTheLineAreDrawnAsTheyAre()
    {
        SnapshotBuilder builder;
        builder.history(10, [](double) {
            core::TickReading reading;
            reading.ledger.rss = 50 * core::mib;
            reading.ledger.baseline = 60 * core::mib;
            return reading;
        });
        const auto snapshot = builder.build();
        const StackCurves curves = stackCurves(snapshot->history, "rss", memoryLayers(), {0, 15}, 100);
        QCOMPARE(curves.tops.back().back(), 60 * mib);
        QCOMPARE(curves.maximum(), 60 * mib);
    }
    void scalesAreRound_data()
    {
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<int>("lines");
        QTest::addColumn<double>("top");
        QTest::addColumn<QString>("label");
        const auto bytes = static_cast<int>(core::MetricUnit::bytes);
        const auto messages = static_cast<int>(core::MetricUnit::messages);
        QTest::newRow("MiB") << bytes << 330 * mib << 8 << 350 * mib << "350";
        QTest::newRow("KiB") << bytes << 3 * mib << 4 << 4000 * 1024.0 << "4\u202f000";
        QTest::newRow("GiB") << bytes << 6 * 1024 * mib << 4 << 6 * 1024 * mib << "6";
        QTest::newRow("few") << messages << 0.3 << 2 << 1.0 << "1";
        QTest::newRow("thousands") << messages << 4200.0 << 2 << 5000.0 << "5\u202f000";
        QTest::newRow("many") << messages << 42000.0 << 2 << 50000.0 << "50\u202fk";
        QTest::newRow("millions") << messages << 1.4e6 << 2 << 2e6 << "2\u202fM";
        QTest::newRow("percent") << static_cast<int>(core::MetricUnit::percent) << 100.0 << 2 << 100.0 << "100";
    }
    void scalesAreRound()
    {
        QFETCH(int, unit);
        QFETCH(double, maximum);
        QFETCH(int, lines);
        QFETCH(double, top);
        QFETCH(QString, label);
        const auto metricUnit = static_cast<core::MetricUnit>(unit);
        const ValueScale scale = scaleFor(metricUnit, maximum, lines);
        QVERIFY(scale.top >= maximum);
        QVERIFY(scale.top / scale.step <= lines + 1e-6);
        QCOMPARE(scale.top, top);
        QCOMPARE(scaleLabel(metricUnit, scale, scale.top), label);
    }
    void scalesGrowAndDoNotShrink()
    {
        GrowingScale scale(core::MetricUnit::messages, 2);
        scale.cover(90);
        const double grown = scale.scale().top;
        QVERIFY(grown >= 90);
        scale.cover(3);
        QCOMPARE(scale.scale().top, grown);
        scale.cover(1000);
        QVERIFY(scale.scale().top >= 1000);
        scale.reset();
        scale.cover(3);
        QVERIFY(scale.scale().top < grown);
    }
    void youngHistoryGrowsInSteps()
    {
        TimeWindow window;
        window.setRange(300);
        double before = 0;
        for (double now = 0; now < 400; now += 0.5) {
            window.setNow(now);
            const TimeSpan span = window.span();
            QVERIFY(span.to >= now);
            QVERIFY(span.length() >= before && span.length() <= 300);
            before = span.length();
        }
        QCOMPARE(window.span().length(), 300.0);
        QCOMPARE(window.span().to, 399.5);
    }
    void windowStaysInItsBounds()
    {
        TimeWindow window;
        window.setNow(1000);
        window.pan(-5000);
        QVERIFY(!window.follows());
        QCOMPARE(window.span().from, 0.0);
        window.pan(1e6);
        QCOMPARE(window.span().to, 1000.0);
        for (int i = 0; i < 100; ++i) {
            window.zoom(0.5, 800);
        }
        QCOMPARE(window.span().length(), TimeWindow::shortest);
        for (int i = 0; i < 100; ++i) {
            window.zoom(2, 800);
        }
        QCOMPARE(window.span().length(), TimeWindow::longest);
        window.setFollow(true);
        QCOMPARE(window.span().to, 1000.0);
    }
    void allIsTheWholeHistoryUpToTwelveHours()
    {
        TimeWindow window;
        window.setRange(0);
        window.setNow(5000);
        QCOMPARE(window.span().from, 0.0);
        QVERIFY(window.span().to >= 5000);
        window.setNow(50 * 3600);
        QCOMPARE(window.span().length(), TimeWindow::longest);
    }
    void labelsNeverOverlap_data()
    {
        QTest::addColumn<int>("markers");
        QTest::addColumn<double>("gap");
        QTest::newRow("none") << 0 << 10.0;
        QTest::newRow("few") << 3 << 200.0;
        QTest::newRow("crowded") << 40 << 12.0;
        QTest::newRow("at one instant") << 10 << 0.0;
    }
    void labelsNeverOverlap()
    {
        QFETCH(int, markers);
        QFETCH(double, gap);
        std::vector<double> positions;
        std::vector<double> widths;
        for (int i = 0; i < markers; ++i) {
            positions.push_back(60 + i * gap);
            widths.push_back(60 + i % 5 * 20);
        }
        const auto placed = placeLabels(positions, widths, 50, 700, 3);
        int counted = 0;
        for (std::size_t i = 0; i < placed.size(); ++i) {
            QVERIFY(placed[i].left >= 50 && placed[i].left + placed[i].width <= 700);
            QVERIFY(placed[i].row >= 0 && placed[i].row < 3);
            counted += 1 + placed[i].hidden;
            for (std::size_t k = 0; k < i; ++k) {
                QVERIFY(placed[k].row != placed[i].row || placed[k].left + placed[k].width <= placed[i].left);
            }
        }
        QCOMPARE(counted, markers);
    }
    void clockLabelsAreRoundAndApart_data()
    {
        QTest::addColumn<double>("length");
        for (const double length : {2.0, 15.0, 60.0, 300.0, 900.0, 43200.0}) {
            QTest::addRow("%g s", length) << length;
        }
    }
    void clockLabelsAreRoundAndApart()
    {
        QFETCH(double, length);
        TimeAxis axis;
        axis.resize(700, 18);
        axis.display(core::WallTime{} + std::chrono::hours(9) + std::chrono::milliseconds(4321), {100, 100 + length});
        const auto labels = axis.labels();
        QVERIFY(!labels.isEmpty() && labels.size() <= 8);
        for (const auto& [seconds, text] : labels) {
            QVERIFY(seconds >= 100 && seconds <= 100 + length);
            QCOMPARE(text.size(), 8);
            QCOMPARE(text.count(QLatin1Char(':')), 2);
        }
    }
};

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"
