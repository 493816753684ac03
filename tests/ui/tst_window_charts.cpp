// SPDX-License-Identifier: GPL-3.0-or-later
// Charts and the rest of the window: notes, markers that are rows of the event list, and files.
#include <algorithm>

#include <QAction>
#include <QDockWidget>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

#include "tests/support/instrumented.h"
#include "tests/ui/fake_window.h"
#include "ui/charts/chart_panel.h"
#include "ui/models/event_table_model.h"
#include "ui/views/memory_view.h"
#include "ui/views/series_dialog.h"

using namespace headroom;
using headroom::test::FakeWindow;
using headroom::ui::ChartPanel;
using headroom::ui::EventTableModel;

namespace {

ChartPanel* chartOf(const FakeWindow& w)
{
    return w.find<ChartPanel>("memoryChart");
}

/// The text of the row that is selected among the events.
QString selectedEvent(const FakeWindow& w)
{
    const auto* table = w.find<QTableView>("eventsTable");
    const QModelIndexList rows = table->selectionModel()->selectedRows(EventTableModel::textColumn);
    return rows.isEmpty() ? QString() : rows.front().data().toString();
}

/// Types a note and waits until it is a marker on the chart.
void note(FakeWindow& w, const QString& text)
{
    w.find<QAction>("markAction")->trigger();
    auto* edit = w.find<QLineEdit>("noteEdit");
    QVERIFY(edit->isVisible());
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(std::ranges::any_of(chartOf(w)->overlay().markers, [&](const ui::ChartMarker& marker) { return marker.text == text; }));
}

/// Walks back over the markers to the one with this text.
void walkTo(ChartPanel* chart, const QString& text)
{
    for (std::size_t i = 0; i < chart->overlay().markers.size() && !chart->namedTexts().contains(text); ++i) {
        QTest::keyClick(chart, Qt::Key_M, Qt::ShiftModifier);
    }
    QVERIFY(chart->namedTexts().contains(text));
}

/// The tab of the events is the one in front.
bool eventsInFront(const FakeWindow& w)
{
    return !w.find<QTableView>("eventsTable")->visibleRegion().isEmpty();
}

} // namespace

class WindowChartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Once a second is enough while nothing comes; what is asked for, and the next message, are there at once.
    /// Seen to fail when each snapshot is shown.
    void quietWindowRestsAndWakes()
    {
        FakeWindow w;
        w.start();
        QTRY_COMPARE(w.bridge.latest()->messages, std::uint64_t(60));
        QSignalSpy shown(&w.bridge, &ui::SessionBridge::snapshotChanged);
        QTest::qWait(3500); // what is tested: as long as it takes to be quiet
        shown.clear();
        QTest::qWait(2500);
        QVERIFY2(shown.count() >= 1 && shown.count() <= 5, qPrintable(QString::number(shown.count())));
        w.bridge.post(core::TrimCommand{});
        QTRY_VERIFY_WITH_TIMEOUT(w.finished.count() == 1, 700 * headroom::test::slowdown);
        w.broker->fill(3, 1);
        QTRY_VERIFY_WITH_TIMEOUT(shown.count() >= 12, 3000 * headroom::test::slowdown);
    }
    void markPutsANoteOnTheChart()
    {
        FakeWindow w;
        QVERIFY(!w.find<QAction>("markAction")->isEnabled());
        w.start();
        QTRY_VERIFY(w.find<QAction>("markAction")->isEnabled());
        QTRY_VERIFY(w.bridge.latest()->seconds > 0.5);
        note(w, QStringLiteral("load test began"));
        const auto last = w.bridge.latest();
        const auto found = std::ranges::find(last->events, core::EventKind::note, &core::SessionEvent::kind);
        QVERIFY(found != last->events.end() && found->marker);
        QCOMPARE(found->text, std::string("load test began"));
    }
    void markersAreRowsOfTheEventList()
    {
        FakeWindow w;
        w.start();
        QTRY_VERIFY(w.find<QAction>("markAction")->isEnabled());
        QTRY_VERIFY(w.bridge.latest()->seconds > 0.3);
        note(w, QStringLiteral("first"));
        const double soFar = w.bridge.latest()->seconds;
        QTRY_VERIFY(w.bridge.latest()->seconds > soFar + 0.5);
        note(w, QStringLiteral("second"));

        // From the chart to the list: the last marker by key, its event by Return.
        ChartPanel* chart = chartOf(w);
        chart->setFocus();
        walkTo(chart, QStringLiteral("second"));
        QTRY_COMPARE(selectedEvent(w), QStringLiteral("second"));
        QVERIFY(!eventsInFront(w)); // walking over markers moves no panels
        QTest::keyClick(chart, Qt::Key_Return);
        QTRY_VERIFY(eventsInFront(w));
        QCOMPARE(selectedEvent(w), QStringLiteral("second"));

        // And back: a row of the list stands out on the chart.
        auto* table = w.find<QTableView>("eventsTable");
        const QAbstractItemModel& model = *table->model();
        int row = 0;
        while (row < model.rowCount() && model.index(row, EventTableModel::textColumn).data().toString() != QStringLiteral("first")) {
            ++row;
        }
        table->selectRow(row);
        QCOMPARE(chart->namedTexts(), QStringList{QStringLiteral("first")});
        QVERIFY(chart->overlay().hover.has_value());
    }
    void aFilterThatHidesTheEventGivesWay()
    {
        FakeWindow w;
        w.start();
        QTRY_VERIFY(w.find<QAction>("markAction")->isEnabled());
        note(w, QStringLiteral("wanted"));
        w.window.showPage(QStringLiteral("events"));
        auto* filter = w.find<QLineEdit>("eventFilter");
        filter->setText(QStringLiteral("something else"));
        QTRY_COMPARE(w.find<QTableView>("eventsTable")->model()->rowCount(), 0);
        walkTo(chartOf(w), QStringLiteral("wanted"));
        QVERIFY(selectedEvent(w).isEmpty()); // only walking by
        QTest::keyClick(chartOf(w), Qt::Key_Return);
        QTRY_COMPARE(selectedEvent(w), QStringLiteral("wanted"));
        QVERIFY(filter->text().isEmpty());
    }
    void pictureButtonOffersAllThree()
    {
        FakeWindow w;
        const auto* button = w.find<QToolButton>("savePictureButton");
        QVERIFY(button->menu() != nullptr);
        QStringList names;
        for (const QAction* action : button->menu()->actions()) {
            names << action->objectName();
        }
        QCOMPARE(names, (QStringList{QStringLiteral("savePictureAction"), QStringLiteral("copyPictureAction"), QStringLiteral("exportSeriesAction")}));
        w.find<QAction>("exportSeriesAction")->trigger();
        QVERIFY(w.window.findChild<ui::SeriesDialog*>() != nullptr);
    }
};

QTEST_MAIN(WindowChartsTest)
#include "tst_window_charts.moc"
