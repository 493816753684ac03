// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::core {

/// What becomes of line feeds and tabs.
enum class LineBreaks : std::uint8_t {
    mark, ///< shown as U+240A, U+2409: one line, for cells, tooltips and logs
    keep, ///< kept: for a detail view
};

/// A table cell never holds more than this.
inline constexpr std::size_t maxCellCharacters = 300;

/// Bytes as text that is safe to show: always valid UTF-8, at most `maxCharacters` code points (the last one is U+2026
/// when something was cut). Nothing is dropped in silence: invalid bytes become \xNN, control characters their U+2400
/// symbols, invisible and direction-changing characters marks such as ⟨U+202E⟩, and a ninth and later combining mark on
/// one character becomes one U+2026. Letters of every script, right-to-left ones included, stay as they are.
/// Pure; any thread. Time: O(maxCharacters), whatever the payload's size.
[[nodiscard]] std::string displayText(std::string_view bytes, std::size_t maxCharacters, LineBreaks lineBreaks = LineBreaks::mark);

/// The same bounded in bytes of the text made, for decoders; `truncated` tells whether something was cut.
[[nodiscard]] std::string displayTextWithin(std::string_view bytes, std::size_t maxBytes, LineBreaks lineBreaks, bool& truncated);

} // namespace headroom::core
