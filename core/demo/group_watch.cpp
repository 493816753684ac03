// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/group_watch.h"

#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

namespace headroom::core {
namespace {

constexpr auto askEvery = Milliseconds(100);
constexpr int answerWithinMs = 500;

using PartitionList = std::unique_ptr<rd_kafka_topic_partition_list_t, decltype(&rd_kafka_topic_partition_list_destroy)>;

} // namespace

GroupWatch::~GroupWatch()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    if (m_client != nullptr)
        rd_kafka_destroy_flags(m_client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

Result<void> GroupWatch::start(const std::string& bootstrapServers, const std::string& group, const std::string& topic, std::int32_t partitions)
{
    std::array<char, 512> problem{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    for (const auto& [name, value] : {std::pair<const char*, const char*>{"bootstrap.servers", bootstrapServers.c_str()},
             {"group.id", group.c_str()}, {"enable.auto.commit", "false"}, {"client.id", "headroom-demo-watch"}}) {
        if (rd_kafka_conf_set(conf, name, value, problem.data(), problem.size()) != RD_KAFKA_CONF_OK) {
            rd_kafka_conf_destroy(conf);
            return fail(ErrorCode::invalidSetting, fmt::format("The group to wait for was refused: {}", problem.data()), "group");
        }
    }
    m_client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, problem.data(), problem.size());
    if (m_client == nullptr) {
        rd_kafka_conf_destroy(conf);
        return fail(ErrorCode::internal, fmt::format("The client that watches the group could not be made: {}", problem.data()), "group");
    }
    m_committed.assign(static_cast<std::size_t>(partitions), unknownOffset);
    m_thread = std::jthread([this, topic](const std::stop_token& stop) { run(stop, topic); });
    return {};
}

Offset GroupWatch::committed(std::int32_t partition) const
{
    const std::scoped_lock lock(m_mutex);
    const auto index = static_cast<std::size_t>(partition);
    return index < m_committed.size() ? m_committed[index] : unknownOffset;
}

void GroupWatch::run(const std::stop_token& stop, const std::string& topic)
{
    while (!stop.stop_requested()) {
        ask(topic);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, askEvery, [] { return false; });
    }
}

void GroupWatch::ask(const std::string& topic)
{
    const auto count = static_cast<int>(m_committed.size());
    const PartitionList list(rd_kafka_topic_partition_list_new(count), &rd_kafka_topic_partition_list_destroy);
    rd_kafka_topic_partition_list_add_range(list.get(), topic.c_str(), 0, count - 1);
    if (rd_kafka_committed(m_client, list.get(), answerWithinMs) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return; // asked again in a moment; what is known stays
    const std::scoped_lock lock(m_mutex);
    for (int i = 0; i < list->cnt; ++i) {
        const auto& entry = list->elems[i];
        if (entry.err == RD_KAFKA_RESP_ERR_NO_ERROR && entry.offset >= 0)
            m_committed[static_cast<std::size_t>(entry.partition)] = entry.offset;
    }
}

} // namespace headroom::core
