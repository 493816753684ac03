// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

namespace headroom::test {

/// librdkafka's mock cluster in this process, one broker unless said otherwise, with a producer to fill it: for errors
/// that a real broker cannot be asked to make.
class MockCluster {
public:
    explicit MockCluster(int brokers = 1);
    ~MockCluster();
    MockCluster(const MockCluster&) = delete;
    MockCluster& operator=(const MockCluster&) = delete;

    [[nodiscard]] std::string bootstrapServers() const;
    [[nodiscard]] rd_kafka_mock_cluster_t* cluster() const noexcept { return m_cluster; }
    void createTopic(const std::string& name, int partitions);
    /// Many at once: prefix0, prefix1 ... of four partitions each, which the cluster makes when they are asked for. One after the other
    /// takes it up to a second each. False when not all are there.
    [[nodiscard]] bool createTopics(const std::string& prefix, int count);
    /// Sends `count` records, spread over the partitions, and waits until all are acknowledged. False when one was not.
    [[nodiscard]] bool produce(const std::string& topic, int partitions, int count, std::size_t valueBytes = 100);
    /// How many requests of that kind came since rd_kafka_mock_start_request_tracking().
    [[nodiscard]] std::size_t requests(int apiKey) const;
    /// The next requests of that kind get these errors, in this order.
    void failNext(int apiKey, const std::vector<rd_kafka_resp_err_t>& errors);

    static constexpr int apiProduce = 0, apiFetch = 1, apiOffsetCommit = 8, apiOffsetFetch = 9, apiJoinGroup = 11, apiHeartbeat = 12, apiLeaveGroup = 13;

private:
    rd_kafka_t* m_producer = nullptr;
    rd_kafka_mock_cluster_t* m_cluster = nullptr;
};

} // namespace headroom::test
