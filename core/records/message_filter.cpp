// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/message_filter.h"

#include <algorithm>
#include <span>

namespace headroom::core {
namespace {

FilterVerdict opposite(FilterVerdict verdict)
{
    return verdict == FilterVerdict::undecided ? verdict : verdict == FilterVerdict::yes ? FilterVerdict::no : FilterVerdict::yes;
}

/// Any of several: yes wins, then doubt.
class AnyOf {
public:
    /// True when nothing else needs to be looked at.
    bool add(FilterVerdict verdict)
    {
        if (verdict != FilterVerdict::no)
            m_verdict = verdict;
        return verdict == FilterVerdict::yes;
    }
    [[nodiscard]] FilterVerdict verdict() const { return m_verdict; }

private:
    FilterVerdict m_verdict = FilterVerdict::no;
};

/// A message; its headers are only read when a condition asks for them.
struct WholeMessage {
    const Message& message;
    const MessageOwner& owner;
    PartitionId partition;
    std::vector<HeaderView> read{};
    std::size_t total = 0;
    bool known = false;

    [[nodiscard]] std::string_view key() const { return message.key; }
    [[nodiscard]] std::string_view value() const { return message.value; }
    [[nodiscard]] Offset offset() const { return message.offset; }
    [[nodiscard]] bool valueIsCut() const { return false; }
    [[nodiscard]] std::span<const HeaderView> headers()
    {
        if (!known)
            owner.headers(message, MessageFilter::maxHeaders, read, total);
        known = true;
        return read;
    }
    [[nodiscard]] bool headersAreCut() const { return total > read.size(); }
};

struct KeptRecord {
    const RecordPage& page;
    const RecordRow& row;
    PartitionId partition;

    [[nodiscard]] std::string_view key() const { return row.key; }
    [[nodiscard]] std::string_view value() const { return row.value; }
    [[nodiscard]] Offset offset() const { return row.offset; }
    [[nodiscard]] bool valueIsCut() const { return row.valueSize > row.value.size(); }
    [[nodiscard]] std::span<const HeaderView> headers() const { return page.headers(row); }
    [[nodiscard]] bool headersAreCut() const { return false; }
};

template <class Subject>
FilterVerdict inHeaders(const FilterTerm& term, Subject& subject)
{
    AnyOf any;
    for (const HeaderView& header : subject.headers()) {
        const bool everywhere = term.field == FilterTerm::Field::anywhere;
        if (everywhere && any.add(term.pattern->search(header.name)))
            return FilterVerdict::yes;
        if (!everywhere && header.name != term.name)
            continue;
        if (any.add(term.pattern ? term.pattern->search(header.value) : FilterVerdict::yes))
            return FilterVerdict::yes;
    }
    if (subject.headersAreCut())
        any.add(FilterVerdict::undecided);
    return any.verdict();
}

FilterVerdict inRanges(const FilterTerm& term, std::int64_t number)
{
    return std::any_of(term.ranges.begin(), term.ranges.end(), [number](const FilterTerm::Range& range) { return range.first <= number && number <= range.last; })
        ? FilterVerdict::yes
        : FilterVerdict::no;
}

template <class Subject>
FilterVerdict matchTerm(const FilterTerm& term, Subject& subject)
{
    switch (term.field) {
    case FilterTerm::Field::key: return term.pattern->search(subject.key());
    case FilterTerm::Field::value: return term.pattern->search(subject.value());
    case FilterTerm::Field::header: return inHeaders(term, subject);
    case FilterTerm::Field::partition: return inRanges(term, subject.partition);
    case FilterTerm::Field::offset: return inRanges(term, subject.offset());
    case FilterTerm::Field::json: return term.json->match(subject.value(), subject.valueIsCut());
    case FilterTerm::Field::anywhere: break;
    }
    AnyOf any;
    if (any.add(term.pattern->search(subject.key())) || any.add(term.pattern->search(subject.value())) || any.add(inHeaders(term, subject)))
        return FilterVerdict::yes;
    return any.verdict();
}

} // namespace

template <class Subject>
FilterVerdict MessageFilter::matchAll(Subject& subject) const
{
    FilterVerdict all = FilterVerdict::yes;
    for (const FilterTerm& term : m_terms) {
        const FilterVerdict verdict = term.negated ? opposite(matchTerm(term, subject)) : matchTerm(term, subject);
        if (verdict == FilterVerdict::no)
            return verdict;
        if (verdict == FilterVerdict::undecided)
            all = verdict;
    }
    return all;
}

Result<MessageFilter> MessageFilter::compile(std::string_view text)
{
    return parseFilter(text).map([](std::vector<FilterTerm>&& terms) {
        MessageFilter filter;
        filter.m_terms = std::move(terms);
        // What is quick to tell comes first; a message mostly fails there.
        std::stable_sort(filter.m_terms.begin(), filter.m_terms.end(), [](const FilterTerm& a, const FilterTerm& b) {
            const auto cost = [](FilterTerm::Field field) { return field == FilterTerm::Field::partition || field == FilterTerm::Field::offset ? 0 : field == FilterTerm::Field::json ? 2 : 1; };
            return cost(a.field) < cost(b.field);
        });
        return filter;
    });
}

FilterVerdict MessageFilter::match(const Message& message, const MessageOwner& owner, PartitionId partition) const
{
    WholeMessage subject{message, owner, partition};
    return matchAll(subject);
}

FilterVerdict MessageFilter::match(const RecordPage& page, const RecordRow& row, PartitionId partition) const
{
    KeptRecord subject{page, row, partition};
    return matchAll(subject);
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
