// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace headroom::fuzz {

/// What a target asserts: libFuzzer keeps the input that broke it.
inline void demand(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Code points of a text, -1 at the first byte that is not strict UTF-8. On purpose not core's own reader.
template <class Visit>
[[nodiscard]] inline bool everyCodePoint(std::string_view text, Visit visit)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > text.size())
            return false;
        char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(text[at + i]);
            if (next < 0x80 || next > 0xBF)
                return false;
            code = code << 6U | (next & 0x3FU);
        }
        if ((length == 3 && code < 0x800) || (length == 4 && (code < 0x10000 || code > 0x10FFFF)) || (code >= 0xD800 && code <= 0xDFFF))
            return false;
        visit(code);
        at += length;
    }
    return true;
}

/// What must not reach a screen: controls, direction and invisible characters; their number of characters else.
[[nodiscard]] inline std::size_t demandSafe(std::string_view text, bool lineBreaks)
{
    std::size_t characters = 0;
    const bool utf8 = everyCodePoint(text, [&](char32_t code) {
        ++characters;
        demand(code >= 0x20 || (lineBreaks && (code == '\n' || code == '\t')), "no control character");
        demand(code < 0x7F || code > 0x9F, "no C1 control character");
        demand(code != 0xAD && code != 0x61C && code != 0xFEFF, "no invisible character");
        demand((code < 0x200B || code > 0x200F) && (code < 0x2028 || code > 0x202E) && (code < 0x2066 || code > 0x2069), "no direction character");
    });
    demand(utf8, "strict UTF-8");
    return characters;
}

} // namespace headroom::fuzz
