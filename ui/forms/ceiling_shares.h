// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QString>

#include "core/budget/memory_model.h"
#include "core/settings/setting_table.h"

namespace headroom::ui {

/// What each row of the settings table contributes to the ceiling, as in force and as typed. Free of widgets; thread:
/// GUI. Bound: two sums of terms.
class CeilingShares {
public:
    /// The forecast in force and what it was computed from; null: nothing runs yet.
    void setNow(std::shared_ptr<const core::Forecast> forecast, const core::ModelInput& input);
    /// The settings in force with what was typed; same as in force when nothing was.
    void setEdited(const core::Settings& settings, bool changed);

    /// The ceiling of what the form shows.
    [[nodiscard]] const core::ModelSum& shown() const noexcept { return m_changed ? m_edited : now(); }
    [[nodiscard]] const core::ModelSum& now() const noexcept;
    [[nodiscard]] bool known() const noexcept { return shown().total >= 0; }
    [[nodiscard]] const core::ModelInput& input() const noexcept { return m_input; }

    /// "32.6" MiB; "–" when the row bounds nothing by itself or nothing is known.
    [[nodiscard]] QString shareText(std::string_view id) const;
    /// Sum of the terms that no row bounds: baseline, window, allocator.
    [[nodiscard]] core::Bytes unbounded() const;
    /// "Record view: view budget + 2 pages = 24.5 MiB": one line a term that the row bounds, with the change a typed value
    /// makes.
    [[nodiscard]] QString formulaText(std::string_view id, core::SettingRows rows) const;
    /// Why there is no ceiling; empty when there is.
    [[nodiscard]] QString missingText() const;

private:
    std::shared_ptr<const core::Forecast> m_forecast;
    core::ModelInput m_input;
    core::ModelSum m_edited;
    bool m_changed = false;
};

/// "32.6": mebibytes with one decimal, "< 0.1" for what would read 0.0; "–" when unknown.
[[nodiscard]] QString mebibytesText(core::Bytes bytes);

} // namespace headroom::ui
