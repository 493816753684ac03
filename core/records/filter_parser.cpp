// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a MessageFilter.
#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/records/message_filter.h"

namespace headroom::core {
namespace {

/// A quoted text, a regular expression, or what stands up to the next blank.
struct Word {
    std::string text;
    bool quoted = false;
    bool expression = false;
};

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    [[nodiscard]] Result<std::vector<FilterTerm>> terms();

private:
    [[nodiscard]] Result<FilterTerm> term();
    [[nodiscard]] Result<FilterTerm> fieldTerm(FilterTerm term);
    [[nodiscard]] Result<FilterTerm> headerTerm(FilterTerm term);
    [[nodiscard]] Result<FilterTerm> rangeTerm(FilterTerm term);
    [[nodiscard]] Result<FilterTerm> jsonTerm(FilterTerm term);
    [[nodiscard]] Result<void> path(JsonTest& json);
    [[nodiscard]] Result<JsonStep> bracketStep();
    [[nodiscard]] Result<void> comparison(JsonTest& json);
    [[nodiscard]] std::optional<JsonTest::Operator> takeOperator();
    [[nodiscard]] Word word();
    [[nodiscard]] std::size_t closingQuote(std::string_view mayFollow) const;
    [[nodiscard]] std::string quotedText(std::size_t end);
    [[nodiscard]] Result<TextPattern> pattern(const Word& word, std::size_t begin);
    [[nodiscard]] bool isExpression() const;
    [[nodiscard]] bool isPath() const;

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char now() const { return atEnd() ? '\0' : m_text[m_at]; }
    [[nodiscard]] bool atBlank() const { return atEnd() || now() == ' ' || now() == '\t'; }
    void skipBlanks()
    {
        while (!atEnd() && atBlank())
            ++m_at;
    }
    bool take(std::string_view expected)
    {
        const bool there = m_text.substr(m_at).starts_with(expected);
        m_at += there ? expected.size() : 0;
        return there;
    }
    [[nodiscard]] tl::unexpected<Error> wrong(std::string_view what) const { return wrongAt(m_at, what); }
    [[nodiscard]] tl::unexpected<Error> wrongAt(std::size_t at, std::string_view what) const
    {
        const std::string_view before = m_text.substr(0, at);
        const auto characters = std::count_if(before.begin(), before.end(), [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; });
        return fail(ErrorCode::invalidSetting, fmt::format("Character {}: {}", characters + 1, what), "messageFilter");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

Result<std::vector<FilterTerm>> Parser::terms()
{
    std::vector<FilterTerm> all;
    for (skipBlanks(); !atEnd(); skipBlanks()) {
        auto one = term();
        if (!one)
            return tl::unexpected(one.error());
        all.push_back(std::move(*one));
    }
    return all;
}

Result<FilterTerm> Parser::term()
{
    FilterTerm made;
    if (now() == '!' && m_at + 1 < m_text.size() && m_text[m_at + 1] != ' ') {
        made.negated = true;
        ++m_at;
    }
    if (isPath())
        return jsonTerm(std::move(made));
    constexpr std::pair<std::string_view, FilterTerm::Field> fields[] = {{"key:", FilterTerm::Field::key},
                                                                         {"value:", FilterTerm::Field::value},
                                                                         {"header:", FilterTerm::Field::header},
                                                                         {"partition:", FilterTerm::Field::partition},
                                                                         {"offset:", FilterTerm::Field::offset}};
    for (const auto& [prefix, field] : fields) {
        if (take(prefix)) {
            made.field = field;
            if (atBlank())
                return wrong(fmt::format("something has to follow {}", prefix));
            break;
        }
    }
    switch (made.field) {
    case FilterTerm::Field::header: return headerTerm(std::move(made));
    case FilterTerm::Field::partition:
    case FilterTerm::Field::offset: return rangeTerm(std::move(made));
    default: return fieldTerm(std::move(made));
    }
}

Result<FilterTerm> Parser::fieldTerm(FilterTerm term)
{
    const std::size_t begin = m_at;
    auto found = pattern(word(), begin);
    if (!found)
        return tl::unexpected(found.error());
    term.pattern = std::move(*found);
    return term;
}

/// header:name, header:name=text
Result<FilterTerm> Parser::headerTerm(FilterTerm term)
{
    if (const std::size_t end = closingQuote(" ="); end != std::string_view::npos) {
        term.name = quotedText(end);
    } else {
        while (!atBlank() && now() != '=')
            term.name += m_text[m_at++];
    }
    if (term.name.empty())
        return wrong("the name of a header is missing");
    if (!take("="))
        return term;
    if (atBlank())
        return wrong("something has to follow the =");
    return fieldTerm(std::move(term));
}

/// offset:5,10-20,100-
Result<FilterTerm> Parser::rangeTerm(FilterTerm term)
{
    const auto number = [this](std::int64_t otherwise) -> std::optional<std::int64_t> {
        std::int64_t value = 0;
        const char* begin = m_text.data() + m_at;
        const auto [end, problem] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (end == begin)
            return otherwise;
        m_at += static_cast<std::size_t>(end - begin);
        return problem == std::errc() && value >= 0 ? std::optional(value) : std::nullopt;
    };
    do {
        const std::size_t begin = m_at;
        const bool open = now() == '-';
        const auto first = open ? std::optional<std::int64_t>(0) : number(-1);
        const bool range = take("-");
        const auto last = range ? number(std::numeric_limits<std::int64_t>::max()) : first;
        const bool nothing = open && atBlank() && m_at == begin + 1;
        if (!first || !last || *first < 0 || nothing || *last < *first || (!atBlank() && now() != ','))
            return wrongAt(begin, "a number or a range is expected here: 5, 10-20, 100-, -20, with commas between several");
        term.ranges.push_back({*first, *last});
    } while (take(","));
    return term;
}

bool Parser::isPath() const
{
    const std::string_view rest = m_text.substr(m_at);
    return rest.starts_with("$.") || rest.starts_with("$[");
}

Result<FilterTerm> Parser::jsonTerm(FilterTerm term)
{
    term.field = FilterTerm::Field::json;
    term.json.emplace();
    if (auto read = path(*term.json); !read)
        return tl::unexpected(read.error());
    if (auto read = comparison(*term.json); !read)
        return tl::unexpected(read.error());
    return term;
}

Result<void> Parser::path(JsonTest& json)
{
    constexpr std::string_view ends = " \t.[]=!<>~";
    take("$");
    while (!atEnd() && (now() == '.' || now() == '[')) {
        JsonStep step;
        if (take(".*")) {
            step.kind = JsonStep::Kind::any;
        } else if (take(".")) {
            while (!atEnd() && ends.find(now()) == std::string_view::npos)
                step.name += m_text[m_at++];
            if (step.name.empty())
                return wrong("a name has to follow the dot; other names go like this: $['a b']");
        } else {
            auto bracket = bracketStep();
            if (!bracket)
                return tl::unexpected(bracket.error());
            step = std::move(*bracket);
        }
        json.path.push_back(std::move(step));
    }
    return {};
}

/// ['name'], [3] or [*]
Result<JsonStep> Parser::bracketStep()
{
    JsonStep step;
    take("[");
    const char quote = now();
    if (take("*")) {
        step.kind = JsonStep::Kind::any;
    } else if (quote == '\'' || quote == '"') {
        const std::size_t end = m_text.find(quote, m_at + 1);
        if (end == std::string_view::npos)
            return wrong("the name does not end with a quote");
        step.name = m_text.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
    } else {
        step.kind = JsonStep::Kind::element;
        const char* begin = m_text.data() + m_at;
        const auto [end, problem] = std::from_chars(begin, m_text.data() + m_text.size(), step.element);
        if (problem != std::errc())
            return wrong("a number, * or a 'name' is expected in brackets");
        m_at += static_cast<std::size_t>(end - begin);
    }
    if (!take("]"))
        return wrong("] is expected here");
    return step;
}

std::optional<JsonTest::Operator> Parser::takeOperator()
{
    constexpr std::pair<std::string_view, JsonTest::Operator> operators[] = {
        {"==", JsonTest::Operator::equal}, {"!=", JsonTest::Operator::notEqual}, {"<=", JsonTest::Operator::atMost}, {">=", JsonTest::Operator::atLeast},
        {"<", JsonTest::Operator::less},   {">", JsonTest::Operator::greater},   {"~", JsonTest::Operator::contains}, {"=", JsonTest::Operator::equal}};
    for (const auto& [text, found] : operators) {
        if (take(text))
            return found;
    }
    return std::nullopt;
}

Result<void> Parser::comparison(JsonTest& json)
{
    const std::size_t end = m_at;
    skipBlanks();
    const auto found = takeOperator();
    if (!found) {
        if (m_at == end && !atEnd())
            return wrong("after a path, ==, !=, <, <=, >, >= or ~ is expected");
        m_at = end; // the path only has to be there
        return {};
    }
    json.test = *found;
    skipBlanks();
    if (atEnd())
        return wrong("a value has to follow");
    const std::size_t begin = m_at;
    const Word operand = word();
    json.operand = operand.text;
    json.quoted = operand.quoted;
    if (json.test == JsonTest::Operator::contains) {
        auto wanted = pattern(operand, begin);
        if (!wanted)
            return tl::unexpected(wanted.error());
        json.pattern = std::move(*wanted);
    }
    double number = 0;
    const char* first = json.operand.data();
    const char* last = first + json.operand.size();
    if (const auto [stop, problem] = std::from_chars(first, last, number); problem == std::errc() && stop == last)
        json.number = number;
    return {};
}

/// It ends with a slash before a blank; else it is text that happens to begin with one.
bool Parser::isExpression() const
{
    for (std::size_t at = m_at + 2; now() == '/' && at < m_text.size(); ++at) {
        if (m_text[at] == '/' && m_text[at - 1] != '\\' && (at + 1 == m_text.size() || m_text[at + 1] == ' '))
            return true;
    }
    return false;
}

/// Where the text in quotes that begins here ends; npos when it does not, or when more follows than a blank: "id":7 is a
/// piece of JSON, not a quoted word.
std::size_t Parser::closingQuote(std::string_view mayFollow) const
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

std::string Parser::quotedText(std::size_t end)
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

Word Parser::word()
{
    Word made;
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
            made.text += m_text[m_at++];
    }
    return made;
}

Result<TextPattern> Parser::pattern(const Word& word, std::size_t begin)
{
    auto made = word.expression ? TextPattern::expression(word.text) : TextPattern::text(word.text);
    return std::move(made).map_error([&](Error error) {
        return begin == 0 ? error : wrongAt(begin, error.message).value();
    });
}

} // namespace

Result<std::vector<FilterTerm>> parseFilter(std::string_view text)
{
    const auto characters = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
    if (characters > MessageFilter::maxText)
        return fail(ErrorCode::invalidSetting, fmt::format("The filter is longer than {} characters; shorten it", MessageFilter::maxText), "messageFilter");
    return Parser(text).terms();
}

const std::vector<FilterHelp>& filterHelp()
{
    static const std::vector<FilterHelp> rows{
        {"order-17", "this text in key, value or a header, upper or lower case"},
        {"\"two words\"", "with blanks in it; without the quotes, both words have to be there"},
        {"/^order-\\d+$/", "a regular expression (Perl's), case matters"},
        {"key:alice", "in the key only; also value:"},
        {"header:trace-id", "has a header of this name"},
        {"header:source=/^(web|app)$/", "and its value holds this text or expression"},
        {"partition:0,4-7", "in one of these partitions"},
        {"offset:100-200", "an offset in this range; 100- and -200 are open at one end"},
        {"$.customer.city == Oslo", "JSON values: ==, !=, <, <=, >, >=, ~ (holds the text or /expression/)"},
        {"$.items[*].price > 99.5", "one of the elements; [0] is the first, $['a b'] a name with a blank"},
        {"$.coupon", "there is such a value, whatever it is"},
        {"!key:test", "not: before any condition"},
    };
    return rows;
}

} // namespace headroom::core
