// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "core/base/display_text.h"
#include "core/base/utf8.h"

namespace headroom::core {
namespace {

/// What a spreadsheet may take for a formula when it comes first (the full-width forms too, in some locales), and what
/// some skip before they look. The apostrophe, so that the guard can be taken off again without doubt.
constexpr std::array<std::string_view, 13> formulaStarts{
    "=", "+", "-", "@", "\t", "\r", "\n", std::string_view("\0", 1), "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "'"};

void appendJsonString(std::string& out, std::string_view text)
{
    const bool asciiOnly = !isPlainText(text);
    out += nlohmann::json(std::string(text)).dump(-1, ' ', asciiOnly);
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Step step = utf8At(bytes, at);
        if (!step.valid)
            return false;
        at += step.length;
    }
    return true;
}

bool isPlainText(std::string_view bytes)
{
    // What the window would show with marks is not plain; only a line's end may be written as Windows does.
    std::string text(bytes);
    std::erase(text, '\r');
    return displayText(text, text.size() + 1, LineBreaks::keep) == text;
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view part = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8U | (i < part.size() ? static_cast<unsigned char>(part[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            out.push_back(i <= part.size() ? digits[bits >> (18U - 6U * i) & 63U] : '=');
    }
    return out;
}

void appendJsonMember(std::string& out, std::string_view name, std::string_view bytes, bool isNull)
{
    const bool text = isNull || isUtf8(bytes);
    out.append("\"").append(name).append(text ? "\":" : "_base64\":");
    if (isNull)
        out += "null";
    else if (text)
        appendJsonString(out, bytes);
    else
        out.append("\"").append(base64(bytes)).append("\"");
}

void appendJsonHeaders(std::string& out, std::span<const HeaderView> headers)
{
    out += '[';
    for (const HeaderView& header : headers) {
        out += out.back() == '[' ? "{" : ",{";
        appendJsonMember(out, "name", header.name, false);
        out += ',';
        appendJsonMember(out, "value", header.value, header.valueIsNull);
        out += '}';
    }
    out += ']';
}

void appendCsvField(std::string& out, std::string_view text, bool guard)
{
    const bool guarded = guard && std::ranges::any_of(formulaStarts, [text](std::string_view start) { return text.starts_with(start); });
    const bool quoted = guarded || text.find_first_of(std::string_view(",\"\r\n\t\0 ;", 8)) != std::string_view::npos;
    out.append(quoted ? "\"" : "").append(guarded ? "'" : "");
    for (std::size_t quote = quoted ? text.find('"') : std::string_view::npos; quote != std::string_view::npos; quote = text.find('"')) {
        out.append(text.substr(0, quote + 1)).append("\"");
        text.remove_prefix(quote + 1);
    }
    out.append(text).append(quoted ? "\"" : "");
}

} // namespace headroom::core
