// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/kafka/consumer_port.h"
#include "core/records/offset_tracker.h"
#include "core/session/commit_book.h"

namespace headroom::core {

/// All commits of a session: one in flight, the next merged while it is, each ended as exactly one of confirmed, failed
/// or unknown at its deadline, which for what a person asked for counts from then, however long the one before took (at
/// the close from when it was sent). Sends only what the tracker says is processed, owned and ahead of the committed offset.
/// A commit that was refused for a passing reason is sent again, but only for partitions that have been ours without a
/// break since: after one, its offsets are old, and another member may be beyond them. Thread: worker.
class CommitDesk {
public:
    static constexpr std::size_t inSnapshot = CommitBook::inSnapshot;
    static constexpr Milliseconds runningDeadline{10000};
    static constexpr Milliseconds closingDeadline{2000};
    /// Between tries of a commit that was refused for a passing reason (coordinator loading, connection lost).
    static constexpr Milliseconds retryPause{200};

    CommitDesk(OffsetTracker& tracker, EventLog& events, std::shared_ptr<const Clock> clock);

    /// Asks for a commit of all that is processed, or only on some partitions, there at most up to an offset. While one is in
    /// flight, requests merge into the next: that of all goes before that of some, the farther offset before the nearer.
    void request(CommitTrigger trigger, std::uint64_t commandId = 0, std::span<const SlotOffset> upTo = {});
    /// Sends what was asked for when nothing is in flight, and ends what is past its deadline.
    void pump(ConsumerPort& port);
    void reply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error);
    /// Partitions are going away: commits what is processed on them, waiting at most `timeout` (from inside the revoke).
    void commitRevoked(ConsumerPort& port, std::span<const Slot> slots, Milliseconds timeout);
    /// These partitions have gone (after commitRevoked, where that was to be): what is in flight for them is not sent again.
    void left(std::span<const Slot> slots);
    /// A rebalance has ended: what is still ours may be sent again when it was refused because of the rebalance.
    void settled();
    /// What the broker says is committed, read back beside the run: ends as committed or not what was unknown. One outcome.
    void readBack(std::uint64_t commandId, std::span<const SlotOffset> offsets);
    /// What auto commit reported.
    void automatic(std::span<const SlotOffset> offsets, const std::optional<Error>& error);

    /// The client is gone: what was sent and not answered is unknown, what was only asked for is not sent.
    void giveUp();

    void setDeadline(Milliseconds deadline) noexcept { m_deadline = deadline; }
    /// Nothing in flight and nothing asked for.
    [[nodiscard]] bool quiet() const noexcept { return !m_inFlight && !m_wanted; }
    [[nodiscard]] bool inFlight() const noexcept { return m_inFlight.has_value(); }

    [[nodiscard]] CommitCounts counts() const { return m_book.counts(); }
    [[nodiscard]] std::vector<CommitRecord> history() const { return m_book.history(); }
    [[nodiscard]] std::optional<CommitRecord> current() const;
    /// How a partition's last commit ended; nullopt when it never had one.
    [[nodiscard]] std::optional<OutcomeState> lastOutcome(Slot slot) const { return m_book.lastOutcome(slot); }
    /// Latency of the commit that ended since the last call, -1 when none did.
    [[nodiscard]] double takeLatency() { return m_book.takeLatency(); }

private:
    enum class Awaits : std::uint8_t { reply, pause, rebalance };
    struct InFlight {
        CommitRecord record;
        std::vector<SlotOffset> offsets; ///< all of it
        std::vector<SlotOffset> open;    ///< of these: not confirmed, and ours ever since
        std::vector<SlotOffset> gone;    ///< of these: not confirmed when their partition went
        std::vector<std::uint64_t> commandIds;
        SteadyTime sentAt;
        SteadyTime countsFrom; ///< the deadline: when a person asked for it, else when it was sent
        Awaits awaits = Awaits::reply;
        SteadyTime retryAt{};            ///< when it awaits a pause
        std::string refusal;             ///< the last one's reason
        bool rebalancedBefore = false;   ///< was sent again after a rebalance: that happens once
    };
    struct Wanted {
        CommitTrigger trigger = CommitTrigger::user;
        std::vector<std::uint64_t> commandIds;
        std::vector<SlotOffset> upTo; ///< empty: all
        std::optional<SteadyTime> askedAt; ///< by the first person
    };
    void send(ConsumerPort& port);
    [[nodiscard]] std::vector<SlotOffset> offsetsFor(const Wanted& wanted) const;
    void retry(ConsumerPort& port);
    void endWhenOver();
    void refused(const Error& error);
    void confirmedNow(std::span<const SlotOffset> confirmed);
    void end(OutcomeState state, std::string reason);
    [[nodiscard]] std::int64_t messagesIn(std::span<const SlotOffset> offsets) const;
    [[nodiscard]] CommitRecord newRecord(CommitTrigger trigger, std::span<const SlotOffset> offsets);

    OffsetTracker& m_tracker;
    EventLog& m_events;
    std::shared_ptr<const Clock> m_clock;
    CommitBook m_book;
    Milliseconds m_deadline = runningDeadline;
    std::optional<InFlight> m_inFlight;
    std::optional<Wanted> m_wanted;
    std::uint64_t m_nextNumber = 1;
};

} // namespace headroom::core
