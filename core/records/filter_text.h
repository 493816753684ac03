// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/records/json_test.h"
#include "core/records/text_pattern.h"

// Private to core/records.

namespace headroom::core {

/// What can stand in the place of a word in a filter.
struct FilterWord {
    std::string text;
    bool quoted = false;     ///< "in quotes"
    bool expression = false; ///< /between slashes/
};

/// The text of a filter, read from left to right. The text outlives it.
class FilterText {
public:
    explicit FilterText(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    /// 0 at the end.
    [[nodiscard]] char now() const { return atEnd() ? '\0' : m_text[m_at]; }
    [[nodiscard]] bool atBlank() const { return atEnd() || now() == ' ' || now() == '\t'; }
    [[nodiscard]] std::size_t at() const { return m_at; }
    [[nodiscard]] std::string_view rest() const { return m_text.substr(std::min(m_at, m_text.size())); }
    void goTo(std::size_t at) { m_at = at; }
    char next() { return m_text[m_at++]; }
    void skipBlanks();
    /// Goes past `expected` when it is there.
    bool take(std::string_view expected);
    /// A number without a sign; none when there is none, or it is too large.
    [[nodiscard]] std::optional<std::int64_t> number();

    /// A quoted text, an expression, or what stands up to the next blank.
    [[nodiscard]] FilterWord word();
    /// Where the quotes that begin here end; npos when they do not, or when something else follows than `mayFollow` or the
    /// end: "id":7 is a piece of JSON, not a quoted word.
    [[nodiscard]] std::size_t closingQuote(std::string_view mayFollow) const;
    [[nodiscard]] std::string quotedText(std::size_t end);
    /// The next word, ready to be searched for.
    [[nodiscard]] Result<TextPattern> pattern();
    /// The same of a word that was read at `begin`.
    [[nodiscard]] Result<TextPattern> patternOf(const FilterWord& word, std::size_t begin) const;

    /// An error at this place, or another one.
    [[nodiscard]] tl::unexpected<Error> wrong(std::string_view what) const { return wrongAt(m_at, what); }
    [[nodiscard]] tl::unexpected<Error> wrongAt(std::size_t at, std::string_view what) const;
    /// Characters, not bytes: as people count.
    [[nodiscard]] static std::size_t characters(std::string_view bytes);

private:
    [[nodiscard]] bool isExpression() const;

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// A JSON condition begins here.
[[nodiscard]] bool isJsonTest(const FilterText& text);
[[nodiscard]] Result<JsonTest> parseJsonTest(FilterText& text);

} // namespace headroom::core
