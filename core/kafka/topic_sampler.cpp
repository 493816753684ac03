// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/topic_sampler.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/kafka/client_error.h"
#include "core/kafka/consumer_port.h"
#include "core/kafka/sampler_client.h"
#include "core/settings/security.h"
#include "core/settings/topic_list.h"

namespace headroom::core {
namespace {

using MetadataPtr = std::unique_ptr<const rd_kafka_metadata_t, Destroyer<rd_kafka_metadata_destroy>>;

/// So many tell enough of a topic's sizes; below, a sample waits for more until its time is over.
constexpr std::int64_t telling = 1000;

/// The settings with the limits of a sample. No group, no commits.
Settings sampleSettings(const Settings& given, SampleFetch fetch)
{
    Settings settings = given;
    settings.groupId.clear();
    settings.groupInstanceId.clear();
    settings.groupProtocol = "classic";
    settings.commitMode = "manual";
    settings.statisticsIntervalMs = 100;
    if (fetch == SampleFetch::batchByBatch) {
        constexpr std::int64_t leastOfClient = 1000; // the first batch comes whole, so this is one batch
        settings.fetchMaxBytes = settings.maxPartitionFetchBytes = settings.messageMaxBytes = leastOfClient;
        settings.fetchMinBytes = 1;
        settings.fetchQueueBackoffMs = 1;
        settings.queuedMaxMessagesKbytes = 1024;
        settings.queuedMinMessages = 10'000;
    }
    return settings;
}

} // namespace

Result<void> TopicSampler::open(SettingRows rows, SampleFetch fetch)
{
    m_fills = fetch == SampleFetch::asSettings;
    auto conf = makeClientConf(rows, sampleSettings(m_settings, fetch));
    if (!conf)
        return tl::unexpected(conf.error());
    rd_kafka_conf_set(conf->get(), "enable.partition.eof", "true", nullptr, 0);
    rd_kafka_conf_set_opaque(conf->get(), this);
    rd_kafka_conf_set_log_cb(conf->get(), [](const rd_kafka_t*, int, const char*, const char*) {}); // failures come by the other callback, with a code
    rd_kafka_conf_set_stats_cb(conf->get(), [](rd_kafka_t*, char* json, std::size_t size, void* opaque) {
        auto& self = *static_cast<TopicSampler*>(opaque);
        ++self.m_reports;
        self.m_listener.onStatistics({json, size});
        return 0; // the library frees the text
    });
    rd_kafka_conf_set_error_cb(conf->get(), [](rd_kafka_t*, int code, const char* text, void* opaque) {
        auto& self = *static_cast<TopicSampler*>(opaque);
        Error error = translateError(static_cast<rd_kafka_resp_err_t>(code), self.m_watch.complete(text == nullptr ? "" : text));
        if (self.m_lastError && sumsUpOthers(error))
            return;
        self.m_lastError = std::move(error);
        if (self.m_lastError->code == ErrorCode::unauthorized)
            self.m_failure = self.m_lastError;
    });
    m_watch.install<TopicSampler>(conf->get());
    std::array<char, 512> reason{};
    m_client = rd_kafka_new(RD_KAFKA_CONSUMER, conf->get(), reason.data(), reason.size());
    if (m_client == nullptr) {
        abandonConf(std::move(*conf));
        return tl::unexpected(refusedSettings(reason.data(), !m_settings.sslKeyPassword.empty()));
    }
    static_cast<void>(conf->release()); // the client owns it now
    rd_kafka_set_log_queue(m_client, nullptr);
    m_queue.reset(rd_kafka_queue_new(m_client));
    return {};
}

Result<SampleOutcome> TopicSampler::run()
{
    if (auto connected = connect(); !connected)
        return m_cancelled ? Result<SampleOutcome>(m_outcome) : tl::unexpected(connected.error());
    std::vector<std::int32_t> partitions;
    for (const auto& [broker, count] : m_leaders)
        partitions.push_back(count);
    m_listener.onConnected(partitions);

    const SteadyTime start = std::chrono::steady_clock::now();
    placeAtEnds();
    readStretches(std::max<std::int64_t>(1, m_limits.messages / 2), m_limits.bytes / 2, start + m_limits.time / 2);
    if (!ended() && placeAtBeginnings())
        readStretches(m_limits.messages, m_limits.bytes, start + m_limits.time);
    if (!ended() && m_outcome.end == SampleEnd::allRead && m_outcome.messages < std::min(telling, m_limits.messages)) {
        placeAtEnds(); // all was read, and little: what is produced meanwhile counts too
        readStretches(std::min(telling, m_limits.messages), m_limits.bytes, start + m_limits.time, true);
    }
    if (m_failure)
        return tl::unexpected(*m_failure);
    awaitStatistics();
    return m_outcome;
}

/// How long the next question may wait. Short at first, so that an impatient user is heard; longer, so that a slow broker is.
Milliseconds TopicSampler::slice()
{
    const auto left = std::chrono::duration_cast<Milliseconds>(m_connectBy - std::chrono::steady_clock::now());
    return std::clamp(Milliseconds(250 << std::min(m_tries++, 3)), Milliseconds(1), std::max(left, Milliseconds(1)));
}

Error TopicSampler::unanswered() const
{
    if (m_lastError && m_lastError->code == ErrorCode::notABroker)
        return *m_lastError;
    const std::string last = m_lastError ? fmt::format(" The last reason was: {}.", m_lastError->message.substr(0, m_lastError->message.find(". "))) : "";
    return {ErrorCode::unreachable,
            fmt::format("No broker answers at {} within {}: check the host and port, that the broker runs, and its listeners.{}", m_settings.bootstrapServers,
                        formatDuration(Milliseconds(m_settings.socketTimeoutMs)), last),
            m_settings.bootstrapServers, true, false, 0};
}

Result<void> TopicSampler::connect()
{
    for (const std::string& name : topicNames(m_settings.topic)) {
        m_topics.emplace_back(rd_kafka_topic_new(m_client, name.c_str(), nullptr));
        if (auto asked = askPartitions(name, m_topics.back().get()); !asked)
            return asked;
    }
    m_outcome.partitions = static_cast<std::int64_t>(m_stretches.size());
    constexpr std::int64_t earliest = -2, latest = -1; // of Kafka's ListOffsets
    if (auto asked = askOffsets(earliest, &SampleStretch::low); !asked)
        return asked;
    if (auto asked = askOffsets(latest, &SampleStretch::high); !asked)
        return asked;
    m_outcome.emptyPartitions = std::count_if(m_stretches.begin(), m_stretches.end(), [](const SampleStretch& s) { return s.low >= s.high; });
    return {};
}

Result<void> TopicSampler::askPartitions(const std::string& name, rd_kafka_topic_t* topic)
{
    while (!ended() && std::chrono::steady_clock::now() < m_connectBy) {
        const rd_kafka_metadata_t* raw = nullptr;
        const rd_kafka_resp_err_t code = rd_kafka_metadata(m_client, 0, topic, &raw, static_cast<int>(slice().count()));
        rd_kafka_poll(m_client, 0);
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
            continue;
        const MetadataPtr metadata(raw);
        const auto taken = takePartitions(name, topic, *metadata);
        if (!taken)
            return tl::unexpected(taken.error());
        if (*taken)
            return {};
        rd_kafka_poll(m_client, static_cast<int>(samplePollTime.count())); // a leader is being elected
    }
    return tl::unexpected(m_failure ? *m_failure : unanswered());
}

/// False when a partition has no leader yet.
Result<bool> TopicSampler::takePartitions(const std::string& name, rd_kafka_topic_t* topic, const rd_kafka_metadata_t& metadata)
{
    if (metadata.topic_cnt != 1 || metadata.topics[0].err == RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE)
        return false;
    const rd_kafka_metadata_topic_t& found = metadata.topics[0];
    if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError(found.err, fmt::format("topic {}: {}", name, rd_kafka_err2str(found.err)), name));
    const std::span<const rd_kafka_metadata_partition_t> partitions(found.partitions, static_cast<std::size_t>(found.partition_cnt));
    if (partitions.empty() || std::any_of(partitions.begin(), partitions.end(), [](const auto& p) { return p.leader < 0; }))
        return false;
    for (const rd_kafka_metadata_partition_t& partition : partitions) {
        ++m_leaders[partition.leader];
        static_cast<void>(m_slots.slot(name, partition.id)); // slots count up with the stretches
        m_stretches.push_back({{name, partition.id}, topic, unknownOffset, unknownOffset, unknownOffset, unknownOffset, false});
    }
    return true;
}

/// One request for each broker, whatever the number of partitions.
Result<void> TopicSampler::askOffsets(std::int64_t which, Offset SampleStretch::*member)
{
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__TIMED_OUT;
    while (!ended() && std::chrono::steady_clock::now() < m_connectBy) {
        const PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(m_stretches.size())));
        for (const SampleStretch& stretch : m_stretches)
            rd_kafka_topic_partition_list_add(list.get(), stretch.name.topic.c_str(), stretch.name.partition)->offset = which;
        code = rd_kafka_offsets_for_times(m_client, list.get(), static_cast<int>(slice().count()));
        rd_kafka_poll(m_client, 0);
        for (int i = 0; i < list->cnt && code == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
            code = list->elems[i].err;
            m_stretches[static_cast<std::size_t>(i)].*member = std::max<Offset>(0, list->elems[i].offset);
        }
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
            return {};
        // That the partitions exist is known by now; a broker that has just woken up may say otherwise for a while.
        m_lastError = translateError(code, {}, m_settings.topic);
        if (m_lastError->code == ErrorCode::unauthorized)
            return tl::unexpected(*m_lastError);
        rd_kafka_poll(m_client, static_cast<int>(samplePollTime.count()));
    }
    return tl::unexpected(m_failure ? *m_failure : unanswered());
}

/// A report made after the last response; the next one may have been begun before it.
void TopicSampler::awaitStatistics()
{
    const SteadyTime until = std::chrono::steady_clock::now() + Milliseconds(500);
    const std::int64_t wanted = m_reports + 2;
    while (m_reports < wanted && std::chrono::steady_clock::now() < until && !ended())
        rd_kafka_poll(m_client, static_cast<int>(samplePollTime.count()));
}

Result<SampleOutcome> sampleTopics(SettingRows rows, const Settings& settings, const SampleLimits& limits, SampleFetch fetch, SampleListener& listener)
{
    if (limits.messages <= 0 || limits.bytes <= 0 || limits.time.count() <= 0)
        return fail(ErrorCode::invalidSetting, "A sample needs messages, bytes and time above 0.", "sample");
    Redactor redactor;
    addSecrets(rows, settings, redactor);
    const auto cleaned = [&redactor](Error error) { return redactor.clean(std::move(error)); };
    TopicSampler sampler(settings, limits, listener);
    if (auto opened = sampler.open(rows, fetch); !opened)
        return tl::unexpected(cleaned(opened.error()));
    return sampler.run().map_error(cleaned);
}

} // namespace headroom::core
