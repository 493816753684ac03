// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QtCharts/QScatterSeries>

#include "core/base/number_format.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/raw_page.h"
#include "tests/ui/view_pictures.h"
#include "ui/charts/latency_chart.h"
#include "ui/views/commit_view.h"
#include "ui/views/partition_bar_delegate.h"

using namespace headroom;
using namespace headroom::ui;
using tests::SnapshotBuilder;

namespace {

struct Stage {
    QAction action{QStringLiteral("Commit batch")};
    CommitView view{&action};
    QPushButton* button = view.findChild<QPushButton*>(QStringLiteral("commitBatchButton2"));

    Stage()
    {
        action.setToolTip(QStringLiteral("Commit the processed messages (Ctrl+Enter)"));
        view.resize(1440, 300);
        view.show();
    }
    [[nodiscard]] QString label(const char* name) const { return view.findChild<QLabel*>(QLatin1String(name))->text(); }
    [[nodiscard]] QRadioButton* mode(const char* name) const { return view.findChild<QRadioButton*>(QLatin1String(name)); }
};

SnapshotBuilder board()
{
    SnapshotBuilder builder = SnapshotBuilder::typical();
    auto& rows = builder.edit().partitions;
    const core::OutcomeState states[] = {core::OutcomeState::confirmed, core::OutcomeState::unknown, core::OutcomeState::failed, core::OutcomeState::pending};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].hasOutcome = i > 0;
        rows[i].lastOutcome = states[i % 4];
        rows[i].highWatermark += static_cast<core::Offset>(i * 37);
        rows[i].lag = rows[i].highWatermark - rows[i].committed;
    }
    rows[0].repeatRisk = 0;
    rows[0].committed = rows[0].processed;
    rows[5].repeatRisk = 0;
    rows[5].lossRisk = 30;
    rows[5].committed = rows[5].processed + 30;
    rows[6].owned = false;
    rows[7].stopped = true;
    builder.commit(core::CommitTrigger::revoke, core::OutcomeState::confirmed, 112, 6.3, "committed before partitions were given back");
    builder.commit(core::CommitTrigger::user, core::OutcomeState::unknown, 140, 12000, "the committed offsets will be read back from the broker");
    builder.edit().commits.latencyP50Ms = 4.1;
    builder.edit().commits.latencyP95Ms = 9.8;
    return builder;
}

} // namespace

class CommitViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeMode::light); }

    void buttonMirrorsTheAction()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(7);
        stage.view.apply(builder.build());
        QCOMPARE(stage.button->text(), QStringLiteral("Commit batch"));
        QCOMPARE(stage.label("commitDoesLabel"), QStringLiteral("commits 84 processed messages on 7 partitions"));
        QVERIFY(stage.button->isEnabled());
        QSignalSpy triggered(&stage.action, &QAction::triggered);
        QTest::mouseClick(stage.button, Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        stage.action.setToolTip(QStringLiteral("The broker is not there"));
        stage.action.setEnabled(false);
        QVERIFY(!stage.button->isEnabled());
        QCOMPARE(stage.button->toolTip(), QStringLiteral("The broker is not there"));
        stage.action.setEnabled(true);
        stage.action.setText(QStringLiteral("Commit now"));
        QCOMPARE(stage.button->text(), QStringLiteral("Commit now"));
    }
    /// What is shown is what is committed, also when more is processed meanwhile.
    void previewsBeforeItCommits()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(7);
        builder.edit().partitions[2].repeatRisk = 0;
        stage.view.apply(builder.build());
        QSignalSpy wanted(&stage.view, &CommitView::commitWanted);
        auto* button = stage.view.findChild<QToolButton*>(QStringLiteral("previewCommitButton"));
        auto* table = stage.view.findChild<QTableView*>(QStringLiteral("partitionsTable"));
        const auto dialog = [&stage] { return stage.view.findChild<QDialog*>(QStringLiteral("commitPreviewDialog")); };
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(dialog() != nullptr && dialog()->isVisible());
        const auto* shown = dialog()->findChild<QTreeWidget*>(QStringLiteral("commitPreviewTable"));
        QCOMPARE(shown->topLevelItemCount(), 6);
        const core::PartitionRow& first = builder.edit().partitions[0];
        QCOMPARE(shown->topLevelItem(0)->text(1), QString::fromStdString(core::formatCount(first.processed - first.repeatRisk)));
        QCOMPARE(shown->topLevelItem(0)->text(2), QString::fromStdString(core::formatCount(first.processed)));
        QVERIFY(dialog()->findChild<QLabel*>(QStringLiteral("commitPreviewHead"))->text().contains(QStringLiteral("72 processed messages on 6 partitions"))); // 12 on each
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(dialog() == nullptr);
        QCOMPARE(wanted.size(), 0);

        table->selectionModel()->select(table->model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        stage.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage.view));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(dialog() != nullptr);
        const core::Offset promised = builder.edit().partitions[1].processed;
        builder.edit().partitions[1].processed += 5;
        stage.view.apply(builder.build());
        QVERIFY(tests::savePictures(*dialog(), QStringLiteral("commit-preview"), {520, 360}));
        QTest::mouseClick(dialog()->findChild<QPushButton*>(QStringLiteral("commitPreviewButton")), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        const auto upTo = wanted.front().front().value<std::vector<core::SlotOffset>>();
        QCOMPARE(upTo.size(), std::size_t{1});
        QCOMPARE(upTo[0].slot, core::Slot{1});
        QCOMPARE(upTo[0].offset, promised);
    }
    /// Told apart by shape, the newest at the right, none that has no answer yet.
    void latencyOfTheNewestCommits()
    {
        Stage stage;
        stage.view.resize(1440, 700);
        SnapshotBuilder builder;
        builder.partitions(2);
        for (int i = 0; i < 70; ++i) {
            builder.commit(core::CommitTrigger::user, i == 69 ? core::OutcomeState::failed : core::OutcomeState::confirmed, 12, 3 + i);
        }
        builder.commit(core::CommitTrigger::user, core::OutcomeState::unknown, 12, 10'000);
        builder.commit(core::CommitTrigger::user, core::OutcomeState::pending, 12, -1);
        stage.view.apply(builder.build());
        auto* chart = stage.view.findChild<LatencyChart*>();
        QVERIFY(chart->isVisible());
        const auto points = [chart](int kind) { return static_cast<QScatterSeries*>(chart->chart()->series().at(kind))->points(); };
        QCOMPARE(points(0).size() + points(1).size() + points(2).size(), qsizetype{LatencyChart::maxPoints});
        QCOMPARE(points(1), (QList<QPointF>{{59, 72}}));
        QCOMPARE(points(2), (QList<QPointF>{{60, 10'000}}));
        QCOMPARE(points(0).front(), QPointF(1, 3 + 11)); // the first eleven were pushed out
        for (const bool dark : {false, true}) {
            applyTheme(*qApp, dark ? ThemeMode::dark : ThemeMode::light);
            QCoreApplication::processEvents();
            const QImage picture = chart->grab().toImage();
            const ThemeColors& colors = themeColors(QApplication::palette());
            for (const QColor& color : {colors.ok, colors.error, colors.risk}) {
                int seen = 0;
                for (int y = 0; y < picture.height(); ++y) {
                    for (int x = 0; x < picture.width(); ++x) {
                        const QColor pixel = picture.pixelColor(x, y); // a thin sign is all edge
                        seen += std::abs(pixel.red() - color.red()) < 40 && std::abs(pixel.green() - color.green()) < 40 && std::abs(pixel.blue() - color.blue()) < 40;
                    }
                }
                QVERIFY2(seen > 4, qPrintable(color.name()));
            }
        }
        applyTheme(*qApp, ThemeMode::light);
        stage.view.resize(960, 300);
        QVERIFY(!chart->isVisible());
    }
    void previewNeedsSomething()
    {
        Stage stage;
        auto* action = stage.view.findChild<QAction*>(QStringLiteral("previewCommitAction"));
        QVERIFY(!action->isEnabled());
        SnapshotBuilder builder;
        builder.partitions(2);
        stage.view.apply(builder.build());
        QVERIFY(action->isEnabled());
        for (core::PartitionRow& row : builder.edit().partitions) {
            row.repeatRisk = 0;
        }
        stage.view.apply(builder.build());
        QVERIFY(!action->isEnabled());
        QVERIFY(action->toolTip().contains(QStringLiteral("nothing to commit")));
    }
    void commitsTheSelectedPartitionsOnly()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(7);
        builder.edit().partitions[2].repeatRisk = 0;
        stage.view.apply(builder.build());
        auto* selected = stage.view.findChild<QPushButton*>(QStringLiteral("commitSelectedButton"));
        auto* table = stage.view.findChild<QTableView*>(QStringLiteral("partitionsTable"));
        QSignalSpy wanted(&stage.view, &CommitView::commitWanted);
        QVERIFY(!selected->isEnabled());
        QVERIFY(selected->toolTip().contains(QStringLiteral("Select")));
        table->selectRow(2); // nothing there
        QVERIFY(!selected->isEnabled());
        const auto choose = [table](int row) {
            table->selectionModel()->select(table->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        };
        choose(1);
        choose(4);
        QVERIFY(selected->isEnabled());
        QVERIFY2(selected->toolTip().contains(QStringLiteral("24")), qPrintable(selected->toolTip())); // 12 on each
        QTest::mouseClick(selected, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        const auto upTo = wanted.front().front().value<std::vector<core::SlotOffset>>();
        QCOMPARE(upTo.size(), std::size_t{2});
        QCOMPARE(upTo[0].slot, core::Slot{1});
        QCOMPARE(upTo[1].offset, builder.edit().partitions[4].processed);
        stage.action.setEnabled(false); // no commit at all now
        QVERIFY(!selected->isEnabled());
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(wanted.size(), 1);
    }
    void nothingToCommitSaysWhy_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("loss");
        QTest::addColumn<QString>("says");
        QTest::newRow("never started") << int(core::SessionState::idle) << 0 << QStringLiteral("not running");
        QTest::newRow("joining") << int(core::SessionState::connecting) << 0 << QStringLiteral("joining");
        QTest::newRow("all committed") << int(core::SessionState::running) << 0 << QStringLiteral("all processed messages are committed");
        QTest::newRow("paused, all committed") << int(core::SessionState::paused) << 0 << QStringLiteral("all processed messages are committed");
        QTest::newRow("auto is ahead") << int(core::SessionState::running) << 5 << QStringLiteral("auto commit");
        QTest::newRow("stopping") << int(core::SessionState::stopping) << 0 << QStringLiteral("stopping");
        QTest::newRow("stopped") << int(core::SessionState::stopped) << 0 << QStringLiteral("not running");
        QTest::newRow("failed") << int(core::SessionState::failed) << 0 << QStringLiteral("not running");
    }
    void nothingToCommitSaysWhy()
    {
        QFETCH(int, state);
        QFETCH(int, loss);
        QFETCH(QString, says);
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(2).state(static_cast<core::SessionState>(state));
        for (core::PartitionRow& row : builder.edit().partitions) {
            row.repeatRisk = 0;
        }
        builder.edit().lossRisk = loss;
        stage.view.apply(builder.build());
        QVERIFY2(stage.label("commitDoesLabel").contains(says), qPrintable(stage.label("commitDoesLabel")));
        QVERIFY(!stage.button->isEnabled());
        QVERIFY(stage.button->toolTip().contains(says));
    }
    void commitUnderWay()
    {
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(2).commitUnderWay(core::CommitTrigger::user, 24);
        stage.view.apply(builder.build());
        QCOMPARE(stage.button->text(), QStringLiteral("Committing…"));
        QVERIFY(stage.button->isEnabled()); // a further press is merged into the next commit
        QCOMPARE(stage.label("lastCommitInFlight"), QStringLiteral("request 1, 24 messages"));
        builder.commit(core::CommitTrigger::user, core::OutcomeState::confirmed, 24, 4.1);
        stage.view.apply(builder.build());
        QCOMPARE(stage.button->text(), QStringLiteral("Commit batch"));
        QCOMPARE(stage.label("lastCommitInFlight"), QStringLiteral("none"));
    }
    void lastCommitIsTold()
    {
        Stage stage;
        stage.view.apply(board().build());
        QVERIFY(stage.label("lastCommitSent").contains(QStringLiteral("(request 26)")));
        QVERIFY(stage.label("lastCommitOutcome").startsWith(QStringLiteral("unknown")));
        QCOMPARE(stage.label("lastCommitLatency"), QStringLiteral("12.0 s (no answer)"));
        QCOMPARE(stage.label("lastCommitTypical"), QStringLiteral("p50 4.1 ms · p95 9.8 ms"));
        QCOMPARE(stage.label("lastCommitSinceStart"), QStringLiteral("25 ok · 1 unknown · 0 refused"));
        QCOMPARE(stage.view.findChild<QTableView*>(QStringLiteral("commitHistory"))->model()->rowCount(), 26);
        QVERIFY(stage.label("commitHistoryTitle").contains(QStringLiteral("26 of 1\u202F000 kept")));
    }
    void modesAreAskedFor_data()
    {
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<QString>("mode");
        QTest::newRow("manual") << QByteArray("commitModeManual") << QStringLiteral("manual");
        QTest::newRow("interval") << QByteArray("commitModeInterval") << QStringLiteral("interval");
        QTest::newRow("auto") << QByteArray("commitModeAuto") << QStringLiteral("auto");
    }
    void modesAreAskedFor()
    {
        QFETCH(QByteArray, button);
        QFETCH(QString, mode);
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(1).settings([](core::Settings& settings) { settings.commitIntervalMs = 7000; });
        stage.view.apply(builder.build());
        QVERIFY(stage.mode("commitModeBatch")->isChecked());
        QSignalSpy asked(&stage.view, &CommitView::commitModeRequested);
        stage.mode(button.constData())->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), mode);
        QCOMPARE(asked[0][1].toInt(), 7);
        stage.view.apply(builder.build()); // not yet in force: the choice does not flicker
        QVERIFY(stage.mode(button.constData())->isChecked());
        builder.settings([&mode](core::Settings& settings) { settings.commitMode = mode.toStdString(); });
        stage.view.apply(builder.build());
        QVERIFY(stage.mode(button.constData())->isChecked());
        QCOMPARE(asked.count(), 1);
    }
    void refusedModeFallsBack()
    {
        Stage stage;
        SnapshotBuilder builder;
        stage.view.apply(builder.build());
        stage.mode("commitModeAuto")->click();
        QTRY_VERIFY_WITH_TIMEOUT((stage.view.apply(builder.build()), stage.mode("commitModeBatch")->isChecked()), 6000);
    }
    void lowBoardShowsOneTableAtATime()
    {
        Stage stage;
        const auto* partitions = stage.view.findChild<QTableView*>(QStringLiteral("partitionsTable"));
        const auto* history = stage.view.findChild<QTableView*>(QStringLiteral("commitHistory"));
        auto* tabs = stage.view.findChild<QTabBar*>(QStringLiteral("commitTablesTabs"));
        QVERIFY(partitions->isVisible() && !history->isVisible() && tabs->isVisible());
        tabs->setCurrentIndex(1);
        QVERIFY(!partitions->isVisible() && history->isVisible());
        stage.view.resize(1440, 700);
        QTRY_VERIFY(partitions->isVisible() && history->isVisible() && !tabs->isVisible());
    }
    void autoIsNamedAsRisky()
    {
        Stage stage;
        QVERIFY(stage.mode("commitModeAuto")->text().contains(QStringLiteral("risky")));
        QVERIFY(stage.label("commitModeWarning").contains(QStringLiteral("not processed yet")));
        QVERIFY(stage.label("commitModeWarning").contains(QStringLiteral("lost after a crash")));
    }
    void tonesFollowTheTheme()
    {
        Stage stage;
        stage.view.apply(board().build());
        const auto color = [&stage](const char* name) {
            const auto* label = stage.view.findChild<QLabel*>(QLatin1String(name));
            return label->palette().color(QPalette::WindowText);
        };
        for (const ThemeMode mode : {ThemeMode::dark, ThemeMode::light}) {
            applyTheme(*qApp, mode);
            QTRY_COMPARE(color("lastCommitOutcome"), themeColors(stage.view.palette()).adapt);
            QCOMPARE(color("commitModeWarning"), themeColors(stage.view.palette()).risk);
            QCOMPARE(color("lastCommitSent"), themeColors(stage.view.palette()).text);
        }
    }
    void barPieces_data()
    {
        QTest::addColumn<PartitionBar>("bar");
        QTest::newRow("all parts") << PartitionBar{40, 10, 0, 50, 100};
        QTest::newRow("tiny risk in a large backlog") << PartitionBar{1'000'000, 1, 0, 9'000'000, 10'001'000};
        QTest::newRow("tiny risk at the end") << PartitionBar{1'000'000, 1, 0, 0, 1'000'001};
        QTest::newRow("loss") << PartitionBar{10, 0, 1, 5, 1000};
        QTest::newRow("only rest") << PartitionBar{0, 0, 0, 50, 100};
        QTest::newRow("nothing") << PartitionBar{0, 0, 0, 0, 100};
        QTest::newRow("unknown") << PartitionBar{};
    }
    void barPieces()
    {
        QFETCH(PartitionBar, bar);
        const QRectF area(10, 0, 300, 10);
        const auto pieces = PartitionBarDelegate::pieces(bar, area);
        double left = area.left();
        for (const QRectF& piece : {pieces.committed, pieces.repeat, pieces.loss, pieces.rest}) {
            if (!piece.isEmpty()) {
                QVERIFY(piece.left() >= left - 0.001);
                left = piece.right();
                QVERIFY(piece.right() <= area.right() + 0.001);
            }
        }
        QCOMPARE(pieces.repeat.width() >= 2, bar.repeat > 0); // never too small to be seen
        QCOMPARE(pieces.loss.width() >= 2, bar.loss > 0);
    }
    void hostileTexts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const tests::HostilePayload& payload : tests::hostilePayloads()) {
            QTest::newRow(payload.name) << QByteArray::fromStdString(payload.bytes);
        }
    }
    void hostileTexts()
    {
        QFETCH(QByteArray, bytes);
        Stage stage;
        SnapshotBuilder builder;
        builder.partitions(2);
        builder.edit().partitions[0].topic = bytes.toStdString();
        builder.commit(core::CommitTrigger::user, core::OutcomeState::failed, 1, 1, bytes.toStdString());
        stage.view.apply(builder.build());
        stage.view.grab();
        for (const QLabel* label : stage.view.findChildren<QLabel*>()) {
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
            QVERIFY(tests::isSafeLine(label->text()));
        }
    }
    void pictures()
    {
        Stage stage;
        SnapshotBuilder builder = board();
        stage.view.apply(builder.build());
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("commits"), {1440, 300}));
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("commits-narrow"), {960, 240}));
        stage.view.findChild<QTabBar*>(QStringLiteral("commitTablesTabs"))->setCurrentIndex(1);
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("commits-history"), {1440, 300}));
        QVERIFY(tests::savePictures(stage.view, QStringLiteral("commits-large"), {1440, 700}));
    }
};

QTEST_MAIN(CommitViewTest)
#include "tst_commit_view.moc"
