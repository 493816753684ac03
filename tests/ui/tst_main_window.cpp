// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRadioButton>
#include <QShortcut>
#include <QTableView>
#include <QTreeWidget>

#include "tests/support/snapshot_builder.h"
#include "tests/ui/fake_window.h"
#include "ui/views/banner_stack.h"
#include "ui/views/guard_switch.h"
#include "ui/views/lost_offset_dialog.h"

using namespace headroom;
using headroom::test::FakeWindow;

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasItsActions_data();
    void hasItsActions();
    void noShortcutTwice();
    void controlsAreNamed();
    void tabWalksInReadingOrder();
    void nothingThatIsNotBuiltYet();
    void runsFromStartToStop();
    void commitsByHand();
    void pausesAndResumes();
    void appliesLiveAndKeepsIt();
    void reconnectsForARestartRow();
    void autoCommitAsksFirst();
    void asksAboutALostOffset();
    void refusedCommandIsSaid();
    void showsPages_data();
    void showsPages();
    void shortcutsDialogListsAll();
    void formulaStaysBesideTheWindow();
    void boardsActionsAreInTheMenu();
    void guardIsSwitched();
    void derivesFromTheBudget();
    void formTakesTheCeilingFromAnySnapshot();

private:
    static void runUntilProcessed(FakeWindow& w);
};

/// Starts and waits until all 60 messages are processed and the button can be pressed.
void TestMainWindow::runUntilProcessed(FakeWindow& w)
{
    w.start();
    QTRY_COMPARE(w.bridge.latest()->repeatRisk, std::int64_t{60});
    QTRY_VERIFY(w.find<QAction>("commitAction")->isEnabled());
}

void TestMainWindow::hasItsActions_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shortcut");
    const std::pair<const char*, const char*> rows[] = {
        {"startAction", "F5"},           {"stopAction", "Shift+F5"},      {"pauseAction", "F4"},         {"commitAction", "Ctrl+Return"},
        {"commitAction", "Ctrl+Enter"},  {"askBrokerAction", "F8"},   {"trimAction", "Ctrl+T"},        {"guardAction", "Ctrl+G"},         {"applyAction", "Ctrl+S"},     {"quitAction", "Ctrl+Q"},
        {"shortcutsAction", "F1"},       {"shortcutsAction", "Ctrl+/"},   {"nextPanelAction", "F6"},     {"previousPanelAction", "Shift+F6"},
        {"firstBannerAction", "F7"},     {"showSettingsAction", "Alt+1"}, {"showMemoryAction", "Alt+2"}, {"showMessagesAction", "Alt+3"},
        {"showCommitAction", "Alt+4"},   {"showEventsAction", "Alt+5"},   {"restartDemoAction", ""},     {"themeDarkAction", ""},
        {"deriveAction", "Ctrl+Shift+B"}, {"formulaAction", "Ctrl+Shift+F"},
        {"exportMessagesAction", "Ctrl+E"}, {"savePictureAction", "Ctrl+Shift+S"}, {"copyPictureAction", "Ctrl+Alt+P"}, {"copyValueAction", "Ctrl+Shift+C"}, {"exportSeriesAction", "Ctrl+Alt+E"}, {"markAction", "Ctrl+M"}, {"resetLayoutAction", ""},    {"aboutAction", ""},        {"profilesAction", "Ctrl+O"},
        {"showScenarioAction", "Alt+6"}, {"scenario6Action", ""}, {"nextStepAction", "Ctrl+J"}, {"restartScenarioAction", "Ctrl+Shift+J"}, {"saveCardAction", ""}};
    for (const auto& [name, shortcut] : rows) {
        QTest::addRow("%s %s", name, shortcut) << QString::fromLatin1(name) << QString::fromLatin1(shortcut);
    }
}

void TestMainWindow::hasItsActions()
{
    QFETCH(QString, name);
    QFETCH(QString, shortcut);
    const FakeWindow w;
    const auto* action = w.window.findChild<QAction*>(name);
    QVERIFY(action != nullptr);
    QVERIFY(!action->text().isEmpty());
    QVERIFY(!action->toolTip().isEmpty());
    if (!shortcut.isEmpty()) {
        QVERIFY(action->shortcuts().contains(QKeySequence(shortcut)));
    }
}

/// Where a key works: in the whole window, or in some widgets and what is inside them. Where two areas meet, the key does nothing.
struct ShortcutArea {
    QString name;
    bool everywhere = false;
    QList<const QWidget*> widgets;

    [[nodiscard]] bool meets(const ShortcutArea& other) const
    {
        const auto nested = [](const QWidget* a, const QWidget* b) { return a == b || a->isAncestorOf(b) || b->isAncestorOf(a); };
        return everywhere || other.everywhere || std::ranges::any_of(widgets, [&](const QWidget* mine) {
                   return std::ranges::any_of(other.widgets, [&](const QWidget* theirs) { return nested(mine, theirs); });
               });
    }
};

std::multimap<QString, ShortcutArea> shortcutAreas(const QWidget& window)
{
    std::multimap<QString, ShortcutArea> areas;
    const auto everywhere = [](Qt::ShortcutContext context) { return context == Qt::WindowShortcut || context == Qt::ApplicationShortcut; };
    for (const QAction* action : window.findChildren<QAction*>()) {
        ShortcutArea area{action->objectName(), everywhere(action->shortcutContext()), {}};
        for (const QObject* owner : action->associatedObjects()) {
            if (const auto* widget = qobject_cast<const QWidget*>(owner)) {
                area.widgets << widget;
            }
        }
        for (const QKeySequence& keys : action->shortcuts()) {
            areas.emplace(keys.toString(), area);
        }
    }
    for (const QShortcut* shortcut : window.findChildren<QShortcut*>()) {
        const auto* owner = qobject_cast<const QWidget*>(shortcut->parent());
        areas.emplace(shortcut->key().toString(), ShortcutArea{QStringLiteral("a shortcut of ") + owner->objectName(), everywhere(shortcut->context()), {owner}});
    }
    return areas;
}

void TestMainWindow::noShortcutTwice()
{
    const FakeWindow w;
    const auto areas = shortcutAreas(w.window);
    for (auto one = areas.begin(); one != areas.end(); ++one) {
        for (auto other = std::next(one); other != areas.end() && other->first == one->first; ++other) {
            QVERIFY2(!one->second.meets(other->second),
                     qPrintable(QStringLiteral("%1: %2 and %3").arg(one->first, one->second.name, other->second.name)));
        }
    }
    QVERIFY(areas.size() >= 30);
}

void TestMainWindow::controlsAreNamed()
{
    const FakeWindow w;
    int seen = 0;
    for (QWidget* widget : w.window.findChildren<QWidget*>()) {
        const bool control = qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr
                             || qobject_cast<QLineEdit*>(widget) != nullptr || qobject_cast<QAbstractSpinBox*>(widget) != nullptr;
        // Parts of a control, of a table's header and of Qt's own dock titles are named by what they belong to.
        const bool part = qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr || qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) != nullptr
                          || qobject_cast<QLineEdit*>(widget->parentWidget()) != nullptr || widget->parentWidget()->inherits("QAbstractItemView")
                          || widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QTabBar")
                          || widget->parentWidget()->inherits("QTabBar") || widget->parentWidget()->inherits("QMenuBar");
        if (!control || part) {
            continue;
        }
        ++seen;
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
        const QString where = QStringLiteral("%1 '%2' in %3").arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(), widget->parentWidget()->objectName());
        QVERIFY2(spoken != nullptr && !spoken->text(QAccessible::Name).isEmpty(), qPrintable(where + QStringLiteral(" has no accessible name")));
        const bool ofToolBar = widget->parentWidget()->inherits("QToolBar") && widget->inherits("QToolButton"); // its action is named
        QVERIFY2(ofToolBar || !widget->objectName().isEmpty(), qPrintable(where + QStringLiteral(" has no object name")));
    }
    QVERIFY(seen > 40);
}

void TestMainWindow::tabWalksInReadingOrder()
{
    const FakeWindow w;
    const QStringList wanted{QStringLiteral("commitBatchButton"), QStringLiteral("commitModeCombo"), QStringLiteral("settingsFilter"),
                             QStringLiteral("applyButton"), QStringLiteral("range1mButton"), QStringLiteral("messageFilter")};
    QStringList met;
    const QWidget* first = w.find<QWidget>("commitBatchButton");
    const QWidget* at = first;
    do {
        if (wanted.contains(at->objectName())) {
            met << at->objectName();
        }
        at = at->nextInFocusChain();
    } while (at != first);
    QCOMPARE(met, wanted);
}

void TestMainWindow::nothingThatIsNotBuiltYet()
{
    const FakeWindow w;
    for (const QAction* action : w.window.findChildren<QAction*>()) {
        for (const char* word : {"record", "watch", "lab", "compare", "sweep"}) {
            QVERIFY2(!action->objectName().toLower().startsWith(QString::fromLatin1(word)), qPrintable(action->objectName()));
        }
        QVERIFY2(action->menu() == nullptr || !action->menu()->isEmpty(), qPrintable(action->text()));
    }
    QVERIFY(!w.find<QAction>("restartDemoAction")->isVisible()); // not on the demo
}

void TestMainWindow::runsFromStartToStop()
{
    FakeWindow w;
    QVERIFY(w.find<QAction>("startAction")->isEnabled());
    QVERIFY(!w.find<QAction>("stopAction")->isEnabled());
    QVERIFY(!w.find<QAction>("commitAction")->isEnabled());
    QCOMPARE(w.window.windowTitle(), QStringLiteral("Headroom – orders · group tests · fake:9092"));
    w.find<QAction>("startAction")->trigger();
    QVERIFY(!w.find<QAction>("startAction")->isEnabled());
    QTRY_COMPARE(w.bridge.latest()->messages, std::uint64_t{60});
    QTRY_COMPARE(w.find<QLabel>("stateLabel")->text(), QStringLiteral("● Running – 3 partitions assigned"));
    QVERIFY(w.find<QAction>("stopAction")->isEnabled());
    QTRY_VERIFY(w.bridge.uiFigures().frames > 3);
    QTRY_VERIFY(w.bridge.uiFigures().gapMaxMs > 0);
    w.find<QAction>("stopAction")->trigger();
    QTRY_COMPARE(w.state(), core::SessionState::stopped);
    QTRY_VERIFY(w.find<QAction>("startAction")->isEnabled());
    QVERIFY(w.find<ui::BannerStack>("bannerStack")->contains(QStringLiteral("end")));
    w.find<QAction>("startAction")->trigger(); // a second run in the same window
    QTRY_COMPARE(w.state(), core::SessionState::running);
    QTRY_VERIFY(!w.find<ui::BannerStack>("bannerStack")->contains(QStringLiteral("end")));
}

void TestMainWindow::commitsByHand()
{
    FakeWindow w;
    runUntilProcessed(w);
    auto* button = w.find<QPushButton>("commitBatchButton");
    QTRY_VERIFY(button->toolTip().contains(QStringLiteral("60")));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(button->text().startsWith(QStringLiteral("Committing…"))); // the press answers at once
    QTRY_COMPARE(w.committed(2), core::Offset{20});
    QTRY_COMPARE(w.finished.count(), 1);
    QVERIFY(w.finished.at(0).at(0).value<core::CommandOutcome>().ok);
    QTRY_VERIFY(button->text().startsWith(QStringLiteral("Commit batch")));
    QVERIFY(!button->isEnabled());
    QVERIFY(button->toolTip().contains(QStringLiteral("Nothing to commit")));
    QTRY_VERIFY(w.find<QLabel>("lastCommitLabel")->text().contains(QStringLiteral("60 messages")));
}

void TestMainWindow::pausesAndResumes()
{
    FakeWindow w;
    runUntilProcessed(w);
    auto* pause = w.find<QAction>("pauseAction");
    pause->trigger();
    QTRY_COMPARE(w.state(), core::SessionState::paused);
    QTRY_VERIFY(pause->text().contains(QStringLiteral("Resume"))); // the press checks it at once, its words follow the session
    QVERIFY(pause->isChecked());
    pause->trigger();
    QTRY_COMPARE(w.state(), core::SessionState::running);
    QTRY_VERIFY(pause->text().contains(QStringLiteral("Pause")));
    QVERIFY(!pause->isChecked());
}

void TestMainWindow::appliesLiveAndKeepsIt()
{
    FakeWindow w;
    runUntilProcessed(w);
    const auto before = w.bridge.latest()->sequence;
    QVERIFY(!w.find<QAction>("applyAction")->isEnabled());
    auto* edit = w.find<QLineEdit>("edit_batch-size");
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("25"));
    w.find<QAction>("applyAction")->trigger();
    QTRY_COMPARE(w.bridge.latest()->settings->batchSize, std::int64_t{25});
    QTRY_COMPARE(w.bridge.settings().batchSize, std::int64_t{25});
    QVERIFY(w.bridge.latest()->sequence > before); // the same run went on
    QFile kept(w.home.filePath(QStringLiteral("settings.json")));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    const QByteArray text = kept.readAll();
    QVERIFY(text.contains("\"batch-size\""));
    QVERIFY2(!text.contains("commit-mode"), "rows nobody changed are not written");
}

void TestMainWindow::reconnectsForARestartRow()
{
    FakeWindow w;
    runUntilProcessed(w);
    auto* edit = w.find<QLineEdit>("edit_fetch-max-bytes");
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("2 MiB"));
    QTRY_COMPARE(w.find<QPushButton>("applyButton")->text(), QStringLiteral("Restart and apply"));
    QTest::mouseClick(w.find<QPushButton>("applyButton"), Qt::LeftButton);
    QTRY_COMPARE(w.bridge.latest()->settings->fetchMaxBytes, 2 * core::mib);
    QTRY_COMPARE(w.state(), core::SessionState::running);
    QTRY_VERIFY(!w.find<QPushButton>("applyButton")->isEnabled());
}

void TestMainWindow::autoCommitAsksFirst()
{
    FakeWindow w;
    auto* combo = w.find<QComboBox>("commitModeCombo");
    const int index = combo->findData(QStringLiteral("auto"));
    for (const bool use : {false, true}) {
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index); // as the mouse does
        auto* dialog = w.find<QDialog>("autoCommitDialog");
        QVERIFY(dialog != nullptr);
        if (use) {
            QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("useAutoButton")), Qt::LeftButton);
        } else {
            QTest::keyClick(dialog, Qt::Key_Escape);
        }
        QTRY_COMPARE(QString::fromStdString(w.bridge.settings().commitMode), use ? QStringLiteral("auto") : QStringLiteral("manual"));
        QTRY_COMPARE(combo->currentData().toString(), use ? QStringLiteral("auto") : QStringLiteral("manual"));
        QTRY_VERIFY(w.find<QDialog>("autoCommitDialog") == nullptr);
    }
}

void TestMainWindow::asksAboutALostOffset()
{
    FakeWindow w;
    runUntilProcessed(w);
    {
        const std::scoped_lock lock(w.broker->mutex);
        w.broker->partitions[1].low = 15;
    }
    w.inject([](core::ConsumerListener& listener) { listener.onOffsetLost(1, 5, {core::ErrorCode::offsetLost, "gone", {}}); });
    QTRY_VERIFY(w.find<ui::LostOffsetDialog>("lostOffsetDialog") != nullptr);
    auto* dialog = w.find<ui::LostOffsetDialog>("lostOffsetDialog");
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("lostTitle"))->text().contains(QStringLiteral("orders partition 1: offset 5")));
    const QString text = dialog->findChild<QLabel*>(QStringLiteral("lostText"))->text();
    QVERIFY2(text.contains(QStringLiteral("15 … 20")) && text.contains(QStringLiteral("10 messages")), qPrintable(text));
    QVERIFY(w.find<ui::BannerStack>("bannerStack")->contains(QStringLiteral("lost")));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("lostStandButton")), Qt::LeftButton);
    QTRY_VERIFY(w.find<ui::LostOffsetDialog>("lostOffsetDialog") == nullptr);
    QVERIFY(!w.bridge.latest()->lostOffsets.empty()); // nothing is skipped without a word
    QTest::mouseClick(w.find<QPushButton>("banner_lost_action0"), Qt::LeftButton);
    dialog = w.find<ui::LostOffsetDialog>("lostOffsetDialog");
    QVERIFY(dialog != nullptr);
    auto* go = dialog->findChild<QPushButton*>(QStringLiteral("lostContinueButton"));
    auto* place = dialog->findChild<QLineEdit*>(QStringLiteral("lostPlace"));
    for (const char* nowhere : {"14", "21", "soon", "-1"}) { // the broker has 15 to 20
        place->clear();
        QTest::keyClicks(place, QString::fromLatin1(nowhere));
        QVERIFY2(!go->isEnabled(), nowhere);
    }
    place->clear();
    QTest::keyClicks(place, QStringLiteral("2026-03-01T12:00:00"));
    QVERIFY(go->isEnabled());
    place->clear();
    QTest::keyClicks(place, QStringLiteral("17"));
    const auto before = w.bridge.latest()->messages;
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY(w.bridge.latest()->lostOffsets.empty());
    QTRY_VERIFY(!w.find<ui::BannerStack>("bannerStack")->contains(QStringLiteral("lost")));
    QTRY_COMPARE(w.bridge.latest()->messages, before + 3); // 17, 18, 19
}

void TestMainWindow::refusedCommandIsSaid()
{
    FakeWindow w;
    w.bridge.post(core::TrimCommand{}); // nothing runs
    QCOMPARE(w.finished.count(), 1);
    QVERIFY(!w.finished.at(0).at(0).value<core::CommandOutcome>().ok);
    QVERIFY(w.find<ui::BannerStack>("bannerStack")->contains(QStringLiteral("command")));
}

void TestMainWindow::showsPages_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("dock");
    QTest::newRow("messages") << QStringLiteral("messages") << QStringLiteral("messagesDock");
    QTest::newRow("commits") << QStringLiteral("commits") << QStringLiteral("commitDock");
    QTest::newRow("events") << QStringLiteral("events") << QStringLiteral("eventsDock");
    QTest::newRow("settings") << QStringLiteral("settings") << QStringLiteral("settingsDock");
}

void TestMainWindow::showsPages()
{
    QFETCH(QString, page);
    QFETCH(QString, dock);
    FakeWindow w;
    auto* shown = w.window.findChild<QDockWidget*>(dock);
    shown->hide();
    w.window.showPage(page);
    QTRY_VERIFY(shown->isVisible());
    QTRY_VERIFY(!shown->visibleRegion().isEmpty());
    QVERIFY(ui::MainWindow::pages().contains(page));
}

void TestMainWindow::shortcutsDialogListsAll()
{
    FakeWindow w;
    w.find<QAction>("shortcutsAction")->trigger();
    const auto* tree = w.find<QTreeWidget>("shortcutsTree");
    QVERIFY(tree != nullptr);
    for (const char* keys : {"F5", "Ctrl+T", "Alt+5", "F7"}) {
        QVERIFY2(!tree->findItems(QString::fromLatin1(keys), Qt::MatchContains | Qt::MatchRecursive, 1).isEmpty(), keys);
    }
}

void TestMainWindow::formulaStaysBesideTheWindow()
{
    FakeWindow w;
    QTest::mouseClick(w.find<QPushButton>("formulaLink"), Qt::LeftButton);
    auto* dialog = w.find<QDialog>("formulaDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QVERIFY(!dialog->isModal());
    w.find<QAction>("formulaAction")->trigger(); // the same one
    QCOMPARE(w.window.findChildren<QDialog*>(QStringLiteral("formulaDialog")).size(), 1);
    auto* tree = w.find<QTreeWidget>("formulaTree");
    runUntilProcessed(w);
    const QString missing = QString::fromStdString(w.bridge.latest()->forecast->ceiling.missing);
    QVERIFY(!missing.isEmpty()); // the consumer in memory has no statistics
    QTRY_COMPARE(tree->topLevelItem(0)->child(0)->text(1), missing);
}

void TestMainWindow::boardsActionsAreInTheMenu()
{
    FakeWindow w;
    auto* dock = w.find<QDockWidget>("commitDock");
    dock->hide();
    runUntilProcessed(w);
    auto* menu = w.find<QMenu>("commitMenu");
    auto* selected = w.find<QAction>("commitSelectedAction");
    auto* preview = w.find<QAction>("previewCommitAction");
    QVERIFY(menu->actions().contains(selected) && menu->actions().contains(preview));
    Q_EMIT menu->aboutToShow();
    QVERIFY(preview->isEnabled() && !selected->isEnabled()); // as the buttons, though nobody sees them
    preview->trigger();
    auto* dialog = w.find<QDialog>("commitPreviewDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    auto* table = w.find<QTableView>("partitionsTable");
    table->selectionModel()->select(table->model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const auto offered = [&] {
        Q_EMIT menu->aboutToShow();
        return selected->isEnabled();
    };
    QTRY_VERIFY(offered()); // once the window knows that all are processed
    selected->trigger();
    QTRY_COMPARE(w.committed(1), core::Offset{20});
    QCOMPARE(w.committed(0), core::unknownOffset);
    QTRY_VERIFY(dock->isVisible()); // where what was selected is to be seen
}

void TestMainWindow::guardIsSwitched()
{
    FakeWindow w;
    auto* guard = w.find<QAction>("guardAction");
    QVERIFY(guard->isChecked() && w.bridge.settings().guard == "observe");
    guard->trigger();
    QVERIFY(!guard->isChecked() && w.bridge.settings().guard == "off");
    guard->trigger();
    QVERIFY(guard->isChecked() && w.bridge.settings().guard == "observe"); // as it was
    runUntilProcessed(w);
    guard->trigger();
    QTRY_COMPARE(w.bridge.latest()->settings->guard, std::string("off"));
    QTRY_VERIFY(!guard->isChecked());
    QAction fresh; // of a window that never had a guard: one that acts
    fresh.setCheckable(true);
    auto* other = new ui::GuardSwitch(w.bridge, &fresh);
    QSignalSpy wanted(other, &ui::GuardSwitch::applyRequested);
    fresh.trigger();
    QCOMPARE(wanted.at(0).at(0).value<core::Settings>().guard, std::string("pause"));
}

void TestMainWindow::derivesFromTheBudget()
{
    FakeWindow w;
    QTest::mouseClick(w.find<QPushButton>("deriveButton"), Qt::LeftButton);
    auto* dialog = w.find<QDialog>("deriveDialog");
    QVERIFY(dialog != nullptr && dialog->isModal());
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("deriveApplyButton"))->isEnabled()); // nothing is known of the topic
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(w.find<QDialog>("deriveDialog") == nullptr);
    w.find<QAction>("deriveAction")->trigger();
    QVERIFY(w.find<QDialog>("deriveDialog") != nullptr);
}

/// A slow window skips snapshots: no certain one may be needed.
void TestMainWindow::formTakesTheCeilingFromAnySnapshot()
{
    FakeWindow w;
    const auto* sum = w.find<QLabel>("ceilingSumName");
    QVERIFY(sum->text().contains(QStringLiteral("nothing runs")));
    tests::SnapshotBuilder builder;
    builder.edit().sequence = 2;
    builder.forecast(tests::unknownForecast("no batch seen yet"));
    Q_EMIT w.bridge.snapshotChanged(builder.build());
    QVERIFY2(sum->text().contains(QStringLiteral("no batch seen yet")), qPrintable(sum->text()));
    builder.forecast(tests::typicalForecast());
    Q_EMIT w.bridge.snapshotChanged(builder.build());
    QVERIFY2(!sum->text().contains(QStringLiteral("not yet known")), qPrintable(sum->text()));
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
