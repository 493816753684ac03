// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/security_error.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/kafka/consumer_port.h"

namespace headroom::core {
namespace {

constexpr std::string_view certificateMark = " (certificate error ";
constexpr std::string_view verifyFailed = "certificate verify failed";

/// The numbers are OpenSSL's (X509_V_ERR_...).
struct CertificateRow {
    int number;
    std::string_view setting;
    std::string_view what; ///< behind "The certificate of HOST:PORT "
};
constexpr std::string_view nobodyTrusted =
    "is signed by nobody who is trusted here, so it may be anybody's: put the certificate of the CA that signed it (PEM) into ssl-ca-location, or ask the broker's owner for it";
constexpr std::string_view otherHost =
    "was made for another host name: name the broker in bootstrap-servers as its certificate does, or ask its owner for a certificate with this name";
constexpr std::array certificateRows{
    CertificateRow{9, "ssl-ca-location", "is not valid yet: check the clock of this machine, or ask the broker's owner"},
    CertificateRow{10, "ssl-ca-location", "has expired: ask the broker's owner to renew it, or check the clock of this machine"},
    CertificateRow{18, "ssl-ca-location", nobodyTrusted},
    CertificateRow{19, "ssl-ca-location", nobodyTrusted},
    CertificateRow{20, "ssl-ca-location", nobodyTrusted},
    CertificateRow{21, "ssl-ca-location", nobodyTrusted},
    CertificateRow{23, "ssl-ca-location", "was revoked: ask the broker's owner for a new one"},
    CertificateRow{62, "bootstrap-servers", otherHost},
    CertificateRow{64, "bootstrap-servers", otherHost},
};

/// What the client's texts mean, the first that fits. `what` may have {0}, the broker, {1}, what the broker said, and {2}, the
/// code's name.
struct TextRow {
    std::string_view part;
    std::string_view setting;
    bool retriable;
    std::string_view what;
};
constexpr std::string_view noTlsThere =
    "{0} does not speak TLS: its listener is plaintext. Set security-protocol to plaintext (or sasl_plaintext), or name the port of the TLS listener.";
constexpr std::string_view wantsCertificate =
    "{0} asks for a client certificate and does not take ours: name one that its CA signed in ssl-certificate-location, and its key in ssl-key-location.";
constexpr std::string_view oldTls =
    "{0} and this client have no TLS version and cipher in common: this client takes TLS 1.2 and newer only, since older versions are not safe. Ask the broker's owner to switch one on.";
constexpr std::array textRows{
    TextRow{"supported mechanisms:  ", "security-protocol", false, "{0} takes no logins: its listener has none. Set security-protocol without sasl (plaintext or ssl)."},
    TextRow{"Request not valid in current SASL state", "security-protocol", false, "{0} takes no logins: its listener has none. Set security-protocol without sasl (plaintext or ssl)."},
    TextRow{"mechanism handshake failed", "sasl-mechanism", false, "{0} does not offer this sasl-mechanism. It says: {1}. Choose one that it offers."},
    TextRow{"SASL authentication error", "sasl-password", false, "{0} refuses the login: wrong user or password. It says: {1}. Check sasl-username and enter the password again."},
    TextRow{"connecting to a PLAINTEXT broker listener?", "security-protocol", false, noTlsThere},
    TextRow{"wrong version number", "security-protocol", false, noTlsThere},
    TextRow{"connecting to a SSL listener?", "security-protocol", true,
            "{0} hangs up on the first question ({2}). If it was not just stopped, its listener may speak TLS (then set security-protocol to ssl or sasl_ssl), or it is no Kafka "
            "broker: check the port."},
    TextRow{"broker might require SASL authentication", "security-protocol", true,
            "{0} closed the connection soon after it was opened ({2}). If it was not just stopped, its listener may want a login: set security-protocol to sasl_plaintext or "
            "sasl_ssl, and sasl-mechanism."},
    TextRow{"alert protocol version", "security-protocol", false, oldTls},
    TextRow{"alert handshake failure", "security-protocol", false, oldTls},
    TextRow{"unsupported protocol", "security-protocol", false, oldTls},
    TextRow{"alert bad certificate", "ssl-certificate-location", false, wantsCertificate},
    TextRow{"alert certificate required", "ssl-certificate-location", false, wantsCertificate},
    TextRow{"alert unknown ca", "ssl-certificate-location", false, wantsCertificate},
    TextRow{"alert certificate unknown", "ssl-certificate-location", false, wantsCertificate},
    TextRow{"alert certificate expired", "ssl-certificate-location", false, "{0} says that our certificate has expired: renew the file in ssl-certificate-location."},
};

/// "host:port" of "sasl_ssl://host:port/bootstrap: what happened".
std::string_view brokerOf(std::string_view detail)
{
    std::string_view name = detail.substr(0, detail.find(": "));
    if (const std::size_t scheme = name.find("://"); scheme != std::string_view::npos)
        name.remove_prefix(scheme + 3);
    name = name.substr(0, name.find('/'));
    return name.empty() ? std::string_view("The broker") : name;
}

/// The broker's own words, without the client's around them.
std::string_view saidBy(std::string_view detail)
{
    if (const std::size_t name = detail.find(": "); name != std::string_view::npos)
        detail.remove_prefix(name + 2);
    for (const std::string_view before : {std::string_view("SASL authentication error: "), std::string_view("handshake failed: ")})
        if (const std::size_t at = detail.find(before); at != std::string_view::npos)
            detail.remove_prefix(at + before.size());
    constexpr std::size_t longest = 300;
    return detail.substr(0, std::min(detail.rfind(" (after "), longest));
}

std::optional<Error> certificateError(rd_kafka_resp_err_t code, std::string_view detail)
{
    if (detail.find(verifyFailed) == std::string_view::npos)
        return std::nullopt;
    int number = 0;
    if (const std::size_t at = detail.rfind(certificateMark); at != std::string_view::npos)
        std::from_chars(detail.data() + at + certificateMark.size(), detail.data() + detail.size(), number);
    const auto row = std::find_if(certificateRows.begin(), certificateRows.end(), [number](const CertificateRow& r) { return r.number == number; });
    const bool known = row != certificateRows.end();
    const std::string what(known ? row->what : "cannot be verified: check ssl-ca-location, the host name in bootstrap-servers, and the clock of this machine");
    return Error{ErrorCode::unauthorized, fmt::format("The certificate of {} {}.", brokerOf(detail), what), std::string(known ? row->setting : "ssl-ca-location"), false, false, static_cast<int>(code)};
}

} // namespace

int SecurityWatch::judge(std::string_view broker, int x509Error, std::span<char> text)
{
    if (x509Error == 0)
        return 1;
    constexpr std::size_t mostBrokers = 64;
    const std::scoped_lock lock(m_mutex);
    if (m_refused.size() < mostBrokers || m_refused.contains(broker))
        m_refused.insert_or_assign(std::string(broker), x509Error);
    const auto end = fmt::format_to_n(text.data(), text.empty() ? 0 : text.size() - 1, "OpenSSL error {}", x509Error);
    if (!text.empty())
        *end.out = '\0';
    return 0;
}

void SecurityWatch::countLogins(rd_kafka_conf_t* conf)
{
    static constexpr rd_kafka_interceptor_f_on_broker_state_change_t* onState = [](rd_kafka_t*, std::int32_t, const char*, const char*, int, const char* state, void* watch) {
        std::atomic<int>& logins = static_cast<SecurityWatch*>(watch)->m_logins;
        if (std::string_view(state) == "AUTH_REQ")
            ++logins;
        else if (std::string_view(state) == "UP")
            logins = 0;
        return RD_KAFKA_RESP_ERR_NO_ERROR;
    };
    rd_kafka_conf_interceptor_add_on_new(
        conf, "logins",
        [](rd_kafka_t* client, const rd_kafka_conf_t*, void* watch, char*, std::size_t) { return rd_kafka_interceptor_add_on_broker_state_change(client, "logins", onState, watch); },
        this);
}

std::string SecurityWatch::complete(std::string_view detail) const
{
    if (detail.find(verifyFailed) == std::string_view::npos)
        return std::string(detail);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_refused.find(brokerOf(detail));
    return found == m_refused.end() ? std::string(detail) : fmt::format("{}{}{})", detail, certificateMark, found->second);
}

std::optional<Error> securityError(rd_kafka_resp_err_t code, std::string_view detail)
{
    if (auto certificate = certificateError(code, detail))
        return certificate;
    const auto row = std::find_if(textRows.begin(), textRows.end(), [detail](const TextRow& r) { return detail.find(r.part) != std::string_view::npos; });
    if (row == textRows.end())
        return std::nullopt;
    const std::string message = fmt::format(fmt::runtime(row->what), brokerOf(detail), saidBy(detail), rd_kafka_err2name(code));
    return Error{row->retriable ? ErrorCode::notABroker : ErrorCode::unauthorized, message, std::string(row->setting), row->retriable, false, static_cast<int>(code)};
}

bool refusesLogin(const Error& error) noexcept { return error.context == "sasl-password" && error.code == ErrorCode::unauthorized; }

Error refusedSettings(std::string_view reason, bool keyHasPassword)
{
    struct Refusal {
        std::string_view part;
        std::string_view setting;
        std::string_view what;
    };
    constexpr std::string_view unreadableKey = "ssl.key.location failed";
    constexpr std::array refusals{
        Refusal{"ssl.key.location failed: error:05800074", "ssl-key-location", "The key in ssl-key-location does not fit the certificate in ssl-certificate-location: name the two that belong together."},
        Refusal{"key values mismatch", "ssl-key-location", "The key in ssl-key-location does not fit the certificate in ssl-certificate-location: name the two that belong together."},
        Refusal{"bad decrypt", "ssl-key-password", "The password does not open the key in ssl-key-location: enter it again."},
        Refusal{"bad password read", "ssl-key-password", "The key in ssl-key-location is encrypted: enter its password."},
        Refusal{unreadableKey, "ssl-key-location", "ssl-key-location holds no private key in PEM that can be read with this password: name the right file, or enter the password again."},
        Refusal{"ssl.ca.location failed", "ssl-ca-location", "ssl-ca-location holds no certificate in PEM: name the file with the CA's certificate."},
        Refusal{"ssl.certificate.location failed", "ssl-certificate-location", "ssl-certificate-location holds no certificate in PEM: name the file with this client's certificate."},
    };
    for (const Refusal& refusal : refusals)
        if (reason.find(refusal.part) != std::string_view::npos)
            return {ErrorCode::invalidSetting, std::string(refusal.what), std::string(keyHasPassword && refusal.part == unreadableKey ? "ssl-key-password" : refusal.setting), false, false, 0};
    return {ErrorCode::invalidSetting, fmt::format("The Kafka client refuses these settings: {}. Change them and start again.", reason), {}, false, false, 0};
}

} // namespace headroom::core
