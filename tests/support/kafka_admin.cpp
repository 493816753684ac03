// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <chrono>
#include <span>
#include <thread>

#include "tests/support/kafka_client.h"
#include "tests/support/kafka_handles.h"

namespace headroom::test {
namespace {

/// Sends one admin request (`send` gets handle and queue) and waits for its event.
template <class Send>
core::Result<Event> admin(const std::string& bootstrap, const std::string& what, Send send)
{
    const auto client = makeProducer(bootstrap, {}, nullptr);
    if (!client) {
        return tl::unexpected(client.error());
    }
    const Queue queue(rd_kafka_queue_new(client->get()));
    send(client->get(), queue.get());
    Event event(rd_kafka_queue_poll(queue.get(), adminTimeoutMs));
    if (!event) {
        return failed(what, RD_KAFKA_RESP_ERR__TIMED_OUT);
    }
    if (const auto code = rd_kafka_event_error(event.get()); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return failed(what, code, rd_kafka_event_error_string(event.get()));
    }
    return event;
}

core::Result<void> checkTopics(const std::string& what, const rd_kafka_topic_result_t* const* results, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        if (const auto code = rd_kafka_topic_result_error(results[i]); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
            const char* text = rd_kafka_topic_result_error_string(results[i]);
            return failed(what, code, text != nullptr ? text : "");
        }
    }
    return {};
}

bool hasLeaders(const rd_kafka_metadata_t& metadata, const std::string& topic, int partitions)
{
    if (metadata.topic_cnt != 1 || metadata.topics[0].err != RD_KAFKA_RESP_ERR_NO_ERROR ||
        metadata.topics[0].topic != topic || metadata.topics[0].partition_cnt != partitions) {
        return false;
    }
    for (int i = 0; i < partitions; ++i) {
        if (metadata.topics[0].partitions[i].leader < 0) {
            return false;
        }
    }
    return true;
}

core::Result<void> waitForLeaders(const std::string& bootstrap, const std::string& topic, int partitions)
{
    const auto client = makeProducer(bootstrap, {}, nullptr);
    if (!client) {
        return tl::unexpected(client.error());
    }
    rd_kafka_topic_t* handle = rd_kafka_topic_new(client->get(), topic.c_str(), nullptr);
    bool ready = false;
    for (int attempt = 0; attempt < 300 && !ready; ++attempt) {
        const rd_kafka_metadata_t* raw = nullptr;
        if (rd_kafka_metadata(client->get(), 0, handle, &raw, adminTimeoutMs) == RD_KAFKA_RESP_ERR_NO_ERROR) {
            ready = hasLeaders(*Metadata(raw), topic, partitions);
        }
        if (!ready) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50)); // pause between two questions
        }
    }
    rd_kafka_topic_destroy(handle);
    return ready ? core::Result<void>{} : failed("leaders of " + topic, RD_KAFKA_RESP_ERR__TIMED_OUT);
}

} // namespace

core::Result<void> KafkaClient::createTopic(const std::string& topic, int partitions,
                                            const std::map<std::string, std::string>& config,
                                            std::vector<std::int32_t> replicas) const
{
    const auto event = admin(m_bootstrap, "create topic " + topic, [&](rd_kafka_t* client, rd_kafka_queue_t* queue) {
        rd_kafka_NewTopic_t* wanted = rd_kafka_NewTopic_new(topic.c_str(), partitions, -1, nullptr, 0);
        for (int partition = 0; !replicas.empty() && partition < partitions; ++partition) {
            rd_kafka_NewTopic_set_replica_assignment(wanted, partition, replicas.data(), replicas.size(), nullptr, 0);
        }
        for (const auto& [name, value] : config) {
            rd_kafka_NewTopic_set_config(wanted, name.c_str(), value.c_str());
        }
        rd_kafka_CreateTopics(client, &wanted, 1, nullptr, queue);
        rd_kafka_NewTopic_destroy(wanted);
    });
    if (!event) {
        return tl::unexpected(event.error());
    }
    std::size_t count = 0;
    const auto* results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event->get()), &count);
    const auto checked = checkTopics("create topic " + topic, results, count);
    return checked ? waitForLeaders(m_bootstrap, topic, partitions) : checked;
}

core::Result<std::vector<KafkaClient::Place>> KafkaClient::places(const std::string& topic) const
{
    const auto client = makeProducer(m_bootstrap, {}, nullptr);
    if (!client) {
        return tl::unexpected(client.error());
    }
    const rd_kafka_metadata_t* raw = nullptr;
    if (const auto code = rd_kafka_metadata(client->get(), 1, nullptr, &raw, adminTimeoutMs); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return failed("places of " + topic, code);
    }
    const Metadata metadata(raw);
    std::vector<Place> places;
    for (const rd_kafka_metadata_topic& one : std::span(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt))) {
        if (!topic.empty() && topic != one.topic) {
            continue;
        }
        for (const rd_kafka_metadata_partition& at : std::span(one.partitions, static_cast<std::size_t>(one.partition_cnt))) {
            places.push_back({at.leader, at.replica_cnt, at.isr_cnt});
        }
    }
    return places;
}

core::Result<void> KafkaClient::deleteTopic(const std::string& topic) const
{
    const auto event = admin(m_bootstrap, "delete topic " + topic, [&](rd_kafka_t* client, rd_kafka_queue_t* queue) {
        rd_kafka_DeleteTopic_t* unwanted = rd_kafka_DeleteTopic_new(topic.c_str());
        rd_kafka_DeleteTopics(client, &unwanted, 1, nullptr, queue);
        rd_kafka_DeleteTopic_destroy(unwanted);
    });
    if (!event) {
        return tl::unexpected(event.error());
    }
    std::size_t count = 0;
    const auto* results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event->get()), &count);
    return checkTopics("delete topic " + topic, results, count);
}

core::Result<void> KafkaClient::setPartitions(const std::string& topic, int partitions) const
{
    const auto event = admin(m_bootstrap, "add partitions to " + topic, [&](rd_kafka_t* client, rd_kafka_queue_t* queue) {
        std::array<char, 512> reason{};
        rd_kafka_NewPartitions_t* wanted = rd_kafka_NewPartitions_new(
            topic.c_str(), static_cast<std::size_t>(partitions), reason.data(), reason.size());
        rd_kafka_CreatePartitions(client, &wanted, 1, nullptr, queue);
        rd_kafka_NewPartitions_destroy(wanted);
    });
    if (!event) {
        return tl::unexpected(event.error());
    }
    std::size_t count = 0;
    const auto* results =
        rd_kafka_CreatePartitions_result_topics(rd_kafka_event_CreatePartitions_result(event->get()), &count);
    const auto checked = checkTopics("add partitions to " + topic, results, count);
    return checked ? waitForLeaders(m_bootstrap, topic, partitions) : checked;
}

core::Result<void> KafkaClient::deleteRecords(const std::string& topic, core::PartitionId partition,
                                              core::Offset before) const
{
    const auto event = admin(m_bootstrap, "delete records of " + topic, [&](rd_kafka_t* client, rd_kafka_queue_t* queue) {
        rd_kafka_topic_partition_list_t* offsets = rd_kafka_topic_partition_list_new(1);
        rd_kafka_topic_partition_list_add(offsets, topic.c_str(), partition)->offset = before;
        rd_kafka_DeleteRecords_t* request = rd_kafka_DeleteRecords_new(offsets);
        rd_kafka_DeleteRecords(client, &request, 1, nullptr, queue);
        rd_kafka_DeleteRecords_destroy(request);
        rd_kafka_topic_partition_list_destroy(offsets);
    });
    if (!event) {
        return tl::unexpected(event.error());
    }
    const auto* results = rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event->get()));
    if (results->cnt != 1 || results->elems[0].err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return failed("delete records of " + topic, results->cnt == 1 ? results->elems[0].err : RD_KAFKA_RESP_ERR__FAIL);
    }
    return {};
}

core::Result<std::pair<core::Offset, core::Offset>> KafkaClient::watermarks(const std::string& topic,
                                                                           core::PartitionId partition) const
{
    const auto client = makeProducer(m_bootstrap, {}, nullptr);
    if (!client) {
        return tl::unexpected(client.error());
    }
    std::int64_t low = 0;
    std::int64_t high = 0;
    const auto code =
        rd_kafka_query_watermark_offsets(client->get(), topic.c_str(), partition, &low, &high, adminTimeoutMs);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return failed("watermarks of " + topic, code);
    }
    return std::pair<core::Offset, core::Offset>{low, high};
}

} // namespace headroom::test
