// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the SessionWorker: each ends as exactly one outcome.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/session/session_worker.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {

void SessionWorker::handleCommands()
{
    if (m_shared.commands.size() == 0)
        return;
    for (const PostedCommand& posted : m_shared.commands.takeAll()) {
        if (m_failure) // by the one before: there may be no client any more
            m_events.addOutcome(posted.requestId, false, m_failure->message);
        else
            handle(posted);
    }
}

void SessionWorker::handle(const PostedCommand& posted)
{
    struct Visitor {
        SessionWorker& worker;
        std::uint64_t id;
        void operator()(const PauseCommand&) const { worker.pause(id); }
        void operator()(const ResumeCommand&) const { worker.resume(id); }
        void operator()(const TrimCommand&) const { worker.trim(id); }
        void operator()(const ApplyCommand& command) const { worker.apply(id, command.settings); }
        void operator()(const RecreateCommand&) const { worker.recreate(id); }
        void operator()(const NoteCommand& command) const { worker.note(id, command); }
        void operator()(const SeekCommand& command) const { worker.seek(id, command.start, command.fromMs); }
        void operator()(const ClearCommand&) const { worker.clearView(id); }
        void operator()(const FilterCommand& command) const { worker.filterView(id, command); }
        void operator()(const CommittedCommand& command) const { worker.takeCommitted(id, command); }
        void operator()(const CommitCommand& command) const
        {
            if (worker.m_settings.commitMode == "auto")
                worker.m_events.addOutcome(id, false, "the client commits by itself in auto mode; choose another commit mode to commit by hand");
            else if (!worker.m_everAssigned)
                worker.m_events.addOutcome(id, false, "no partition is assigned yet; wait until the state is running");
            else
                worker.m_commits.request(CommitTrigger::user, id, command.upTo);
        }
    };
    std::visit(Visitor{*this, posted.requestId}, posted.command);
}

void SessionWorker::clearView(std::uint64_t requestId)
{
    const ViewCounts before = m_store.counts();
    m_store.clear();
    const ViewCounts after = m_store.counts();
    const auto rows = static_cast<std::int64_t>(after.evictedRows - before.evictedRows);
    m_events.addOutcome(requestId, true, fmt::format("{} rows cleared, {}", formatCount(rows), formatBytes(after.evictedBytes - before.evictedBytes)));
}

void SessionWorker::takeCommitted(std::uint64_t requestId, const CommittedCommand& command)
{
    std::vector<SlotOffset> offsets;
    for (std::size_t i = 0; i < m_tracker.slotCount(); ++i) {
        const auto slot = static_cast<Slot>(i);
        const auto found = std::find_if(command.offsets.begin(), command.offsets.end(), [&](const auto& entry) { return entry.first == m_port->partition(slot); });
        if (found != command.offsets.end())
            offsets.push_back({slot, found->second, 0});
    }
    m_commits.readBack(requestId, offsets);
}

void SessionWorker::setPaused()
{
    const bool paused = m_userPaused || m_holdPaused || m_guard.paused;
    if (auto done = paused ? m_port->pauseAll() : m_port->resumeAll(); !done)
        m_events.addError(done.error());
}

void SessionWorker::pause(std::uint64_t requestId)
{
    m_userPaused = true;
    setPaused();
    if (m_state == SessionState::running)
        m_state = SessionState::paused;
    m_events.add(EventKind::pause, "paused: prefetched data is dropped and fetched again after resume", true);
    m_events.addOutcome(requestId, true, "paused");
}

void SessionWorker::resume(std::uint64_t requestId)
{
    m_userPaused = false;
    setPaused();
    if (m_state == SessionState::paused)
        m_state = SessionState::running;
    m_events.add(EventKind::pause, "resumed", true);
    m_events.addOutcome(requestId, true, "resumed");
}

void SessionWorker::trim(std::uint64_t requestId)
{
    const TrimResult result = trimHeap();
    const std::string text = fmt::format("trim: {} returned in {:.1f} ms", formatBytes(result.returned()), result.milliseconds);
    m_events.add(EventKind::trim, text, true);
    m_events.addOutcome(requestId, true, text);
}

void SessionWorker::note(std::uint64_t requestId, const NoteCommand& command)
{
    const std::size_t most = command.ofProgram ? NoteCommand::mostCharactersOfProgram : NoteCommand::mostCharacters;
    std::string text = command.text;
    std::size_t characters = 0;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const auto byte = static_cast<unsigned char>(text[end]);
        if ((byte & 0xC0U) != 0x80U && ++characters > most) // not in the middle of a character
            break;
        if (byte < 0x20 || byte == 0x7F)
            text[end] = ' ';
    }
    text.resize(end);
    if (text.find_first_not_of(' ') == std::string::npos) {
        m_events.addOutcome(requestId, false, "a note needs at least one character");
        return;
    }
    m_events.addMarker(command.ofProgram ? EventKind::info : EventKind::note, text, command.seconds);
    m_events.addOutcome(requestId, true, fmt::format("noted: {}", text));
}

void SessionWorker::filterView(std::uint64_t requestId, const ViewFilter& wanted)
{
    auto filter = MessageFilter::compile(wanted.text);
    if (!filter) {
        m_events.addOutcome(requestId, false, filter.error().message);
        return;
    }
    const bool some = wanted.keepOnly && (!filter->matchesAll() || wanted.slot >= 0);
    m_store.setFilter(std::move(*filter), wanted, [this](Slot slot) { return m_port->partition(slot).partition; });
    m_events.addOutcome(requestId, true, some ? "the record view keeps only messages that match" : "the record view keeps all messages");
}

void SessionWorker::apply(std::uint64_t requestId, const Settings& settings)
{
    Settings next = settings;
    next.groupId = m_settings.groupId; // filled in at start
    next.bootstrapServers = m_settings.bootstrapServers;
    const Settings shown = settingsWithClientLimits();
    for (const HeldRow& row : heldRows()) { // halved by the guard or held by the container's limit, and shown so: not a change of the user's
        if (next.*row.member == shown.*row.member)
            next.*row.member = m_settings.*row.member;
    }
    if (auto valid = validateSettings(next); !valid) {
        m_events.addOutcome(requestId, false, valid.error().message);
        return;
    }
    if (needsReconnect(m_dependencies.rows, m_settings, next)) {
        m_events.addOutcome(requestId, false, "some of these settings need a reconnect; use Restart and apply");
        return;
    }
    auto processor = processorFor(next);
    if (!processor) {
        m_events.addOutcome(requestId, false, processor.error().message);
        return;
    }
    std::string changes;
    int count = 0;
    for (const SettingSpec& row : m_dependencies.rows) {
        const std::string from = settingText(m_settings, row);
        const std::string to = settingText(next, row);
        if (from != to) {
            changes += fmt::format("{}{}: {} → {}", changes.empty() ? "" : ", ", row.label, from.empty() ? "–" : from, to.empty() ? "–" : to);
            ++count;
        }
    }
    m_processor = std::move(*processor);
    m_settings = next;
    m_nextCommit = std::min(m_nextCommit, m_clock->now() + Milliseconds(next.commitIntervalMs)); // a shorter interval begins now
    m_store.setBudget(viewInForce());
    m_store.setPreviewBytes(next.viewPreviewBytes);
    m_settingsInForce = std::make_shared<const Settings>(settingsWithClientLimits());
    if (count > 0)
        m_events.add(EventKind::setting, fmt::format("{} (live)", changes), true);
    m_events.addOutcome(requestId, true, count == 1 ? "1 setting changed" : fmt::format("{} settings changed", count));
}

void SessionWorker::recreate(std::uint64_t requestId)
{
    if (!m_everAssigned) {
        m_events.addOutcome(requestId, false, "no partition was assigned yet: there is nothing that a new client could go on with");
        return;
    }
    reconnect(m_wantedSettings);
    m_events.addOutcome(requestId, !m_failure, m_failure ? m_failure->message : "a new client was made");
}

/// The answer to a lost offset as an offset of now: what is passed over is counted up to there, however long the question stood.
StartOffset SessionWorker::placeNow(const StartOffset& start, LostOffset& lost) const
{
    constexpr Milliseconds answerTimeout{2000};
    if (start.kind != StartOffset::Kind::beginning && start.kind != StartOffset::Kind::end)
        return start;
    if (const auto marks = m_port->queryWatermarks(start.slot, answerTimeout)) {
        lost.low = marks->low;
        lost.high = marks->high;
    }
    const Offset place = start.kind == StartOffset::Kind::beginning ? lost.low : lost.high;
    return place == unknownOffset ? start : StartOffset{start.slot, StartOffset::Kind::exact, place};
}

void SessionWorker::seek(std::uint64_t requestId, StartOffset start, std::int64_t fromMs)
{
    constexpr Milliseconds timeQuestion{3000};
    const bool known = start.slot >= 0 && static_cast<std::size_t>(start.slot) < m_tracker.slotCount() && m_tracker.at(start.slot).owned;
    if (!known) {
        m_events.addOutcome(requestId, false, "that partition is not assigned to this consumer any more");
        return;
    }
    if (fromMs >= 0) {
        const auto found = m_port->offsetsForTime(std::array{start.slot}, fromMs, timeQuestion);
        if (!found) {
            m_events.addOutcome(requestId, false, found.error().message);
            return;
        }
        const Offset at = found->empty() ? unknownOffset : found->front().offset;
        start = at >= 0 ? StartOffset{start.slot, StartOffset::Kind::exact, at} : StartOffset{start.slot, StartOffset::Kind::end, 0}; // all are older
    }
    const std::string where = start.kind == StartOffset::Kind::beginning ? "the earliest offset" : start.kind == StartOffset::Kind::end ? "the latest offset" : fmt::format("offset {}", start.value);
    const auto lost = std::find_if(m_lost.begin(), m_lost.end(), [&](const LostOffset& entry) { return entry.slot == start.slot; });
    if (lost != m_lost.end())
        start = placeNow(start, *lost);
    dropInHand(start.slot);
    m_tracker.reposition(start.slot);
    noteBegin(start);
    if (auto done = m_port->seek(start); !done) {
        m_events.addOutcome(requestId, false, done.error().message);
        return;
    }
    const std::string text = fmt::format("{} goes on at {}", nameOf(start.slot), where);
    if (lost == m_lost.end()) {
        m_events.add(EventKind::info, text, true);
    } else {
        declareGap(start.slot, lost->wanted, start.kind == StartOffset::Kind::exact ? start.value : unknownOffset, where);
        m_lost.erase(lost);
    }
    m_events.addOutcome(requestId, true, text);
}

} // namespace headroom::core
