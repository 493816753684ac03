// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <QString>

#include "core/settings/setting_table.h"

namespace headroom::ui {

/// What a run uses for a setting.
struct EffectiveValue {
    QString text; ///< in the unit of the form; "–" when nobody knows
    QString why;  ///< why it is not the value in force; empty when it is
};

/// `inUse` is what the worker goes by (null when nothing runs), `client` what the library tells of a property of its own.
[[nodiscard]] EffectiveValue effectiveValue(const core::SettingSpec& row, const core::Settings& inForce, const core::Settings* inUse,
                                            const std::function<std::string(std::string_view)>& client);

} // namespace headroom::ui
