// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/secure_broker.h"

#include <chrono>

#include "headroom_paths.h"
#include "tests/support/child_process.h"

namespace headroom::test {
namespace {

struct Listener {
    const char* name;
    const char* protocol;
    const char* certificate;
};
/// In the order of the doors, without the first.
constexpr std::array listeners{Listener{"SASL", "SASL_PLAINTEXT", nullptr}, Listener{"TLS", "SSL", "server"},           Listener{"MTLS", "SSL", "server"},
                               Listener{"SASLTLS", "SASL_SSL", "server"},    Listener{"WRONGHOST", "SSL", "wronghost"}, Listener{"EXPIRED", "SSL", "expired"},
                               Listener{"TOKEN", "SASL_PLAINTEXT", nullptr}};

std::string lower(std::string text)
{
    for (char& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

} // namespace

std::string SecureBroker::address(Door door) const
{
    const auto at = static_cast<std::size_t>(door);
    return at == 0 ? m_broker.bootstrap() : "127.0.0.1:" + std::to_string(m_ports[at - 1].number());
}

std::string SecureBroker::file(const char* name) const { return m_certificates.filePath(QString::fromLatin1(name)).toStdString(); }

void SecureBroker::describeListeners()
{
    std::string all = "PLAINTEXT://" + m_broker.bootstrap();
    std::string protocols = "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT";
    for (std::size_t i = 0; i < listeners.size(); ++i) {
        const Listener& listener = listeners[i];
        all += std::string(",") + listener.name + "://127.0.0.1:" + std::to_string(m_ports[i].number());
        protocols += std::string(",") + listener.name + ":" + listener.protocol;
        if (listener.certificate != nullptr)
            m_broker.setProperty("listener.name." + lower(listener.name) + ".ssl.keystore.location", file((std::string(listener.certificate) + ".pem").c_str()));
    }
    m_broker.setProperty("listeners", all + ",CONTROLLER://127.0.0.1:" + std::to_string(m_broker.controllerPort()));
    m_broker.setProperty("advertised.listeners", all);
    m_broker.setProperty("listener.security.protocol.map", protocols);
    m_broker.setProperty("inter.broker.listener.name", "PLAINTEXT");
    m_broker.setProperty("ssl.keystore.type", "PEM");
    m_broker.setProperty("ssl.truststore.type", "PEM");
    m_broker.setProperty("ssl.truststore.location", file("ca.crt"));
    m_broker.setProperty("ssl.client.auth", "none");
    m_broker.setProperty("listener.name.mtls.ssl.client.auth", "required");
}

void SecureBroker::describeLogins()
{
    m_broker.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    m_broker.setProperty("super.users", "User:ANONYMOUS");
    m_broker.setProperty("allow.everyone.if.no.acl.found", "true");
    m_broker.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-256,SCRAM-SHA-512,PLAIN");
    m_broker.setProperty("listener.name.sasl.sasl.enabled.mechanisms", "SCRAM-SHA-256,PLAIN");
    const std::string modules = "org.apache.kafka.common.security.";
    for (const std::string listener : {"sasl", "saslTls"}) {
        const std::string prefix = "listener.name." + lower(listener) + ".";
        for (const char* mechanism : {"scram-sha-256", "scram-sha-512"})
            m_broker.setProperty(prefix + mechanism + ".sasl.jaas.config", modules + "scram.ScramLoginModule required;");
        m_broker.setProperty(prefix + "plain.sasl.jaas.config", modules + "plain.PlainLoginModule required user_" + user + "=\"" + password + "\";");
        m_broker.setProperty(prefix + "connections.max.reauth.ms", "3000");
    }
    m_broker.setProperty("listener.name.token.sasl.enabled.mechanisms", "OAUTHBEARER");
    m_broker.setProperty("listener.name.token.connections.max.reauth.ms", "60000"); // and no longer than the token lives
    m_broker.setProperty("listener.name.token.oauthbearer.sasl.jaas.config", modules + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"broker\";");
    QStringList users;
    for (const char* mechanism : {"SCRAM-SHA-256", "SCRAM-SHA-512"})
        users << QStringLiteral("--add-scram") << QStringLiteral("%1=[name=%2,password=%3,iterations=4096]").arg(QLatin1String(mechanism), QLatin1String(user), QLatin1String(password));
    m_broker.setFormat(users);
}

core::Result<void> SecureBroker::changeRight(const QString& change, const QString& kind, const QString& name)
{
    const auto done = m_broker.tool(QStringLiteral("org.apache.kafka.tools.AclCommand"),
                                    {QStringLiteral("--bootstrap-server"), m_broker.bootstrapText(), change, QStringLiteral("--force"), QStringLiteral("--deny-principal"),
                                     QStringLiteral("User:") + QLatin1String(user), QStringLiteral("--operation"), QStringLiteral("Read"), QStringLiteral("--") + kind, name});
    return done ? core::Result<void>{} : tl::unexpected(done.error());
}

core::Result<void> SecureBroker::denyReading(const QString& kind, const QString& name) { return changeRight(QStringLiteral("--add"), kind, name); }
core::Result<void> SecureBroker::allowReading(const QString& kind, const QString& name) { return changeRight(QStringLiteral("--remove"), kind, name); }

core::Result<void> SecureBroker::start()
{
    using namespace std::chrono_literals;
    ChildProcess certificates;
    if (!certificates.start(QStringLiteral(HEADROOM_SOURCE_DIR "/tests/broker/kafka/certs.sh"), {m_certificates.path()}) || certificates.waitForEnd(60s) != 0)
        return core::fail(core::ErrorCode::io, "certs.sh failed:\n" + certificates.standardError().toStdString());
    describeListeners();
    describeLogins();
    return m_broker.start();
}

} // namespace headroom::test
