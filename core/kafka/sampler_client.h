// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/kafka/client_conf.h"
#include "core/kafka/security_error.h"
#include "core/kafka/slot_table.h"
#include "core/kafka/topic_sampler.h"

// Private to core/kafka.

namespace headroom::core {

/// How long a sample waits at once; how often it asks whether it should end.
inline constexpr Milliseconds samplePollTime{50};

using TopicPtr = std::unique_ptr<rd_kafka_topic_t, Destroyer<rd_kafka_topic_destroy>>;

/// Where to read in one partition.
struct SampleStretch {
    TopicPartition name;
    rd_kafka_topic_t* topic = nullptr;
    Offset low = unknownOffset;  ///< first record when the sample began
    Offset high = unknownOffset; ///< next offset then
    Offset begin = unknownOffset;
    Offset end = unknownOffset;  ///< unknownOffset: the partition's end
    bool reading = false;
};

/// One sample: a client of the legacy API, which needs no group. With a group id, even assign() asks for the group's coordinator.
/// Thread: the caller's.
class TopicSampler final : private MessageOwner {
public:
    TopicSampler(const Settings& settings, const SampleLimits& limits, SampleListener& listener)
        : m_settings(settings), m_limits(limits), m_listener(listener), m_connectBy(std::chrono::steady_clock::now() + Milliseconds(settings.socketTimeoutMs))
    {
    }
    ~TopicSampler() override
    {
        m_queue.reset();
        m_topics.clear();
        if (m_client != nullptr)
            rd_kafka_destroy(m_client);
    }
    TopicSampler(const TopicSampler&) = delete;
    TopicSampler& operator=(const TopicSampler&) = delete;

    [[nodiscard]] Result<void> open(SettingRows rows, SampleFetch fetch);
    [[nodiscard]] Result<SampleOutcome> run();
    /// For the client's callbacks, on its threads.
    [[nodiscard]] SecurityWatch& watch() noexcept { return m_watch; }

private:
    // Until something may be fetched
    [[nodiscard]] Result<void> connect();
    [[nodiscard]] Result<void> askPartitions(const std::string& name, rd_kafka_topic_t* topic);
    [[nodiscard]] Result<bool> takePartitions(const std::string& name, rd_kafka_topic_t* topic, const rd_kafka_metadata_t& metadata);
    [[nodiscard]] Result<void> askOffsets(std::int64_t which, Offset SampleStretch::*member);
    [[nodiscard]] Milliseconds slice();
    [[nodiscard]] Error unanswered() const;
    // Reading
    void placeAtEnds();
    [[nodiscard]] bool placeAtBeginnings();
    /// Until so much was read in all. `pastEnds`: goes on at the end of a partition, for what is produced meanwhile.
    void readStretches(std::int64_t messages, Bytes bytes, SteadyTime until, bool pastEnds = false);
    void take(std::int64_t wanted);
    /// Lets the queue fill, and tells the listener.
    void awaitFull(SteadyTime until);
    void takeMessage(rd_kafka_message_t& message, Batch& batch);
    void onMessageError(const rd_kafka_message_t& message);
    void stopReading(SampleStretch& stretch);
    [[nodiscard]] SampleStretch* find(Slot slot);
    [[nodiscard]] bool anyReading() const;
    /// True when somebody wants the end; remembered.
    [[nodiscard]] bool ended();
    void awaitStatistics();

    void release(std::span<const Message> messages) const noexcept override;
    void headers(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const override;

    const Settings& m_settings;
    const SampleLimits& m_limits;
    SampleListener& m_listener;
    SecurityWatch m_watch; ///< before the client: outlives it
    SteadyTime m_connectBy;
    int m_tries = 0;
    rd_kafka_t* m_client = nullptr;
    QueuePtr m_queue;
    std::vector<TopicPtr> m_topics;
    std::vector<SampleStretch> m_stretches; ///< by slot
    std::map<std::int32_t, std::int32_t> m_leaders; ///< broker -> partitions
    SlotTable m_slots;
    std::vector<rd_kafka_message_t*> m_taken;
    SampleOutcome m_outcome;
    std::optional<Error> m_failure;   ///< nothing more will come
    std::optional<Error> m_lastError; ///< for people
    std::int64_t m_reports = 0;
    bool m_fills = false; ///< the queue is to be seen full before anything is taken
    bool m_pastEnds = false;
    bool m_cancelled = false;
};

} // namespace headroom::core
