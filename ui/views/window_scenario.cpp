// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the main window that has to do with the guided scenarios.
#include <QAction>

#include "ui/forms/setting_form.h"
#include "ui/views/banner_stack.h"
#include "ui/views/main_window.h"
#include "ui/views/panel_docks.h"
#include "ui/views/scenario_stage.h"
#include "ui/views/scenario_view.h"
#include "ui/views/session_bridge.h"
#include "ui/views/window_actions.h"

namespace headroom::ui {

namespace {

constexpr std::size_t scenarioPanel = 5; ///< as it was added

} // namespace

void MainWindow::buildScenario()
{
    m_scenario = new ScenarioStage(m_bridge, *m_quit, this);
    m_scenarioView = new ScenarioView(*m_scenario, {m_actions->nextStep, m_actions->restartScenario, m_actions->saveCard}, this);
    m_panels->addGuest("scenarioDock", tr("Scenario"), m_scenarioView);
    for (const core::ScenarioSpec& row : core::scenarioTable()) {
        QAction* action = m_actions->scenarios[static_cast<std::size_t>(row.id - 1)];
        connect(action, &QAction::triggered, this, [this, id = row.id] { showScenario(id, false); });
    }
    for (QAction* action : {m_actions->nextStep, m_actions->restartScenario}) {
        connect(action, &QAction::triggered, this, [this] { m_panels->goTo(scenarioPanel); });
    }
    connect(m_scenario, &ScenarioStage::changed, this, [this] {
        followScenario();
        refreshActions();
        refreshTitle();
    });
    connect(m_scenarioView, &ScenarioView::saveFailed, this, [this](const QString& file) {
        m_banners->show({QStringLiteral("card"), Banner::Severity::warning, tr("The card could not be written to %1.").arg(file),
                         {{tr("Dismiss"), [this] { m_banners->remove(QStringLiteral("card")); }}}});
    });
}

void MainWindow::showScenario(int id, bool play)
{
    m_panels->goTo(scenarioPanel);
    if (play) {
        m_scenarioView->play(id);
    } else {
        m_scenario->choose(core::scenarioTable()[static_cast<std::size_t>(id - 1)]);
    }
}

/// Once when it begins: then the user may look elsewhere.
void MainWindow::followScenario()
{
    const bool plays = m_scenario->state() == ScenarioStage::State::playing;
    const std::string_view page = m_scenario->chosen().page;
    if (plays && !m_scenarioPlays && !page.empty()) {
        m_panels->raise(panelOf(QString::fromUtf8(page.data(), static_cast<qsizetype>(page.size()))));
    }
    m_scenarioPlays = m_scenario->busy();
}

/// While a scenario has the session its settings and its broker are not the user's to change; stopping it is.
void MainWindow::refreshScenario()
{
    const bool busy = m_scenario->busy();
    m_settings->setEnabled(!busy);
    for (QAction* action : {m_actions->profiles, m_actions->derive, m_actions->restartDemo, m_actions->guard}) {
        action->setEnabled(!busy);
    }
    if (busy) {
        m_actions->start->setEnabled(false);
        m_actions->apply->setEnabled(false);
    }
}

} // namespace headroom::ui
