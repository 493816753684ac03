// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/kafka/consumer_port.h"
#include "core/session/event_log.h"

namespace headroom::core {

/// How the commits of a session ended: counts, latencies, the last outcome of each partition, and the latest records.
/// Thread: worker. Bound: `kept` records of history, the offsets of `mostUnknown` of them.
class CommitBook {
public:
    static constexpr std::size_t kept = 1000;
    static constexpr std::size_t inSnapshot = 200;
    static constexpr std::size_t latencies = 60;
    static constexpr std::size_t mostUnknown = 32; ///< that can still be settled

    explicit CommitBook(EventLog& events) : m_events(events) {}

    void countRequest() noexcept { ++m_counts.requested; }
    /// A commit of these offsets has ended; tells the commands that asked for it, and people.
    void add(CommitRecord record, std::span<const SlotOffset> offsets, std::span<const std::uint64_t> commandIds);

    /// What was sent and is unknown, all of it.
    [[nodiscard]] std::vector<SlotOffset> unknownOffsets() const;
    /// The broker's own word about what is unknown: turns each such commit into confirmed or failed. Says what came of it.
    std::string settle(std::span<const SlotOffset> committed);

    [[nodiscard]] CommitCounts counts() const;
    [[nodiscard]] std::vector<CommitRecord> history() const;
    /// How a partition's last commit ended; nullopt when it never had one.
    [[nodiscard]] std::optional<OutcomeState> lastOutcome(Slot slot) const;
    /// Latency of the commit that ended since the last call, -1 when none did.
    [[nodiscard]] double takeLatency();

private:
    void count(const CommitRecord& record);
    void settle(std::uint64_t number, OutcomeState state, std::string reason);

    EventLog& m_events;
    std::deque<CommitRecord> m_history;
    std::deque<double> m_latencies;
    std::deque<std::pair<std::uint64_t, std::vector<SlotOffset>>> m_unknown; ///< by number of the record
    std::vector<std::optional<OutcomeState>> m_lastOutcome; ///< by slot
    CommitCounts m_counts;
    double m_newLatency = -1;
};

} // namespace headroom::core
