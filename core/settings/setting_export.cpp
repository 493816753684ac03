// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/setting_export.h"

#include <optional>

#include <fmt/format.h>

#include "core/settings/setting_codec.h"
#include "core/settings/setting_sources.h"

namespace headroom::core {
namespace {

std::string_view applyText(Apply apply) { return apply == Apply::live ? "live" : "reconnect"; }

std::string_view unitOf(const SettingSpec& row)
{
    const auto* number = std::get_if<IntField>(&row.field);
    return number != nullptr ? unitText(number->unit) : std::string_view{};
}

/// A cell must not end early or start a tag.
std::string cell(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '|' || c == '<' || c == '*' || c == '_')
            out += '\\';
        out += c;
    }
    return out;
}

std::string code(std::string_view text) { return text.empty() ? "–" : fmt::format("`{}`", text); }

/// The names in other clients; Headroom's own label is not repeated.
std::string otherNames(const SettingSpec& row)
{
    std::string out;
    const auto add = [&out](std::string_view client, std::string_view name) {
        if (!name.empty())
            out += fmt::format("{}{} `{}`", out.empty() ? "" : ", ", client, name);
    };
    add("librdkafka", row.clientProperty);
    add("Java", row.javaName);
    add("kafka-python", row.kafkaPythonName);
    return out.empty() ? "–" : out;
}

std::string_view wantedType(const Field& field)
{
    if (std::holds_alternative<BoolField>(field))
        return "true or false";
    return std::holds_alternative<IntField>(field) ? "a whole number or a text such as \"512 KiB\"" : "a text";
}

} // namespace

nlohmann::json settingJson(const Settings& settings, const SettingSpec& row)
{
    if (isSecret(row))
        return settingText(settings, row);
    return std::visit(
        [&settings](const auto& field) {
            if constexpr (std::is_same_v<std::decay_t<decltype(field)>, SecretField>)
                return nlohmann::json(); // not reached
            else
                return nlohmann::json(settings.*field.member);
        },
        row.field);
}

Result<void> setFromJson(Settings& settings, const SettingSpec& row, const nlohmann::json& value)
{
    if (isSecret(row))
        return fail(ErrorCode::invalidSetting, fmt::format("{}: a secret never stands in a file. Take it out (and change it, others may have read it); Headroom asks for it.", row.id), std::string(row.id));
    if (value.is_string() && !std::holds_alternative<BoolField>(row.field))
        return parseSetting(settings, row, value.get_ref<const std::string&>());
    if (value.is_boolean() && std::holds_alternative<BoolField>(row.field))
        return parseSetting(settings, row, value.get<bool>() ? "true" : "false");
    const auto* number = std::get_if<IntField>(&row.field);
    // Above int64 the text form is longer than any range, so parseSetting refuses it as out of range.
    if (number != nullptr && value.is_number_integer())
        return parseSetting(settings, row, value.dump());
    return fail(ErrorCode::invalidSetting, fmt::format("{} = {}: wrong type, write {}. Allowed: {}.", row.id, value.type_name(), wantedType(row.field), allowedText(row)),
                std::string(row.id));
}

nlohmann::ordered_json settingsJson(SettingRows rows, const Settings& settings)
{
    auto out = nlohmann::ordered_json::object();
    for (const SettingSpec& row : rows)
        out[std::string(row.id)] = settingJson(settings, row);
    return out;
}

std::string settingsMarkdown(SettingRows rows)
{
    std::string out = "# Settings\n\n"
                      "Each setting is the option `--id value` of both programs, a row of the settings form, the environment variable\n"
                      "`HEADROOM_ID` (upper case, hyphens become underscores) and a key of the settings file. Later sources win: defaults,\n"
                      "settings file, environment, command line, live changes. Sizes accept `1048576`, `512KiB`, `1MiB` (powers of 1024),\n"
                      "times `250ms`, `2s`, `5min`. *live* settings apply at once, *reconnect* ones in a new client (one rebalance).\n\n"
                      "This page is made by `headroom-cli settings --markdown`.\n";
    const Settings defaults;
    std::optional<SettingGroup> group;
    for (const SettingSpec& row : rows) {
        if (group != row.group) {
            group = row.group;
            out += fmt::format("\n## {}\n\n| Setting | Default | Allowed | Applies | Meaning | Names elsewhere |\n|---|---|---|---|---|---|\n", groupTitle(row.group));
        }
        const std::string value = settingText(defaults, row);
        out += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", row.id, code(value), cell(allowedText(row)), applyText(row.apply), cell(row.help), otherNames(row));
    }
    return out;
}

nlohmann::ordered_json settingsTableJson(SettingRows rows)
{
    auto out = nlohmann::ordered_json::array();
    const Settings defaults;
    for (const SettingSpec& row : rows) {
        auto entry = nlohmann::ordered_json::object();
        entry["id"] = row.id;
        entry["group"] = groupTitle(row.group);
        entry["label"] = row.label;
        entry["help"] = row.help;
        entry["default"] = settingJson(defaults, row);
        entry["allowed"] = allowedText(row);
        entry["unit"] = unitOf(row);
        entry["apply"] = applyText(row.apply);
        entry["environment"] = environmentName(row.id);
        entry["names"] = {{"librdkafka", row.clientProperty}, {"java", row.javaName}, {"kafka-python", row.kafkaPythonName}};
        out.push_back(std::move(entry));
    }
    return out;
}

} // namespace headroom::core
