// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QObject>

#include "core/settings/settings.h"

class QAction;

namespace headroom::ui {

class SessionBridge;

/// Switches the memory guard off, and on again as it was. Thread: GUI.
class GuardSwitch : public QObject {
    Q_OBJECT
public:
    /// `action` is checkable, and says whether a guard is on.
    GuardSwitch(SessionBridge& bridge, QAction* action);

Q_SIGNALS:
    /// Another guard is wanted, to be put in force and kept like any setting.
    void applyRequested(const headroom::core::Settings& settings, bool reconnect);

private:
    void toggle(bool on);
    void follow(const core::Settings& settings);

    SessionBridge& m_bridge;
    QAction* m_action;
    std::string m_before = "pause"; ///< the guard to go back to
};

} // namespace headroom::ui
