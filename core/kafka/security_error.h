// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <librdkafka/rdkafka.h>

#include "core/base/result.h"

// Private to core/kafka: why a broker did not let us in, or we did not trust it, told apart.

namespace headroom::core {

/// What is only known while a connection is made: why a certificate was refused (the client says the same of all), and how often
/// a login was tried (the client tells a refusal once and goes on trying, which locks accounts).
/// Thread: written on the client's threads, read anywhere. Bound: the last reason of each broker, 64 brokers.
class SecurityWatch {
public:
    static constexpr int mostLogins = 3;

    /// Before the client is made; `opaque` is the client's and leads to the watch by Owner::watch(). Outlives the client.
    template <class Owner>
    void install(rd_kafka_conf_t* conf)
    {
        rd_kafka_conf_set_ssl_cert_verify_cb(conf, [](rd_kafka_t*, const char* broker, std::int32_t, int* error, int, const char*, std::size_t, char* text, std::size_t size, void* opaque) {
            return static_cast<Owner*>(opaque)->watch().judge(broker, *error, {text, size});
        });
        countLogins(conf);
    }

    /// The client's text with "(certificate error N)" behind it, where it is about a broker whose certificate was refused.
    [[nodiscard]] std::string complete(std::string_view detail) const;
    /// Logins begun since one got through.
    [[nodiscard]] int logins() const noexcept { return m_logins; }

private:
    /// 1 when OpenSSL found nothing wrong. The client takes our word for its: what it refuses is never let through here.
    int judge(std::string_view broker, int x509Error, std::span<char> text);
    void countLogins(rd_kafka_conf_t* conf);

    mutable std::mutex m_mutex;
    std::map<std::string, int, std::less<>> m_refused; ///< host:port -> OpenSSL's number
    std::atomic<int> m_logins{0};
};

/// The error of a login or of encryption in our words; nothing when the text is about something else. Its context is the
/// setting that mends it: sasl-password for a refused login, sasl-mechanism, security-protocol, ssl-ca-location, ...
[[nodiscard]] std::optional<Error> securityError(rd_kafka_resp_err_t code, std::string_view detail);

/// What rd_kafka_new says when it refuses to make a client. It does not tell a wrong password of the key from a file that is none:
/// when one was given, it is the password that is asked for again.
[[nodiscard]] Error refusedSettings(std::string_view reason, bool keyHasPassword);

} // namespace headroom::core
