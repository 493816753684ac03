// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/admin_question.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/kafka/client_error.h"

namespace headroom::core {
namespace {

constexpr int pollMs = 100;

Error eventError(rd_kafka_event_t* event)
{
    const char* text = rd_kafka_event_error_string(event);
    return translateError(rd_kafka_event_error(event), text == nullptr ? "" : text);
}

} // namespace

Result<void> AdminQuestion::open(SettingRows rows, const Settings& settings)
{
    return m_bystander.open(rows, settings);
}

bool AdminQuestion::over() const
{
    return m_bystander.refused() || std::chrono::steady_clock::now() >= m_until || (m_limits.cancelled && m_limits.cancelled());
}

Error AdminQuestion::outOfTime() const
{
    if (m_limits.cancelled && m_limits.cancelled())
        return {ErrorCode::badState, "Cancelled.", {}, true, false, 0};
    Error silence = m_bystander.silence();
    if (silence.code == ErrorCode::unreachable && silence.clientCode == 0)
        silence.message = fmt::format("No answer within {}: check host and port, and that the broker runs.", formatDuration(m_limits.time));
    return silence;
}

Result<MetadataPtr> AdminQuestion::metadata(rd_kafka_topic_t* topic)
{
    // Short at first, that a cancelled question ends soon; longer then, that a large cluster can answer.
    for (int slice = 500; !over(); slice = std::min(2 * slice, 4000)) {
        const rd_kafka_metadata_t* raw = nullptr;
        const auto left = std::chrono::duration_cast<Milliseconds>(m_until - std::chrono::steady_clock::now());
        const rd_kafka_resp_err_t code = rd_kafka_metadata(client(), topic == nullptr ? 1 : 0, topic, &raw, static_cast<int>(std::clamp<std::int64_t>(left.count(), 1, slice)));
        m_bystander.serve();
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
            return MetadataPtr(raw);
    }
    return tl::unexpected(outOfTime());
}

void AdminQuestion::setTime(rd_kafka_AdminOptions_t* options) const
{
    std::array<char, 256> reason{};
    const auto left = std::chrono::duration_cast<Milliseconds>(m_until - std::chrono::steady_clock::now());
    rd_kafka_AdminOptions_set_request_timeout(options, static_cast<int>(std::max<std::int64_t>(1, left.count())), reason.data(), reason.size());
}

Result<EventPtr> AdminQuestion::answer(rd_kafka_queue_t* queue)
{
    while (!over()) {
        EventPtr event(rd_kafka_queue_poll(queue, pollMs));
        m_bystander.serve();
        if (!event)
            continue;
        if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
            return tl::unexpected(eventError(event.get()));
        return event;
    }
    return tl::unexpected(outOfTime());
}

Result<AdminQuestion::Offsets> AdminQuestion::offsets(std::span<const TopicPartition> partitions, std::int64_t which)
{
    if (partitions.empty())
        return Offsets();
    const PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const TopicPartition& one : partitions)
        rd_kafka_topic_partition_list_add(list.get(), one.topic.c_str(), one.partition)->offset = which;
    const auto event = ask(RD_KAFKA_ADMIN_OP_LISTOFFSETS, [&list](rd_kafka_t* client, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue) {
        rd_kafka_ListOffsets(client, list.get(), options, queue);
    });
    if (!event)
        return tl::unexpected(event.error());
    std::size_t count = 0;
    const rd_kafka_ListOffsetsResultInfo_t* const* infos = rd_kafka_ListOffsets_result_infos(rd_kafka_event_ListOffsets_result(event->get()), &count);
    Offsets found;
    for (std::size_t i = 0; i < count; ++i) {
        const rd_kafka_topic_partition_t* one = rd_kafka_ListOffsetsResultInfo_topic_partition(infos[i]);
        if (one->err == RD_KAFKA_RESP_ERR_NO_ERROR && one->offset >= 0)
            found[{one->topic, one->partition}] = one->offset;
    }
    return found;
}

} // namespace headroom::core
