// SPDX-License-Identifier: GPL-3.0-or-later
// Zoom, pan, hover and markers of the charts, by pointer and by keys.
#include <cmath>

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>

#include "core/metrics/decimate.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/shown_charts.h"
#include "ui/theme/theme.h"

using namespace headroom;
using namespace headroom::ui;
using tests::ShownCharts;
using tests::SnapshotBuilder;

namespace {

bool follows(const ShownCharts& shown)
{
    return shown.view.findChild<QCheckBox*>(QStringLiteral("followCheck"))->isChecked();
}

double hoverOf(const ShownCharts& shown)
{
    return shown.chart()->overlay().hover.value_or(-1);
}

/// Numbers as the builder gives them: 1 joined at 14 s, 2 changed at 112 s, 3 trimmed at 205 s.
constexpr double changedAt = 112;

} // namespace

class ChartCursorTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const core::Snapshot> m_typical = SnapshotBuilder::typical().build();

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeMode::light); }

    void dragZoomsToTheStretch()
    {
        ShownCharts shown(m_typical);
        shown.drag(shown.place(100), shown.place(160), Qt::LeftButton, {}, false);
        for (const ChartPanel* panel : shown.view.findChildren<ChartPanel*>()) { // marked on all charts
            QVERIFY(panel->overlay().stretch.has_value());
            QVERIFY(std::abs(panel->overlay().stretch->from - 100) < 1e-6 && std::abs(panel->overlay().stretch->to - 160) < 1e-6);
        }
        QVERIFY(follows(shown)); // nothing has changed yet
        shown.mouse(QEvent::MouseButtonRelease, shown.place(160), Qt::LeftButton);
        QVERIFY(!shown.chart()->overlay().stretch);
        QVERIFY(!follows(shown));
        QVERIFY(std::abs(shown.view.span().from - 100) < 1e-6 && std::abs(shown.view.span().to - 160) < 1e-6);
        shown.settle();
        // The curves reach both edges of the plot.
        const auto& line = shown.chart()->curves().line;
        QVERIFY(line.size() > 100 && line.front().x <= 100 && line.back().x >= 160);
    }
    void dragBackwardsIsTheSame()
    {
        ShownCharts shown(m_typical);
        shown.drag(shown.place(160), shown.place(100), Qt::LeftButton);
        QVERIFY(std::abs(shown.view.span().from - 100) < 1e-6 && std::abs(shown.view.span().to - 160) < 1e-6);
    }
    void aShortStretchStaysReadable()
    {
        ShownCharts shown(m_typical, {3000, 540});
        shown.drag(shown.place(100), shown.place(100) + QPointF(12, 0), Qt::LeftButton);
        QCOMPARE(shown.view.span().length(), TimeWindow::shortest);
        QVERIFY(shown.view.span().contains(100.5));
    }
    void escapeDropsADrag()
    {
        ShownCharts shown(m_typical);
        const TimeSpan before = shown.view.span();
        shown.drag(shown.place(100), shown.place(160), Qt::LeftButton, {}, false);
        shown.key(Qt::Key_Escape);
        QVERIFY(!shown.chart()->overlay().stretch);
        shown.mouse(QEvent::MouseButtonRelease, shown.place(160), Qt::LeftButton);
        QCOMPARE(shown.view.span(), before);
        QVERIFY(follows(shown));
    }
    void panMovesTheStretch_data()
    {
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::addColumn<Qt::KeyboardModifiers>("keys");
        QTest::newRow("middle button") << Qt::MiddleButton << Qt::KeyboardModifiers();
        QTest::newRow("shift") << Qt::LeftButton << Qt::KeyboardModifiers(Qt::ShiftModifier);
    }
    void panMovesTheStretch()
    {
        QFETCH(Qt::MouseButton, button);
        QFETCH(Qt::KeyboardModifiers, keys);
        ShownCharts shown(m_typical);
        shown.drag(shown.place(100), shown.place(160), Qt::LeftButton);
        shown.settle();
        const double width = shown.chart()->map().area.width();
        const QPointF middle = shown.chart()->map().area.center();
        shown.drag(middle, middle + QPointF(width / 4, 0), button, keys); // 15 s later things come from the left
        QVERIFY(std::abs(shown.view.span().length() - 60) < 1e-6);
        QVERIFY2(std::abs(shown.view.span().from - 85) < 0.1, qPrintable(QString::number(shown.view.span().from)));
        shown.settle();
        shown.drag(middle, middle - QPointF(width * 4, 0), button, keys); // not beyond now
        QVERIFY(shown.view.span().to <= m_typical->seconds + 1e-6);
    }
    void doubleClickGoesBackToLive()
    {
        ShownCharts shown(m_typical);
        shown.drag(shown.place(100), shown.place(160), Qt::LeftButton);
        shown.settle();
        shown.mouse(QEvent::MouseButtonDblClick, shown.place(120), Qt::LeftButton);
        QVERIFY(follows(shown));
        QCOMPARE(shown.view.span().to, m_typical->seconds);
        QVERIFY(std::abs(shown.view.span().length() - 300) < 1e-6);
    }
    void wheelZoomsAtThePointer()
    {
        ShownCharts shown(m_typical);
        const QPointF at = shown.place(120);
        shown.wheel(at, 240);
        QVERIFY(!follows(shown));
        QVERIFY(shown.view.span().length() < 220);
        shown.settle();
        QVERIFY(std::abs(shown.chart()->map().seconds(at.x()) - 120) < 0.5);
        shown.wheel(at, -2400);
        QVERIFY(shown.view.span().length() > 290);
    }
    void followFlowsOnAfterZooming()
    {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        ShownCharts shown(builder.build());
        shown.key(Qt::Key_Plus);
        const TimeSpan held = shown.view.span();
        shown.view.apply(builder.history(320).build());
        QCOMPARE(shown.view.span(), held);
        shown.key(Qt::Key_End);
        QVERIFY(follows(shown) && std::abs(shown.view.span().to - 320) < 0.2);
        shown.view.apply(builder.history(330).build());
        QVERIFY(std::abs(shown.view.span().to - 330) < 0.2);
    }
    void keysStepByOneSample()
    {
        ShownCharts shown(m_typical);
        shown.key(Qt::Key_Left); // from now to the sample before the newest
        const double first = hoverOf(shown);
        QVERIFY(first > 298);
        shown.key(Qt::Key_Left);
        QVERIFY2(std::abs(first - hoverOf(shown) - 0.5) < 0.02, "five minutes are drawn from means of half a second");
        shown.key(Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(std::abs(first - hoverOf(shown) - 5.5) < 0.02);
        shown.key(Qt::Key_Right, Qt::ShiftModifier);
        shown.key(Qt::Key_Right);
        QVERIFY(std::abs(first - hoverOf(shown)) < 0.02);
        QVERIFY(shown.readout()->text().startsWith(QStringLiteral("at ")));
        shown.key(Qt::Key_Escape);
        QCOMPARE(hoverOf(shown), -1.0);
        QVERIFY(shown.readout()->text().startsWith(QStringLiteral("now ")));
    }
    void hoverBeyondTheEdgeTakesTheWindowAlong()
    {
        ShownCharts shown(m_typical);
        shown.drag(shown.place(100), shown.place(110), Qt::LeftButton);
        shown.settle();
        shown.move(shown.place(100.2));
        shown.key(Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(hoverOf(shown) < 97);
        QVERIFY(shown.view.span().contains(hoverOf(shown)));
    }
    void keysWalkOverMarkers()
    {
        ShownCharts shown(m_typical);
        QSignalSpy chosen(&shown.view, &MemoryView::markerChosen);
        const double expected[] = {14, changedAt, 205, changedAt};
        for (const double at : expected) {
            shown.key(Qt::Key_M, at == changedAt && hoverOf(shown) > at ? Qt::ShiftModifier : Qt::NoModifier);
            QCOMPARE(hoverOf(shown), at);
        }
        QCOMPARE(chosen.size(), qsizetype{4});
        QCOMPARE(chosen.last(), (QVariantList{quint64{2}, false}));
        QCOMPARE(shown.chart()->overlay().selected, std::uint64_t{2});
        shown.key(Qt::Key_Return);
        QCOMPARE(chosen.last(), (QVariantList{quint64{2}, true}));
        shown.key(Qt::Key_Escape);
        QCOMPARE(shown.chart()->overlay().selected, std::uint64_t{0});
    }
    void markersAtOneInstantAreWalkedOneByOne()
    {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        builder.event(core::EventKind::error, changedAt, "second at the same instant", true);
        ShownCharts shown(builder.build());
        shown.key(Qt::Key_M);
        shown.key(Qt::Key_M);
        shown.key(Qt::Key_M);
        QCOMPARE(hoverOf(shown), changedAt);
        QCOMPARE(shown.chart()->namedTexts(), QStringList{QStringLiteral("second at the same instant")});
        shown.key(Qt::Key_M);
        QCOMPARE(hoverOf(shown), 205.0);
    }
    void aMarkerOutOfSightIsBroughtIntoSight()
    {
        ShownCharts shown(m_typical);
        shown.drag(shown.place(20), shown.place(40), Qt::LeftButton);
        shown.settle();
        shown.key(Qt::Key_M);
        QVERIFY(shown.view.span().contains(changedAt));
        QVERIFY(std::abs(shown.view.span().length() - 20) < 1e-6);
        shown.view.selectMarker(1);
        QVERIFY(shown.view.span().contains(14));
        QCOMPARE(hoverOf(shown), 14.0);
        shown.view.selectMarker(99); // of no event
        QCOMPARE(hoverOf(shown), 14.0);
    }
    void pointerNamesMarkersInFull()
    {
        SnapshotBuilder builder = SnapshotBuilder::typical();
        QString text = QStringLiteral("several settings changed: ");
        for (int i = 0; i < 12; ++i) {
            text += QStringLiteral("setting-number-%1 100 \u2192 200, ").arg(i);
        }
        builder.event(core::EventKind::setting, 250, text.toStdString(), true);
        ShownCharts shown(builder.build());
        const QImage before = shown.chart()->grab().toImage();
        shown.move(shown.place(250, 120)); // on its line
        QCOMPARE(shown.chart()->namedTexts(), QStringList{text});
        (void)shown.chart()->grab();
        // The label has become a block of several lines, so that all of it can be read.
        int changed = 0;
        const QImage after = shown.chart()->grab().toImage();
        for (int y = 0; y < before.height(); ++y) {
            changed += before.pixel(static_cast<int>(shown.place(200).x()), y) != after.pixel(static_cast<int>(shown.place(200).x()), y) ? 1 : 0;
        }
        QVERIFY2(changed > 30, qPrintable(QString::number(changed)));
        shown.move(shown.place(230, 160));
        QVERIFY(shown.chart()->namedTexts().isEmpty());
    }
    void pointerNamesCommits()
    {
        ShownCharts shown(m_typical);
        const core::Point commit = shown.chart()->overlay().commits.at(3);
        const QPointF at(shown.chart()->map().x(commit.x), shown.chart()->map().area.bottom() + 5);
        shown.move(at);
        QCOMPARE(shown.chart()->namedTexts(), QStringList{QStringLiteral("committed in 4.2 ms")});
        shown.move(at - QPointF(0, 60)); // up in the plot nobody means it
        QVERIFY(shown.chart()->namedTexts().isEmpty());
    }
    void clickChoosesAMarker()
    {
        ShownCharts shown(m_typical);
        QSignalSpy chosen(&shown.view, &MemoryView::markerChosen);
        shown.click(shown.place(changedAt, 120));
        QCOMPARE(chosen.size(), qsizetype{1});
        QCOMPARE(chosen.last(), (QVariantList{quint64{2}, true}));
        (void)shown.chart()->grab();
        shown.click(shown.place(14) + QPointF(40, -48)); // on the label, right of its line
        QCOMPARE(chosen.last(), (QVariantList{quint64{1}, true}));
        shown.click(shown.place(160, 120)); // where there is none
        QCOMPARE(chosen.size(), qsizetype{2});
        QVERIFY(follows(shown)); // a click is no zoom
    }
    void anotherRunBeginsLive()
    {
        ShownCharts shown(m_typical);
        shown.key(Qt::Key_M);
        shown.key(Qt::Key_Plus);
        QVERIFY(!follows(shown));
        SnapshotBuilder next;
        next.history(20);
        auto snapshot = std::make_shared<core::Snapshot>(*next.build());
        snapshot->history.began += std::chrono::hours(1);
        shown.view.apply(snapshot);
        QVERIFY(follows(shown));
        QCOMPARE(shown.chart()->overlay().selected, std::uint64_t{0});
        QCOMPARE(hoverOf(shown), -1.0);
    }
    void noteIsAskedForWhereItStands()
    {
        ShownCharts shown(m_typical);
        QSignalSpy entered(&shown.view, &MemoryView::noteEntered);
        auto* edit = shown.view.findChild<QLineEdit*>(QStringLiteral("noteEdit"));
        QVERIFY(!edit->isVisible());
        shown.move(shown.place(200));
        shown.view.askForNote();
        QVERIFY(edit->isVisible());
        QVERIFY(std::abs(edit->x() - shown.place(200).x()) < 2);
        QTest::keyClicks(edit, QString(60, QLatin1Char('x')));
        QCOMPARE(edit->text().size(), qsizetype{40});
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!edit->isVisible());
        QCOMPARE(entered.size(), qsizetype{1});
        QCOMPARE(entered.last().first().toString(), QString(40, QLatin1Char('x')));
        QVERIFY(std::abs(entered.last().last().toDouble() - 200) < 1e-6);

        shown.move({-5, 5}); // no hover: now
        shown.view.askForNote();
        QVERIFY(edit->text().isEmpty());
        QVERIFY(edit->geometry().right() <= shown.chart()->map().area.right());
        QTest::keyClick(edit, Qt::Key_M); // a letter, not the charts' key
        QCOMPARE(hoverOf(shown), -1.0);
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!edit->isVisible());
        shown.view.askForNote();
        QTest::keyClick(edit, Qt::Key_Return); // nothing typed
        QCOMPARE(entered.size(), qsizetype{1});
    }
};

QTEST_MAIN(ChartCursorTest)
#include "tst_chart_cursor.moc"
