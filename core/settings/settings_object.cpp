// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings_object.h"

#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "core/base/display_text.h"

namespace headroom::core {
namespace {

/// A key of the file may be of any length, and may try to move the cursor of a terminal.
std::string shown(const std::string& key)
{
    constexpr std::size_t longest = 80;
    return displayText(key, longest);
}

} // namespace

Result<nlohmann::json> parseSettingsObject(std::string_view content)
{
    using Json = nlohmann::json;
    std::set<std::string> seen;
    std::optional<std::string> twice;
    const auto look = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth == 1 && event == Json::parse_event_t::key && !seen.insert(parsed.get_ref<const std::string&>()).second && !twice)
            twice = parsed.get<std::string>();
        return true;
    };
    auto root = Json::parse(content, look, false);
    if (root.is_discarded() || !root.is_object())
        return fail(ErrorCode::invalidSetting, "it is not a JSON object; write {\"setting-id\": value, ...}");
    if (twice)
        return fail(ErrorCode::invalidSetting, fmt::format("\"{}\" stands in it more than once; keep the one that is meant", shown(*twice)), *twice);
    return root;
}

} // namespace headroom::core
