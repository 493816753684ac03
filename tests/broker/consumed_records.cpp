// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/broker/consumed_records.h"

#include <QFile>

#include <nlohmann/json.hpp>

#include "tests/support/kafka_client.h"

namespace headroom::test {

std::vector<ConsumedRecord> readConsumed(const QString& path)
{
    std::vector<ConsumedRecord> records;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return records;
    }
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (!line.endsWith('\n')) {
            break; // still being written
        }
        const auto json = nlohmann::json::parse(line.begin(), line.end());
        ConsumedRecord record;
        record.topic = json.at("topic").get<std::string>();
        record.partition = json.at("partition").get<int>();
        record.offset = json.at("offset").get<std::int64_t>();
        record.timestamp = json.at("timestamp").get<std::int64_t>();
        if (json.at("key").is_string()) {
            record.key = json.at("key").get<std::string>();
        }
        if (json.at("value_bytes").is_number_integer()) {
            record.valueBytes = json.at("value_bytes").get<std::int64_t>();
        }
        records.push_back(std::move(record));
    }
    return records;
}

std::int64_t countConsumed(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
}

std::string checkExactlyOnce(const std::vector<ConsumedRecord>& records, std::uint64_t firstId, std::uint64_t count)
{
    std::map<std::string, int> times;
    for (const auto& record : records) {
        ++times[record.key.value_or("(null)")];
    }
    std::uint64_t missing = 0;
    std::uint64_t repeated = 0;
    std::string example;
    for (std::uint64_t id = firstId; id < firstId + count; ++id) {
        const auto found = times.find(recordKey(id));
        const int seen = found == times.end() ? 0 : found->second;
        missing += seen == 0 ? 1 : 0;
        repeated += seen > 1 ? 1 : 0;
        if (seen != 1 && example.empty()) {
            example = recordKey(id);
        }
        if (found != times.end()) {
            times.erase(found);
        }
    }
    if (missing == 0 && repeated == 0 && times.empty()) {
        return {};
    }
    return std::to_string(missing) + " missing, " + std::to_string(repeated) + " repeated, " +
           std::to_string(times.size()) + " unknown, for example " +
           (example.empty() ? times.begin()->first : example);
}

std::map<int, std::int64_t> firstOffsets(const std::vector<ConsumedRecord>& records)
{
    std::map<int, std::int64_t> first;
    for (const auto& record : records) {
        const auto [entry, isNew] = first.try_emplace(record.partition, record.offset);
        if (!isNew && record.offset < entry->second) {
            entry->second = record.offset;
        }
    }
    return first;
}

} // namespace headroom::test
