// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scenario_stage.h"

#include <tuple>
#include <utility>

#include "ui/language/language.h"
#include "ui/views/quit_flow.h"
#include "ui/views/session_bridge.h"
#include "ui/views/window_runs.h"

namespace headroom::ui {

namespace {

constexpr int stepMs = 50;

} // namespace

ScenarioStage::ScenarioStage(SessionBridge& bridge, QuitFlow& quit, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_quit(quit), m_chosen(core::scenarioTable().data())
{
    m_timer.setInterval(stepMs);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioStage::step);
    connect(&quit, &QuitFlow::runEnded, this, &ScenarioStage::begin);
    // Queued: what a scenario leaves behind is given back once the bridge is through with that run.
    connect(&bridge, &SessionBridge::ended, this, &ScenarioStage::giveBack, Qt::QueuedConnection);
}

ScenarioStage::~ScenarioStage() = default;

void ScenarioStage::choose(const core::ScenarioSpec& scenario)
{
    if (&scenario == m_chosen) {
        return;
    }
    end();
    m_chosen = &scenario;
    m_player.reset();
    Q_EMIT changed();
}

void ScenarioStage::start()
{
    if (m_runs) { // its own runs need no consent
        m_wanted = true;
        m_player.reset();
        leave();
        giveBack();
    } else if (busy()) {
        m_wanted = true;
    } else if (m_quit.requestScenario()) {
        begin();
    }
}

void ScenarioStage::begin()
{
    m_wanted = false;
    if (!m_own) {
        m_own = m_bridge.settings();
    }
    m_player.reset();
    m_runs = std::make_unique<WindowRuns>(m_bridge);
    m_player = std::make_unique<core::ScenarioPlayer>(*m_chosen, *m_runs, m_measure);
    m_player->setPaced(m_paced);
    m_timer.start();
    Q_EMIT changed();
}

void ScenarioStage::step()
{
    const auto look = [this] { return std::tuple(m_player->state(), m_player->stepIndex(), m_player->result().runs.size()); };
    const auto before = look();
    m_player->step();
    const auto now = look();
    if (now == before) {
        return;
    }
    const auto state = std::get<0>(now);
    if (state == core::ScenarioPlayer::State::done || state == core::ScenarioPlayer::State::failed) {
        leave();
        giveBack();
    }
    Q_EMIT changed();
}

void ScenarioStage::next()
{
    switch (state()) {
    case State::playing:
        return;
    case State::waiting:
        m_player->next();
        Q_EMIT changed();
        return;
    case State::done: {
        const auto table = core::scenarioTable();
        choose(table[static_cast<std::size_t>(m_chosen->id) % table.size()]);
        break;
    }
    case State::idle:
    case State::failed:
        break;
    }
    start();
}

void ScenarioStage::setPaced(bool paced)
{
    m_paced = paced;
    if (m_runs) {
        m_player->setPaced(paced);
        if (!paced && m_player->state() == core::ScenarioPlayer::State::waiting) {
            m_player->next();
        }
    }
}

void ScenarioStage::end()
{
    m_wanted = false;
    if (m_runs) {
        m_player.reset();
        leave();
        giveBack();
        Q_EMIT changed();
    }
}

/// No run of a scenario outlives this; the bridge tells when it has ended.
void ScenarioStage::leave()
{
    m_timer.stop();
    m_runs.reset();
}

void ScenarioStage::giveBack()
{
    if (!m_own || m_runs || m_bridge.running()) {
        return;
    }
    if (m_wanted) {
        begin();
        return;
    }
    m_bridge.apply(*std::exchange(m_own, std::nullopt), false);
    Q_EMIT changed();
}

ScenarioStage::State ScenarioStage::state() const
{
    if (!m_player) {
        return m_wanted ? State::playing : State::idle;
    }
    switch (m_player->state()) {
    case core::ScenarioPlayer::State::playing:
        break;
    case core::ScenarioPlayer::State::waiting:
        return State::waiting;
    case core::ScenarioPlayer::State::done:
        return State::done;
    case core::ScenarioPlayer::State::failed:
        return State::failed;
    }
    return State::playing;
}

std::size_t ScenarioStage::stepIndex() const
{
    return m_player ? m_player->stepIndex() : 0;
}

const core::ScenarioResult* ScenarioStage::result() const
{
    return m_player ? &m_player->result() : nullptr;
}

QString ScenarioStage::failure() const
{
    return m_player && m_player->failure() ? coreText(m_player->failure()->message) : QString();
}

} // namespace headroom::ui
