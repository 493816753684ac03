// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kafka_cluster.h"

#include <algorithm>

#include <QtCore/qtestsupport_core.h>

namespace headroom::test {

KafkaCluster::KafkaCluster()
{
    std::string voters;
    for (int number = 1; number <= nodes; ++number)
        voters += (voters.empty() ? "" : ",") + std::to_string(number) + "@127.0.0.1:" + std::to_string(node(number).controllerPort());
    for (int number = 1; number <= nodes; ++number) {
        KafkaBroker& one = node(number);
        one.setHeap(QStringLiteral("160m"));
        one.setProperty("node.id", std::to_string(number));
        one.setProperty("controller.quorum.voters", voters);
        one.setProperty("default.replication.factor", "3");
        one.setProperty("min.insync.replicas", "1"); // with one of two replicas gone the other goes on
        one.setProperty("offsets.topic.replication.factor", "3");
        one.setProperty("auto.leader.rebalance.enable", "false"); // a leader that comes back stays what it is, so that a test knows it
        one.setProperty("replica.lag.time.max.ms", "3000");
        one.setProperty("controller.quorum.election.timeout.ms", "500");
        one.setProperty("controller.quorum.fetch.timeout.ms", "1000");
    }
}

core::Result<void> KafkaCluster::start()
{
    for (KafkaBroker& one : m_nodes) {
        if (const auto formatted = one.format(); !formatted)
            return formatted;
    }
    for (KafkaBroker& one : m_nodes) {
        if (const auto launched = one.launch(); !launched)
            return launched;
    }
    for (KafkaBroker& one : m_nodes) {
        if (const auto ready = one.waitReady(); !ready)
            return ready;
    }
    return {};
}

std::string KafkaCluster::bootstrap() const
{
    std::string all;
    for (const KafkaBroker& one : m_nodes)
        all += (all.empty() ? "" : ",") + one.bootstrap();
    return all;
}

int KafkaCluster::leader(const std::string& topic, core::PartitionId partition) const
{
    const auto places = client().places(topic);
    const bool known = places && static_cast<std::size_t>(partition) < places->size();
    return known ? std::max(0, (*places)[static_cast<std::size_t>(partition)].leader) : 0;
}

bool KafkaCluster::makeWhole()
{
    for (KafkaBroker& one : m_nodes) {
        if (!one.running() && !one.restart())
            return false;
    }
    const auto whole = [this] {
        const auto places = client().places({});
        return places && std::all_of(places->begin(), places->end(), [](const KafkaClient::Place& place) { return place.inSync == place.replicas; });
    };
    return QTest::qWaitFor(whole, 60'000);
}

} // namespace headroom::test
