// SPDX-License-Identifier: GPL-3.0-or-later
// Logins and TLS on a real broker: who is refused, and that people are told why. Each test names its fault and says with which
// protection switched off it was seen to fail.
#include <algorithm>
#include <map>
#include <mutex>

#include <QElapsedTimer>
#include <QTest>

#include "core/kafka/consumer_port.h"
#include "headroom_paths.h"
#include "tests/faults/kafka_run.h"
#include "tests/support/child_process.h"
#include "tests/support/secure_broker.h"

using namespace headroom::core;
using namespace headroom::test;
using Door = SecureBroker::Door;

namespace {

constexpr const char* topic = "secured";
constexpr std::uint64_t records = 200;

/// One run of the real session that joins as any client would, in a group of its own, watched by the monitor.
struct SecureRun {
    InvariantMonitor monitor;
    QTemporaryDir folder;
    FaultMember watch{monitor, 1, folder.path().toStdString()}; ///< tells the monitor; the session is the one below, which may start again
    Session session{watchedDependencies(monitor, watch.watched)};
    Settings settings = watch.settings;

    explicit SecureRun(std::string address)
    {
        static int runs = 0;
        settings.bootstrapServers = std::move(address);
        settings.topic = topic;
        settings.groupId = "secured-" + std::to_string(++runs);
    }
    [[nodiscard]] bool until(const std::function<bool(const Snapshot&)>& condition, int milliseconds = 20000 * slowdown)
    {
        return QTest::qWaitFor([&] {
            watch.readProcessed();
            const auto shown = session.latest();
            monitor.snapshot(1, *shown);
            return condition(*shown);
        }, milliseconds);
    }
    /// From here on each of the first so many records must have been processed at the end.
    void expects(std::uint64_t count)
    {
        for (std::uint64_t id = 0; id < count; ++id)
            monitor.produced(recordKey(id));
    }
    [[nodiscard]] bool consumesAll()
    {
        expects(records);
        return until([](const Snapshot& s) { return s.messages == records; });
    }
    [[nodiscard]] bool fails() { return until([](const Snapshot& s) { return s.failure.has_value(); }); }
    [[nodiscard]] bool ends() const { return QTest::qWaitFor([&] { return session.ended(); }, 15000 * slowdown); }
    [[nodiscard]] bool quit(StopCommit policy = StopCommit::bySetting)
    {
        QElapsedTimer timer;
        timer.start();
        session.stop(policy);
        const bool ended = until([&](const Snapshot&) { return session.ended(); }, 15000 * slowdown); // to the last snapshot
        monitor.snapshot(1, *session.latest());
        monitor.quit(static_cast<double>(timer.elapsed()) / 1000 / slowdown, {}, {}); // its time; what is left others count
        return ended;
    }
    [[nodiscard]] std::string told() const
    {
        const auto shown = session.latest();
        std::string text = shown->failure ? "failed: " + shown->failure->context + ": " + shown->failure->message + "\n" : std::string();
        return text + story(*shown);
    }
    void logIn(const char* protocol, const char* mechanism, const char* password = SecureBroker::password)
    {
        settings.securityProtocol = protocol;
        settings.saslMechanism = mechanism;
        settings.saslUsername = SecureBroker::user;
        settings.saslPassword = Secret(std::string(password));
    }
};

/// Logins that succeeded, by connection ("[thrd:...]"), out of the client's own log at debug=security. Thread: any.
class LoginCount {
public:
    void read(std::string_view line)
    {
        const std::scoped_lock lock(m_mutex);
        if (line.find("Authenticated as ") != std::string_view::npos)
            ++m_logins[std::string(line.substr(0, line.find("]: ")))];
    }
    [[nodiscard]] int most() const
    {
        const std::scoped_lock lock(m_mutex);
        const auto at = std::max_element(m_logins.begin(), m_logins.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        return at == m_logins.end() ? 0 : at->second;
    }
    [[nodiscard]] std::string told() const
    {
        const std::scoped_lock lock(m_mutex);
        std::string text;
        for (const auto& [connection, count] : m_logins)
            text += connection + ": " + std::to_string(count) + '\n';
        return text;
    }

private:
    mutable std::mutex m_mutex;
    std::map<std::string, int> m_logins;
};

} // namespace

class TstFaultsSecurity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyDoorOpensWithItsKey_data();
    void everyDoorOpensWithItsKey();
    void f09_rightMissing_data();
    void f09_rightMissing();
    void f25_wrongPasswordIsToldOnceAndStops();
    void f25_wrongPasswordThenRight_data();
    void f25_wrongPasswordThenRight();
    void f26_loginIsRenewedWithoutAWord();
    void f27_refusedCertificates_data();
    void f27_refusedCertificates();
    void f27_keyPassword();
    void f27_oldTls_data();
    void f27_oldTls();
    void f28_wrongProtocol_data();
    void f28_wrongProtocol();

private:
    /// The settings of one row of a table: files of certs.sh and protocol.
    void prepare(SecureRun& run, const QString& protocol, const QString& ca, const QString& certificate) const;
    /// The end of a test: the broker is asked through the door that takes everybody.
    void held(SecureRun& run) const;
    SecureBroker m_secure;
};

void TstFaultsSecurity::initTestCase()
{
    if (!startOrSkip(m_secure))
        return;
    const KafkaClient client = m_secure.broker().client();
    QVERIFY(client.createTopic(topic, 2) && client.produceNumbered(topic, {.count = records, .partitions = 2}));
}

void TstFaultsSecurity::prepare(SecureRun& run, const QString& protocol, const QString& ca, const QString& certificate) const
{
    const auto file = [this](const QString& name) { return name.isEmpty() ? std::string() : m_secure.file(name.toLatin1().constData()); };
    run.settings.securityProtocol = protocol.toStdString();
    run.settings.sslCaLocation = file(ca);
    run.settings.sslCertificateLocation = certificate.isEmpty() ? std::string() : file(certificate + QStringLiteral(".crt"));
    run.settings.sslKeyLocation = certificate.isEmpty() ? std::string() : file(certificate + QStringLiteral(".key"));
}

void TstFaultsSecurity::held(SecureRun& run) const
{
    run.watch.readProcessed();
    tellCommitted(run.monitor, {m_secure.address(Door::plain), run.settings.groupId, run.settings.topic, 2});
    run.monitor.finish();
    QVERIFY2(run.monitor.report().empty(), run.monitor.report().c_str());
}

void TstFaultsSecurity::everyDoorOpensWithItsKey_data()
{
    QTest::addColumn<int>("door");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("mechanism");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("group");
    const auto row = [](const char* name, Door door, const char* protocol, const char* mechanism, const char* ca, const char* certificate, const char* group = "classic") {
        QTest::newRow(name) << static_cast<int>(door) << QString::fromLatin1(protocol) << QString::fromLatin1(mechanism) << QString::fromLatin1(ca) << QString::fromLatin1(certificate)
                            << QString::fromLatin1(group);
    };
    row("plain", Door::plain, "plaintext", "none", "", "");
    row("login, PLAIN", Door::sasl, "sasl_plaintext", "PLAIN", "", "");
    row("login, SCRAM-SHA-256", Door::sasl, "sasl_plaintext", "SCRAM-SHA-256", "", "");
    row("TLS", Door::tls, "ssl", "none", "ca.crt", "");
    row("TLS with client certificate", Door::mutualTls, "ssl", "none", "ca.crt", "client");
    row("TLS and login, PLAIN", Door::saslTls, "sasl_ssl", "PLAIN", "ca.crt", "");
    row("TLS and login, SCRAM-SHA-512", Door::saslTls, "sasl_ssl", "SCRAM-SHA-512", "ca.crt", "");
    row("TLS, login and KIP-848", Door::saslTls, "sasl_ssl", "SCRAM-SHA-512", "ca.crt", "", "consumer");
}

/// The client as it is built has SSL and SASL, and each way works to the last message.
/// Seen to fail (TLS) with the certificates not told to the client; (login) with mechanism, user and password not told to the client.
void TstFaultsSecurity::everyDoorOpensWithItsKey()
{
    QFETCH(int, door);
    QFETCH(QString, protocol);
    QFETCH(QString, mechanism);
    QFETCH(QString, ca);
    QFETCH(QString, certificate);
    QFETCH(QString, group);
    SecureRun run(m_secure.address(static_cast<Door>(door)));
    if (mechanism != QStringLiteral("none"))
        run.logIn(protocol.toLatin1().constData(), mechanism.toLatin1().constData());
    prepare(run, protocol, ca, certificate);
    run.settings.groupProtocol = group.toStdString();
    QVERIFY(run.session.start(run.settings));
    QVERIFY2(run.consumesAll(), run.told().c_str());
    QVERIFY2(run.session.latest()->errors.empty(), run.told().c_str());
    QVERIFY(run.session.effectiveValue("sasl.password").empty());
    QVERIFY(run.quit());
    held(run);
}

void TstFaultsSecurity::f09_rightMissing_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("group") << QStringLiteral("group") << QStringLiteral("It takes the right READ on the group");
    QTest::newRow("topic") << QStringLiteral("topic") << QStringLiteral("It takes the rights READ and DESCRIBE on the topic");
}

/// A right that is taken away while all is read: the commit is refused for good, once, with the right's name, and nothing counts as
/// committed; given back, the next commit takes all. Seen to fail with one text for every missing right.
void TstFaultsSecurity::f09_rightMissing()
{
    QFETCH(QString, kind);
    QFETCH(QString, says);
    const QString name = QStringLiteral("rights-") + kind;
    const KafkaClient client = m_secure.broker().client();
    QVERIFY(client.createTopic(name.toStdString(), 2) && client.produceNumbered(name.toStdString(), {.count = records, .partitions = 2}));
    SecureRun run(m_secure.address(Door::sasl));
    run.logIn("sasl_plaintext", "SCRAM-SHA-256");
    run.settings.topic = run.settings.groupId = name.toStdString();
    run.settings.commitMode = "manual";
    run.expects(records);
    QVERIFY(run.session.start(run.settings));
    QVERIFY2(run.until([](const Snapshot& s) { return s.repeatRisk == records; }), run.told().c_str());
    run.monitor.faultBegins(); // the member may have to join anew
    QVERIFY(m_secure.denyReading(kind, name));
    const auto refused = [&](const Snapshot& s) { return s.commits.failed == 1 && lastCommit(s)->reason.find(says.toStdString()) != std::string::npos; };
    QVERIFY(run.session.post(CommitCommand{}));
    QVERIFY2(run.until(refused), run.told().c_str());
    QVERIFY2(!run.until([](const Snapshot& s) { return s.commits.requested > 1 || s.repeatRisk + s.willRepeat != records; }, 2000), run.told().c_str()); // not tried again
    QVERIFY(m_secure.allowReading(kind, name));
    QVERIFY2(run.until([&](const Snapshot& s) {
        if (!s.commitInFlight && s.repeatRisk > 0)
            static_cast<void>(run.session.post(CommitCommand{}));
        return s.commits.confirmed > 0 && s.repeatRisk + s.willRepeat == 0;
    }, 30000 * slowdown), run.told().c_str());
    run.monitor.faultEnds();
    QVERIFY(run.quit());
    held(run);
}

/// At most three logins, one line, then it ends and says what to enter. Seen to fail without stopLoggingIn (goes on for ever)
/// and without the window of EventLog (a line for each).
void TstFaultsSecurity::f25_wrongPasswordIsToldOnceAndStops()
{
    SecureRun run(m_secure.address(Door::saslTls));
    prepare(run, QStringLiteral("sasl_ssl"), QStringLiteral("ca.crt"), {});
    run.logIn("sasl_ssl", "SCRAM-SHA-512", "wrong-7Q");
    QVERIFY(run.session.start(run.settings));
    QVERIFY2(run.fails() && run.ends(), run.told().c_str());
    const auto shown = run.session.latest();
    QVERIFY2(refusesLogin(*shown->failure), run.told().c_str());
    for (const char* part : {"wrong user or password", "sasl-username", "Stopped after 3 refusals"})
        QVERIFY2(shown->failure->message.find(part) != std::string::npos, run.told().c_str());
    const auto lines = std::count_if(shown->events.begin(), shown->events.end(), [](const SessionEvent& e) { return e.kind == EventKind::error && e.text.find("password") != std::string::npos; });
    QVERIFY2(lines == 1, run.told().c_str());
    QCOMPARE(shown->messages, std::uint64_t{0});
    held(run);
}

void TstFaultsSecurity::f25_wrongPasswordThenRight_data()
{
    QTest::addColumn<QString>("mechanism");
    for (const char* mechanism : {"PLAIN", "SCRAM-SHA-256"})
        QTest::newRow(mechanism) << QString::fromLatin1(mechanism);
}

/// The same session starts again with what was entered. Seen to fail when refusesLogin does not know the broker's text.
void TstFaultsSecurity::f25_wrongPasswordThenRight()
{
    QFETCH(QString, mechanism);
    SecureRun run(m_secure.address(Door::sasl));
    run.logIn("sasl_plaintext", mechanism.toLatin1().constData(), "wrong-7Q");
    QVERIFY(run.session.start(run.settings));
    QVERIFY2(run.fails() && run.ends(), run.told().c_str());
    QVERIFY2(refusesLogin(*run.session.latest()->failure), run.told().c_str());
    run.settings.saslPassword = Secret(std::string(SecureBroker::password));
    QVERIFY(run.session.start(run.settings));
    QVERIFY2(run.consumesAll(), run.told().c_str());
    QVERIFY(run.quit());
    held(run);
}

/// The broker wants a new login every 3 s (connections.max.reauth.ms) and gets it on the same connection, which the client's own log
/// tells; nobody else hears of it. Seen to fail with a broker that never asks for one: two connections, a login each.
void TstFaultsSecurity::f26_loginIsRenewedWithoutAWord()
{
    const KafkaClient client = m_secure.broker().client();
    QVERIFY(client.createTopic("renewed", 2) && client.produceNumbered("renewed", {.count = records, .partitions = 2}));
    SecureRun run(m_secure.address(Door::sasl));
    run.logIn("sasl_plaintext", "SCRAM-SHA-256");
    run.settings.topic = "renewed";
    run.settings.property = "debug=security";
    LoginCount logins;
    run.watch.watched.clientLine = [&](std::string_view line) { logins.read(line); };
    QVERIFY(run.session.start(run.settings));
    QVERIFY2(run.consumesAll(), run.told().c_str());
    QVERIFY2(run.until([&](const Snapshot&) { return logins.most() >= 3; }, 15000 * slowdown), logins.told().c_str()); // one and two renewals
    QVERIFY(client.produceNumbered("renewed", {.firstId = records, .count = 2, .partitions = 2}));
    run.expects(records + 2);
    QVERIFY2(run.until([](const Snapshot& s) { return s.messages == records + 2; }), run.told().c_str());
    QVERIFY2(run.session.latest()->errors.empty() && run.session.latest()->rebalances == 1, run.told().c_str());
    QVERIFY(run.quit());
    held(run);
}

void TstFaultsSecurity::f27_refusedCertificates_data()
{
    QTest::addColumn<int>("door");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Door door, const char* ca, const char* certificate, const char* context, const char* says) {
        QTest::newRow(name) << static_cast<int>(door) << QString::fromLatin1(ca) << QString::fromLatin1(certificate) << QString::fromLatin1(context) << QString::fromLatin1(says);
    };
    row("no CA given", Door::tls, "", "", "ssl-ca-location", "signed by nobody who is trusted here");
    row("another CA", Door::tls, "otherca.crt", "", "ssl-ca-location", "signed by nobody who is trusted here");
    row("another host", Door::wrongHost, "ca.crt", "", "bootstrap-servers", "made for another host name");
    row("expired", Door::expired, "ca.crt", "", "ssl-ca-location", "has expired");
    row("no client certificate", Door::mutualTls, "ca.crt", "", "ssl-certificate-location", "asks for a client certificate");
    row("client certificate of another CA", Door::mutualTls, "ca.crt", "stranger", "ssl-certificate-location", "asks for a client certificate");
    row("expired client certificate", Door::mutualTls, "ca.crt", "oldclient", "ssl-certificate-location", "client certificate");
}

/// Seven are refused, each for its own reason. Seen to fail with SecurityWatch::judge always 1 (then the client's own check refuses,
/// and its words name no setting) and without its note (the first four are told the same).
void TstFaultsSecurity::f27_refusedCertificates()
{
    QFETCH(int, door);
    QFETCH(QString, ca);
    QFETCH(QString, certificate);
    QFETCH(QString, context);
    QFETCH(QString, says);
    SecureRun run(m_secure.address(static_cast<Door>(door)));
    prepare(run, QStringLiteral("ssl"), ca, certificate);
    RunLimits limits;
    limits.failFast = true;
    QVERIFY(run.session.start(run.settings, limits));
    QVERIFY2(run.fails() && run.ends(), run.told().c_str());
    const Error error = *run.session.latest()->failure;
    QVERIFY2(error.context == context.toStdString() && error.message.find(says.toStdString()) != std::string::npos, run.told().c_str());
    QVERIFY2(error.message.find(run.settings.bootstrapServers) != std::string::npos, run.told().c_str());
    QVERIFY2(error.message.find("ignore") == std::string::npos, run.told().c_str());
    QCOMPARE(run.session.latest()->messages, std::uint64_t{0});
    held(run);
}

/// Seen to fail when the configuration was destroyed after a refusal: freed twice.
void TstFaultsSecurity::f27_keyPassword()
{
    const auto attempt = [this](Secret password) {
        auto run = std::make_unique<SecureRun>(m_secure.address(Door::mutualTls));
        prepare(*run, QStringLiteral("ssl"), QStringLiteral("ca.crt"), QStringLiteral("client"));
        run->settings.sslKeyLocation = m_secure.file("client-locked.key");
        run->settings.sslKeyPassword = std::move(password);
        return run;
    };
    for (const std::string& wrong : {std::string(), std::string("wrong-9K")}) {
        const auto run = attempt(Secret(std::string(wrong)));
        QVERIFY(run->session.start(run->settings));
        QVERIFY2(run->fails() && run->ends(), run->told().c_str());
        QVERIFY2(run->session.latest()->failure->context == "ssl-key-password", run->told().c_str());
        held(*run);
    }
    const auto run = attempt(Secret(std::string(SecureBroker::keyPassword)));
    QVERIFY(run->session.start(run->settings));
    QVERIFY2(run->consumesAll(), run->told().c_str());
    QVERIFY(run->quit());
    held(*run);
}

void TstFaultsSecurity::f27_oldTls_data()
{
    QTest::addColumn<QString>("property");
    QTest::newRow("as it is") << QString();
    QTest::newRow("a list of ciphers of one's own") << QStringLiteral("ssl.cipher.suites=DEFAULT@SECLEVEL=0");
}

/// A server that speaks nothing newer than TLS 1.1, with a certificate that is trusted and a key exchange without a signature, which
/// OpenSSL's own security level lets through. Seen to fail without refuseOldTls, and with it before the properties, which then
/// take its place: the connection came about.
void TstFaultsSecurity::f27_oldTls()
{
    QFETCH(QString, property);
    const TestPort port;
    const QString address = QStringLiteral("127.0.0.1:%1").arg(port.number());
    const QTemporaryDir folder;
    const QString certificate = folder.filePath(QStringLiteral("rsa.crt"));
    const QString key = folder.filePath(QStringLiteral("rsa.key"));
    ChildProcess maker;
    QVERIFY(maker.start(QStringLiteral("openssl"), {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
                                                    QStringLiteral("-subj"), QStringLiteral("/CN=127.0.0.1"), QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"),
                                                    QStringLiteral("-out"), certificate, QStringLiteral("-keyout"), key}) &&
            maker.waitForEnd(std::chrono::seconds(30)) == 0);
    ChildProcess server;
    QVERIFY(server.start(QStringLiteral("openssl"), {QStringLiteral("s_server"), QStringLiteral("-accept"), address, QStringLiteral("-tls1_1"), QStringLiteral("-cipher"),
                                                     QStringLiteral("AES128-SHA:@SECLEVEL=0"), QStringLiteral("-www"), QStringLiteral("-cert"), certificate, QStringLiteral("-key"), key}));
    QVERIFY2(server.waitUntil([&] { return server.standardOutput().contains("ACCEPT"); }, std::chrono::seconds(10)), server.standardError().constData());
    SecureRun run(address.toStdString());
    run.settings.securityProtocol = "ssl";
    run.settings.sslCaLocation = certificate.toStdString();
    run.settings.property = property.toStdString();
    RunLimits limits;
    limits.failFast = true;
    QVERIFY(run.session.start(run.settings, limits));
    QVERIFY2(run.fails() && run.ends(), run.told().c_str());
    const Error error = *run.session.latest()->failure;
    QVERIFY2(error.message.find("TLS 1.2") != std::string::npos && error.message.find(run.settings.bootstrapServers) != std::string::npos, run.told().c_str());
}

void TstFaultsSecurity::f28_wrongProtocol_data()
{
    QTest::addColumn<int>("door");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("mechanism");
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Door door, const char* protocol, const char* mechanism, const char* context, const char* says) {
        QTest::newRow(name) << static_cast<int>(door) << QString::fromLatin1(protocol) << QString::fromLatin1(mechanism) << QString::fromLatin1(context) << QString::fromLatin1(says);
    };
    row("plaintext client, TLS port", Door::tls, "plaintext", "none", "security-protocol", "may speak TLS");
    row("TLS client, plaintext port", Door::plain, "ssl", "none", "security-protocol", "does not speak TLS");
    row("login without TLS, TLS port", Door::saslTls, "sasl_plaintext", "PLAIN", "security-protocol", "may speak TLS");
    row("client without login, port with one", Door::sasl, "plaintext", "none", "security-protocol", "may want a login");
    row("client with login, port without one", Door::plain, "sasl_plaintext", "PLAIN", "security-protocol", "takes no logins");
    row("mechanism not offered", Door::sasl, "sasl_plaintext", "SCRAM-SHA-512", "sasl-mechanism", "does not offer");
}

/// Both ways round the hint names the setting. Seen to fail without the rows of textRows.
void TstFaultsSecurity::f28_wrongProtocol()
{
    QFETCH(int, door);
    QFETCH(QString, protocol);
    QFETCH(QString, mechanism);
    QFETCH(QString, context);
    QFETCH(QString, says);
    SecureRun run(m_secure.address(static_cast<Door>(door)));
    if (mechanism != QStringLiteral("none"))
        run.logIn(protocol.toLatin1().constData(), mechanism.toLatin1().constData());
    prepare(run, protocol, QStringLiteral("ca.crt"), {});
    QVERIFY(run.session.start(run.settings));
    const auto hinted = [&](const Snapshot& s) {
        return std::any_of(s.errors.begin(), s.errors.end(), [&](const Error& e) { return e.context == context.toStdString() && e.message.find(says.toStdString()) != std::string::npos; });
    };
    QVERIFY2(run.until(hinted), run.told().c_str());
    QVERIFY(run.quit(StopCommit::doNotCommit));
    held(run);
}

QTEST_GUILESS_MAIN(TstFaultsSecurity)
#include "tst_faults_security.moc"
