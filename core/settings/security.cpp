// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/security.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "core/base/bounded_file.h"
#include "core/settings/client_property.h"
#include "core/settings/topic_list.h"

namespace headroom::core {
namespace {

constexpr std::string_view tokenEndpoint = "sasl.oauthbearer.token.endpoint.url";

tl::unexpected<Error> broken(std::string_view id, std::string message) { return fail(ErrorCode::invalidSetting, std::move(message), std::string(id)); }

struct FileSetting {
    std::string_view id;
    std::string Settings::*member;
};
constexpr std::array fileSettings{
    FileSetting{"ssl-ca-location", &Settings::sslCaLocation},
    FileSetting{"ssl-certificate-location", &Settings::sslCertificateLocation},
    FileSetting{"ssl-key-location", &Settings::sslKeyLocation},
};

Result<void> checkFile(std::string_view name, std::string_view id, const std::string& path)
{
    const auto checked = checkInputFile(path);
    if (checked)
        return {};
    return broken(id, fmt::format("{} = {}: {}. Name a regular file of at most 1 MiB (PEM) that you may read.", name, path, checked.error().message));
}

/// "localhost:9092", "127.0.0.1", "[::1]:9092"; not "localhost.example.org".
bool isLoopback(std::string_view broker)
{
    const std::size_t colon = broker.rfind(':');
    const bool hasPort = colon != std::string_view::npos && (!broker.starts_with('[') || broker.rfind(']') < colon);
    const std::string_view host = hasPort ? broker.substr(0, colon) : broker;
    const bool v4 = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
    return v4 || host == "localhost" || host == "[::1]" || host == "demo";
}

bool everyBrokerIsHere(const Settings& settings)
{
    const std::vector<std::string> brokers = topicNames(settings.bootstrapServers);
    return std::all_of(brokers.begin(), brokers.end(), isLoopback);
}

/// Where tokens come from; empty when it is not said.
std::string endpointOf(const Settings& settings)
{
    for (const ClientProperty& property : clientProperties(settings.property))
        if (property.name == tokenEndpoint)
            return property.value;
    return {};
}

/// Lower case, sorted: the order of the brokers is no other cluster.
std::string hostList(const Settings& settings)
{
    std::vector<std::string> brokers = topicNames(settings.bootstrapServers);
    for (std::string& broker : brokers)
        std::transform(broker.begin(), broker.end(), broker.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::sort(brokers.begin(), brokers.end());
    return fmt::format("{}", fmt::join(brokers, ","));
}

bool keyIsEncrypted(const std::string& path)
{
    auto content = readInputFile(path);
    const bool encrypted = content && (content->find("ENCRYPTED PRIVATE KEY") != std::string::npos || content->find("Proc-Type: 4,ENCRYPTED") != std::string::npos);
    if (content)
        wipe(*content);
    return encrypted;
}

} // namespace

bool usesTls(const Settings& settings) noexcept { return settings.securityProtocol.ends_with("ssl"); }
bool usesLogin(const Settings& settings) noexcept { return settings.securityProtocol.starts_with("sasl_"); }

Result<void> checkSecurity(const Settings& s)
{
    if (s.bootstrapServers == "demo" && s.securityProtocol != "plaintext")
        return broken("security-protocol", fmt::format("security-protocol = {}: the demo broker only speaks plaintext. Name your own broker in bootstrap-servers, or set plaintext.", s.securityProtocol));
    if (usesLogin(s) && s.saslMechanism == "none")
        return broken("sasl-mechanism", fmt::format("security-protocol = {} logs in: choose the sasl-mechanism that the broker offers, for example SCRAM-SHA-512.", s.securityProtocol));
    if (usesLogin(s) && s.saslUsername.empty())
        return broken("sasl-username", fmt::format("security-protocol = {} logs in: name the user in sasl-username.", s.securityProtocol));
    if (usesLogin(s) && s.saslMechanism == "OAUTHBEARER" && endpointOf(s).empty())
        return broken("sasl-mechanism", fmt::format("sasl-mechanism = OAUTHBEARER: say where tokens come from with property {}=https://HOST/PATH.", tokenEndpoint));
    if (s.sslCertificateLocation.empty() != s.sslKeyLocation.empty())
        return broken("ssl-certificate-location", "ssl-certificate-location and ssl-key-location go together: name both files, or none.");
    return {};
}

Result<void> checkSecurityFiles(const Settings& settings)
{
    if (!usesTls(settings)) // not read
        return {};
    for (const FileSetting& file : fileSettings)
        if (const std::string& path = settings.*file.member; !path.empty())
            if (auto checked = checkFile(file.id, file.id, path); !checked)
                return checked;
    for (const ClientProperty& property : clientProperties(settings.property))
        if (property.isFile)
            if (auto checked = checkFile(property.name, "property", property.value); !checked)
                return checked;
    return {};
}

std::string securityWarning(const Settings& settings)
{
    if (settings.securityProtocol != "sasl_plaintext" || everyBrokerIsHere(settings))
        return {};
    if (settings.saslMechanism == "PLAIN")
        return "security-protocol = sasl_plaintext with PLAIN sends the password in the clear: anybody on the way can read it. Use sasl_ssl where the broker offers it.";
    return "security-protocol = sasl_plaintext sends the messages in the clear. Use sasl_ssl where the broker offers it.";
}

std::vector<const SettingSpec*> missingSecrets(SettingRows rows, const Settings& settings, bool lookIntoFiles)
{
    std::vector<const SettingSpec*> missing;
    if (usesLogin(settings) && settings.saslPassword.empty())
        missing.push_back(findSetting(rows, "sasl-password"));
    if (lookIntoFiles && usesTls(settings) && !settings.sslKeyLocation.empty() && settings.sslKeyPassword.empty() && keyIsEncrypted(settings.sslKeyLocation))
        missing.push_back(findSetting(rows, "ssl-key-password"));
    std::erase(missing, nullptr);
    return missing;
}

std::string secretOwner(const Settings& settings, const SettingSpec& row)
{
    const std::string& whose = row.id == "ssl-key-password" ? settings.sslKeyLocation : settings.saslUsername;
    const std::string endpoint = settings.saslMechanism == "OAUTHBEARER" ? " | " + endpointOf(settings) : ""; // it gets the secret too
    return fmt::format("{} | {} | {} | {}{}", row.id, hostList(settings), settings.securityProtocol, whose, endpoint);
}

std::string secretQuestion(const Settings& settings, const SettingSpec& row)
{
    if (row.id == "ssl-key-password")
        return fmt::format("Password of the key {}", settings.sslKeyLocation);
    return fmt::format("Password of {} at {} ({})", settings.saslUsername, settings.bootstrapServers, settings.saslMechanism);
}

void dropForeignSecrets(SettingRows rows, const Settings& from, Settings& to)
{
    for (const SettingSpec& row : rows) {
        const auto* field = std::get_if<SecretField>(&row.field);
        // The same one, not only the same text: what was entered anew is meant for the new owner.
        if (field != nullptr && (from.*field->member).view().data() == (to.*field->member).view().data() && secretOwner(from, row) != secretOwner(to, row))
            to.*field->member = Secret();
    }
}

void addSecrets(SettingRows rows, const Settings& settings, Redactor& redactor)
{
    for (const SettingSpec& row : rows)
        if (const auto* field = std::get_if<SecretField>(&row.field))
            redactor.add(settings.*field->member);
}

} // namespace headroom::core
