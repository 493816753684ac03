// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

#include <QString>
#include <QTemporaryDir>

#include "core/base/result.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/test_port.h"

namespace headroom::test {

/// A real broker with a listener for every way to connect, and certificates of a CA of its own (openssl). User "alice" has the
/// password "alice-secret-7Q" for PLAIN, SCRAM-SHA-256 and, with TLS only, SCRAM-SHA-512. Everybody may do everything until a right
/// is taken away; through the plain door even then. Thread: main.
class SecureBroker {
public:
    /// In the clear; with a login; TLS; TLS with client certificates; TLS and login; TLS with a certificate for another host,
    /// and with one that has expired; a login by token, unsigned ones too.
    enum class Door : std::size_t { plain, sasl, tls, mutualTls, saslTls, wrongHost, expired, token };
    static constexpr const char* user = "alice";
    static constexpr const char* password = "alice-secret-7Q";
    static constexpr const char* keyPassword = "key-secret-9K";

    /// Makes the certificates and starts; about 4 s.
    [[nodiscard]] core::Result<void> start();

    /// Takes the right to read a topic or a group ("topic", "group") from alice, or gives it back. About 1 s.
    [[nodiscard]] core::Result<void> denyReading(const QString& kind, const QString& name);
    [[nodiscard]] core::Result<void> allowReading(const QString& kind, const QString& name);

    [[nodiscard]] std::string address(Door door) const;
    /// A file of certs.sh: "ca.crt", "client.key", ...
    [[nodiscard]] std::string file(const char* name) const;
    [[nodiscard]] KafkaBroker& broker() { return m_broker; }

private:
    static constexpr std::size_t extraDoors = 7;
    void describeListeners();
    void describeLogins();
    [[nodiscard]] core::Result<void> changeRight(const QString& change, const QString& kind, const QString& name);

    QTemporaryDir m_certificates;
    std::array<TestPort, extraDoors> m_ports;
    KafkaBroker m_broker;
};

} // namespace headroom::test
