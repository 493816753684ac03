// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mock_cluster.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace headroom::test {

MockCluster::MockCluster(int brokers)
{
    std::array<char, 512> reason{};
    m_producer = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), reason.data(), reason.size());
    if (m_producer == nullptr)
        throw std::runtime_error(reason.data());
    m_cluster = rd_kafka_mock_cluster_new(m_producer, brokers);
    rd_kafka_mock_group_initial_rebalance_delay_ms(m_cluster, 0);
}

MockCluster::~MockCluster()
{
    rd_kafka_mock_cluster_destroy(m_cluster);
    rd_kafka_destroy(m_producer);
}

std::string MockCluster::bootstrapServers() const { return rd_kafka_mock_cluster_bootstraps(m_cluster); }

void MockCluster::createTopic(const std::string& name, int partitions) { rd_kafka_mock_topic_create(m_cluster, name.c_str(), partitions, 1); }

bool MockCluster::produce(const std::string& topic, int partitions, int count, std::size_t valueBytes)
{
    std::array<char, 512> reason{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", bootstrapServers().c_str(), nullptr, 0);
    rd_kafka_conf_set(conf, "linger.ms", "5", nullptr, 0);
    int failures = 0;
    rd_kafka_conf_set_opaque(conf, &failures);
    rd_kafka_conf_set_dr_msg_cb(conf, [](rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
        if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
            ++*static_cast<int*>(opaque);
    });
    rd_kafka_t* producer = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason.data(), reason.size());
    if (producer == nullptr)
        return false;
    rd_kafka_topic_t* handle = rd_kafka_topic_new(producer, topic.c_str(), nullptr);
    std::string value(valueBytes, 'v');
    for (int i = 0; i < count; ++i) {
        const std::string key = std::to_string(i);
        const int sent = rd_kafka_produce(handle, i % partitions, RD_KAFKA_MSG_F_COPY, value.data(), value.size(), key.data(), key.size(), nullptr);
        failures += sent == 0 ? 0 : 1;
    }
    const bool flushed = rd_kafka_flush(producer, 10000) == RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_topic_destroy(handle);
    rd_kafka_destroy(producer);
    return flushed && failures == 0;
}

bool MockCluster::createTopics(const std::string& prefix, int count)
{
    std::array<char, 512> reason{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", bootstrapServers().c_str(), nullptr, 0);
    rd_kafka_t* producer = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason.data(), reason.size());
    if (producer == nullptr)
        return false;
    std::vector<rd_kafka_topic_t*> handles;
    for (int i = 0; i < count; ++i)
        handles.push_back(rd_kafka_topic_new(producer, (prefix + std::to_string(i)).c_str(), nullptr));
    const rd_kafka_metadata_t* known = nullptr;
    const bool made = rd_kafka_metadata(producer, 0, nullptr, &known, 30000) == RD_KAFKA_RESP_ERR_NO_ERROR && known->topic_cnt >= count;
    if (known != nullptr)
        rd_kafka_metadata_destroy(known);
    for (rd_kafka_topic_t* handle : handles)
        rd_kafka_topic_destroy(handle);
    rd_kafka_destroy(producer);
    return made;
}

std::size_t MockCluster::requests(int apiKey) const
{
    std::size_t count = 0;
    rd_kafka_mock_request_t** all = rd_kafka_mock_get_requests(m_cluster, &count);
    const auto found = std::count_if(all, all + count, [&](rd_kafka_mock_request_t* request) { return rd_kafka_mock_request_api_key(request) == apiKey; });
    rd_kafka_mock_request_destroy_array(all, count);
    return static_cast<std::size_t>(found);
}

void MockCluster::failNext(int apiKey, const std::vector<rd_kafka_resp_err_t>& errors)
{
    rd_kafka_mock_push_request_errors_array(m_cluster, static_cast<int16_t>(apiKey), errors.size(), errors.data());
}

} // namespace headroom::test
