// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

#include <QFileInfo>
#include <QTest>

#include "headroom_paths.h"
#include "tests/faults/fault_run.h"
#include "tests/support/kafka_broker.h"

namespace headroom::test {

/// For initTestCase(): starts a broker or a cluster; false, and the program is skipped, where there is no Kafka.
template <class Kafka>
bool startOrSkip(Kafka& kafka)
{
    if (!QFileInfo::exists(QStringLiteral(HEADROOM_KAFKA_HOME))) {
        QTest::qSkip("no Kafka: tests/broker/kafka/get-kafka fetches it", __FILE__, __LINE__);
        return false;
    }
    const auto started = kafka.start();
    return QTest::qVerify(started.has_value(), "kafka.start()", started ? "" : started.error().message.c_str(), __FILE__, __LINE__);
}

/// For a _data(): a row for the classic protocol and one for that of KIP-848, named as the setting's values.
inline void protocolRows()
{
    QTest::addColumn<QString>("protocol");
    for (const char* protocol : {"classic", "consumer"})
        QTest::newRow(protocol) << QString::fromLatin1(protocol);
}

/// Group and topic of such a row: "what-classic".
inline std::string nameOfRow(const char* what) { return std::string(what) + "-" + QTest::currentDataTag(); }

/// How many partitions are the member's own.
[[nodiscard]] inline std::int64_t ownedPartitions(const core::Snapshot& shown)
{
    return std::count_if(shown.partitions.begin(), shown.partitions.end(), [](const core::PartitionRow& row) { return row.owned; });
}

/// A topic of a real broker, and members of a group of the same name that read it. Thread: the test's.
struct KafkaRun {
    static constexpr int partitions = 4;
    std::string bootstrap;
    std::string topic;
    InvariantMonitor monitor;
    QTemporaryDir folder;
    FaultMember first{monitor, 1, folder.path().toStdString()};
    std::uint64_t filled = 0;
    int asked = partitions; ///< so many of them the broker is asked for at the end

    /// `kafka` is a broker or a cluster.
    template <class Kafka>
    KafkaRun(const Kafka& kafka, std::string name) : bootstrap(kafka.bootstrap()), topic(std::move(name))
    {
        adapt(first);
    }
    /// Before the start, in a test with protocolRows().
    void takeProtocolOfRow() { first.settings.groupProtocol = QTest::currentDataTag(); }
    [[nodiscard]] CommittedAt committedAt() const { return {bootstrap, topic, topic, asked}; }
    [[nodiscard]] KafkaClient client() const { return KafkaClient(bootstrap); }
    void adapt(FaultMember& member) const
    {
        member.settings.bootstrapServers = bootstrap;
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
    [[nodiscard]] bool create(const std::map<std::string, std::string>& config = {}) const { return client().createTopic(topic, partitions, config).has_value(); }
    /// `headroom-cli run` on the topic, writing to the first member's file, so that the monitor sees what it processes.
    [[nodiscard]] QStringList arguments() const
    {
        return {QStringLiteral("run"), QStringLiteral("--bootstrap-servers"), QString::fromStdString(bootstrap), QStringLiteral("--topic"), QString::fromStdString(topic),
                QStringLiteral("--group-id"), QString::fromStdString(topic), QStringLiteral("--session-timeout-ms"), QStringLiteral("6000"), QStringLiteral("--batch-linger-ms"),
                QStringLiteral("50"), QStringLiteral("--processor"), QStringLiteral("file:") + folder.filePath(QStringLiteral("processed-1")), QStringLiteral("--group-protocol"), QString::fromStdString(first.settings.groupProtocol)};
    }
    /// Adds records to the first so many partitions; false when not all were stored.
    [[nodiscard]] bool fill(std::uint64_t records, int over = partitions)
    {
        for (std::uint64_t id = filled; id < filled + records; ++id)
            monitor.produced(recordKey(id));
        const bool stored = client().produceNumbered(topic, {.firstId = filled, .count = records, .partitions = over}).has_value();
        filled += records;
        return stored;
    }
    /// All that was filled in is processed, and the broker has confirmed it as committed.
    [[nodiscard]] bool workedOff(const core::Snapshot& shown) const { return allProcessed() && shown.repeatRisk == 0 && monitor.uncommitted() == 0; }
    [[nodiscard]] bool allProcessed() const { return monitor.processedRecords() == filled; }
    [[nodiscard]] std::string verdict()
    {
        first.readProcessed();
        tellCommitted(monitor, committedAt());
        monitor.finish();
        return monitor.report();
    }
};

} // namespace headroom::test
