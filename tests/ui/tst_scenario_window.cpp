// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include "core/log/log_ring.h"
#include "ui/language/language.h"
#include "ui/models/event_table_model.h"
#include "ui/views/banner_stack.h"
#include "ui/views/before_after_card.h"
#include "ui/views/main_window.h"
#include "ui/views/quit_dialog.h"
#include "ui/views/scenario_stage.h"
#include "ui/views/session_bridge.h"
#include "ui/views/step_rows.h"

using namespace headroom;
using core::Figure;
using State = ui::ScenarioStage::State;

namespace {

constexpr int patienceMs = 60'000;

/// The real window with the real client; the user's own run is on the demo broker, commits by hand.
struct ScenarioWindow {
    QTemporaryDir home;
    core::Settings own = ownSettings();
    ui::SessionBridge bridge{core::SessionDependencies{}};
    ui::MainWindow window{(bridge.apply(own, false), bridge), std::make_shared<core::LogRing>(100), options(home)};
    ui::ScenarioStage& stage = *window.findChild<ui::ScenarioStage*>();

    ScenarioWindow()
    {
        stage.setMeasure(core::Milliseconds(1000));
        window.show();
    }
    ~ScenarioWindow()
    {
        stage.end();
        bridge.force();
    }
    static core::Settings ownSettings()
    {
        core::Settings settings;
        settings.bootstrapServers = "demo";
        settings.groupId = "mine";
        settings.commitMode = "manual";
        settings.maxPollRecords = 77;
        settings.memoryBudget = 300 * core::mib;
        return settings;
    }
    static ui::WindowOptions options(const QTemporaryDir& home)
    {
        ui::WindowOptions options;
        options.settingsFile = home.filePath(QStringLiteral("settings.json")).toStdString();
        options.theme = ui::ThemeMode::light;
        options.themeGiven = true;
        return options;
    }
    template <class T>
    T* find(const char* name) const
    {
        return window.findChild<T*>(QString::fromLatin1(name));
    }
    void press(const char* action) const { find<QAction>(action)->trigger(); }
    void goOnByItself() const { find<QCheckBox>("goOnCheck")->setChecked(true); }
    [[nodiscard]] int notes(const QString& text) const
    {
        const auto events = bridge.latest()->events;
        return static_cast<int>(std::ranges::count_if(events, [&](const core::SessionEvent& event) { return event.marker && QString::fromStdString(event.text).contains(text); }));
    }
};

} // namespace

class TestScenarioWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dockIsHiddenUntilAsked();
    void showsStepsAndWhatToWatch_data();
    void showsStepsAndWhatToWatch();
    void playsOnTheWindowsOwnSession();
    void chineseWindowSpeaksChinese();
    void waitsForThePresenter();
    void killsAChildAndNotTheWindow();
    void asksAboutUncommittedFirst();
    void stoppingItIsSaid();
    void closingEndsIt();
    void cardShowsAMissAsMissed();
};

void TestScenarioWindow::dockIsHiddenUntilAsked()
{
    const ScenarioWindow w;
    auto* dock = w.find<QDockWidget>("scenarioDock");
    auto* settings = w.find<QDockWidget>("settingsDock");
    QVERIFY(dock->isHidden() && !settings->isHidden());
    w.press("scenario4Action");
    QTRY_VERIFY(dock->isVisible());
    QVERIFY(settings->isHidden()); // gives way in a window of this width
    QCOMPARE(w.find<QComboBox>("scenarioCombo")->currentIndex(), 3);
    QCOMPARE(w.stage.state(), State::idle); // asked to see it, not to play it
    dock->close();
    QTRY_VERIFY(settings->isVisible());
    w.press("resetLayoutAction");
    QVERIFY(dock->isHidden());
}

void TestScenarioWindow::showsStepsAndWhatToWatch_data()
{
    QTest::addColumn<int>("id");
    for (const core::ScenarioSpec& row : core::scenarioTable()) {
        QTest::addRow("%d", row.id) << row.id;
    }
}

void TestScenarioWindow::showsStepsAndWhatToWatch()
{
    QFETCH(int, id);
    const ScenarioWindow w;
    w.find<QAction>(qPrintable(QStringLiteral("scenario%1Action").arg(id)))->trigger();
    const core::ScenarioSpec& spec = core::scenarioTable()[static_cast<std::size_t>(id - 1)];
    const auto steps = core::stepsOf(spec);
    QCOMPARE(w.find<ui::StepRows>("stepList")->count(), steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto* title = w.find<QLabel>(qPrintable(QStringLiteral("step%1").arg(i + 1)));
        QCOMPARE(title->text(), QStringLiteral("%1. %2").arg(i + 1).arg(QString::fromStdString(steps[i].title)));
    }
    QCOMPARE(w.find<QLabel>("watchText")->text().toStdString(), std::string(spec.watch));
    const auto* table = w.find<QTableWidget>("cardTable");
    QCOMPARE(table->rowCount(), static_cast<int>(spec.figures.size()));
    QCOMPARE(table->columnCount(), static_cast<int>(spec.runs.size()) + 1);
    QVERIFY(!w.find<QPushButton>("saveCardButton")->isEnabled() && !w.find<QPushButton>("copyCardButton")->isEnabled());
    w.find<QPushButton>("nextScenarioButton")->click();
    QCOMPARE(w.find<QComboBox>("scenarioCombo")->currentIndex(), id % 6);
}

void TestScenarioWindow::playsOnTheWindowsOwnSession()
{
    ScenarioWindow w;
    w.press("scenario2Action");
    w.goOnByItself();
    w.press("nextStepAction");
    QTRY_COMPARE(w.stage.state(), State::playing);
    QTRY_VERIFY_WITH_TIMEOUT(w.notes(QStringLiteral("scenario 2, run A")) == 1, patienceMs);
    QVERIFY(w.window.windowTitle().contains(QStringLiteral("Scenario 2")));
    QVERIFY(!w.find<QAction>("profilesAction")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(w.stage.state() == State::done || w.stage.state() == State::failed, patienceMs);
    QVERIFY2(w.stage.state() == State::done, qPrintable(w.stage.failure()));
    const auto& runs = w.stage.result()->runs;
    QCOMPARE(runs.size(), std::size_t{3});
    QVERIFY(runs[0].figures[Figure::recordsPerPoll] > 100); // 500 in a longer run
    QCOMPARE(runs[1].figures[Figure::recordsPerPoll], 10.0);
    QVERIFY(runs[1].figures[Figure::inHandPeak] > 0);
    for (const char* run : {"run A", "run B", "run C"}) { // all in one picture
        QCOMPARE(w.notes(QStringLiteral("scenario 2, ") + QLatin1String(run)), 1);
        QCOMPARE(w.notes(QLatin1String(run) + QStringLiteral(": RSS peak")), 1);
    }
    QTRY_VERIFY(!w.stage.busy());
    QVERIFY(w.bridge.settings() == w.own);
    QVERIFY(!QFile::exists(w.home.filePath(QStringLiteral("settings.json"))));
    const auto* table = w.find<QTableWidget>("cardTable");
    for (int row = 0; row < table->rowCount(); ++row) {
        for (int column = 0; column < table->columnCount(); ++column) {
            QVERIFY(!table->item(row, column)->text().isEmpty());
        }
    }
    w.find<QPushButton>("copyCardButton")->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromStdString(w.stage.result()->verdict.sentence)));
}

void TestScenarioWindow::chineseWindowSpeaksChinese()
{
    const auto back = qScopeGuard([] { ui::useLanguage(*QCoreApplication::instance(), QStringLiteral("en")); });
    ui::useLanguage(*QCoreApplication::instance(), QStringLiteral("zh_CN"));
    ScenarioWindow w;
    w.press("showEventsAction");
    w.press("scenario2Action");
    w.goOnByItself();
    w.press("nextStepAction");
    QTRY_VERIFY_WITH_TIMEOUT(w.stage.state() == State::done || w.stage.state() == State::failed, patienceMs);
    QVERIFY2(w.stage.state() == State::done, qPrintable(w.stage.failure()));
    QTRY_VERIFY(!w.stage.busy());
    QStringList shown;
    const auto* table = w.find<QTableView>("eventsTable")->model();
    for (int row = 0; row < table->rowCount(); ++row) {
        if (!table->index(row, ui::EventTableModel::kindColumn).data().toString().startsWith(QStringLiteral("日志"))) { // which stays as it was written
            shown << table->index(row, ui::EventTableModel::textColumn).data().toString();
        }
    }
    for (const core::SessionEvent& event : w.bridge.latest()->events) {
        shown << ui::coreText(event.text);
    }
    QVERIFY2(shown.contains(QStringLiteral("场景 2，运行 A：每次取出 500 条")), qPrintable(shown.join(QLatin1Char('\n')))); // to its end
    static const QRegularExpression names(QStringLiteral("scenario-2-[ABC]-[0-9a-f]+|Kafka|librdkafka|[a-z]+([._-][a-z0-9]+)+"));
    static const QRegularExpression english(QStringLiteral("[a-z]{4}"));
    for (const QString& text : shown) {
        QVERIFY2(!QString(text).remove(names).contains(english), qPrintable(text));
    }
}

void TestScenarioWindow::waitsForThePresenter()
{
    ScenarioWindow w;
    w.press("scenario1Action");
    w.press("nextStepAction");
    QTRY_COMPARE_WITH_TIMEOUT(w.stage.state(), State::waiting, patienceMs);
    QCOMPARE(w.stage.stepIndex(), std::size_t{0});
    QVERIFY(w.bridge.running()); // its chart goes on
    const QSignalSpy language(&w.window, &ui::MainWindow::languageChosen);
    w.press("language_zh_CN"); // would make the window anew, and end the scenario
    QVERIFY(language.isEmpty() && w.find<QWidget>("banner_language_text") != nullptr);
    QVERIFY(w.find<QPushButton>("nextStepButton")->isEnabled());
    w.press("nextStepAction");
    QTRY_COMPARE_WITH_TIMEOUT(w.stage.stepIndex(), std::size_t{1}, patienceMs);
    QCOMPARE(w.stage.result()->runs.size(), std::size_t{1});
    w.press("restartScenarioAction");
    QTRY_VERIFY_WITH_TIMEOUT(w.stage.result() != nullptr && w.stage.result()->runs.empty() && w.stage.stepIndex() == 0, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(w.stage.state(), State::waiting, patienceMs);
    w.press("scenario3Action"); // another one ends it
    QTRY_VERIFY_WITH_TIMEOUT(!w.stage.busy(), patienceMs);
    QCOMPARE(w.stage.state(), State::idle);
    QVERIFY(w.bridge.settings() == w.own);
}

void TestScenarioWindow::killsAChildAndNotTheWindow()
{
    ScenarioWindow w;
    w.press("scenario3Action");
    w.press("showEventsAction");
    const auto boardInSight = [&w] { return !w.find<QWidget>("commitView")->visibleRegion().isEmpty(); }; // a dock behind another counts as visible
    QTRY_VERIFY(!boardInSight());
    w.press("nextStepAction");
    QTRY_VERIFY(boardInSight()); // what it is about
    QTRY_COMPARE_WITH_TIMEOUT(w.stage.stepIndex(), std::size_t{1}, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(w.notes(QStringLiteral("was killed")) == 1, patienceMs);
    QVERIFY(w.bridge.running()); // the twin shows what is at risk
    QTRY_COMPARE_WITH_TIMEOUT(w.stage.state(), State::waiting, patienceMs);
    QVERIFY(w.stage.result()->runs[0].figures[Figure::lost] > 0);
}

void TestScenarioWindow::asksAboutUncommittedFirst()
{
    ScenarioWindow w;
    w.bridge.start(w.own);
    QTRY_VERIFY_WITH_TIMEOUT(w.bridge.latest()->repeatRisk > 0, patienceMs);
    w.press("scenario1Action");
    w.press("nextStepAction");
    auto* dialog = w.find<ui::QuitDialog>("quitDialog");
    QVERIFY(dialog != nullptr && dialog->windowTitle() == QStringLiteral("Begin the scenario"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(w.find<ui::QuitDialog>("quitDialog") == nullptr);
    QVERIFY(w.bridge.running() && w.stage.state() == State::idle && !w.stage.busy());
    w.press("nextStepAction");
    dialog = w.find<ui::QuitDialog>("quitDialog");
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("commitAndQuitButton")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(w.stage.busy(), patienceMs);
    QCOMPARE(w.bridge.latest()->repeatRisk, std::int64_t{0}); // committed first
    QTRY_VERIFY_WITH_TIMEOUT(w.notes(QStringLiteral("scenario 1, run A")) == 1, patienceMs);
    QVERIFY(w.window.isVisible());
}

void TestScenarioWindow::stoppingItIsSaid()
{
    ScenarioWindow w;
    w.press("scenario1Action");
    w.press("nextStepAction");
    QTRY_VERIFY_WITH_TIMEOUT(w.bridge.latest()->messages > 0, patienceMs);
    w.press("stopAction");
    QTRY_COMPARE_WITH_TIMEOUT(w.stage.state(), State::failed, patienceMs);
    QVERIFY(w.find<QLabel>("scenarioFailure")->text().contains(QStringLiteral("stopped")));
    QTRY_VERIFY(w.bridge.settings() == w.own);
}

void TestScenarioWindow::closingEndsIt()
{
    ScenarioWindow w;
    const QSignalSpy closed(&w.window, &ui::MainWindow::closed);
    w.press("scenario2Action");
    w.press("nextStepAction");
    QTRY_VERIFY_WITH_TIMEOUT(w.bridge.latest()->messages > 0, patienceMs);
    w.window.close();
    QVERIFY(w.find<ui::QuitDialog>("quitDialog") == nullptr); // nobody needs what a scenario has processed
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, patienceMs);
    QVERIFY(!w.bridge.running());
}

void TestScenarioWindow::cardShowsAMissAsMissed()
{
    const core::ScenarioSpec& spec = core::scenarioTable()[0];
    core::ScenarioResult result;
    result.spec = &spec;
    ui::BeforeAfterCard card;
    card.display(result);
    QVERIFY(!card.complete() && card.findChildren<QLabel*>(QStringLiteral("missedCondition")).isEmpty());
    for (const core::RunSpec& run : spec.runs) {
        result.runs.push_back({&run, {}, {}});
    }
    result.verdict.conditions = {{"A is as B", true, {}}, {"C is less", false, "the machine was busy"}};
    result.verdict.sentence = "What it all means.";
    card.display(result);
    QVERIFY(card.complete());
    const auto missed = card.findChildren<QLabel*>(QStringLiteral("missedCondition"));
    QCOMPARE(missed.size(), 1);
    QCOMPARE(missed[0]->text(), QStringLiteral("Missed: C is less. Likely: the machine was busy."));
    QCOMPARE(card.findChildren<QLabel*>(QStringLiteral("heldCondition")).size(), 1);
    QCOMPARE(card.findChild<QTableWidget*>()->item(0, 1)->text(), QStringLiteral("–")); // unknown is not 0
    QTemporaryDir dir;
    QVERIFY(card.grab().save(dir.filePath(QStringLiteral("card.png")), "PNG"));
}

QTEST_MAIN(TestScenarioWindow)
#include "tst_scenario_window.moc"
