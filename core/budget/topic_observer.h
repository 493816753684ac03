// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/budget/topic_facts.h"
#include "core/kafka/batch.h"
#include "core/kafka/client_stats.h"

namespace headroom::core {

/// Learns from messages and statistics what decides the memory of a topic's consumer. Sizes of keys and values are
/// counted on every message; headers, which cost parsing, on one message in 64.
/// Thread: one. Bound: a few hundred bytes, and the headers of one message while they are measured.
class TopicObserver {
public:
    void addMessages(std::span<const Message> messages, const MessageOwner& owner);
    /// Totals since the client was created; a new client (totals fall) starts a new interval.
    void addStatistics(const ClientStats& stats);
    /// Key and value bytes held in hand now.
    void addHeld(Bytes bytes) { m_facts.largestHeld = std::max(m_facts.largestHeld, bytes); }
    /// Heap (unknownBytes unless the queue is full) and resident bytes of the buffers of what is fetched, and what those
    /// hold: keys, values, headers, framing.
    void addBuffers(Bytes heap, Bytes resident, Bytes held);
    /// Messages in the prefetch queue now.
    void addQueued(std::int64_t messages) { m_facts.mostQueued = std::max(m_facts.mostQueued, messages); }

    [[nodiscard]] const TopicFacts& facts() const noexcept { return m_facts; }

private:
    struct Sums {
        std::int64_t messages = 0;
        double keys = 0;
        double values = 0;
        double headers = 0; ///< bytes, of as many messages as were looked at
        std::int64_t headersSampled = 0;
    };
    void sampleHeaders(const Message& message, const MessageOwner& owner);
    void closeInterval();
    void sizeLargestBatch();
    void boundBuffers();
    void learnSizes(double messages, double messageBytes, bool whole);
    void learnRatio(const ClientStats& from, const ClientStats& to, bool whole);
    [[nodiscard]] double meanHeaders() const noexcept;
    [[nodiscard]] static double overheadOf(const Sums& sums) noexcept;

    TopicFacts m_facts;
    Sums m_all;
    Sums m_interval;
    std::int64_t m_untilHeaders = 0;
    double m_newestHeaders = 0; ///< mean of the last interval
    std::vector<HeaderView> m_scratch;
    ClientStats m_first; ///< start of the run of totals
    ClientStats m_last;  ///< start of the present interval
    bool m_hasStatistics = false;
    Bytes m_mostBuffers = 0, m_mostResident = 0;
    double m_seenBuffer = -1, m_seenMeanBuffer = -1; ///< as measured: what of it can be buffers depends on the ratio
};

} // namespace headroom::core
