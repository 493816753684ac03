// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QString>

#include "core/budget/memory_model.h"
#include "core/settings/setting_table.h"

namespace headroom::ui {

/// One term of a sum as people read it.
struct FormulaRow {
    enum Column { label, formula, numbers, bytes, how, boundedBy, columns };
    std::array<QString, columns> cells;
};

/// The titles of the columns.
[[nodiscard]] std::array<QString, FormulaRow::columns> formulaTitles();
/// One row a term, and the sum last; one row that says what is missing while there is no sum.
[[nodiscard]] std::vector<FormulaRow> formulaRows(const core::ModelSum& sum, core::SettingRows rows);
/// Both sums and the assumption as tab-separated lines, for the clipboard.
[[nodiscard]] QString formulaText(const core::Forecast& forecast, core::SettingRows rows);
[[nodiscard]] QString ceilingTitle();
[[nodiscard]] QString estimateTitle();

} // namespace headroom::ui
