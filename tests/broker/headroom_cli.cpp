// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/broker/headroom_cli.h"

#include <QFile>

#include "headroom_paths.h"

namespace headroom::test {

HeadroomCli::HeadroomCli(const QTemporaryDir& folder, const QString& name)
    : m_recordsFile(folder.filePath(name + QStringLiteral(".ndjson"))),
      m_reportFile(folder.filePath(name + QStringLiteral(".report.json")))
{
}

bool HeadroomCli::start(const QString& bootstrap, const QString& topic, const QString& group,
                        const QStringList& arguments)
{
    QFile::remove(m_reportFile);
    QStringList all{QStringLiteral("run"), QStringLiteral("--bootstrap-servers"), bootstrap, QStringLiteral("--topic"),
                    topic, QStringLiteral("--group-id"), group, QStringLiteral("--processor"),
                    QStringLiteral("file:") + m_recordsFile, QStringLiteral("--report"), m_reportFile};
    return m_process.start(QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), all + arguments);
}

int HeadroomCli::finish(std::chrono::milliseconds deadline)
{
    const int code = m_process.waitForEnd(deadline).value_or(-1);
    if (code != 0) {
        qInfo("headroom-cli ended with %d: %s", code, m_process.standardError().constData());
    }
    return code;
}

nlohmann::json HeadroomCli::report() const
{
    QFile file(m_reportFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return nullptr;
    }
    return nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
}

std::map<int, std::int64_t> HeadroomCli::reported(const char* column) const
{
    std::map<int, std::int64_t> values;
    const auto json = report();
    if (!json.is_object() || !json.contains("partitions")) {
        return values;
    }
    for (const auto& row : json.at("partitions")) {
        if (row.at(column).is_number_integer()) {
            values[row.at("partition").get<int>()] = row.at(column).get<std::int64_t>();
        }
    }
    return values;
}

std::int64_t HeadroomCli::kernelPeak()
{
    QFile file(QStringLiteral("/proc/%1/status").arg(m_process.pid()));
    if (m_process.pid() == 0 || !file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const auto& line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) {
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
        }
    }
    return 0;
}

} // namespace headroom::test
