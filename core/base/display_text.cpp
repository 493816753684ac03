// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/display_text.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "core/base/combining_marks.h"
#include "core/base/utf8.h"

namespace headroom::core {
namespace {

constexpr std::string_view ellipsis = "\u2026";
constexpr std::size_t maxCombiningMarks = 8;

/// Characters that cannot be seen or that change how others are shown, besides the controls below U+0020.
constexpr std::array<CodePointRange, 22> markedRanges{{
    {0x0080, 0x009F}, {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
    {0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164}, {0xFDD0, 0xFDEF},
    {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0x13430, 0x1345F}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0x1FFFE, 0x1FFFF}, {0xE0000, 0xE0FFF}, {0x10FFFE, 0x10FFFF},
}};

bool isPlain(char byte)
{
    return byte >= 0x20 && byte < 0x7F;
}

bool needsMark(char32_t codePoint)
{
    const auto after = std::upper_bound(markedRanges.begin(), markedRanges.end(), codePoint,
                                        [](char32_t one, const CodePointRange& range) { return one < range.first; });
    return (after != markedRanges.begin() && codePoint <= (after - 1)->last) || (codePoint & 0xFFFEU) == 0xFFFEU;
}

/// Collects whole units up to two limits, and keeps room for the sign that something was cut.
class BoundedText {
public:
    BoundedText(std::size_t maxCharacters, std::size_t maxBytes, std::size_t expected)
        : m_maxCharacters(maxCharacters), m_maxBytes(maxBytes)
    {
        m_text.reserve(std::min({maxBytes, expected, maxCharacters * 4}));
    }

    /// False when the unit does not fit: the text is then finished.
    bool put(std::string_view unit, std::size_t characters)
    {
        if (m_characters + characters > m_maxCharacters || m_text.size() + unit.size() > m_maxBytes) {
            cut();
            return false;
        }
        m_text.append(unit);
        m_characters += characters;
        if (m_characters < m_maxCharacters && m_text.size() + ellipsis.size() <= m_maxBytes) {
            m_cutHere = m_text.size();
        }
        return true;
    }
    /// How many one-byte characters can be put so that the ellipsis still fits behind them.
    [[nodiscard]] std::size_t easyRoom() const noexcept
    {
        const std::size_t usedBytes = m_text.size() + ellipsis.size();
        const std::size_t usedCharacters = m_characters + 1;
        return usedBytes >= m_maxBytes || usedCharacters >= m_maxCharacters
            ? 0
            : std::min(m_maxBytes - usedBytes, m_maxCharacters - usedCharacters);
    }
    void cut()
    {
        m_truncated = true;
        m_text.resize(m_cutHere);
        if (m_maxCharacters > 0 && m_text.size() + ellipsis.size() <= m_maxBytes) {
            m_text.append(ellipsis);
        }
    }
    [[nodiscard]] bool truncated() const noexcept { return m_truncated; }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::size_t m_maxCharacters;
    std::size_t m_maxBytes;
    std::string m_text;
    std::size_t m_characters = 0;
    std::size_t m_cutHere = 0; ///< the longest prefix that leaves room for the ellipsis
    bool m_truncated = false;
};

/// Shows one step at a time; knows how many marks are stacked on the current character.
class DisplayWriter {
public:
    DisplayWriter(BoundedText& text, LineBreaks lineBreaks) : m_text(text), m_lineBreaks(lineBreaks) {}

    /// Printable ASCII, the bulk of most payloads; fits without asking.
    void writePlain(std::string_view run)
    {
        mark(run, run.size());
    }
    bool write(const Utf8Step& step, std::string_view unit)
    {
        if (!step.valid) {
            return mark(fmt::format("\\x{:02X}", static_cast<unsigned>(step.codePoint)), 4);
        }
        if (step.codePoint < 0x20 || step.codePoint == 0x7F) {
            return control(step.codePoint);
        }
        if (needsMark(step.codePoint)) {
            const std::string shown = fmt::format("\u27E8U+{:04X}\u27E9", static_cast<std::uint32_t>(step.codePoint));
            return mark(shown, shown.size() - 4); // two brackets of three bytes each
        }
        if (!isCombiningMark(step.codePoint)) {
            return mark(unit, 1);
        }
        ++m_stacked;
        if (m_stacked <= maxCombiningMarks) {
            return m_text.put(unit, 1);
        }
        return m_stacked > maxCombiningMarks + 1 || m_text.put(ellipsis, 1);
    }

private:
    bool mark(std::string_view unit, std::size_t characters)
    {
        m_stacked = 0;
        return m_text.put(unit, characters);
    }
    bool control(char32_t codePoint)
    {
        if (m_lineBreaks == LineBreaks::keep && (codePoint == '\n' || codePoint == '\t')) {
            return mark(codePoint == '\n' ? "\n" : "\t", 1);
        }
        // The symbols U+2400..U+241F stand in the order of the controls; DEL is U+2421.
        const auto low = static_cast<unsigned char>(codePoint == 0x7F ? 0x21U : codePoint);
        const std::array<char, 3> symbol{'\xE2', '\x90', static_cast<char>(0x80U + low)};
        return mark({symbol.data(), symbol.size()}, 1);
    }

    BoundedText& m_text;
    LineBreaks m_lineBreaks;
    std::size_t m_stacked = 0;
};

std::string render(std::string_view bytes, std::size_t maxCharacters, std::size_t maxBytes, LineBreaks lineBreaks,
                   bool& truncated)
{
    BoundedText text(maxCharacters, maxBytes, bytes.size());
    DisplayWriter writer(text, lineBreaks);
    // Stacked marks take input without giving output, so the input is bounded as well.
    const std::size_t limit = std::min(maxCharacters, maxBytes);
    std::size_t stepsLeft = limit > std::numeric_limits<std::size_t>::max() / 8 ? limit : 4 * limit + 64;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::string_view easy = bytes.substr(at, text.easyRoom());
        const auto plain = static_cast<std::size_t>(std::find_if_not(easy.begin(), easy.end(), isPlain) - easy.begin());
        if (plain > 0) {
            writer.writePlain(easy.substr(0, plain));
            at += plain;
            continue;
        }
        const Utf8Step step = utf8At(bytes, at);
        if (stepsLeft-- == 0) {
            text.cut();
            break;
        }
        if (!writer.write(step, bytes.substr(at, step.length))) {
            break;
        }
        at += step.length;
    }
    truncated = text.truncated();
    return text.take();
}

} // namespace

std::string displayText(std::string_view bytes, std::size_t maxCharacters, LineBreaks lineBreaks)
{
    bool truncated = false;
    // Nothing the writer puts is longer than four bytes a character.
    const std::size_t bound = std::numeric_limits<std::size_t>::max() / 8;
    return render(bytes, std::min(maxCharacters, bound), 4 * std::min(maxCharacters, bound), lineBreaks, truncated);
}

std::string displayTextWithin(std::string_view bytes, std::size_t maxBytes, LineBreaks lineBreaks, bool& truncated)
{
    const std::size_t bound = std::min(maxBytes, std::numeric_limits<std::size_t>::max() / 8);
    return render(bytes, bound, bound, lineBreaks, truncated);
}

} // namespace headroom::core
