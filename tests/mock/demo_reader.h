// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/units.h"

struct rd_kafka_s;
struct rd_kafka_message_s;

namespace headroom::test {

/// Reads a topic with librdkafka itself, not with the code under test, and never joins a group. Thread: one.
class DemoReader {
public:
    /// `group` only matters for commit(). Throws nothing; a reader that could not be made reads nothing.
    DemoReader(const std::string& bootstrapServers, std::string topic, const std::string& group = "reader");
    ~DemoReader();
    DemoReader(const DemoReader&) = delete;
    DemoReader& operator=(const DemoReader&) = delete;

    /// Partitions of the topic, 0 when it does not exist.
    [[nodiscard]] int partitions() const;
    /// First and next offset.
    [[nodiscard]] std::pair<core::Offset, core::Offset> watermarks(int partition) const;
    /// Next offsets of all partitions together.
    [[nodiscard]] core::Offset produced() const;
    /// Reads all partitions from their start until `enough` or the deadline; returns the number of records.
    std::int64_t readFromStart(const std::function<bool(const rd_kafka_message_s&)>& enough, std::chrono::milliseconds deadline);
    /// Commits these next offsets, partition by partition, for the group.
    [[nodiscard]] bool commit(const std::vector<core::Offset>& next);

private:
    std::string m_topic;
    rd_kafka_s* m_client = nullptr;
};

} // namespace headroom::test
