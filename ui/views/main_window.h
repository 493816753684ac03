// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QMainWindow>
#include <QSize>

#include "core/log/log_ring.h"
#include "core/session/snapshot.h"
#include "core/settings/settings.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

class BannerStack;
class BrokerQuestion;
class CommitControls;
class CommitView;
class ConnectionDialogs;
class EventsView;
class HeadroomStrip;
class MemoryDialogs;
class MemoryView;
class MessagesView;
class PanelDocks;
class Presentation;
class QuitFlow;
class ScenarioStage;
class ScenarioView;
class SessionBanners;
class SessionBridge;
class SecretStore;
class SettingForm;
class StatusLine;
class WindowActions;

/// How a window is opened.
struct WindowOptions {
    core::Settings defaults;      ///< where a row's reset leads
    std::string settingsFile;     ///< where applied changes are kept; empty: nowhere
    QString stateFile;            ///< geometry, docks and theme; empty: not kept
    ThemeMode theme = ThemeMode::system;
    bool themeGiven = false;      ///< the theme was asked for, so the kept one does not count
    QString language = QStringLiteral("system"); ///< that the window is made in: "system" or a code; the maker installs it
    bool unattended = false;      ///< never asks
    std::string profileDirectory; ///< of the connection profiles
    std::shared_ptr<SecretStore> secrets; ///< the keychain; null: none
    QSize size;                   ///< asked for; invalid: as kept
    bool mayExport = true;        ///< false: no messages and no series go into files
};

/// The frame: docks and actions. What panels show they get as snapshots; what the user wants goes to the bridge.
/// Thread: GUI.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(SessionBridge& bridge, const std::shared_ptr<const core::LogRing>& log, WindowOptions options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// The names showPage knows.
    [[nodiscard]] static QStringList pages();
    /// Brings a panel to the front; "scenario:N" also plays it through by itself.
    void showPage(const QString& page);
    /// As one leaves it for a picture: a message in the detail pane, the focus nowhere.
    void pose();
    /// A piece of news from outside of any run, as a banner until it is dismissed; the next one takes its place.
    void tell(const QString& news);
    [[nodiscard]] ThemeMode theme() const { return m_theme; }
    /// Closes without asking: somebody ended the program from outside.
    void closeUnasked();

Q_SIGNALS:
    /// The window closed and nothing runs any more.
    void closed();
    /// Another language was chosen, and kept; whoever made the window makes it anew.
    void languageChosen(const QString& code);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildToolBar();
    void buildFrame();
    void buildPanels(const std::shared_ptr<const core::LogRing>& log);
    void connectActions();
    void connectBridge();
    void connectCharts();
    void connectMessages();
    void connectCommits();
    void offerBoardActions();
    void take(const std::shared_ptr<const core::Snapshot>& snapshot);
    void drawMemory();
    void drawPanels();
    void buildScenario();
    void showScenario(int id, bool play);
    void refreshActions();
    void refreshScenario();
    void followScenario();
    [[nodiscard]] static std::size_t panelOf(const QString& page);
    void refreshForm();
    void refreshTitle();
    void applySettings(const core::Settings& settings, bool reconnect);
    void editSetting(const QString& id);
    void showAbout();
    void chooseTheme(ThemeMode mode);
    void chooseLanguage(const QString& code);
    void restoreWindow();
    void saveWindow() const;

    SessionBridge& m_bridge;
    const WindowOptions m_options;
    std::shared_ptr<const core::Snapshot> m_snapshot;
    std::shared_ptr<const core::Snapshot> m_inForm; ///< what the settings panel shows; null: nothing yet
    ThemeMode m_theme;
    bool m_scenarioPlays = false;
    QString m_language;

    WindowActions* m_actions = nullptr;
    CommitControls* m_commit = nullptr;
    BrokerQuestion* m_brokerQuestion = nullptr;
    StatusLine* m_status = nullptr;
    SessionBanners* m_sessionBanners = nullptr;
    QuitFlow* m_quit = nullptr;
    MemoryDialogs* m_memoryDialogs = nullptr;
    ConnectionDialogs* m_connections = nullptr;
    HeadroomStrip* m_strip = nullptr;
    BannerStack* m_banners = nullptr;
    PanelDocks* m_panels = nullptr; ///< settings, memory, messages, commit board, events, scenario
    Presentation* m_presentation = nullptr;
    MemoryView* m_memory = nullptr;
    SettingForm* m_settings = nullptr;
    MessagesView* m_messages = nullptr;
    CommitView* m_commitView = nullptr;
    EventsView* m_events = nullptr;
    ScenarioStage* m_scenario = nullptr;
    ScenarioView* m_scenarioView = nullptr;
};

} // namespace headroom::ui
