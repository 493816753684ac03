// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "core/guard/memory_guard.h"

namespace headroom::test {

/// What a load does, as functions of time in seconds. Sizes in bytes, rates in bytes a second.
struct LoadTrace {
    std::string name;
    std::function<core::Bytes(double)> limit;
    std::function<core::Bytes(double)> baseline;
    std::function<double(double)> arriving;   ///< what producers write
    std::function<double(double)> processing; ///< what the processor can do
    core::Bytes queueLimit = 0;
    core::Bytes response = 0;
    double gapAt = -1;   ///< the machine is suspended here ...
    double gap = 0;      ///< ... for so long
    bool holds = true;   ///< the budget can be held: baseline and one batch fit below the low mark
};

/// A consumer in figures: partitions with a backlog, a prefetch queue, one response in flight, a batch in hand, a view and
/// an allocator that keeps what is freed until it is trimmed. A guard drives it as the session would.
class GuardedConsumer {
public:
    static constexpr int partitions = 4;
    static constexpr double tick = 0.1;
    static constexpr core::Bytes record = 10 * core::kib;

    GuardedConsumer(const core::MemoryGuard& guard, const LoadTrace& trace) : m_guard(guard), m_trace(trace) {}

    /// One tenth of a second: fetch, take, process, decide.
    void step()
    {
        m_now += tick;
        if (m_trace.gapAt >= 0 && m_now >= m_trace.gapAt && !m_slept) {
            m_slept = true;
            m_sleep = m_trace.gap;
        }
        produce();
        fetch();
        work();
        note();
        decide();
    }
    void run(double seconds)
    {
        for (const double end = m_now + seconds; m_now < end;)
            step();
    }
    /// No more is produced from now on.
    void stopProducing() { m_producing = false; }

    [[nodiscard]] core::Bytes rss() const { return m_trace.baseline(m_now) + queueBytes() + m_inFlight + batchBytes() + m_view + m_slack; }

    // What the test asks at the end.
    core::Bytes highestOver = 0;          ///< of RSS over the limit
    double longestPause = 0, pausedSeconds = 0;
    std::vector<double> actions;          ///< when something was done
    std::vector<std::string> said;        ///< every reason
    std::vector<core::GuardAction> done;
    std::int64_t produced = 0, processed = 0, fetched = 0, dropped = 0; ///< records
    std::int64_t outOfOrder = 0;          ///< records processed other than the next of their partition
    double longestStarved = 0;            ///< seconds a partition with a backlog got nothing processed
    [[nodiscard]] const core::GuardState& state() const { return m_state; }
    [[nodiscard]] double now() const { return m_now; }
    [[nodiscard]] std::int64_t mostActionsWithin(double window) const
    {
        std::int64_t most = 0;
        for (std::size_t i = 0; i < actions.size(); ++i)
            most = std::max<std::int64_t>(most, std::count_if(actions.begin(), actions.end(), [&](double at) { return at >= actions[i] && at < actions[i] + window; }));
        return most;
    }

private:
    struct Record {
        int partition = 0;
        std::int64_t offset = 0;
    };
    struct Partition {
        std::int64_t end = 0, fetchAt = 0, takenTo = 0, processedTo = 0;
        double lastProcessed = 0;
    };
    static constexpr core::Bytes viewCap = 8 * core::mib;
    static constexpr core::Bytes batchCap = 4 * core::mib;

    [[nodiscard]] core::Bytes queueBytes() const { return static_cast<core::Bytes>(m_queued.size()) * record; }
    [[nodiscard]] core::Bytes batchBytes() const { return static_cast<core::Bytes>(m_hand.size()) * record; }

    void produce()
    {
        if (!m_producing)
            return;
        m_toProduce += m_trace.arriving(m_now) * tick / static_cast<double>(record);
        for (; m_toProduce >= 1; m_toProduce -= 1, ++produced)
            ++m_partitions[static_cast<std::size_t>(produced % partitions)].end;
    }
    /// The response that was asked for a tick ago arrives, also above the queue's limit, unless a pause has outdated it.
    void fetch()
    {
        if (m_inFlight > 0) {
            m_inFlight = 0;
            std::int64_t room = m_trace.response / record;
            for (bool any = true; any && room > 0;) { // a record of each partition in turn
                any = false;
                for (int p = 0; p < partitions && room > 0; ++p) {
                    Partition& one = m_partitions[static_cast<std::size_t>(p)];
                    if (one.fetchAt == one.end)
                        continue;
                    use(record);
                    m_queued.push_back({p, one.fetchAt++});
                    ++fetched;
                    --room;
                    any = true;
                }
            }
        }
        const bool more = std::any_of(m_partitions.begin(), m_partitions.end(), [](const Partition& p) { return p.fetchAt < p.end; });
        if (!m_state.paused && more && queueBytes() < m_trace.queueLimit / (m_state.reconnected ? 2 : 1))
            m_inFlight = m_trace.response;
    }
    void work()
    {
        const core::Bytes cap = batchCap >> m_state.batchHalvings;
        m_canProcess = std::min(m_canProcess + m_trace.processing(m_now) * tick / static_cast<double>(record), 1e6);
        for (; m_canProcess >= 1 && (!m_hand.empty() || !m_queued.empty()); m_canProcess -= 1) {
            takeBatch(cap);
            const Record next = m_hand.front();
            m_hand.pop_front();
            release(record);
            Partition& one = m_partitions[static_cast<std::size_t>(next.partition)];
            outOfOrder += next.offset == one.processedTo ? 0 : 1;
            one.processedTo = next.offset + 1;
            one.lastProcessed = m_now;
            ++processed;
        }
        if (m_hand.empty() && m_queued.empty())
            m_canProcess = std::min(m_canProcess, 1.0); // idle time is not saved up
        for (Partition& one : m_partitions) {
            if (one.processedTo == one.end)
                one.lastProcessed = m_now;
            longestStarved = std::max(longestStarved, m_now - one.lastProcessed);
        }
    }
    void takeBatch(core::Bytes cap)
    {
        if (!m_hand.empty())
            return;
        while (!m_queued.empty() && batchBytes() + record <= cap) {
            m_hand.push_back(m_queued.front());
            m_partitions[static_cast<std::size_t>(m_queued.front().partition)].takenTo = m_queued.front().offset + 1;
            m_queued.pop_front();
            m_view = std::min(viewCap >> m_state.viewHalvings, m_view + core::kib);
        }
    }
    void note()
    {
        const core::Bytes limit = m_trace.limit(m_now);
        if (limit > 0)
            highestOver = std::max(highestOver, rss() - limit);
        if (m_state.paused)
            pausedSeconds += tick;
        m_pause = m_state.paused ? m_pause + tick : 0;
        longestPause = std::max(longestPause, m_pause);
    }
    void decide()
    {
        core::GuardReading reading;
        reading.seconds = m_now + m_sleep;
        reading.rss = rss();
        reading.marks = core::guardMarks(m_trace.limit(m_now), 85, 80, 75);
        reading.refill = m_expected;
        reading.canShrinkView = m_view > (viewCap >> (m_state.viewHalvings + 1));
        reading.canShrinkBatch = true;
        reading.canReconnect = !m_state.reconnected;
        reading.largestLayer = "baseline";
        core::GuardStep step = m_guard.decide(reading, m_state);
        m_state = step.next;
        if (!step.reason.empty())
            said.push_back(step.reason);
        if (step.action == core::GuardAction::none)
            return;
        actions.push_back(m_now);
        done.push_back(step.action);
        act(step.action);
    }
    void act(core::GuardAction action)
    {
        using enum core::GuardAction;
        if (action == pause || action == reconnect) {
            m_expected = queueBytes();
            for (const Record& gone : m_queued) {
                Partition& one = m_partitions[static_cast<std::size_t>(gone.partition)];
                one.fetchAt = std::min(one.fetchAt, gone.offset);
                ++dropped;
            }
            m_queued.clear();
            m_inFlight = 0;
            m_slack = 0; // trimmed
        } else if (action == trim) {
            m_slack = 0;
        } else if (action == shrinkView) {
            m_view = std::min(m_view, viewCap >> m_state.viewHalvings);
        }
    }
    void use(core::Bytes bytes) { m_slack = std::max<core::Bytes>(0, m_slack - bytes); }
    void release(core::Bytes bytes) { m_slack = std::min(m_slack + bytes / 4, core::Bytes(4) * core::mib); }

    const core::MemoryGuard& m_guard;
    const LoadTrace& m_trace;
    core::GuardState m_state;
    std::vector<Partition> m_partitions = std::vector<Partition>(partitions);
    std::deque<Record> m_queued, m_hand;
    core::Bytes m_inFlight = 0, m_view = 0, m_slack = 0, m_expected = 0;
    double m_now = 0, m_sleep = 0, m_pause = 0, m_toProduce = 0, m_canProcess = 0;
    bool m_slept = false, m_producing = true;
};

} // namespace headroom::test
