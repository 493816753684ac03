// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/display_text.h"
#include "core/base/utf8.h"
#include "core/decode/decoder.h"

namespace headroom::core {
namespace {

/// How far fitsText looks.
constexpr std::size_t probeBytes = 512;

bool isTextControl(char32_t codePoint)
{
    return codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
}

} // namespace

bool fitsText(std::string_view bytes)
{
    const std::size_t end = std::min(bytes.size(), probeBytes);
    for (std::size_t at = 0; at < end;) {
        const Utf8Step step = utf8At(bytes, at);
        if (step.cutShort) {
            return true; // a preview may end within a character
        }
        if (!step.valid || (step.codePoint < 0x20 && !isTextControl(step.codePoint)) || step.codePoint == 0x7F) {
            return false;
        }
        at += step.length;
    }
    return true;
}

Decoded decodeText(std::string_view bytes, const DecodeLimits& limits)
{
    Decoded decoded;
    const auto maxBytes = static_cast<std::size_t>(std::max<Bytes>(0, limits.maxBytes));
    decoded.text = displayTextWithin(bytes, maxBytes, LineBreaks::keep, decoded.truncated);
    return decoded;
}

} // namespace headroom::core
