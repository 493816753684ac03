// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/clock.h"
#include "core/kafka/consumer_port.h"
#include "core/records/offset_tracker.h"
#include "core/session/event_log.h"

namespace headroom::core {

/// All commits of a session: one in flight, the next merged while it is, each ended as exactly one of confirmed, failed
/// or unknown at its deadline. Sends only what the tracker says is processed, owned and ahead of the committed offset.
/// Thread: worker. Bound: `kept` records of history.
class CommitDesk {
public:
    static constexpr std::size_t kept = 1000;
    static constexpr std::size_t inSnapshot = 200;
    static constexpr std::size_t latencies = 60;
    static constexpr Milliseconds runningDeadline{10000};
    static constexpr Milliseconds closingDeadline{2000};
    /// Between tries of a commit that was refused for a passing reason (coordinator loading, connection lost).
    static constexpr Milliseconds retryPause{200};

    CommitDesk(OffsetTracker& tracker, EventLog& events, std::shared_ptr<const Clock> clock);

    /// Asks for a commit of all that is processed. While one is in flight, requests merge into the next.
    void request(CommitTrigger trigger, std::uint64_t commandId = 0);
    /// Sends what was asked for when nothing is in flight, and ends what is past its deadline.
    void pump(ConsumerPort& port);
    void reply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error);
    /// Partitions are going away: commits what is processed on them, waiting at most `timeout` (from inside the revoke).
    void commitRevoked(ConsumerPort& port, std::span<const Slot> slots, Milliseconds timeout);
    /// What auto commit reported.
    void automatic(std::span<const SlotOffset> offsets, const std::optional<Error>& error);

    void setDeadline(Milliseconds deadline) noexcept { m_deadline = deadline; }
    /// Nothing in flight and nothing asked for.
    [[nodiscard]] bool quiet() const noexcept { return !m_inFlight && !m_wanted; }
    [[nodiscard]] bool inFlight() const noexcept { return m_inFlight.has_value(); }

    [[nodiscard]] CommitCounts counts() const;
    [[nodiscard]] std::vector<CommitRecord> history() const;
    [[nodiscard]] std::optional<CommitRecord> current() const;
    /// How a partition's last commit ended; nullopt when it never had one.
    [[nodiscard]] std::optional<OutcomeState> lastOutcome(Slot slot) const;
    /// Latency of the commit that ended since the last call, -1 when none did.
    [[nodiscard]] double takeLatency();

private:
    struct InFlight {
        CommitRecord record;
        std::vector<SlotOffset> offsets;
        std::vector<std::uint64_t> commandIds;
        SteadyTime sentAt;
        std::optional<SteadyTime> retryAt; ///< refused for a passing reason: sent again then
    };
    struct Wanted {
        CommitTrigger trigger = CommitTrigger::user;
        std::vector<std::uint64_t> commandIds;
    };
    void send(ConsumerPort& port);
    void retry(ConsumerPort& port);
    void end(OutcomeState state, std::string reason);
    void note(CommitRecord record, std::span<const SlotOffset> offsets, std::span<const std::uint64_t> commandIds);
    [[nodiscard]] std::int64_t messagesIn(std::span<const SlotOffset> offsets) const;
    [[nodiscard]] CommitRecord newRecord(CommitTrigger trigger, std::span<const SlotOffset> offsets);

    OffsetTracker& m_tracker;
    EventLog& m_events;
    std::shared_ptr<const Clock> m_clock;
    Milliseconds m_deadline = runningDeadline;
    std::optional<InFlight> m_inFlight;
    std::optional<Wanted> m_wanted;
    std::uint64_t m_nextNumber = 1;
    std::deque<CommitRecord> m_history;
    std::deque<double> m_latencies;
    std::vector<std::optional<OutcomeState>> m_lastOutcome; ///< by slot
    CommitCounts m_counts;
    double m_newLatency = -1;
};

} // namespace headroom::core
