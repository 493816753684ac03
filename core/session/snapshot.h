// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/budget/memory_model.h"
#include "core/guard/guard_status.h"
#include "core/metrics/history.h"
#include "core/metrics/memory_ledger.h"
#include "core/metrics/process_memory.h"
#include "core/session/watchdog.h"
#include "core/records/record_store.h"
#include "core/settings/settings.h"

namespace headroom::core {

enum class SessionState : std::uint8_t {
    idle,       ///< never started
    connecting, ///< client created, no partition yet
    running,
    paused,     ///< by the user: keeps polling, takes nothing
    stopping,   ///< finishing the batch, committing, leaving
    stopped,    ///< closed cleanly
    failed,     ///< ended by an error; see Snapshot::failure
};
[[nodiscard]] std::string_view wordFor(SessionState state) noexcept;
[[nodiscard]] constexpr bool isOver(SessionState state) noexcept { return state == SessionState::stopped || state == SessionState::failed; }

enum class OutcomeState : std::uint8_t { pending, confirmed, failed, unknown };
[[nodiscard]] std::string_view wordFor(OutcomeState state) noexcept;

enum class CommitTrigger : std::uint8_t { user, batch, interval, revoke, quit, automatic };
[[nodiscard]] std::string_view wordFor(CommitTrigger trigger) noexcept;

/// One commit request and how it ended.
struct CommitRecord {
    std::uint64_t number = 0;     ///< 1, 2, 3 ... in the order sent
    std::uint64_t commandId = 0;  ///< of the user's command, 0 when none asked
    CommitTrigger trigger = CommitTrigger::user;
    OutcomeState state = OutcomeState::pending;
    WallTime sentAt{};
    std::int64_t messages = 0;
    std::int64_t partitions = 0;
    double latencyMs = -1;
    std::string reason;           ///< why it failed or is unknown, and what to do
};

struct CommitCounts {
    std::uint64_t requested = 0;
    std::uint64_t confirmed = 0;
    std::uint64_t failed = 0;
    std::uint64_t unknown = 0;
    double latencyP50Ms = -1; ///< over the last 60 confirmed
    double latencyP95Ms = -1;
};

/// The single answer to a posted command.
struct CommandOutcome {
    std::uint64_t requestId = 0;
    bool ok = false;
    std::string text; ///< what was done ("trim: 27.0 MiB returned in 8.1 ms") or why not
};

enum class EventKind : std::uint8_t { info, setting, commit, pause, guard, rebalance, trim, error, client, note };
[[nodiscard]] std::string_view wordFor(EventKind kind) noexcept;

/// A thing that happened, for the event list and as a marker on the charts.
struct SessionEvent {
    std::uint64_t number = 0;
    double seconds = 0; ///< on the history's time axis
    WallTime at{};
    EventKind kind = EventKind::info;
    std::string text;
    bool marker = false; ///< worth a line on the charts
    std::uint32_t repeats = 1;
};

/// One row of the commit board. When the partition is not ours any more, the figures are those of when it went.
struct PartitionRow {
    Slot slot = 0;
    std::string topic;
    PartitionId partition = 0;
    bool owned = false;
    bool stopped = false; ///< stands still because its offset is lost
    Offset firstOffset = unknownOffset;
    Offset position = unknownOffset;
    Offset processed = unknownOffset;
    Offset committed = unknownOffset;
    Offset highWatermark = unknownOffset;
    Offset lowWatermark = unknownOffset;
    std::int64_t lag = unknownOffset; ///< high watermark - committed
    std::int64_t repeatRisk = 0;
    std::int64_t lossRisk = 0;
    std::uint64_t messages = 0;
    OutcomeState lastOutcome = OutcomeState::confirmed;
    bool hasOutcome = false;
};

/// A partition whose wanted offset is gone, or whose next batch cannot be read, and that waits for an answer.
struct LostOffset {
    Slot slot = 0;
    std::string topic;
    PartitionId partition = 0;
    Offset wanted = unknownOffset;
    Offset low = unknownOffset;
    Offset high = unknownOffset;
    Offset cutAt = unknownOffset; ///< the broker's log was cut off here, and what was read behind it is no longer there; unknownOffset: it was not
    /// The broker has the wanted offset, but what is there is damaged.
    [[nodiscard]] bool unreadable() const noexcept { return cutAt == unknownOffset && wanted >= 0 && low <= wanted && wanted < high; }
    /// Nothing was deleted: the wanted offset has never been there, or the topic was made anew.
    [[nodiscard]] bool beyondEnd() const noexcept { return high != unknownOffset && wanted > high; }
};

/// One sentence: what is not there, and what to do.
[[nodiscard]] std::string describeLost(const LostOffset& lost);

struct FetchCounts {
    std::int64_t requests = -1; ///< negative: the client has not told yet
    Bytes wireBytes = 0;       ///< bytes received by all fetch responses (rx_bytes)
    double bytesPerRequest = -1;
    std::int64_t prefetchMessages = 0;
    Bytes prefetchBytes = 0;
    Bytes prefetchPeakBytes = 0;
};

/// The immutable state of a session at one tick. Made by the worker, read anywhere; holding one keeps its pages alive
/// (and counted).
struct Snapshot {
    std::uint64_t sequence = 0;
    double seconds = 0;          ///< on the history's axis
    SessionState state = SessionState::idle;
    std::optional<Error> failure;
    std::string bootstrapServers; ///< resolved
    std::shared_ptr<const Settings> settings; ///< in force, live changes included; groupId filled in

    std::uint64_t messages = 0;
    Bytes bytes = 0;
    std::uint64_t batches = 0;
    std::uint64_t polls = 0;
    std::size_t largestPoll = 0;  ///< most messages one take returned
    double elapsedSeconds = 0;    ///< first to last message
    double messagesPerSecond = 0; ///< 1 s mean
    double bytesPerSecond = 0;
    std::int64_t lag = unknownOffset;
    std::int64_t repeatRisk = 0; ///< on partitions that are ours, where a commit can still help
    std::int64_t willRepeat = 0; ///< processed, not committed, and taken away before it could be: read again by whoever has it now
    std::int64_t lossRisk = 0;
    std::uint64_t processingFailures = 0;

    std::size_t batchMessages = 0;
    Bytes batchBytes = 0;
    double batchFillPercent = 0; ///< of the batch that is being filled, without the one that is being processed
    Bytes batchFillBytes = 0;    ///< of that batch

    LedgerReading ledger;
    LedgerReading ledgerAtPeak;
    Bytes processStartRss = unknownBytes;
    Bytes peakRss = unknownBytes;
    ProcessMemory process;
    FetchCounts fetch;
    std::shared_ptr<const Forecast> forecast; ///< never null once connected; its sums may be unknown
    GuardStatus guard;
    LimitStatus limit;

    std::vector<PartitionRow> partitions; ///< sorted by topic and partition
    std::uint64_t rebalances = 0;
    bool groupReached = false;   ///< from statistics: the group's coordinator is connected; before an assignment, the group is being waited for
    std::optional<WallTime> brokerAwaySince; ///< no broker is connected any more: what the broker told is as of then
    std::optional<Stall> stall; ///< messages wait and nothing moves
    std::vector<LostOffset> lostOffsets;
    std::uint64_t lostOffsetMessages = 0; ///< skipped by a declared reset
    std::uint64_t lostByAutoCommit = 0;   ///< handed over, never processed, and committed by the client all the same

    PageList pages;
    ViewCounts view;
    FilterCounts viewFilter;
    HistoryView history;

    CommitCounts commits;
    std::vector<CommitRecord> commitHistory; ///< newest last, at most 200 in a snapshot
    std::optional<CommitRecord> commitInFlight;
    std::vector<CommandOutcome> outcomes;    ///< newest last, at most 64
    std::vector<SessionEvent> events;        ///< newest last, at most 500
    std::vector<Error> errors;               ///< distinct, at most 32
    bool endReached = false;                 ///< all partitions reached the end seen at start
};

} // namespace headroom::core
