// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/base/units.h"

namespace headroom::test {

/// One record to produce. Key and value may be null, which is not the same as empty.
struct TestRecord {
    core::PartitionId partition = 0;
    std::optional<std::string> key = {};
    std::optional<std::string> value = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::int64_t timestampMs = 0; ///< 0: now
};

/// How records are produced.
struct ProduceOptions {
    std::string codec = "none"; ///< none, gzip, snappy, lz4, zstd
    int lingerMs = 20;
    std::int64_t maxBatchBytes = 1'000'000;
    std::int64_t maxMessageBytes = 64'000'000;
    std::map<std::string, std::string> properties = {}; ///< more client properties, by librdkafka's names
};

/// Many records with unique ids: key = recordKey(id), partition = id % partitions, value = the key, then filling that
/// compresses about 2:1.
struct NumberedRecords {
    std::uint64_t firstId = 0;
    std::uint64_t count = 0;
    int partitions = 1;
    std::size_t valueBytes = 100;
    /// When set, gives the record's whole value instead.
    std::function<std::string(std::uint64_t id)> value = {};
};

/// "id-000000000042": the same width for every id.
[[nodiscard]] std::string recordKey(std::uint64_t id);

/// Producing and administering through librdkafka (not through the code under test). All calls block until the broker
/// has answered, at most 30 s (producing: 120 s). Works with any broker.
/// Thread: any, one call at a time.
class KafkaClient {
public:
    /// Where one partition lies, as a broker says.
    struct Place {
        int leader = -1; ///< node; -1: none
        int replicas = 0;
        int inSync = 0;
    };

    explicit KafkaClient(std::string bootstrapServers) : m_bootstrap(std::move(bootstrapServers)) {}

    /// Creates the topic and waits until every partition has a leader. `replicas`: the nodes that each partition lies on, the first
    /// one leads; empty: as the brokers choose.
    [[nodiscard]] core::Result<void> createTopic(const std::string& topic, int partitions,
                                                 const std::map<std::string, std::string>& config = {},
                                                 std::vector<std::int32_t> replicas = {}) const;
    /// Of every partition of a topic, in their order; without a topic of all partitions there are.
    [[nodiscard]] core::Result<std::vector<Place>> places(const std::string& topic) const;
    [[nodiscard]] core::Result<void> deleteTopic(const std::string& topic) const;
    [[nodiscard]] core::Result<void> setPartitions(const std::string& topic, int partitions) const;
    /// Moves the start of a partition's log to `before`.
    [[nodiscard]] core::Result<void> deleteRecords(const std::string& topic, core::PartitionId partition,
                                                   core::Offset before) const;

    /// Produces and waits until each record was stored; fails when one was not.
    [[nodiscard]] core::Result<void> produce(const std::string& topic, const std::vector<TestRecord>& records,
                                             const ProduceOptions& options = {}) const;
    /// Produces what `next` makes, until it returns false; one record is held at a time.
    [[nodiscard]] core::Result<void> produceEach(const std::string& topic, const std::function<bool(TestRecord&)>& next,
                                                 const ProduceOptions& options = {}) const;
    [[nodiscard]] core::Result<void> produceNumbered(const std::string& topic, const NumberedRecords& records,
                                                     const ProduceOptions& options = {}) const;
    /// Produces in one transaction and commits or aborts it.
    [[nodiscard]] core::Result<void> produceTransaction(const std::string& topic,
                                                        const std::vector<TestRecord>& records, bool commit) const;
    /// First and next offset of a partition.
    [[nodiscard]] core::Result<std::pair<core::Offset, core::Offset>> watermarks(const std::string& topic,
                                                                                core::PartitionId partition) const;

private:
    std::string m_bootstrap;
};

} // namespace headroom::test
