// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/setting_table.h"

namespace headroom::core {

/// Compile-time checks of a settings table; a broken row does not build.

constexpr bool settingIdsAreUnique(SettingRows rows)
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = i + 1; j < rows.size(); ++j)
            if (rows[i].id == rows[j].id)
                return false;
    return true;
}

/// Every row has words, and a value that some text can set.
constexpr bool settingRangesAreSane(SettingRows rows)
{
    for (const SettingSpec& row : rows) {
        if (row.id.empty() || row.label.empty() || row.help.empty() || row.help.back() != '.')
            return false;
        if (const auto* number = std::get_if<IntField>(&row.field)) {
            if (number->min >= number->max || (!number->zeroText.empty() && number->min > 0))
                return false;
        } else if (const auto* choice = std::get_if<ChoiceField>(&row.field)) {
            if (choice->choices.size() < 2)
                return false;
        }
    }
    return true;
}

/// Forms and docs print a title when the group changes, so a group must not come twice.
constexpr bool settingGroupsAreTogether(SettingRows rows)
{
    for (std::size_t i = 1; i < rows.size(); ++i)
        for (std::size_t j = 0; j + 1 < i; ++j)
            if (rows[j].group == rows[i].group && rows[i - 1].group != rows[i].group)
                return false;
    return true;
}

} // namespace headroom::core
