// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/redactor.h"
#include "core/base/secret.h"
#include "core/settings/client_export.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"
#include "core/settings/setting_sources.h"

using namespace headroom::core;

namespace {

constexpr std::string_view marker = "marker-5up3r";

const SettingSpec& rowOf(std::string_view id) { return *findSetting(settingTable(), id); }

Settings withLogin()
{
    Settings settings;
    settings.bootstrapServers = "one:9093,two:9093";
    settings.securityProtocol = "sasl_ssl";
    settings.saslMechanism = "SCRAM-SHA-512";
    settings.saslUsername = "alice";
    settings.saslPassword = Secret(std::string(marker));
    return settings;
}

std::string message(const Result<void>& result) { return result ? std::string() : result.error().message; }

} // namespace

class TestSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesShareOneBuffer();
    void holdingOneForbidsCoreDumps();
    void redactsKnownValues();
    void redactsByName_data();
    void redactsByName();
    void noSurfaceShowsASecret();
    void changedSecretNeedsAReconnect();
    void sourcesRefuseSecrets();
    void rulesOfLogins_data();
    void rulesOfLogins();
    void filesAreCheckedBeforeUse_data();
    void filesAreCheckedBeforeUse();
    void asksForWhatIsMissing();
    void secretFollowsItsOwnerOnly_data();
    void secretFollowsItsOwnerOnly();
    void warnsOfPasswordsInTheClear_data();
    void warnsOfPasswordsInTheClear();
};

void TestSecrets::copiesShareOneBuffer()
{
    std::string typed(marker);
    const char* const bytes = typed.data();
    Secret secret(std::move(typed));
    QVERIFY(std::string_view(bytes, marker.size()) != marker); // the caller's own was overwritten
    const Secret copy = secret;
    QCOMPARE(copy.view().data(), secret.view().data());
    QVERIFY(copy == secret && !(copy == Secret()) && Secret().empty());
}

/// Must fail without forbidCoreDumps.
void TestSecrets::holdingOneForbidsCoreDumps()
{
    prctl(PR_SET_DUMPABLE, 1);
    const Secret secret{std::string(marker)};
    rlimit core{};
    QCOMPARE(getrlimit(RLIMIT_CORE, &core), 0);
    QVERIFY(prctl(PR_GET_DUMPABLE) == 0 && core.rlim_cur == 0 && core.rlim_max == 0);
}

/// Seen to fail with known values not looked for.
void TestSecrets::redactsKnownValues()
{
    Redactor redactor;
    redactor.add(Secret(std::string("short")));
    redactor.add(Secret(std::string("short and long")));
    redactor.add(Secret(std::string("abc"))); // in any text
    QCOMPARE(redactor.clean("a short and long way, short, abc"), std::string("a ******** way, ********, abc"));
    QCOMPARE(redactor.clean("short\x1b]52;c;x\a\nnext\u202E"), std::string("********\u241B]52;c;x\u2407\u240Anext\u27E8U+202E\u27E9"));
    QCOMPARE(redactor.clean(redactor.clean("\x1b\u202E")), redactor.clean("\x1b\u202E")); // events go through it twice
    const Error error = redactor.clean(Error{ErrorCode::internal, "said short", "short", true, false, 7});
    QVERIFY(error.message == "said ********" && error.context == "********" && error.retriable && error.clientCode == 7);
    for (std::size_t i = 0; i < 100; ++i)
        redactor.add(Secret("other" + std::to_string(i)));
    QCOMPARE(redactor.clean("short"), std::string("short")); // bounded: the oldest is forgotten
}

void TestSecrets::redactsByName_data()
{
    QTest::addColumn<QString>("after");
    const std::pair<const char*, const char*> rows[]{
        {"sasl.password=hunter2", "sasl.password=********"}, {"SASL.PASSWORD = hunter2, x=1", "SASL.PASSWORD = ********, x=1"}, {"\"ssl.key.password\": \"hunter2\"", "\"ssl.key.password\": \"********\""},
        {"sasl.jaas.config=Plain user", "sasl.jaas.config=******** user"}, {"listener.name.x.sasl.token=abc;", "listener.name.x.sasl.token=********;"}, {"sasl.username: alice", "sasl.username: ********"},
        {"ssl.key.location=/home/key.pem", "ssl.key.location=/home/key.pem"}, {"keys.v1: Broker: no such topic", "keys.v1: Broker: no such topic"}, {"key: 5", "key: 5"},
        {"sasl.password", "sasl.password"}, {"sasl.password=", "sasl.password="}};
    for (const auto& [before, after] : rows)
        QTest::newRow(before) << QString::fromLatin1(after);
}

void TestSecrets::redactsByName() { QTEST(QString::fromStdString(Redactor().clean(std::string_view(QTest::currentDataTag()))), "after"); }

/// I9: every text that is made of settings. Must fail when settingText or settingJson give the value.
void TestSecrets::noSurfaceShowsASecret()
{
    Settings settings = withLogin();
    settings.sslKeyPassword = Secret("other-" + std::string(marker));
    std::string all = settingsJson(settingTable(), settings).dump();
    for (const SettingSpec& row : settingTable())
        all += settingText(settings, row);
    for (const ExportFormat& format : exportFormats())
        all += exportSettings(settingTable(), settings, format);
    QVERIFY2(all.find(marker) == std::string::npos, all.c_str());
    QVERIFY(all.find("sasl_plain_password=\"********\"") != std::string::npos && all.find("security_protocol=\"SASL_SSL\"") != std::string::npos);
    QVERIFY(settingText(settings, rowOf("sasl-password")) == secretMask && settingText(Settings(), rowOf("sasl-password")).empty());
    const auto refused = parseSetting(settings, rowOf("sasl-password"), std::string(marker) + "\n");
    QVERIFY(!refused && refused.error().message.find(marker) == std::string::npos);
    QVERIFY(parseSetting(settings, rowOf("sasl-password"), secretMask) && settings.saslPassword.view() == marker); // as it is
}

void TestSecrets::changedSecretNeedsAReconnect()
{
    Settings other = withLogin();
    other.saslPassword = Secret(std::string("another one"));
    QVERIFY(needsReconnect(settingTable(), withLogin(), other) && !needsReconnect(settingTable(), withLogin(), withLogin()));
}

/// Must fail with each of the three refusals taken out.
void TestSecrets::sourcesRefuseSecrets()
{
    const QTemporaryDir home;
    SettingSources sources;
    QFile file(home.filePath(QStringLiteral("settings.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"({"sasl-password": "marker-5up3r"})") > 0);
    file.close();
    sources.file = file.fileName().toStdString();
    const auto fromFile = layerSettings(settingTable(), sources);
    QVERIFY(!fromFile && fromFile.error().message.find("never stands in a file") != std::string::npos);
    sources.file.clear();
    sources.environment = [](const std::string& name) { return name == "HEADROOM_SASL_PASSWORD" ? std::optional<std::string>(marker) : std::nullopt; };
    const auto fromEnvironment = layerSettings(settingTable(), sources);
    QVERIFY(!fromEnvironment && fromEnvironment.error().message.find("environment") != std::string::npos);
    sources.environment = nullptr;
    sources.commandLine = {{"sasl-password", std::string(marker)}};
    const auto fromArgument = layerSettings(settingTable(), sources);
    QVERIFY(!fromArgument && fromArgument.error().message.find("never an argument") != std::string::npos);
    for (const auto* refused : {&fromFile, &fromEnvironment, &fromArgument})
        QVERIFY(refused->error().message.find(marker) == std::string::npos && refused->error().code == ErrorCode::invalidSetting);
    const std::string path = home.filePath(QStringLiteral("saved.json")).toStdString();
    QVERIFY(saveSettingsFile(settingTable(), path, withLogin()));
    QFile saved(QString::fromStdString(path));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const QByteArray content = saved.readAll();
    QVERIFY(content.contains("alice") && !content.contains("password") && !content.contains(marker.data()));
}

void TestSecrets::rulesOfLogins_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("context");
    QTest::newRow("right") << QStringLiteral("sasl-username") << QStringLiteral("bob") << QString();
    QTest::newRow("no mechanism") << QStringLiteral("sasl-mechanism") << QStringLiteral("none") << QStringLiteral("sasl-mechanism");
    QTest::newRow("no user") << QStringLiteral("sasl-username") << QString() << QStringLiteral("sasl-username");
    QTest::newRow("no token endpoint") << QStringLiteral("sasl-mechanism") << QStringLiteral("OAUTHBEARER") << QStringLiteral("sasl-mechanism");
    QTest::newRow("certificate without key") << QStringLiteral("ssl-certificate-location") << QStringLiteral("/c.pem") << QStringLiteral("ssl-certificate-location");
    QTest::newRow("on the demo") << QStringLiteral("bootstrap-servers") << QStringLiteral("demo") << QStringLiteral("security-protocol");
}

void TestSecrets::rulesOfLogins()
{
    QFETCH(QString, id);
    QFETCH(QString, value);
    Settings settings = withLogin();
    QVERIFY(parseSetting(settings, rowOf(id.toStdString()), value.toStdString()));
    const auto valid = validateSettings(settings);
    QTEST(valid ? QString() : QString::fromStdString(valid.error().context), "context");
}

void TestSecrets::filesAreCheckedBeforeUse_data()
{
    QTest::addColumn<QString>("says");
    const std::pair<const char*, const char*> rows[]{{"good", ""}, {"link", ""}, {"missing", "No such file"}, {"directory", "not a regular file"}, {"pipe", "not a regular file"}, {"device", "not a regular file"},
                                                     {"large", "larger than 1 MiB"}, {"empty", "it is empty"}};
    for (const auto& [name, says] : rows)
        QTest::newRow(name) << QString::fromLatin1(says);
}

/// B10. A pipe would hang the client for ever. Must fail with checkKind without its S_ISREG.
void TestSecrets::filesAreCheckedBeforeUse()
{
    QFETCH(QString, says);
    const QTemporaryDir home;
    const auto write = [&home](const char* name, qsizetype size) {
        QFile file(home.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(QByteArray(size, 'x')) == size;
    };
    QVERIFY(write("good", 10) && write("large", 1024 * 1024 + 1) && write("empty", 0));
    QVERIFY(QFile::link(home.filePath(QStringLiteral("good")), home.filePath(QStringLiteral("link"))) && QDir(home.path()).mkdir(QStringLiteral("directory")));
    QCOMPARE(mkfifo(home.filePath(QStringLiteral("pipe")).toLocal8Bit().constData(), 0600), 0);
    const std::string name = QTest::currentDataTag();
    const std::string path = name == "device" ? "/dev/zero" : home.filePath(QString::fromStdString(name)).toStdString();
    for (const char* id : {"ssl-ca-location", "property"}) {
        Settings settings = withLogin();
        QVERIFY(parseSetting(settings, rowOf(id), id == std::string_view("property") ? "ssl.crl.location=" + path : path));
        const std::string problem = message(checkSecurityFiles(settings));
        QCOMPARE(problem.empty(), says.isEmpty());
        QVERIFY2(says.isEmpty() || (problem.find(says.toStdString()) != std::string::npos && problem.find(path) != std::string::npos), problem.c_str());
        settings.securityProtocol = "plaintext";
        QVERIFY(checkSecurityFiles(settings)); // not read, so not looked at
    }
}

void TestSecrets::asksForWhatIsMissing()
{
    const auto ids = [](const Settings& settings) {
        std::string out;
        for (const SettingSpec* row : missingSecrets(settingTable(), settings))
            out += std::string(row->id) + " ";
        return out;
    };
    Settings settings = withLogin();
    QCOMPARE(ids(settings), std::string());
    settings.saslPassword = Secret();
    QCOMPARE(ids(settings), std::string("sasl-password "));
    QVERIFY(secretQuestion(settings, rowOf("sasl-password")).find("alice at one:9093,two:9093") != std::string::npos);
    const QTemporaryDir home;
    QFile key(home.filePath(QStringLiteral("key")));
    QVERIFY(key.open(QIODevice::WriteOnly) && key.write("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") > 0);
    key.close();
    settings.sslKeyLocation = settings.sslCertificateLocation = key.fileName().toStdString();
    QCOMPARE(ids(settings), std::string("sasl-password ssl-key-password "));
    settings.securityProtocol = "plaintext";
    QCOMPARE(ids(settings), std::string());
}

void TestSecrets::secretFollowsItsOwnerOnly_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("stays");
    QTest::newRow("other host") << QStringLiteral("bootstrap-servers") << QStringLiteral("evil:9093") << false;
    QTest::newRow("one host more") << QStringLiteral("bootstrap-servers") << QStringLiteral("one:9093,two:9093,evil:9093") << false;
    QTest::newRow("other order") << QStringLiteral("bootstrap-servers") << QStringLiteral("TWO:9093, one:9093") << true;
    QTest::newRow("other user") << QStringLiteral("sasl-username") << QStringLiteral("bob") << false;
    QTest::newRow("in the clear") << QStringLiteral("security-protocol") << QStringLiteral("sasl_plaintext") << false;
    QTest::newRow("other topic") << QStringLiteral("topic") << QStringLiteral("others") << true;
}

/// A changed host must not get the password of the old one. Must fail without dropForeignSecrets.
void TestSecrets::secretFollowsItsOwnerOnly()
{
    QFETCH(QString, id);
    QFETCH(QString, value);
    QFETCH(bool, stays);
    const Settings from = withLogin();
    Settings to = from;
    QVERIFY(parseSetting(to, rowOf(id.toStdString()), value.toStdString()));
    dropForeignSecrets(settingTable(), from, to);
    QCOMPARE(to.saslPassword.empty(), !stays);
    to.saslPassword = Secret(std::string(marker)); // entered anew, for the new owner
    dropForeignSecrets(settingTable(), from, to);
    QVERIFY(!to.saslPassword.empty());
}

void TestSecrets::warnsOfPasswordsInTheClear_data()
{
    QTest::addColumn<bool>("warns");
    for (const auto& [brokers, warns] : {std::pair("broker:9092", true), {"localhost:9092", false}, {"127.0.0.1:9092,[::1]:9092", false}, {"localhost.example.org:9092", true}, {"127.0.0.1.example.org", true},
                                         {"localhost,broker", true}})
        QTest::newRow(brokers) << warns;
}

void TestSecrets::warnsOfPasswordsInTheClear()
{
    QFETCH(bool, warns);
    Settings settings = withLogin();
    settings.bootstrapServers = QTest::currentDataTag();
    settings.securityProtocol = "sasl_plaintext";
    settings.saslMechanism = "PLAIN";
    QCOMPARE(!securityWarning(settings).empty(), warns);
    settings.securityProtocol = "sasl_ssl";
    QVERIFY(securityWarning(settings).empty());
}

QTEST_APPLESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
