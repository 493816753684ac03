// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "core/session/snapshot.h"

class QLabel;
class QStatusBar;

namespace headroom::ui {

class SessionBridge;

/// The status bar: state, last commit, client and broker process, and what drawing costs the window. Thread: GUI.
class StatusLine : public QObject {
    Q_OBJECT
public:
    StatusLine(SessionBridge& bridge, QStatusBar* bar);
    void apply(const core::Snapshot& snapshot);
    /// A word on what is under way before the first snapshot; empty when it is over.
    void showPhase(const QString& phase);

private:
    void showState(const core::Snapshot& snapshot);
    void showTotals(const core::Snapshot& snapshot);
    void showCommit(const core::Snapshot& snapshot);
    void showFigures();

    SessionBridge& m_bridge;
    QLabel* m_state;
    QLabel* m_totals;
    QLabel* m_commit;
    QLabel* m_client;
    QLabel* m_figures;
    QTimer m_timer;
    QString m_phase;
    std::uint64_t m_frames = 0;
};

} // namespace headroom::ui
