// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON conditions of a filter: $.a['b c'][0] == value.
#include <charconv>
#include <utility>

#include "core/records/filter_text.h"

namespace headroom::core {
namespace {

/// ['name'], [3] or [*]
Result<JsonStep> bracketStep(FilterText& text)
{
    JsonStep step;
    text.take("[");
    const char quote = text.now();
    if (text.take("*")) {
        step.kind = JsonStep::Kind::any;
    } else if (quote == '\'' || quote == '"') {
        const std::string_view rest = text.rest();
        const std::size_t end = rest.find(quote, 1);
        if (end == std::string_view::npos)
            return text.wrong("the name does not end with a quote");
        step.name = rest.substr(1, end - 1);
        text.goTo(text.at() + end + 1);
    } else {
        step.kind = JsonStep::Kind::element;
        const auto element = text.number();
        if (!element)
            return text.wrong("a number, * or a 'name' is expected in brackets");
        step.element = static_cast<std::size_t>(*element);
    }
    if (!text.take("]"))
        return text.wrong("] is expected here");
    return step;
}

Result<void> readPath(FilterText& text, JsonTest& json)
{
    constexpr std::string_view ends = " \t.[]=!<>~";
    text.take("$");
    while (!text.atEnd() && (text.now() == '.' || text.now() == '[')) {
        JsonStep step;
        if (text.take(".*")) {
            step.kind = JsonStep::Kind::any;
        } else if (text.take(".")) {
            while (!text.atEnd() && ends.find(text.now()) == std::string_view::npos)
                step.name += text.next();
            if (step.name.empty())
                return text.wrong("a name has to follow the dot; other names go like this: $['a b']");
        } else {
            auto bracket = bracketStep(text);
            if (!bracket)
                return tl::unexpected(bracket.error());
            step = std::move(*bracket);
        }
        json.path.push_back(std::move(step));
    }
    return {};
}

std::optional<JsonTest::Operator> takeOperator(FilterText& text)
{
    constexpr std::pair<std::string_view, JsonTest::Operator> operators[] = {
        {"==", JsonTest::Operator::equal}, {"!=", JsonTest::Operator::notEqual}, {"<=", JsonTest::Operator::atMost}, {">=", JsonTest::Operator::atLeast},
        {"<", JsonTest::Operator::less},   {">", JsonTest::Operator::greater},   {"~", JsonTest::Operator::contains}, {"=", JsonTest::Operator::equal}};
    for (const auto& [sign, found] : operators) {
        if (text.take(sign))
            return found;
    }
    return std::nullopt;
}

Result<void> readComparison(FilterText& text, JsonTest& json)
{
    const std::size_t end = text.at();
    text.skipBlanks();
    const auto found = takeOperator(text);
    if (!found) {
        if (text.at() == end && !text.atEnd())
            return text.wrong("after a path, ==, !=, <, <=, >, >= or ~ is expected");
        text.goTo(end); // the path only has to be there
        return {};
    }
    json.test = *found;
    text.skipBlanks();
    if (text.atEnd())
        return text.wrong("a value has to follow");
    const std::size_t begin = text.at();
    const FilterWord operand = text.word();
    json.operand = operand.text;
    json.quoted = operand.quoted;
    if (json.test == JsonTest::Operator::contains) {
        auto wanted = text.patternOf(operand, begin);
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

} // namespace

bool isJsonTest(const FilterText& text)
{
    return text.rest().starts_with("$.") || text.rest().starts_with("$[");
}

Result<JsonTest> parseJsonTest(FilterText& text)
{
    JsonTest json;
    if (auto read = readPath(text, json); !read)
        return tl::unexpected(read.error());
    if (auto read = readComparison(text, json); !read)
        return tl::unexpected(read.error());
    return json;
}

} // namespace headroom::core
