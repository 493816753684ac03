// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_store.h"

#include <filesystem>
#include <set>
#include <vector>

#include "core/settings/setting_codec.h"
#include "core/settings/setting_sources.h"

namespace headroom::ui {

core::Result<void> storeChanges(core::SettingRows rows, const std::string& path, const core::Settings& from, const core::Settings& to)
{
    core::Settings stored;
    std::set<std::string> ids;
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) {
        if (auto read = core::loadSettingsFile(rows, path, stored, &ids); !read) {
            return read; // never overwrite a file we could not understand
        }
    }
    bool changed = false;
    std::vector<core::SettingSpec> kept;
    for (const core::SettingSpec& row : rows) {
        if (core::isSecret(row)) {
            continue;
        }
        const std::string text = core::settingText(to, row);
        if (text != core::settingText(from, row)) {
            (void)core::parseSetting(stored, row, text); // its own text is always accepted
            ids.insert(std::string(row.id));
            changed = true;
        }
        if (ids.contains(std::string(row.id))) {
            kept.push_back(row);
        }
    }
    return changed ? core::saveSettingsFile(kept, path, stored) : core::Result<void>();
}

} // namespace headroom::ui
