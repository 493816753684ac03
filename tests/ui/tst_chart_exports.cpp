// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures and series taken out of the charts: they hold what is seen.
#include <cmath>

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include "core/metrics/metric_catalog.h"
#include "headroom_paths.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/shown_charts.h"
#include "ui/theme/theme.h"
#include "ui/views/banner_stack.h"
#include "ui/views/chart_exports.h"
#include "ui/views/chart_picture.h"
#include "ui/views/series_dialog.h"

using namespace headroom;
using namespace headroom::ui;
using tests::ShownCharts;
using tests::SnapshotBuilder;

namespace {

/// All owners large enough to be seen, so that each layer has pixels of its own.
std::shared_ptr<const core::Snapshot> everyLayer()
{
    SnapshotBuilder builder;
    builder.partitions(8).forecast(tests::typicalForecast());
    builder.history(120, [](double t) {
        core::TickReading reading = tests::typicalReading(t + 150);
        core::LedgerReading& ledger = reading.ledger;
        ledger.batch = ledger.view = ledger.prefetch = ledger.allocatorSlack = ledger.unattributed = 20 * core::mib;
        ledger.rss = ledger.baseline + ledger.prefetch + ledger.inFlight + ledger.batch + ledger.view + ledger.charts + ledger.allocatorSlack + ledger.unattributed;
        return reading;
    });
    builder.event(core::EventKind::setting, 60, "batch-size 100 \u2192 200 (live)", true);
    return builder.build();
}

bool isNear(QRgb one, const QColor& other)
{
    return std::abs(qRed(one) - other.red()) + std::abs(qGreen(one) - other.green()) + std::abs(qBlue(one) - other.blue()) < 12;
}

int pixelsOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += isNear(image.pixel(x, y), color) ? 1 : 0;
        }
    }
    return count;
}

/// Each layer as a broad band, the lines of budget and ceiling, and words.
void verifyHoldsTheChart(const QImage& image, const char* name)
{
    const QString folder = QStringLiteral(HEADROOM_BUILD_DIR "/tests/pictures");
    QVERIFY(QDir().mkpath(folder) && image.save(folder + QLatin1Char('/') + QLatin1String(name)));
    const ThemeColors& colors = themeColors(qApp->palette());
    for (const LayerSpec& layer : memoryLayers()) {
        const int pixels = pixelsOf(image, colors.*layer.color);
        QVERIFY2(pixels > 2000, qPrintable(QStringLiteral("%1: %2 pixels").arg(QLatin1String(layer.id)).arg(pixels)));
    }
    QVERIFY(pixelsOf(image, colors.text) > 1000);
    QVERIFY(pixelsOf(image, colors.plot) > 10000);
}

QImage drawn(QSvgRenderer& svg)
{
    QImage image(svg.defaultSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    svg.render(&painter);
    return image;
}

struct Stage {
    QTemporaryDir dir;
    ShownCharts shown{everyLayer()};
    BannerStack banners;
    ChartExports exports{shown.view, core::settingTable(), banners, &shown.view};

    [[nodiscard]] QString file(const char* name) const { return dir.filePath(QLatin1String(name)); }
    /// The whole of it: what the label shows may be cut to its width.
    [[nodiscard]] QString said() const
    {
        const auto* row = banners.findChild<QWidget*>(QStringLiteral("banner_picture"));
        return row == nullptr ? QString() : row->accessibleName();
    }
    /// What the banner says when the file is done.
    QString save(const QString& path, ChartExports::Kind kind)
    {
        banners.remove(QStringLiteral("picture"));
        exports.savePictureTo(path, kind);
        return QTest::qWaitFor([this] { return banners.contains(QStringLiteral("picture")); }) ? said() : QStringLiteral("nothing was said");
    }
};

} // namespace

class ChartExportsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsSayWhatItIs()
    {
        const PictureText words = pictureText(*everyLayer(), core::settingTable(), {60, 120});
        QVERIFY2(words.title.contains(QStringLiteral("demo.orders")), qPrintable(words.title));
        for (const char* expected : {"memory budget 256 MiB", "batch size 100", "queued.max.messages.kbytes"}) {
            QVERIFY2(words.settings.contains(QLatin1String(expected)), qPrintable(words.settings));
        }
        QVERIFY(QRegularExpression(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d – \\d\\d:\\d\\d:\\d\\d · Headroom .*· librdkafka \\d")).match(words.footer).hasMatch());
    }
    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("svg");
        QTest::newRow("png, light") << false << false;
        QTest::newRow("png, dark") << true << false;
        QTest::newRow("svg, light") << false << true;
        QTest::newRow("svg, dark") << true << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(bool, svg);
        applyTheme(*qApp, dark ? ThemeMode::dark : ThemeMode::light);
        Stage stage;
        const QString path = stage.file(svg ? "charts.svg" : "charts.png");
        const QString said = stage.save(path, svg ? ChartExports::Kind::svg : ChartExports::Kind::png);
        QVERIFY2(said.contains(path), qPrintable(said));
        const QString name = QStringLiteral("picture-%1-%2.png").arg(QLatin1String(svg ? "svg" : "png"), QLatin1String(dark ? "dark" : "light"));
        if (svg) {
            QSvgRenderer renderer(path);
            QVERIFY(renderer.isValid());
            verifyHoldsTheChart(drawn(renderer), qPrintable(name));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            for (const char* words : {"budget 256.0 MiB", "Allocator slack", "batch-size 100", "demo.orders", "librdkafka"}) {
                QVERIFY2(text.contains(QLatin1String(words)), words); // words are words, to be searched and copied
            }
        } else {
            verifyHoldsTheChart(QImage(path), qPrintable(name));
        }
        QVERIFY(QFile::permissions(path).testFlag(QFile::ReadOwner));
    }
    void wholeWindow()
    {
        applyTheme(*qApp, ThemeMode::light);
        Stage stage;
        const QString path = stage.file("window.png");
        QVERIFY(stage.save(path, ChartExports::Kind::windowPng).contains(path));
        QCOMPARE(QImage(path).size(), stage.shown.view.size());
    }
    void copies()
    {
        applyTheme(*qApp, ThemeMode::light);
        Stage stage;
        stage.exports.copyPicture();
        verifyHoldsTheChart(QApplication::clipboard()->image(), "picture-copied.png");
        QVERIFY(stage.banners.contains(QStringLiteral("picture")));
    }
    void aZoomedStretchIsWhatThePictureShows()
    {
        applyTheme(*qApp, ThemeMode::light);
        Stage stage;
        stage.shown.drag(stage.shown.place(30), stage.shown.place(90), Qt::LeftButton);
        stage.shown.settle();
        verifyHoldsTheChart(chartImage(stage.shown.view.chartArea(), pictureText(*stage.shown.view.snapshot(), core::settingTable(), stage.shown.view.span())), "picture-zoomed.png");
    }
    void whatCannotBeWrittenIsSaid()
    {
        Stage stage;
        const QString said = stage.save(QStringLiteral("/proc/headroom/charts.png"), ChartExports::Kind::png);
        QVERIFY2(said.contains(QStringLiteral("could not be written")) && said.contains(QStringLiteral("Choose another place")), qPrintable(said));
    }
    void seriesDialogWritesWhatIsTicked()
    {
        QTemporaryDir dir;
        const auto snapshot = everyLayer();
        auto* dialog = new SeriesDialog(snapshot, {30, 60});
        dialog->show();
        auto* columns = dialog->findChild<QListWidget*>(QStringLiteral("seriesColumnsList"));
        auto* save = dialog->findChild<QPushButton*>(QStringLiteral("seriesSaveButton"));
        QCOMPARE(columns->count(), static_cast<int>(core::metricCount));
        QCOMPARE(columns->item(0)->text(), QStringLiteral("rss (bytes)"));
        dialog->findChild<QPushButton*>(QStringLiteral("seriesNoneButton"))->click();
        QVERIFY(!save->isEnabled());
        columns->item(static_cast<int>(core::metricIndex("rss")))->setCheckState(Qt::Checked);
        QVERIFY(save->isEnabled());
        const QString path = dir.filePath(QStringLiteral("series.csv"));
        dialog->exportTo(path);
        auto* status = dialog->findChild<QLabel*>(QStringLiteral("seriesStatusLabel"));
        QTRY_VERIFY(status->text().contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.first(), QStringLiteral("time,seconds,kind,rss (bytes)"));
        const double seconds = lines[1].section(QLatin1Char(','), 1, 1).toDouble();
        QVERIFY(seconds >= 30 && seconds < 30.6 && lines.last().section(QLatin1Char(','), 1, 1).toDouble() > 59.4);

        auto* stretch = dialog->findChild<QComboBox*>(QStringLiteral("seriesStretchCombo"));
        QVERIFY(stretch->itemText(0).startsWith(QStringLiteral("What is shown: ")));
        stretch->setCurrentIndex(1);
        QCOMPARE(dialog->choice().fromSeconds, 0.0);
        QCOMPARE(dialog->choice().toSeconds, snapshot->seconds);
        dialog->close();
    }
};

QTEST_MAIN(ChartExportsTest)
#include "tst_chart_exports.moc"
