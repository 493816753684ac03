// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/memory_dialogs.h"

#include <QWidget>

#include "ui/views/derive_dialog.h"
#include "ui/views/formula_dialog.h"
#include "ui/views/model_input.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

MemoryDialogs::MemoryDialogs(SessionBridge& bridge, QWidget* window)
    : QObject(window), m_bridge(bridge), m_window(window), m_snapshot(bridge.latest())
{
}

void MemoryDialogs::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    m_snapshot = snapshot;
    if (m_formula) {
        m_formula->display(snapshot->forecast);
    }
    if (m_derive) {
        m_derive->setInput(modelInputOf(*snapshot, m_bridge.settings()));
    }
}

void MemoryDialogs::openFormula()
{
    if (!m_formula) {
        m_formula = new FormulaDialog(m_bridge.rows(), m_window);
        m_formula->display(m_snapshot->forecast);
    }
    m_formula->show();
    m_formula->raise();
    m_formula->activateWindow();
}

void MemoryDialogs::openDerive()
{
    if (m_derive) {
        m_derive->raise();
        return;
    }
    DeriveStart start;
    start.rows = m_bridge.rows();
    start.inForce = m_bridge.settings();
    start.input = modelInputOf(*m_snapshot, m_bridge.settings());
    start.running = m_bridge.running();
    m_derive = new DeriveDialog(std::move(start), m_window);
    connect(m_derive, &DeriveDialog::applyRequested, this, &MemoryDialogs::applyRequested);
    m_derive->open();
}

} // namespace headroom::ui
