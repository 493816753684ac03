// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/kafka/client_conf.h"
#include "core/kafka/consumer_port.h"
#include "core/kafka/security_error.h"
#include "core/kafka/slot_table.h"

// Private to core/kafka.

namespace headroom::core {

/// ConsumerPort over librdkafka's C API. Thread: worker.
class RdkafkaClient final : public ConsumerPort, private MessageOwner {
public:
    explicit RdkafkaClient(ConsumerListener& listener) : m_listener(listener) {}
    ~RdkafkaClient() override { destroy(true); }

    /// Creates the handle from `conf` (taken over) and subscribes.
    [[nodiscard]] Result<void> open(ConfPtr conf, const Settings& settings);

    [[nodiscard]] std::size_t take(Batch& batch, std::size_t maxMessages, Milliseconds timeout) override;
    void adopt(std::span<const TopicPartition> names) override;
    [[nodiscard]] const TopicPartition& partition(Slot slot) const override { return m_slots.name(slot); }
    [[nodiscard]] std::size_t slotCount() const override { return m_slots.size(); }
    [[nodiscard]] Watermarks watermarks(Slot slot) const override;
    [[nodiscard]] std::vector<SlotOffset> positions(std::span<const Slot> slots) override;
    [[nodiscard]] Result<std::vector<SlotOffset>> committed(std::span<const Slot> slots, Milliseconds timeout) override;
    [[nodiscard]] Result<Watermarks> queryWatermarks(Slot slot, Milliseconds timeout) override;
    [[nodiscard]] Result<std::vector<SlotOffset>> offsetsForTime(std::span<const Slot> slots, std::int64_t timestampMs, Milliseconds timeout) override;
    [[nodiscard]] Result<void> commitAsync(std::span<const SlotOffset> offsets, std::uint64_t requestId) override;
    [[nodiscard]] Result<std::vector<SlotOffset>> commitAndWait(std::span<const SlotOffset> offsets, Milliseconds timeout) override;
    [[nodiscard]] Result<void> pauseAll() override;
    [[nodiscard]] Result<void> resumeAll() override;
    [[nodiscard]] Result<void> seek(const StartOffset& start) override;
    [[nodiscard]] std::size_t queueLength() const override;
    [[nodiscard]] std::string effectiveValue(std::string_view property) const override;
    void beginClose() override;
    [[nodiscard]] bool closed() const override;
    void destroy(bool force) override;

    /// For the client's callbacks, on its threads.
    [[nodiscard]] SecurityWatch& watch() noexcept { return m_watch; }

private:
    void release(std::span<const Message> messages) const noexcept override;
    void headers(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const override;

    /// The offset that was not to be had; untold until the take that met it is over.
    struct LostPlace {
        enum class State : std::uint8_t { untold, told, answered };
        Slot slot = 0;
        Offset wanted = unknownOffset;
        State state = State::untold;
        Error error;
    };

    /// Fills m_taken, serving callbacks. The library's call waits until the array is full: so for one message first, then a moment
    /// for the others. Taking at once what is there costs a wake-up a message where the network is the bound, and a third of the
    /// rate with it.
    [[nodiscard]] std::size_t receive(Milliseconds timeout);
    void installCallbacks(rd_kafka_conf_t* conf);
    void onRebalance(rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* partitions);
    /// What a callback brought, once the take that served it has sorted its messages: a partition that is lost and comes back within
    /// one call would have messages of before and of after among those taken, and nothing tells them apart.
    void assignWhatCame();
    void assign(rd_kafka_topic_partition_list_t* partitions);
    void revoke(rd_kafka_topic_partition_list_t* partitions);
    void onErrorMessage(const rd_kafka_message_t& message);
    void onCommitDone(rd_kafka_resp_err_t code, const rd_kafka_topic_partition_list_t* offsets, std::uint64_t requestId);
    /// The broker of a resumed partition, by a question whose answer does not matter.
    void wakeNext();
    /// Tells of lost offsets, and assigns again what was answered: between two takes, when the worker knows of all it was given.
    void settleLost();
    void onLost(Slot slot, Offset wanted, Error error);
    [[nodiscard]] bool standsStill(Slot slot) const;
    void remember(const StartOffset& start);
    /// After a message of a partition was thrown away: when it is ours by now (two changes of the group within one take), the message
    /// may be one of after.
    void fetchAgain(Slot slot);
    /// For a partition that stands still the client refuses to seek: assign again, all from where they are.
    void assignAgain();
    /// Where a partition should go on: what the worker expects, else where it began.
    [[nodiscard]] StartOffset resumePoint(Slot slot) const;
    [[nodiscard]] std::vector<SlotOffset>::const_iterator misplaced(Slot slot) const;
    void misplace(Slot slot, Offset behind);
    [[nodiscard]] Offset lostOffset(Slot slot, Offset named) const;
    void onClientError(rd_kafka_resp_err_t code, std::string_view text);
    /// Ends it when the broker refused the login so often that it may lock the account.
    void stopLoggingIn();
    void reportFailure(rd_kafka_resp_err_t code, std::string_view what);

    [[nodiscard]] bool cooperative() const;
    [[nodiscard]] std::vector<Slot> slotsOf(const rd_kafka_topic_partition_list_t& list);
    [[nodiscard]] std::vector<SlotOffset> offsetsOf(const rd_kafka_topic_partition_list_t& list);
    [[nodiscard]] PartitionListPtr listOf(std::span<const Slot> slots, std::int64_t offset) const;
    [[nodiscard]] PartitionListPtr listOf(std::span<const SlotOffset> offsets) const;

    ConsumerListener& m_listener;
    SecurityWatch m_watch;
    std::optional<Error> m_refusedLogin;
    rd_kafka_t* m_client = nullptr;
    std::string m_bootstrapServers; ///< as the user named them
    QueuePtr m_queue;
    QueuePtr m_replies; ///< of commits: served also while no message is wanted
    SlotTable m_slots;
    std::vector<rd_kafka_message_t*> m_taken;
    std::vector<Slot> m_assigned;
    PartitionListPtr m_toAssign;
    std::vector<Slot> m_revokedInTake; ///< messages of these, taken by the same call, are not ours any more
    /// Partitions whose position the client has wrong: its batch call counts an error message as a record
    /// (rdkafka_queue.c, 2.8 as 2.15), and a pause would then skip the next one. Right again with a record at or behind that place.
    std::vector<SlotOffset> m_misplaced;
    std::vector<StartOffset> m_starts; ///< where assigned partitions began, or were sent since
    std::vector<LostPlace> m_lost;     ///< of assigned partitions, until a record comes
    std::vector<Slot> m_restart;       ///< sent elsewhere while they stood still: the next take assigns them again, all at once
    std::vector<Slot> m_paused;
    std::deque<Slot> m_toWake; ///< resumed: the threads of their brokers may sleep yet
    bool m_pauseNew = false;
    bool m_closing = false;
};

/// "orders [3]", for errors.
[[nodiscard]] std::string contextOf(const TopicPartition& name);

/// Logical and absolute start positions as librdkafka's offsets.
[[nodiscard]] std::int64_t clientOffset(const StartOffset& start);

} // namespace headroom::core
