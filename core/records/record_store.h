// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/records/message_filter.h"
#include "core/records/record_page.h"

namespace headroom::core {

using PageList = std::vector<std::shared_ptr<const RecordPage>>;

/// Counters of the record view; nothing is dropped without being counted here.
struct ViewCounts {
    std::uint64_t seen = 0;       ///< records offered
    std::uint64_t kept = 0;       ///< copied into a page
    std::uint64_t filtered = 0;   ///< not matched by the filter (undecided ones too): seen = kept + notKept + filtered
    std::uint64_t notKept = 0;    ///< passed over because the tick's share was full
    std::uint64_t evictedRows = 0;
    Bytes evictedBytes = 0;
    std::uint64_t rows = 0;       ///< rows held now (sealed pages)
    Bytes bytes = 0;              ///< bytes held now, pages still held by a window included
};

/// What is searched for among the messages that are taken.
struct ViewFilter {
    std::string text;     ///< see MessageFilter; blank: any
    bool keepOnly = true; ///< keep only what matches; else all is kept as without a filter, and matches are only counted
    Slot slot = -1;       ///< this partition only; negative: any

    friend bool operator==(const ViewFilter&, const ViewFilter&) = default;
};

/// What the filter of the record view did since it was set. Every message is tested: the figures are exact.
struct FilterCounts {
    std::uint64_t number = 0;    ///< rises with each filter that is set; 0: none, all messages are wanted
    ViewFilter filter;           ///< as it was set
    std::uint64_t tested = 0;
    std::uint64_t matched = 0;
    std::uint64_t kept = 0;      ///< of those that matched
    std::uint64_t undecided = 0; ///< would have cost too much to test; no match
    double seconds = 0;          ///< spent on testing
};

/// The record view: a byte-budgeted deque of sealed pages plus one open page. Thread: worker. Holds at most the budget
/// plus one page, and at most maxPages pages: at low rates each tick makes a small one.
class RecordStore {
public:
    /// At most this many previews are kept per tick (100 ms); a sample of each tick at high rates.
    static constexpr std::size_t keptPerTick = 200;
    static constexpr std::size_t maxPages = 4096;

    RecordStore(Bytes budget, Bytes previewBytes);

    void setBudget(Bytes budget);
    void setPreviewBytes(Bytes previewBytes) noexcept { m_previewBytes = previewBytes; }

    /// From now on messages are tested, and only those that match are kept, or all of them; what is held stays. `test` is
    /// that of the text, `partitionOf` names the partition of a slot. A filter that matches all takes the present one away.
    void setFilter(MessageFilter test, ViewFilter wanted, std::function<PartitionId(Slot)> partitionOf);

    /// Offers newly taken messages; copies what the tick's share allows, evenly enough to see every partition: all of
    /// them at low rates, else a sample spread over the tick. O(copied), whatever is offered; with a filter each is tested.
    void offer(std::span<const Message> messages, const MessageOwner& owner);
    /// Seals the open page and starts the next tick's share.
    void tick();
    /// Drops all pages (counted as evicted).
    void clear();

    [[nodiscard]] PageList pages() const { return {m_pages.begin(), m_pages.end()}; }
    [[nodiscard]] ViewCounts counts() const;
    [[nodiscard]] const FilterCounts& filterCounts() const noexcept { return m_filterCounts; }

private:
    void test(std::span<const Message> messages, const MessageOwner& owner);
    void sample(std::span<const Message> messages, const MessageOwner& owner, std::span<const char> marks = {});
    void keep(const Message& message, const MessageOwner& owner);
    [[nodiscard]] std::size_t stride(std::size_t offered) const noexcept;
    [[nodiscard]] std::size_t nextStep(std::size_t stride) noexcept;
    void seal();
    void evict();

    Bytes m_budget;
    Bytes m_previewBytes;
    std::shared_ptr<PageBytes> m_charged;
    PageBuilder m_open;
    std::deque<std::shared_ptr<const RecordPage>> m_pages;
    Bytes m_sealedBytes = 0;
    std::uint64_t m_nextPage = 1;
    std::size_t m_keptThisTick = 0;
    std::uint64_t m_seenThisTick = 0;
    std::uint64_t m_seenLastTick = 0;
    std::size_t m_tickStride = 1; ///< one message in this many is kept, by what the last two ticks offered
    std::size_t m_skip = 0;       ///< messages to pass over before the next kept one
    std::uint32_t m_random = 0x9E3779B9;
    ViewCounts m_counts;
    MessageFilter m_test;
    FilterCounts m_filterCounts;
    std::uint64_t m_filtersSet = 0;
    std::function<PartitionId(Slot)> m_partitionOf;
    std::vector<Message> m_matching; ///< of one offer; views, no copies
    std::vector<char> m_marks;       ///< of one offer, by message: it matches
};

} // namespace headroom::core
