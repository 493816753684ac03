// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include "tests/support/snapshot_builder.h"
#include "tests/ui/raw_page.h"
#include "tests/ui/view_pictures.h"
#include "ui/models/event_table_model.h"
#include "ui/views/events_view.h"

using namespace headroom;
using namespace headroom::ui;
using tests::SnapshotBuilder;

namespace {

struct Stage {
    std::shared_ptr<core::LogRing> log = std::make_shared<core::LogRing>(2000);
    EventsView view{log};
    QTableView* table = view.findChild<QTableView*>(QStringLiteral("eventsTable"));
    QCheckBox* tail = view.findChild<QCheckBox*>(QStringLiteral("eventTailCheck"));
    QScrollBar* bar = table->verticalScrollBar();
    int seconds = 0;

    Stage()
    {
        view.resize(1440, 300);
        view.show();
        QCoreApplication::processEvents();
    }
    void write(int level, std::string text)
    {
        log->add(core::WallTime(std::chrono::seconds(1'772'461'927 + seconds++)), level, std::move(text));
    }
    [[nodiscard]] int rows() const { return table->model()->rowCount(); }
    [[nodiscard]] QString textAt(int row) const { return table->model()->index(row, EventTableModel::textColumn).data().toString(); }
    [[nodiscard]] QString counts() const { return view.findChild<QLabel*>(QStringLiteral("eventCountLabel"))->text(); }
};

} // namespace

class EventsViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeMode::light); }

    void showsEventsAndLog()
    {
        Stage stage;
        stage.write(3, "librdkafka FAIL: broker is down");
        SnapshotBuilder builder = SnapshotBuilder::typical();
        stage.view.apply(builder.build());
        QCOMPARE(stage.rows(), 5);
        QCOMPARE(stage.counts(), QStringLiteral("5 of 2\u202F000 kept"));
        EventsView without(nullptr);
        without.apply(builder.build());
        QCOMPARE(without.findChild<QTableView*>(QStringLiteral("eventsTable"))->model()->rowCount(), 4);
    }
    void followsUntilReleased()
    {
        Stage stage;
        const auto snapshot = SnapshotBuilder().build();
        for (int i = 0; i < 1999; ++i) {
            stage.write(2, "line " + std::to_string(i));
        }
        stage.view.apply(snapshot);
        QCOMPARE(stage.bar->value(), stage.bar->maximum());
        stage.bar->setValue(700);
        QVERIFY(!stage.tail->isChecked());
        const QString top = stage.textAt(stage.table->rowAt(0));
        for (int i = 0; i < 300; ++i) { // evictions happen above
            stage.write(2, "more " + std::to_string(i));
        }
        stage.view.apply(snapshot);
        QCOMPARE(stage.rows(), 2000);
        QCOMPARE(stage.textAt(stage.table->rowAt(0)), top);
        QVERIFY(stage.counts().contains(QStringLiteral("older dropped")));
        stage.table->setFocus();
        QTest::keyClick(stage.table, Qt::Key_End);
        QVERIFY(stage.tail->isChecked());
        QCOMPARE(stage.bar->value(), stage.bar->maximum());
    }
    void filtersByKindAndText()
    {
        Stage stage;
        stage.write(2, "a log line");
        SnapshotBuilder builder = SnapshotBuilder::typical();
        stage.view.apply(builder.build());
        auto* kind = stage.view.findChild<QComboBox*>(QStringLiteral("eventKindFilter"));
        QCOMPARE(kind->count(), 1 + eventRowKinds);
        kind->setCurrentIndex(kind->findText(QStringLiteral("trim")));
        QCOMPARE(stage.rows(), 1);
        QCOMPARE(stage.counts(), QStringLiteral("1 of 5 kept events"));
        kind->setCurrentIndex(0);
        QTest::keyClicks(stage.view.findChild<QLineEdit*>(QStringLiteral("eventFilter")), QStringLiteral("QUEUE"));
        QTRY_COMPARE(stage.rows(), 1);
        QVERIFY(stage.textAt(0).startsWith(QStringLiteral("queue")));
    }
    void copiesTheWholeText()
    {
        Stage stage;
        stage.write(4, std::string(1000, 'x') + "\u202E end");
        stage.view.apply(SnapshotBuilder().build());
        QVERIFY(stage.textAt(0).size() <= 300);
        stage.table->selectRow(0);
        stage.table->setFocus();
        QTest::keyClick(stage.table, Qt::Key_C, Qt::ControlModifier);
        const QStringList cells = QApplication::clipboard()->text().split(QLatin1Char('\t'));
        QCOMPARE(cells.size(), 3);
        QVERIFY(cells[2].endsWith(QStringLiteral(" end")));
        QVERIFY(tests::isSafeLine(cells[2]));
    }
    void hostileTexts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const tests::HostilePayload& payload : tests::hostilePayloads()) {
            QTest::newRow(payload.name) << QByteArray::fromStdString(payload.bytes);
        }
    }
    /// Seen to fail with the texts shown as they are.
    void hostileTexts()
    {
        QFETCH(QByteArray, bytes);
        Stage stage;
        stage.write(4, bytes.toStdString());
        SnapshotBuilder builder;
        builder.event(core::EventKind::error, 1, "event " + bytes.toStdString(), false); // the same as the line would be one row
        stage.view.apply(builder.build());
        stage.view.grab();
        QCOMPARE(stage.rows(), 2);
        for (int row = 0; row < stage.rows(); ++row) {
            QVERIFY(tests::isSafeLine(stage.textAt(row)));
        }
        for (const QLabel* label : stage.view.findChildren<QLabel*>()) {
            QVERIFY(label->textFormat() == Qt::PlainText);
        }
    }
    void pictures()
    {
        Stage stage;
        stage.write(2, "librdkafka started, 8 partitions");
        stage.write(3, "127.0.0.1:9092: connection was closed, trying again");
        stage.write(4, "127.0.0.1:9092: no answer for 6 s");
        SnapshotBuilder builder = SnapshotBuilder::typical();
        builder.event(core::EventKind::commit, 281, "commit 57: 100 messages on 8 partitions in 4.1 ms", false)
            .event(core::EventKind::pause, 282, "paused by the user", true)
            .event(core::EventKind::guard, 282.5, "resumed after 4.1 s; refetched 31.5 MiB", true)
            .event(core::EventKind::error, 283, "commit 58 was refused: the group moved on; the messages will be repeated", true);
        stage.view.apply(builder.build());
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("events"), {1440, 300}));
    }
};

QTEST_MAIN(EventsViewTest)
#include "tst_events_view.moc"
