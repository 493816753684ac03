// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/record_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace headroom::core {

RecordStore::RecordStore(Bytes budget, Bytes previewBytes)
    : m_budget(budget), m_previewBytes(previewBytes), m_charged(std::make_shared<PageBytes>(0)), m_open(m_charged)
{
}

void RecordStore::setBudget(Bytes budget)
{
    m_budget = budget;
    evict();
}

std::size_t RecordStore::stride(std::size_t offered) const noexcept
{
    const std::size_t left = keptPerTick - m_keptThisTick;
    if (offered <= left) {
        return m_tickStride;
    }
    // More at once than the rates foretold: half of what is left for these, the rest for what may still come.
    const std::size_t share = std::max<std::size_t>(1, left / 2);
    return std::max(m_tickStride, (offered + share - 1) / share);
}

std::size_t RecordStore::nextStep(std::size_t stride) noexcept
{
    if (stride <= 1) {
        return 1;
    }
    // Uneven steps (mean = stride), or a stride in step with interleaved partitions would see only one of them.
    m_random ^= m_random << 13U;
    m_random ^= m_random >> 17U;
    m_random ^= m_random << 5U;
    return 1 + m_random % (2 * stride - 1);
}

void RecordStore::keep(const Message& message, const MessageOwner& owner)
{
    if (!m_open.add(message, owner, m_previewBytes)) {
        seal();
        if (!m_open.add(message, owner, m_previewBytes)) {
            return; // a preview fits into an empty page
        }
    }
    ++m_keptThisTick;
    ++m_counts.kept;
}

void RecordStore::setFilter(MessageFilter test, ViewFilter wanted, std::function<PartitionId(Slot)> partitionOf)
{
    seal(); // all records of a page passed the same filter
    m_test = std::move(test);
    m_partitionOf = std::move(partitionOf);
    m_filterCounts = {};
    m_seenThisTick = m_seenLastTick = 0; // the rate of matches is another one
    m_tickStride = 1;
    m_skip = 0;
    if (!m_test.matchesAll() || wanted.slot >= 0) {
        m_filterCounts.number = ++m_filtersSet;
        m_filterCounts.filter = std::move(wanted);
    }
}

void RecordStore::test(std::span<const Message> messages, const MessageOwner& owner)
{
    const auto begun = std::chrono::steady_clock::now();
    const Slot wanted = m_filterCounts.filter.slot;
    m_matching.clear();
    m_marks.assign(messages.size(), 0);
    for (std::size_t index = 0; index < messages.size(); ++index) {
        const Message& message = messages[index];
        if (wanted >= 0 && message.slot != wanted)
            continue;
        const FilterVerdict verdict = m_test.match(message, owner, m_partitionOf(message.slot));
        m_marks[index] = verdict == FilterVerdict::yes ? 1 : 0;
        if (verdict == FilterVerdict::yes)
            m_matching.push_back(message);
        else if (verdict == FilterVerdict::undecided)
            ++m_filterCounts.undecided;
    }
    m_filterCounts.tested += messages.size();
    m_filterCounts.matched += m_matching.size();
    m_filterCounts.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void RecordStore::offer(std::span<const Message> messages, const MessageOwner& owner)
{
    m_counts.seen += messages.size();
    if (m_filterCounts.number == 0) {
        sample(messages, owner);
        return;
    }
    test(messages, owner);
    if (!m_filterCounts.filter.keepOnly) {
        sample(messages, owner, m_marks);
        return;
    }
    const std::uint64_t keptBefore = m_counts.kept;
    m_counts.filtered += messages.size() - m_matching.size();
    sample(m_matching, owner);
    m_filterCounts.kept += m_counts.kept - keptBefore;
}

/// `marks` says which of the messages match a filter that only counts.
void RecordStore::sample(std::span<const Message> messages, const MessageOwner& owner, std::span<const char> marks)
{
    const std::uint64_t keptBefore = m_counts.kept;
    m_seenThisTick += messages.size();
    if (m_keptThisTick < keptPerTick && !messages.empty()) {
        const std::size_t step = stride(messages.size());
        std::size_t index = m_skip;
        while (index < messages.size() && m_keptThisTick < keptPerTick) {
            keep(messages[index], owner);
            m_filterCounts.kept += !marks.empty() && marks[index] != 0 ? 1 : 0;
            index += nextStep(step);
        }
        m_skip = index > messages.size() ? index - messages.size() : 0;
    }
    m_counts.notKept += messages.size() - (m_counts.kept - keptBefore);
}

void RecordStore::tick()
{
    seal();
    const std::uint64_t expected = std::max(m_seenThisTick, m_seenLastTick);
    m_tickStride = static_cast<std::size_t>((expected + keptPerTick - 1) / keptPerTick);
    m_tickStride = std::max<std::size_t>(1, m_tickStride);
    m_skip = std::min(m_skip, m_tickStride - 1);
    m_seenLastTick = std::exchange(m_seenThisTick, 0);
    m_keptThisTick = 0;
}

void RecordStore::seal()
{
    if (m_open.empty()) {
        return;
    }
    m_pages.push_back(m_open.seal(m_nextPage++, m_filterCounts.filter.keepOnly ? m_filterCounts.number : 0));
    m_sealedBytes += m_pages.back()->bytes();
    m_counts.rows += m_pages.back()->rows().size();
    evict();
}

void RecordStore::evict()
{
    while (!m_pages.empty() && (m_sealedBytes > m_budget || m_pages.size() > maxPages)) {
        const RecordPage& oldest = *m_pages.front();
        m_sealedBytes -= oldest.bytes();
        m_counts.evictedBytes += oldest.bytes();
        m_counts.evictedRows += oldest.rows().size();
        m_counts.rows -= oldest.rows().size();
        m_pages.pop_front();
    }
}

void RecordStore::clear()
{
    seal();
    const Bytes budget = std::exchange(m_budget, 0);
    evict();
    m_budget = budget;
}

ViewCounts RecordStore::counts() const
{
    ViewCounts counts = m_counts;
    counts.bytes = m_charged->load(std::memory_order_relaxed);
    return counts;
}

} // namespace headroom::core
