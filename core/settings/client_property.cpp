// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/client_property.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/settings/setting_table.h"

namespace headroom::core {
namespace {

using enum PropertyVerdict;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string onlyHttps(std::string_view value)
{
    constexpr std::string_view scheme = "https://";
    const bool good = value.starts_with(scheme) && value.size() > scheme.size() && value.find('@') == std::string_view::npos;
    return good ? "" : "write https://HOST/PATH, without user and password";
}

std::string onlyProviders(std::string_view value) { return value == "default" || value == "default,legacy" ? "" : "only default and default,legacy"; }

std::string onlyWords(std::string_view value)
{
    const bool words = !value.empty() && std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::islower(c) != 0 || c == ',' || c == '_'; });
    return words ? "" : "write the client's debug contexts, comma separated, for example broker,security";
}

std::string onlyLogLevel(std::string_view value) { return value.size() == 1 && value[0] >= '0' && value[0] <= '7' ? "" : "a number from 0 to 7"; }

constexpr std::string_view isOurs = "Headroom sets it itself, from commit-mode, start and auto-offset-reset";
constexpr std::string_view isSecretText = "a secret never stands in a property; use sasl-password or ssl-key-password";
constexpr std::string_view runsCode = "it loads a library into this process";
constexpr std::string_view runsProgram = "logins by Kerberos start a program through a shell, so Headroom offers none";
constexpr std::string_view isForTests = "it is for tests of the client library and replaces the brokers or their answers";
constexpr std::string_view isCallback = "it is an address in memory";
constexpr std::string_view verifies = "Headroom always verifies certificate and host name; put the broker's CA into ssl-ca-location and reach it by a name in its certificate";
constexpr std::string_view readsFile = "the client reads this file";

constexpr std::array rows{
    // What gets around everything else comes first.
    PropertyRow{"plugin.library.paths", deny, runsCode},
    PropertyRow{"ssl.engine.*", deny, runsCode},
    PropertyRow{"ssl_engine_*", deny, runsCode},
    PropertyRow{"sasl.kerberos.*", deny, runsProgram},
    PropertyRow{"internal.termination.signal", deny, "it sends signals to threads"},
    PropertyRow{"test.*", deny, isForTests},
    PropertyRow{"ut_*", deny, isForTests},
    PropertyRow{"*_cb", deny, isCallback},
    PropertyRow{"*.callback.*", deny, isCallback},
    PropertyRow{"interceptors", deny, isCallback},
    PropertyRow{"opaque", deny, isCallback},
    PropertyRow{"default_topic_conf", deny, isCallback},
    PropertyRow{"offset.store.*", deny, "it writes files beside the group's offsets"},
    PropertyRow{"enable.sasl.oauthbearer.unsecure.jwt", deny, "anybody can make an unsigned token"},
    PropertyRow{"enable.ssl.certificate.verification", deny, verifies},
    PropertyRow{"ssl.endpoint.identification.algorithm", deny, verifies},
    PropertyRow{"ssl.certificate.verify*", deny, verifies},
    PropertyRow{"enable.auto.commit", deny, isOurs},
    PropertyRow{"enable.auto.offset.store", deny, isOurs},
    PropertyRow{"auto.commit.*", deny, isOurs},
    PropertyRow{"auto.offset.reset", deny, isOurs},
    PropertyRow{"allow.auto.create.topics", deny, "Headroom never creates topics"},
    PropertyRow{"enable.metrics.push", deny, "Headroom sends nobody anything about itself"},
    PropertyRow{"log.queue", deny, "Headroom needs the log where it is"},
    PropertyRow{"enable.partition.eof", deny, "Headroom sees the end of a partition by itself"},
    PropertyRow{"ssl.keystore.*", deny, "its password would have to stand beside it; use ssl-certificate-location and ssl-key-location"},
    PropertyRow{"sasl.oauthbearer.method", deny, "Headroom sets it with the token endpoint"},
    PropertyRow{"sasl.oauthbearer.client.id", deny, "use sasl-username"},
    PropertyRow{"sasl.oauthbearer.config", deny, isSecretText},
    PropertyRow{"sasl.oauthbearer.assertion.*", deny, isSecretText},
    PropertyRow{"*password", deny, isSecretText},
    PropertyRow{"*secret", deny, isSecretText},
    PropertyRow{"*.pem", deny, isSecretText},
    // What one should look at when somebody else wrote it.
    PropertyRow{"ssl.crl.location", confirm, readsFile, nullptr, true},
    PropertyRow{"https.ca.location", confirm, readsFile, nullptr, true},
    PropertyRow{"sasl.oauthbearer.token.endpoint.url", confirm, "user and secret are sent to this address", onlyHttps},
    PropertyRow{"sasl.oauthbearer.scope", confirm, "it is what the login asks for"},
    PropertyRow{"sasl.oauthbearer.extensions", confirm, "it is sent to the broker at the login"},
    PropertyRow{"ssl.providers", confirm, "it chooses who encrypts", onlyProviders},
    PropertyRow{"ssl.cipher.suites", confirm, "it may allow weak encryption"},
    PropertyRow{"debug", confirm, "it fills the log and costs time", onlyWords},
    PropertyRow{"log_level", confirm, "it may fill the log or silence it", onlyLogLevel},
    // Harmless.
    PropertyRow{"broker.address.family", allow},
    PropertyRow{"broker.address.ttl", allow},
    PropertyRow{"client.dns.lookup", allow},
    PropertyRow{"socket.keepalive.enable", allow},
    PropertyRow{"socket.nagle.disable", allow},
    PropertyRow{"socket.connection.setup.timeout.ms", allow},
    PropertyRow{"connections.max.idle.ms", allow},
    PropertyRow{"reconnect.backoff.ms", allow},
    PropertyRow{"reconnect.backoff.max.ms", allow},
    PropertyRow{"retry.backoff.ms", allow},
    PropertyRow{"retry.backoff.max.ms", allow},
    PropertyRow{"metadata.max.age.ms", allow},
    PropertyRow{"topic.metadata.refresh.interval.ms", allow},
    PropertyRow{"heartbeat.interval.ms", allow},
    PropertyRow{"fetch.error.backoff.ms", allow},
    PropertyRow{"group.remote.assignor", allow},
    PropertyRow{"ssl.curves.list", allow},
    PropertyRow{"ssl.sigalgs.list", allow},
};

/// The client's other names for properties that have a setting.
constexpr std::array aliases{
    std::pair{std::string_view("metadata.broker.list"), std::string_view("bootstrap.servers")},
    std::pair{std::string_view("sasl.mechanisms"), std::string_view("sasl.mechanism")},
    std::pair{std::string_view("max.partition.fetch.bytes"), std::string_view("fetch.message.max.bytes")},
    std::pair{std::string_view("request.timeout.ms"), std::string_view("socket.timeout.ms")},
};

bool fits(std::string_view pattern, std::string_view name)
{
    if (pattern.starts_with('*') && pattern.ends_with('*'))
        return name.find(pattern.substr(1, pattern.size() - 2)) != std::string_view::npos;
    if (pattern.starts_with('*'))
        return name.ends_with(pattern.substr(1));
    return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1)) : name == pattern;
}

/// As the client would look it up, were it careless.
std::string plainName(std::string_view name)
{
    std::string out;
    for (const char c : trimmed(name))
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (const auto& [alias, real] : aliases)
        if (out == alias)
            return std::string(real);
    return out;
}

const PropertyRow* findRow(std::string_view name)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [name](const PropertyRow& r) { return fits(r.name, name); });
    return row == rows.end() ? nullptr : &*row;
}

const SettingSpec* settingOf(std::string_view name)
{
    for (const SettingSpec& row : settingTable())
        if ((row.clientProperty == name && !name.empty()) || (name == row.label && !row.clientProperty.empty()))
            return &row;
    return nullptr;
}

PropertyRuling denied(std::string_view name, std::string_view why) { return {deny, fmt::format("{} is not taken: {}.", name.substr(0, 80), why), false}; }

PropertyRuling unknown(std::string_view name)
{
    std::vector<std::string> names;
    for (const PropertyRow& row : rows)
        if (row.verdict != deny)
            names.emplace_back(row.name);
    const std::string near = nearestName(name, names, name.size() / 4);
    return denied(name, near.empty() ? "it is not on Headroom's list of client properties" : fmt::format("it is not on Headroom's list of client properties; did you mean {}", near));
}

} // namespace

std::span<const PropertyRow> propertyTable() noexcept { return rows; }

PropertyRuling judgeProperty(std::string_view given, std::string_view value)
{
    constexpr std::string_view topicPrefix = "topic.";
    const std::string name = plainName(given);
    const PropertyRow* row = findRow(name);
    if (row == nullptr && name.starts_with(topicPrefix)) // the client drops it
        if (auto ruling = judgeProperty(std::string_view(name).substr(topicPrefix.size()), value); ruling.verdict == deny)
            return ruling;
    if (const SettingSpec* setting = row == nullptr ? settingOf(name) : nullptr)
        return denied(name, fmt::format("it has a setting of its own, {}", setting->id));
    if (row == nullptr)
        return unknown(name);
    if (row->verdict == deny)
        return denied(name, row->reason);
    const std::string problem = value.empty() ? "it has no value" : row->check != nullptr ? row->check(value) : "";
    if (!problem.empty())
        return denied(name, problem);
    return {row->verdict, row->reason.empty() ? std::string() : fmt::format("{}: {}.", name, row->reason), row->isFile};
}

std::vector<ClientProperty> clientProperties(std::string_view list)
{
    std::vector<ClientProperty> out;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(';'), list.size());
        const std::string_view entry = trimmed(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (entry.empty())
            continue;
        const std::size_t equals = std::min(entry.find('='), entry.size());
        ClientProperty one{plainName(entry.substr(0, equals)), std::string(trimmed(entry.substr(std::min(equals + 1, entry.size())))), false};
        const PropertyRow* row = findRow(one.name);
        one.isFile = row != nullptr && row->isFile;
        std::erase_if(out, [&one](const ClientProperty& earlier) { return earlier.name == one.name; });
        out.push_back(std::move(one));
    }
    return out;
}

std::string clientPropertyProblem(std::string_view list)
{
    constexpr std::size_t most = 32;
    const std::vector<ClientProperty> all = clientProperties(list);
    if (all.size() > most)
        return fmt::format("more than {} properties", most);
    for (const ClientProperty& one : all) {
        const PropertyRuling ruling = judgeProperty(one.name, one.value);
        if (ruling.verdict == deny)
            return ruling.reason.substr(0, ruling.reason.size() - 1);
    }
    return {};
}

} // namespace headroom::core
