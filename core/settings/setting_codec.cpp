// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/setting_codec.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "core/settings/list_entries.h"

namespace headroom::core {
namespace {

/// Longer texts are a mistake or an attack; nothing Kafka has a name for comes near.
constexpr std::size_t longestText = 4096;

bool isSize(Unit unit) { return unit == Unit::bytes || unit == Unit::kibibytes; }
bool isTime(Unit unit) { return unit == Unit::milliseconds || unit == Unit::microseconds; }

Error invalid(const SettingSpec& row, std::string_view text, std::string_view why)
{
    constexpr std::size_t shown = 80;
    const auto* list = std::get_if<TextField>(&row.field);
    if (isSecret(row) || (list != nullptr && list->repeated)) // somebody may have written a password where it is refused
        return Error{ErrorCode::invalidSetting, fmt::format("{}: {}. Allowed: {}.", row.id, why, allowedText(row)), std::string(row.id)};
    return Error{ErrorCode::invalidSetting,
                 fmt::format("{} = \"{}{}\": {}. Allowed: {}.", row.id, text.substr(0, shown), text.size() > shown ? "..." : "", why, allowedText(row)),
                 std::string(row.id)};
}

Result<std::int64_t> parseCount(std::string_view text)
{
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return fail(ErrorCode::invalidSetting, "not a whole number");
    return value;
}

/// "10 messages" and "5 %" are what numberText writes.
std::string_view withoutUnit(std::string_view text, Unit unit)
{
    const std::string_view suffix = unitText(unit);
    if (!suffix.empty() && text.size() > suffix.size() && text.substr(text.size() - suffix.size()) == suffix)
        text.remove_suffix(suffix.size());
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

Result<std::int64_t> parseKibibytes(std::string_view text)
{
    if (const auto plain = parseCount(text))
        return plain;
    const auto bytes = parseSize(text);
    if (bytes && *bytes % kib != 0)
        return fail(ErrorCode::invalidSetting, "not a whole number of KiB");
    return bytes.map([](std::int64_t value) { return value / kib; });
}

Result<std::int64_t> parseNumber(const IntField& field, std::string_view text)
{
    if (!field.zeroText.empty() && text == field.zeroText)
        return 0;
    if (field.unit == Unit::kibibytes)
        return parseKibibytes(text);
    if (isSize(field.unit))
        return parseSize(text);
    if (isTime(field.unit))
        return parseTime(text, field.unit);
    return parseCount(withoutUnit(text, field.unit));
}

std::string checkArgument(std::string_view choice, std::string_view argument)
{
    if (choice == "file:")
        return argument.empty() ? "name the file after the colon" : "";
    if (choice == "timestamp:") {
        const auto time = parseTimestamp(argument);
        return time ? "" : time.error().message;
    }
    const auto number = parseCount(argument);
    const std::int64_t least = choice == "last:" ? 1 : 0;
    return number && *number >= least ? "" : fmt::format("after the colon goes a whole number from {}", least);
}

std::string withoutBlanks(std::string_view list)
{
    std::string out;
    static_cast<void>(everyEntry(list, [&out, first = true](std::string_view entry) mutable {
        out += (std::exchange(first, false) ? "" : ",") + std::string(entry);
        return true;
    }));
    return out;
}

std::string checkText(std::string_view text)
{
    if (text.size() > longestText)
        return fmt::format("longer than {} bytes", longestText);
    const bool control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return control ? "control characters are not allowed" : "";
}

/// Sets one member from text; the problem in words, empty when there is none.
struct Setter {
    Settings& settings;
    std::string_view text;

    std::string operator()(const BoolField& field) const
    {
        constexpr std::array<std::string_view, 4> yes{"true", "yes", "on", "1"};
        constexpr std::array<std::string_view, 4> no{"false", "no", "off", "0"};
        const bool isYes = std::find(yes.begin(), yes.end(), text) != yes.end();
        if (!isYes && std::find(no.begin(), no.end(), text) == no.end())
            return "neither true nor false";
        settings.*field.member = isYes;
        return {};
    }
    std::string operator()(const IntField& field) const
    {
        const auto value = parseNumber(field, text);
        if (!value)
            return value.error().message;
        if (*value < field.min || *value > field.max)
            return "out of range";
        settings.*field.member = *value;
        return {};
    }
    std::string operator()(const TextField& field) const
    {
        const std::string listed = field.list ? withoutBlanks(text) : std::string();
        const std::string_view kept = field.list ? listed : text;
        if (kept.empty() && !field.mayBeEmpty)
            return "must not be empty";
        if (std::string problem = checkText(text); !problem.empty())
            return problem;
        if (std::string problem = field.check == nullptr ? std::string() : field.check(text); !problem.empty())
            return problem;
        settings.*field.member = kept;
        return {};
    }
    std::string operator()(const SecretField& field) const
    {
        if (std::string problem = checkText(text); !problem.empty())
            return problem;
        if (text != secretMask)
            settings.*field.member = Secret(std::string(text));
        return {};
    }
    std::string operator()(const ChoiceField& field) const
    {
        const auto choice = std::find_if(field.choices.begin(), field.choices.end(), [this](std::string_view c) { return isChoice(text, c); });
        if (choice == field.choices.end())
            return "no such choice";
        std::string problem = checkText(text);
        if (problem.empty() && choice->back() == ':')
            problem = checkArgument(*choice, choiceArgument(text));
        if (problem.empty())
            settings.*field.member = text;
        return problem;
    }
};

std::string_view argumentName(std::string_view choice)
{
    if (choice == "file:")
        return "PATH";
    return choice == "timestamp:" ? "T" : "N";
}

std::string choicesText(const ChoiceField& field)
{
    std::string out;
    for (const std::string_view choice : field.choices) {
        if (!out.empty())
            out += ", ";
        out += choice;
        if (choice.back() == ':')
            out += argumentName(choice);
    }
    return out;
}

} // namespace

std::string_view choiceArgument(std::string_view value) noexcept
{
    const std::size_t colon = value.find(':');
    return colon == std::string_view::npos ? std::string_view{} : value.substr(colon + 1);
}

bool isChoice(std::string_view value, std::string_view choice) noexcept
{
    return choice.back() == ':' ? value.substr(0, choice.size()) == choice : value == choice;
}

Result<void> parseSetting(Settings& settings, const SettingSpec& row, std::string_view text)
{
    const std::string problem = std::visit(Setter{settings, text}, row.field);
    if (!problem.empty())
        return tl::unexpected(invalid(row, text, problem));
    return {};
}

std::string numberText(const IntField& field, std::int64_t value)
{
    if (value == 0 && !field.zeroText.empty())
        return std::string(field.zeroText);
    if (field.unit == Unit::bytes) {
        constexpr std::array units{std::pair{gib, "GiB"}, std::pair{mib, "MiB"}, std::pair{kib, "KiB"}};
        for (const auto& [factor, name] : units)
            if (value != 0 && value % factor == 0)
                return fmt::format("{} {}", value / factor, name);
    }
    const bool plain = field.unit == Unit::none || field.unit == Unit::messages;
    return plain ? fmt::format("{}", value) : fmt::format("{} {}", value, unitText(field.unit));
}

std::string settingText(const Settings& settings, const SettingSpec& row)
{
    struct Getter {
        const Settings& values;
        std::string operator()(const BoolField& f) const { return values.*f.member ? "true" : "false"; }
        std::string operator()(const IntField& f) const { return numberText(f, values.*f.member); }
        std::string operator()(const TextField& f) const { return values.*f.member; }
        std::string operator()(const ChoiceField& f) const { return values.*f.member; }
        std::string operator()(const SecretField& f) const { return std::string((values.*f.member).empty() ? std::string_view() : secretMask); }
    };
    return std::visit(Getter{settings}, row.field);
}

std::string allowedText(const SettingSpec& row)
{
    struct Words {
        std::string operator()(const BoolField&) const { return "true, false"; }
        std::string operator()(const IntField& f) const { return fmt::format("{} ... {}", numberText(f, f.min), numberText(f, f.max)); }
        std::string operator()(const TextField& f) const { return f.repeated ? "name=value; name=value" : f.mayBeEmpty ? "text" : "text, not empty"; }
        std::string operator()(const ChoiceField& f) const { return choicesText(f); }
        std::string operator()(const SecretField&) const { return "a secret; never in a file, the environment or an argument"; }
    };
    return std::visit(Words{}, row.field);
}

bool isUnset(const Settings& settings, const SettingSpec& row) noexcept
{
    const auto* choice = std::get_if<ChoiceField>(&row.field);
    return choice != nullptr && !choice->unset.empty() && settings.*choice->member == choice->unset;
}

bool sameSetting(const Settings& a, const Settings& b, const SettingSpec& row)
{
    return std::visit([&](const auto& field) { return a.*field.member == b.*field.member; }, row.field);
}

} // namespace headroom::core
