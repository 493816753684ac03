// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

#include "core/base/display_text.h"
#include "tests/support/instrumented.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/messages_stage.h"
#include "tests/ui/view_pictures.h"
#include "ui/models/cell_text.h"
#include "ui/models/record_table_model.h"
#include "ui/views/cell_delegate.h"
#include "ui/views/message_counts.h"
#include "ui/views/messages_view.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::test::slowdown;
using tests::RawRecord;
using tests::snapshotOf;
using Stage = tests::MessagesStage;
using tests::SnapshotBuilder;

class MessagesViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeMode::light); }

    void followsTheTail()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(3, 50);
        stage.view.apply(builder.build());
        QVERIFY(stage.tail->isChecked());
        QVERIFY(stage.atEnd());
        builder.orders(2, 50);
        stage.view.apply(builder.build());
        QVERIFY(stage.atEnd());
        builder.orders(3, 50).keepPages(2); // the rows become fewer
        stage.view.apply(builder.build());
        QVERIFY(stage.atEnd());
        stage.view.resize(1440, 220);
        QCoreApplication::processEvents();
        QVERIFY(stage.atEnd());
        QVERIFY(stage.tail->isChecked());
    }
    void scrollingUpReleasesAndEndReturns()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(4, 50);
        stage.view.apply(builder.build());
        QTest::keyClick(stage.table, Qt::Key_PageUp);
        QVERIFY(!stage.tail->isChecked());
        builder.orders(1, 50);
        stage.view.apply(builder.build());
        QVERIFY(!stage.atEnd());
        stage.table->setFocus();
        QTest::keyClick(stage.table, Qt::Key_End);
        QVERIFY(stage.tail->isChecked());
        QVERIFY(stage.atEnd());
        stage.bar->setValue(3); // as a wheel or a drag does
        QVERIFY(!stage.tail->isChecked());
    }
    void releasedRowsStayPut_data()
    {
        QTest::addColumn<bool>("select");
        QTest::addColumn<QString>("filter");
        QTest::newRow("scrolled") << false << QString();
        QTest::newRow("selected") << true << QString();
        QTest::newRow("filtered") << false << QStringLiteral("LX-");
        QTest::newRow("filtered and selected") << true << QStringLiteral("LX-");
    }
    void releasedRowsStayPut()
    {
        QFETCH(bool, select);
        QFETCH(QString, filter);
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(20, 30);
        stage.view.apply(builder.build());
        stage.filter->setText(filter);
        QTest::keyClick(stage.filter, Qt::Key_Return);
        QTRY_VERIFY(stage.table->model()->rowCount() > 580);
        stage.bar->setValue(300);
        if (select) {
            stage.click(303);
        }
        const QString top = stage.offsetAt(0);
        const QString low = stage.offsetAt(stage.table->viewport()->height() - 1);
        const QString chosen = stage.selectedOffset();
        QCOMPARE(chosen.isEmpty(), !select);
        for (int tick = 0; tick < 6; ++tick) { // evictions happen above
            builder.orders(1, 30).keepPages(20);
            stage.view.apply(builder.build());
            QCoreApplication::processEvents();
            QCOMPARE(stage.offsetAt(0), top);
            QCOMPARE(stage.offsetAt(stage.table->viewport()->height() - 1), low);
            QCOMPARE(stage.selectedOffset(), chosen);
        }
        QVERIFY(!stage.tail->isChecked());
    }
    void evictedRowsLeaveTheTopNotACrash()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(10, 30);
        stage.view.apply(builder.build());
        stage.bar->setValue(5);
        stage.click(7);
        const QString title = stage.label("detailTitle");
        builder.orders(1, 30).keepPages(3); // the rows in view go
        stage.view.apply(builder.build());
        QCOMPARE(stage.bar->value(), 0);
        QVERIFY(stage.selectedOffset().isEmpty());
        QVERIFY(stage.label("detailTitle").startsWith(title)); // still readable
        QVERIFY(stage.label("detailTitle").contains(QStringLiteral("evicted")));
        stage.view.apply(std::make_shared<const core::Snapshot>());
        QCOMPARE(stage.table->model()->rowCount(), 0);
    }
    void filterWaitsAndSaysWhatItShows()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(1, 100);
        stage.view.apply(builder.build());
        QTest::keyClicks(stage.filter, QStringLiteral("order-12005"));
        QCOMPARE(stage.table->model()->rowCount(), 100); // not at each key
        QTRY_COMPARE(stage.table->model()->rowCount(), 1);
        QCOMPARE(stage.label("matchLabel"), QStringLiteral("1 of 100 kept rows"));

        stage.filter->setText(QStringLiteral("/order-(12005/")); // a bad expression keeps the old result
        QTRY_VERIFY(stage.label("matchLabel").contains(QStringLiteral("Bad expression")));
        QVERIFY(stage.view.findChild<QLabel*>(QStringLiteral("matchLabel"))->isVisible());
        QCOMPARE(stage.table->model()->rowCount(), 1);
        stage.view.apply(builder.build()); // and its error stays
        QVERIFY(stage.label("matchLabel").contains(QStringLiteral("Bad expression")));

        stage.filter->setText(QStringLiteral("no such thing"));
        auto* empty = stage.view.findChild<QLabel*>(QStringLiteral("messagesEmptyText"));
        QTRY_COMPARE(empty->text(), QStringLiteral("0 of 100 kept rows match"));
        QVERIFY(empty->isVisible());
        auto* clear = stage.view.findChild<QPushButton*>(QStringLiteral("clearFilterButton"));
        QVERIFY(clear->isVisible());
        QTest::mouseClick(clear, Qt::LeftButton);
        QTRY_COMPARE(stage.table->model()->rowCount(), 100);
        QVERIFY(stage.table->isVisible());
        QVERIFY(stage.filter->text().isEmpty());
    }
    void partitionAndStateFilters()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(4).orders(1, 100);
        stage.view.apply(builder.build());
        auto* partition = stage.view.findChild<QComboBox*>(QStringLiteral("partitionFilter"));
        QCOMPARE(partition->count(), 5);
        partition->setCurrentIndex(2);
        QTRY_COMPARE(stage.table->model()->rowCount(), 25);
        QCOMPARE(stage.cell(0, RecordTableModel::partitionColumn), QStringLiteral("1"));
        builder.orders(1, 100);
        stage.view.apply(builder.build()); // the choice stays
        QTRY_COMPARE(stage.table->model()->rowCount(), 50);
        auto* state = stage.view.findChild<QComboBox*>(QStringLiteral("stateFilter"));
        state->setCurrentIndex(state->findText(recordStateText(RecordState::givenBack)));
        QCOMPARE(stage.table->model()->rowCount(), 0);
    }
    void capIsNeverSilent_data()
    {
        QTest::addColumn<core::ViewCounts>("counts");
        QTest::addColumn<QString>("text");
        const auto counts = [](std::uint64_t rows, double mib, std::uint64_t evicted, std::uint64_t notKept) {
            core::ViewCounts made;
            made.rows = rows;
            made.bytes = static_cast<core::Bytes>(mib * static_cast<double>(core::mib));
            made.evictedRows = evicted;
            made.evictedBytes = static_cast<core::Bytes>(evicted) * 2048;
            made.notKept = notKept;
            return made;
        };
        QTest::newRow("all kept") << counts(501, 2, 0, 0) << QStringLiteral("evicted 0 · 2.0 of 24.0 MiB · 501 rows");
        QTest::newRow("evicted") << counts(501, 23.9, 11204, 0) << QStringLiteral("evicted 11\u202F204, 21.9 MiB · 23.9 of 24.0 MiB · 501 rows");
        QTest::newRow("sampled") << counts(1501, 23.9, 1, 7) << QStringLiteral("evicted 1, 2.0 KiB · 7 not kept · 23.9 of 24.0 MiB · 1\u202F501 rows");
        QTest::newRow("small") << counts(1, 0.5, 0, 0) << QStringLiteral("evicted 0 · 512.0 KiB of 24.0 MiB · 1 rows");
    }
    void capIsNeverSilent()
    {
        QFETCH(core::ViewCounts, counts);
        QFETCH(QString, text);
        QCOMPARE(countsParts(counts, 24 * core::mib).join(QStringLiteral(" · ")), text);
        Stage stage;
        SnapshotBuilder builder;
        builder.edit().view = counts;
        stage.view.apply(builder.build());
        QTRY_COMPARE(stage.label("viewCapLabel"), text);
    }
    void emptyStatesSayWhy_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("says");
        QTest::newRow("idle") << int(core::SessionState::idle) << QStringLiteral("Start the consumer");
        QTest::newRow("connecting") << int(core::SessionState::connecting) << QStringLiteral("joining");
        QTest::newRow("running") << int(core::SessionState::running) << QStringLiteral("latest");
        QTest::newRow("paused") << int(core::SessionState::paused) << QStringLiteral("Resume");
        QTest::newRow("stopped") << int(core::SessionState::stopped) << QStringLiteral("Start the consumer");
        QTest::newRow("failed") << int(core::SessionState::failed) << QStringLiteral("Events");
    }
    void emptyStatesSayWhy()
    {
        QFETCH(int, state);
        QFETCH(QString, says);
        Stage stage;
        SnapshotBuilder builder;
        builder.state(static_cast<core::SessionState>(state)).settings([](core::Settings& settings) { settings.start = "latest"; });
        stage.view.apply(builder.build());
        const QString text = stage.label("messagesEmptyText");
        QVERIFY2(text.contains(says), qPrintable(text));
        QVERIFY(!stage.view.findChild<QPushButton*>(QStringLiteral("clearFilterButton"))->isVisible());
        const bool running = state == int(core::SessionState::running);
        for (const auto& [name, signal] : {std::pair("startAtEarliestButton", &MessagesView::startAtEarliestWanted), std::pair("startPositionButton", &MessagesView::startPositionWanted)}) {
            auto* button = stage.view.findChild<QPushButton*>(QLatin1String(name));
            QCOMPARE(button->isVisible(), running); // a way out
            QSignalSpy wanted(&stage.view, signal);
            button->click();
            QCOMPARE(wanted.size(), 1);
        }
        builder.settings([](core::Settings& settings) { settings.start = "earliest"; });
        stage.view.apply(builder.build());
        QVERIFY(!stage.view.findChild<QPushButton*>(QStringLiteral("startAtEarliestButton"))->isVisible()); // it is there already
    }
    void detailOpensTheFittingReading_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("tab");
        QTest::addColumn<QString>("shows");
        QTest::newRow("object") << QByteArray(R"({"id":7731,"sku":"LX-20"})") << QStringLiteral("JSON") << QStringLiteral("\"id\": 7731");
        QTest::newRow("text") << QByteArray("plain <b>text</b>") << QStringLiteral("Text") << QStringLiteral("plain <b>text</b>");
        QTest::newRow("binary") << QByteArray("\x00\xFF\xFE\x80 abc", 8) << QStringLiteral("Hex") << QStringLiteral("FF FE 80");
    }
    void detailOpensTheFittingReading()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, tab);
        QFETCH(QString, shows);
        RawRecord record;
        record.value = value.toStdString();
        record.headers = {{"trace-id", "abc"}, {"source", "shop"}};
        Stage stage;
        stage.view.apply(snapshotOf({record}));
        stage.click(0);
        QCOMPARE(stage.tabs->tabText(stage.tabs->currentIndex()), tab);
        const auto* text = qobject_cast<QPlainTextEdit*>(stage.tabs->currentWidget());
        QVERIFY2(text->toPlainText().contains(shows), qPrintable(text->toPlainText()));
        QCOMPARE(stage.tabs->tabText(3), QStringLiteral("Headers (2)"));
        stage.tabs->setCurrentIndex(3);
        QCOMPARE(stage.view.findChild<QTableWidget*>()->item(0, 1)->text(), QStringLiteral("abc"));
    }
    void controlCharactersCanBeToldApart()
    {
        RawRecord record;
        for (char code = 1; code < 0x20; ++code) {
            record.value += std::string{code, ' '};
        }
        Stage stage;
        stage.view.apply(snapshotOf({record}));
        stage.click(0);
        stage.tabs->setCurrentIndex(1);
        auto* text = qobject_cast<QPlainTextEdit*>(stage.tabs->currentWidget());
        const QStringList shown = text->toPlainText().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        QCOMPARE(shown.size(), qsizetype{31});
        QCOMPARE(QSet<QString>(shown.begin(), shown.end()).size(), qsizetype{31});
        const QFontMetrics metrics(text->font());
        for (const QString& one : shown) {
            QVERIFY2(std::ranges::all_of(one, [&metrics](QChar c) { return c.isSpace() || metrics.inFont(c); }), qPrintable(one));
        }
        text->selectAll();
        text->copy(); // the text itself, not how it is shown
        QCOMPARE(QApplication::clipboard()->text(), QString::fromStdString(core::displayText(record.value, 1000, core::LineBreaks::keep)));
    }
    void controlCharactersInACellAreDrawnApart()
    {
        struct Open : CellDelegate {
            using CellDelegate::initStyleOption;
        } delegate;
        RawRecord record;
        record.value = "a\nb\tc\x07";
        Stage stage;
        stage.view.apply(snapshotOf({record}));
        const QModelIndex index = stage.table->model()->index(0, RecordTableModel::valueColumn);
        QStyleOptionViewItem option;
        option.fontMetrics = stage.table->fontMetrics();
        delegate.initStyleOption(&option, index);
        QVERIFY2(option.text.startsWith(QStringLiteral("a↵b→c")) && option.text.size() > 5, qPrintable(option.text));
        QCOMPARE(index.data().toString(), QStringLiteral("a\u240Ab\u2409c\u2407")); // which is what is copied
    }
    void partOfAShownTextIsCopiedWhole()
    {
        const QFontMetrics metrics(QApplication::font());
        const QString text = QStringLiteral("x\u2407y\u2400z");
        const QString shown = shownControls(text, metrics);
        QCOMPARE(underShown(text, metrics, 0, shown.size()), text);
        QCOMPARE(underShown(text, metrics, 0, 1), QStringLiteral("x"));
        QCOMPARE(underShown(text, metrics, 1, 2), QStringLiteral("\u2407"));
        QCOMPARE(underShown(text, metrics, 0, 0), QString());
    }
    void detailSaysHowMuchIsShown()
    {
        SnapshotBuilder builder;
        builder.partitions(1);
        tests::SyntheticRecord record;
        record.value = "{\"note\":\"" + std::string(48'900, 'x') + "\"}";
        builder.page({record});
        Stage stage;
        stage.view.apply(builder.build());
        stage.click(0);
        QCOMPARE(stage.label("detailNote"), QStringLiteral("first 1.0 KiB of 47.8 KiB shown"));
        QCOMPARE(stage.tabs->tabText(stage.tabs->currentIndex()), QStringLiteral("JSON"));
    }
    void hostilePayloads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const tests::HostilePayload& payload : tests::hostilePayloads()) {
            QTest::newRow(payload.name) << QByteArray::fromStdString(payload.bytes);
        }
    }
    /// Seen to fail with the names of headers shown as they are.
    void hostilePayloads()
    {
        QFETCH(QByteArray, bytes);
        RawRecord record;
        record.key = record.value = bytes.toStdString();
        record.headers = {{record.key, record.value}, {"", ""}, {"twice", "1"}, {"twice", "2"}};
        Stage stage;
        QElapsedTimer clock;
        clock.start();
        stage.view.apply(snapshotOf({record}));
        stage.click(0);
        for (int tab = 0; tab < stage.tabs->count(); ++tab) {
            stage.tabs->setCurrentIndex(tab);
            stage.view.grab();
            if (const auto* text = qobject_cast<QPlainTextEdit*>(stage.tabs->currentWidget())) {
                QVERIFY(tests::isSafeLine(text->toPlainText(), true));
                QVERIFY(text->toPlainText().size() <= 128 * 1024);
            }
        }
        const auto* headers = stage.view.findChild<QTableWidget*>();
        QCOMPARE(headers->rowCount(), 4);
        QVERIFY(tests::isSafeLine(headers->item(0, 0)->text()) && headers->item(0, 1)->text().size() <= 600);
        for (const QLabel* label : stage.view.findChildren<QLabel*>()) {
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
            QVERIFY(tests::isSafeLine(label->text()));
        }
        stage.table->setFocus();
        QTest::keyClick(stage.table, Qt::Key_C, Qt::ControlModifier);
        QString copied = QApplication::clipboard()->text();
        QVERIFY(tests::isSafeLine(copied.remove(QLatin1Char('\t'))));
        QVERIFY2(clock.elapsed() < 5000 * slowdown, qPrintable(QString::number(clock.elapsed())));
    }
    void manyHeaders()
    {
        RawRecord record;
        for (int i = 0; i < 10'000; ++i) {
            record.headers.emplace_back("name", std::string(static_cast<std::size_t>(i % 7), 'v'));
        }
        record.headers.front().second = std::string(900 * 1024, 'v');
        Stage stage;
        stage.view.apply(snapshotOf({record}));
        stage.click(0);
        QCOMPARE(stage.tabs->tabText(3), QStringLiteral("Headers (99+)"));
        QCOMPARE(stage.tabs->tabToolTip(3), QStringLiteral("10\u202F000 headers"));
        stage.tabs->setCurrentIndex(3);
        QCOMPARE(stage.label("detailNote"), QStringLiteral("first 256 of 10\u202F000 headers shown"));
        stage.view.grab();
    }
    void copies()
    {
        RawRecord record;
        record.key = "k\u202E1";
        record.value = "line one\nline two";
        Stage stage;
        stage.view.apply(snapshotOf({record}));
        stage.click(0);
        QTest::keyClick(stage.table, Qt::Key_C, Qt::ControlModifier);
        const QStringList cells = QApplication::clipboard()->text().split(QLatin1Char('\t'));
        QCOMPARE(cells.size(), int(RecordTableModel::columnTotal) - 2); // those that are shown
        QCOMPARE(cells[RecordTableModel::keyColumn], stage.cell(0, RecordTableModel::keyColumn)); // as on the screen
        QTest::keyClick(stage.table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("line one\nline two"));
    }
    void controlsAreNamed()
    {
        Stage stage;
        for (const char* name : {"messageFilter", "partitionFilter", "stateFilter", "tailCheck"}) {
            const auto* control = stage.view.findChild<QWidget*>(QLatin1String(name));
            QVERIFY2(control != nullptr && !control->accessibleName().isEmpty() && !control->toolTip().isEmpty(), name);
        }
    }
    void hundredThousandRows()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(8).orders(1000, 100);
        stage.view.apply(builder.build());
        QElapsedTimer clock;
        qint64 longest = 0;
        for (int tick = 0; tick < 20; ++tick) {
            builder.orders(100, 100).keepPages(1000); // 10,000 rows a tick: 100,000 a second
            const auto snapshot = builder.build();
            clock.start();
            stage.view.apply(snapshot);
            QCoreApplication::processEvents();
            longest = std::max(longest, clock.elapsed());
        }
        QCOMPARE(stage.table->model()->rowCount(), 100'000);
        QVERIFY2(longest < 100 * slowdown, qPrintable(QString::number(longest)));
        qInfo("longest update with 100,000 rows: %lld ms", longest);
    }
    void pictures()
    {
        Stage stage;
        SnapshotBuilder builder = SnapshotBuilder::typical();
        builder.edit().view.notKept = 1204;
        builder.keepPages(3);
        stage.view.apply(builder.build());
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("messages-follow"), {1440, 300}));
        stage.click(stage.table->model()->rowCount() - 2);
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("messages"), {1440, 300}));
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("messages-narrow"), {960, 240}));
        stage.filter->setFocus();
        stage.filter->setText(QStringLiteral("/(/"));
        QTest::keyClick(stage.filter, Qt::Key_Return);
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("messages-bad-filter"), {1440, 300}));
        stage.filter->setText(QStringLiteral("nothing has this"));
        QTest::keyClick(stage.filter, Qt::Key_Return);
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("messages-none"), {1440, 300}));
    }
};

QTEST_MAIN(MessagesViewTest)
#include "tst_messages_view.moc"
