// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "core/kafka/consumer_port.h"
#include "core/session/event_log.h"

namespace headroom::core {

/// How the commits of a session ended: counts, latencies, the last outcome of each partition, and the latest records.
/// Thread: worker. Bound: `kept` records of history.
class CommitBook {
public:
    static constexpr std::size_t kept = 1000;
    static constexpr std::size_t inSnapshot = 200;
    static constexpr std::size_t latencies = 60;

    explicit CommitBook(EventLog& events) : m_events(events) {}

    void countRequest() noexcept { ++m_counts.requested; }
    /// A commit of these offsets has ended; tells the commands that asked for it, and people.
    void add(CommitRecord record, std::span<const SlotOffset> offsets, std::span<const std::uint64_t> commandIds);

    [[nodiscard]] CommitCounts counts() const;
    [[nodiscard]] std::vector<CommitRecord> history() const;
    /// How a partition's last commit ended; nullopt when it never had one.
    [[nodiscard]] std::optional<OutcomeState> lastOutcome(Slot slot) const;
    /// Latency of the commit that ended since the last call, -1 when none did.
    [[nodiscard]] double takeLatency();

private:
    void count(const CommitRecord& record);

    EventLog& m_events;
    std::deque<CommitRecord> m_history;
    std::deque<double> m_latencies;
    std::vector<std::optional<OutcomeState>> m_lastOutcome; ///< by slot
    CommitCounts m_counts;
    double m_newLatency = -1;
};

} // namespace headroom::core
