// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QGuiApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "core/scenario/scenario.h"
#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

QAction* addAction(QMenu* menu, const char* name, const QString& text, const QString& tip, const QKeySequence& keys = {})
{
    QAction* action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setIconText(withoutMnemonic(text)); // of a tool button
    action->setShortcut(keys);
    const QString shown = keys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(keys.toString(QKeySequence::NativeText));
    action->setToolTip(tip + shown);
    action->setStatusTip(tip);
    return action;
}

void setLabel(QAction* action, const QString& text)
{
    action->setText(text);
    action->setIconText(withoutMnemonic(text));
}

QMenu* addMenu(QMainWindow* window, const char* name, const QString& title)
{
    QMenu* menu = window->menuBar()->addMenu(title);
    menu->setObjectName(QString::fromLatin1(name));
    return menu;
}

} // namespace

WindowActions::WindowActions(QMainWindow* window) : QObject(window), m_window(window)
{
    QMenu* file = addMenu(window, "fileMenu", tr("&File"));
    profiles = addAction(file, "profilesAction", tr("&Connections…"), tr("Choose, save and test connection profiles"), QKeySequence(Qt::CTRL | Qt::Key_O));
    exportMessages = addAction(file, "exportMessagesAction", tr("&Export messages…"), tr("Write the kept or filtered rows to a file"),
                               QKeySequence(Qt::CTRL | Qt::Key_E));
    savePicture = addAction(file, "savePictureAction", tr("Save &picture…"), tr("Save the charts with their settings as a PNG or SVG file, or the whole window"),
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    copyPicture = addAction(file, "copyPictureAction", tr("Cop&y picture"), tr("Put a picture of the charts on the clipboard"),
                            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P));
    exportSeries = addAction(file, "exportSeriesAction", tr("Export se&ries…"), tr("Write the values behind the charts to a CSV file"),
                             QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_E));
    file->addSeparator();
    quit = addAction(file, "quitAction", tr("&Quit"), tr("Leave the group and close"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    makeSessionMenu(window);

    commitMenu = addMenu(window, "commitMenu", tr("&Commit"));
    commit = addAction(commitMenu, "commitAction", tr("&Commit batch"), tr("Commit the processed messages of all partitions"),
                       QKeySequence(Qt::CTRL | Qt::Key_Return));
    commit->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    askBroker = addAction(commitMenu, "askBrokerAction", tr("&Ask the broker"), tr("Read the committed offsets back"), QKeySequence(Qt::Key_F8));
    commitModes = commitMenu->addMenu(tr("&Mode"));
    commitModes->setObjectName(QStringLiteral("commitModeMenu"));

    makeViewMenu(window);
    makeToolsMenu(window);
    makeScenarioMenu(window);
    QMenu* help = addMenu(window, "helpMenu", tr("&Help"));
    guide = addAction(help, "guideAction", tr("&User guide"), tr("What the figures mean, and what to do when"));
    shortcuts = addAction(help, "shortcutsAction", tr("&Shortcuts"), tr("All keys of the window"), QKeySequence(Qt::Key_F1));
    shortcuts->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::CTRL | Qt::Key_Slash)});
    about = addAction(help, "aboutAction", tr("&About Headroom"), tr("Versions and licence"));
    about->setMenuRole(QAction::AboutRole);
    setState(core::SessionState::idle, false, false);
}

void WindowActions::makeSessionMenu(QMainWindow* window)
{
    QMenu* menu = addMenu(window, "sessionMenu", tr("&Session"));
    start = addAction(menu, "startAction", tr("&Start"), tr("Connect and start consuming"), QKeySequence(Qt::Key_F5));
    stop = addAction(menu, "stopAction", tr("S&top"), tr("Finish the batch, commit by policy, close"),
                     QKeySequence(Qt::SHIFT | Qt::Key_F5));
    pause = addAction(menu, "pauseAction", tr("&Pause"), tr("Stop taking messages; prefetched data is dropped and fetched again"),
                      QKeySequence(Qt::Key_F4));
    pause->setCheckable(true);
    menu->addSeparator();
    apply = addAction(menu, "applyAction", tr("&Apply changes"), tr("Put the changed settings in force"),
                      QKeySequence(Qt::CTRL | Qt::Key_S));
    guard = addAction(menu, "guardAction", tr("&Guard"), tr("Switch the memory guard off, and on again as it was"), QKeySequence(Qt::CTRL | Qt::Key_G));
    guard->setCheckable(true);
    trim = addAction(menu, "trimAction", tr("T&rim"), tr("Return free heap pages to the system"), QKeySequence(Qt::CTRL | Qt::Key_T));
    mark = addAction(menu, "markAction", tr("&Mark"), tr("Put a note on the charts, at the hover line or else now"), QKeySequence(Qt::CTRL | Qt::Key_M));
    menu->addSeparator();
    restartDemo = addAction(menu, "restartDemoAction", tr("Restart &demo broker"),
                            tr("A fresh demo broker with fresh messages; offsets start anew"));
}

void WindowActions::makeViewMenu(QMainWindow* window)
{
    QMenu* menu = addMenu(window, "viewMenu", tr("&View"));
    const struct {
        const char* name;
        QString text;
    } rows[panelCount] = {{"showSettingsAction", tr("&Settings")}, {"showMemoryAction", tr("&Memory")},
                          {"showMessagesAction", tr("M&essages")}, {"showCommitAction", tr("&Commit board")},
                          {"showEventsAction", tr("E&vents")}, {"showScenarioAction", tr("Scenari&o")}};
    for (int i = 0; i < panelCount; ++i) {
        const auto key = static_cast<Qt::Key>(Qt::Key_1 + i);
        panels[static_cast<std::size_t>(i)] = addAction(menu, rows[i].name, rows[i].text,
                                                        tr("Go to the panel %1").arg(withoutMnemonic(rows[i].text)),
                                                        QKeySequence(Qt::ALT | key));
    }
    menu->addSeparator();
    nextPanel = addAction(menu, "nextPanelAction", tr("&Next panel"), tr("Move the focus to the next panel"), QKeySequence(Qt::Key_F6));
    previousPanel = addAction(menu, "previousPanelAction", tr("&Previous panel"), tr("Move the focus to the previous panel"),
                              QKeySequence(Qt::SHIFT | Qt::Key_F6));
    firstBanner = addAction(menu, "firstBannerAction", tr("First &banner"), tr("Move the focus to the first banner"),
                            QKeySequence(Qt::Key_F7));
    menu->addSeparator();
    makeThemeMenu(menu);
    makeLanguageMenu(menu);
    presentation = addAction(menu, "presentationAction", tr("Presentat&ion"), tr("Larger text, and no settings: for people who look on"), QKeySequence(Qt::Key_F11));
    presentation->setCheckable(true);
    resetLayout = addAction(menu, "resetLayoutAction", tr("&Reset layout"), tr("Put all panels back where they were at first"));
}

void WindowActions::makeThemeMenu(QMenu* view)
{
    QMenu* theme = view->addMenu(tr("&Theme"));
    theme->setObjectName(QStringLiteral("themeMenu"));
    themes = new QActionGroup(this);
    const struct {
        const char* name;
        QString text;
        ThemeMode mode;
    } modes[] = {{"themeSystemAction", tr("&System"), ThemeMode::system},
                 {"themeLightAction", tr("&Light"), ThemeMode::light},
                 {"themeDarkAction", tr("&Dark"), ThemeMode::dark}};
    for (const auto& mode : modes) {
        QAction* action = addAction(theme, mode.name, mode.text, tr("Colours of the window"));
        action->setCheckable(true);
        action->setData(static_cast<int>(mode.mode));
        themes->addAction(action);
    }
}

/// Each language in its own words; "System" in those of the window.
void WindowActions::makeLanguageMenu(QMenu* view)
{
    QMenu* menu = view->addMenu(tr("&Language"));
    menu->setObjectName(QStringLiteral("languageMenu"));
    languages = new QActionGroup(this);
    const auto add = [this, menu](const char* code, const QString& text) {
        QAction* action = addAction(menu, code, text, tr("Language of the window"));
        action->setObjectName(QStringLiteral("language_") + QLatin1String(code));
        action->setCheckable(true);
        action->setData(QString::fromLatin1(code));
        languages->addAction(action);
    };
    add(systemLanguage, tr("&System"));
    for (const LanguageSpec& language : ui::languages()) {
        add(language.code, QString::fromUtf8(language.ownName));
    }
}

void WindowActions::makeToolsMenu(QMainWindow* window)
{
    QMenu* menu = addMenu(window, "toolsMenu", tr("&Tools"));
    derive = addAction(menu, "deriveAction", tr("&Derive limits from budget…"), tr("Find the memory settings that hold a budget"),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B));
    formula = addAction(menu, "formulaAction", tr("Memory &formula…"), tr("The ceiling and the estimate, term by term, with the numbers of now"),
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    topics = addAction(menu, "topicsAction", tr("&Topics and group…"), tr("The topics of the cluster, their offsets, and who reads in this group"),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
}

void WindowActions::makeScenarioMenu(QMainWindow* window)
{
    QMenu* menu = addMenu(window, "scenarioMenu", tr("Sc&enarios"));
    for (const core::ScenarioSpec& row : core::scenarioTable()) {
        scenarios.push_back(addAction(menu, "", tr("&%1 %2…").arg(row.id).arg(coreText(row.title)), coreText(row.watch)));
        scenarios.back()->setObjectName(QStringLiteral("scenario%1Action").arg(row.id));
    }
    menu->addSeparator();
    nextStep = addAction(menu, "nextStepAction", tr("Ne&xt step"), tr("Begin the chosen scenario, or go on where it waits"), QKeySequence(Qt::CTRL | Qt::Key_J));
    restartScenario = addAction(menu, "restartScenarioAction", tr("&Restart"), tr("Play the chosen scenario from its first step on"),
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J));
    saveCard = addAction(menu, "saveCardAction", tr("Save &card…"), tr("Save the figures before and after as a PNG file"));
}

void WindowActions::setState(core::SessionState state, bool running, bool starting)
{
    using core::SessionState;
    const bool consuming = running && !starting && (state == SessionState::running || state == SessionState::paused);
    start->setEnabled(!running);
    stop->setEnabled(running && state != SessionState::stopping);
    setLabel(stop, running && !starting && state == SessionState::stopping ? tr("Stopping…") : tr("S&top"));
    pause->setEnabled(consuming);
    trim->setEnabled(running && !starting);
    mark->setEnabled(running && !starting);
    const bool paused = consuming && state == SessionState::paused;
    pause->setChecked(paused);
    if (paused != m_paused) {
        m_paused = paused;
        setLabel(pause, paused ? tr("&Resume") : tr("&Pause"));
        refreshIcons();
    }
}

void WindowActions::refreshIcons()
{
    const QColor color = themeColors(QGuiApplication::palette()).text;
    start->setIcon(themedIcon("start", color));
    stop->setIcon(themedIcon("stop", color));
    pause->setIcon(themedIcon(m_paused ? "resume" : "pause", color));
    commit->setIcon(themedIcon("commit", color));
    trim->setIcon(themedIcon("trim", color));
    mark->setIcon(themedIcon("mark", color));
}

} // namespace headroom::ui
