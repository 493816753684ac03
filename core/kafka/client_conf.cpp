// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/client_conf.h"

#include <algorithm>
#include <array>
#include <csignal>

#include <fmt/format.h>

namespace headroom::core {
namespace {

/// The value as librdkafka takes it: plain numbers, true and false.
std::string clientText(const Settings& settings, const Field& field)
{
    struct Visitor {
        const Settings& values;
        std::string operator()(const BoolField& f) const { return values.*f.member ? "true" : "false"; }
        std::string operator()(const IntField& f) const { return std::to_string(values.*f.member); }
        std::string operator()(const TextField& f) const { return values.*f.member; }
        std::string operator()(const ChoiceField& f) const { return values.*f.member; }
    };
    return std::visit(Visitor{settings}, field);
}

/// With the new group protocol these are defined by the broker, and the client refuses them.
bool belongsToBroker(std::string_view property)
{
    constexpr std::array<std::string_view, 2> brokerSide{"session.timeout.ms", "partition.assignment.strategy"};
    return std::find(brokerSide.begin(), brokerSide.end(), property) != brokerSide.end();
}

Result<void> setProperty(rd_kafka_conf_t* conf, std::string_view id, const std::string& name, const std::string& value)
{
    std::array<char, 512> reason{};
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) == RD_KAFKA_CONF_OK)
        return {};
    return fail(ErrorCode::invalidSetting, fmt::format("{} = {}: the Kafka client refuses it: {}", id, value, reason.data()), std::string(id));
}

/// The client blocks every signal in its threads. A crash signal that is blocked ends the process without any handler, so
/// that nothing could be said; on_new and on_thread_start are the only hooks that run there.
void letCrashesBeSeen(rd_kafka_conf_t* conf)
{
    const auto onThread = [](rd_kafka_t*, rd_kafka_thread_type_t, const char*, void*) {
        sigset_t crashes;
        sigemptyset(&crashes);
        for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL})
            sigaddset(&crashes, signal);
        pthread_sigmask(SIG_UNBLOCK, &crashes, nullptr);
        return RD_KAFKA_RESP_ERR_NO_ERROR;
    };
    static constexpr rd_kafka_interceptor_f_on_thread_start_t* unblock = onThread;
    rd_kafka_conf_interceptor_add_on_new(
        conf, "crashes",
        [](rd_kafka_t* client, const rd_kafka_conf_t*, void*, char*, size_t) { return rd_kafka_interceptor_add_on_thread_start(client, "crashes", unblock, nullptr); }, nullptr);
}

} // namespace

Result<ConfPtr> makeClientConf(SettingRows rows, const Settings& settings)
{
    ConfPtr conf(rd_kafka_conf_new());
    for (const SettingSpec& row : rows) {
        const std::string value = clientText(settings, row.field);
        const bool skip = row.clientProperty.empty() || value.empty() || (settings.groupProtocol == "consumer" && belongsToBroker(row.clientProperty));
        if (skip)
            continue;
        if (auto set = setProperty(conf.get(), row.id, std::string(row.clientProperty), value); !set)
            return tl::unexpected(set.error());
    }
    if (settings.groupProtocol == "consumer") {
        // Named, as clients before 2.12 else derive one from their own assignor, and with it hand over whole assignments
        // without taking the former ones back.
        if (auto set = setProperty(conf.get(), "group-protocol", "group.remote.assignor", "uniform"); !set)
            return tl::unexpected(set.error());
    }
    letCrashesBeSeen(conf.get());
    const bool automatic = settings.commitMode == "auto";
    const std::array<std::pair<const char*, std::string>, 7> own{{
        {"enable.auto.commit", automatic ? "true" : "false"},
        {"enable.auto.offset.store", automatic ? "true" : "false"},
        {"auto.commit.interval.ms", std::to_string(settings.commitIntervalMs)},
        {"auto.offset.reset", "error"}, // where to begin is resolved by us, so that nothing is skipped silently
        {"allow.auto.create.topics", "false"},
        {"log.queue", "true"}, // else the log callback runs on the client's own threads
        {"enable.metrics.push", "false"},
    }};
    for (const auto& [name, value] : own) {
        auto set = setProperty(conf.get(), name, name, value);
        if (!set && std::string_view(name) != "enable.metrics.push") // unknown to clients before 2.5
            return tl::unexpected(set.error());
    }
    return conf;
}

} // namespace headroom::core
