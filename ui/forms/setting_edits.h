// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

namespace headroom::ui {

/// What the user typed into the rows of a settings table against what is in force. Free of widgets, so that every rule
/// of the form can be tested without one. Thread: GUI. Bound: one text per row.
class SettingEdits {
public:
    explicit SettingEdits(core::SettingRows rows);

    [[nodiscard]] core::SettingRows rows() const noexcept { return m_rows; }
    /// New values in force; what the user changed and did not apply stays as typed.
    void setInForce(const core::Settings& settings);
    [[nodiscard]] const core::Settings& inForce() const noexcept { return m_inForce; }
    /// Where a reset leads; the window has two defaults of its own.
    void setDefaults(const core::Settings& defaults) { m_defaults = defaults; }

    /// Takes over what was typed. A value that cannot be is kept as text and refused: the error names the allowed range.
    core::Result<void> type(std::size_t row, std::string_view text);
    [[nodiscard]] std::string defaultText(std::size_t row) const;
    void revertAll();

    /// What the row shows: as typed, else as in force.
    [[nodiscard]] std::string text(std::size_t row) const;
    [[nodiscard]] std::string inForceText(std::size_t row) const;
    [[nodiscard]] bool changed(std::size_t row) const;
    /// Why the typed value is refused; empty when it is fine.
    [[nodiscard]] const std::string& refusal(std::size_t row) const { return m_typed.at(row).refusal; }
    [[nodiscard]] std::size_t changedCount() const;

    /// All values together, valid also between rows; the error is the first refusal.
    [[nodiscard]] core::Result<core::Settings> edited() const;
    /// True when an applied change needs a new client.
    [[nodiscard]] bool needsReconnect() const;

private:
    struct Typed {
        std::optional<std::string> text;
        std::string refusal;
    };
    [[nodiscard]] core::Settings merged() const;
    /// What was typed goes; a secret is overwritten.
    void forget(std::size_t row);

    core::SettingRows m_rows;
    core::Settings m_inForce;
    core::Settings m_defaults;
    std::vector<Typed> m_typed;
};

} // namespace headroom::ui
