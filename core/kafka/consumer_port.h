// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/kafka/batch.h"

namespace headroom::core {

/// An offset for one slot, next record to read (as Kafka counts).
struct SlotOffset {
    Slot slot = 0;
    Offset offset = unknownOffset;
    /// Commit replies only: librdkafka's error code for this partition, 0 for success.
    int clientCode = 0;
};

/// Where to begin with an assigned partition.
struct StartOffset {
    enum class Kind : std::uint8_t { stored, beginning, end, exact, tail };
    Slot slot = 0;
    Kind kind = Kind::stored;
    Offset value = 0; ///< exact: the offset; tail: messages before the end
};

/// What a consumer tells the worker. Every function is called on the worker thread, from within take(), poll() or
/// close(); they may call the consumer back.
class ConsumerListener {
public:
    virtual ~ConsumerListener() = default;
    /// New partitions. The answer says where each begins (same order or fewer: the rest begin at `stored`).
    virtual std::vector<StartOffset> onAssigned(std::span<const Slot> slots) = 0;
    /// Partitions are taken away. Unless `lost`, commits made from inside still count.
    virtual void onRevoked(std::span<const Slot> slots, bool lost) = 0;
    virtual void onCommitReply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error) = 0;
    /// The record at `wanted` is gone (or, wanted < 0, the group has no commit). The partition stands still until seek().
    virtual void onOffsetLost(Slot slot, Offset wanted, const Error& error) = 0;
    /// Asked: the next record the worker expects, unknownOffset when none was handed over since the assignment.
    [[nodiscard]] virtual Offset expectedPosition(Slot slot) const = 0;
    /// Everything else that went wrong; the client goes on unless error.fatal.
    virtual void onError(const Error& error) = 0;
    virtual void onStatistics(std::string_view json) = 0;
    /// One line of the client library's own log; level as in syslog (3 error ... 7 debug).
    virtual void onLog(int level, std::string_view facility, std::string_view text) = 0;
};

struct Watermarks {
    Offset low = unknownOffset;
    Offset high = unknownOffset;
};

/// A Kafka consumer in a group, as the worker sees it. Thread: worker, all calls. No call blocks longer than its timeout
/// argument. Messages taken must all have been given back before the port is destroyed.
class ConsumerPort {
public:
    virtual ~ConsumerPort() = default;

    /// Takes up to `maxMessages` into the batch and serves callbacks; waits at most `timeout` for the first one, and with a
    /// timeout above 0 a few ms more for the others.
    /// Returns how many messages were added. With maxMessages 0 nothing is taken and no rebalance is served; commit
    /// replies, statistics, logs and errors are.
    [[nodiscard]] virtual std::size_t take(Batch& batch, std::size_t maxMessages, Milliseconds timeout) = 0;

    /// Gives the slots of a former client to this one: names in the order of their slots. Before the first take().
    virtual void adopt(std::span<const TopicPartition> names) = 0;
    /// The slot's name. Slots are never removed.
    [[nodiscard]] virtual const TopicPartition& partition(Slot slot) const = 0;
    [[nodiscard]] virtual std::size_t slotCount() const = 0;

    /// Last known watermarks, without asking the broker.
    [[nodiscard]] virtual Watermarks watermarks(Slot slot) const = 0;
    /// Where the client stands, transaction markers passed over included; unknownOffset where it does not know. Local.
    [[nodiscard]] virtual std::vector<SlotOffset> positions(std::span<const Slot> slots) = 0;
    /// Asks the broker for committed offsets; waits at most `timeout`. unknownOffset where the group has none.
    [[nodiscard]] virtual Result<std::vector<SlotOffset>> committed(std::span<const Slot> slots, Milliseconds timeout) = 0;
    /// Asks the broker for the watermarks of one partition; waits at most `timeout`.
    [[nodiscard]] virtual Result<Watermarks> queryWatermarks(Slot slot, Milliseconds timeout) = 0;
    /// Offsets of the first record at or after a time; end of partition when there is none.
    [[nodiscard]] virtual Result<std::vector<SlotOffset>> offsetsForTime(std::span<const Slot> slots, std::int64_t timestampMs, Milliseconds timeout) = 0;

    /// Sends one commit; the reply comes to onCommitReply with the same id, possibly never (keep a deadline).
    [[nodiscard]] virtual Result<void> commitAsync(std::span<const SlotOffset> offsets, std::uint64_t requestId) = 0;

    /// As commitAsync, but waits for the reply at most `timeout`: only for a revoke, where the next chance is too late.
    [[nodiscard]] virtual Result<std::vector<SlotOffset>> commitAndWait(std::span<const SlotOffset> offsets, Milliseconds timeout) = 0;

    /// Pauses all assigned partitions; what is prefetched is dropped at the next take and fetched again after resume.
    [[nodiscard]] virtual Result<void> pauseAll() = 0;
    /// Resumes exactly what pauseAll paused and wakes the broker threads (else it stalls up to 1 s).
    [[nodiscard]] virtual Result<void> resumeAll() = 0;
    [[nodiscard]] virtual Result<void> seek(const StartOffset& start) = 0;

    /// Messages waiting in the prefetch queue, callbacks included: a cheap figure between statistics.
    [[nodiscard]] virtual std::size_t queueLength() const = 0;
    /// What the client really uses for a property (rd_kafka_conf_get after creation); empty when it does not know it.
    [[nodiscard]] virtual std::string effectiveValue(std::string_view property) const = 0;

    /// Leaves the group; then keep calling take() until closed() or a deadline of yours.
    virtual void beginClose() = 0;
    [[nodiscard]] virtual bool closed() const = 0;
    /// Destroys the client. `force` skips leaving the group: bounded by socket.timeout.ms whatever the broker does.
    virtual void destroy(bool force) = 0;
};

/// True for "all brokers are down", which only sums up what was said of each of them: any other reason says more.
[[nodiscard]] bool sumsUpOthers(const Error& error) noexcept;

/// Where a broker's log ends since it was cut off behind our back (a leader that had not all was elected), as onOffsetLost()'s error
/// says; unknownOffset for every other error.
[[nodiscard]] Offset cutOffAt(const Error& error) noexcept;

/// True when a broker did not take user and password: asking for them again may mend it.
[[nodiscard]] bool refusesLogin(const Error& error) noexcept;

/// "2.8.0": the client library linked in.
[[nodiscard]] std::string clientVersion();

} // namespace headroom::core
