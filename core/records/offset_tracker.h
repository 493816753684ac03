// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/units.h"
#include "core/kafka/batch.h"
#include "core/kafka/consumer_port.h"

namespace headroom::core {

/// Offsets of one partition; each is that of the *next* record, so all are equal when all is done.
struct PartitionOffsets {
    bool owned = false;
    Offset firstOffset = unknownOffset; ///< first record taken since start
    Offset position = unknownOffset;    ///< next to be handed over
    Offset processed = unknownOffset;   ///< all before it were processed, in delivery order
    Offset committed = unknownOffset;   ///< confirmed by the broker
    Offset sent = unknownOffset;        ///< in the commit that is under way, unknownOffset when none
    std::uint64_t messages = 0;         ///< taken since start
    Offset leftPosition = unknownOffset;  ///< position when the partition was last taken away
    Offset leftProcessed = unknownOffset; ///< processed when it was last taken away
};

/// Knows per partition what was taken, processed and committed, and what may be committed now: only processed, still
/// owned, never backwards. Thread: worker. Bound: one entry per slot seen.
class OffsetTracker {
public:
    /// The partition is ours from now on; `committed` as the broker knows it or unknownOffset.
    void assign(Slot slot, Offset committed);
    /// Not ours any more: position and processed are put aside, so that they are told but can never be committed.
    void revoke(Slot slot);
    /// A seek or reset: the next record may come from anywhere, also from before. Position and processed are forgotten
    /// until records are taken and processed again, and a commit may then be lower than the former one: the user's word.
    void reposition(Slot slot);

    /// The user's word, after reposition(): from `from` up to the next record that is taken there are no records to have. They
    /// are not counted as processed. Bound: the last 16 gaps that no commit has passed.
    void gapFrom(Slot slot, Offset from);

    /// The records were handed over, in order. Those of partitions that are not ours are only counted.
    void taken(std::span<const Message> messages);
    /// The records were processed. Records of partitions revoked or repositioned meanwhile are ignored.
    void processed(std::span<const Message> messages);

    /// The position moved on without a record (compaction, transaction markers, seen at the end of the partition).
    void passedTo(Slot slot, Offset next);

    /// Just assigned again to the same reader: it goes on at `next`, and all before that is processed, though perhaps not
    /// committed. When that is below the committed offset, a seek had gone back before: it may be committed.
    void carryOn(Slot slot, Offset next);

    /// What a commit may send now: processed beyond committed (and beyond what is under way).
    [[nodiscard]] std::vector<SlotOffset> committable() const;
    void commitSent(std::span<const SlotOffset> offsets);
    /// The broker confirmed these (monotone: a lower value is ignored, unless the partition was repositioned before the
    /// commit was sent). Elements with a clientCode are only no longer under way.
    void commitConfirmed(std::span<const SlotOffset> offsets);
    /// The broker refused, or nobody knows: nothing is under way any more.
    void commitEnded(std::span<const SlotOffset> offsets);
    /// The committed offset as read back from the broker, or as auto commit reports it; also a lower one.
    /// unknownOffset changes nothing.
    void setCommitted(Slot slot, Offset committed);

    [[nodiscard]] const PartitionOffsets& at(Slot slot) const;
    [[nodiscard]] std::size_t slotCount() const noexcept { return m_slots.size(); }
    /// Processed, not committed: repeated after a crash. While the committed offset is unknown, from the first record.
    [[nodiscard]] std::int64_t atRiskRepeat(Slot slot) const;
    /// Processed while the partition was ours before, not committed then, and not processed again since: its owner reads it
    /// (again), and nothing we do now changes that.
    [[nodiscard]] std::int64_t willRepeat(Slot slot) const;
    /// Committed, not processed: lost after a crash (only auto commit does that).
    [[nodiscard]] std::int64_t atRiskLoss(Slot slot) const;

private:
    struct Gap {
        Offset from = unknownOffset;
        Offset to = unknownOffset; ///< unknown until a record is taken
    };
    /// The repositions counted when something was sent or confirmed say whether a lower offset may follow it.
    struct Entry : PartitionOffsets {
        std::uint64_t repositions = 0;
        std::uint64_t sentAfter = 0;
        std::uint64_t committedAfter = 0;
        Offset takenTo = unknownOffset; ///< next after the last record taken; the position may be beyond it
        std::vector<Gap> gaps;
    };
    [[nodiscard]] Entry& entry(Slot slot);
    [[nodiscard]] static bool mayCommit(const Entry& entry) noexcept;
    static void closeGap(Entry& entry, Offset first);
    /// Offsets between the two that can be processed.
    [[nodiscard]] std::int64_t between(Slot slot, Offset from, Offset to) const;
    std::vector<Entry> m_slots;
};

} // namespace headroom::core
