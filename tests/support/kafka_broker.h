// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <map>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/base/units.h"
#include "tests/support/child_process.h"
#include "tests/support/kafka_client.h"
#include "tests/support/test_port.h"

namespace headroom::test {

/// A real Apache Kafka broker of its own (one KRaft node, plaintext, unless its properties say otherwise) on a free loopback
/// port, in a temporary folder.
/// It dies with the process that made it. Ready about 3 s after start(); 250 MB of its own memory.
/// Thread: main. Needs the jars that tests/broker/kafka/get-kafka brings into build/kafka (or KAFKA_HOME).
class KafkaBroker {
public:
    KafkaBroker();
    ~KafkaBroker();
    KafkaBroker(const KafkaBroker&) = delete;
    KafkaBroker& operator=(const KafkaBroker&) = delete;

    /// Adds or replaces a line of server.properties; before start() or restart().
    void setProperty(const std::string& name, const std::string& value) { m_properties[name] = value; }
    /// More arguments of the storage tool, such as users with a password; before start().
    void setFormat(const QStringList& arguments) { m_format = arguments; }
    /// The JVM's largest heap, "768m"; before start(). Default 256m.
    void setHeap(const QString& size) { m_node.setEnvironment(QStringLiteral("BROKER_HEAP"), size); }

    /// Formats a fresh node and waits until it is ready.
    [[nodiscard]] core::Result<void> start();
    /// The parts of start(), for nodes that can only become ready together.
    [[nodiscard]] core::Result<void> format();
    [[nodiscard]] core::Result<void> launch();
    [[nodiscard]] core::Result<void> waitReady();
    /// Clean end (SIGTERM).
    [[nodiscard]] core::Result<void> stop();
    /// SIGKILL; what was stored stays.
    void kill();
    /// SIGSTOP and SIGCONT: connections stay, nothing is answered.
    void freeze();
    void thaw();
    /// Starts again on the same port and data, after stop() or kill().
    [[nodiscard]] core::Result<void> restart();

    [[nodiscard]] std::string bootstrap() const;
    [[nodiscard]] int controllerPort() const { return m_controllerPort.number(); }
    [[nodiscard]] QString bootstrapText() const { return QString::fromStdString(bootstrap()); }
    [[nodiscard]] bool running() { return m_node.running(); }
    /// Topics and records, through librdkafka.
    [[nodiscard]] KafkaClient client() const { return KafkaClient(bootstrap()); }

    /// Runs one of Kafka's own tools (a JVM each, about 1 s); its standard output.
    [[nodiscard]] core::Result<QByteArray> tool(const QString& javaClass, const QStringList& arguments) const;
    /// The first segment of a partition on the broker's disk.
    [[nodiscard]] QString logFile(const QString& topic, core::PartitionId partition) const;
    /// Committed offsets of a group as Kafka's own tool prints them; partitions without a commit are left out.
    [[nodiscard]] core::Result<std::map<core::PartitionId, core::Offset>> committedByKafkaTool(
        const std::string& group, const std::string& topic) const;

private:
    [[nodiscard]] core::Result<void> script(const QStringList& arguments) const;
    [[nodiscard]] QString nodeFolder() const;
    [[nodiscard]] core::Error failure(const std::string& what) const;
    [[nodiscard]] core::Result<void> writeProperties() const;

    TestPort m_port;
    TestPort m_controllerPort;
    QTemporaryDir m_folder;
    std::map<std::string, std::string> m_properties;
    QStringList m_format;
    ChildProcess m_node;
};

} // namespace headroom::test
