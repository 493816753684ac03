// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a MessageFilter.
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/records/filter_text.h"
#include "core/records/message_filter.h"

namespace headroom::core {
namespace {

Result<FilterTerm> patternTerm(FilterText& text, FilterTerm term)
{
    auto found = text.pattern();
    if (!found)
        return tl::unexpected(found.error());
    term.pattern = std::move(*found);
    return term;
}

/// header:name, header:name=text
Result<FilterTerm> headerTerm(FilterText& text, FilterTerm term)
{
    if (const std::size_t end = text.closingQuote(" ="); end != std::string_view::npos) {
        term.name = text.quotedText(end);
    } else {
        while (!text.atBlank() && text.now() != '=')
            term.name += text.next();
    }
    if (term.name.empty())
        return text.wrong("the name of a header is missing");
    if (!text.take("="))
        return term;
    if (text.atBlank())
        return text.wrong("something has to follow the =");
    return patternTerm(text, std::move(term));
}

/// 5, 10-20, 100- or -20
std::optional<FilterTerm::Range> readRange(FilterText& text)
{
    const auto first = text.number();
    if (!text.take("-"))
        return first ? std::optional(FilterTerm::Range{*first, *first}) : std::nullopt;
    const bool open = text.atBlank() || text.now() == ',';
    const auto last = open ? std::optional(std::numeric_limits<std::int64_t>::max()) : text.number();
    if ((!first && open) || !last || *last < first.value_or(0))
        return std::nullopt;
    return FilterTerm::Range{first.value_or(0), *last};
}

Result<FilterTerm> rangeTerm(FilterText& text, FilterTerm term)
{
    do {
        const std::size_t begin = text.at();
        const auto range = readRange(text);
        if (!range || (!text.atBlank() && text.now() != ','))
            return text.wrongAt(begin, "a number or a range is expected here: 5, 10-20, 100-, -20, with commas between several");
        term.ranges.push_back(*range);
    } while (text.take(","));
    return term;
}

Result<FilterTerm> jsonTerm(FilterText& text, FilterTerm term)
{
    auto json = parseJsonTest(text);
    if (!json)
        return tl::unexpected(json.error());
    term.field = FilterTerm::Field::json;
    term.json = std::move(*json);
    return term;
}

Result<FilterTerm> readTerm(FilterText& text)
{
    using Field = FilterTerm::Field;
    constexpr std::pair<std::string_view, Field> fields[] = {
        {"key:", Field::key}, {"value:", Field::value}, {"header:", Field::header}, {"partition:", Field::partition}, {"offset:", Field::offset}};
    FilterTerm term;
    if (text.rest().size() > 1 && text.rest()[1] != ' ')
        term.negated = text.take("!");
    if (isJsonTest(text))
        return jsonTerm(text, std::move(term));
    for (const auto& [prefix, field] : fields) {
        if (text.take(prefix)) {
            term.field = field;
            if (text.atBlank())
                return text.wrong(fmt::format("something has to follow {}", prefix));
            break;
        }
    }
    switch (term.field) {
    case Field::header: return headerTerm(text, std::move(term));
    case Field::partition:
    case Field::offset: return rangeTerm(text, std::move(term));
    default: return patternTerm(text, std::move(term));
    }
}

} // namespace

Result<std::vector<FilterTerm>> parseFilter(std::string_view typed)
{
    if (FilterText::characters(typed) > MessageFilter::maxText)
        return fail(ErrorCode::invalidSetting, fmt::format("The filter is longer than {} characters; shorten it", MessageFilter::maxText), "messageFilter");
    FilterText text(typed);
    std::vector<FilterTerm> terms;
    for (text.skipBlanks(); !text.atEnd(); text.skipBlanks()) {
        auto term = readTerm(text);
        if (!term)
            return tl::unexpected(term.error());
        terms.push_back(std::move(*term));
    }
    return terms;
}

} // namespace headroom::core
