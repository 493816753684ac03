// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/window_runs.h"

#include <utility>

#include "ui/views/session_bridge.h"

namespace headroom::ui {

BridgeSession::BridgeSession(SessionBridge& bridge) : m_bridge(bridge)
{
    connect(&bridge, &SessionBridge::settingsChanged, this, [this] { m_over = false; });
    connect(&bridge, &SessionBridge::startFailed, this, [this](const QString& reason) { m_startFailure = reason.toStdString(); });
    connect(&bridge, &SessionBridge::ended, this, [this] { m_over = true; });
}

core::Result<void> BridgeSession::start(const core::Settings& settings)
{
    m_startFailure.clear();
    m_bridge.start(settings);
    m_over = false;
    return {};
}

bool BridgeSession::ended() const
{
    return m_over && !m_bridge.running();
}

std::shared_ptr<const core::Snapshot> BridgeSession::latest() const
{
    return m_bridge.latest();
}

void BridgeSession::post(core::Command command)
{
    if (const auto* apply = std::get_if<core::ApplyCommand>(&command)) {
        m_bridge.apply(apply->settings, false); // so that form and strip hear of it
    } else {
        m_bridge.post(std::move(command));
    }
}

/// In good order, so that no commit is left without an answer.
void BridgeSession::end()
{
    m_bridge.stop(core::StopCommit::doNotCommit);
}

WindowRuns::WindowRuns(SessionBridge& bridge) : m_bridge(bridge), m_session(bridge) {}

WindowRuns::~WindowRuns()
{
    m_bridge.setContinues(false);
    m_bridge.probe().disarm();
    if (!m_session.ended()) { // before its time: nobody waits for it
        m_session.end();
        m_bridge.force();
    }
}

core::Result<void> WindowRuns::begin(const core::RunOrder& order, OnSample onSample)
{
    const core::RunSpec& run = *core::findRun(order.scenario, order.run);
    m_driver.reset();
    m_readsOn = order.readsOn;
    m_bridge.setContinues(m_any); // all runs after the first in one picture with it
    m_any = true;
    if (run.killAfter > 0) {
        if (!order.readsOn) {
            beginTwin(order);
        }
        return m_child.begin(order, std::move(onSample));
    }
    core::RunProbe::Options options;
    options.keep = run.keep;
    m_bridge.probe().arm(std::move(options));
    m_driver = std::make_unique<core::RunDriver>(m_session, m_bridge.probe(), core::planOf(order), std::move(onSample));
    m_driver->setPaced(m_paced);
    return m_driver->start();
}

/// The same settings in a group of its own: nobody kills the window, but what a kill would cost is to be seen in it.
void WindowRuns::beginTwin(const core::RunOrder& order)
{
    m_bridge.probe().disarm();
    core::Settings twin = order.settings;
    twin.groupId += "-window";
    static_cast<void>(m_session.start(twin)); // never fails at once
}

core::Result<std::optional<core::RunEnd>> WindowRuns::step()
{
    if (!m_driver) {
        return stepChild();
    }
    if (m_driver->step()) {
        return std::optional<core::RunEnd>();
    }
    if (!m_session.startFailure().empty()) {
        return core::fail(core::ErrorCode::io, m_session.startFailure());
    }
    if (const auto failure = m_driver->failure()) {
        return tl::unexpected<core::Error>(*failure);
    }
    if (!m_driver->complete()) {
        return core::fail(core::ErrorCode::badState, "The run was stopped before its time. Restart the scenario to see it whole.");
    }
    return std::optional(m_driver->end());
}

core::Result<std::optional<core::RunEnd>> WindowRuns::stepChild()
{
    auto end = m_child.step();
    if (!end || !*end) {
        return end;
    }
    if (m_readsOn) { // else the twin goes on
        m_session.end();
    }
    return end;
}

void WindowRuns::setPaced(bool paced)
{
    m_paced = paced;
    if (m_driver) {
        m_driver->setPaced(paced);
    }
}

bool WindowRuns::waiting() const
{
    return m_driver && m_driver->waiting();
}

void WindowRuns::next()
{
    if (m_driver) {
        m_driver->next();
    }
}

void WindowRuns::note(const std::string& text)
{
    m_session.post(core::NoteCommand{.text = text, .ofProgram = true});
}

} // namespace headroom::ui
