// SPDX-License-Identifier: GPL-3.0-or-later
// A new client in the place of the old one, without losing, skipping or repeating a message.
#include <algorithm>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/session/session_worker.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

constexpr Milliseconds positionTimeout{2000};

} // namespace

Result<void> SessionWorker::openClient(const Settings& wanted)
{
    const auto held = heldBelowLimit(wanted);
    if (!held)
        return tl::unexpected(held.error());
    const Settings& settings = *held;
    auto port = m_dependencies.makeConsumer(settings, *this);
    if (!port)
        return tl::unexpected(port.error());
    m_port = std::move(*port);
    m_brokerAwaySince.reset(); // of the client before
    m_port->adopt(m_slotNames);
    m_wantedSettings = wanted;
    m_clientSettings = settings;
    m_settingsInForce = std::make_shared<const Settings>(settingsWithClientLimits());
    std::map<std::string, std::string, std::less<>> effective;
    for (const SettingSpec& row : m_dependencies.rows) {
        if (!row.clientProperty.empty() && !isSecret(row) && !isUnset(settings, row))
            effective[std::string(row.clientProperty)] = m_port->effectiveValue(row.clientProperty);
    }
    m_effective = effective;
    const std::scoped_lock lock(m_shared.mutex);
    m_shared.effective = std::move(effective);
    return {};
}

/// The user's settings with the limits that are really in force: the guard may have halved them, the container's limit holds them.
Settings SessionWorker::settingsWithClientLimits() const
{
    Settings settings = withCaps(m_settings);
    for (const FetchLimit& limit : halvableLimits)
        settings.*limit.member = m_clientSettings.*limit.member;
    return settings;
}

/// Finishes what is in hand, commits by mode, leaves the group, and begins anew with a client of `next`: each partition
/// goes on where its processing stands. Bounded as a stop is. When it is asked to stop meanwhile, the old client stays.
void SessionWorker::reconnect(const Settings& next)
{
    const SteadyTime began = m_clock->now();
    const EagerReturn eager;
    m_reconnecting = true;
    const SessionState before = std::exchange(m_state, SessionState::connecting);
    m_guard.status.willRefetchBytes += prefetchNow();
    if (auto paused = m_port->pauseAll(); !paused) // what would come now is only dropped
        m_events.addError(paused.error());
    releasePrefetch();
    drain();
    m_guard.status.willRefetchBytes += m_filling.bytes() + m_working.bytes() + m_reserve.bytes();
    m_taken -= std::min<std::uint64_t>(m_taken, inHand() - m_done); // they come again
    m_reserve.clear();
    m_filling.clear();
    m_working.clear();
    m_done = 0;
    settleCommits();
    if (m_shared.stop != SessionShared::Stop::no || m_failure) {
        m_reconnecting = false;
        m_state = before;
        return;
    }
    leaveForReconnect();
    m_holding = m_holdPaused = false;
    if (auto opened = openClient(next); !opened) {
        m_reconnecting = false;
        fail(opened.error());
        return;
    }
    m_gauges.newClient();
    if (m_userPaused || m_guard.paused)
        setPaused();
    else
        static_cast<void>(countRefetch());
    m_reconnecting = false;
    m_events.add(EventKind::info, fmt::format("reconnecting with a new client: {} without one", formatDuration(m_clock->now() - began)), true);
}

/// Commits what the mode commits by itself, and waits for whatever is under way: the old client's replies end with it.
void SessionWorker::settleCommits()
{
    if (m_settings.commitMode == "batch" || m_settings.commitMode == "interval")
        m_commits.request(m_settings.commitMode == "batch" ? CommitTrigger::batch : CommitTrigger::interval);
    m_commits.setDeadline(CommitDesk::closingDeadline);
    beginDiscarding();
    Batch discard;
    while (!forced() && !m_commits.quiet()) {
        m_commits.pump(*m_port);
        if (m_commits.quiet())
            break;
        static_cast<void>(m_port->take(discard, 1, Milliseconds(10))); // a message that comes along is fetched again
        discard.clear();
        tickWhenDue();
    }
    m_commits.setDeadline(CommitDesk::runningDeadline);
    m_discarding = false;
}

void SessionWorker::notePositions()
{
    m_slotNames.clear();
    for (std::size_t i = 0; i < m_port->slotCount(); ++i)
        m_slotNames.push_back(m_port->partition(static_cast<Slot>(i)));
    m_carried.clear();
    for (std::size_t i = 0; i < m_tracker.slotCount(); ++i) {
        const PartitionOffsets& at = m_tracker.at(static_cast<Slot>(i));
        if (!at.owned)
            continue;
        const bool processed = at.processed != unknownOffset;
        const auto slot = static_cast<Slot>(i);
        const StartOffset begin = i < m_begins.size() ? m_begins[i] : StartOffset{slot, StartOffset::Kind::stored, 0};
        m_carried.push_back({processed ? StartOffset{slot, StartOffset::Kind::exact, at.processed} : begin, processed, at.committed});
    }
    // A partition that comes back later than a member may be away had another owner: its commit counts then.
    m_carriedUntil = m_clock->now() + Milliseconds(m_settings.sessionTimeoutMs);
}

void SessionWorker::leaveForReconnect()
{
    notePositions();
    m_leaving = true;
    m_port->beginClose();
    const SteadyTime deadline = m_clock->now() + leaveDeadline;
    Batch discard;
    while (!forced() && !m_port->closed() && m_clock->now() < deadline) {
        static_cast<void>(m_port->take(discard, 1, Milliseconds(10)));
        discard.clear();
        tickWhenDue();
    }
    letGo(m_port->closed());
    m_leaving = false;
    for (const Carried& entry : m_carried)
        m_tracker.revoke(entry.next.slot); // also when the broker did not answer and nothing was revoked
    m_lost.clear();
    m_awaitingAssignment = true;
    m_gaveAllBack = false;
}

/// Where this partition goes on when it was ours before a reconnect.
std::optional<Carried> SessionWorker::takeCarried(Slot slot)
{
    if (m_clock->now() > m_carriedUntil)
        m_carried.clear();
    const auto found = std::find_if(m_carried.begin(), m_carried.end(), [slot](const Carried& entry) { return entry.next.slot == slot; });
    if (found == m_carried.end())
        return std::nullopt;
    const Carried entry = *found;
    m_carried.erase(found);
    return entry;
}

/// Puts the positions of before a reconnect into the plan. A commit that moved on beyond them meanwhile is another
/// member's work, except in auto mode, where the client commits what nobody has processed.
void SessionWorker::carryOn(std::vector<StartOffset>& starts)
{
    for (StartOffset& start : starts) {
        const auto carried = takeCarried(start.slot);
        if (!carried)
            continue;
        if (m_tracker.at(start.slot).committed == unknownOffset)
            m_tracker.setCommitted(start.slot, carried->committed); // the broker was not to be asked
        const Offset committed = m_tracker.at(start.slot).committed;
        const bool elsewhere = carried->processed && m_settings.commitMode != "auto" && committed > carried->committed && committed > carried->next.value;
        start = elsewhere ? StartOffset{start.slot, StartOffset::Kind::exact, committed} : carried->next;
        if (carried->processed)
            m_tracker.carryOn(start.slot, start.value);
    }
}

/// A start at the end moves on with the log: fix it, so that a later reconnect knows where the partition began.
void SessionWorker::noteBegins(std::vector<StartOffset>& starts)
{
    bool answers = true;
    for (StartOffset& start : starts) {
        const bool moves = start.kind == StartOffset::Kind::end || start.kind == StartOffset::Kind::tail;
        if (moves && answers) {
            const auto marks = m_port->queryWatermarks(start.slot, positionTimeout);
            answers = marks.has_value();
            if (marks)
                start = {start.slot, StartOffset::Kind::exact, std::max(marks->low, marks->high - (start.kind == StartOffset::Kind::tail ? start.value : 0))};
        }
        noteBegin(start);
    }
}

void SessionWorker::noteBegin(const StartOffset& start)
{
    const auto index = static_cast<std::size_t>(start.slot);
    while (m_begins.size() <= index)
        m_begins.push_back({static_cast<Slot>(m_begins.size()), StartOffset::Kind::stored, 0});
    m_begins[index] = start;
}

} // namespace headroom::core
