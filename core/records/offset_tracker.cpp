// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/offset_tracker.h"

#include <algorithm>
#include <cassert>

namespace headroom::core {
namespace {

/// Calls `visit` once per run of messages of one slot: records come partition by partition, so runs are long.
template <class Visit>
void forEachRun(std::span<const Message> messages, const Visit& visit)
{
    std::size_t begin = 0;
    while (begin < messages.size()) {
        const Slot slot = messages[begin].slot;
        std::size_t end = begin + 1;
        while (end < messages.size() && messages[end].slot == slot) {
            ++end;
        }
        visit(messages.subspan(begin, end - begin));
        begin = end;
    }
}

constexpr std::size_t maxGaps = 16;

} // namespace

OffsetTracker::Entry& OffsetTracker::entry(Slot slot)
{
    assert(slot >= 0);
    const auto index = static_cast<std::size_t>(slot);
    if (index >= m_slots.size()) {
        m_slots.resize(index + 1);
    }
    return m_slots[index];
}

void OffsetTracker::assign(Slot slot, Offset committed)
{
    Entry& one = entry(slot);
    one.owned = true;
    one.position = unknownOffset;
    one.processed = unknownOffset;
    one.committed = committed;
    one.committedAfter = one.repositions;
}

void OffsetTracker::revoke(Slot slot)
{
    Entry& one = entry(slot);
    if (one.position != unknownOffset) {
        one.leftPosition = one.position;
    }
    one.leftProcessed = std::max(one.leftProcessed, one.processed);
    one.owned = false;
    one.position = unknownOffset;
    one.processed = unknownOffset;
}

void OffsetTracker::reposition(Slot slot)
{
    Entry& one = entry(slot);
    one.position = unknownOffset;
    one.processed = unknownOffset;
    one.leftPosition = unknownOffset;
    one.leftProcessed = unknownOffset;
    ++one.repositions;
}

void OffsetTracker::gapFrom(Slot slot, Offset from)
{
    Entry& one = entry(slot);
    std::erase_if(one.gaps, [&](const Gap& gap) { return gap.to == unknownOffset || gap.to <= one.committed; });
    if (one.gaps.size() >= maxGaps) {
        one.gaps.erase(one.gaps.begin());
    }
    one.gaps.push_back({from, unknownOffset});
}

/// A record of the gap itself, which the user went back for, ends it as well.
void OffsetTracker::closeGap(Entry& entry, Offset first)
{
    for (Gap& gap : entry.gaps) {
        if (gap.to == unknownOffset || (first >= gap.from && first < gap.to)) {
            gap.to = std::max(gap.from, first);
        }
    }
}

void OffsetTracker::taken(std::span<const Message> messages)
{
    forEachRun(messages, [this](std::span<const Message> run) {
        Entry& one = entry(run.front().slot);
        one.messages += run.size();
        if (!one.owned) {
            return;
        }
        if (one.firstOffset == unknownOffset) {
            one.firstOffset = run.front().offset;
        }
        if (one.position == unknownOffset && !one.gaps.empty()) {
            closeGap(one, run.front().offset);
        }
        one.position = run.back().offset + 1;
        one.takenTo = one.position;
    });
}

void OffsetTracker::processed(std::span<const Message> messages)
{
    forEachRun(messages, [this](std::span<const Message> run) {
        Entry& one = entry(run.front().slot);
        const Offset next = run.back().offset + 1;
        // Beyond the position are only records from before a reposition or a new assignment.
        if (one.owned && next <= one.position) {
            one.processed = next == one.takenTo ? one.position : next; // with nothing in hand, gaps count as passed
        }
    });
}

void OffsetTracker::passedTo(Slot slot, Offset next)
{
    Entry& one = entry(slot);
    if (!one.owned || one.position == unknownOffset || next <= one.position) {
        return;
    }
    if (one.processed == one.position) {
        one.processed = next;
    }
    one.position = next;
}

void OffsetTracker::carryOn(Slot slot, Offset next)
{
    Entry& one = entry(slot);
    one.position = one.processed = one.takenTo = next;
    if (next < one.committed) {
        ++one.repositions;
    }
}

bool OffsetTracker::mayCommit(const Entry& entry) noexcept
{
    if (!entry.owned || entry.processed == unknownOffset) {
        return false;
    }
    const auto follows = [&entry](Offset before, std::uint64_t after) {
        return after == entry.repositions ? entry.processed > before : entry.processed != before;
    };
    if (entry.sent != unknownOffset) {
        // What is under way counts as the last word, be it lower than what is confirmed.
        return follows(entry.sent, entry.sentAfter);
    }
    return follows(entry.committed, entry.committedAfter);
}

std::vector<SlotOffset> OffsetTracker::committable() const
{
    std::vector<SlotOffset> offsets;
    for (std::size_t index = 0; index < m_slots.size(); ++index) {
        if (mayCommit(m_slots[index])) {
            offsets.push_back({static_cast<Slot>(index), m_slots[index].processed, 0});
        }
    }
    return offsets;
}

void OffsetTracker::commitSent(std::span<const SlotOffset> offsets)
{
    for (const SlotOffset& offset : offsets) {
        Entry& one = entry(offset.slot);
        one.sent = offset.offset;
        one.sentAfter = one.repositions;
    }
}

void OffsetTracker::commitConfirmed(std::span<const SlotOffset> offsets)
{
    for (const SlotOffset& offset : offsets) {
        Entry& one = entry(offset.slot);
        const bool underWay = one.sent != unknownOffset && one.sent == offset.offset;
        if (offset.clientCode == 0) {
            if (underWay && one.sentAfter > one.committedAfter) {
                one.committed = offset.offset;
                one.committedAfter = one.sentAfter;
            } else {
                one.committed = std::max(one.committed, offset.offset);
            }
        }
        if (underWay) {
            one.sent = unknownOffset;
        }
    }
}

void OffsetTracker::commitEnded(std::span<const SlotOffset> offsets)
{
    for (const SlotOffset& offset : offsets) {
        entry(offset.slot).sent = unknownOffset;
    }
}

void OffsetTracker::setCommitted(Slot slot, Offset committed)
{
    if (committed != unknownOffset) {
        entry(slot).committed = committed;
    }
}

const PartitionOffsets& OffsetTracker::at(Slot slot) const
{
    static const PartitionOffsets unseen;
    const auto index = static_cast<std::size_t>(slot);
    return slot >= 0 && index < m_slots.size() ? m_slots[index] : unseen;
}

std::int64_t OffsetTracker::atRiskRepeat(Slot slot) const
{
    const PartitionOffsets& one = at(slot);
    const Offset from = one.committed != unknownOffset ? one.committed : one.firstOffset;
    if (one.processed == unknownOffset || from == unknownOffset) {
        return 0;
    }
    return between(slot, from, one.processed);
}

std::int64_t OffsetTracker::between(Slot slot, Offset from, Offset to) const
{
    std::int64_t count = std::max<std::int64_t>(0, to - from);
    for (const Gap& gap : m_slots[static_cast<std::size_t>(slot)].gaps) {
        count -= std::max<std::int64_t>(0, std::min(gap.to, to) - std::max(gap.from, from));
    }
    return std::max<std::int64_t>(0, count);
}

std::int64_t OffsetTracker::willRepeat(Slot slot) const
{
    const PartitionOffsets& one = at(slot);
    const Offset settled = std::max(one.committed != unknownOffset ? one.committed : one.firstOffset, one.processed);
    if (one.leftProcessed == unknownOffset || settled == unknownOffset) {
        return 0;
    }
    return between(slot, settled, one.leftProcessed);
}

std::int64_t OffsetTracker::atRiskLoss(Slot slot) const
{
    const PartitionOffsets& one = at(slot);
    if (one.processed == unknownOffset || one.committed == unknownOffset) {
        return 0;
    }
    return std::max<std::int64_t>(0, one.committed - one.processed);
}

} // namespace headroom::core
