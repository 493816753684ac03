// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is cut off in the real window: at the size it is designed for, and where it gives way at the smallest.
#include <algorithm>

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>
#include <QTreeView>

#include "tests/support/snapshot_builder.h"
#include "tests/ui/clipped_text.h"
#include "tests/ui/fake_window.h"
#include "ui/charts/chart_panel.h"
#include "ui/language/language.h"
#include "ui/models/commit_history_model.h"
#include "ui/models/event_table_model.h"
#include "ui/models/partition_table_model.h"
#include "ui/models/record_table_model.h"
#include "ui/views/banner_stack.h"

using namespace headroom;
using headroom::test::FakeWindow;
using headroom::tests::SnapshotBuilder;
using headroom::ui::CommitHistoryModel;
using headroom::ui::EventTableModel;
using headroom::ui::PartitionTableModel;
using headroom::ui::RecordTableModel;

namespace {

constexpr QSize designed(1440, 900);
constexpr QSize common(1280, 800);
constexpr QSize smallest(1024, 680);

/// A consumer that is behind, as long as figures get on a developer's machine.
std::shared_ptr<const core::Snapshot> crowded(const char* commitMode)
{
    SnapshotBuilder builder = SnapshotBuilder::typical();
    builder.settings([commitMode](core::Settings& settings) { settings.commitMode = commitMode; });
    auto& now = builder.edit();
    const core::OutcomeState outcomes[] = {core::OutcomeState::confirmed, core::OutcomeState::unknown, core::OutcomeState::failed, core::OutcomeState::pending};
    for (std::size_t i = 0; i < now.partitions.size(); ++i) {
        core::PartitionRow& row = now.partitions[i];
        row.repeatRisk = 11700 + static_cast<std::int64_t>(i);
        row.processed = row.committed + row.repeatRisk;
        row.position = row.processed + 100;
        row.highWatermark = row.position + 98000;
        row.lag = row.highWatermark - row.committed;
        row.hasOutcome = true;
        row.lastOutcome = outcomes[i % std::size(outcomes)];
    }
    now.lag = 8 * now.partitions.front().lag;
    now.repeatRisk = 93600;
    now.commits.latencyP50Ms = 4.1;
    now.commits.latencyP95Ms = 19.8;
    now.view.rows = 16700;
    now.view.bytes = static_cast<core::Bytes>(16.3 * static_cast<double>(core::mib));
    now.view.evictedRows = 117400;
    now.view.evictedBytes = 116 * core::mib;
    now.view.notKept = 1204;
    now.messages = 134100;
    now.bytes = 476 * core::mib;
    now.elapsedSeconds = 273;
    return builder.build();
}

void addSizesAndLanguages(std::initializer_list<QSize> sizes)
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    for (const QSize size : sizes) {
        for (const char* language : {"en", "zh_CN"}) {
            QTest::addRow("%dx%d, %s", size.width(), size.height(), language) << size << QString::fromLatin1(language);
        }
    }
}

/// As a running session does: the second snapshot finds the window laid out.
void tellTwice(FakeWindow& w, const std::shared_ptr<const core::Snapshot>& snapshot)
{
    for (int time = 0; time < 2; ++time) {
        Q_EMIT w.bridge.snapshotChanged(snapshot);
        QTest::qWait(30);
    }
}

void layOut(FakeWindow& w, QSize size, const char* page, const char* mode)
{
    w.window.resize(size);
    w.find<QAction>("resetLayoutAction")->trigger();
    w.window.showPage(QLatin1String(page));
    tellTwice(w, crowded(mode));
}

/// Where no width would be enough; the whole is in a tooltip or beside the table.
const QMap<QString, QList<int>>& freeText()
{
    static const QMap<QString, QList<int>> columns{
        {QStringLiteral("messagesTable"), {RecordTableModel::keyColumn, RecordTableModel::valueColumn}},
        {QStringLiteral("eventsTable"), {EventTableModel::textColumn}},
        {QStringLiteral("commitHistory"), {CommitHistoryModel::outcomeColumn}},
        {QStringLiteral("partitionsTable"), {PartitionTableModel::barColumn}},
    };
    return columns;
}

} // namespace

class TestWindowLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { ui::useLanguage(*QCoreApplication::instance(), QStringLiteral("en")); }

    void nothingIsClipped_data();
    void nothingIsClipped();
    void bannersAreWhole_data();
    void bannersAreWhole();
    void bannerIsBounded();
    void settingsHaveRoom_data();
    void settingsHaveRoom();
    void headersAreWhole_data();
    void headersAreWhole();
    void cellsOfFixedFormAreWhole();
    void importantPartsAreWhole_data();
    void importantPartsAreWhole();
    void valuesHaveRoom_data();
    void valuesHaveRoom();
    void keyComesBack();
    void barsAreShown_data();
    void barsAreShown();
    void doubleClickGivesTheBottomRoom();
    void stateIsWhole_data();
    void stateIsWhole();
    void pictureShowsAMessage();
    void buttonsFollowTheTheme_data();
    void buttonsFollowTheTheme();
};

void TestWindowLayout::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QString>("language");
    const std::pair<const char*, const char*> pages[] = {{"live", "manual"}, {"messages", "batch"}, {"commits", "manual"}, {"commits", "auto"}, {"events", "manual"},
                                                          {"settings", "manual"}, {"scenario", "manual"}};
    for (const QSize size : {designed, common}) {
        for (const bool dark : {false, true}) {
            for (const auto& [page, mode] : pages) {
                for (const char* language : {"en", "zh_CN"}) {
                    QTest::addRow("%s, %s, %dx%d, %s, %s", page, mode, size.width(), size.height(), dark ? "dark" : "light", language)
                        << size << dark << QString::fromLatin1(page) << QByteArray(mode) << QString::fromLatin1(language);
                }
            }
        }
    }
}

void TestWindowLayout::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(QString, page);
    QFETCH(QByteArray, mode);
    QFETCH(QString, language);
    ui::useLanguage(*QCoreApplication::instance(), language);
    FakeWindow w;
    w.find<QAction>(dark ? "themeDarkAction" : "themeLightAction")->trigger();
    w.window.resize(size);
    w.find<QAction>("resetLayoutAction")->trigger();
    if (page == QStringLiteral("scenario")) {
        w.find<QAction>("scenario1Action")->trigger(); // shows it, without playing
    } else {
        w.window.showPage(page);
    }
    auto* edit = w.find<QLineEdit>("edit_queued-max-messages-kbytes");
    edit->setText(QStringLiteral("16384 KiB")); // a changed row has a mark before its name
    Q_EMIT edit->textEdited(edit->text());
    tellTwice(w, crowded(mode.constData()));
    QTRY_VERIFY(page != QStringLiteral("messages") || w.find<QTableView>("messagesTable")->model()->rowCount() > 0);
    w.window.pose();
    const auto clipped = [&w] { return test::clippedTexts(w.window, freeText()).join(QLatin1Char('\n')); };
    QTRY_VERIFY2(clipped().isEmpty(), qPrintable(QLatin1Char('\n') + clipped()));
    const auto onEachOther = [&w] { return test::overlaps(w.window).join(QLatin1Char('\n')); };
    QTRY_VERIFY2(onEachOther().isEmpty(), qPrintable(QLatin1Char('\n') + onEachOther()));
    const auto missing = [&w] { return test::missingLayers(*w.window.findChild<ui::ChartPanel*>(QStringLiteral("memoryChart"))).join(QStringLiteral("; ")); };
    QTRY_VERIFY2(missing().isEmpty(), qPrintable(missing()));
    QCOMPARE(w.window.size(), size); // nothing pushed it wider
}

void TestWindowLayout::bannersAreWhole_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    for (const QSize size : {designed, common, smallest}) {
        for (const bool dark : {false, true}) {
            QTest::addRow("%dx%d, %s", size.width(), size.height(), dark ? "dark" : "light") << size << dark;
        }
    }
}

/// As long as the longest messages of the program, and their buttons beside them.
void TestWindowLayout::bannersAreWhole()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    FakeWindow w;
    w.find<QAction>(dark ? "themeDarkAction" : "themeLightAction")->trigger();
    w.window.resize(size);
    SnapshotBuilder builder;
    builder.state(core::SessionState::connecting);
    builder.edit().errors.push_back({core::ErrorCode::unknownTopic,
                                     "Subscribed topic not available: orders-of-the-whole-company: Broker: Unknown topic or partition (UNKNOWN_TOPIC_OR_PART). Check the topic's "
                                     "name, or create it; Headroom never creates topics.", {}, false, false, 3});
    Q_EMIT w.bridge.snapshotChanged(builder.build());
    const QString longText = QStringLiteral("Something accepts connections at broker.example.org:9092, but does not answer as a Kafka broker (it hangs up). Check that the port "
                                            "is a broker's listener (not a web server's or a KRaft controller's) and that security-protocol is the listener's.");
    auto* stack = w.find<ui::BannerStack>("bannerStack");
    stack->show({QStringLiteral("long"), ui::Banner::Severity::error, longText, {{QStringLiteral("Edit settings"), [] {}}, {QStringLiteral("Dismiss"), [] {}}}});
    stack->show({QStringLiteral("short"), ui::Banner::Severity::info, QStringLiteral("Stopped."), {{QStringLiteral("Start (F5)"), [] {}}}});
    const auto clipped = [stack] { return test::clippedTexts(*stack, {}).join(QLatin1Char('\n')); };
    QTRY_VERIFY(stack->isVisible());
    QTRY_VERIFY2(clipped().isEmpty(), qPrintable(QLatin1Char('\n') + clipped()));
    QVERIFY(w.find<QLabel>("banner_error_text")->text().endsWith(QStringLiteral("never creates topics.")));
    QCOMPARE(w.find<QLabel>("banner_long_text")->text(), longText);
    const auto* button = w.find<QAbstractButton>("banner_short_action0");
    constexpr int frame = 8;
    QVERIFY(button->parentWidget()->height() <= button->sizeHint().height() + frame); // who needs one line takes one
    QCOMPARE(w.window.size(), size);
}

/// A broker's own words may be of any length.
void TestWindowLayout::bannerIsBounded()
{
    FakeWindow w;
    w.window.resize(designed);
    auto* stack = w.find<ui::BannerStack>("bannerStack");
    const QString endless = QStringLiteral("words and words ").repeated(400);
    stack->show({QStringLiteral("endless"), ui::Banner::Severity::error, endless, {{QStringLiteral("Dismiss"), [] {}}}});
    const auto* label = w.find<QLabel>("banner_endless_text");
    QTRY_VERIFY(label->text().endsWith(QChar(u'…')));
    QTRY_VERIFY(label->height() <= 3 * label->fontMetrics().lineSpacing());
    QVERIFY(label->toolTip().size() > endless.size());
    QCOMPARE(w.window.size(), designed);
}

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
    QTest::newRow("settings") << QStringLiteral("settings") << QStringLiteral("settingsTree"); // must fail where the badges alone say how wide "Apply" is
}

void TestWindowLayout::headersAreWhole()
{
    QFETCH(QString, page);
    QFETCH(QString, table);
    FakeWindow w;
    w.window.resize(smallest);
    w.window.showPage(page);
    const auto* view = w.window.findChild<QAbstractItemView*>(table);
    QVERIFY(view != nullptr);
    const auto* tree = qobject_cast<const QTreeView*>(view);
    const QHeaderView* header = tree != nullptr ? tree->header() : qobject_cast<const QTableView*>(view)->horizontalHeader();
    QVERIFY(header->count() > 2);
    for (int column = 0; column < header->count(); ++column) {
        if (header->isSectionHidden(column)) {
            continue;
        }
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

void TestWindowLayout::importantPartsAreWhole_data()
{
    addSizesAndLanguages({designed, common, smallest});
}

/// What the view dropped, and what was read, as they are drawn: not what the labels would say with more room.
void TestWindowLayout::importantPartsAreWhole()
{
    QFETCH(QSize, size);
    QFETCH(QString, language);
    ui::useLanguage(*QCoreApplication::instance(), language);
    FakeWindow w;
    layOut(w, size, "messages", "batch");
    const QLabel* counts = w.find<QLabel>("viewCapLabel");
    const QLabel* totals = w.find<QLabel>("totalsLabel");
    const auto drawn = [](const QLabel& label) { return label.fontMetrics().elidedText(label.text(), Qt::ElideRight, label.contentsRect().width()); };
    for (const char* part : {"117\u202F400", "116.0 MiB", "1\u202F204"}) {
        QTRY_VERIFY2(drawn(*counts).contains(QString::fromUtf8(part)), qPrintable(drawn(*counts)));
    }
    QTRY_COMPARE(drawn(*counts), counts->text());
    QTRY_COMPARE(drawn(*totals), totals->text());
    QCOMPARE(counts->visibleRegion().boundingRect(), counts->rect());
    QCOMPARE(totals->visibleRegion().boundingRect(), totals->rect());
    QVERIFY(totals->text().contains(QStringLiteral("476.0 MiB")));
    QCOMPARE(w.window.size(), size);
}

void TestWindowLayout::valuesHaveRoom_data()
{
    addSizesAndLanguages({designed, common});
}

/// A key gives way to the beginning of the value, and the last column is in sight.
void TestWindowLayout::valuesHaveRoom()
{
    QFETCH(QSize, size);
    QFETCH(QString, language);
    ui::useLanguage(*QCoreApplication::instance(), language);
    FakeWindow w;
    layOut(w, size, "messages", "batch");
    const auto* table = w.find<QTableView>("messagesTable");
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const int least = 12 * table->fontMetrics().averageCharWidth();
    const auto right = [table](int column) { return table->columnViewportPosition(column) + table->columnWidth(column); };
    QTRY_VERIFY2(table->columnWidth(RecordTableModel::valueColumn) >= least, qPrintable(QString::number(table->columnWidth(RecordTableModel::valueColumn))));
    QTRY_VERIFY2(right(RecordTableModel::sizeColumn) <= table->viewport()->width(), qPrintable(QString::number(right(RecordTableModel::sizeColumn))));
    QWidget* header = table->horizontalHeader()->viewport();
    const QPoint edge(right(RecordTableModel::keyColumn) - 1, header->height() / 2);
    const int before = table->columnWidth(RecordTableModel::keyColumn);
    QTest::mousePress(header, Qt::LeftButton, {}, edge);
    QTest::mouseMove(header, edge + QPoint(40, 0));
    QTest::mouseRelease(header, Qt::LeftButton, {}, edge + QPoint(40, 0));
    tellTwice(w, crowded("batch"));
    QCOMPARE(table->columnWidth(RecordTableModel::keyColumn), before + 40); // set by hand, it stays
}

void TestWindowLayout::keyComesBack()
{
    FakeWindow w;
    layOut(w, common, "messages", "batch");
    const auto* table = w.find<QTableView>("messagesTable");
    const int narrow = table->columnWidth(RecordTableModel::keyColumn);
    w.window.resize(1900, 1000);
    QTRY_VERIFY(table->columnWidth(RecordTableModel::keyColumn) > narrow);
    w.window.resize(common);
    QTRY_VERIFY(table->columnWidth(RecordTableModel::valueColumn) >= 12 * table->fontMetrics().averageCharWidth());
}

void TestWindowLayout::barsAreShown_data()
{
    addSizesAndLanguages({designed, common});
}

void TestWindowLayout::barsAreShown()
{
    QFETCH(QSize, size);
    QFETCH(QString, language);
    ui::useLanguage(*QCoreApplication::instance(), language);
    FakeWindow w;
    layOut(w, size, "commits", "manual");
    const auto* table = w.find<QTableView>("partitionsTable");
    const auto ends = [table] { return table->horizontalHeader()->length(); };
    QTRY_VERIFY(!table->isColumnHidden(PartitionTableModel::barColumn));
    QTRY_VERIFY2(ends() <= table->viewport()->width(), qPrintable(QStringLiteral("%1 of %2 px").arg(ends()).arg(table->viewport()->width())));
    QVERIFY(table->columnWidth(PartitionTableModel::barColumn) >= 40);
    w.window.resize(1900, 1000);
    QTRY_VERIFY(!table->isColumnHidden(PartitionTableModel::positionColumn)); // back, where there is room
}

void TestWindowLayout::doubleClickGivesTheBottomRoom()
{
    FakeWindow w;
    layOut(w, designed, "commits", "manual");
    const auto* settings = w.find<QDockWidget>("settingsDock");
    const auto* board = w.find<QWidget>("commitView");
    QVERIFY(board->isVisible() && settings->isVisible());
    const QSize before = board->size();
    const auto all = w.window.findChildren<QTabBar*>();
    const auto found = std::ranges::find_if(all, [](const QTabBar* bar) { return bar->count() == 3 && bar->tabText(1) == QStringLiteral("Commit board"); });
    QVERIFY(found != all.end());
    const auto twice = [found] {
        const QPoint at = (*found)->tabRect(1).center();
        QTest::mouseClick(*found, Qt::LeftButton, {}, at);
        QTest::mouseDClick(*found, Qt::LeftButton, {}, at);
    };
    twice();
    QTRY_VERIFY(settings->isHidden());
    QTRY_VERIFY2(board->width() > before.width() + 300 && board->height() > before.height(), qPrintable(QString::number(board->height())));
    QVERIFY(board->isVisible());
    twice();
    QTRY_VERIFY(settings->isVisible());
    QTRY_COMPARE(board->size(), before);
    QVERIFY(board->isVisible()); // not the tab that was up at the start
    QCOMPARE(w.window.size(), designed);
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
