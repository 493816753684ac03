// SPDX-License-Identifier: GPL-3.0-or-later
// The SessionWorker and the limit of its container: what it holds a client to, the outlook, and the stop before the kernel
// would kill it.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/guard/guard_registry.h"
#include "core/session/session_worker.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

/// What a client takes once it is connected, before its first message: threads, metadata, statistics; code first used.
constexpr Bytes connectedClient = 6 * mib;

std::string heldRowsText(const Settings& from, const Settings& to)
{
    std::string out;
    for (const HeldRow& row : heldRows()) {
        const SettingSpec& spec = *findSetting(settingTable(), row.id);
        if (from.*row.member != to.*row.member)
            out += fmt::format("{}{} {} → {}", out.empty() ? "" : ", ", row.id, settingText(from, spec), settingText(to, spec));
    }
    return out;
}

} // namespace

Settings SessionWorker::withCaps(Settings settings) const
{
    settings.viewBudget = heldTo(m_guard.viewCap, settings.viewBudget);
    settings.batchBytes = heldTo(m_guard.batchCap, settings.batchBytes);
    return settings;
}

/// Before a client is made: where the container has a limit, with what it cannot reach it. A stop comes too late where a near
/// broker sends more in a moment than is left, so that whatever may come has to fit. Guard off leaves all as set.
Result<Settings> SessionWorker::heldBelowLimit(const Settings& wanted)
{
    m_guard.viewCap = m_guard.batchCap = gib;
    m_store.setBudget(viewInForce());
    LimitWatch& watch = m_guard.watch;
    watch.measure(m_events.seconds(), rssNow(), m_settings.pretendLimit);
    if (m_settings.guard == "off" || watch.stopMark() == unknownBytes || watch.used() <= 0)
        return wanted;
    ModelInput input;
    input.settings = wanted;
    input.settings.viewBudget = m_settings.viewBudget;
    input.settings.batchBytes = m_settings.batchBytes;
    input.settings.batchSize = m_settings.batchSize;
    input.facts = m_lastForecast ? m_lastForecast->facts : TopicFacts();
    input.baseline = watch.used() - std::max<Bytes>(0, m_lastLedger.view) + connectedClient;
    const LimitHold hold = holdBelow(watch.stopMark(), input);
    if (!hold.fits && !m_everAssigned) {
        const auto least = static_cast<Bytes>(std::ceil(static_cast<double>(hold.least) / LimitWatch::stopShare / static_cast<double>(mib)));
        return core::fail(ErrorCode::memoryLimit,
                          fmt::format("The memory limit {} ({}) leaves no room to consume in: with the smallest queue, batch and view the process can take {}, and it has to stop at {}. "
                                      "Give it at least {} MiB; guard off goes on without, at the risk of being killed.",
                                      formatBytes(watch.status().limit), watch.status().source, formatBytes(hold.least), formatBytes(watch.stopMark()), least),
                          watch.status().source);
    }
    const auto cap = [](Bytes held, Bytes set) { return held < set ? held : gib; }; // what fits may be set to more later
    m_guard.viewCap = cap(hold.settings.viewBudget, m_settings.viewBudget);
    m_guard.batchCap = cap(hold.settings.batchBytes, m_settings.batchBytes);
    m_store.setBudget(viewInForce());
    announceHold(hold, input.settings);
    return hold.settings;
}

void SessionWorker::announceHold(const LimitHold& hold, const Settings& wanted)
{
    const std::string changes = heldRowsText(wanted, hold.settings);
    if (std::exchange(m_guard.heldRows, changes) == changes || changes.empty())
        return;
    const LimitStatus& limit = m_guard.watch.status();
    m_events.add(EventKind::guard,
                 fmt::format("queue held at {}: with {} and all else as set the process could take {}, the container allows {} ({}); {}", formatBytes(hold.settings.queuedMaxMessagesKbytes * kib),
                             formatBytes(wanted.queuedMaxMessagesKbytes * kib), formatBytes(hold.asGiven), formatBytes(limit.limit), limit.source, changes),
                 true);
}

/// Each tick: limit, outlook, and the stop before the kernel would kill us.
void SessionWorker::watchMemory()
{
    const LimitWatch::Alarm alarm = m_guard.watch.look(m_events.seconds(), rssNow(), m_settings.pretendLimit, m_settings.memoryBudget);
    if (m_state == SessionState::stopping)
        return;
    if (!m_reconnecting)
        trimAfterDrain();
    if (alarm == LimitWatch::Alarm::warn)
        m_events.add(EventKind::guard, m_guard.watch.status().warning, true);
    // Not a guard's doing: the limit is the kernel's, and its kill loses more than a stop. Only who wants no guard is left alone.
    if (alarm == LimitWatch::Alarm::stop && m_settings.guard != "off")
        safeStop();
}

/// Each slice, once the limit is so near that a tick is too long.
void SessionWorker::glanceWhenNear()
{
    const SteadyTime now = m_clock->now();
    if (!m_guard.watch.near() || now < m_guard.nextGlance || m_settings.guard == "off")
        return;
    m_guard.nextGlance = now + watchfulSlice;
    if (m_guard.watch.mustStop(m_events.seconds(), rssNow(), m_settings.pretendLimit))
        safeStop();
}

/// A guard that acts holds a limit by its looks between slices; what comes in a long one would pass it unseen.
Milliseconds SessionWorker::sliceNow() const
{
    const bool watchful = m_guard.watch.near() || (m_guard.status.limit > 0 && findGuard(m_settings.guard).acts);
    return watchful ? watchfulSlice : slice;
}

/// What is only slack is no reason to end: it is trimmed where that can be enough. Else nothing more may come first.
bool SessionWorker::trimIsEnough()
{
    const Bytes mark = m_guard.watch.stopMark();
    if (m_guard.watch.used() - std::max<Bytes>(0, readHeap().free) >= mark)
        return false;
    static_cast<void>(trimNow());
    return !m_guard.watch.mustStop(m_events.seconds(), rssNow(), m_settings.pretendLimit);
}

void SessionWorker::safeStop()
{
    const LimitStatus& limit = m_guard.watch.status();
    const Bytes used = m_guard.watch.used();
    auto running = SessionShared::Stop::no;
    if (m_safeStop || trimIsEnough() || !m_shared.stop.compare_exchange_strong(running, SessionShared::Stop::clean))
        return;
    m_guard.paused = true; // nothing more comes while the batch is finished
    if (m_port && m_everAssigned) {
        setPaused();
        releasePrefetch();
        static_cast<void>(trimNow());
    }
    m_safeStop = Error{ErrorCode::memoryLimit,
                       fmt::format("Stopped {} the memory limit: {} of {} were used ({}). The batch was finished and committed by the commit mode. "
                                   "Raise the limit, or lower memory-budget, queued-max-messages-kbytes and batch-bytes.",
                                   used < limit.limit ? "before" : "at", formatBytes(used), formatBytes(limit.limit), limit.source),
                       limit.source, false, true, 0};
    m_events.add(EventKind::guard, m_safeStop->message, true);
}

} // namespace headroom::core
