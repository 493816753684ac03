// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is cut off in the real window: at the size it is designed for, and where it gives way at the smallest.
#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

#include "tests/ui/fake_window.h"
#include "ui/models/record_table_model.h"

using headroom::test::FakeWindow;
using headroom::ui::RecordTableModel;

namespace {

constexpr QSize designed(1440, 900);
constexpr QSize smallest(1024, 680);

} // namespace

class TestWindowLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settingsHaveRoom_data();
    void settingsHaveRoom();
    void headersAreWhole_data();
    void headersAreWhole();
    void cellsOfFixedFormAreWhole();
    void stateIsWhole_data();
    void stateIsWhole();
    void pictureShowsAMessage();
    void buttonsFollowTheTheme_data();
    void buttonsFollowTheTheme();
};

void TestWindowLayout::settingsHaveRoom_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("least");
    QTest::newRow("designed") << designed << 500;
    QTest::newRow("smallest") << smallest << 355;
}

void TestWindowLayout::settingsHaveRoom()
{
    QFETCH(QSize, size);
    QFETCH(int, least);
    FakeWindow w;
    const auto* dock = w.find<QDockWidget>("settingsDock");
    QTRY_VERIFY(dock->isVisible());
    w.window.resize(smallest);
    QTRY_VERIFY2(dock->width() >= 320, qPrintable(QString::number(dock->width()))); // the names can still be told apart
    w.window.resize(size);
    w.find<QAction>("resetLayoutAction")->trigger();
    QTRY_VERIFY2(dock->width() >= least, qPrintable(QString::number(dock->width())));
}

void TestWindowLayout::headersAreWhole_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("table");
    QTest::newRow("messages") << QStringLiteral("messages") << QStringLiteral("messagesTable");
    QTest::newRow("partitions") << QStringLiteral("commits") << QStringLiteral("partitionsTable");
    QTest::newRow("commit history") << QStringLiteral("commits") << QStringLiteral("commitHistory");
    QTest::newRow("events") << QStringLiteral("events") << QStringLiteral("eventsTable");
}

void TestWindowLayout::headersAreWhole()
{
    QFETCH(QString, page);
    QFETCH(QString, table);
    FakeWindow w;
    w.window.resize(smallest);
    w.window.showPage(page);
    const auto* view = w.window.findChild<QTableView*>(table);
    QVERIFY(view != nullptr);
    const QHeaderView* header = view->horizontalHeader();
    QVERIFY(header->count() > 2);
    for (int column = 0; column < header->count(); ++column) {
        const QString name = view->model()->headerData(column, Qt::Horizontal).toString();
        const bool gives = header->sectionResizeMode(column) == QHeaderView::Stretch;
        const QString figures = QStringLiteral("%1: %2 of %3 px").arg(name).arg(header->sectionSize(column)).arg(header->sectionSizeHint(column));
        QVERIFY2(gives || header->sectionSize(column) >= header->sectionSizeHint(column), qPrintable(figures));
    }
}

void TestWindowLayout::cellsOfFixedFormAreWhole()
{
    FakeWindow w;
    w.window.resize(designed);
    w.start();
    auto* table = w.find<QTableView>("messagesTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 60, 20000);
    table->scrollToTop();
    for (const int column : {RecordTableModel::stateColumn, RecordTableModel::partitionColumn, RecordTableModel::offsetColumn, RecordTableModel::timestampColumn,
                             RecordTableModel::sizeColumn}) {
        const int wanted = table->fontMetrics().horizontalAdvance(table->model()->index(0, column).data().toString());
        QVERIFY(wanted > 0);
        QVERIFY2(table->columnWidth(column) >= wanted + 8, qPrintable(QStringLiteral("column %1: %2 of %3 px").arg(column).arg(table->columnWidth(column)).arg(wanted)));
    }
}

void TestWindowLayout::stateIsWhole_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("designed") << designed;
    QTest::newRow("smallest") << smallest;
}

void TestWindowLayout::stateIsWhole()
{
    QFETCH(QSize, size);
    FakeWindow w;
    w.window.resize(size);
    w.start();
    const auto* label = w.find<QLabel>("stateLabel");
    QTRY_VERIFY_WITH_TIMEOUT(label->text().contains(QStringLiteral("3 partitions")), 20000);
    const auto whole = [](const QLabel* shown) { return shown->contentsRect().width() >= shown->fontMetrics().horizontalAdvance(shown->text()); };
    QTRY_VERIFY(whole(label));
    QCOMPARE(w.window.size(), size); // nothing pushed it wider
}

void TestWindowLayout::pictureShowsAMessage()
{
    FakeWindow w;
    w.window.pose(); // with nothing to show nothing happens
    w.start();
    auto* table = w.find<QTableView>("messagesTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 60, 20000);
    w.window.showPage(QStringLiteral("messages"));
    w.window.pose();
    const QModelIndexList selected = table->selectionModel()->selectedRows();
    QCOMPARE(selected.size(), qsizetype{1});
    QCOMPARE(selected.front().row(), 59);
    QVERIFY(w.window.focusWidget() == nullptr || !w.window.focusWidget()->hasFocus());
}

void TestWindowLayout::buttonsFollowTheTheme_data()
{
    QTest::addColumn<QString>("button");
    QTest::newRow("not chosen") << QStringLiteral("range1mButton");
    QTest::newRow("chosen") << QStringLiteral("range5mButton");
}

/// What a style sheet draws keeps the colours it was made with, unless it is told.
void TestWindowLayout::buttonsFollowTheTheme()
{
    QFETCH(QString, button);
    FakeWindow w;
    auto* shown = w.window.findChild<QAbstractButton*>(button);
    QTRY_VERIFY(shown->isVisible());
    const auto role = shown->isChecked() ? QPalette::Highlight : QPalette::Button;
    for (const char* theme : {"themeDarkAction", "themeLightAction"}) {
        w.find<QAction>(theme)->trigger();
        QTRY_COMPARE(shown->grab().toImage().pixelColor(7, shown->height() / 2), QApplication::palette().color(role));
    }
}

QTEST_MAIN(TestWindowLayout)
#include "tst_window_layout.moc"
