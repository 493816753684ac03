// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/kafka/consumer_port.h"

namespace headroom::test {

/// A broker and group in memory, shared by test and FakeConsumer; every field is guarded by `mutex`.
struct FakeBroker {
    struct Record {
        core::Offset offset = 0;
        std::string key;
        std::string value;
    };
    struct Partition {
        std::deque<Record> log; ///< messages point into it while more are added
        core::Offset next = 0;       ///< where the consumer stands
        core::Offset committed = core::unknownOffset;
        core::Offset low = 0;
        core::Offset learned = core::unknownOffset; ///< the end as the client believes it; unknown: it learns with the log
        bool assigned = false;
        bool stopped = false;        ///< its offset is lost
    };
    enum class Answer { confirm, refuse, never };

    std::mutex mutex;
    std::vector<Partition> partitions;
    Answer answer = Answer::confirm;
    core::ErrorCode refusal = core::ErrorCode::commitFailed;
    bool assignAtOnce = true;
    std::deque<std::function<void(core::ConsumerListener&)>> injected; ///< run on the worker, inside the next take

    std::vector<std::vector<core::SlotOffset>> commits; ///< every commit request, in order
    std::vector<std::size_t> polls;                     ///< maxMessages of each take that gave messages
    std::size_t largestTake = 0;
    int pauses = 0, resumes = 0;
    int emptyPolls = 0; ///< takes of size 0
    bool closed = false, destroyedByForce = false;
    int consumers = 0;                  ///< made so far
    std::function<void()> whenDestroyed = {}; ///< run, without the mutex, before a consumer is destroyed
    std::int64_t heldAtDestroy = 0;     ///< messages not given back when a consumer was destroyed, summed up
    std::function<void(FakeBroker&)> whenMade = {}; ///< run, with the mutex held, for each consumer after the first
    std::size_t queued = 0;             ///< what queueLength() says while not paused
    std::int64_t held = 0; ///< messages handed over and not given back

    void fill(std::size_t count, std::size_t messages, std::size_t valueBytes = 10)
    {
        const std::scoped_lock lock(mutex);
        partitions.resize(count);
        for (Partition& partition : partitions) {
            const core::Offset from = partition.log.empty() ? partition.low : partition.log.back().offset + 1;
            for (std::size_t i = 0; i < messages; ++i)
                partition.log.push_back({from + static_cast<core::Offset>(i), "k" + std::to_string(i), std::string(valueBytes, 'v')});
        }
    }
};

/// ConsumerPort over a FakeBroker. One topic "orders". The first consumer has slot = partition; a later one numbers them
/// the other way round unless it adopts the slots of the former.
class FakeConsumer final : public core::ConsumerPort, private core::MessageOwner {
public:
    FakeConsumer(std::shared_ptr<FakeBroker> broker, core::ConsumerListener& listener);

    [[nodiscard]] std::size_t take(core::Batch& batch, std::size_t maxMessages, core::Milliseconds timeout) override;
    void adopt(std::span<const core::TopicPartition> names) override;
    [[nodiscard]] const core::TopicPartition& partition(core::Slot slot) const override { return m_names[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] std::size_t slotCount() const override { return m_names.size(); }
    [[nodiscard]] core::Watermarks watermarks(core::Slot slot) const override;
    /// As the real client: beyond all that was handed over, also what was thrown away.
    [[nodiscard]] std::vector<core::SlotOffset> positions(std::span<const core::Slot> slots) override;
    [[nodiscard]] core::Result<std::vector<core::SlotOffset>> committed(std::span<const core::Slot> slots, core::Milliseconds timeout) override;
    [[nodiscard]] core::Result<core::Watermarks> queryWatermarks(core::Slot slot, core::Milliseconds timeout) override;
    [[nodiscard]] core::Result<std::vector<core::SlotOffset>> offsetsForTime(std::span<const core::Slot> slots, std::int64_t timestampMs, core::Milliseconds timeout) override;
    [[nodiscard]] core::Result<void> commitAsync(std::span<const core::SlotOffset> offsets, std::uint64_t requestId) override;
    [[nodiscard]] core::Result<std::vector<core::SlotOffset>> commitAndWait(std::span<const core::SlotOffset> offsets, core::Milliseconds timeout) override;
    [[nodiscard]] core::Result<void> pauseAll() override;
    [[nodiscard]] core::Result<void> resumeAll() override;
    [[nodiscard]] core::Result<void> seek(const core::StartOffset& start) override;
    [[nodiscard]] std::size_t queueLength() const override;
    [[nodiscard]] std::string effectiveValue(std::string_view) const override { return "fake"; }
    void beginClose() override;
    [[nodiscard]] bool closed() const override;
    void destroy(bool force) override;

    /// Takes all partitions away (call from an injected function: it runs on the worker).
    void revokeAll(bool lost);

private:
    void release(std::span<const core::Message> messages) const noexcept override;
    void headers(const core::Message&, std::size_t, std::vector<core::HeaderView>& out, std::size_t& total) const override
    {
        out.clear();
        total = 0;
    }
    void assignAll();
    void serveReplies();
    std::size_t give(core::Batch& batch, std::size_t maxMessages);
    [[nodiscard]] FakeBroker::Partition& at(core::Slot slot) const { return m_broker->partitions[static_cast<std::size_t>(partition(slot).partition)]; }

    std::shared_ptr<FakeBroker> m_broker;
    core::ConsumerListener& m_listener;
    std::vector<core::TopicPartition> m_names;
    std::vector<std::pair<std::uint64_t, std::vector<core::SlotOffset>>> m_replies;
    bool m_assigned = false;
    bool m_paused = false;
    bool m_released = false; ///< polled since the pause: what was prefetched is gone
};

} // namespace headroom::test
