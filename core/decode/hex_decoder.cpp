// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/decode/decoder.h"

namespace headroom::core {
namespace {

constexpr std::size_t bytesPerLine = 16;
/// "00000010  41 42 43 44 45 46 47 48  49 4A 4B 4C 4D 4E 4F 50  |ABCDEFGHIJKLMNOP|" and a line feed.
constexpr std::size_t lineLength = 8 + 2 + 3 * bytesPerLine + 1 + 1 + bytesPerLine + 2 + 1;

void appendLine(std::string& text, std::size_t offset, std::string_view bytes)
{
    fmt::format_to(std::back_inserter(text), "{:08X}  ", offset);
    for (std::size_t column = 0; column < bytesPerLine; ++column) {
        if (column < bytes.size()) {
            fmt::format_to(std::back_inserter(text), "{:02X} ", static_cast<unsigned>(static_cast<unsigned char>(bytes[column])));
        } else {
            text.append("   ");
        }
        if (column + 1 == bytesPerLine / 2) {
            text.push_back(' ');
        }
    }
    text.append(" |");
    for (const char byte : bytes) {
        text.push_back(byte >= 0x20 && byte < 0x7F ? byte : '.');
    }
    text.append("|\n");
}

} // namespace

bool fitsHex(std::string_view)
{
    return true;
}

Decoded decodeHex(std::string_view bytes, const DecodeLimits& limits)
{
    Decoded decoded;
    const std::size_t maxLines = static_cast<std::size_t>(std::max<Bytes>(0, limits.maxBytes)) / lineLength;
    const std::size_t lines = std::min(maxLines, (bytes.size() + bytesPerLine - 1) / bytesPerLine);
    decoded.text.reserve(lines * lineLength);
    for (std::size_t line = 0; line < lines; ++line) {
        appendLine(decoded.text, line * bytesPerLine, bytes.substr(line * bytesPerLine, bytesPerLine));
    }
    if (!decoded.text.empty()) {
        decoded.text.pop_back(); // no empty line at the end
    }
    decoded.truncated = lines * bytesPerLine < bytes.size();
    return decoded;
}

} // namespace headroom::core
