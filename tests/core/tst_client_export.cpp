// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <memory>

#include <librdkafka/rdkafka.h>

#include "core/settings/client_export.h"
#include "core/settings/setting_codec.h"

using namespace headroom::core;

namespace {

Settings typical()
{
    Settings settings;
    settings.bootstrapServers = "one:9092,two:9092";
    settings.topic = "orders, returns";
    settings.groupId = "readers";
    return settings;
}

QString exported(const char* format, const Settings& settings = typical())
{
    const ExportFormat* found = findExportFormat(format);
    return found == nullptr ? QString() : QString::fromStdString(exportSettings(settingTable(), settings, *found));
}

QStringList propertiesOf(const QString& text)
{
    QStringList lines;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        if (!line.startsWith(QLatin1Char('#')))
            lines << line;
    return lines;
}

} // namespace

class TestClientExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void speaksTheClientsWords_data();
    void speaksTheClientsWords();
    void namesWhatIsToBeFilledIn();
    void countsWhatHasNoEqual_data();
    void countsWhatHasNoEqual();
    void autoCommitIsTranslated();
    void brokerSideOfTheNewProtocolIsLeftOut();
    void hostileTextStaysOneValue();
    void springIsJavaBehindAPrefix();
    void theClientLibraryTakesIt();
};

void TestClientExport::speaksTheClientsWords_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QStringList>("has");
    QTest::addColumn<QStringList>("hasNot");
    const auto row = [](const char* format, const QStringList& has, const QStringList& hasNot) { QTest::newRow(format) << QString::fromLatin1(format) << has << hasNot; };
    row("kafka-python",
        {QStringLiteral("KafkaConsumer(\n    \"orders\", \"returns\",\n    bootstrap_servers=\"one:9092,two:9092\",\n"), QStringLiteral("    fetch_max_bytes=1048576,\n"),
         QStringLiteral("    max_poll_records=10,\n"), QStringLiteral("    check_crcs=True,\n"), QStringLiteral("    enable_auto_commit=False,\n)\n"),
         QStringLiteral("#   queued-max-messages-kbytes = 32768 KiB\n"), QStringLiteral("#   partition-assignment-strategy = range\n")},
        {QStringLiteral("fetch.max.bytes"), QStringLiteral("client_rack"), QStringLiteral("auto_commit_interval_ms")});
    row("confluent-kafka",
        {QStringLiteral("topics = [\"orders\", \"returns\"]\n"), QStringLiteral("    \"fetch.message.max.bytes\": 524288,\n"), QStringLiteral("    \"check.crcs\": True,\n"),
         QStringLiteral("    \"auto.offset.reset\": \"earliest\",\n"), QStringLiteral("    \"enable.auto.commit\": False,\n})\nconsumer.subscribe(topics)\n"),
         QStringLiteral("#   max-poll-records = 10\n")},
        {QStringLiteral("max.poll.records")});
    row("java",
        {QStringLiteral("\nmax.partition.fetch.bytes=524288\n"), QStringLiteral("\npartition.assignment.strategy=org.apache.kafka.clients.consumer.RangeAssignor\n"),
         QStringLiteral("\nmax.poll.records=10\n"), QStringLiteral("\nenable.auto.commit=false\n"), QStringLiteral("subscribe to \"orders\", \"returns\"\n")},
        {QStringLiteral("queued.min.messages="), QStringLiteral("\ntopic=")});
    row("librdkafka", {QStringLiteral("\nqueued.max.messages.kbytes=32768\n"), QStringLiteral("\npartition.assignment.strategy=range\n")}, {QStringLiteral("\nmax.poll.records=")});
    row("spring", {QStringLiteral("\nspring.kafka.consumer.properties.max.poll.records=10\n")}, {QStringLiteral("\nmax.poll.records=")});
}

void TestClientExport::speaksTheClientsWords()
{
    QFETCH(QString, format);
    QFETCH(QStringList, has);
    QFETCH(QStringList, hasNot);
    const QString text = exported(format.toLatin1().constData());
    for (const QString& part : has)
        QVERIFY2(text.contains(part), qPrintable(part + QStringLiteral(" is not in:\n") + text));
    for (const QString& part : hasNot)
        QVERIFY2(!text.contains(part), qPrintable(part + QStringLiteral(" is in:\n") + text));
}

void TestClientExport::namesWhatIsToBeFilledIn()
{
    for (const ExportFormat& format : exportFormats()) {
        const QString complete = exported(format.id.data());
        QVERIFY(!complete.contains(QStringLiteral("name yours")));
        const QString demo = exported(format.id.data(), Settings());
        QCOMPARE(demo.count(QStringLiteral("name yours")), 2); // brokers and group
        QVERIFY(demo.contains(QStringLiteral("localhost:9092")) && demo.contains(QStringLiteral("my-group")));
    }
    QVERIFY(findExportFormat("sarama") == nullptr);
}

void TestClientExport::countsWhatHasNoEqual_data()
{
    QTest::addColumn<QString>("format");
    for (const ExportFormat& format : exportFormats())
        QTest::newRow(format.id.data()) << QString::fromLatin1(format.id.data(), static_cast<qsizetype>(format.id.size()));
}

/// Each row of the table is either given or counted, none is dropped.
void TestClientExport::countsWhatHasNoEqual()
{
    QFETCH(QString, format);
    const QString text = exported(format.toLatin1().constData());
    const auto counted = text.count(QStringLiteral("\n#   "));
    QVERIFY2(text.contains(QStringLiteral("\n# %1 settings of Headroom have no equal in %2:\n").arg(counted).arg(format)), qPrintable(text));
    const Settings settings = typical();
    int empty = 0;
    for (const SettingSpec& row : settingTable())
        empty += settingText(settings, row).empty() || isUnset(settings, row) ? 1 : 0;
    const auto given = text.count(QStringLiteral("1048576")) > 0 ? text.split(QLatin1Char('\n')).filter(QRegularExpression(QStringLiteral("^(    [a-z\"].*,|[a-z.]+=.*)$"))).size() : 0;
    const bool topicsAreALine = format == QStringLiteral("kafka-python");
    // Besides the rows there is enable.auto.commit; the topics stand in the frame around them.
    QCOMPARE(given - 1 - (topicsAreALine ? 1 : 0), static_cast<qsizetype>(settingTable().size()) - empty - 1 - counted);
}

void TestClientExport::autoCommitIsTranslated()
{
    Settings settings = typical();
    settings.commitMode = "auto";
    settings.commitIntervalMs = 700;
    const QString python = exported("kafka-python", settings);
    QVERIFY2(python.contains(QStringLiteral("    enable_auto_commit=True,\n    auto_commit_interval_ms=700,\n")), qPrintable(python));
    QVERIFY(!python.contains(QStringLiteral("commit-mode")) && !python.contains(QStringLiteral("commit-interval-ms")));
    QVERIFY(exported("java", settings).contains(QStringLiteral("\nenable.auto.commit=true\nauto.commit.interval.ms=700\n")));
}

void TestClientExport::brokerSideOfTheNewProtocolIsLeftOut()
{
    Settings settings = typical();
    settings.groupProtocol = "consumer";
    for (const char* format : {"java", "librdkafka", "confluent-kafka"}) {
        const QString text = exported(format, settings);
        QVERIFY(text.contains(QStringLiteral("group.protocol")));
        QVERIFY(!text.contains(QStringLiteral("session.timeout.ms")) && !text.contains(QStringLiteral("partition.assignment.strategy")));
        QVERIFY(text.contains(QStringLiteral("#   session-timeout-ms = 45000 ms\n")));
    }
}

void TestClientExport::hostileTextStaysOneValue()
{
    Settings settings = typical();
    settings.clientId = "a\"b\\c";
    QVERIFY(exported("kafka-python", settings).contains(QStringLiteral("    client_id=\"a\\\"b\\\\c\",\n")));
    QVERIFY(exported("java", settings).contains(QStringLiteral("\nclient.id=a\"b\\\\c\n")));
    QVERIFY(exported("librdkafka", settings).contains(QStringLiteral("\nclient.id=a\"b\\c\n")));
    settings.clientId = "x\nenable.auto.commit=true";
    for (const ExportFormat& format : exportFormats()) {
        const QString text = exported(format.id.data(), settings);
        QVERIFY2(!text.contains(QStringLiteral("\nenable.auto.commit=true")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("control character")));
    }
}

void TestClientExport::springIsJavaBehindAPrefix()
{
    QStringList java;
    for (const QString& line : propertiesOf(exported("java")))
        java << QStringLiteral("spring.kafka.consumer.properties.") + line;
    QVERIFY(java.size() > 15);
    QCOMPARE(propertiesOf(exported("spring")), java);
}

void TestClientExport::theClientLibraryTakesIt()
{
    for (const char* protocol : {"classic", "consumer"}) {
        Settings settings = typical();
        settings.groupProtocol = protocol;
        rd_kafka_conf_t* conf = rd_kafka_conf_new();
        std::array<char, 512> reason{};
        int taken = 0;
        for (const QString& line : propertiesOf(exported("librdkafka", settings))) {
            const QByteArray name = line.section(QLatin1Char('='), 0, 0).toUtf8();
            const QByteArray value = line.section(QLatin1Char('='), 1).toUtf8();
            QVERIFY2(rd_kafka_conf_set(conf, name.constData(), value.constData(), reason.data(), reason.size()) == RD_KAFKA_CONF_OK, reason.data());
            ++taken;
        }
        QVERIFY(taken > 15);
        rd_kafka_t* client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, reason.data(), reason.size());
        QVERIFY2(client != nullptr, reason.data()); // the values agree with each other as well
        rd_kafka_destroy(client);
    }
}

QTEST_APPLESS_MAIN(TestClientExport)
#include "tst_client_export.moc"
