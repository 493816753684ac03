// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/demo_producer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>
// The mock needs rdkafka.h before it.
#include <librdkafka/rdkafka_mock.h>
#include <nlohmann/json.hpp>

namespace headroom::core {
namespace {

constexpr std::int64_t stepRecords = 2000; // per call, so that signals and standard input are seen in between
constexpr int connectMs = 2000;
constexpr int initialFlushMs = 1000;
constexpr int sendTries = 200; // each waits up to 10 ms

void logLine(const rd_kafka_t* /*client*/, int level, const char* /*facility*/, const char* text)
{
    constexpr int warning = 4;
    if (level < warning) // the mock announces itself as a warning
        fmt::print(stderr, "demo broker: {}\n", text);
}

void* asOpaque(Bytes bytes)
{
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(bytes));
}

Bytes fromOpaque(const void* opaque)
{
    return static_cast<Bytes>(reinterpret_cast<std::intptr_t>(opaque));
}

// The array form: the variadic one is made of C casts.
rd_kafka_vu_t item(rd_kafka_vtype_t type)
{
    rd_kafka_vu_t vu{};
    vu.vtype = type;
    return vu;
}

} // namespace

DemoProducer::DemoProducer(const DemoLoad& load)
    : m_load(load), m_generator(load), m_backlogs(static_cast<std::size_t>(load.partitions)),
      m_told(static_cast<std::size_t>(load.partitions), unknownOffset),
      m_initialLeft(load.initialMessages)
{
}

DemoProducer::~DemoProducer()
{
    m_watch.reset();
    if (m_client == nullptr)
        return;
    if (m_topic != nullptr)
        rd_kafka_topic_destroy(m_topic);
    rd_kafka_purge(m_client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_destroy(m_client);
}

Result<std::unique_ptr<DemoProducer>> DemoProducer::create(const DemoLoad& load)
{
    std::unique_ptr<DemoProducer> producer(new DemoProducer(load));
    if (auto opened = producer->open(); !opened)
        return tl::unexpected(std::move(opened.error()));
    return producer;
}

Result<void> DemoProducer::open()
{
    const auto batch = std::to_string(m_load.batchBytes);
    const char* statistics = m_load.partitions > 100 ? "2000" : "250"; // their size grows with the partitions
    std::array<char, 512> problem{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    const std::string brokers = std::to_string(m_load.brokers);
    for (const auto& [name, value] : {std::pair<const char*, const char*>{"test.mock.num.brokers", brokers.c_str()}, {"client.id", "headroom-demo"},
             {"compression.codec", m_load.codec.c_str()}, {"batch.size", batch.c_str()}, {"linger.ms", "50"}, {"acks", "1"},
             {"max.in.flight", "1"}, {"queue.buffering.max.kbytes", "32768"}, {"statistics.interval.ms", statistics}}) {
        if (rd_kafka_conf_set(conf, name, value, problem.data(), problem.size()) != RD_KAFKA_CONF_OK) {
            rd_kafka_conf_destroy(conf);
            return fail(ErrorCode::internal, fmt::format("The demo broker's client refused {}={}: {}", name, value, problem.data()), name);
        }
    }
    rd_kafka_conf_set_opaque(conf, this);
    rd_kafka_conf_set_log_cb(conf, &logLine);
    rd_kafka_conf_set_dr_msg_cb(conf, [](rd_kafka_t*, const rd_kafka_message_t* message, void* self) {
        static_cast<DemoProducer*>(self)->delivered(*message);
    });
    rd_kafka_conf_set_stats_cb(conf, [](rd_kafka_t*, char* json, std::size_t size, void* self) {
        static_cast<DemoProducer*>(self)->measured(json, size);
        return 0;
    });
    m_client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, problem.data(), problem.size());
    if (m_client == nullptr) {
        rd_kafka_conf_destroy(conf);
        return fail(ErrorCode::internal, fmt::format("The demo broker could not be made: {}", problem.data()));
    }
    return openTopic();
}

Result<void> DemoProducer::openTopic()
{
    rd_kafka_mock_cluster_t* cluster = rd_kafka_handle_mock_cluster(m_client);
    if (cluster == nullptr)
        return fail(ErrorCode::internal, "This client library has no mock cluster; the demo broker needs one.");
    m_bootstrapServers = rd_kafka_mock_cluster_bootstraps(cluster);
#if RD_KAFKA_VERSION >= 0x02040000
    rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, static_cast<std::int32_t>(m_load.rebalanceDelayMs));
#endif
    const auto error = rd_kafka_mock_topic_create(cluster, m_load.topic.c_str(), static_cast<int>(m_load.partitions), 1);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return fail(ErrorCode::internal, fmt::format("Topic {} could not be made: {}", m_load.topic, rd_kafka_err2str(error)), m_load.topic);
    m_topic = rd_kafka_topic_new(m_client, m_load.topic.c_str(), nullptr);
    if (m_topic == nullptr)
        return fail(ErrorCode::internal, fmt::format("Topic {} was refused: {}", m_load.topic, rd_kafka_err2str(rd_kafka_last_error())), m_load.topic);
    if (m_load.group.empty())
        return {};
    m_watch = std::make_unique<GroupWatch>();
    return m_watch->start(m_bootstrapServers, m_load.group, m_load.topic, static_cast<std::int32_t>(m_load.partitions));
}

void DemoProducer::connect()
{
    const rd_kafka_metadata_t* metadata = nullptr;
    if (rd_kafka_metadata(m_client, 0, m_topic, &metadata, connectMs) == RD_KAFKA_RESP_ERR_NO_ERROR)
        rd_kafka_metadata_destroy(metadata);
}

bool DemoProducer::step()
{
    rd_kafka_poll(m_client, 0);
    if (m_initialLeft > 0)
        return stepInitial();
    if (done())
        return true;
    if (m_load.messagesPerSecond <= 0)
        return produce(stepRecords) < stepRecords;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_start;
    const double due = recordsDue(m_load, elapsed.count()) - m_skipped - static_cast<double>(m_paced);
    const auto wanted = static_cast<std::int64_t>(std::floor(std::max(0.0, due)));
    const auto now = std::min(wanted, stepRecords);
    const auto made = produce(now);
    m_paced += made;
    if (made < now)
        m_skipped += static_cast<double>(wanted - made);
    return made < now || made == wanted;
}

bool DemoProducer::stepInitial()
{
    const auto wanted = std::min(m_initialLeft, stepRecords);
    const auto made = produce(wanted);
    m_initialLeft = made < wanted ? 0 : m_initialLeft - made;
    if (m_initialLeft == 0) {
        rd_kafka_flush(m_client, initialFlushMs); // without the linger
        m_start = std::chrono::steady_clock::now();
    }
    return false;
}

void DemoProducer::readerAt(std::int32_t partition, Offset next)
{
    const auto index = static_cast<std::size_t>(partition);
    if (partition >= 0 && index < m_told.size())
        m_told[index] = std::max<Offset>(next, 0);
}

void DemoProducer::setReachable(bool reachable)
{
    rd_kafka_mock_cluster_t* cluster = rd_kafka_handle_mock_cluster(m_client);
    for (std::int32_t broker = 1; broker <= m_load.brokers; ++broker) {
        if (reachable)
            rd_kafka_mock_broker_set_up(cluster, broker);
        else
            rd_kafka_mock_broker_set_down(cluster, broker);
    }
}

bool DemoProducer::hasRoom(std::size_t partition) const
{
    Offset next = m_told[partition];
    if (next == unknownOffset && !m_watch)
        return true;
    if (next == unknownOffset)
        next = m_watch->committed(static_cast<std::int32_t>(partition));
    return static_cast<double>(m_backlogs[partition].beyond(next)) * m_ratio.value() < static_cast<double>(m_load.backlogBytes);
}

int DemoProducer::pickPartition()
{
    const auto count = static_cast<int>(m_load.partitions);
    for (int tried = 0; tried < count; ++tried) {
        m_lastPartition = (m_lastPartition + 1) % count;
        if (hasRoom(static_cast<std::size_t>(m_lastPartition)))
            return m_lastPartition;
    }
    return -1;
}

std::int64_t DemoProducer::produce(std::int64_t count)
{
    std::int64_t made = 0;
    while (made < count && !done()) {
        const int partition = pickPartition();
        if (partition < 0)
            break;
        const auto& record = m_generator.next(partition);
        // A record is never dropped here, else its id would be missing: the queue drains at the broker's pace.
        bool sent = send(partition, record);
        for (int tried = 0; !sent && tried < sendTries; ++tried) {
            rd_kafka_poll(m_client, 10);
            sent = send(partition, record);
        }
        if (!sent)
            fmt::print(stderr, "demo broker: record {} was dropped, the send queue stayed full\n", record.id);
        ++made;
    }
    return made;
}

bool DemoProducer::send(std::int32_t partition, const DemoRecord& record)
{
    rd_kafka_headers_t* headers = record.headers.empty() ? nullptr : rd_kafka_headers_new(record.headers.size());
    for (const auto& [name, content] : record.headers)
        rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), content.data(), static_cast<ssize_t>(content.size()));
    std::array<rd_kafka_vu_t, 7> items{item(RD_KAFKA_VTYPE_RKT), item(RD_KAFKA_VTYPE_PARTITION), item(RD_KAFKA_VTYPE_MSGFLAGS),
        item(RD_KAFKA_VTYPE_OPAQUE), item(RD_KAFKA_VTYPE_VALUE), item(RD_KAFKA_VTYPE_KEY), item(RD_KAFKA_VTYPE_HEADERS)};
    items[0].u.rkt = m_topic;
    items[1].u.i32 = partition;
    items[2].u.i = RD_KAFKA_MSG_F_COPY;
    items[3].u.ptr = asOpaque(record.bytes());
    if (record.value) // with MSG_F_COPY the bytes are only read
        items[4].u.mem = {const_cast<char*>(record.value->data()), record.value->size()};
    if (record.key)
        items[5].u.mem = {const_cast<char*>(record.key->data()), record.key->size()};
    items[6].u.headers = headers;
    rd_kafka_error_t* error = rd_kafka_produceva(m_client, items.data(), headers != nullptr ? items.size() : items.size() - 1);
    if (error == nullptr) {
        m_backlogs[static_cast<std::size_t>(partition)].sent(record.bytes());
        m_sentBytes += record.bytes();
        ++m_sentRecords;
        return true;
    }
    const auto code = rd_kafka_error_code(error);
    if (headers != nullptr)
        rd_kafka_headers_destroy(headers);
    if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL)
        fmt::print(stderr, "demo broker: record {} was refused: {}\n", record.id, rd_kafka_error_string(error));
    rd_kafka_error_destroy(error);
    return code != RD_KAFKA_RESP_ERR__QUEUE_FULL;
}

void DemoProducer::delivered(const rd_kafka_message_t& message)
{
    const Bytes bytes = fromOpaque(message._private);
    auto& backlog = m_backlogs[static_cast<std::size_t>(message.partition)];
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        backlog.failed(bytes);
        return;
    }
    backlog.stored(message.offset, bytes);
}

void DemoProducer::measured(const char* json, std::size_t size)
{
    const auto statistics = nlohmann::json::parse(json, json + size, nullptr, false);
    const auto topics = statistics.find("topics");
    if (topics == statistics.end())
        return;
    const auto topic = topics->find(m_load.topic);
    if (topic == topics->end())
        return;
    // Both figures are of the batches sent since the last time; what was delivered meanwhile is something else.
    const auto stored = topic->value(nlohmann::json::json_pointer("/batchsize/sum"), Bytes{0});
    const auto records = topic->value(nlohmann::json::json_pointer("/batchcnt/sum"), std::int64_t{0});
    if (m_sentRecords > 0)
        m_ratio.measured(stored, records * m_sentBytes / m_sentRecords);
}

} // namespace headroom::core
