// SPDX-License-Identifier: GPL-3.0-or-later
// A stored batch that is small on the wire and does not fit into memory: 200 MiB of zeros, or so many empty records that
// the client's own objects for them do not fit. No setting of the client bounds that (but zstd); a limit of the system
// does. The program must not die silently, and nothing may be lost.
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>

#include "headroom_paths.h"
#include "tests/broker/headroom_cli.h"
#include "tests/memory/case_run.h"
#include "tests/support/kafka_broker.h"

using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t mib = 1'048'576;
constexpr std::uint64_t around = 500; // ordinary records before and after it

struct Bomb {
    const char* codec;
    std::uint64_t records; ///< all in one batch
    std::size_t valueBytes;
    std::int64_t heapLimit;
};
constexpr std::array bombs{
    Bomb{"gzip", 200, mib, 192 * mib},
    Bomb{"lz4", 200, mib, 192 * mib},
    Bomb{"snappy", 200, mib, 192 * mib},
    Bomb{"zstd", 200, mib, 192 * mib},
    Bomb{"gzip", 200, mib, 256 * mib}, // its output just fits, little else does
    Bomb{"lz4", 500'000, 0, 128 * mib},
};

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

bool saysWhy(const QByteArray& error)
{
    const QByteArray text = error.toLower();
    return text.contains("memory") || text.contains("decompress");
}

} // namespace

class TestBomb : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void survivesOrSaysWhy_data();
    void survivesOrSaysWhy();
    void crashIsNotSilent();
    void estimateSaysWhatHasNoCap();

private:
    bool plant(const std::string& topic, const Bomb& bomb);
    QStringList reader(const QString& topic, const QString& records) const;

    KafkaBroker m_broker;
    QTemporaryDir m_folder;
};

void TestBomb::initTestCase()
{
    m_broker.setHeap(QStringLiteral("768m")); // it looks into the batch too, and of snappy needs it whole
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
}

/// Offsets are the ids: one partition, filled once.
bool TestBomb::plant(const std::string& topic, const Bomb& bomb)
{
    const auto client = m_broker.client();
    ProduceOptions options;
    options.codec = bomb.codec;
    ProduceOptions oneBatch = options;
    oneBatch.lingerMs = 60'000; // flushed when all is there
    oneBatch.maxBatchBytes = 300 * mib;
    oneBatch.maxMessageBytes = 300 * mib;
    oneBatch.properties = {{"queue.buffering.max.kbytes", "524288"}, {"queue.buffering.max.messages", "1000000"}, {"batch.num.messages", "1000000"}};
    const auto zeros = [&](std::uint64_t) { return std::string(bomb.valueBytes, '\0'); };
    for (const auto& done : {client.createTopic(topic, 1, {{"max.message.bytes", "100000000"}}),
                             client.produceNumbered(topic, {.firstId = 0, .count = around}, options),
                             client.produceNumbered(topic, {.firstId = around, .count = bomb.records, .value = zeros}, oneBatch),
                             client.produceNumbered(topic, {.firstId = around + bomb.records, .count = around}, options)}) {
        if (!done) {
            qWarning("%s", done.error().message.c_str());
            return false;
        }
    }
    return true;
}

QStringList TestBomb::reader(const QString& topic, const QString& records) const
{
    return QStringList{QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), QStringLiteral("run"), QStringLiteral("--bootstrap-servers"), m_broker.bootstrapText(),
                       QStringLiteral("--topic"), topic, QStringLiteral("--group-id"), topic, QStringLiteral("--processor"), QStringLiteral("file:") + records}
        + words("--until-end --batch-size 1000 --max-poll-records 1000 --commit-mode batch --session-timeout-ms 6000 --guard pause");
}

void TestBomb::survivesOrSaysWhy_data()
{
    QTest::addColumn<int>("row");
    for (std::size_t row = 0; row < bombs.size(); ++row) {
        const Bomb& bomb = bombs[row];
        QTest::addRow("%s-%llux%zuK-in-%lldM", bomb.codec, static_cast<unsigned long long>(bomb.records), bomb.valueBytes / 1024, static_cast<long long>(bomb.heapLimit / mib))
            << static_cast<int>(row);
    }
}

/// Seen to fail when the last words call a lack of memory a defect; with the client's own words left out of the message.
void TestBomb::survivesOrSaysWhy()
{
    QFETCH(int, row);
    const Bomb& bomb = bombs[static_cast<std::size_t>(row)];
    const std::uint64_t total = around + bomb.records + around;
    const QString topic = QStringLiteral("bomb-%1").arg(row);
    QVERIFY(plant(topic.toStdString(), bomb));

    const QString limitedFile = m_folder.filePath(topic + QStringLiteral("-limited"));
    const auto guarded = words("--memory-budget") + QStringList(QString::number(bomb.heapLimit / mib * 7 / 8) + QStringLiteral("MiB"));
    const auto limited = runMeasured(m_folder.path(), reader(topic, limitedFile) + guarded, bomb.heapLimit, 60s, saysWhy);
    qInfo("ended with %d at %lld MiB; %s", limited.code, static_cast<long long>(limited.peak / mib), limited.error.constData());
    QVERIFY(limited.code >= 0);
    const auto first = readConsumed(limitedFile);
    QVERIFY2(limited.code == 0 ? first.size() == total : saysWhy(limited.error), limited.error.constData()); // who did not read all does not end well

    const QString freeFile = m_folder.filePath(topic + QStringLiteral("-free"));
    const auto unlimited = runMeasured(m_folder.path(), reader(topic, freeFile) + words("--receive-message-max-bytes 1000000000"), 0, 90s);
    qInfo("without limit: ended with %d at %lld MiB", unlimited.code, static_cast<long long>(unlimited.peak / mib));
    QVERIFY2(unlimited.code == 0, unlimited.error.constData());
    const auto second = readConsumed(freeFile);
    QVERIFY(!second.empty() || first.size() == total);
    const std::uint64_t resumed = second.empty() ? total : static_cast<std::uint64_t>(second.front().offset);
    // What the second run does not read again was processed by the first, once.
    QVERIFY2(first.size() >= resumed, qPrintable(QStringLiteral("resumed at %1, only %2 processed before").arg(resumed).arg(first.size())));
    QCOMPARE(checkExactlyOnce(first, 0, first.size()), std::string());
    QCOMPARE(checkExactlyOnce(second, resumed, total - resumed), std::string());
}

/// Seen to fail without last words at SIGSEGV.
void TestBomb::crashIsNotSilent()
{
    ChildProcess child;
    const QString topic = QStringLiteral("crash");
    QVERIFY(m_broker.client().createTopic(topic.toStdString(), 1));
    auto command = reader(topic, m_folder.filePath(QStringLiteral("crash"))) + words("--record /dev/stdout");
    command.removeAll(QStringLiteral("--until-end"));
    QVERIFY(child.start(command.takeFirst(), command));
    QVERIFY(child.waitUntil([&] { return child.standardOutput().contains("\"running\""); }, 30s));
    child.signal(SIGSEGV);
    QCOMPARE(child.waitForEnd(10s).value_or(-1), 128 + SIGSEGV);
    QVERIFY2(child.standardError().contains("defect") && !child.standardError().contains("memory"), child.standardError().constData());
}

/// Seen to fail with only the first words of the assumption.
void TestBomb::estimateSaysWhatHasNoCap()
{
    const auto client = m_broker.client();
    QVERIFY(client.createTopic("harmless", 1));
    QVERIFY(client.produceNumbered("harmless", {.count = 5'000}, {.codec = "gzip"}));
    const auto run = runMeasured(m_folder.path(), {QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), QStringLiteral("estimate"), QStringLiteral("--json"),
                                                   QStringLiteral("--bootstrap-servers"), m_broker.bootstrapText(), QStringLiteral("--topic"), QStringLiteral("harmless")}, 0, 60s);
    QVERIFY2(run.code == 0, run.error.constData());
    const auto report = nlohmann::json::parse(run.output.toStdString());
    const auto assumption = QString::fromStdString(report.at("assumption").get<std::string>());
    for (const char* codec : {"zstd only", "gzip", "lz4", "snappy"}) {
        QVERIFY2(assumption.contains(QLatin1String(codec)), qPrintable(assumption));
    }
}

QTEST_GUILESS_MAIN(TestBomb)
#include "tst_bomb.moc"
