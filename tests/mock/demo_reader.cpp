// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mock/demo_reader.h"

#include <array>

#include <librdkafka/rdkafka.h>

namespace headroom::test {
namespace {

constexpr int askMs = 3000;

} // namespace

DemoReader::DemoReader(const std::string& bootstrapServers, std::string topic, const std::string& group) : m_topic(std::move(topic))
{
    std::array<char, 512> problem{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    for (const auto& [name, value] : {std::pair<const char*, const char*>{"bootstrap.servers", bootstrapServers.c_str()}, {"group.id", group.c_str()},
             {"enable.auto.commit", "false"}, {"fetch.wait.max.ms", "20"}, {"auto.offset.reset", "error"}})
        rd_kafka_conf_set(conf, name, value, problem.data(), problem.size());
    m_client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, problem.data(), problem.size());
    if (m_client == nullptr)
        rd_kafka_conf_destroy(conf);
    else
        rd_kafka_poll_set_consumer(m_client);
}

DemoReader::~DemoReader()
{
    if (m_client != nullptr)
        rd_kafka_destroy_flags(m_client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

int DemoReader::partitions() const
{
    const rd_kafka_metadata_t* metadata = nullptr;
    if (rd_kafka_metadata(m_client, 1, nullptr, &metadata, askMs) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return 0;
    int count = 0;
    for (int i = 0; i < metadata->topic_cnt; ++i)
        if (m_topic == metadata->topics[i].topic)
            count = metadata->topics[i].partition_cnt;
    rd_kafka_metadata_destroy(metadata);
    return count;
}

std::pair<core::Offset, core::Offset> DemoReader::watermarks(int partition) const
{
    std::pair<std::int64_t, std::int64_t> marks{-1, -1};
    rd_kafka_query_watermark_offsets(m_client, m_topic.c_str(), partition, &marks.first, &marks.second, askMs);
    return marks;
}

core::Offset DemoReader::produced() const
{
    core::Offset sum = 0;
    for (int partition = 0, count = partitions(); partition < count; ++partition)
        sum += watermarks(partition).second;
    return sum;
}

std::int64_t DemoReader::readFromStart(const std::function<bool(const rd_kafka_message_s&)>& enough, std::chrono::milliseconds deadline)
{
    rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(8);
    for (int partition = 0, count = partitions(); partition < count; ++partition)
        rd_kafka_topic_partition_list_add(list, m_topic.c_str(), partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_assign(m_client, list);
    rd_kafka_topic_partition_list_destroy(list);
    const auto until = std::chrono::steady_clock::now() + deadline;
    std::int64_t count = 0;
    for (bool done = false; !done && std::chrono::steady_clock::now() < until;) {
        rd_kafka_message_t* message = rd_kafka_consumer_poll(m_client, 50);
        if (message == nullptr)
            continue;
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            ++count;
            done = enough(*message);
        }
        rd_kafka_message_destroy(message);
    }
    rd_kafka_assign(m_client, nullptr);
    return count;
}

bool DemoReader::commit(const std::vector<core::Offset>& next)
{
    rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(static_cast<int>(next.size()));
    for (std::size_t partition = 0; partition < next.size(); ++partition)
        rd_kafka_topic_partition_list_add(list, m_topic.c_str(), static_cast<int>(partition))->offset = next[partition];
    const auto error = rd_kafka_commit(m_client, list, 0);
    rd_kafka_topic_partition_list_destroy(list);
    return error == RD_KAFKA_RESP_ERR_NO_ERROR;
}

} // namespace headroom::test
