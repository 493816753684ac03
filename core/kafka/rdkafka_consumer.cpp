// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/rdkafka_consumer.h"

#include <algorithm>
#include <array>

#include "core/kafka/client_error.h"
#include "core/kafka/rdkafka_client.h"
#include "core/kafka/rdkafka_message.h"
#include "core/settings/topic_list.h"

namespace headroom::core {

namespace {
constexpr Milliseconds fillWait{5};
} // namespace

std::string clientVersion() { return rd_kafka_version_str(); }

bool clientKnowsProperty(std::string_view property)
{
    const ConfPtr conf(rd_kafka_conf_new());
    std::size_t size = 0;
    return rd_kafka_conf_get(conf.get(), std::string(property).c_str(), nullptr, &size) == RD_KAFKA_CONF_OK;
}

Result<std::unique_ptr<ConsumerPort>> makeRdkafkaConsumer(SettingRows rows, const Settings& settings, ConsumerListener& listener)
{
    auto conf = makeClientConf(rows, settings);
    if (!conf)
        return tl::unexpected(conf.error());
    auto client = std::make_unique<RdkafkaClient>(listener);
    if (auto opened = client->open(std::move(*conf), settings); !opened)
        return tl::unexpected(opened.error());
    return client;
}

Result<void> RdkafkaClient::open(ConfPtr conf, const Settings& settings)
{
    const std::vector<std::string> topics = topicNames(settings.topic);
    if (topics.empty())
        return fail(ErrorCode::invalidSetting, "topic is empty: name at least one topic, for example --topic orders.", "topic");
    m_bootstrapServers = settings.bootstrapServers;
    installCallbacks(conf.get());
    if (settings.commitMode != "auto") // else the commit of a revoke, which has no callback of its own, is told once more
        rd_kafka_conf_set_offset_commit_cb(conf.get(), nullptr);
    std::array<char, 512> reason{};
    m_client = rd_kafka_new(RD_KAFKA_CONSUMER, conf.get(), reason.data(), reason.size());
    if (m_client == nullptr) {
        abandonConf(std::move(conf));
        return tl::unexpected(refusedSettings(reason.data(), !settings.sslKeyPassword.empty()));
    }
    static_cast<void>(conf.release()); // the client owns it now
    // Not one queue for all: statistics, logs, errors and commit replies can then be served while no message is wanted.
    m_queue.reset(rd_kafka_queue_get_consumer(m_client));
    m_replies.reset(rd_kafka_queue_new(m_client));
    if (const rd_kafka_resp_err_t code = rd_kafka_set_log_queue(m_client, nullptr); code != RD_KAFKA_RESP_ERR_NO_ERROR)
        reportFailure(code, "routing the client's log");

    const PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
    for (const std::string& topic : topics)
        rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
    const rd_kafka_resp_err_t code = rd_kafka_subscribe(m_client, list.get());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, {}, settings.topic));
    return {};
}

std::size_t RdkafkaClient::receive(Milliseconds timeout)
{
    const auto call = [this](Milliseconds wait, std::size_t from, std::size_t most) {
        const ssize_t count = rd_kafka_consume_batch_queue(m_queue.get(), static_cast<int>(wait.count()), m_taken.data() + from, most);
        return static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    };
    const std::size_t room = m_taken.size();
    if (timeout.count() == 0 || room == 0)
        return call(Milliseconds(0), 0, room);
    const std::size_t first = call(timeout, 0, 1);
    return first == 1 && room > 1 ? 1 + call(fillWait, 1, room - 1) : first;
}

std::size_t RdkafkaClient::take(Batch& batch, std::size_t maxMessages, Milliseconds timeout)
{
    rd_kafka_poll(m_client, 0);
    rd_kafka_queue_poll_callback(m_replies.get(), 0);
    if (m_refusedLogin)
        stopLoggingIn();
    if (!m_lost.empty() || !m_restart.empty())
        settleLost();
    wakeNext();
    m_taken.resize(maxMessages);
    m_revokedInTake.clear();
    const std::size_t count = receive(timeout);
    std::size_t added = 0;
    for (std::size_t i = 0; i < count; ++i) {
        rd_kafka_message_t& message = *m_taken[i];
        const bool usable = message.err == RD_KAFKA_RESP_ERR_NO_ERROR && !m_closing;
        const Slot slot = usable ? m_slots.slot(message) : 0;
        const bool ours = usable && (m_revokedInTake.empty() || std::find(m_revokedInTake.begin(), m_revokedInTake.end(), slot) == m_revokedInTake.end());
        if (!ours) {
            if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR)
                onErrorMessage(message);
            else if (!m_closing)
                fetchAgain(slot);
            rd_kafka_message_destroy(&message);
            continue;
        }
        if (!m_misplaced.empty())
            std::erase_if(m_misplaced, [&](const SlotOffset& o) { return o.slot == slot && message.offset + 1 >= o.offset; });
        if (!m_lost.empty())
            std::erase_if(m_lost, [slot](const LostPlace& lost) { return lost.slot == slot; });
        batch.add(*this, viewOf(message, slot));
        ++added;
    }
    assignWhatCame();
    return added;
}

void RdkafkaClient::adopt(std::span<const TopicPartition> names)
{
    for (const TopicPartition& name : names)
        static_cast<void>(m_slots.slot(name.topic, name.partition)); // numbered in the order of first sight
}

void RdkafkaClient::release(std::span<const Message> messages) const noexcept { releaseMessages(messages); }

void RdkafkaClient::headers(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const { readHeaders(message, limit, out, total); }

Watermarks RdkafkaClient::watermarks(Slot slot) const
{
    const TopicPartition& name = m_slots.name(slot);
    Watermarks marks;
    rd_kafka_get_watermark_offsets(m_client, name.topic.c_str(), name.partition, &marks.low, &marks.high);
    marks.low = std::max(marks.low, unknownOffset); // RD_KAFKA_OFFSET_INVALID before the first fetch
    marks.high = std::max(marks.high, unknownOffset);
    return marks;
}

std::size_t RdkafkaClient::queueLength() const { return rd_kafka_queue_length(m_queue.get()); }

std::string RdkafkaClient::effectiveValue(std::string_view property) const
{
    std::array<char, 1024> value{};
    std::size_t size = value.size();
    const std::string name(property);
    if (m_client == nullptr || rd_kafka_conf_get(rd_kafka_conf(m_client), name.c_str(), value.data(), &size) != RD_KAFKA_CONF_OK)
        return {};
    return value.data();
}

void RdkafkaClient::beginClose()
{
    if (m_client == nullptr || m_closing)
        return;
    m_closing = true;
    // Of a group that has given it nothing, cooperatively, librdkafka (2.8) does not take its leave at the close: the others
    // would wait for it until its session timeout. It does when it unsubscribes before.
    if (m_assigned.empty() && cooperative())
        reportFailure(rd_kafka_unsubscribe(m_client), "leaving the group");
    const RdErrorPtr error(rd_kafka_consumer_close_queue(m_client, m_queue.get()));
    if (error)
        reportFailure(rd_kafka_error_code(error.get()), "leaving the group");
}

bool RdkafkaClient::closed() const { return m_client == nullptr || rd_kafka_consumer_closed(m_client) != 0; }

void RdkafkaClient::destroy(bool force)
{
    if (m_client == nullptr)
        return;
    m_closing = true;
    m_toAssign.reset();
    m_replies.reset();
    m_queue.reset();
    rd_kafka_destroy_flags(m_client, force ? RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE : 0);
    m_client = nullptr;
}

} // namespace headroom::core
