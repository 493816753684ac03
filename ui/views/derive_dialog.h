// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QDialog>

#include "core/base/result.h"
#include "core/budget/budget_plan.h"
#include "core/settings/setting_table.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace headroom::ui {

class DeriveLines;

/// What a derivation starts from.
struct DeriveStart {
    core::SettingRows rows;
    core::Settings inForce;  ///< as the user gave them; the chosen lines are written into these
    core::ModelInput input;  ///< as the run resolved them, with what the topic showed
    bool running = false;    ///< a changed reconnect row restarts the client
    /// Tests put their own here.
    std::function<core::BudgetPlan(core::Bytes, const core::ModelInput&)> plan = [](core::Bytes budget, const core::ModelInput& from) {
        return core::planBudget(budget, from);
    };
};

/// From one number to settings: each derived line can be left out, what would come of it is said before, and nothing is
/// changed but by Apply. Thread: GUI. Bound: one plan.
class DeriveDialog : public QDialog {
    Q_OBJECT
public:
    explicit DeriveDialog(DeriveStart start, QWidget* parent = nullptr);
    /// The topic showed more meanwhile: derives again, keeps what was typed and left out.
    void setInput(const core::ModelInput& input);

Q_SIGNALS:
    void applyRequested(const headroom::core::Settings& settings, bool reconnect);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildBudget(QVBoxLayout* column);
    void buildPlan(QVBoxLayout* column);
    void buildButtons(QVBoxLayout* column);
    /// The typed budget; refuses what the settings row refuses, and says why.
    [[nodiscard]] core::Result<core::Bytes> typedBudget() const;
    void derive();
    void showConflicts();
    void showResult();
    [[nodiscard]] core::Settings wanted() const;
    void useLeast();
    void apply();

    DeriveStart m_start;
    core::BudgetPlan m_plan;

    QLineEdit* m_budget = nullptr;
    QLabel* m_budgetNote = nullptr;
    DeriveLines* m_lines = nullptr;
    QLabel* m_conflicts = nullptr;
    QLabel* m_refusal = nullptr;
    QPushButton* m_useLeast = nullptr;
    QLabel* m_result = nullptr;
    QPushButton* m_apply = nullptr;
};

} // namespace headroom::ui
