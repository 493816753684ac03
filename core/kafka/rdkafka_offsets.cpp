// SPDX-License-Identifier: GPL-3.0-or-later
// The offsets side of RdkafkaClient: commits, what the broker knows of offsets, and lists of them.
#include <algorithm>

#include <fmt/format.h>

#include "core/kafka/client_error.h"
#include "core/kafka/rdkafka_client.h"

namespace headroom::core {

void RdkafkaClient::onCommitDone(rd_kafka_resp_err_t code, const rd_kafka_topic_partition_list_t* offsets, std::uint64_t requestId)
{
    if (requestId == 0 && code == RD_KAFKA_RESP_ERR__NO_OFFSET)
        return; // auto commit had nothing to say
    const std::vector<SlotOffset> list = offsets == nullptr ? std::vector<SlotOffset>() : offsetsOf(*offsets);
    std::optional<Error> error;
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        error = translateError(code, {}, "commit");
    for (const SlotOffset& entry : list) {
        if (!error && entry.clientCode != 0)
            error = translateError(static_cast<rd_kafka_resp_err_t>(entry.clientCode), {}, contextOf(m_slots.name(entry.slot)));
    }
    m_listener.onCommitReply(requestId, list, error);
}

Result<void> RdkafkaClient::commitAsync(std::span<const SlotOffset> offsets, std::uint64_t requestId)
{
    const auto reply = [](rd_kafka_t* client, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* list, void* request) {
        static_cast<RdkafkaClient*>(rd_kafka_opaque(client))->onCommitDone(code, list, static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(request)));
    };
    void* request = reinterpret_cast<void*>(static_cast<std::uintptr_t>(requestId));
    const rd_kafka_resp_err_t code = rd_kafka_commit_queue(m_client, listOf(offsets).get(), m_replies.get(), reply, request);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, {}, "commit"));
    return {};
}

Result<std::vector<SlotOffset>> RdkafkaClient::commitAndWait(std::span<const SlotOffset> offsets, Milliseconds timeout)
{
    const QueuePtr queue(rd_kafka_queue_new(m_client)); // an own queue: the consumer queue is being served right now
    const rd_kafka_resp_err_t sent = rd_kafka_commit_queue(m_client, listOf(offsets).get(), queue.get(), nullptr, nullptr);
    if (sent != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(sent, {}, "commit"));
    const std::unique_ptr<rd_kafka_event_t, Destroyer<rd_kafka_event_destroy>> event(rd_kafka_queue_poll(queue.get(), static_cast<int>(timeout.count())));
    if (!event)
        return fail(ErrorCode::timeout, fmt::format("No answer to the commit within {} ms; the broker may still have taken it.", timeout.count()), "commit");
    if (const rd_kafka_resp_err_t code = rd_kafka_event_error(event.get()); code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, rd_kafka_event_error_string(event.get()), "commit"));
    const rd_kafka_topic_partition_list_t* list = rd_kafka_event_topic_partition_list(event.get());
    return list == nullptr ? std::vector<SlotOffset>(offsets.begin(), offsets.end()) : offsetsOf(*list);
}

Result<std::vector<SlotOffset>> RdkafkaClient::committed(std::span<const Slot> slots, Milliseconds timeout)
{
    const PartitionListPtr list = listOf(slots, RD_KAFKA_OFFSET_INVALID);
    const rd_kafka_resp_err_t code = rd_kafka_committed(m_client, list.get(), static_cast<int>(timeout.count()));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, {}, "committed offsets"));
    return offsetsOf(*list);
}

Result<Watermarks> RdkafkaClient::queryWatermarks(Slot slot, Milliseconds timeout)
{
    const TopicPartition& name = m_slots.name(slot);
    Watermarks marks;
    const rd_kafka_resp_err_t code = rd_kafka_query_watermark_offsets(m_client, name.topic.c_str(), name.partition, &marks.low, &marks.high, static_cast<int>(timeout.count()));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, {}, contextOf(name)));
    return marks;
}

Result<std::vector<SlotOffset>> RdkafkaClient::offsetsForTime(std::span<const Slot> slots, std::int64_t timestampMs, Milliseconds timeout)
{
    const PartitionListPtr list = listOf(slots, timestampMs);
    const rd_kafka_resp_err_t code = rd_kafka_offsets_for_times(m_client, list.get(), static_cast<int>(timeout.count()));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, {}, "offsets for a time"));
    return offsetsOf(*list);
}

std::vector<SlotOffset> RdkafkaClient::positions(std::span<const Slot> slots)
{
    const PartitionListPtr list = listOf(slots, RD_KAFKA_OFFSET_INVALID);
    if (slots.empty() || rd_kafka_position(m_client, list.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return {};
    std::vector<SlotOffset> offsets = offsetsOf(*list);
    std::erase_if(offsets, [&](const SlotOffset& o) { return misplaced(o.slot) != m_misplaced.end(); });
    return offsets;
}

std::vector<Slot> RdkafkaClient::slotsOf(const rd_kafka_topic_partition_list_t& list)
{
    std::vector<Slot> slots;
    for (int i = 0; i < list.cnt; ++i)
        slots.push_back(m_slots.slot(list.elems[i].topic, list.elems[i].partition));
    return slots;
}

std::vector<SlotOffset> RdkafkaClient::offsetsOf(const rd_kafka_topic_partition_list_t& list)
{
    std::vector<SlotOffset> offsets;
    for (int i = 0; i < list.cnt; ++i) {
        const rd_kafka_topic_partition_t& element = list.elems[i];
        // Logical offsets ("no commit", "no record at that time") are negative.
        offsets.push_back({m_slots.slot(element.topic, element.partition), std::max<Offset>(element.offset, unknownOffset), static_cast<int>(element.err)});
    }
    return offsets;
}

PartitionListPtr RdkafkaClient::listOf(std::span<const Slot> slots, std::int64_t offset) const
{
    PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(slots.size())));
    for (const Slot slot : slots) {
        const TopicPartition& name = m_slots.name(slot);
        rd_kafka_topic_partition_list_add(list.get(), name.topic.c_str(), name.partition)->offset = offset;
    }
    return list;
}

PartitionListPtr RdkafkaClient::listOf(std::span<const SlotOffset> offsets) const
{
    PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
    for (const SlotOffset& entry : offsets) {
        const TopicPartition& name = m_slots.name(entry.slot);
        rd_kafka_topic_partition_list_add(list.get(), name.topic.c_str(), name.partition)->offset = entry.offset;
    }
    return list;
}

} // namespace headroom::core
