// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/session/snapshot.h"

class QAction;
class QActionGroup;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QToolBar;

namespace headroom::ui {

class SessionBridge;

/// The commit part of toolbar and menu: the one accented button, and when offsets are committed. Switching to auto asks
/// first, because it can lose messages. Thread: GUI.
class CommitControls : public QObject {
    Q_OBJECT
public:
    CommitControls(SessionBridge& bridge, QAction* commitAction, QMenu* modes, QToolBar* bar);

    void apply(const core::Snapshot& snapshot, bool running);
    /// A mode was asked for, here or on the commit board; `intervalSeconds` only for "interval", 0 keeps it.
    void requestMode(const QString& mode, int intervalSeconds);
    void refreshLook();

Q_SIGNALS:
    /// Another mode is wanted, to be put in force and kept like any setting.
    void applyRequested(const headroom::core::Settings& settings, bool reconnect);

private:
    void commit();
    void showSettings(const core::Settings& settings);
    void askAboutAuto(const core::Settings& wanted);
    void put(const core::Settings& wanted);
    void showAction(const QString& label, bool enabled, const QString& tip);

    SessionBridge& m_bridge;
    QAction* m_action;
    QPushButton* m_button;
    QComboBox* m_mode;
    QActionGroup* m_modes;
    bool m_asked = false; ///< pressed, and no outcome yet
    double m_messagesPerSecond = 0;
    std::size_t m_inHand = 0;
};

} // namespace headroom::ui
