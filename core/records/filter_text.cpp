// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/filter_text.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace headroom::core {

void FilterText::skipBlanks()
{
    while (!atEnd() && atBlank())
        ++m_at;
}

bool FilterText::take(std::string_view expected)
{
    const bool there = rest().starts_with(expected);
    m_at += there ? expected.size() : 0;
    return there;
}

std::optional<std::int64_t> FilterText::number()
{
    std::int64_t value = 0;
    const std::string_view digits = rest();
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem != std::errc() || value < 0 || digits.front() == '-')
        return std::nullopt;
    m_at += static_cast<std::size_t>(end - digits.data());
    return value;
}

std::size_t FilterText::closingQuote(std::string_view mayFollow) const
{
    if (now() != '"')
        return std::string_view::npos;
    for (std::size_t at = m_at + 1; at < m_text.size(); ++at) {
        if (m_text[at] == '\\')
            ++at;
        else if (m_text[at] == '"')
            return at + 1 == m_text.size() || mayFollow.find(m_text[at + 1]) != std::string_view::npos ? at : std::string_view::npos;
    }
    return std::string_view::npos;
}

std::string FilterText::quotedText(std::size_t end)
{
    std::string text;
    for (++m_at; m_at < end; ++m_at) {
        if (now() == '\\' && m_at + 1 < end)
            ++m_at; // \" and \\ .
        text += now();
    }
    ++m_at;
    return text;
}

/// It ends with a slash before a blank; else it is text that happens to begin with one.
bool FilterText::isExpression() const
{
    for (std::size_t at = m_at + 2; now() == '/' && at < m_text.size(); ++at) {
        if (m_text[at] == '/' && m_text[at - 1] != '\\' && (at + 1 == m_text.size() || m_text[at + 1] == ' '))
            return true;
    }
    return false;
}

FilterWord FilterText::word()
{
    FilterWord made;
    if (isExpression()) {
        made.expression = true;
        for (++m_at; now() != '/' || m_text[m_at - 1] == '\\' || (m_at + 1 < m_text.size() && m_text[m_at + 1] != ' ') || made.text.empty(); ++m_at)
            made.text += now();
        ++m_at;
    } else if (const std::size_t end = closingQuote(" "); end != std::string_view::npos) {
        made.quoted = true;
        made.text = quotedText(end);
    } else {
        while (!atBlank())
            made.text += next();
    }
    return made;
}

Result<TextPattern> FilterText::pattern()
{
    const std::size_t begin = m_at;
    return patternOf(word(), begin);
}

Result<TextPattern> FilterText::patternOf(const FilterWord& word, std::size_t begin) const
{
    auto made = word.expression ? TextPattern::expression(word.text) : TextPattern::text(word.text);
    return std::move(made).map_error([&](Error error) { return begin == 0 ? error : wrongAt(begin, error.message).value(); });
}

tl::unexpected<Error> FilterText::wrongAt(std::size_t at, std::string_view what) const
{
    return fail(ErrorCode::invalidSetting, fmt::format("Character {}: {}", characters(m_text.substr(0, at)) + 1, what), "messageFilter");
}

std::size_t FilterText::characters(std::string_view bytes)
{
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
}

} // namespace headroom::core
