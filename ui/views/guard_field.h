// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

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
/// `often`: it pauses so often that the limits are too high for the budget.
[[nodiscard]] const GuardLook& guardLook(core::GuardPhase phase, bool often);
/// Of a guard (the setting's value) that waits for a run.
[[nodiscard]] const GuardLook& waitingGuardLook(std::string_view guard);
/// "2 pauses, 12.4 s, refetched 31.5 MiB"; "no cost" while it has cost nothing.
[[nodiscard]] QString guardCostText(const core::GuardStatus& status);
/// Why the guard is in its phase, in its own words or, where it has none, in figures.
[[nodiscard]] QString guardReasonText(const core::Snapshot& snapshot);

/// The state of the guard as an icon and a word in a rounded box. Thread: GUI.
class GuardChip : public QLabel {
    Q_OBJECT
public:
    explicit GuardChip(QWidget* parent = nullptr);
    /// The look is kept by address: one of the tables.
    void display(const GuardLook& look);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const GuardLook* m_look = nullptr;
};

/// Chip, reason and cost side by side. Thread: GUI.
class GuardField : public QWidget {
    Q_OBJECT
public:
    explicit GuardField(QWidget* parent = nullptr);
    void display(const core::Snapshot& snapshot);
    /// The guard of the settings, shown while nothing runs: a guard that waits is not off.
    void setConfigured(const std::string& guard);

private:
    void displayWaiting();

    std::string m_configured = "off";
    bool m_waiting = true; ///< nothing runs
    GuardChip* m_chip;
    ElidedLabel* m_reason;
    ElidedLabel* m_cost;
};

} // namespace headroom::ui
