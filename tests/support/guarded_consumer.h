// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <utility>
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
    core::Bytes view = 8 * core::mib; ///< cap of the record view
    double gapAt = -1;   ///< the machine is suspended here ...
    double gap = 0;      ///< ... for so long
    bool holdsByPausing = true; ///< without a smaller view
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
    /// Of `window` seconds in a row in which a partition had a backlog all the time: the least share of what the processor
    /// could have done for it that was done. One record now and then is as good as none.
    [[nodiscard]] double leastFed(double window) const
    {
        double least = 1;
        const auto ticks = static_cast<std::size_t>(window / tick);
        for (const std::vector<Fed>& fed : m_fed) {
            double could = 0, did = 0;
            std::size_t length = 0;
            for (std::size_t i = 0; i < fed.size(); ++i) {
                length = fed[i].behind ? length + 1 : 0;
                could = length == 0 ? 0 : could + fed[i].could;
                did = length == 0 ? 0 : did + fed[i].did;
                if (length > ticks) {
                    could -= fed[i - ticks].could;
                    did -= fed[i - ticks].did;
                }
                if (length >= ticks && could > 0)
                    least = std::min(least, did / could);
            }
        }
        return least;
    }
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
    };
    /// One tick of one partition, in records.
    struct Fed {
        double could = 0, did = 0;
        bool behind = false; ///< there was something to process
    };
    static constexpr core::Bytes leastView = core::mib;
    static constexpr core::Bytes batchCap = 4 * core::mib;

    [[nodiscard]] core::Bytes queueBytes() const { return static_cast<core::Bytes>(m_queued.size()) * record; }
    [[nodiscard]] core::Bytes viewInForce() const { return std::max(leastView, m_trace.view >> m_state.viewHalvings); }
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
            ++m_did[static_cast<std::size_t>(next.partition)];
            ++processed;
        }
        if (m_hand.empty() && m_queued.empty())
            m_canProcess = std::min(m_canProcess, 1.0); // idle time is not saved up
        for (std::size_t p = 0; p < partitions; ++p) {
            const double could = m_trace.processing(m_now) * tick / static_cast<double>(record) / partitions;
            m_fed[p].push_back({could, static_cast<double>(std::exchange(m_did[p], 0)), m_partitions[p].processedTo < m_partitions[p].end});
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
            m_view = std::min(viewInForce(), m_view + core::kib);
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
        for (core::Bytes cap = viewInForce(); m_view > 2 * leastView && cap > m_view / 2; cap /= 2)
            ++reading.shrinkViewBy;
        reading.idle = m_hand.empty() && m_queued.empty();
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
            // What fits below the low mark is kept, to be processed meanwhile.
            const core::GuardMarks marks = core::guardMarks(m_trace.limit(m_now), 85, 80, 75);
            const double room = action == pause ? 0.75 * static_cast<double>(marks.low - (rss() - queueBytes())) : 0;
            const auto kept = std::min(m_queued.size(), static_cast<std::size_t>(std::max(0.0, room) / static_cast<double>(record)));
            m_expected = queueBytes() - static_cast<core::Bytes>(kept) * record;
            for (std::size_t i = kept; i < m_queued.size(); ++i) {
                Partition& one = m_partitions[static_cast<std::size_t>(m_queued[i].partition)];
                one.fetchAt = std::min(one.fetchAt, m_queued[i].offset);
                ++dropped;
            }
            m_queued.resize(kept);
            m_inFlight = 0;
            m_slack = 0; // trimmed
        } else if (action == trim) {
            m_slack = 0;
        } else if (action == shrinkView) {
            m_view = std::min(m_view, viewInForce());
        }
    }
    void use(core::Bytes bytes) { m_slack = std::max<core::Bytes>(0, m_slack - bytes); }
    void release(core::Bytes bytes) { m_slack = std::min(m_slack + bytes / 4, core::Bytes(4) * core::mib); }

    const core::MemoryGuard& m_guard;
    const LoadTrace& m_trace;
    core::GuardState m_state;
    std::vector<Partition> m_partitions = std::vector<Partition>(partitions);
    std::vector<std::vector<Fed>> m_fed = std::vector<std::vector<Fed>>(partitions);
    std::vector<std::int64_t> m_did = std::vector<std::int64_t>(partitions);
    std::deque<Record> m_queued, m_hand;
    core::Bytes m_inFlight = 0, m_view = 0, m_slack = 0, m_expected = 0;
    double m_now = 0, m_sleep = 0, m_pause = 0, m_toProduce = 0, m_canProcess = 0;
    bool m_slept = false, m_producing = true;
};

} // namespace headroom::test
