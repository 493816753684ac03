// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done on the messages page, by mouse and keyboard: filter what is kept, choose columns, sort, come back to new
// rows, copy, bookmark, load a whole value.
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"
#include "tests/ui/fake_window.h"
#include "tests/ui/messages_stage.h"
#include "tests/ui/view_pictures.h"
#include "ui/models/record_order_model.h"
#include "ui/views/message_copy.h"
#include "ui/views/message_counts.h"
#include "ui/views/new_rows_button.h"

using namespace headroom;
using namespace headroom::ui;
using tests::RawRecord;
using tests::snapshotOf;
using tests::SnapshotBuilder;
using Stage = tests::MessagesStage;

namespace {

void type(const Stage& stage, const QString& text)
{
    stage.filter->setFocus();
    stage.filter->selectAll();
    QTest::keyClicks(stage.filter, text);
    QTest::keyClick(stage.filter, Qt::Key_Return);
}

/// The last filter that the view wanted of the run.
core::ViewFilter wanted(const QSignalSpy& spy)
{
    return spy.isEmpty() ? core::ViewFilter{"none yet"} : spy.back().front().value<core::ViewFilter>();
}

void clickHeader(const QTableView& table, int column)
{
    const QHeaderView& header = *table.horizontalHeader();
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) / 2, header.height() / 2));
}

} // namespace

class MessagesActionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeMode::light);
    }

    void keepsOnlyMatchesWhenAsked()
    {
        Stage stage;
        QSignalSpy spy(&stage.view, &MessagesView::filterWanted);
        SnapshotBuilder builder;
        builder.partitions(4).orders(1, 100);
        stage.view.apply(builder.build());
        auto* keep = stage.find<QCheckBox>("keepMatchesCheck");
        QVERIFY(!keep->isVisible()); // nothing to keep yet
        type(stage, QStringLiteral("order-12005"));
        QTRY_VERIFY(keep->isVisible());
        QCOMPARE(wanted(spy), (core::ViewFilter{"order-12005", false})); // counted among all, and all are kept
        QCOMPARE(spy.size(), 1);
        QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
        QCOMPARE(wanted(spy), (core::ViewFilter{"order-12005", true}));
        stage.view.apply(builder.build()); // on its way
        QCOMPARE(spy.size(), 2);

        core::FilterCounts& found = builder.edit().viewFilter;
        found = {1, {"order-12005"}, 1204311, 37, 35, 2, 2.4};
        stage.view.apply(builder.build());
        QCOMPARE(stage.label("filterFoundLabel"), QStringLiteral("1\u202F204\u202F311 seen · 37 matched · 35 kept · 2 undecided"));
        QVERIFY(stage.find<QLabel>("filterFoundLabel")->toolTip().contains(QStringLiteral("2.0 µs")));
        QCOMPARE(spy.size(), 2);

        found = {}; // another run, which knows of no filter
        builder.edit().sequence = 0;
        stage.view.apply(builder.build());
        QCOMPARE(spy.size(), 3);
        QCOMPARE(wanted(spy), (core::ViewFilter{"order-12005", true}));
        type(stage, QStringLiteral("/(/")); // a bad one changes nothing
        QVERIFY(stage.label("matchLabel").contains(QStringLiteral("Bad expression")));
        QCOMPARE(spy.size(), 3);
        found = {1, {"order-12005"}, 10, 1, 1, 0, 0};
        keep->setFocus();
        QTest::keyClick(keep, Qt::Key_Space);
        QVERIFY(!keep->isChecked());
        type(stage, QStringLiteral("order"));
        QCOMPARE(wanted(spy), (core::ViewFilter{"order", false}));
        auto* partition = stage.find<QComboBox>("partitionFilter");
        partition->setCurrentIndex(2);
        QCOMPARE(wanted(spy), (core::ViewFilter{"order", false, 1}));
        auto* state = stage.find<QComboBox>("stateFilter");
        const auto before = spy.size();
        state->setCurrentIndex(1); // all messages that are being taken are in the same one
        QCOMPARE(spy.size(), before);
        state->setCurrentIndex(0);
        stage.filter->clear();
        QTest::keyClick(stage.filter, Qt::Key_Return);
        QCOMPARE(wanted(spy), (core::ViewFilter{"", false, 1}));
        found = {2, {"", false, 1}, 10, 1, 1, 0, 0};
        stage.view.apply(builder.build());
        partition->setCurrentIndex(0);
        QCOMPARE(wanted(spy), (core::ViewFilter{"", false, -1}));
        found = {};
        const auto told = spy.size();
        builder.edit().sequence += 100;
        stage.view.apply(builder.build()); // the run has none, and that is wanted
        QCOMPARE(spy.size(), told);
    }
    void theWorkerFiltersWhatTheWindowAsksFor()
    {
        test::FakeWindow f;
        auto* filter = f.find<QLineEdit>("messageFilter");
        auto* keep = f.find<QCheckBox>("keepMatchesCheck");
        f.window.showPage(QStringLiteral("messages"));
        filter->setText(QStringLiteral("offset:15-"));
        QTest::keyClick(filter, Qt::Key_Return);
        f.start();
        QTRY_COMPARE(f.bridge.latest()->viewFilter.filter, (core::ViewFilter{"offset:15-", false})); // given to the run once it is there
        filter->setText(QStringLiteral("offset:35-"));
        QTest::keyClick(filter, Qt::Key_Return);
        keep->setChecked(true);
        QTRY_COMPARE(f.bridge.latest()->viewFilter.filter, (core::ViewFilter{"offset:35-", true}));
        QTRY_COMPARE(f.bridge.latest()->messages, std::uint64_t{60});
        f.broker->fill(3, 20); // offsets 20 to 39 of three partitions
        QTRY_COMPARE(f.bridge.latest()->messages, std::uint64_t{120});
        QTRY_COMPARE(f.bridge.latest()->viewFilter.kept, std::uint64_t{15});
        const auto snapshot = f.bridge.latest();
        QCOMPARE(snapshot->viewFilter.matched, std::uint64_t{15});
        QCOMPARE(snapshot->view.seen, snapshot->view.kept + snapshot->view.notKept + snapshot->view.filtered);
        QTRY_COMPARE(f.find<QTableView>("messagesTable")->model()->rowCount(), 15);
        f.finished.clear();
        f.bridge.post(core::FilterCommand{"/(/"});
        QTRY_COMPARE(f.finished.size(), 1);
        const auto outcome = f.finished.front().front().value<core::CommandOutcome>();
        QVERIFY(!outcome.ok && outcome.text.find("Bad expression") == 0);
        QCOMPARE(f.bridge.latest()->viewFilter.filter.text, std::string("offset:35-")); // as before
        f.bridge.stop(core::StopCommit::doNotCommit);
        QTRY_VERIFY(!f.bridge.running());
    }
    void commitsUpToTheSelectedMessage()
    {
        test::FakeWindow f;
        f.window.showPage(QStringLiteral("messages"));
        f.start();
        QTRY_COMPARE(f.bridge.latest()->repeatRisk, std::int64_t{60});
        auto* table = f.find<QTableView>("messagesTable");
        QTRY_COMPARE(table->model()->rowCount(), 60);
        auto* commit = f.find<QAction>("commitUpToAction");
        QVERIFY(!commit->isEnabled()); // nothing is selected
        int row = 0; // of partition 1, offset 7
        while (table->model()->index(row, RecordTableModel::partitionColumn).data().toInt() != 1 || table->model()->index(row, RecordTableModel::offsetColumn).data().toString() != QStringLiteral("7")) {
            ++row;
        }
        table->selectRow(row);
        QTRY_VERIFY(commit->isEnabled());
        table->setFocus();
        f.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(f.committed(1), core::Offset{8});
        QVERIFY(f.committed(0) <= 0 && f.committed(2) <= 0); // of the others, nothing
        QTRY_VERIFY(!commit->isEnabled()); // committed: there is nothing more up to it
        f.bridge.stop(core::StopCommit::doNotCommit);
        QTRY_VERIFY(!f.bridge.running());
    }
    void clearsTheView()
    {
        test::FakeWindow f;
        f.window.showPage(QStringLiteral("messages"));
        f.start();
        auto* table = f.find<QTableView>("messagesTable");
        QTRY_COMPARE(table->model()->rowCount(), 60);
        f.find<QAction>("clearMessagesAction")->trigger();
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QCOMPARE(f.bridge.latest()->view.evictedRows, std::uint64_t{60}); // said, as every row that goes
        QTRY_VERIFY(f.find<QLabel>("viewCapLabel")->text().contains(QStringLiteral("evicted 60")));
        QVERIFY(!f.find<QAction>("clearMessagesAction")->isEnabled());
        QCOMPARE(f.bridge.latest()->repeatRisk, std::int64_t{60}); // nothing else changed
        const QString totals = f.find<QLabel>("totalsLabel")->text();
        QVERIFY2(totals.startsWith(QStringLiteral("60 messages · ")), qPrintable(totals));
        f.bridge.stop(core::StopCommit::doNotCommit);
        QTRY_VERIFY(!f.bridge.running());
    }
    void helpGivesExamples()
    {
        Stage stage;
        stage.view.apply(snapshotOf({RawRecord{}}));
        stage.filter->setFocus();
        QTest::keyClick(stage.filter, Qt::Key_Down, Qt::AltModifier);
        auto* rows = stage.find<QTreeWidget>("filterHelpRows");
        QVERIFY(rows != nullptr && rows->topLevelItemCount() > 8);
        rows->setFocus();
        QTest::keyClick(rows, Qt::Key_Down);
        QTest::keyClick(rows, Qt::Key_Return);
        QCOMPARE(stage.filter->text(), QStringLiteral("\"two words\""));
    }
    void columnsAreChosenAndKept()
    {
        Stage stage;
        stage.view.apply(snapshotOf({RawRecord{}}));
        const QStringList usual{QStringLiteral("state"), QStringLiteral("partition"), QStringLiteral("offset"), QStringLiteral("timestamp"),
                                QStringLiteral("key"), QStringLiteral("value"), QStringLiteral("size")};
        QCOMPARE(stage.view.columns(), usual);
        auto* menu = stage.find<QMenu>("columnsMenu");
        const auto entry = [menu](const QString& text) {
            Q_EMIT menu->aboutToShow();
            const auto actions = menu->actions();
            return *std::ranges::find_if(actions, [&text](const QAction* action) { return action->text() == text; });
        };
        entry(QStringLiteral("Topic"))->trigger();
        entry(QStringLiteral("Timestamp"))->trigger();
        QVERIFY(!stage.table->isColumnHidden(RecordTableModel::topicColumn));
        QVERIFY(stage.table->isColumnHidden(RecordTableModel::timestampColumn));
        QCOMPARE(stage.cell(0, RecordTableModel::topicColumn), QStringLiteral("demo.orders"));
        stage.view.setColumns({QStringLiteral("key"), QStringLiteral("nonsense")});
        QCOMPARE(stage.view.columns(), QStringList{QStringLiteral("key")});
        QVERIFY(!entry(QStringLiteral("Key"))->isEnabled()); // the last one stays
        stage.view.setColumns({QStringLiteral("nonsense")});
        QCOMPARE(stage.view.columns(), QStringList{QStringLiteral("key")});
    }
    void sortsWithinWhatIsHeld()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(4, 50);
        stage.view.apply(builder.build());
        clickHeader(*stage.table, RecordTableModel::keyColumn);
        QVERIFY(!stage.tail->isChecked());
        QVERIFY(std::ranges::is_sorted(std::vector<QString>{stage.cell(0, 4), stage.cell(1, 4), stage.cell(2, 4)}));
        clickHeader(*stage.table, RecordTableModel::keyColumn);
        QVERIFY(stage.cell(0, 4) >= stage.cell(1, 4));
        builder.orders(1, 30);
        stage.view.apply(builder.build());
        auto* fresh = stage.find<NewRowsButton>("newRowsButton");
        QVERIFY(fresh->isVisible());
        QCOMPARE(fresh->text(), QStringLiteral("↓ 30 new"));
        QCOMPARE(stage.table->model()->rowCount(), 200);
        QTest::mouseClick(fresh, Qt::LeftButton);
        QCOMPARE(stage.table->model()->rowCount(), 230);
        QVERIFY(!fresh->isVisible());
        stage.table->setFocus();
        QTest::keyClick(stage.table, Qt::Key_End); // back to the order of arrival
        QCOMPARE(stage.table->horizontalHeader()->sortIndicatorSection(), RecordOrderModel::byArrival);
        QVERIFY(stage.atEnd());
        const auto offset = [&stage](int row) { return stage.table->model()->index(row, RecordTableModel::offsetColumn).data(SortRole).toLongLong(); };
        QVERIFY(offset(0) < offset(1) && offset(228) < offset(229));
    }
    void selectionStaysWhenSorted()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(4, 50);
        stage.view.apply(builder.build());
        stage.bar->setValue(20);
        stage.click(23);
        const QString chosen = stage.selectedOffset();
        QVERIFY(!chosen.isEmpty());
        clickHeader(*stage.table, RecordTableModel::sizeColumn);
        QCOMPARE(stage.selectedOffset(), chosen);
        builder.orders(1, 30);
        stage.view.apply(builder.build());
        QCOMPARE(stage.selectedOffset(), chosen);
    }
    void newRowsAreCountedWhileReading()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(4, 50);
        stage.view.apply(builder.build());
        auto* fresh = stage.find<NewRowsButton>("newRowsButton");
        QVERIFY(!fresh->isVisible());
        QTest::keyClick(stage.table, Qt::Key_PageUp);
        builder.orders(2, 60);
        stage.view.apply(builder.build());
        QCOMPARE(fresh->text(), QStringLiteral("↓ 120 new"));
        QVERIFY(stage.table->geometry().contains(fresh->geometry().translated(stage.table->pos())));
        type(stage, QStringLiteral("order")); // a filter shows old rows anew: they are no news
        QTRY_COMPARE(stage.table->model()->rowCount(), 320);
        QCOMPARE(fresh->text(), QStringLiteral("↓ 120 new"));
        QTest::mouseClick(fresh, Qt::LeftButton);
        QVERIFY(stage.tail->isChecked() && stage.atEnd() && !fresh->isVisible());
        builder.orders(1, 10);
        stage.view.apply(builder.build());
        QVERIFY(!fresh->isVisible());
    }
    void copiesJsonAndACommand()
    {
        RawRecord record;
        record.key = "k1";
        record.value = R"({"a":1})";
        record.offset = 4711;
        record.headers = {{"h", "v"}};
        Stage stage;
        stage.view.apply(snapshotOf({record}));
        stage.click(0);
        QTest::keyClick(stage.table, Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        const QJsonObject copied = QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(copied[QStringLiteral("offset")].toInt(), 4711);
        QCOMPARE(copied[QStringLiteral("topic")].toString(), QStringLiteral("demo.orders"));
        QCOMPARE(copied[QStringLiteral("value")].toString(), QStringLiteral("{\"a\":1}"));
        QTest::keyClick(stage.table, Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY2(QApplication::clipboard()->text().endsWith(QStringLiteral("-t demo.orders -p 0 -o 4711 -c 1 -e")), qPrintable(QApplication::clipboard()->text()));
    }
    void theCommandHoldsNoSecret()
    {
        core::Settings settings;
        settings.bootstrapServers = "broker:9093";
        settings.securityProtocol = "sasl_ssl";
        settings.saslMechanism = "SCRAM-SHA-256";
        settings.saslUsername = "it's me";
        settings.saslPassword = core::Secret("topsecret");
        settings.sslCaLocation = "/etc/my ca.pem";
        const QString command = kcatCommand(settings, {{"or ders", 2}, 7});
        QVERIFY(!command.contains(QStringLiteral("topsecret")));
        for (const char* part : {"-b broker:9093", "-X security.protocol=sasl_ssl", "-X 'sasl.username=it'\\''s me'", "-X sasl.password=\"$SASL_PASSWORD\"",
                                 "-X 'ssl.ca.location=/etc/my ca.pem'", "-t 'or ders' -p 2 -o 7"}) {
            QVERIFY2(command.contains(QLatin1String(part)), qPrintable(QLatin1String(part) + QStringLiteral(" in ") + command));
        }
    }
    void bookmarksAreFoundAgain()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(4, 50);
        stage.view.apply(builder.build());
        stage.bar->setValue(20);
        for (const int row : {22, 25}) {
            stage.click(row);
            QTest::keyClick(stage.table, Qt::Key_B, Qt::ControlModifier);
        }
        const auto glyph = [&stage](int row) { return stage.table->model()->index(row, RecordTableModel::offsetColumn).data(GlyphRole).value<Glyph>(); };
        QCOMPARE(glyph(22), Glyph::bookmark);
        QCOMPARE(glyph(23), Glyph::none);
        stage.click(24);
        QTest::keyClick(stage.table, Qt::Key_F2);
        QCOMPARE(stage.selectedOffset(), stage.cell(25, RecordTableModel::offsetColumn));
        QTest::keyClick(stage.table, Qt::Key_F2); // round and round
        QCOMPARE(stage.selectedOffset(), stage.cell(22, RecordTableModel::offsetColumn));
        QTest::keyClick(stage.table, Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(stage.selectedOffset(), stage.cell(25, RecordTableModel::offsetColumn));
        QTest::keyClick(stage.table, Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(glyph(25), Glyph::none);
    }
    void theTreeBecomesAFilter()
    {
        RawRecord record;
        record.value = R"({"city":"Oslo","items":[{"price":5}]})";
        RawRecord other = record;
        other.value = R"({"city":"Bergen"})";
        other.offset = 1;
        Stage stage;
        stage.view.apply(snapshotOf({record, other}));
        stage.click(0);
        stage.tabs->setCurrentIndex(4);
        auto* tree = stage.find<QTreeView>("detailTree");
        QVERIFY(tree->isVisible());
        const QModelIndex root = tree->model()->index(0, 0);
        tree->setCurrentIndex(tree->model()->index(0, 0, root));
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stage.filter->text(), QStringLiteral("$.city == \"Oslo\""));
        QTRY_COMPARE(stage.table->model()->rowCount(), 1);
    }
    void wholeValueIsLoadedOnDemand()
    {
        test::MockCluster mock;
        mock.createTopic("demo.orders", 1);
        QVERIFY(mock.produce("demo.orders", 1, 3, 900'000));
        SnapshotBuilder builder;
        builder.partitions(1).settings([&mock](core::Settings& settings) { settings.bootstrapServers = mock.bootstrapServers(); });
        tests::SyntheticRecord record;
        record.offset = 1;
        record.value = std::string(900'000, 'x');
        builder.page({record});
        Stage stage;
        stage.view.apply(builder.build());
        stage.click(0);
        auto* load = stage.find<QToolButton>("loadAllButton");
        QVERIFY(load->isVisible());
        QVERIFY(stage.label("detailNote").startsWith(QStringLiteral("first 1.0 KiB of 878.9 KiB")));
        QTest::mouseClick(load, Qt::LeftButton);
        QCOMPARE(load->text(), QStringLiteral("Cancel"));
        QTRY_VERIFY_WITH_TIMEOUT(!load->isVisible(), 15'000);
        QVERIFY2(stage.label("detailNote").startsWith(QStringLiteral("878.9 KiB, all shown")), qPrintable(stage.label("detailNote")));
        QElapsedTimer clock;
        clock.start();
        for (int tab = 0; tab < stage.tabs->count(); ++tab) { // one line of 900 KB, too
            stage.tabs->setCurrentIndex(tab);
            stage.view.grab();
        }
        qInfo("900 KB in every tab: %lld ms", clock.elapsed());
        QVERIFY2(clock.elapsed() < 5000 * test::slowdown, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(stage.find<QPlainTextEdit>("detailText")->toPlainText().size(), qsizetype{900'000});
    }
    void loadingSaysWhyItFailedAndCanBeCancelled()
    {
        SnapshotBuilder builder;
        builder.partitions(1).settings([](core::Settings& settings) { settings.bootstrapServers = "127.0.0.1:9"; });
        tests::SyntheticRecord record;
        record.value = std::string(50'000, 'x');
        builder.page({record});
        Stage stage;
        stage.view.apply(builder.build());
        stage.click(0);
        auto* load = stage.find<QToolButton>("loadAllButton");
        load->setFocus();
        QTest::keyClick(load, Qt::Key_Space);
        QCOMPARE(load->text(), QStringLiteral("Cancel"));
        QTest::keyClick(load, Qt::Key_Space);
        QCOMPARE(stage.label("detailNote"), QStringLiteral("Cancelled."));
        QCOMPARE(load->text(), QStringLiteral("Load all"));
    }
    void pictures()
    {
        Stage stage({880, 320});
        SnapshotBuilder builder = SnapshotBuilder::typical();
        stage.view.apply(builder.build());
        type(stage, QStringLiteral("$.qty > 2 !key:order-12470"));
        stage.find<QCheckBox>("keepMatchesCheck")->setChecked(true);
        QTest::keyClick(stage.table, Qt::Key_PageUp);
        stage.click(2);
        QTest::keyClick(stage.table, Qt::Key_B, Qt::ControlModifier);
        builder.edit().viewFilter = {1, {"$.qty > 2 !key:order-12470"}, 1204311, 37, 35, 2, 2.4};
        builder.orders(1, 90);
        stage.view.apply(builder.build());
        QTRY_VERIFY(stage.find<NewRowsButton>("newRowsButton")->isVisible());
        stage.tabs->setCurrentIndex(4);
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("messages-found"), {880, 320}));
        clickHeader(*stage.table, RecordTableModel::sizeColumn);
        builder.orders(1, 30);
        stage.view.apply(builder.build());
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("messages-sorted"), {1440, 320}));
        stage.filter->setFocus();
        QTest::keyClick(stage.filter, Qt::Key_Down, Qt::AltModifier);
        QVERIFY(tests::savePictures(*stage.find<QDialog>("filterHelpDialog"), QStringLiteral("filter-help"), {720, 440}));
    }
};

QTEST_MAIN(MessagesActionsTest)
#include "tst_messages_actions.moc"
