// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/guard_switch.h"

#include <QAction>

#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

constexpr const char* off = "off";

} // namespace

GuardSwitch::GuardSwitch(SessionBridge& bridge, QAction* action) : QObject(action), m_bridge(bridge), m_action(action)
{
    connect(action, &QAction::triggered, this, &GuardSwitch::toggle);
    connect(&bridge, &SessionBridge::settingsChanged, this, &GuardSwitch::follow);
    follow(bridge.settings());
}

void GuardSwitch::toggle(bool on)
{
    core::Settings wanted = m_bridge.settings();
    wanted.guard = on ? m_before : off;
    Q_EMIT applyRequested(wanted, false);
    follow(m_bridge.settings()); // until it is in force, what is in force is shown
}

void GuardSwitch::follow(const core::Settings& settings)
{
    if (settings.guard != off) {
        m_before = settings.guard;
    }
    m_action->setChecked(settings.guard != off);
}

} // namespace headroom::ui
