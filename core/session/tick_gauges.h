// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <span>

#include "core/base/clock.h"
#include "core/budget/memory_model.h"
#include "core/budget/topic_observer.h"
#include "core/kafka/client_stats.h"
#include "core/metrics/memory_ledger.h"
#include "core/session/snapshot.h"
#include "core/session/timeline.h"

namespace headroom::core {

/// What the worker measures once a tick: memory and its split, rates, the client's statistics, history.
/// Thread: worker. Cost: statm, /proc status and mallinfo2 at 10 Hz, under 1 % of a core.
class TickGauges {
public:
    /// `timeline` null: one of its own.
    TickGauges(std::shared_ptr<const Clock> clock, std::function<Bytes()> uiBytes, std::function<Bytes()> readRss = {}, std::shared_ptr<Timeline> timeline = nullptr);

    /// RSS once connected, before the first fetch, after one trim. Only the first call counts.
    void takeBaseline();
    /// Messages just taken: totals, first and last time, what they tell of the topic.
    void addTraffic(std::span<const Message> messages, Bytes bytes, const MessageOwner& owner);
    void addStatistics(const ClientStats& stats);
    /// The next statistics come from another client: its counters begin at 0, ours go on.
    void newClient();

    /// Key and value bytes in hand after a poll.
    void addHeld(Bytes bytes) { m_observer.addHeld(bytes); }

    /// What the worker knows of itself this tick.
    struct Input {
        double seconds = 0;
        std::size_t queueLength = 0;
        std::size_t batchMessages = 0;
        Bytes batchBytes = 0;
        double batchFillPercent = 0;
        Bytes viewBytes = 0;
        std::int64_t lag = unknownOffset;
        std::int64_t atRisk = 0;
        double commitLatencyMs = -1;
        Bytes budget = unknownBytes;
        Bytes limit = unknownBytes; ///< of the container
        Settings settings; ///< as the client reports them
        bool ending = false; ///< nothing more will be taken
        bool closed = false; ///< the client holds nothing any more
        bool over = false;   ///< the last sample of the run
    };
    /// Samples, adds a history point and fills the snapshot's measured fields.
    void sample(const Input& input, Snapshot& snapshot);

private:
    struct RatePoint {
        SteadyTime at;
        std::uint64_t messages = 0;
        Bytes bytes = 0;
        std::int64_t fetches = 0;
    };
    void sampleRates(TickReading& reading);
    [[nodiscard]] LedgerReading sampleLedger(const Input& input);
    void learnBuffers(const LedgerInput& input, const LedgerReading& split);
    [[nodiscard]] Bytes expectedView(const Input& input) const;
    void keepPeak(const LedgerReading& now);
    void renewForecast(const Input& input, const LedgerReading& ledger);

    std::shared_ptr<const Clock> m_clock;
    std::function<Bytes()> m_uiBytes;
    std::function<Bytes()> m_readRss;
    std::shared_ptr<Timeline> m_timeline;
    std::deque<RatePoint> m_rates; ///< one second of ticks
    std::uint64_t m_messages = 0;
    Bytes m_bytes = 0;
    SteadyTime m_firstMessage{}, m_lastMessage{};
    TopicObserver m_observer;
    ClientStats m_stats;
    bool m_statisticsSeen = false;
    std::int64_t m_requestsBefore = 0; ///< of clients before this one
    Bytes m_receivedBefore = 0;
    std::shared_ptr<const Forecast> m_forecast = std::make_shared<const Forecast>();
    bool m_forecastDue = true; ///< statistics came since
    double m_lastRate = 0;     ///< messages a second, the last one above 0
    SteadyTime m_lastMoreQueued{};
    double m_meanQueuedBytes = 0; ///< value bytes of a queued message, from statistics
    Bytes m_prefetchPeak = 0;
    Bytes m_baseline = unknownBytes;
    Bytes m_processStart = unknownBytes;
    Bytes m_peakRss = unknownBytes;
    LedgerReading m_ledgerAtPeak;
    ProcessMemory m_process;
    HeapInfo m_heap;
    Bytes m_heapAtBaseline = 0; ///< in use
    Bytes m_uiAtBaseline = 0, m_filesAtBaseline = unknownBytes;
    std::uint64_t m_ticks = 0;
};

} // namespace headroom::core
