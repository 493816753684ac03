// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

#include "tests/faults/fault_run.h"
#include "tests/support/kafka_broker.h"

namespace headroom::test {

/// How many partitions are the member's own.
[[nodiscard]] inline std::int64_t ownedPartitions(const core::Snapshot& shown)
{
    return std::count_if(shown.partitions.begin(), shown.partitions.end(), [](const core::PartitionRow& row) { return row.owned; });
}

/// A topic of a real broker, and members of a group of the same name that read it. Thread: the test's.
struct KafkaRun {
    static constexpr int partitions = 4;
    KafkaBroker& broker;
    std::string topic;
    InvariantMonitor monitor;
    QTemporaryDir folder;
    FaultMember first{monitor, 1, folder.path().toStdString()};
    std::uint64_t filled = 0;

    KafkaRun(KafkaBroker& kafka, std::string name) : broker(kafka), topic(std::move(name)) { adapt(first); }
    void adapt(FaultMember& member) const
    {
        member.settings.bootstrapServers = broker.bootstrap();
        member.settings.topic = member.settings.groupId = topic;
    }
    /// One more member with the settings of the first.
    [[nodiscard]] std::unique_ptr<FaultMember> member(int number)
    {
        auto one = std::make_unique<FaultMember>(monitor, number, folder.path().toStdString());
        const std::string processor = one->settings.processor;
        one->settings = first.settings;
        one->settings.processor = processor;
        return one;
    }
    /// Makes the topic.
    [[nodiscard]] bool create(const std::map<std::string, std::string>& config = {}) const { return broker.client().createTopic(topic, partitions, config).has_value(); }
    /// Adds records to the first so many partitions; false when not all were stored.
    [[nodiscard]] bool fill(std::uint64_t records, int over = partitions)
    {
        for (std::uint64_t id = filled; id < filled + records; ++id)
            monitor.produced(recordKey(id));
        const bool stored = broker.client().produceNumbered(topic, {.firstId = filled, .count = records, .partitions = over}).has_value();
        filled += records;
        return stored;
    }
    [[nodiscard]] bool allProcessed() const { return monitor.processedRecords() == filled; }
    [[nodiscard]] std::string verdict()
    {
        first.readProcessed();
        for (const auto& [partition, offset] : askCommitted(broker.bootstrap(), topic, topic, partitions))
            monitor.brokerSays(partition, offset);
        monitor.finish();
        return monitor.report();
    }
};

} // namespace headroom::test
