// SPDX-License-Identifier: GPL-3.0-or-later
// The SessionWorker and its memory: what its guard decides, and trims.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/guard/guard_registry.h"
#include "core/kafka/operation_size.h"
#include "core/session/session_worker.h"

namespace headroom::core {
namespace {

constexpr Milliseconds guardInterval{5}; ///< a near broker sends 10 MiB and more in 20 ms; a look costs some 10 us
constexpr Bytes leastView = mib;
constexpr Bytes leastBatch = 64 * kib;
constexpr Bytes worthATrim = 8 * mib;
constexpr std::chrono::seconds betweenTrims{10};
constexpr std::chrono::seconds betweenTrimsOfAPause{1};
constexpr Milliseconds untilPagesAreGone{250}; ///< the last snapshot holds them for a tick
constexpr int releasingPolls = 5; ///< the library gives dropped messages back when it is polled

double secondsBetween(SteadyTime from, SteadyTime to) { return std::chrono::duration<double>(to - from).count(); }

std::string trimText(const TrimResult& result)
{
    return fmt::format("{} returned in {:.1f} ms", formatBytes(result.returned()), result.milliseconds);
}

std::string largestLayerOf(const LedgerReading& ledger)
{
    struct Layer {
        std::string_view name;
        Bytes bytes;
    };
    const std::array<Layer, 8> layers{{{"baseline", ledger.baseline},
                                       {"prefetch queue", ledger.prefetch},
                                       {"in-flight responses", ledger.inFlight},
                                       {"batch in hand", ledger.batch},
                                       {"record view", ledger.view},
                                       {"charts and window", ledger.charts},
                                       {"allocator slack", ledger.allocatorSlack},
                                       {"unattributed", ledger.unattributed}}};
    const auto largest = std::max_element(layers.begin(), layers.end(), [](const Layer& a, const Layer& b) { return a.bytes < b.bytes; });
    return fmt::format("{}, {}", largest->name, formatBytes(largest->bytes));
}

} // namespace

Settings halfTheFetchLimits(Settings settings)
{
    for (const FetchLimit& limit : halvableLimits) {
        std::int64_t& value = settings.*limit.member;
        value = std::max(std::min(value, limit.floor), value / 2);
    }
    settings.fetchMaxBytes = std::max(settings.fetchMaxBytes, settings.messageMaxBytes);
    return settings;
}

Bytes SessionWorker::rssNow() const { return m_dependencies.readRss ? m_dependencies.readRss() : readRss().value_or(unknownBytes); }

Bytes SessionWorker::viewInForce() const
{
    const Bytes set = heldTo(m_guard.viewCap, m_settings.viewBudget);
    return std::max(std::min<Bytes>(leastView, set), set >> m_guard.state.viewHalvings);
}

/// The cap may be far above what the view holds: then one halving frees nothing, and it would grow on while the guard starves.
int SessionWorker::viewHalvings() const
{
    const Bytes held = m_lastLedger.view;
    int halvings = 0;
    for (Bytes cap = viewInForce(); held > 2 * leastView && cap > held / 2; cap /= 2)
        ++halvings;
    return halvings;
}

/// The ceiling for what the guard has made of view and batch: an estimate is by what was queued, and a pause cuts that off.
Bytes SessionWorker::ceilingNow() const
{
    Settings settings = effectiveSettings();
    settings.viewBudget = std::min(viewInForce(), std::max(leastView, m_lastLedger.view)); // more it would give back
    settings.batchSize = static_cast<std::int64_t>(batchSizeInForce());
    settings.batchBytes = batchBytesInForce();
    ModelInput input;
    input.settings = settings;
    input.facts = m_lastForecast ? m_lastForecast->facts : TopicFacts();
    input.baseline = m_lastLedger.baseline;
    input.window = m_lastLedger.charts;
    return forecastMemory(input).ceiling.total;
}

std::size_t SessionWorker::batchSizeInForce() const
{
    return static_cast<std::size_t>(std::max<std::int64_t>(1, m_settings.batchSize >> m_guard.state.batchHalvings));
}

Bytes SessionWorker::batchBytesInForce() const
{
    const Bytes set = heldTo(m_guard.batchCap, m_settings.batchBytes);
    return std::max(std::min<Bytes>(leastBatch, set), set >> m_guard.state.batchHalvings);
}

GuardReading SessionWorker::guardReading()
{
    const Bytes limit = smallerLimit(m_settings.memoryBudget, m_guard.watch.status().limit);
    GuardReading reading;
    reading.seconds = m_events.seconds();
    reading.rss = rssNow();
    reading.marks = guardMarks(limit, m_settings.guardHigh, m_settings.guardAdapt, m_settings.guardLow);
    reading.refill = m_guard.status.willRefetchBytes;
    reading.shrinkViewBy = viewHalvings();
    reading.idle = inHand() == 0;
    if (m_guard.state.starved > 0.4 && !m_guard.state.saidStarved) // it may starve from this look on
        reading.ceiling = ceilingNow();
    reading.canShrinkBatch = batchSizeInForce() > 1 && batchBytesInForce() > leastBatch;
    reading.canReconnect = halfTheFetchLimits(m_clientSettings) != m_clientSettings;
    m_guard.largestLayer = reading.rss > reading.marks.adapt || m_guard.state.paused ? largestLayerOf(m_lastLedger) : std::string();
    reading.largestLayer = m_guard.largestLayer;
    return reading;
}

void SessionWorker::guardWhenDue()
{
    const SteadyTime now = m_clock->now();
    const bool consuming = m_everAssigned && (m_state == SessionState::running || m_state == SessionState::paused);
    if (!consuming || now < m_guard.next)
        return;
    const MemoryGuard& guard = findGuard(m_settings.guard);
    const GuardReading reading = guardReading();
    m_guard.next = now + (guard.acts && reading.marks.limit > 0 ? guardInterval : tickInterval);
    if (m_guard.state.paused)
        m_guard.status.pausedSeconds += secondsBetween(m_guard.last, now);
    m_guard.last = now;
    trimWhatTheGuardFreed(now);

    const GuardStep step = guard.decide(reading, m_guard.state);
    const GuardPhase before = m_guard.state.phase;
    m_guard.state = step.next;
    GuardStatus& status = m_guard.status;
    status.phase = step.next.phase;
    status.limit = reading.marks.limit;
    status.oftenPaused = pausedOften(step.next, reading.seconds);
    if (!step.reason.empty() || status.phase != before)
        status.reason = step.reason;
    if (step.next.saidStarved && status.starves.empty())
        status.starves = step.reason;
    else if (!step.next.saidStarved)
        status.starves.clear();
    const std::string cost = carryOut(step.action);
    if (!step.reason.empty())
        m_events.add(EventKind::guard, fmt::format("guard {}{}", step.reason, cost), true);
    if (step.action == GuardAction::reconnect)
        reconnect(halfTheFetchLimits(m_clientSettings));
}

void SessionWorker::trimWhatTheGuardFreed(SteadyTime now)
{
    const bool viewGone = m_guard.shrunkAt && now - *m_guard.shrunkAt >= untilPagesAreGone;
    // In a pause what was kept to be processed meanwhile goes bit by bit.
    if (viewGone || (m_guard.state.paused && now - m_guard.lastTrim >= betweenTrimsOfAPause))
        static_cast<void>(trimNow());
    if (viewGone)
        m_guard.shrunkAt.reset();
}

/// Does what the guard decided; what it cost, for the event. A reconnect follows its event.
std::string SessionWorker::carryOut(GuardAction action)
{
    using enum GuardAction;
    switch (action) {
    case pause: return guardPause();
    case resume:
        m_guard.paused = false;
        m_guard.eager.reset();
        setPaused();
        return countRefetch();
    case shrinkView:
    case restoreView:
        m_store.setBudget(viewInForce());
        m_guard.status.adaptations += action == shrinkView ? 1 : 0;
        if (action == shrinkView)
            m_guard.shrunkAt = m_clock->now();
        return fmt::format("; record view cap {}", formatBytes(viewInForce()));
    case shrinkBatch:
    case restoreBatch:
        m_guard.status.adaptations += action == shrinkBatch ? 1 : 0;
        return fmt::format("; batch {} messages, {}", batchSizeInForce(), formatBytes(batchBytesInForce()));
    case trim: return fmt::format("; {}", trimText(trimNow()));
    case reconnect: ++m_guard.status.adaptations; return {};
    case none: break;
    }
    return {};
}

std::string SessionWorker::guardPause()
{
    keepReserve(rssNow(), prefetchNow());
    const Bytes dropped = prefetchNow();
    m_guard.paused = true;
    m_guard.eager.emplace();
    setPaused();
    releasePrefetch();
    const TrimResult trimmed = trimNow();
    ++m_guard.status.pauses;
    m_guard.status.willRefetchBytes += dropped;
    const std::string kept = m_reserve.empty() ? std::string() : fmt::format("{} kept to be processed meanwhile, ", formatBytes(m_reserve.bytes()));
    return fmt::format("; {}{} of prefetch dropped, to be fetched again; trim: {}", kept, formatBytes(dropped), trimText(trimmed));
}

/// The ledger's figure is of the last tick, and a queue fills in less.
Bytes SessionWorker::prefetchNow() const
{
    return static_cast<Bytes>(static_cast<double>(m_port->queueLength()) * (m_messageSize + static_cast<double>(operationBytes())));
}

/// A pause drops what is prefetched: take before what fits below the low mark, so that there is work meanwhile and a
/// queue that is larger than the budget does not mean that nothing is ever processed. Not in auto mode, where the client
/// commits what it handed over.
void SessionWorker::keepReserve(Bytes rss, Bytes prefetch)
{
    constexpr std::size_t perPoll = 1000;
    constexpr double share = 0.75; // of the room: a message pins its whole response
    const GuardMarks marks = guardMarks(m_guard.status.limit, m_settings.guardHigh, m_settings.guardAdapt, m_settings.guardLow);
    const double room = share * static_cast<double>(marks.low - (rss - prefetch));
    const auto most = static_cast<std::size_t>(std::max(0.0, room) / (m_messageSize + static_cast<double>(operationBytes())));
    if (m_settings.commitMode == "auto" || m_userPaused)
        return;
    while (m_reserve.size() < most) {
        std::size_t wish = std::min(perPoll, most - m_reserve.size());
        if (m_limits.messages)
            wish = std::min<std::size_t>(wish, *m_limits.messages - std::min(*m_limits.messages, m_taken));
        if (wish == 0 || pollInto(m_reserve, wish, Milliseconds(0)) == 0)
            return;
    }
}

void SessionWorker::fillFromReserve()
{
    for (std::size_t room = roomInBatch(); room > 0 && !m_reserve.empty(); room = roomInBatch()) {
        if (m_filling.empty())
            m_fillingSince = m_clock->now();
        m_reserve.moveFirst(room, m_filling);
    }
}

/// After a pause: what the library dropped is given back only when it is polled.
void SessionWorker::releasePrefetch()
{
    for (int i = 0; i < releasingPolls && (i == 0 || m_port->queueLength() > 0); ++i)
        poll(1, Milliseconds(0));
}

std::string SessionWorker::countRefetch()
{
    const Bytes bytes = std::exchange(m_guard.status.willRefetchBytes, 0);
    m_guard.status.refetchedBytes += bytes;
    return bytes > 0 ? fmt::format("; {} are fetched again", formatBytes(bytes)) : std::string();
}

TrimResult SessionWorker::trimNow()
{
    m_guard.lastTrim = m_clock->now();
    m_guard.highestPrefetch = 0;
    return trimHeap();
}

/// A drained queue leaves its heap pages behind: give them back, but not at every dip.
void SessionWorker::trimAfterDrain()
{
    const Bytes prefetch = std::max<Bytes>(0, m_lastLedger.prefetch);
    m_guard.highestPrefetch = std::max(m_guard.highestPrefetch, prefetch);
    const bool drained = m_guard.highestPrefetch - prefetch > worthATrim && prefetch < m_guard.highestPrefetch / 8;
    if (!m_settings.trimAfterDrain || !drained || m_clock->now() - m_guard.lastTrim < betweenTrims)
        return;
    m_events.add(EventKind::trim, fmt::format("trim: {}", trimText(trimNow())), true);
}

} // namespace headroom::core
