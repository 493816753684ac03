// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QObject>

#include "core/session/snapshot.h"

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace headroom::ui {

/// Every action of the window, with name, words, shortcut and place in the menus. They are made here and connected by
/// the window; what cannot be done now is disabled. Thread: GUI.
class WindowActions : public QObject {
    Q_OBJECT
public:
    static constexpr int panelCount = 6; ///< settings, memory, messages, commit board, events, scenario

    explicit WindowActions(QMainWindow* window);

    QAction* start = nullptr;
    QAction* stop = nullptr;
    QAction* pause = nullptr;
    QAction* commit = nullptr;
    QAction* askBroker = nullptr;
    QAction* trim = nullptr;
    QAction* apply = nullptr;
    QAction* guard = nullptr; ///< checked: there is one
    QAction* derive = nullptr;
    QAction* formula = nullptr;
    QAction* topics = nullptr;
    QAction* restartDemo = nullptr;
    QAction* exportMessages = nullptr;
    QAction* profiles = nullptr;
    QAction* savePicture = nullptr;
    QAction* copyPicture = nullptr;
    QAction* exportSeries = nullptr;
    QAction* mark = nullptr;
    QAction* quit = nullptr;
    std::array<QAction*, panelCount> panels{};
    QAction* nextPanel = nullptr;
    QAction* previousPanel = nullptr;
    QAction* firstBanner = nullptr;
    QActionGroup* themes = nullptr; ///< data: ThemeMode as int
    QAction* presentation = nullptr;
    QActionGroup* languages = nullptr; ///< data: "system" or the code of a language
    QAction* resetLayout = nullptr;
    std::vector<QAction*> scenarios; ///< by their order in the table
    QAction* nextStep = nullptr;
    QAction* restartScenario = nullptr;
    QAction* saveCard = nullptr;
    QAction* shortcuts = nullptr;
    QAction* guide = nullptr;
    QAction* about = nullptr;
    QMenu* commitMenu = nullptr;  ///< some of its entries are the commit board's
    QMenu* commitModes = nullptr; ///< filled by the commit controls

    /// What can be done in this state. `starting`: between Start and the first snapshot.
    void setState(core::SessionState state, bool running, bool starting);
    /// Draws the icons in the colours of the present palette.
    void refreshIcons();

private:
    void makeSessionMenu(QMainWindow* window);
    void makeViewMenu(QMainWindow* window);
    void makeThemeMenu(QMenu* view);
    void makeLanguageMenu(QMenu* view);
    void makeToolsMenu(QMainWindow* window);
    void makeScenarioMenu(QMainWindow* window);

    QMainWindow* m_window;
    bool m_paused = false;
};

} // namespace headroom::ui
