// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/budget/limit_hold.h"
#include "core/kafka/consumer_port.h"
#include "core/records/offset_tracker.h"
#include "core/records/record_store.h"
#include "core/session/commit_desk.h"
#include "core/session/event_log.h"
#include "core/session/guard_books.h"
#include "core/session/processor.h"
#include "core/session/session.h"
#include "core/session/session_shared.h"
#include "core/session/tick_gauges.h"
#include "core/session/watchdog.h"

// Private to core/session.

namespace headroom::core {

/// The loop: takes messages into the batch in hand under its bounds, processes full batches in slices, commits by mode,
/// answers commands and publishes a snapshot a tick. Thread: the worker, all of it.
/// Bounds: two batches (one filling, one in process), each of batch-size messages and batch-bytes (plus one poll); when the
/// guard pauses, also what fits below its low mark of that which was prefetched already.
class SessionWorker final : private ConsumerListener {
public:
    static constexpr Milliseconds tickInterval{100};
    static constexpr Milliseconds idleWait{20};      ///< longest wait for a message: how soon commands are seen
    static constexpr Milliseconds slice{50};         ///< longest processing between two polls
    static constexpr Milliseconds watchfulSlice{5};  ///< where memory may pass a limit in less: a near broker sends 10 MiB and more in 20 ms
    static constexpr Milliseconds drainDeadline{2000};///< at a stop: what is not processed by then is delivered again
    static constexpr Milliseconds leaveDeadline{3000};
    static constexpr Milliseconds farewellDeadline{1500}; ///< for the client library to end when it could not leave

    SessionWorker(SessionShared& shared, const SessionDependencies& dependencies, const Settings& settings, const RunLimits& limits);

    /// Runs from connecting to closed; the second boundary that catches exceptions.
    void run();

private:
    // The loop (session_worker.cpp)
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<std::unique_ptr<Processor>> processorFor(const Settings& settings);
    [[nodiscard]] Settings effectiveSettings() const;
    void loop();
    void intake();
    [[nodiscard]] bool takeWhatFits();
    std::size_t poll(std::size_t room, Milliseconds timeout);
    std::size_t pollInto(Batch& batch, std::size_t room, Milliseconds timeout);
    [[nodiscard]] std::size_t roomInBatch() const;
    [[nodiscard]] std::size_t wanted() const;
    [[nodiscard]] std::size_t inHand() const { return m_filling.size() + m_working.size() + m_reserve.size(); }
    void holdWhenFull();
    void sealWhenDue();
    [[nodiscard]] bool filled() const;
    void processSlice();
    void commitByMode();
    void checkLimits();
    void tickWhenDue();

    // What is shown (session_publish.cpp)
    void publish();
    void announceCeiling(const Forecast& now);
    void announceBudget(const Snapshot& now);
    void sumUpPartitions();
    [[nodiscard]] PartitionRow partitionRow(Slot slot) const;
    [[nodiscard]] Offset beginOf(Slot slot, const Watermarks& marks) const;

    // What is watched (session_watch.cpp)
    void watchProgress();
    void askForUnread();

    // Commands and settings (session_commands.cpp)
    void handleCommands();
    void handle(const PostedCommand& posted);
    void pause(std::uint64_t requestId);
    void resume(std::uint64_t requestId);
    void trim(std::uint64_t requestId);
    void note(std::uint64_t requestId, const NoteCommand& command);
    void apply(std::uint64_t requestId, const Settings& settings);
    void recreate(std::uint64_t requestId);
    void seek(std::uint64_t requestId, StartOffset start, std::int64_t fromMs);
    [[nodiscard]] StartOffset placeNow(const StartOffset& start, LostOffset& lost) const;
    void filterView(std::uint64_t requestId, const ViewFilter& wanted);
    void clearView(std::uint64_t requestId);
    void takeCommitted(std::uint64_t requestId, const CommittedCommand& command);
    void setPaused();

    // Memory (session_guard.cpp)
    void guardWhenDue();
    void watchMemory();
    void glanceWhenNear();
    [[nodiscard]] Milliseconds sliceNow() const;
    [[nodiscard]] Result<Settings> heldBelowLimit(const Settings& wanted);
    void announceHold(const LimitHold& hold, const Settings& wanted);
    [[nodiscard]] Bytes heldTo(Bytes cap, Bytes set) const { return m_settings.guard == "off" ? set : std::min(cap, set); }
    [[nodiscard]] Settings withCaps(Settings settings) const;
    void trimAfterDrain();
    void safeStop();
    [[nodiscard]] bool trimIsEnough();
    [[nodiscard]] GuardReading guardReading();
    std::string carryOut(GuardAction action);
    std::string guardPause();
    std::string countRefetch();
    void releasePrefetch();
    void keepReserve(Bytes rss, Bytes prefetch);
    void fillFromReserve();
    [[nodiscard]] Bytes prefetchNow() const;
    TrimResult trimNow();
    void trimWhatTheGuardFreed(SteadyTime now);
    [[nodiscard]] Bytes rssNow() const;
    [[nodiscard]] Bytes viewInForce() const;
    [[nodiscard]] int viewHalvings() const;
    [[nodiscard]] Bytes ceilingNow() const;
    [[nodiscard]] std::size_t batchSizeInForce() const;
    [[nodiscard]] Bytes batchBytesInForce() const;

    // A new client (session_reconnect.cpp)
    [[nodiscard]] Result<void> openClient(const Settings& wanted);
    void reconnect(const Settings& next);
    [[nodiscard]] Settings settingsWithClientLimits() const;
    void settleCommits();
    void notePositions();
    void leaveForReconnect();
    [[nodiscard]] std::optional<Carried> takeCarried(Slot slot);
    void carryOn(std::vector<StartOffset>& starts);
    void noteBegins(std::vector<StartOffset>& starts);
    void noteBegin(const StartOffset& start);

    // The end (session_close.cpp)
    void close();
    void beginDiscarding();
    void drain();
    void finalCommit();
    void awaitStatistics();
    void leave();
    void letGo(bool clean);
    [[nodiscard]] bool commitsAtEnd() const;
    [[nodiscard]] bool forced() const { return m_shared.stop == SessionShared::Stop::force; }
    void fail(const Error& error);

    // What the consumer tells (session_group.cpp)
    std::vector<StartOffset> onAssigned(std::span<const Slot> slots) override;
    void onRevoked(std::span<const Slot> slots, bool lost) override;
    void onCommitReply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error) override;
    void onOffsetLost(Slot slot, Offset wanted, const Error& error) override;
    Offset expectedPosition(Slot slot) const override { return m_tracker.at(slot).position; }
    void followPositions();
    [[nodiscard]] bool noteEnd(Slot slot, const StartOffset& start);
    void onError(const Error& error) override;
    void onStatistics(std::string_view json) override;
    void followBrokers(const ClientStats& stats);
    void onLog(int level, std::string_view facility, std::string_view text) override;
    void resetPartition(Slot slot, Offset wanted, std::string_view policy);
    /// Counts what is skipped by going on at `to`, and says so.
    void declareGap(Slot slot, Offset wanted, Offset to, std::string_view how);
    [[nodiscard]] bool endReached() const;
    [[nodiscard]] bool ownsNothing() const;
    void lostToAutoCommit(std::size_t messages);
    /// How many of them were not processed.
    std::size_t dropInHand(Slot slot);
    [[nodiscard]] std::string nameOf(Slot slot) const;

    SessionShared& m_shared;
    const SessionDependencies& m_dependencies;
    std::shared_ptr<const Clock> m_clock;
    Settings m_settings;
    RunLimits m_limits;
    std::shared_ptr<Timeline> m_timeline;

    EventLog m_events;
    OffsetTracker m_tracker;
    RecordStore m_store;
    TickGauges m_gauges;
    CommitDesk m_commits;
    std::unique_ptr<ConsumerPort> m_port;
    std::unique_ptr<Processor> m_processor;

    Batch m_filling;
    Batch m_working;
    Batch m_reserve; ///< taken before the guard's pause dropped the rest: work for the pause, in turn after m_filling
    std::size_t m_done = 0; ///< messages of m_working already processed
    SteadyTime m_fillingSince{};

    SessionState m_state = SessionState::connecting;
    std::optional<Error> m_failure;
    bool m_userPaused = false;
    bool m_holding = false;  ///< both batches full: nothing is taken
    bool m_holdPaused = false;
    SteadyTime m_holdSince{};
    bool m_closing = false;
    bool m_discarding = false; ///< what comes is thrown away: the client's position is beyond what was processed
    bool m_commitOnClose = true;

    Watchdog m_watchdog;
    std::optional<Stall> m_stall;        ///< as of the last tick
    bool m_brokerTrouble = false;        ///< since the last message
    std::vector<Offset> m_askedHighs;    ///< by slot: ends that the broker was asked for since nothing came
    SteadyTime m_asked{};                ///< or since then something comes
    std::uint64_t m_askedTaken = 0;
    std::size_t m_askNext = 0;
    std::optional<WallTime> m_brokerAwaySince;
    GuardBooks m_guard;
    LedgerReading m_lastLedger;          ///< of the last tick
    std::shared_ptr<const Forecast> m_lastForecast;
    double m_messageSize = 0;            ///< mean bytes of a message in a poll, the highest of the recent ones; 0 unknown
    std::optional<Error> m_safeStop;     ///< the container's limit is near: stopped in good order
    Settings m_wantedSettings;           ///< for the client: the guard may have halved its fetch limits
    Settings m_clientSettings;           ///< the client was made with: the container's limit may have held them lower
    bool m_reconnecting = false;
    bool m_leaving = false;              ///< the old client of a reconnect is being closed
    bool m_awaitingAssignment = true;    ///< no assignment is in force
    bool m_gaveAllBack = false;          ///< in good order: the next one is the group's to make
    std::vector<TopicPartition> m_slotNames; ///< by slot, for the next client to adopt
    std::vector<StartOffset> m_begins;   ///< by slot: where the client began with the partition
    std::vector<Carried> m_carried;
    SteadyTime m_carriedUntil{};

    SteadyTime m_nextTick{};
    SteadyTime m_nextCommit{};
    std::uint64_t m_taken = 0;
    std::uint64_t m_processedMessages = 0;
    std::uint64_t m_processingFailures = 0;
    std::uint64_t m_batches = 0;
    std::uint64_t m_polls = 0;
    std::size_t m_largestPoll = 0;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_rebalances = 0;
    std::uint64_t m_statistics = 0; ///< received
    bool m_everAssigned = false;
    std::uint64_t m_lostMessages = 0;
    std::uint64_t m_lostByAutoCommit = 0;
    std::vector<LostOffset> m_lost;
    std::vector<char> m_begun;        ///< by slot: this session has begun it
    std::vector<Offset> m_ends;       ///< by slot: the end at start, for untilEnd
    std::vector<Offset> m_reached;    ///< by slot: how far the client is, from the start position on
    std::shared_ptr<const Settings> m_settingsInForce;
    std::optional<Forecast> m_announced; ///< as the last event said
    SteadyTime m_announcedAt{};
    bool m_overBudget = false; ///< and an event has said so
    std::map<std::string, std::string, std::less<>> m_effective; ///< client property -> value in force
    std::vector<PartitionRow> m_rows; ///< as of the last tick with a client; they stay for the report
    std::int64_t m_lag = unknownOffset;
};

} // namespace headroom::core
