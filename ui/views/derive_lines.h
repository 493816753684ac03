// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <QTreeWidget>

#include "core/budget/budget_plan.h"
#include "core/settings/setting_table.h"

namespace headroom::ui {

/// The lines of a plan, each with a tick: what is not ticked is not wanted, also in the plans that follow. Thread: GUI.
class DeriveLines : public QTreeWidget {
    Q_OBJECT
public:
    explicit DeriveLines(core::SettingRows rows, QWidget* parent = nullptr);
    void display(const core::BudgetPlan& plan);
    /// Ids of the lines that change something and are wanted; they point into the plan that is shown.
    [[nodiscard]] std::vector<std::string_view> chosen() const;

Q_SIGNALS:
    void choiceChanged();

private:
    void buildHeader();
    void addLine(const core::PlanLine& line);

    core::SettingRows m_rows;
    std::vector<core::PlanLine> m_lines;
    std::set<std::string, std::less<>> m_leftOut; ///< ids of lines the user does not want
    bool m_filling = false;
};

} // namespace headroom::ui
