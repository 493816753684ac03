// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "core/base/result.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/kafka_client.h"

namespace headroom::test {

/// Three real brokers, each controller too, in one cluster: any one of them may be killed, and the two others go on. The
/// cluster's own topics have three replicas. Ready about 8 s after start(); 450 to 700 MB of their own memory. Nodes count from 1.
/// Thread: main, as KafkaBroker.
class KafkaCluster {
public:
    static constexpr int nodes = 3;

    KafkaCluster();

    [[nodiscard]] core::Result<void> start();
    [[nodiscard]] KafkaBroker& node(int number) { return m_nodes.at(static_cast<std::size_t>(number - 1)); }
    /// All three.
    [[nodiscard]] std::string bootstrap() const;
    [[nodiscard]] KafkaClient client() const { return KafkaClient(bootstrap()); }

    /// The node that leads a partition, 0 when none does or nobody answers. "__consumer_offsets" 0: every group's coordinator.
    [[nodiscard]] int leader(const std::string& topic, core::PartitionId partition) const;
    /// Starts what does not run and waits until each replica of every partition is in sync, at most 60 s.
    [[nodiscard]] bool makeWhole();

private:
    std::array<KafkaBroker, nodes> m_nodes;
};

} // namespace headroom::test
