// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/json_test.h"

#include <algorithm>
#include <compare>

#include <nlohmann/json.hpp>

namespace headroom::core {
namespace {

using nlohmann::json;

bool passes(JsonTest::Operator test, std::partial_ordering order)
{
    switch (test) {
    case JsonTest::Operator::equal: return order == 0;
    case JsonTest::Operator::notEqual: return order != 0;
    case JsonTest::Operator::less: return order < 0;
    case JsonTest::Operator::atMost: return order <= 0;
    case JsonTest::Operator::greater: return order > 0;
    case JsonTest::Operator::atLeast: return order >= 0;
    case JsonTest::Operator::exists:
    case JsonTest::Operator::contains: break;
    }
    return true;
}

/// Follows the path through the events of the parser; holds as many numbers as the path has steps, whatever the document.
class PathWalk final : public json::json_sax_t {
public:
    explicit PathWalk(const JsonTest& test) : m_test(test) { m_elements.reserve(test.path.size() + 1); }

    [[nodiscard]] bool found() const noexcept { return m_verdict == FilterVerdict::yes; }
    [[nodiscard]] bool costly() const noexcept { return m_verdict == FilterVerdict::undecided; }

    bool null() override { return leaf([this] { return word("null"); }); }
    bool boolean(bool value) override { return leaf([this, value] { return word(value ? "true" : "false"); }); }
    bool number_integer(number_integer_t value) override { return leaf([this, value] { return number(static_cast<double>(value), std::to_string(value)); }); }
    bool number_unsigned(number_unsigned_t value) override { return leaf([this, value] { return number(static_cast<double>(value), std::to_string(value)); }); }
    bool number_float(number_float_t value, const string_t& text) override { return leaf([&] { return number(value, text); }); }
    bool string(string_t& value) override { return leaf([&] { return text(value); }); }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return open(false); }
    bool end_object() override { return shut(); }
    bool start_array(std::size_t) override { return open(true); }
    bool end_array() override { return shut(); }
    bool key(string_t& name) override
    {
        if (onPath())
            m_keyFits = stepFits([&](const JsonStep& step) { return step.kind == JsonStep::Kind::member && step.name == name; });
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    struct Container {
        bool array = false;
        std::size_t next = 0; ///< element
    };

    /// The present container is one that the path leads through.
    [[nodiscard]] bool onPath() const noexcept { return m_depth == m_elements.size(); }
    template <class Fits>
    [[nodiscard]] bool stepFits(Fits fits) const
    {
        const std::size_t at = m_elements.size() - 1;
        return at < m_test.path.size() && (m_test.path[at].kind == JsonStep::Kind::any || fits(m_test.path[at]));
    }
    /// The value that begins here is where the next step leads.
    [[nodiscard]] bool reached()
    {
        if (m_depth == 0)
            return true;
        if (!onPath())
            return false;
        Container& in = m_elements.back();
        if (!in.array)
            return m_keyFits;
        const std::size_t element = in.next++;
        return stepFits([element](const JsonStep& step) { return step.kind == JsonStep::Kind::element && step.element == element; });
    }
    [[nodiscard]] bool atEnd() const noexcept { return m_elements.size() == m_test.path.size(); }

    template <class Judge>
    bool leaf(Judge judge)
    {
        return !reached() || !atEnd() || take(judge());
    }
    bool open(bool array)
    {
        if (reached()) {
            if (atEnd() && m_test.test == JsonTest::Operator::exists)
                return take(FilterVerdict::yes);
            if (!atEnd())
                m_elements.push_back({array, 0});
        }
        ++m_depth;
        return true;
    }
    bool shut()
    {
        if (onPath())
            m_elements.pop_back();
        --m_depth;
        return true;
    }
    /// False ends the parsing.
    bool take(FilterVerdict verdict)
    {
        if (verdict != FilterVerdict::no)
            m_verdict = verdict;
        return verdict != FilterVerdict::yes;
    }

    [[nodiscard]] FilterVerdict word(std::string_view value) const
    {
        if (m_test.test == JsonTest::Operator::contains)
            return m_test.pattern->search(value);
        const bool same = !m_test.quoted && m_test.operand == value;
        return passes(m_test.test, same ? std::partial_ordering::equivalent : std::partial_ordering::unordered) ? FilterVerdict::yes : FilterVerdict::no;
    }
    [[nodiscard]] FilterVerdict number(double value, const std::string& text) const
    {
        if (m_test.test == JsonTest::Operator::contains)
            return m_test.pattern->search(text);
        if (!m_test.number || m_test.quoted)
            return word(text);
        const auto whole = [](std::string_view digits) { return digits.find_first_not_of("-0123456789") == std::string_view::npos; };
        std::partial_ordering order = value <=> *m_test.number;
        if (order == 0 && text != m_test.operand && whole(text) && whole(m_test.operand))
            order = std::partial_ordering::unordered; // long numbers differ where their doubles do not
        return passes(m_test.test, order) ? FilterVerdict::yes : FilterVerdict::no;
    }
    [[nodiscard]] FilterVerdict text(const std::string& value) const
    {
        if (m_test.test == JsonTest::Operator::contains)
            return m_test.pattern->search(value);
        return passes(m_test.test, value <=> m_test.operand) ? FilterVerdict::yes : FilterVerdict::no;
    }

    const JsonTest& m_test;
    std::vector<Container> m_elements; ///< the containers that the path leads through, from the outside
    std::size_t m_depth = 0;
    bool m_keyFits = false;
    FilterVerdict m_verdict = FilterVerdict::no;
};

} // namespace

FilterVerdict JsonTest::match(std::string_view bytes, bool cut) const
{
    const std::string_view read = bytes.substr(0, TextPattern::maxSearched);
    const std::size_t begin = read.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || (!path.empty() && read[begin] != '{' && read[begin] != '['))
        return FilterVerdict::no;
    PathWalk walk(*this);
    const bool whole = json::sax_parse(read.begin(), read.end(), &walk);
    if (walk.found())
        return FilterVerdict::yes;
    const bool more = !whole && (cut || read.size() < bytes.size());
    return walk.costly() || more ? FilterVerdict::undecided : FilterVerdict::no;
}

} // namespace headroom::core
