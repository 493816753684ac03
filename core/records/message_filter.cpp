// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/message_filter.h"

#include <algorithm>
#include <span>

namespace headroom::core {
namespace {

Verdict opposite(Verdict verdict)
{
    return verdict == Verdict::undecided ? verdict : verdict == Verdict::yes ? Verdict::no : Verdict::yes;
}

/// Any of several: yes wins, then doubt.
class AnyOf {
public:
    /// True when nothing else needs to be looked at.
    bool add(Verdict verdict)
    {
        if (verdict != Verdict::no)
            m_verdict = verdict;
        return verdict == Verdict::yes;
    }
    [[nodiscard]] Verdict verdict() const { return m_verdict; }

private:
    Verdict m_verdict = Verdict::no;
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
Verdict inHeaders(const FilterTerm& term, Subject& subject)
{
    AnyOf any;
    for (const HeaderView& header : subject.headers()) {
        const bool everywhere = term.field == FilterTerm::Field::anywhere;
        if (everywhere && any.add(term.pattern->search(header.name)))
            return Verdict::yes;
        if (!everywhere && header.name != term.name)
            continue;
        if (any.add(term.pattern ? term.pattern->search(header.value) : Verdict::yes))
            return Verdict::yes;
    }
    if (subject.headersAreCut())
        any.add(Verdict::undecided);
    return any.verdict();
}

Verdict inRanges(const FilterTerm& term, std::int64_t number)
{
    return std::any_of(term.ranges.begin(), term.ranges.end(), [number](const FilterTerm::Range& range) { return range.first <= number && number <= range.last; })
        ? Verdict::yes
        : Verdict::no;
}

template <class Subject>
Verdict matchTerm(const FilterTerm& term, Subject& subject)
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
        return Verdict::yes;
    return any.verdict();
}

} // namespace

template <class Subject>
Verdict MessageFilter::matchAll(Subject& subject) const
{
    Verdict all = Verdict::yes;
    for (const FilterTerm& term : m_terms) {
        const Verdict verdict = term.negated ? opposite(matchTerm(term, subject)) : matchTerm(term, subject);
        if (verdict == Verdict::no)
            return verdict;
        if (verdict == Verdict::undecided)
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

Verdict MessageFilter::match(const Message& message, const MessageOwner& owner, PartitionId partition) const
{
    WholeMessage subject{message, owner, partition};
    return matchAll(subject);
}

Verdict MessageFilter::match(const RecordPage& page, const RecordRow& row, PartitionId partition) const
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
