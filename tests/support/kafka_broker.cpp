// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kafka_broker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtGlobal>

#include <csignal>

#include "headroom_paths.h"

namespace headroom::test {
namespace {

using namespace std::chrono_literals;

QString kafkaHome()
{
    const QString fromEnvironment = qEnvironmentVariable("KAFKA_HOME");
    return fromEnvironment.isEmpty() ? QStringLiteral(HEADROOM_KAFKA_HOME) : fromEnvironment;
}

QString scriptFile(const QString& name)
{
    return QStringLiteral(HEADROOM_SOURCE_DIR "/tests/broker/kafka/") + name;
}

} // namespace

KafkaBroker::KafkaBroker() : m_folder(QDir::tempPath() + QStringLiteral("/headroom-kafka-XXXXXX"))
{
    m_node.setEnvironment(QStringLiteral("KAFKA_HOME"), kafkaHome());
}

KafkaBroker::~KafkaBroker() = default; // the node is killed by ~ChildProcess, then the folder goes

std::string KafkaBroker::bootstrap() const
{
    return "127.0.0.1:" + std::to_string(m_port.number());
}

QString KafkaBroker::nodeFolder() const
{
    return m_folder.filePath(QStringLiteral("node"));
}

core::Error KafkaBroker::failure(const std::string& what) const
{
    QString said;
    for (const auto& name : {QStringLiteral("/broker.log"), QStringLiteral("/stdout.log")}) {
        QFile log(nodeFolder() + name);
        if (log.open(QIODevice::ReadOnly)) {
            said += QString::fromUtf8(log.readAll().right(2000));
        }
    }
    return {core::ErrorCode::unreachable, what + "\n" + said.toStdString(), "kafka broker", false, false, 0};
}

core::Result<void> KafkaBroker::start()
{
    if (const auto formatted = format(); !formatted) {
        return formatted;
    }
    const auto launched = launch();
    return launched ? waitReady() : launched;
}

core::Result<void> KafkaBroker::format()
{
    if (!QFileInfo::exists(kafkaHome() + QStringLiteral("/lib"))) {
        return core::fail(core::ErrorCode::io, "Apache Kafka is not there. Run tests/broker/kafka/get-kafka " +
                                                   kafkaHome().toStdString() + " or tests/run.");
    }
    if (m_port.number() == 0 || m_controllerPort.number() == 0 || !m_folder.isValid()) {
        return core::fail(core::ErrorCode::io, "No free port or no temporary folder for a test broker.");
    }
    const auto rendered =
        script({QStringLiteral("render"), scriptFile(QStringLiteral("single.properties")), nodeFolder(),
                QStringLiteral("PORT=%1").arg(m_port.number()), QStringLiteral("CPORT=%1").arg(m_controllerPort.number())});
    if (!rendered) {
        return rendered;
    }
    if (const auto written = writeProperties(); !written) {
        return written;
    }
    return script(QStringList{QStringLiteral("format"), nodeFolder(), QStringLiteral("4L6g3nShT-eMCtK--X86sw")} + m_format);
}

core::Result<void> KafkaBroker::writeProperties() const
{
    QFile file(nodeFolder() + QStringLiteral("/server.properties"));
    if (!file.open(QIODevice::Append)) {
        return core::fail(core::ErrorCode::io, "server.properties cannot be written.");
    }
    for (const auto& [name, value] : m_properties) {
        file.write(QByteArray::fromStdString(name + "=" + value + "\n")); // the last line of a name holds
    }
    return {};
}

core::Result<void> KafkaBroker::launch()
{
    // The ready line of an earlier start must not be taken for this one's.
    QFile::remove(nodeFolder() + QStringLiteral("/broker.log"));
    if (!m_node.start(scriptFile(QStringLiteral("broker.sh")), {QStringLiteral("run"), nodeFolder()})) {
        return core::fail(core::ErrorCode::io, "broker.sh cannot be run.");
    }
    return {};
}

core::Result<void> KafkaBroker::waitReady()
{
    const auto ready = [this] {
        QFile log(nodeFolder() + QStringLiteral("/broker.log"));
        return log.open(QIODevice::ReadOnly) && log.readAll().contains("Kafka Server started");
    };
    if (!m_node.waitUntil(ready, 90s)) {
        return tl::unexpected(failure("The broker did not become ready."));
    }
    return {};
}

core::Result<void> KafkaBroker::restart()
{
    if (m_node.running()) {
        return core::fail(core::ErrorCode::badState, "The broker still runs.");
    }
    if (const auto written = writeProperties(); !written) {
        return written;
    }
    const auto launched = launch();
    return launched ? waitReady() : launched;
}

core::Result<void> KafkaBroker::stop()
{
    thaw(); // SIGTERM does not reach a stopped process
    m_node.signal(SIGTERM);
    if (!m_node.waitForEnd(30s)) {
        kill();
        return tl::unexpected(failure("The broker did not stop."));
    }
    return {};
}

void KafkaBroker::kill()
{
    m_node.signal(SIGKILL);
    if (!m_node.waitForEnd(10s)) {
        qWarning("the killed broker did not end");
    }
}

void KafkaBroker::freeze()
{
    m_node.signal(SIGSTOP);
}

void KafkaBroker::thaw()
{
    m_node.signal(SIGCONT);
}

core::Result<void> KafkaBroker::script(const QStringList& arguments) const
{
    ChildProcess process;
    process.setEnvironment(QStringLiteral("KAFKA_HOME"), kafkaHome());
    if (!process.start(scriptFile(QStringLiteral("broker.sh")), arguments) || process.waitForEnd(60s) != 0) {
        return core::fail(core::ErrorCode::io, "broker.sh " + arguments.join(QLatin1Char(' ')).toStdString() +
                                                   " failed:\n" + process.standardError().toStdString());
    }
    return {};
}

core::Result<QByteArray> KafkaBroker::tool(const QString& javaClass, const QStringList& arguments) const
{
    ChildProcess process;
    process.setEnvironment(QStringLiteral("KAFKA_HOME"), kafkaHome());
    if (!process.start(scriptFile(QStringLiteral("broker.sh")),
                       QStringList{QStringLiteral("tool"), javaClass} + arguments) ||
        process.waitForEnd(60s) != 0) {
        return core::fail(core::ErrorCode::io, javaClass.toStdString() + " failed:\n" +
                                                   process.standardError().toStdString() +
                                                   process.standardOutput().toStdString());
    }
    return process.standardOutput();
}

QString KafkaBroker::logFile(const QString& topic, core::PartitionId partition) const
{
    return QStringLiteral("%1/data/%2-%3/00000000000000000000.log").arg(nodeFolder(), topic).arg(partition);
}

core::Result<std::map<core::PartitionId, core::Offset>> KafkaBroker::committedByKafkaTool(
    const std::string& group, const std::string& topic) const
{
    const auto printed = tool(QStringLiteral("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"),
                              {QStringLiteral("--bootstrap-server"), bootstrapText(), QStringLiteral("--group"),
                               QString::fromStdString(group), QStringLiteral("--describe"), QStringLiteral("--offsets")});
    if (!printed) {
        return tl::unexpected(printed.error());
    }
    std::map<core::PartitionId, core::Offset> offsets;
    for (const auto& line : printed->split('\n')) { // GROUP TOPIC PARTITION [LEADER-EPOCH] CURRENT-OFFSET LOG-END-OFFSET ...
        const auto columns = line.simplified().split(' ');
        if (columns.size() < 5 || columns[0].toStdString() != group || columns[1].toStdString() != topic) {
            continue;
        }
        bool isNumber = false;
        const auto offset = columns[3].toLongLong(&isNumber);
        if (isNumber) {
            offsets[columns[2].toInt()] = offset;
        }
    }
    return offsets;
}

} // namespace headroom::test
