// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "core/session/snapshot.h"
#include "ui/charts/chart_catalog.h"

namespace headroom::ui {

class ElidedLabel;

/// How a phase of the guard looks: icon, word and colours, so that colour is never its only sign.
struct GuardLook {
    core::GuardPhase phase;
    const char* icon;
    const char* word; ///< for QCoreApplication::translate("Guard", ...)
    ColorRole color;
    ColorRole tint;
};
[[nodiscard]] const GuardLook& guardLook(core::GuardPhase phase);
/// "2 pauses, 12.4 s, refetched 31.5 MiB"; "cost: none" while it has cost nothing.
[[nodiscard]] QString guardCostText(const core::GuardStatus& status);
/// Why the guard is in its phase, in its own words or, where it has none, in figures.
[[nodiscard]] QString guardReasonText(const core::Snapshot& snapshot);

/// The state of the guard as an icon and a word in a rounded box. Thread: GUI.
class GuardChip : public QLabel {
    Q_OBJECT
public:
    explicit GuardChip(QWidget* parent = nullptr);
    /// `often`: it pauses so often that the limits are too high for the budget.
    void display(core::GuardPhase phase, bool often);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    core::GuardPhase m_phase = core::GuardPhase::off;
};

/// Chip, reason and cost side by side. Thread: GUI.
class GuardField : public QWidget {
    Q_OBJECT
public:
    explicit GuardField(QWidget* parent = nullptr);
    void display(const core::Snapshot& snapshot);

private:
    GuardChip* m_chip;
    ElidedLabel* m_reason;
    ElidedLabel* m_cost;
};

} // namespace headroom::ui
