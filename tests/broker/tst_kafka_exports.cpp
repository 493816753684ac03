// SPDX-License-Identifier: GPL-3.0-or-later
// What Headroom exports runs as it is: the other clients take the configuration and read with it.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "headroom_paths.h"
#include "core/settings/client_export.h"
#include "tests/support/child_process.h"
#include "tests/support/kafka_broker.h"

using namespace headroom::test;
using namespace std::chrono_literals;
namespace core = headroom::core;

namespace {
constexpr int records = 500;
} // namespace

class TestKafkaExports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pythonClientReadsWithIt_data();
    void pythonClientReadsWithIt();
    void javaClientReadsWithIt_data();
    void javaClientReadsWithIt();

private:
    [[nodiscard]] QByteArray exported(const char* format, core::Settings settings, const char* group) const
    {
        settings.bootstrapServers = m_broker.bootstrap();
        settings.topic = "exported";
        settings.groupId = group;
        return QByteArray::fromStdString(core::exportSettings(core::settingTable(), settings, *core::findExportFormat(format)));
    }

    KafkaBroker m_broker;
    QTemporaryDir m_folder;
};

void TestKafkaExports::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    const auto client = m_broker.client();
    QVERIFY(client.createTopic("exported", 2));
    QVERIFY(client.produceNumbered("exported", {.count = records, .partitions = 2}));
}

void TestKafkaExports::pythonClientReadsWithIt_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("reads");
    QTest::newRow("kafka-python") << QByteArray("kafka-python") << QByteArray("seen = 0\nfor record in consumer:\n    seen += 1\n    if seen == 500:\n        break\n");
    QTest::newRow("confluent-kafka") << QByteArray("confluent-kafka")
                                     << QByteArray("seen = 0\nwhile seen < 500:\n    seen += sum(1 for m in consumer.consume(500, timeout=1) if not m.error())\n");
}

void TestKafkaExports::pythonClientReadsWithIt()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, reads);
    const QString path = m_folder.filePath(QString::fromLatin1(format) + QStringLiteral(".py"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(exported(format.constData(), {}, format.constData()) + reads + "consumer.close()\nprint('records', seen)\n");
    file.close();
    ChildProcess python;
    QVERIFY(python.start(QStringLiteral(HEADROOM_SOURCE_DIR "/build/venv/bin/python"), {path}));
    QVERIFY2(python.waitForEnd(60s) == 0, python.standardError().constData());
    QCOMPARE(python.standardOutput().trimmed(), QByteArray("records 500"));
}

void TestKafkaExports::javaClientReadsWithIt_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("assignor");
    QTest::newRow("classic") << QStringLiteral("classic") << QStringLiteral("cooperative-sticky");
    QTest::newRow("new protocol") << QStringLiteral("consumer") << QStringLiteral("range");
}

void TestKafkaExports::javaClientReadsWithIt()
{
    QFETCH(QString, protocol);
    QFETCH(QString, assignor);
    core::Settings settings;
    settings.groupProtocol = protocol.toStdString();
    settings.partitionAssignmentStrategy = assignor.toStdString();
    const QString path = m_folder.filePath(protocol + QStringLiteral(".properties"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(exported("java", settings, qPrintable(QStringLiteral("java-") + protocol)));
    file.close();
    const auto printed = m_broker.tool(QStringLiteral("org.apache.kafka.tools.consumer.ConsoleConsumer"),
                                       {QStringLiteral("--bootstrap-server"), m_broker.bootstrapText(), QStringLiteral("--topic"), QStringLiteral("exported"),
                                        QStringLiteral("--consumer.config"), path, QStringLiteral("--max-messages"), QString::number(records), QStringLiteral("--timeout-ms"),
                                        QStringLiteral("30000")});
    QVERIFY2(printed, printed ? "" : printed.error().message.c_str());
    QCOMPARE(printed->trimmed().count('\n') + 1, records);
}

QTEST_GUILESS_MAIN(TestKafkaExports)
#include "tst_kafka_exports.moc"
