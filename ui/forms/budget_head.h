// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/base/units.h"

class QLabel;

namespace headroom::ui {

/// The head of the settings panel: the one number, what of it is left for the consumer, and the ways to the derivation
/// and to the formula. Thread: GUI.
class BudgetHead : public QFrame {
    Q_OBJECT
public:
    explicit BudgetHead(QWidget* parent = nullptr);
    /// `budget` 0: none; `baseline` unknownBytes: not measured yet.
    void display(core::Bytes budget, core::Bytes baseline);

Q_SIGNALS:
    void deriveRequested();
    void formulaRequested();

private:
    QLabel* m_budget;
    QLabel* m_share;
};

} // namespace headroom::ui
