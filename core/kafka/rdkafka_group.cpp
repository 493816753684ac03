// SPDX-License-Identifier: GPL-3.0-or-later
// The group side of RdkafkaClient: callbacks, assignment, pause and seek.
#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/kafka/client_error.h"
#include "core/kafka/rdkafka_client.h"

namespace headroom::core {
namespace {

RdkafkaClient& self(void* opaque) { return *static_cast<RdkafkaClient*>(opaque); }

void remove(std::vector<Slot>& from, const std::vector<Slot>& slots)
{
    std::erase_if(from, [&](Slot slot) { return std::find(slots.begin(), slots.end(), slot) != slots.end(); });
}

/// "Fatal" says nothing to people; the client knows what it was.
Error fatalCause(rd_kafka_t* client)
{
    std::array<char, 512> text{};
    const rd_kafka_resp_err_t root = rd_kafka_fatal_error(client, text.data(), text.size());
    Error error = translateError(root, text.data());
    error.fatal = true;
    return error;
}

} // namespace

std::string contextOf(const TopicPartition& name) { return fmt::format("{} [{}]", name.topic, name.partition); }

std::int64_t clientOffset(const StartOffset& start)
{
    switch (start.kind) {
    case StartOffset::Kind::stored: return RD_KAFKA_OFFSET_STORED;
    case StartOffset::Kind::beginning: return RD_KAFKA_OFFSET_BEGINNING;
    case StartOffset::Kind::end: return RD_KAFKA_OFFSET_END;
    case StartOffset::Kind::tail: return RD_KAFKA_OFFSET_TAIL(start.value);
    case StartOffset::Kind::exact: break;
    }
    return start.value;
}

void RdkafkaClient::installCallbacks(rd_kafka_conf_t* conf)
{
    rd_kafka_conf_set_opaque(conf, this);
    rd_kafka_conf_set_rebalance_cb(conf, [](rd_kafka_t*, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* list, void* opaque) { self(opaque).onRebalance(code, list); });
    rd_kafka_conf_set_stats_cb(conf, [](rd_kafka_t*, char* json, std::size_t size, void* opaque) {
        self(opaque).m_listener.onStatistics({json, size});
        return 0; // the library frees the text
    });
    rd_kafka_conf_set_log_cb(conf, [](const rd_kafka_t* client, int level, const char* facility, const char* text) {
        self(rd_kafka_opaque(client)).m_listener.onLog(level, facility, text);
    });
    rd_kafka_conf_set_error_cb(conf, [](rd_kafka_t* client, int code, const char* text, void* opaque) {
        const auto error = static_cast<rd_kafka_resp_err_t>(code);
        if (error == RD_KAFKA_RESP_ERR__FATAL)
            self(opaque).m_listener.onError(fatalCause(client));
        else
            self(opaque).onClientError(error, text == nullptr ? "" : text);
    });
    m_watch.install<RdkafkaClient>(conf);
    // Only auto commit reports here; requests of ours carry their own callback.
    rd_kafka_conf_set_offset_commit_cb(conf, [](rd_kafka_t*, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* offsets, void* opaque) {
        self(opaque).onCommitDone(code, offsets, 0);
    });
}

void RdkafkaClient::onClientError(rd_kafka_resp_err_t code, std::string_view text)
{
    const Error error = translateError(code, m_watch.complete(text), {}, m_bootstrapServers);
    if (refusesLogin(error))
        m_refusedLogin = error;
    m_listener.onError(error);
}

void RdkafkaClient::stopLoggingIn()
{
    if (!m_refusedLogin || m_watch.logins() < SecurityWatch::mostLogins) {
        if (m_watch.logins() == 0)
            m_refusedLogin.reset(); // it got through after all
        return;
    }
    Error error = std::move(*m_refusedLogin);
    m_refusedLogin.reset();
    error.fatal = true;
    error.message += fmt::format(" Stopped after {} refusals, so that the account is not locked.", SecurityWatch::mostLogins);
    m_listener.onError(error);
}

void RdkafkaClient::reportFailure(rd_kafka_resp_err_t code, std::string_view what)
{
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        m_listener.onError(translateError(code, {}, std::string(what)));
}

bool RdkafkaClient::cooperative() const
{
    const char* protocol = rd_kafka_rebalance_protocol(m_client);
    return protocol != nullptr && std::string_view(protocol) == "COOPERATIVE";
}

void RdkafkaClient::onRebalance(rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* partitions)
{
    assignWhatCame(); // in the order of the callbacks
    if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        m_toAssign.reset(rd_kafka_topic_partition_list_copy(partitions));
        rd_kafka_queue_yield(m_queue.get()); // the call that serves this need not wait its time out
        return;
    }
    if (code != RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS)
        reportFailure(code, "rebalance");
    revoke(partitions);
}

void RdkafkaClient::assignWhatCame()
{
    if (const PartitionListPtr partitions = std::move(m_toAssign))
        assign(partitions.get());
}

void RdkafkaClient::assign(rd_kafka_topic_partition_list_t* partitions)
{
    const std::vector<Slot> slots = slotsOf(*partitions);
    const std::vector<StartOffset> starts = m_listener.onAssigned(slots);
    for (const StartOffset& start : starts) {
        const TopicPartition& name = m_slots.name(start.slot);
        rd_kafka_topic_partition_list_set_offset(partitions, name.topic.c_str(), name.partition, clientOffset(start));
        remember(start);
    }
    m_assigned.insert(m_assigned.end(), slots.begin(), slots.end());
    if (cooperative()) {
        const RdErrorPtr error(rd_kafka_incremental_assign(m_client, partitions));
        if (error)
            reportFailure(rd_kafka_error_code(error.get()), "assign");
    } else {
        reportFailure(rd_kafka_assign(m_client, partitions), "assign");
    }
    if (m_pauseNew && !slots.empty()) {
        reportFailure(rd_kafka_pause_partitions(m_client, partitions), "pause");
        m_paused.insert(m_paused.end(), slots.begin(), slots.end());
    }
}

void RdkafkaClient::revoke(rd_kafka_topic_partition_list_t* partitions)
{
    const std::vector<Slot> slots = slotsOf(*partitions);
    m_revokedInTake.insert(m_revokedInTake.end(), slots.begin(), slots.end());
    m_listener.onRevoked(slots, rd_kafka_assignment_lost(m_client) != 0);
    remove(m_assigned, slots);
    remove(m_restart, slots);
    std::erase_if(m_lost, [&](const LostPlace& lost) { return std::find(slots.begin(), slots.end(), lost.slot) != slots.end(); });
    // A pause outlives a rebalance in the client: lift it, or the partition stays paused when it comes back.
    std::vector<Slot> paused;
    std::copy_if(slots.begin(), slots.end(), std::back_inserter(paused), [&](Slot slot) { return std::find(m_paused.begin(), m_paused.end(), slot) != m_paused.end(); });
    if (!paused.empty() && !m_closing)
        rd_kafka_resume_partitions(m_client, listOf(paused, RD_KAFKA_OFFSET_INVALID).get());
    remove(m_paused, paused);
    if (cooperative()) {
        const RdErrorPtr error(rd_kafka_incremental_unassign(m_client, partitions));
        if (error)
            reportFailure(rd_kafka_error_code(error.get()), "unassign");
    } else {
        reportFailure(rd_kafka_assign(m_client, nullptr), "unassign");
    }
}

std::vector<SlotOffset>::const_iterator RdkafkaClient::misplaced(Slot slot) const
{
    return std::find_if(m_misplaced.begin(), m_misplaced.end(), [slot](const SlotOffset& o) { return o.slot == slot; });
}

/// The client takes the place behind an error for its own position, and goes on doing so until a message from further on was taken:
/// where the log was cut off, or is another's of the same name, that is beyond messages that are still to come.
void RdkafkaClient::misplace(Slot slot, Offset behind)
{
    const auto known = misplaced(slot);
    const Offset until = known == m_misplaced.end() ? behind : std::max(behind, known->offset);
    std::erase_if(m_misplaced, [slot](const SlotOffset& o) { return o.slot == slot; });
    m_misplaced.push_back({slot, until});
}

/// When the broker's log was cut off the client names no offset, as for a group without a commit: but here one was read.
Offset RdkafkaClient::lostOffset(Slot slot, Offset named) const
{
    const StartOffset at = named < 0 ? resumePoint(slot) : StartOffset{};
    return at.kind == StartOffset::Kind::exact ? at.value : named;
}

void RdkafkaClient::onErrorMessage(const rd_kafka_message_t& message)
{
    if (message.err == RD_KAFKA_RESP_ERR__FATAL) { // comes both here and in the error callback, in either order
        m_listener.onError(fatalCause(m_client));
        return;
    }
    const bool named = message.rkt != nullptr && message.partition >= 0;
    const Slot slot = named ? m_slots.slot(message) : 0;
    if (named)
        misplace(slot, message.offset + 1);
    const char* text = rd_kafka_message_errstr(&message);
    std::string context = named ? contextOf(m_slots.name(slot)) : std::string();
    const Error error = translateError(message.err, text == nullptr ? "" : text, std::move(context));
    if (named && message.err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
        onLost(slot, lostOffset(slot, message.offset), error);
    else
        m_listener.onError(error);
}

Result<void> RdkafkaClient::pauseAll()
{
    m_pauseNew = true;
    m_toWake.clear();
    std::vector<Slot> running = m_assigned;
    remove(running, m_paused); // pausing what is paused would drop the prefetch once more
    if (running.empty())
        return {};
    const rd_kafka_resp_err_t code = rd_kafka_pause_partitions(m_client, listOf(running, RD_KAFKA_OFFSET_INVALID).get());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, {}, "pause"));
    m_paused.insert(m_paused.end(), running.begin(), running.end());
    return {};
}

void RdkafkaClient::wakeNext()
{
    if (m_toWake.empty())
        return;
    static_cast<void>(queryWatermarks(m_toWake.front(), Milliseconds(1)));
    m_toWake.pop_front();
}

Result<void> RdkafkaClient::resumeAll()
{
    m_pauseNew = false;
    if (m_paused.empty())
        return {};
    const rd_kafka_resp_err_t code = rd_kafka_resume_partitions(m_client, listOf(m_paused, RD_KAFKA_OFFSET_INVALID).get());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(code, {}, "resume"));
    // Nothing wakes the broker threads by itself; without this the first fetch waits up to a second.
    // Each waits for a ms, in which what comes is not seen: most brokers are among the first, the others follow with the takes.
    constexpr std::size_t wakeUps = 16;
    constexpr std::size_t atOnce = 3;
    m_toWake.assign(m_paused.begin(), m_paused.begin() + static_cast<std::ptrdiff_t>(std::min(wakeUps, m_paused.size())));
    for (std::size_t i = 0; i < atOnce; ++i)
        wakeNext();
    Result<void> result;
    for (const Slot slot : m_paused) {
        if (misplaced(slot) != m_misplaced.end() && !standsStill(slot))
            result = seek(resumePoint(slot));
    }
    m_paused.clear();
    return result;
}

} // namespace headroom::core
