// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>
#include <vector>

#include <lz4.h>
#include <nlohmann/json.hpp>

#include "core/demo/backlog.h"
#include "core/demo/demo_generator.h"

using namespace headroom::core;

namespace {

DemoLoad withSize(const char* size)
{
    DemoLoad load;
    load.size = size;
    return load;
}

std::vector<DemoRecord> make(const DemoLoad& load, int count)
{
    DemoGenerator generator(load);
    std::vector<DemoRecord> records;
    for (int i = 0; i < count; ++i)
        records.push_back(generator.next(static_cast<std::int32_t>(i % load.partitions)));
    return records;
}

double lz4Ratio(const std::vector<DemoRecord>& records)
{
    std::string text; // as a batch holds them: one after the other, up to 64 KiB
    for (const auto& record : records)
        if (text.size() < 64 * 1024)
            text += *record.value;
    std::string packed(static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(text.size()))), '\0');
    const int size = LZ4_compress_default(text.data(), packed.data(), static_cast<int>(text.size()), static_cast<int>(packed.size()));
    return static_cast<double>(text.size()) / size;
}

} // namespace

class TstDemoGenerator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameSeedSameRecords();
    void valuesAreJsonWithIncreasingIds();
    void fixedSizes_data();
    void fixedSizes();
    void uniformSizes();
    void mixedSizes();
    void sizeLawErrors_data();
    void sizeLawErrors();
    void compressibility_data();
    void compressibility();
    void keysStayOnTheirPartition();
    void keysAndHeadersCanBeLeftOut();
    void poisonComesInAllKinds();
    void poisonShareHolds();
    void pace_data();
    void pace();
    void loadChecks_data();
    void loadChecks();
    void backlogCounts();
    void backlogForgetsOldMarks();
    void ratioIsCarefulUntilMeasured();
};

void TstDemoGenerator::sameSeedSameRecords()
{
    DemoLoad load;
    load.poisonShare = 0.1;
    const auto first = make(load, 500);
    const auto second = make(load, 500);
    load.seed = 2;
    const auto other = make(load, 500);
    bool differs = false;
    for (std::size_t i = 0; i < first.size(); ++i) {
        QVERIFY(first[i].key == second[i].key);
        QVERIFY(first[i].value == second[i].value);
        QVERIFY(first[i].headers == second[i].headers);
        differs = differs || first[i].value != other[i].value;
    }
    QVERIFY(differs);
}

void TstDemoGenerator::valuesAreJsonWithIncreasingIds()
{
    std::int64_t last = 0;
    for (const auto& record : make(DemoLoad(), 2000)) {
        const auto json = nlohmann::json::parse(*record.value, nullptr, false);
        QVERIFY2(json.is_object(), record.value->c_str());
        QVERIFY(json["id"].get<std::int64_t>() > last);
        last = json["id"].get<std::int64_t>();
        QVERIFY(json.contains("customer"));
    }
    QCOMPARE(last, 2000);
}

void TstDemoGenerator::fixedSizes_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("got");
    QTest::newRow("nothing") << 0 << 8; // {"id":1}
    QTest::newRow("id only") << 8 << 8;
    QTest::newRow("padded") << 15 << 15;
    QTest::newRow("empty note") << 18 << 18;
    for (const int size : {100, 199, 200, 250, 1024, 102400, 900000})
        QTest::addRow("%d", size) << size << size;
}

void TstDemoGenerator::fixedSizes()
{
    QFETCH(int, asked);
    QFETCH(int, got);
    const auto records = make(withSize(("fixed:" + std::to_string(asked)).c_str()), 2);
    for (const auto& record : records) {
        QCOMPARE(static_cast<int>(record.value->size()), got);
        QVERIFY(nlohmann::json::accept(*record.value));
    }
}

void TstDemoGenerator::uniformSizes()
{
    std::size_t least = 1'000'000;
    std::size_t most = 0;
    for (const auto& record : make(withSize("uniform:300-700"), 3000)) {
        least = std::min(least, record.value->size());
        most = std::max(most, record.value->size());
    }
    QVERIFY(least >= 300 && least < 320);
    QVERIFY(most <= 700 && most > 680);
}

void TstDemoGenerator::mixedSizes()
{
    int small = 0;
    int large = 0;
    int larger = 0;
    for (const auto& record : make(DemoLoad(), 10'000)) {
        const auto size = record.value->size();
        QVERIFY(size >= 200 && size <= 52 * 1024);
        small += size <= 2048 ? 1 : 0;
        large += size >= 16 * 1024 && size <= 24 * 1024 ? 1 : 0;
        larger += size >= 44 * 1024 ? 1 : 0;
    }
    QCOMPARE(small + large + larger, 10'000);
    QVERIFY2(large > 850 && large < 1150, qPrintable(QString::number(large)));
    QVERIFY2(larger > 60 && larger < 150, qPrintable(QString::number(larger)));
}

void TstDemoGenerator::sizeLawErrors_data()
{
    QTest::addColumn<QString>("text");
    for (const auto* text : {"", "fixed", "fixed:", "fixed:-1", "fixed:900001", "fixed:1k", "uniform:5", "uniform:9-5", "uniform:1-900001", "Mixed", "mixed:1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TstDemoGenerator::sizeLawErrors()
{
    QFETCH(QString, text);
    const auto law = parseSizeLaw(text.toStdString());
    QVERIFY(!law.has_value());
    QCOMPARE(law.error().code, ErrorCode::invalidSetting);
    QVERIFY(law.error().message.find("\"" + text.toStdString() + "\"") != std::string::npos);
}

void TstDemoGenerator::compressibility_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<double>("asked");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("random 1 KiB") << "fixed:1024" << 1.0 << 0.95 << 1.25;
    QTest::newRow("2:1 1 KiB") << "fixed:1024" << 2.0 << 1.6 << 2.4;
    QTest::newRow("3:1 1 KiB") << "fixed:1024" << 3.0 << 2.3 << 3.6;
    QTest::newRow("3:1 mixed") << "mixed" << 3.0 << 2.3 << 3.6;
    QTest::newRow("3:1 20 KiB") << "fixed:20480" << 3.0 << 2.3 << 3.6;
    QTest::newRow("10:1 20 KiB") << "fixed:20480" << 10.0 << 6.0 << 13.0;
    QTest::newRow("50:1 1 KiB") << "fixed:1024" << 50.0 << 25.0 << 70.0;
}

void TstDemoGenerator::compressibility()
{
    QFETCH(QString, size);
    QFETCH(double, asked);
    QFETCH(double, least);
    QFETCH(double, most);
    auto load = withSize(size.toLatin1().constData());
    load.compressibility = asked;
    const double ratio = lz4Ratio(make(load, 300));
    QVERIFY2(ratio >= least && ratio <= most, qPrintable(QString::number(ratio)));
}

void TstDemoGenerator::keysStayOnTheirPartition()
{
    DemoLoad load;
    std::map<std::string, int> partitionOf;
    DemoGenerator generator(load);
    for (int i = 0; i < 20'000; ++i) {
        const int partition = i % 8;
        const auto& record = generator.next(partition);
        QVERIFY(record.key.has_value());
        QCOMPARE(partitionOf.try_emplace(*record.key, partition).first->second, partition);
    }
    QVERIFY(partitionOf.size() > 4000);
}

void TstDemoGenerator::keysAndHeadersCanBeLeftOut()
{
    DemoLoad load;
    load.keys = "none";
    load.headers = 0;
    const auto bare = make(load, 1).front();
    QVERIFY(!bare.key.has_value());
    QVERIFY(bare.headers.empty());
    load.headers = 5;
    QCOMPARE(make(load, 1).front().headers.size(), std::size_t(5));
}

void TstDemoGenerator::poisonComesInAllKinds()
{
    DemoLoad load;
    load.poisonShare = 1;
    const auto records = make(load, poisonKinds);
    QVERIFY(!records[0].value.has_value());
    QVERIFY(records[1].value->empty());
    QCOMPARE(records[2].value->size(), std::size_t(300 * 1024));
    QVERIFY(records[3].value->find('\0') != std::string::npos);
    QVERIFY(QString::fromUtf8(records[4].value->c_str()).contains(QChar::ReplacementCharacter));
    QVERIFY(QString::fromUtf8(records[5].value->c_str()).contains(QChar(0x202E)));
    QCOMPARE(records[6].headers.size(), std::size_t(10'000));
    QVERIFY(records[6].bytes() < 900'000);
}

void TstDemoGenerator::poisonShareHolds()
{
    DemoLoad load;
    load.poisonShare = 0.07;
    int nulls = 0;
    for (const auto& record : make(load, 5000))
        nulls += record.value ? 0 : 1;
    QVERIFY2(nulls > 30 && nulls < 70, qPrintable(QString::number(nulls)));
}

void TstDemoGenerator::pace_data()
{
    QTest::addColumn<double>("burst");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("due");
    QTest::newRow("start") << 0.0 << 0.0 << 0.0;
    QTest::newRow("steady") << 0.0 << 2.5 << 250.0;
    QTest::newRow("before the burst") << 10.0 << 9.0 << 900.0;
    QTest::newRow("in the burst") << 10.0 << 9.5 << 1400.0;
    QTest::newRow("after the burst") << 10.0 << 10.0 << 1900.0;
    QTest::newRow("second period") << 10.0 << 12.0 << 2100.0;
    QTest::newRow("short period") << 1.0 << 1.0 << 550.0;
}

void TstDemoGenerator::pace()
{
    QFETCH(double, burst);
    QFETCH(double, seconds);
    QFETCH(double, due);
    DemoLoad load;
    load.messagesPerSecond = 100;
    load.burstSeconds = burst;
    QCOMPARE(recordsDue(load, seconds), due);
}

void TstDemoGenerator::loadChecks_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<DemoLoad>("load");
    const auto row = [](const char* member, auto change) {
        DemoLoad load;
        change(load);
        QTest::newRow(member) << QString::fromLatin1(member) << load;
    };
    row("", [](DemoLoad&) {});
    row("topic", [](DemoLoad& load) { load.topic = "a b"; });
    row("partitions", [](DemoLoad& load) { load.partitions = 0; });
    row("messages-per-second", [](DemoLoad& load) { load.messagesPerSecond = -1; });
    row("size", [](DemoLoad& load) { load.size = "big"; });
    row("compressibility", [](DemoLoad& load) { load.compressibility = 0.5; });
    row("codec", [](DemoLoad& load) { load.codec = "brotli"; });
    row("keys", [](DemoLoad& load) { load.keys = "yes"; });
    row("headers", [](DemoLoad& load) { load.headers = 101; });
    row("poison-share", [](DemoLoad& load) { load.poisonShare = 1.5; });
    row("backlog-bytes", [](DemoLoad& load) { load.backlogBytes = 5 * mib; });
    row("batch-bytes", [](DemoLoad& load) { load.batchBytes = 0; });
}

void TstDemoGenerator::loadChecks()
{
    QFETCH(QString, member);
    QFETCH(DemoLoad, load);
    const auto checked = checkDemoLoad(load);
    QCOMPARE(checked.has_value(), member.isEmpty());
    if (!checked) {
        QVERIFY2(checked.error().message.starts_with("--" + member.toStdString() + " = ") && checked.error().message.find(" Allowed: ") != std::string::npos,
                 checked.error().message.c_str());
        QCOMPARE(QString::fromStdString(checked.error().context), member);
    }
}

void TstDemoGenerator::backlogCounts()
{
    PartitionBacklog backlog;
    QCOMPARE(backlog.beyond(0), 0);
    for (Offset offset = 0; offset < 100; ++offset)
        backlog.sent(10 * kib);
    QCOMPARE(backlog.beyond(unknownOffset), 1000 * kib); // in flight counts as well
    for (Offset offset = 0; offset < 100; ++offset)
        backlog.stored(offset, 10 * kib);
    QCOMPARE(backlog.beyond(0), 1000 * kib);
    QCOMPARE(backlog.beyond(100), 0);
    const auto half = backlog.beyond(50); // never less than the truth, by at most one mark more
    QVERIFY(half >= 500 * kib && half <= 530 * kib);
    QVERIFY(backlog.beyond(20) > half); // a reader may go back
    backlog.sent(kib);
    backlog.failed(kib);
    QCOMPARE(backlog.beyond(100), 0);
}

void TstDemoGenerator::backlogForgetsOldMarks()
{
    PartitionBacklog backlog;
    const Offset count = 40'000;
    for (Offset offset = 0; offset < count; ++offset) {
        backlog.sent(16 * kib);
        backlog.stored(offset, 16 * kib);
    }
    QCOMPARE(backlog.beyond(count), 0);
    QVERIFY(backlog.beyond(0) < count * 16 * kib); // what is older than the marks counts as read
    QVERIFY(backlog.beyond(0) >= 256 * mib - 32 * kib);
}

void TstDemoGenerator::ratioIsCarefulUntilMeasured()
{
    StoredRatio ratio;
    QCOMPARE(ratio.value(), 1.0);
    ratio.measured(100, 300);
    QCOMPARE(ratio.value(), 1.0); // too little to go by
    ratio.measured(1 * mib, 3 * mib);
    QVERIFY(ratio.value() > 0.34 && ratio.value() < 0.45);
    const auto before = ratio.value();
    for (int i = 0; i < 100; ++i)
        ratio.measured(0, 0);
    QCOMPARE(ratio.value(), before); // a pause forgets nothing
    for (int i = 0; i < 5; ++i)
        ratio.measured(4 * mib, 4 * mib);
    QVERIFY(ratio.value() > 1.0);
}

QTEST_APPLESS_MAIN(TstDemoGenerator)
#include "tst_demo_generator.moc"
