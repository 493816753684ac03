// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "core/session/session.h"

class QMainWindow;

namespace headroom::ui {

class BannerStack;
class SessionBridge;

/// Closing the window, or beginning a scenario, while a run is under way: asks about what is processed and not committed, ends the
/// run cleanly with a deadline of 10 s, and lets a second close force it. Thread: GUI.
class QuitFlow : public QObject {
    Q_OBJECT
public:
    /// `unattended` never asks: it commits unless the mode is manual.
    QuitFlow(SessionBridge& bridge, BannerStack& banners, QMainWindow* window, bool unattended);

    /// From closeEvent: true when the window may go now. Otherwise the end is under way and mayClose follows.
    [[nodiscard]] bool requestClose();
    /// The same before a scenario: true when nothing runs. Otherwise runEnded follows, unless the user would rather stay.
    [[nodiscard]] bool requestScenario();
    /// From now on nobody is asked.
    void setUnattended() noexcept { m_unattended = true; }

Q_SIGNALS:
    void mayClose();
    void runEnded();

private:
    enum class Purpose { quit, scenario };
    void request();
    void tell();
    void ask();
    void end(core::StopCommit policy);
    void finish();
    void sayUnconfirmed();
    void forceNow();

    SessionBridge& m_bridge;
    BannerStack& m_banners;
    QMainWindow* m_window;
    QTimer m_deadline;
    bool m_unattended;
    Purpose m_purpose = Purpose::quit;
    bool m_asking = false;
    bool m_ending = false;
    bool m_commit = false;
    bool m_done = false;
};

} // namespace headroom::ui
