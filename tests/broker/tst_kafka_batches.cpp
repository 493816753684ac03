// SPDX-License-Identifier: GPL-3.0-or-later
// Batches that are broken on the broker's disk, and names and keys at the edge of what Kafka allows: nothing is skipped in
// silence, nothing beyond a broken batch is committed unless it was said, and the program never hangs or dies.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/broker/headroom_cli.h"
#include "tests/support/kafka_broker.h"

using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int batches = 3;
constexpr int perBatch = 5;

/// Fields of a batch of format 2, from its start.
enum Field : qsizetype { lengthAt = 8, magicAt = 16, attributesAt = 22, countAt = 57, recordsAt = 61 };

qsizetype lengthOf(const QByteArray& log, qsizetype batch)
{
    qsizetype length = 0;
    for (qsizetype i = 0; i < 4; ++i)
        length = length << 8 | static_cast<unsigned char>(log.at(batch + lengthAt + i));
    return length + 12;
}

struct Damage {
    const char* name;
    bool checkCrcs;
    bool readable; ///< all records are delivered all the same
    void (*apply)(QByteArray& log, qsizetype batch);
};

void flipLast(QByteArray& log, qsizetype batch) { log[batch + lengthOf(log, batch) - 3] = '~'; }

const Damage damages[] = {
    {"bad-crc-unchecked", false, true, flipLast},
    {"bad-crc-checked", true, false, flipLast},
    {"codec", false, false, [](QByteArray& log, qsizetype batch) { log[batch + attributesAt] = static_cast<char>(log[batch + attributesAt] | 7); }},
    {"count", false, true, [](QByteArray& log, qsizetype batch) { log[batch + countAt + 2] = 4; }}, // as if there were 1,024 more records
    {"old-magic", false, false, [](QByteArray& log, qsizetype batch) { log[batch + magicAt] = 1; }},
};

} // namespace

class TestKafkaBatches : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void brokenBatchIsSaid_data();
    void brokenBatchIsSaid();
    void oddNames();

private:
    KafkaBroker m_broker;
    QTemporaryDir m_folder;
};

/// All topics are made first and damaged while the broker is down.
void TestKafkaBatches::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    for (const Damage& damage : damages) {
        QVERIFY(m_broker.client().createTopic(damage.name, 1));
        for (int batch = 0; batch < batches; ++batch)
            QVERIFY(m_broker.client().produceNumbered(damage.name, {.firstId = static_cast<std::uint64_t>(batch * perBatch), .count = perBatch}, {.lingerMs = 200}));
    }
    QVERIFY(m_broker.stop());
    for (const Damage& damage : damages) {
        QFile file(m_broker.logFile(QString::fromLatin1(damage.name), 0));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray log = file.readAll();
        damage.apply(log, lengthOf(log, 0));
        QVERIFY(file.seek(0) && file.write(log) == log.size());
    }
    QVERIFY(m_broker.restart());
}

void TestKafkaBatches::brokenBatchIsSaid_data()
{
    QTest::addColumn<int>("damage");
    for (std::size_t i = 0; i < std::size(damages); ++i)
        QTest::newRow(damages[i].name) << static_cast<int>(i);
}

/// Seen to fail when the client's errors are not noted: the codec and the old format ended with 0 and no word. The policy is
/// for deleted messages and must not pass over the broken batch (seen to fail: the run ended with 0, ten records unread).
void TestKafkaBatches::brokenBatchIsSaid()
{
    QFETCH(int, damage);
    const Damage& given = damages[damage];
    const QString topic = QString::fromLatin1(given.name);
    HeadroomCli cli(m_folder, topic);
    const bool mayWait = topic == QStringLiteral("old-magic");
    const QStringList arguments{QStringLiteral("--until-end"), QStringLiteral("--duration"), mayWait ? QStringLiteral("45s") : QStringLiteral("12s"), QStringLiteral("--on-offset-lost"), QStringLiteral("latest"),
                                QStringLiteral("--check-crcs"), given.checkCrcs ? QStringLiteral("true") : QStringLiteral("false")};
    QVERIFY(cli.start(m_broker.bootstrapText(), topic, topic, arguments));
    const int code = cli.finish(70s);
    const auto consumed = cli.records();
    const auto report = cli.report();
    const QByteArray told = cli.process().standardError() + QByteArray::fromStdString(report.is_null() ? std::string() : report.dump(1));
    qInfo("%s: exit %d, %zu records, committed %lld", given.name, code, consumed.size(), static_cast<long long>(cli.reported("committed")[0]));
    QVERIFY2(code == 0 || code == 1, told.constData()); // neither a hang nor a signal
    QVERIFY2(consumed.size() >= perBatch, told.constData()); // what stands before it
    if (given.readable) {
        QCOMPARE(consumed.size(), std::size_t(batches * perBatch));
        QCOMPARE(code, 0);
        return;
    }
    QVERIFY2(consumed.size() < batches * perBatch, "the damage was none");
    // Not in silence. The old format is read by bytes that stand elsewhere in the new one, record times among them: as they fall, the
    // client takes the batch for a part of one and waits for the rest without a word. Then ours is that nothing moves.
    const bool saysSo = mayWait && told.contains("no progress for 30 s");
    QVERIFY2(code == 1 || !report["errors"].empty() || saysSo, told.constData());
    QCOMPARE(cli.reported("committed")[0], std::int64_t{perBatch});
    if (!given.checkCrcs)
        return;
    // The next run begins at the broken batch.
    HeadroomCli again(m_folder, topic);
    QVERIFY(again.start(m_broker.bootstrapText(), topic, topic, arguments));
    QCOMPARE(again.finish(40s), 1);
    QVERIFY(again.process().standardError().contains("the batch at offset 5 cannot be read"));
    QCOMPARE(again.records().size(), std::size_t{perBatch});
    QCOMPARE(again.reported("committed")[0], std::int64_t{perBatch});
}

/// A group's name with a line break is refused before anything starts (tst_settings_codec).
/// Seen to fail with a key cut at 64 KiB.
void TestKafkaBatches::oddNames()
{
    const std::string longest = std::string(120, 'a') + "._-" + std::string(126, 'Z');
    const std::string bytes("\x00\xFF\x1B[31m\n", 8);
    const std::vector<TestRecord> records{{.key = std::string(900'000, 'k'), .value = "v"}, {.key = bytes, .value = "v"}, {.value = "no key"}, {.key = "", .value = ""}};
    QVERIFY(m_broker.client().createTopic(longest, 1, {{"max.message.bytes", "2000000"}}));
    QVERIFY(m_broker.client().produce(longest, records));
    int number = 0;
    for (const QString& group : {QStringLiteral("a group with spaces"), QStringLiteral("<b>bold</b>"), QString(200, QChar(u'ü'))}) {
        HeadroomCli cli(m_folder, QStringLiteral("odd-%1").arg(number++));
        QVERIFY(cli.start(m_broker.bootstrapText(), QString::fromStdString(longest), group, {QStringLiteral("--until-end")}));
        QCOMPARE(cli.finish(40s), 0);
        const auto consumed = cli.records();
        QCOMPARE(consumed.size(), records.size());
        QCOMPARE(consumed[0].key.value_or("").size(), std::size_t(900'000));
        QVERIFY(!consumed[2].key.has_value() && consumed[3].key.has_value());
        QCOMPARE(cli.reported("committed"), (std::map<int, std::int64_t>{{0, static_cast<std::int64_t>(records.size())}}));
        QCOMPARE(cli.report()["settings"]["group-id"].get<std::string>(), group.toStdString());
    }
}

QTEST_GUILESS_MAIN(TestKafkaBatches)
#include "tst_kafka_batches.moc"
