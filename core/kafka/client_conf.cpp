// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/client_conf.h"

#include <algorithm>
#include <array>
#include <csignal>

#include <fmt/format.h>

#include "core/settings/client_property.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

/// The value as librdkafka takes it: plain numbers, true and false. May be a secret: wipe it.
std::string clientText(const Settings& settings, const Field& field)
{
    struct Visitor {
        const Settings& values;
        std::string operator()(const BoolField& f) const { return values.*f.member ? "true" : "false"; }
        std::string operator()(const IntField& f) const { return std::to_string(values.*f.member); }
        std::string operator()(const TextField& f) const { return values.*f.member; }
        std::string operator()(const ChoiceField& f) const { return values.*f.member; }
        std::string operator()(const SecretField& f) const { return std::string((values.*f.member).view()); }
    };
    return std::visit(Visitor{settings}, field);
}

/// With the new group protocol these are defined by the broker, and the client refuses them.
bool belongsToBroker(std::string_view property)
{
    constexpr std::array<std::string_view, 2> brokerSide{"session.timeout.ms", "partition.assignment.strategy"};
    return std::find(brokerSide.begin(), brokerSide.end(), property) != brokerSide.end();
}

/// What belongs to a login or to TLS is not told to a client that does without: it would read files for nothing.
bool isIdle(std::string_view property, const Settings& settings)
{
    return (property.starts_with("sasl.") && !usesLogin(settings)) || ((property.starts_with("ssl.") || property.starts_with("https.")) && !usesTls(settings));
}

/// A login by token has names of its own for user and password.
std::string_view clientName(std::string_view property, const Settings& settings)
{
    if (settings.saslMechanism == "OAUTHBEARER" && property == "sasl.username")
        return "sasl.oauthbearer.client.id";
    if (settings.saslMechanism == "OAUTHBEARER" && property == "sasl.password")
        return "sasl.oauthbearer.client.secret";
    return property;
}

Result<void> setProperty(rd_kafka_conf_t* conf, std::string_view id, const std::string& name, const std::string& value, bool secret = false)
{
    std::array<char, 512> reason{};
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) == RD_KAFKA_CONF_OK)
        return {};
    if (secret)
        return fail(ErrorCode::invalidSetting, fmt::format("{}: the Kafka client refuses it.", id), std::string(id));
    return fail(ErrorCode::invalidSetting, fmt::format("{} = {}: the Kafka client refuses it: {}", id, value, reason.data()), std::string(id));
}

Result<void> setRows(rd_kafka_conf_t* conf, SettingRows rows, const Settings& settings)
{
    for (const SettingSpec& row : rows) {
        if (row.clientProperty.empty() || isUnset(settings, row) || isIdle(row.clientProperty, settings) || (settings.groupProtocol == "consumer" && belongsToBroker(row.clientProperty)))
            continue;
        std::string value = clientText(settings, row.field);
        const auto set = value.empty() ? Result<void>() : setProperty(conf, row.id, std::string(clientName(row.clientProperty, settings)), value, isSecret(row));
        if (isSecret(row))
            wipe(value);
        if (!set)
            return set;
    }
    return {};
}

/// Judged once more here, whatever way the list came: some properties act while they are set.
Result<void> setMore(rd_kafka_conf_t* conf, const Settings& settings)
{
    if (const std::string problem = clientPropertyProblem(settings.property); !problem.empty())
        return fail(ErrorCode::invalidSetting, fmt::format("property: {}.", problem), "property");
    for (const ClientProperty& property : clientProperties(settings.property))
        if (!isIdle(property.name, settings))
            if (auto set = setProperty(conf, property.name, property.name, property.value); !set)
                return set;
    if (usesLogin(settings) && settings.saslMechanism == "OAUTHBEARER")
        return setProperty(conf, "sasl-mechanism", "sasl.oauthbearer.method", "oidc");
    return {};
}

/// The client has no property for the least version of TLS, and where the system's OpenSSL sets none, 1.1 is spoken with a server
/// that has nothing newer. Of the ciphers of TLS 1.2 none can be agreed on with such a server; those of 1.3 are not on this list.
/// Comes last, behind a list of one's own: what "!" takes out of it stays out.
Result<void> refuseOldTls(rd_kafka_conf_t* conf, const Settings& settings)
{
    if (!usesTls(settings))
        return {};
    constexpr const char* suites = "ssl.cipher.suites";
    std::string list = "DEFAULT";
    for (const ClientProperty& property : clientProperties(settings.property))
        if (property.name == suites)
            list = property.value;
    return setProperty(conf, "property", suites, list + ":!TLSv1:!SSLv3");
}

Result<void> checkBeforeUse(SettingRows rows, const Settings& settings)
{
    if (auto checked = checkSecurity(settings); !checked)
        return checked;
    if (auto checked = checkSecurityFiles(settings); !checked)
        return checked;
    const std::vector<const SettingSpec*> missing = missingSecrets(rows, settings);
    if (missing.empty())
        return {};
    const std::string_view id = missing.front()->id;
    return fail(ErrorCode::invalidSetting, fmt::format("{0} is needed and was not given: enter it, or start with --{0}-fd N.", id), std::string(id));
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

void abandonConf(ConfPtr conf)
{
    for (const char* secret : {"sasl.password", "ssl.key.password", "sasl.oauthbearer.client.secret"})
        rd_kafka_conf_set(conf.get(), secret, "", nullptr, 0); // overwrites the old value
    static_cast<void>(conf.release());
}

Result<ConfPtr> makeClientConf(SettingRows rows, const Settings& settings)
{
    if (auto checked = checkBeforeUse(rows, settings); !checked)
        return tl::unexpected(checked.error());
    ConfPtr conf(rd_kafka_conf_new());
    if (auto set = setRows(conf.get(), rows, settings); !set)
        return tl::unexpected(set.error());
    if (settings.groupProtocol == "consumer") {
        // Named, as clients before 2.12 else derive one from their own assignor, and with it hand over whole assignments
        // without taking the former ones back.
        if (auto set = setProperty(conf.get(), "group-protocol", "group.remote.assignor", "uniform"); !set)
            return tl::unexpected(set.error());
    }
    if (auto set = setMore(conf.get(), settings); !set)
        return tl::unexpected(set.error());
    if (auto set = refuseOldTls(conf.get(), settings); !set)
        return tl::unexpected(set.error());
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
