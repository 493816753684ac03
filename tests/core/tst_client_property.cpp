// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cstdio>
#include <set>

#include <librdkafka/rdkafka.h>

#include "core/settings/client_property.h"
#include "core/settings/setting_codec.h"

using namespace headroom::core;

namespace {

/// Every property the linked client has, as it prints them itself.
std::set<std::string> clientNames()
{
    std::FILE* file = std::tmpfile();
    rd_kafka_conf_properties_show(file);
    std::rewind(file);
    std::set<std::string> names;
    std::array<char, 4096> line{};
    while (std::fgets(line.data(), static_cast<int>(line.size()), file) != nullptr) {
        const std::string text(line.data());
        const std::string name = text.substr(0, text.find(' '));
        if (text.find(" | ") != std::string::npos && name.find('.') != std::string::npos)
            names.insert(name);
    }
    std::fclose(file);
    return names;
}

bool known(std::string_view name)
{
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    const bool is = rd_kafka_conf_set(conf, std::string(name).c_str(), "1", nullptr, 0) != RD_KAFKA_CONF_UNKNOWN;
    rd_kafka_conf_destroy(conf);
    return is;
}

/// A name that fits the row's pattern.
std::string example(const PropertyRow& row)
{
    std::string name(row.name);
    if (name.starts_with('*'))
        name = "sasl.x" + name.substr(1);
    if (name.ends_with('*'))
        name = name.substr(0, name.size() - 1) + "x";
    return name;
}

std::string upper(std::string text)
{
    for (char& c : text)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

std::string problem(const std::string& list) { return clientPropertyProblem(list); }

} // namespace

class TestClientProperty : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deniedInEverySpelling();
    void whatMayBeSetExists();
    void everyPropertyOfTheClientIsJudged();
    void whatActsOrHidesIsDenied_data();
    void whatActsOrHidesIsDenied();
    void valuesAreChecked_data();
    void valuesAreChecked();
    void listIsReadAsWritten();
    void problemNeverRepeatsAValue();
    void settingTakesTheList();
};

/// B09: upper case, blanks, the prefix topic. and an alias do not get around the list. Must fail without plainName.
void TestClientProperty::deniedInEverySpelling()
{
    int seen = 0;
    for (const PropertyRow& row : propertyTable()) {
        if (row.verdict != PropertyVerdict::deny)
            continue;
        const std::string name = example(row);
        for (const std::string& spelled : {name, upper(name), " " + name, name + "\t", "\n" + upper(name) + " ", "topic." + name, " Topic." + upper(name)}) {
            const PropertyRuling ruling = judgeProperty(spelled, "x");
            QVERIFY2(ruling.verdict == PropertyVerdict::deny && !ruling.reason.empty(), spelled.c_str());
            QVERIFY2(!problem(spelled + "=x").empty(), spelled.c_str());
            ++seen;
        }
    }
    QVERIFY(seen > 200);
}

/// Two are newer than the oldest client that will do.
void TestClientProperty::whatMayBeSetExists()
{
    const std::set<std::string_view> newer{"https.ca.location", "retry.backoff.max.ms"};
    for (const PropertyRow& row : propertyTable())
        if (row.verdict != PropertyVerdict::deny)
            QVERIFY2(known(row.name) || newer.contains(row.name), std::string(row.name).c_str());
}

/// The list allows; what it does not know is denied, so that a newer client brings nothing in.
void TestClientProperty::everyPropertyOfTheClientIsJudged()
{
    const std::set<std::string> names = clientNames();
    QVERIFY2(names.size() > 120, std::to_string(names.size()).c_str());
    std::set<std::string> free;
    for (const PropertyRow& row : propertyTable())
        if (row.verdict != PropertyVerdict::deny)
            free.emplace(row.name);
    for (const std::string& name : names)
        QVERIFY2(free.contains(name) || judgeProperty(name, "x").verdict == PropertyVerdict::deny, name.c_str());
}

void TestClientProperty::whatActsOrHidesIsDenied_data()
{
    QTest::addColumn<QString>("says");
    const std::pair<const char*, const char*> rows[]{
        {"plugin.library.paths", "loads a library"}, {"ssl.engine.location", "loads a library"}, {"sasl.kerberos.kinit.cmd", "through a shell"}, {"test.mock.num.brokers", "replaces the brokers"},
        {"internal.termination.signal", "signals"}, {"enable.ssl.certificate.verification", "always verifies"}, {"ssl.endpoint.identification.algorithm", "always verifies"},
        {"enable.auto.commit", "sets it itself"}, {"auto.offset.reset", "sets it itself"}, {"offset.store.path", "writes files"}, {"sasl.password", "a secret never"},
        {"sasl.oauthbearer.client.secret", "a secret never"}, {"ssl.key.pem", "a secret never"}, {"enable.sasl.oauthbearer.unsecure.jwt", "unsigned"},
        {"fetch.max.bytes", "setting of its own, fetch-max-bytes"}, {"metadata.broker.list", "setting of its own, bootstrap-servers"}, {"sasl.mechanisms", "setting of its own, sasl-mechanism"},
        {"max.partition.fetch.bytes", "setting of its own, max-partition-fetch-bytes"}, {"reconect.backoff.ms", "did you mean reconnect.backoff.ms"}, {"no.such.thing", "not on Headroom's list"}, {"", "not on"}};
    for (const auto& [name, says] : rows)
        QTest::newRow(name) << QString::fromLatin1(says);
}

void TestClientProperty::whatActsOrHidesIsDenied()
{
    QFETCH(QString, says);
    const PropertyRuling ruling = judgeProperty(QTest::currentDataTag(), "true");
    QVERIFY(ruling.verdict == PropertyVerdict::deny);
    QVERIFY2(ruling.reason.find(says.toStdString()) != std::string::npos, ruling.reason.c_str());
}

void TestClientProperty::valuesAreChecked_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char* name, const char* value, PropertyVerdict verdict) { QTest::addRow("%s=%s", name, value) << QString::fromLatin1(value) << static_cast<int>(verdict); };
    row("ssl.providers", "default", PropertyVerdict::confirm);
    row("ssl.providers", "/tmp/evil.so", PropertyVerdict::deny);
    row("sasl.oauthbearer.token.endpoint.url", "https://login.example.org/token", PropertyVerdict::confirm);
    row("sasl.oauthbearer.token.endpoint.url", "http://login.example.org/token", PropertyVerdict::deny);
    row("sasl.oauthbearer.token.endpoint.url", "https://user:word@login.example.org", PropertyVerdict::deny);
    row("sasl.oauthbearer.token.endpoint.url", "file:///etc/passwd", PropertyVerdict::deny);
    row("debug", "broker,security", PropertyVerdict::confirm);
    row("debug", "$(reboot)", PropertyVerdict::deny);
    row("log_level", "9", PropertyVerdict::deny);
    row("ssl.crl.location", "/etc/crl.pem", PropertyVerdict::confirm);
    row("client.dns.lookup", "use_all_dns_ips", PropertyVerdict::allow);
    row("client.dns.lookup", "", PropertyVerdict::deny);
}

void TestClientProperty::valuesAreChecked()
{
    QFETCH(QString, value);
    const std::string tag = QTest::currentDataTag();
    const PropertyRuling ruling = judgeProperty(tag.substr(0, tag.find('=')), value.toStdString());
    QTEST(static_cast<int>(ruling.verdict), "verdict");
    QCOMPARE(ruling.reason.empty(), ruling.verdict == PropertyVerdict::allow);
}

void TestClientProperty::listIsReadAsWritten()
{
    const auto all = clientProperties(" Reconnect.Backoff.MS = 5 ;; debug=broker,cgrp; reconnect.backoff.ms=7;ssl.crl.location=/a=b ");
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(all[0].name, std::string("debug"));
    QCOMPARE(all[1].value, std::string("7")); // the later one
    QVERIFY(all[2].value == "/a=b" && all[2].isFile);
    QVERIFY(problem("debug=broker; reconnect.backoff.ms=7").empty());
    std::string many;
    for (int i = 0; i < 40; ++i)
        many += "name" + std::to_string(i) + "=1;";
    QVERIFY(problem(many).find("more than 32") != std::string::npos);
}

/// Somebody writes the password where it is refused: the message must not show it to whoever looks over the shoulder.
void TestClientProperty::problemNeverRepeatsAValue()
{
    Settings settings;
    for (const char* list : {"sasl.password=hunter2-marker", "SASL.Password = hunter2-marker", "sasl.oauthbearer.token.endpoint.url=https://me:hunter2-marker@x", "nonsense=hunter2-marker"}) {
        const auto parsed = parseSetting(settings, *findSetting(settingTable(), "property"), list);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().message.find("hunter2") == std::string::npos, parsed.error().message.c_str());
    }
}

void TestClientProperty::settingTakesTheList()
{
    Settings settings;
    const SettingSpec& row = *findSetting(settingTable(), "property");
    QVERIFY(parseSetting(settings, row, "client.dns.lookup=use_all_dns_ips; reconnect.backoff.ms=250"));
    QCOMPARE(settingText(settings, row), std::string("client.dns.lookup=use_all_dns_ips; reconnect.backoff.ms=250"));
    QVERIFY(parseSetting(settings, row, ""));
    QVERIFY(settings.property.empty());
}

QTEST_APPLESS_MAIN(TestClientProperty)
#include "tst_client_property.moc"
