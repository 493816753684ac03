// SPDX-License-Identifier: GPL-3.0-or-later
// The SessionWorker and the limit of its container: the outlook, and the stop before the kernel would kill it.
#include <algorithm>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/session/session_worker.h"

namespace headroom::core {

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

void SessionWorker::safeStop()
{
    const LimitStatus& limit = m_guard.watch.status();
    const TrimResult trimmed = trimNow(); // what is only slack is no reason to end
    const Bytes used = m_guard.watch.used() - std::max<Bytes>(0, trimmed.returned());
    auto running = SessionShared::Stop::no;
    if (m_safeStop || static_cast<double>(used) < LimitWatch::stopShare * static_cast<double>(limit.limit)
        || !m_shared.stop.compare_exchange_strong(running, SessionShared::Stop::clean))
        return;
    m_safeStop = Error{ErrorCode::memoryLimit,
                       fmt::format("Stopped {} the memory limit: {} of {} were used ({}). The batch was finished and committed by the commit mode. "
                                   "Raise the limit, or lower memory-budget, queued-max-messages-kbytes and batch-bytes.",
                                   used < limit.limit ? "before" : "at", formatBytes(used), formatBytes(limit.limit), limit.source),
                       limit.source, false, true, 0};
    m_events.add(EventKind::guard, m_safeStop->message, true);
    m_guard.paused = true; // nothing more comes while the batch is finished
    if (m_port && m_everAssigned) {
        setPaused();
        releasePrefetch();
    }
}

} // namespace headroom::core
