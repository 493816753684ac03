// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/record_loader.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/kafka/bystander.h"
#include "core/kafka/client_error.h"
#include "core/kafka/consumer_port.h"
#include "core/settings/security.h"

namespace headroom::core {
namespace {

using MessagePtr = std::unique_ptr<rd_kafka_message_t, Destroyer<rd_kafka_message_destroy>>;

constexpr int askMs = 100;

/// As little as the client can: the first batch comes whole, and nothing behind it is fetched.
Settings loaderSettings(Settings settings)
{
    constexpr std::int64_t leastOfClient = 1000;
    settings.fetchMaxBytes = settings.maxPartitionFetchBytes = settings.messageMaxBytes = leastOfClient;
    settings.fetchMinBytes = 1;
    settings.fetchWaitMaxMs = askMs;
    settings.queuedMaxMessagesKbytes = 1;
    settings.queuedMinMessages = 1;
    settings.statisticsIntervalMs = 0;
    return settings;
}

Error gone(const TopicPartition& place, Offset offset, std::string_view why)
{
    return {ErrorCode::offsetLost, fmt::format("{} [{}] has no record at offset {}: {}.", place.topic, place.partition, offset, why), place.topic, false, false, 0};
}

LoadedRecord keep(const rd_kafka_message_t& message, Bytes most)
{
    LoadedRecord record;
    record.valueIsNull = message.payload == nullptr;
    record.valueSize = static_cast<Bytes>(message.len);
    record.timestampMs = rd_kafka_message_timestamp(&message, nullptr);
    if (!record.valueIsNull)
        record.value.assign(static_cast<const char*>(message.payload), std::min(message.len, static_cast<std::size_t>(most)));
    return record;
}

/// What a message that came says: the record, a failure, or nothing that matters.
std::optional<Result<LoadedRecord>> judge(const rd_kafka_message_t& message, const TopicPartition& place, Offset offset, Bytes most)
{
    if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        if (message.offset < offset)
            return std::nullopt; // of the same stored batch
        if (message.offset > offset)
            return tl::unexpected(gone(place, offset, "it was compacted away, or it is the mark of a transaction"));
        return keep(message, most);
    }
    if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
        return tl::unexpected(gone(place, offset, "the partition ends before it"));
    Error error = translateError(message.err, rd_kafka_message_errstr(&message), place.topic);
    if (error.code == ErrorCode::offsetLost)
        return tl::unexpected(gone(place, offset, "the broker has deleted it by its retention, or it was never written"));
    if (error.code == ErrorCode::unauthorized || error.code == ErrorCode::unknownTopic)
        return tl::unexpected(std::move(error));
    return std::nullopt; // the client mends it
}

Result<LoadedRecord> load(Bystander& bystander, const TopicPartition& place, Offset offset, const LoadLimits& limits, const std::function<bool()>& cancelled)
{
    const SteadyTime until = std::chrono::steady_clock::now() + limits.time;
    const TopicPtr topic(rd_kafka_topic_new(bystander.client(), place.topic.c_str(), nullptr));
    // A queue of our own: in its own, a partition that was never found is kept by the error that says so, and both for ever.
    const QueuePtr queue(rd_kafka_queue_new(bystander.client()));
    if (!topic || rd_kafka_consume_start_queue(topic.get(), place.partition, offset, queue.get()) != 0)
        return tl::unexpected(translateError(rd_kafka_last_error(), {}, place.topic));
    std::optional<Result<LoadedRecord>> found;
    while (!found && !cancelled() && !bystander.refused() && std::chrono::steady_clock::now() < until) {
        const MessagePtr message(rd_kafka_consume_queue(queue.get(), askMs));
        bystander.serve();
        if (message)
            found = judge(*message, place, offset, limits.bytes);
    }
    rd_kafka_consume_stop(topic.get(), place.partition);
    if (found)
        return *std::move(found);
    if (cancelled())
        return fail(ErrorCode::badState, "Loading was cancelled.", place.topic);
    return tl::unexpected(bystander.silence());
}

} // namespace

Result<LoadedRecord> loadRecord(SettingRows rows, const Settings& settings, const TopicPartition& place, Offset offset, const LoadLimits& limits,
                                const std::function<bool()>& cancelled)
{
    Redactor redactor;
    addSecrets(rows, settings, redactor);
    const auto cleaned = [&redactor](Error error) { return redactor.clean(std::move(error)); };
    Bystander bystander;
    if (auto opened = bystander.open(rows, loaderSettings(settings)); !opened)
        return tl::unexpected(cleaned(opened.error()));
    return load(bystander, place, offset, limits, cancelled).map_error(cleaned);
}

} // namespace headroom::core
