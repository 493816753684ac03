// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/demo/backlog.h"
#include "core/demo/demo_broker.h"
#include "core/demo/demo_generator.h"
#include "core/demo/group_watch.h"

struct rd_kafka_s;
struct rd_kafka_topic_s;
struct rd_kafka_message_s;

namespace headroom::core {

/// The mock cluster and the producer that feeds it, on one client handle. Thread: one (the library adds its own).
class DemoProducer {
public:
    /// Creates cluster and topic; nothing is produced yet. The load must be allowed.
    [[nodiscard]] static Result<std::unique_ptr<DemoProducer>> create(const DemoLoad& load);
    ~DemoProducer();
    DemoProducer(const DemoProducer&) = delete;
    DemoProducer& operator=(const DemoProducer&) = delete;

    [[nodiscard]] const std::string& bootstrapServers() const noexcept { return m_bootstrapServers; }
    /// Waits (a few ms) until the producer knows where the topic is. Else the first records are sent a second late.
    void connect();
    /// Produces what is due now, first the initial backlog, bounded in work; serves delivery reports. False when there
    /// is more to do and it wants to be called again at once.
    bool step();
    /// The reader's next record. Unknown partitions are ignored.
    void readerAt(std::int32_t partition, Offset next);
    /// False: every broker breaks its connections, the producer's own too, and refuses new ones.
    void setReachable(bool reachable);

private:
    explicit DemoProducer(const DemoLoad& load);
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> openTopic();
    [[nodiscard]] bool hasRoom(std::size_t partition) const;
    [[nodiscard]] int pickPartition();
    [[nodiscard]] bool done() const { return m_load.messages > 0 && m_generator.made() >= m_load.messages; }
    [[nodiscard]] bool stepInitial();
    /// Up to `count` records; returns how many were made before no partition had room.
    std::int64_t produce(std::int64_t count);
    bool send(std::int32_t partition, const DemoRecord& record);
    void delivered(const rd_kafka_message_s& message);
    void measured(const char* json, std::size_t size);

    DemoLoad m_load;
    DemoGenerator m_generator;
    rd_kafka_s* m_client = nullptr;
    rd_kafka_topic_s* m_topic = nullptr;
    std::string m_bootstrapServers;
    std::vector<PartitionBacklog> m_backlogs;
    std::vector<Offset> m_told; ///< unknownOffset: not told
    std::int64_t m_initialLeft = 0;
    StoredRatio m_ratio;
    Bytes m_sentBytes = 0;
    std::int64_t m_sentRecords = 0;
    std::unique_ptr<GroupWatch> m_watch;
    std::chrono::steady_clock::time_point m_start;
    double m_skipped = 0; ///< records that were due while nothing had room: never caught up
    std::int64_t m_paced = 0;
    int m_lastPartition = -1;
};

} // namespace headroom::core
