// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace headroom::core {

/// What stands at one place of a text: a code point, or one byte that is not UTF-8.
struct Utf8Step {
    char32_t codePoint = 0;
    std::size_t length = 1;
    bool valid = false;
    bool cutShort = false; ///< not valid, but more bytes could make it so
};

/// Strict UTF-8 at `at` (< bytes.size()): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] inline Utf8Step utf8At(std::string_view bytes, std::size_t at) noexcept
{
    const auto byteAt = [bytes](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
    const unsigned char lead = byteAt(at);
    if (lead < 0x80) {
        return {lead, 1, true, false};
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) {
        return {lead, 1, false, false};
    }
    char32_t codePoint = lead & (0x7FU >> length);
    for (std::size_t index = 1; index < length; ++index) {
        if (at + index >= bytes.size()) {
            return {lead, 1, false, true};
        }
        const unsigned char next = byteAt(at + index);
        if ((next & 0xC0U) != 0x80U) {
            return {lead, 1, false, false};
        }
        codePoint = (codePoint << 6U) | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
    const bool surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    if (overlong || surrogate || codePoint > 0x10FFFF) {
        return {lead, 1, false, false};
    }
    return {codePoint, length, true, false};
}

} // namespace headroom::core
