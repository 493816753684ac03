// SPDX-License-Identifier: GPL-3.0-or-later
// Creates a topic and fills it with records of one size, as fast as the broker takes them; every record is confirmed.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

namespace {

constexpr int adminMs = 30'000;
constexpr int flushMs = 300'000;

struct Options {
    std::string brokers;
    std::string topic;
    std::string codec = "none";
    std::int64_t messages = 0;
    std::size_t size = 100;
    double ratio = 1; ///< how many times a codec makes a value smaller, about
    int partitions = 8;
};

struct Delivered {
    std::int64_t good = 0;
    std::int64_t bad = 0;
};

rd_kafka_t* makeProducer(const Options& options, Delivered& delivered)
{
    std::array<char, 512> problem{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    for (const auto& [name, value] : {std::pair("bootstrap.servers", options.brokers.c_str()), std::pair("compression.codec", options.codec.c_str()),
             std::pair("linger.ms", "50"), std::pair("batch.num.messages", "10000"), std::pair("batch.size", "500000"), std::pair("acks", "1")}) {
        if (rd_kafka_conf_set(conf, name, value, problem.data(), problem.size()) != RD_KAFKA_CONF_OK) {
            fmt::print(stderr, "{}={}: {}\n", name, value, problem.data());
            return nullptr;
        }
    }
    rd_kafka_conf_set_opaque(conf, &delivered);
    rd_kafka_conf_set_dr_msg_cb(conf, [](rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
        auto& counts = *static_cast<Delivered*>(opaque);
        ++(message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? counts.good : counts.bad);
    });
    rd_kafka_t* client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, problem.data(), problem.size());
    if (client == nullptr)
        fmt::print(stderr, "{}\n", problem.data());
    return client;
}

bool createTopic(rd_kafka_t* client, const Options& options)
{
    rd_kafka_NewTopic_t* topic = rd_kafka_NewTopic_new(options.topic.c_str(), options.partitions, 1, nullptr, 0);
    rd_kafka_queue_t* queue = rd_kafka_queue_new(client);
    rd_kafka_CreateTopics(client, &topic, 1, nullptr, queue);
    rd_kafka_event_t* event = rd_kafka_queue_poll(queue, adminMs);
    bool created = event != nullptr && rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR;
    if (created) {
        std::size_t count = 0;
        const auto* const* topics = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count);
        created = count == 1 && rd_kafka_topic_result_error(topics[0]) == RD_KAFKA_RESP_ERR_NO_ERROR;
        if (!created && count == 1)
            fmt::print(stderr, "{}: {}\n", options.topic, rd_kafka_topic_result_error_string(topics[0]));
    }
    if (event != nullptr)
        rd_kafka_event_destroy(event);
    rd_kafka_queue_destroy(queue);
    rd_kafka_NewTopic_destroy(topic);
    return created;
}

/// Values: `fresh` bytes that no other record has, the rest the same in all.
class Values {
public:
    explicit Values(const Options& options) : m_value(options.size, '.')
    {
        constexpr double framing = 12; // what a record and its match cost in a compressed batch
        const double fresh = static_cast<double>(options.size) / options.ratio - (options.ratio > 1 ? framing : 0);
        m_fresh = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(0.0, fresh)), std::min<std::size_t>(8, options.size), options.size);
    }
    const std::string& next()
    {
        for (std::size_t i = 0; i < m_fresh; i += sizeof(std::uint64_t)) {
            const auto bits = m_random();
            std::memcpy(m_value.data() + i, &bits, std::min(sizeof bits, m_fresh - i));
        }
        return m_value;
    }

private:
    std::mt19937_64 m_random{1};
    std::string m_value;
    std::size_t m_fresh;
};

bool fill(rd_kafka_t* client, const Options& options)
{
    rd_kafka_topic_t* topic = rd_kafka_topic_new(client, options.topic.c_str(), nullptr);
    Values values(options);
    bool good = topic != nullptr;
    for (std::int64_t i = 0; good && i < options.messages;) {
        const auto& value = values.next();
        const auto partition = static_cast<std::int32_t>(i % options.partitions);
        if (rd_kafka_produce(topic, partition, RD_KAFKA_MSG_F_COPY, const_cast<char*>(value.data()), value.size(), nullptr, 0, nullptr) == 0) {
            if (++i % 1000 == 0)
                rd_kafka_poll(client, 0);
        } else if (rd_kafka_last_error() == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            rd_kafka_poll(client, 20);
        } else {
            fmt::print(stderr, "{}\n", rd_kafka_err2str(rd_kafka_last_error()));
            good = false;
        }
    }
    good = good && rd_kafka_flush(client, flushMs) == RD_KAFKA_RESP_ERR_NO_ERROR;
    if (topic != nullptr)
        rd_kafka_topic_destroy(topic);
    return good;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Fills a new topic.");
    Options options;
    app.add_option("--brokers", options.brokers)->required();
    app.add_option("--topic", options.topic)->required();
    app.add_option("--messages", options.messages)->required();
    app.add_option("--size", options.size, "Bytes of a value");
    app.add_option("--codec", options.codec);
    app.add_option("--ratio", options.ratio, "How many times a codec makes a value smaller, about");
    app.add_option("--partitions", options.partitions);
    CLI11_PARSE(app, argc, argv);

    Delivered delivered;
    rd_kafka_t* client = makeProducer(options, delivered);
    if (client == nullptr)
        return 1;
    const auto start = std::chrono::steady_clock::now();
    const bool good = createTopic(client, options) && fill(client, options) && delivered.bad == 0 && delivered.good == options.messages;
    rd_kafka_destroy(client);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    fmt::print(stderr, "{}: {} records of {} B in {:.1f} s{}\n", options.topic, delivered.good, options.size, elapsed.count(), good ? "" : ", NOT complete");
    return good ? 0 : 1;
}
