// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QPointer>

#include "core/session/snapshot.h"

class QWidget;

namespace headroom::ui {

class DeriveDialog;
class FormulaDialog;
class SessionBridge;

/// The two windows about the budget: opens each once and keeps it fed with what the run shows. Thread: GUI.
class MemoryDialogs : public QObject {
    Q_OBJECT
public:
    MemoryDialogs(SessionBridge& bridge, QWidget* window);
    void apply(const std::shared_ptr<const core::Snapshot>& snapshot);
    void openFormula();
    void openDerive();

Q_SIGNALS:
    /// The user pressed Apply; the settings are valid.
    void applyRequested(const headroom::core::Settings& settings, bool reconnect);

private:
    SessionBridge& m_bridge;
    QWidget* m_window;
    std::shared_ptr<const core::Snapshot> m_snapshot;
    QPointer<FormulaDialog> m_formula;
    QPointer<DeriveDialog> m_derive;
};

} // namespace headroom::ui
