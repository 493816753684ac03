// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/main_window.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/forms/setting_form.h"
#include "ui/forms/setting_store.h"
#include "ui/language/language.h"
#include "ui/views/banner_stack.h"
#include "ui/views/broker_question.h"
#include "ui/views/commit_controls.h"
#include "ui/views/commit_view.h"
#include "ui/views/connection_dialogs.h"
#include "ui/views/events_view.h"
#include "ui/views/guard_switch.h"
#include "ui/views/guide_dialog.h"
#include "ui/views/headroom_strip.h"
#include "ui/views/memory_dialogs.h"
#include "ui/views/memory_view.h"
#include "ui/views/messages_view.h"
#include "ui/views/model_input.h"
#include "ui/views/panel_docks.h"
#include "ui/views/presentation.h"
#include "ui/views/quit_flow.h"
#include "ui/views/scenario_stage.h"
#include "ui/views/session_banners.h"
#include "ui/views/session_bridge.h"
#include "ui/views/shortcuts_dialog.h"
#include "ui/views/status_line.h"
#include "ui/views/window_actions.h"

namespace headroom::ui {

namespace {

// The panels are drawn in turns of the event loop of their own, so that no single turn holds the thread for long.
constexpr int memoryAfterMs = 15;
constexpr int panelsAfterMs = 45;
constexpr int effectiveEvery = 10; ///< snapshots
constexpr int leastSettings = 320; ///< px; below it the names of the settings could not be told apart

} // namespace

MainWindow::MainWindow(SessionBridge& bridge, const std::shared_ptr<const core::LogRing>& log, WindowOptions options, QWidget* parent)
    : QMainWindow(parent), m_bridge(bridge), m_options(std::move(options)), m_snapshot(bridge.latest()), m_theme(m_options.theme), m_language(m_options.language)
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(1024, 680);
    setContextMenuPolicy(Qt::PreventContextMenu);
    m_actions = new WindowActions(this);
    buildToolBar(); // made in the order in which Tab walks
    buildFrame();
    buildPanels(log);
    m_status = new StatusLine(bridge, statusBar());
    m_sessionBanners = new SessionBanners(bridge, *m_banners);
    m_memoryDialogs = new MemoryDialogs(bridge, this);
    m_connections = new ConnectionDialogs(bridge, *m_banners, {m_options.defaults, m_options.profileDirectory, m_options.secrets, m_options.unattended}, this);
    m_quit = new QuitFlow(bridge, *m_banners, this, m_options.unattended);
    buildScenario();
    m_presentation = new Presentation(*this, *m_panels);
    connectActions();
    connectBridge();
    connectCharts();
    connectMessages();
    connectCommits();
    if (!m_options.mayExport) {
        m_actions->exportMessages->setVisible(false); // their keys, too, do nothing then
        m_actions->exportSeries->setVisible(false);
        m_messages->forbidExport();
    }
    restoreWindow();
    chooseTheme(m_theme);
    m_settings->setDefaults(m_options.defaults);
    m_settings->setInForce(bridge.settings());
    m_strip->setConfigured(bridge.settings());
    refreshActions();
    refreshTitle();
    if (m_snapshot->sequence > 0) { // made anew while a run goes on, or over
        take(m_snapshot);
    }
}

MainWindow::~MainWindow()
{
    m_bridge.disconnect(this);
}

void MainWindow::buildFrame()
{
    auto* frame = new QWidget(this);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_strip = new HeadroomStrip(frame);
    m_banners = new BannerStack(frame);
    auto* workspace = new QMainWindow(frame); // inside: the memory view with the docks around it
    workspace->setWindowFlags(Qt::Widget);
    workspace->setObjectName(QStringLiteral("workspace"));
    workspace->setContextMenuPolicy(Qt::PreventContextMenu);
    m_panels = new PanelDocks(workspace);
    layout->addWidget(m_strip);
    layout->addWidget(m_banners);
    layout->addWidget(workspace, 1);
    setCentralWidget(frame);
}

void MainWindow::buildPanels(const std::shared_ptr<const core::LogRing>& log)
{
    m_settings = new SettingForm(m_bridge.rows(), this);
    m_settings->setMinimumWidth(leastSettings);
    m_memory = new MemoryView(this);
    m_messages = new MessagesView(this);
    m_commitView = new CommitView(m_actions->commit, this);
    m_events = new EventsView(log, this);
    m_panels->addDock("settingsDock", tr("Settings"), m_settings, Qt::LeftDockWidgetArea);
    m_panels->addCentre(m_memory);
    m_panels->addDock("messagesDock", tr("Messages"), m_messages, Qt::BottomDockWidgetArea);
    m_panels->addDock("commitDock", tr("Commit board"), m_commitView, Qt::BottomDockWidgetArea);
    m_panels->addDock("eventsDock", tr("Events"), m_events, Qt::BottomDockWidgetArea);
    connect(m_panels, &PanelDocks::uncovered, this, &MainWindow::drawPanels);
}

void MainWindow::connectActions()
{
    const WindowActions& does = *m_actions;
    connect(does.start, &QAction::triggered, this, [this] { m_bridge.start(m_bridge.settings()); });
    connect(does.stop, &QAction::triggered, this, [this] { m_bridge.stop(); });
    connect(does.pause, &QAction::triggered, this, [this](bool on) {
        m_bridge.post(on ? core::Command(core::PauseCommand{}) : core::Command(core::ResumeCommand{}));
    });
    connect(does.trim, &QAction::triggered, this, [this] { m_bridge.post(core::TrimCommand{}); });
    connect(does.apply, &QAction::triggered, m_settings, &SettingForm::applyPending);
    connect(new GuardSwitch(m_bridge, does.guard), &GuardSwitch::applyRequested, this, &MainWindow::applySettings);
    connect(does.derive, &QAction::triggered, m_memoryDialogs, &MemoryDialogs::openDerive);
    connect(does.formula, &QAction::triggered, m_memoryDialogs, &MemoryDialogs::openFormula);
    connect(does.restartDemo, &QAction::triggered, &m_bridge, &SessionBridge::restartDemo);
    connect(does.exportMessages, &QAction::triggered, this, [this] {
        m_panels->goTo(2);
        m_messages->openExport();
    });
    connect(does.profiles, &QAction::triggered, m_connections, &ConnectionDialogs::openProfiles);
    connect(does.topics, &QAction::triggered, m_connections, &ConnectionDialogs::openTopics);
    connect(does.quit, &QAction::triggered, this, &QWidget::close);
    for (std::size_t panel = 0; panel < does.panels.size(); ++panel) {
        connect(does.panels[panel], &QAction::triggered, this, [this, panel] { m_panels->goTo(panel); });
    }
    connect(does.nextPanel, &QAction::triggered, this, [this] { m_panels->step(1); });
    connect(does.previousPanel, &QAction::triggered, this, [this] { m_panels->step(-1); });
    connect(does.firstBanner, &QAction::triggered, m_banners, &BannerStack::focusFirst);
    connect(does.themes, &QActionGroup::triggered, this, [this](QAction* action) { chooseTheme(static_cast<ThemeMode>(action->data().toInt())); });
    connect(does.presentation, &QAction::toggled, this, [this](bool on) { m_presentation->setOn(on); });
    connect(does.languages, &QActionGroup::triggered, this, [this](QAction* action) { chooseLanguage(action->data().toString()); });
    connect(does.resetLayout, &QAction::triggered, this, [this] { m_panels->layOut(size()); });
    connect(does.shortcuts, &QAction::triggered, this, [this] { (new ShortcutsDialog(this))->show(); });
    connect(does.guide, &QAction::triggered, this, [this] { (new GuideDialog(this))->show(); });
    connect(does.about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::connectBridge()
{
    connect(&m_bridge, &SessionBridge::snapshotChanged, this, &MainWindow::take);
    connect(&m_bridge, &SessionBridge::phaseChanged, m_status, &StatusLine::showPhase);
    connect(&m_bridge, &SessionBridge::phaseChanged, this, &MainWindow::refreshActions);
    connect(&m_bridge, &SessionBridge::ended, this, &MainWindow::refreshActions);
    connect(&m_bridge, &SessionBridge::demoDied, this, &MainWindow::refreshActions);
    connect(&m_bridge, &SessionBridge::settingsChanged, this, [this](const core::Settings& settings) {
        m_settings->setInForce(settings);
        m_strip->setConfigured(settings);
        refreshTitle();
    });
    m_settings->setEffectiveSource([this](std::string_view property) { return m_bridge.effectiveValue(property); });
    connect(m_settings, &SettingForm::appliable, m_actions->apply, &QAction::setEnabled);
    connect(m_settings, &SettingForm::applyRequested, this, &MainWindow::applySettings);
    connect(m_settings, &SettingForm::deriveRequested, m_memoryDialogs, &MemoryDialogs::openDerive);
    connect(m_settings, &SettingForm::formulaRequested, m_memoryDialogs, &MemoryDialogs::openFormula);
    connect(m_memoryDialogs, &MemoryDialogs::applyRequested, this, &MainWindow::applySettings);
    connect(m_sessionBanners, &SessionBanners::editSetting, this, &MainWindow::editSetting);
    connect(m_sessionBanners, &SessionBanners::enterSecret, m_connections, &ConnectionDialogs::enterSecret);
    connect(m_connections, &ConnectionDialogs::applyRequested, this, &MainWindow::applySettings);
    connect(m_sessionBanners, &SessionBanners::deriveLimits, m_memoryDialogs, &MemoryDialogs::openDerive);
    connect(m_sessionBanners, &SessionBanners::showEvents, this, [this] { m_panels->goTo(4); });
    connect(m_quit, &QuitFlow::mayClose, this, &QWidget::close, Qt::QueuedConnection);
}

void MainWindow::editSetting(const QString& id)
{
    m_panels->goTo(0);
    m_settings->focusRow(id.toStdString());
}

void MainWindow::tell(const QString& news)
{
    const QString key = QStringLiteral("news");
    m_banners->show({key, Banner::Severity::warning, news, {{tr("Dismiss"), [this, key] { m_banners->remove(key); }}}});
}

void MainWindow::take(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    m_snapshot = snapshot;
    m_strip->apply(snapshot);
    m_status->apply(*snapshot);
    m_sessionBanners->apply(*snapshot);
    refreshActions();
    m_settings->setInUse(snapshot->settings);
    refreshForm();
    m_memoryDialogs->apply(snapshot);
    QTimer::singleShot(memoryAfterMs, this, &MainWindow::drawMemory);
    QTimer::singleShot(panelsAfterMs, this, &MainWindow::drawPanels);
}

/// What the run made of the settings: once a second, and at once when it becomes known. Snapshots may be skipped, so this
/// counts how far apart they are, not which they are.
void MainWindow::refreshForm()
{
    const core::Snapshot& now = *m_snapshot;
    const auto known = [](const core::Snapshot& one) { return one.forecast != nullptr && one.forecast->ceiling.missing.empty(); };
    const bool due = m_inForm == nullptr || now.sequence < m_inForm->sequence || now.sequence - m_inForm->sequence >= effectiveEvery;
    if (due || known(now) != known(*m_inForm) || now.state != m_inForm->state) {
        m_inForm = m_snapshot;
        m_settings->refreshEffective();
        m_settings->setForecast(now.forecast, modelInputOf(now, m_bridge.settings()));
    }
}

void MainWindow::drawMemory()
{
    m_memory->apply(m_snapshot);
}

void MainWindow::drawPanels()
{
    if (m_messages->isVisible()) {
        m_messages->apply(m_snapshot);
    }
    if (m_commitView->isVisible()) {
        m_commitView->apply(m_snapshot);
    }
    if (m_events->isVisible()) {
        m_events->apply(m_snapshot);
    }
}

void MainWindow::refreshActions()
{
    const bool running = m_bridge.running();
    m_actions->setState(m_snapshot->state, running, m_bridge.starting());
    m_actions->restartDemo->setVisible(m_bridge.onDemo());
    m_commit->apply(*m_snapshot, running && !m_bridge.starting());
    m_settings->setRunning(running, m_snapshot->fetch.prefetchBytes);
    m_brokerQuestion->apply(*m_snapshot);
    refreshScenario();
}

void MainWindow::applySettings(const core::Settings& settings, bool reconnect)
{
    if (!m_options.settingsFile.empty()) {
        const auto stored = storeChanges(m_bridge.rows(), m_options.settingsFile, m_bridge.settings(), settings);
        if (!stored) {
            m_banners->show({QStringLiteral("store"), Banner::Severity::warning,
                             tr("In force, but not kept for the next start: %1").arg(coreText(stored.error().message)),
                             {{tr("Dismiss"), [this] { m_banners->remove(QStringLiteral("store")); }}}});
        }
    }
    m_bridge.apply(settings, reconnect);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_scenario->end();
    if (!m_quit->requestClose()) {
        event->ignore();
        return;
    }
    m_presentation->setOn(false); // what is kept is the usual look
    saveWindow();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::closeUnasked()
{
    m_quit->setUnattended();
    close();
}

} // namespace headroom::ui
