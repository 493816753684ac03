// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/kafka/batch.h"
#include "core/records/json_test.h"
#include "core/records/record_page.h"
#include "core/records/text_pattern.h"

namespace headroom::core {

/// One condition of a filter.
struct FilterTerm {
    enum class Field : std::uint8_t { anywhere, key, value, header, partition, offset, json };
    /// Both ends included.
    struct Range {
        std::int64_t first = 0;
        std::int64_t last = 0;
    };

    Field field = Field::anywhere;
    bool negated = false;
    std::optional<TextPattern> pattern; ///< none for a header: it only has to be there
    std::string name;                   ///< of the header
    std::vector<Range> ranges;          ///< of partition or offset: one of them
    std::optional<JsonTest> json;
};

/// A compiled filter of messages: conditions with blanks between them, all of which have to hold. See filterHelp().
/// Movable. Thread: one at a time. Bound: what one message may cost is limited, see TextPattern and JsonTest.
class MessageFilter {
public:
    /// Characters; longer texts are refused.
    static constexpr std::size_t maxText = 1000;
    /// Headers looked at; a message with more, and without a match in these, is undecided.
    static constexpr std::size_t maxHeaders = 256;

    /// Matches all.
    MessageFilter() = default;
    /// Blank text matches all. The error is one sentence and says at which character the text is wrong.
    [[nodiscard]] static Result<MessageFilter> compile(std::string_view text);

    /// The whole message, as it was handed over.
    [[nodiscard]] FilterVerdict match(const Message& message, const MessageOwner& owner, PartitionId partition) const;
    /// A kept record: its preview is taken for the whole. Only JSON that is cut before the path ends is undecided.
    [[nodiscard]] FilterVerdict match(const RecordPage& page, const RecordRow& row, PartitionId partition) const;

    [[nodiscard]] bool matchesAll() const noexcept { return m_terms.empty(); }

private:
    template <class Subject>
    [[nodiscard]] FilterVerdict matchAll(Subject& subject) const;

    std::vector<FilterTerm> m_terms;
};

/// A kind of condition, for people.
struct FilterHelp {
    std::string_view example;
    std::string_view meaning;
};
/// One of each, in the order to learn them. Every example compiles.
[[nodiscard]] const std::vector<FilterHelp>& filterHelp();

/// The text of a filter as its terms.
[[nodiscard]] Result<std::vector<FilterTerm>> parseFilter(std::string_view text);

} // namespace headroom::core
