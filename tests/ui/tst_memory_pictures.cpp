// SPDX-License-Identifier: GPL-3.0-or-later
// Strip and memory view as people see them, saved for a look: both themes, and what is rare.
#include <QApplication>
#include <QDir>
#include <QTest>
#include <QVBoxLayout>

#include "headroom_paths.h"
#include "tests/support/snapshot_builder.h"
#include "ui/charts/chart_panel.h"
#include "ui/theme/theme.h"
#include "ui/views/headroom_strip.h"
#include "ui/views/memory_view.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::tests::SnapshotBuilder;

namespace {

enum class Picture { typical, hover, empty, young, crowded, breach };

std::shared_ptr<const core::Snapshot> pictured(Picture picture)
{
    switch (picture) {
    case Picture::empty:
        return SnapshotBuilder().state(core::SessionState::connecting).build();
    case Picture::young:
        return SnapshotBuilder().budget(0).history(22).build();
    case Picture::breach: {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        core::GuardStatus guard;
        guard.phase = core::GuardPhase::paused;
        guard.reason = "225.0 > 217.6 MiB (85 %) for 2 s";
        guard.limit = 256 * core::mib;
        guard.pauses = 3;
        guard.pausedSeconds = 12.4;
        guard.willRefetchBytes = 31 * core::mib;
        core::LimitStatus limit;
        limit.limit = 320 * core::mib;
        limit.used = 240 * core::mib;
        limit.trend = core::MemoryTrend::rising;
        limit.secondsToLimit = 42;
        builder.guard(guard).limit(limit).event(core::EventKind::guard, 302, "guard paused: 225.0 MiB, will refetch 31.0 MiB", true);
        return builder.history(330, [](double t) {
            core::TickReading reading = tests::typicalReading(t);
            reading.ledger.batch += static_cast<core::Bytes>((t - 300) * 2.4 * core::mib);
            reading.ledger.rss += static_cast<core::Bytes>((t - 300) * 2.4 * core::mib);
            reading.rssAnon = reading.ledger.rss - reading.rssFile;
            return reading;
        }).build();
    }
    case Picture::crowded: {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        builder.budget(160 * core::mib);
        builder.edit().events.clear();
        for (int i = 0; i < 30; ++i) {
            builder.event(static_cast<core::EventKind>(i % 9), 90 + 7 * i, "event with a rather long text, number " + std::to_string(i), true);
        }
        return builder.build();
    }
    case Picture::typical:
    case Picture::hover:
        break;
    }
    return SnapshotBuilder::typical().build();
}

} // namespace

Q_DECLARE_METATYPE(Picture)

class MemoryPicturesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<Picture>("picture");
        QTest::newRow("light") << false << QSize(1440, 600) << Picture::typical;
        QTest::newRow("dark") << true << QSize(1440, 600) << Picture::typical;
        QTest::newRow("light-small") << false << QSize(1024, 420) << Picture::typical;
        QTest::newRow("dark-hover") << true << QSize(1024, 500) << Picture::hover;
        QTest::newRow("light-empty") << false << QSize(1024, 500) << Picture::empty;
        QTest::newRow("dark-young") << true << QSize(1024, 500) << Picture::young;
        for (const bool dark : {false, true}) {
            QTest::newRow(dark ? "breach-dark" : "breach-light") << dark << QSize(1440, 600) << Picture::breach;
            QTest::newRow(dark ? "breach-dark-small" : "breach-light-small") << dark << QSize(1024, 440) << Picture::breach;
        }
        QTest::newRow("light-crowded") << false << QSize(1024, 500) << Picture::crowded;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        QFETCH(Picture, picture);
        const auto snapshot = pictured(picture);
        applyTheme(*qApp, dark ? ThemeMode::dark : ThemeMode::light);
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        column->setContentsMargins(0, 0, 0, 0);
        auto* strip = new HeadroomStrip(&page);
        auto* view = new MemoryView(&page);
        column->addWidget(strip);
        column->addWidget(view, 1);
        page.resize(size);
        page.show();
        strip->apply(snapshot);
        view->apply(snapshot);
        QTRY_COMPARE(view->findChild<ChartPanel*>(QStringLiteral("batchFillChart"))->map().span, view->span());
        if (picture == Picture::hover) {
            QTest::keyClick(view->findChild<ChartPanel*>(), Qt::Key_M, Qt::ShiftModifier);
        }
        const QPixmap image = page.grab();
        QCOMPARE(image.size() / image.devicePixelRatio(), size);
        const QString folder = QStringLiteral(HEADROOM_BUILD_DIR) + QStringLiteral("/tests/pictures");
        QVERIFY(QDir().mkpath(folder));
        const QString scale = QString::number(image.devicePixelRatio());
        const QString name = QStringLiteral("memory-%1@%2x.png").arg(QLatin1String(QTest::currentDataTag()), scale);
        QVERIFY(image.save(folder + QLatin1Char('/') + name));
    }
};

QTEST_MAIN(MemoryPicturesTest)
#include "tst_memory_pictures.moc"
