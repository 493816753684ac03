// SPDX-License-Identifier: GPL-3.0-or-later
// The guards on a real broker: a backlog, a slow processor and a budget that the prefetch queue does not fit into.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

#include "core/base/units.h"
#include "tests/broker/headroom_cli.h"
#include "tests/broker/slow_reader.h"
#include "tests/support/kafka_broker.h"

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t count = 60'000;
constexpr int partitions = 8;
constexpr std::uint64_t packedCount = 8'000;
constexpr int packedPartitions = 64;
constexpr std::size_t packedBytes = 5 * 1024;
/// What comes within one look at RSS: 5 ms, and as often as not three times that on a busy machine, at 250 MiB a second.
constexpr core::Bytes withinALook = 4 * core::mib;

/// Compressed to about half of it.
std::string packedValue(std::uint64_t id)
{
    std::mt19937_64 random(id);
    std::string value(packedBytes, 'x');
    std::generate(value.begin(), value.begin() + packedBytes / 2, [&] { return static_cast<char>(random()); });
    return value;
}

QStringList words(const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts); }

/// The share of a recording's samples whose RSS is at most `most`.
double shareWithin(const QString& recording, core::Bytes most)
{
    QFile file(recording);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    int all = 0, within = 0;
    for (const QByteArray& line : file.readAll().trimmed().split('\n')) {
        const auto rss = nlohmann::json::parse(line.toStdString()).at("metrics").at("rss");
        if (!rss.is_number())
            continue;
        ++all;
        within += rss.get<double>() <= static_cast<double>(most) ? 1 : 0;
    }
    return all == 0 ? 0 : static_cast<double>(within) / all;
}

} // namespace

class TestKafkaGuard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void holdsTheBudget_data();
    void holdsTheBudget();

private:
    KafkaBroker m_broker;
    QTemporaryDir m_folder;
};

void TestKafkaGuard::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    const auto client = m_broker.client();
    QVERIFY(client.createTopic("guarded", partitions));
    QVERIFY(client.createTopic("packed", packedPartitions));
    QVERIFY(client.produceNumbered("packed", {.count = packedCount, .partitions = packedPartitions, .value = packedValue}, {.codec = "lz4"}));
    QVERIFY(client.produceNumbered("guarded", {.count = count, .partitions = partitions, .valueBytes = 1024}, {.codec = "none"}));
}

void TestKafkaGuard::holdsTheBudget_data()
{
    QTest::addColumn<QString>("guard");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("view");
    QTest::addColumn<bool>("packed");
    QTest::newRow("pause") << "pause" << "batch" << "1MiB" << false;
    QTest::newRow("adapt") << "adapt" << "batch" << "1MiB" << false;
    QTest::newRow("adapt, manual") << "adapt" << "manual" << "1MiB" << false;
    QTest::newRow("adapt, the usual view") << "adapt" << "batch" << "24MiB" << false; // too much for what is left of the budget
    QTest::newRow("pause, lz4") << "pause" << "batch" << "1MiB" << true; // many partitions, twice as much decoded as received
    QTest::newRow("adapt, lz4") << "adapt" << "batch" << "1MiB" << true;
}

void TestKafkaGuard::holdsTheBudget()
{
    QFETCH(QString, guard);
    QFETCH(QString, mode);
    QFETCH(QString, view);
    QFETCH(bool, packed);
    const bool small = view == QStringLiteral("1MiB");
    const QString topic = packed ? QStringLiteral("packed") : QStringLiteral("guarded");
    const QString name = QStringLiteral("guard-%1-%2-%3-%4").arg(guard, mode, view, topic);
    const core::Bytes budget = (packed ? 36 : 48) * core::mib;
    // The peak may pass, but not what is there as a rule, by the one broker's response and by what comes within a look: 256 KiB
    // as received and decoded. A response of the packed topic may decode to 27 MiB a partition, which nothing stops once asked
    // for: of it comes what the 25 to 60 ms after a resume in which nobody looks let through, at 250 MiB a second and more.
    const core::Bytes slack = (packed ? 12 * core::mib : core::mib / 2) + withinALook;
    const QString recording = m_folder.filePath(name + QStringLiteral(".recording"));

    HeadroomCli cli(m_folder, name);
    const QString copy = m_folder.filePath(name + QStringLiteral(".copy"));
    SlowReader reader(cli.recordsFile(), copy, packed ? 1100 : 2200); // some 10 000 and 20 000 records a second
    QVERIFY(reader.good());
    QStringList arguments = words("--until-end --batch-bytes 64KiB --max-poll-records 100 --batch-size 100 --queued-min-messages 100000");
    if (!packed)
        arguments << words("--fetch-max-bytes 256KiB --max-partition-fetch-bytes 64KiB --message-max-bytes 64KiB");
    arguments << QStringLiteral("--memory-budget") << QString::number(budget);
    arguments << QStringLiteral("--view-budget") << view << QStringLiteral("--record") << recording << QStringLiteral("--guard") << guard << QStringLiteral("--commit-mode") << mode;
    QVERIFY(cli.start(m_broker.bootstrapText(), topic, name, arguments));
    core::Bytes kernelPeak = 0;
    QVERIFY(!cli.process().waitUntil([&] { kernelPeak = std::max<core::Bytes>(kernelPeak, cli.kernelPeak()); return false; }, 240s));
    const int code = cli.finish(1s);
    reader.finish();
    const auto report = cli.report();
    QVERIFY(report.is_object());
    qInfo("peak %.1f MiB of %.1f, guard %s", static_cast<double>(kernelPeak) / core::mib, static_cast<double>(budget) / core::mib, report.at("guard").dump().c_str());

    QVERIFY(code == 0 || code == 3); // done, perhaps over budget by what the slack allows
    QCOMPARE(checkExactlyOnce(readConsumed(copy), 0, packed ? packedCount : count), std::string());
    QVERIFY2(kernelPeak <= budget + slack, qPrintable(QString::number(kernelPeak)));
    const double within = shareWithin(recording, budget);
    QVERIFY2(within > 0.95, qPrintable(QString::number(within)));
    QCOMPARE(report.at("guard").at("mode").get<std::string>(), guard.toStdString());
    QCOMPARE(report.at("commits").at("failed").get<int>(), 0);
    if (mode == QStringLiteral("batch"))
        QCOMPARE(cli.reported("committed"), cli.reported("processed"));
    const auto paused = report.at("guard").at("paused_seconds").get<double>();
    if (!small) {
        // Three seconds of work: a few pauses until the view has given back enough. It was 24 s when the view kept what it had.
        QVERIFY2(paused < 15, qPrintable(QString::number(paused)));
        return;
    }
    QVERIFY(report.at("guard").at("pauses").get<int>() > 0);
    if (packed)
        return; // read in a second: what an adapting guard comes to meanwhile is chance
    QVERIFY(paused > 1);
    QVERIFY(report.at("guard").at("refetched_bytes").get<core::Bytes>() > core::mib);
    // View and batch are at their floors, so the guard that adapts comes to its last resort: half the fetch limits.
    const int queue = report.at("settings").at("queued-max-messages-kbytes").get<int>();
    QCOMPARE(queue, guard == QStringLiteral("adapt") ? 16384 : 32768);
}

QTEST_GUILESS_MAIN(TestKafkaGuard)
#include "tst_kafka_guard.moc"
