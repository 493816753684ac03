// SPDX-License-Identifier: GPL-3.0-or-later
// What the watchdog is given to see.
#include <algorithm>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/session/by_slot.h"
#include "core/session/session_worker.h"

namespace headroom::core {
namespace {

constexpr Milliseconds askTimeout{500};

} // namespace

/// Each tick: a consumer that stands still says so once, and says when it moves again.
void SessionWorker::watchProgress()
{
    WatchdogReading reading;
    // Who gave all back waits for the others of the group; who lost all, was given none or has a new client waits for what may never come.
    reading.unassigned = (m_awaitingAssignment && !m_gaveAllBack) || (m_everAssigned && m_begun.empty());
    reading.consuming = m_state == SessionState::running && m_everAssigned && !(m_awaitingAssignment && m_gaveAllBack) && !m_userPaused && !m_guard.paused;
    for (const PartitionRow& row : m_rows) {
        const Offset high = std::max(row.highWatermark, bySlot(m_askedHighs, row.slot, unknownOffset));
        if (row.owned && !row.stopped && row.position != unknownOffset && high != unknownOffset) // a lost offset's answer is the user's to give
            reading.unread += std::max<Offset>(0, high - row.position);
    }
    reading.taken = m_taken;
    reading.processed = m_processedMessages;
    reading.inHand = inHand();
    reading.brokerTrouble = m_brokerTrouble;
    if (reading.consuming && !reading.unassigned && reading.unread == 0 && reading.inHand == 0)
        askForUnread();
    const bool before = m_stall.has_value();
    m_stall = m_watchdog.look(m_clock->now(), reading);
    if (m_stall && !before)
        m_events.addRepeating("stall", fmt::format("no progress for {}: {}", formatDuration(Watchdog::patience), m_stall->cause), true);
    else if (before && !m_stall)
        m_events.add(EventKind::info, "progress again", true);
}

/// The client learns a high watermark with what it fetches: one whose fetches have stopped has nothing to do for ever. So when
/// nothing came for a while, the broker is asked, one partition at a time.
void SessionWorker::askForUnread()
{
    const SteadyTime now = m_clock->now();
    if (m_taken != m_askedTaken || m_asked == SteadyTime{}) {
        m_askedTaken = m_taken;
        m_asked = now;
    }
    if (now - m_asked < Watchdog::patience || m_brokerTrouble || m_rows.empty())
        return;
    m_asked = now;
    for (std::size_t tries = 0; tries < m_rows.size(); ++tries) {
        const PartitionRow& row = m_rows[m_askNext++ % m_rows.size()];
        if (!row.owned || row.stopped)
            continue;
        if (const auto marks = m_port->queryWatermarks(row.slot, askTimeout))
            bySlot(m_askedHighs, row.slot, unknownOffset) = marks->high;
        return;
    }
}

} // namespace headroom::core
