// SPDX-License-Identifier: GPL-3.0-or-later
// The yardsticks: the shortest loops that read a topic in a group and commit. They count messages and bytes and do nothing
// else, not even ask for statistics. Batches (rd_kafka_consume_batch_queue) or one message at a time (--poll); committing
// by itself, or, with --library-defaults, as the library does when nobody sets anything: then statistics tell at a slow
// pace how many fetches that took. Prints one line of JSON.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <librdkafka/rdkafka.h>
#include <malloc.h>
#include <sys/resource.h>

namespace {

using Steady = std::chrono::steady_clock;

struct Options {
    std::string topic;
    std::vector<std::string> properties; ///< name=value
    std::int64_t messages = 0;
    std::size_t batch = 10;
    std::int64_t commitIntervalMs = 5000;
    int idleSeconds = 30;
    bool poll = false;
    bool libraryDefaults = false;
};

struct Totals {
    std::vector<std::int64_t> next = std::vector<std::int64_t>(1, 0); ///< offset to commit, by partition
    std::int64_t messages = 0;
    std::int64_t bytes = 0;
    std::int64_t commits = 0;
    Steady::time_point first;
    Steady::time_point last;
};

/// What the library's callbacks saw; the opaque of the client.
struct Seen {
    std::int64_t baseline = 0; ///< RSS when partitions are about to be assigned: connected, nothing fetched yet
    std::int64_t fetches = 0;
    Steady::time_point fetchesAt;
};

/// A line of /proc/self/status in bytes; 0 when the kernel does not tell.
std::int64_t statusBytes(std::string_view name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name))
            return std::stoll(line.substr(name.size() + 1)) * 1024;
    return 0;
}

/// The baseline as Headroom takes it: after one trim.
void onRebalance(rd_kafka_t* client, rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t* partitions, void* opaque)
{
    auto& seen = *static_cast<Seen*>(opaque);
    if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS && seen.baseline == 0) {
        malloc_trim(0);
        seen.baseline = statusBytes("VmRSS:");
    }
    rd_kafka_assign(client, what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS ? partitions : nullptr);
}

/// Sums up "Fetch":N over the brokers.
int onStatistics(rd_kafka_t*, char* json, size_t length, void* opaque)
{
    constexpr std::string_view field = "\"Fetch\":";
    const std::string_view text(json, length);
    std::int64_t sum = 0;
    for (auto at = text.find(field); at != std::string_view::npos; at = text.find(field, at + 1)) {
        std::int64_t count = 0;
        const char* begin = text.data() + at + field.size();
        std::from_chars(begin + std::string_view(begin, 1).starts_with(' '), text.data() + length, count);
        sum += count;
    }
    auto& seen = *static_cast<Seen*>(opaque);
    seen.fetches = sum;
    seen.fetchesAt = Steady::now();
    return 0;
}

rd_kafka_t* makeConsumer(const Options& options, Seen& seen)
{
    std::array<char, 512> problem{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    for (const auto& property : options.properties) {
        const auto equals = property.find('=');
        if (rd_kafka_conf_set(conf, property.substr(0, equals).c_str(), property.substr(equals + 1).c_str(), problem.data(), problem.size()) != RD_KAFKA_CONF_OK) {
            fmt::print(stderr, "{}: {}\n", property, problem.data());
            return nullptr;
        }
    }
    rd_kafka_conf_set(conf, "auto.offset.reset", "earliest", nullptr, 0);
    rd_kafka_conf_set(conf, "statistics.interval.ms", options.libraryDefaults ? "200" : "0", nullptr, 0);
    for (const char* name : {"enable.auto.commit", "enable.auto.offset.store"})
        rd_kafka_conf_set(conf, name, options.libraryDefaults ? "true" : "false", nullptr, 0);
    rd_kafka_conf_set_opaque(conf, &seen);
    rd_kafka_conf_set_rebalance_cb(conf, onRebalance);
    rd_kafka_conf_set_stats_cb(conf, onStatistics);
    rd_kafka_t* client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, problem.data(), problem.size());
    if (client == nullptr) {
        fmt::print(stderr, "{}\n", problem.data());
        return nullptr;
    }
    rd_kafka_poll_set_consumer(client);
    rd_kafka_topic_partition_list_t* topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, options.topic.c_str(), RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(client, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    return client;
}

void commit(rd_kafka_t* client, const Options& options, Totals& totals)
{
    if (options.libraryDefaults)
        return;
    rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(static_cast<int>(totals.next.size()));
    for (std::size_t partition = 0; partition < totals.next.size(); ++partition)
        if (totals.next[partition] > 0)
            rd_kafka_topic_partition_list_add(list, options.topic.c_str(), static_cast<int>(partition))->offset = totals.next[partition];
    rd_kafka_commit(client, list, 1);
    rd_kafka_topic_partition_list_destroy(list);
    ++totals.commits;
}

void count(rd_kafka_message_t* message, Totals& totals, Steady::time_point now)
{
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        if (totals.messages++ == 0)
            totals.first = now;
        totals.bytes += static_cast<std::int64_t>(message->len + message->key_len);
        const auto partition = static_cast<std::size_t>(message->partition);
        if (partition >= totals.next.size())
            totals.next.resize(partition + 1, 0);
        totals.next[partition] = message->offset + 1;
    }
    rd_kafka_message_destroy(message);
}

/// One call of the library; true when something came.
bool readSome(rd_kafka_t* client, rd_kafka_queue_t* queue, const Options& options, std::vector<rd_kafka_message_t*>& messages, Totals& totals)
{
    if (options.poll) {
        rd_kafka_message_t* message = rd_kafka_consumer_poll(client, 100);
        if (message == nullptr)
            return false;
        const auto now = totals.messages % 64 == 0 || totals.messages + 1 == options.messages ? Steady::now() : totals.last; // a clock reading each would cost
        count(message, totals, now);
        totals.last = now;
        return true;
    }
    // The call waits until the array is full: ask for no more than there is, else the end would cost 100 ms.
    const auto wanted = std::min(options.batch, static_cast<std::size_t>(options.messages - totals.messages));
    const auto taken = rd_kafka_consume_batch_queue(queue, 100, messages.data(), wanted);
    if (taken <= 0)
        return false;
    totals.last = Steady::now();
    for (std::size_t i = 0; i < static_cast<std::size_t>(taken); ++i)
        count(messages[i], totals, totals.last);
    return true;
}

Totals readAll(rd_kafka_t* client, const Options& options)
{
    Totals totals;
    std::vector<rd_kafka_message_t*> messages(options.batch);
    rd_kafka_queue_t* queue = rd_kafka_queue_get_consumer(client);
    auto nextCommit = Steady::now() + std::chrono::milliseconds(options.commitIntervalMs);
    totals.last = Steady::now();
    while (totals.messages < options.messages) {
        if (!readSome(client, queue, options, messages, totals)) {
            if (Steady::now() - totals.last >= std::chrono::seconds(options.idleSeconds))
                break;
        } else if (totals.last >= nextCommit) {
            commit(client, options, totals);
            nextCommit = totals.last + std::chrono::milliseconds(options.commitIntervalMs);
        }
    }
    commit(client, options, totals);
    rd_kafka_queue_destroy(queue);
    return totals;
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main(int argc, char** argv)
try {
    CLI::App app("Reads a topic as fast as the C API allows.");
    Options options;
    app.add_option("--topic", options.topic)->required();
    app.add_option("--messages", options.messages)->required();
    app.add_option("--batch", options.batch, "Most messages of one call")->check(CLI::Range(1, 1'000'000));
    app.add_flag("--poll", options.poll, "One message a call, by rd_kafka_consumer_poll");
    app.add_flag("--library-defaults", options.libraryDefaults, "Let the library commit, as it does when nothing is set");
    app.add_option("--commit-interval-ms", options.commitIntervalMs);
    app.add_option("-X", options.properties, "Client property, name=value")->take_all();
    CLI11_PARSE(app, argc, argv);

    Seen seen;
    rd_kafka_t* client = makeConsumer(options, seen);
    if (client == nullptr)
        return 1;
    const Totals totals = readAll(client, options);
    const auto peak = statusBytes("VmHWM:");
    rd_kafka_consumer_close(client);
    rd_kafka_destroy(client);
    const auto secondsTo = [&totals](Steady::time_point end) { return std::chrono::duration<double>(end - totals.first).count(); };
    const auto rate = [](std::int64_t number, double seconds) { return seconds > 0 ? static_cast<double>(number) / seconds : 0.0; };
    fmt::print("{{\"messages\": {}, \"bytes\": {}, \"elapsed_seconds\": {:.6f}, \"messages_per_second\": {:.1f}, \"cpu_seconds\": {:.3f}, "
               "\"baseline_rss_bytes\": {}, \"peak_rss_bytes\": {}, \"commits\": {}, \"fetches_per_second\": {:.1f}}}\n",
        totals.messages, totals.bytes, secondsTo(totals.last), rate(totals.messages, secondsTo(totals.last)), cpuSeconds(), seen.baseline, peak,
        totals.commits, rate(seen.fetches, secondsTo(seen.fetchesAt)));
    return totals.messages >= options.messages ? 0 : 1;
} catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_raw_loop: %s\n", problem.what());
    return 1;
}
