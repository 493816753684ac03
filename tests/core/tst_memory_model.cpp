// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/budget/memory_model.h"
#include "core/settings/setting_table.h"

using namespace headroom::core;

namespace {

/// 1 KiB values, uncompressed, eight partitions on one broker, small batches; the settings of a 1 MiB queue.
ModelInput plain()
{
    ModelInput input;
    input.baseline = 15 * mib;
    input.settings.queuedMaxMessagesKbytes = 1024;
    input.settings.queuedMinMessages = 10'000;
    input.settings.fetchMaxBytes = 256 * kib;
    input.settings.maxPartitionFetchBytes = 64 * kib;
    input.settings.messageMaxBytes = 64 * kib;
    input.settings.batchSize = 100;
    input.settings.batchBytes = 1 * mib;
    input.settings.viewBudget = 2 * mib;
    input.facts.messages = 10'000;
    input.facts.brokerPartitions = {8};
    input.facts.ratio = input.facts.meanRatio = 1;
    input.facts.largestBatch = 16 * kib;
    input.facts.largestResponse = 200 * kib;
    input.facts.meanResponse = 150 * kib;
    input.facts.decodedPerFetch = 150 * kib;
    input.facts.largestRecord = 1024;
    input.facts.meanValue = input.facts.highMeanValue = 1024;
    input.facts.meanOverhead = input.facts.highMeanOverhead = 20;
    input.facts.lowMeanMessage = 1044;
    return input;
}

const ModelTerm& term(const ModelSum& sum, std::string_view id)
{
    const auto found = std::find_if(sum.terms.begin(), sum.terms.end(), [id](const ModelTerm& t) { return t.id == id; });
    if (found == sum.terms.end())
        qFatal("no term %s", std::string(id).c_str());
    return *found;
}

Bytes ceiling(const ModelInput& input) { return forecastMemory(input).ceiling.total; }

} // namespace

class MemoryModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unknownInputIsNoNumber_data();
    void unknownInputIsNoNumber();
    void termsAddUpAndExplainThemselves();
    void responseBoundOfTheFormula_data();
    void responseBoundOfTheFormula();
    void countLimitHoldsForTinyValues();
    void compressionRaisesTheCeiling();
    void decodingLeavesGaps();
    void bufferEndsGrowWithTheQueue();
    void unseenBuffersAreTheMostThatDecodingTakes();
    void oversizedBatchesAreFoundByTheirResponses();
    void everyLimitMovesTheCeiling_data();
    void everyLimitMovesTheCeiling();
    void estimateFollowsThePace();
    void sharesBelongToTheFirstRow();
    void assumptionNamesWhatHasNoCap();
    void changeIsNamedByItsTerm();
};

void MemoryModelTest::unknownInputIsNoNumber_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("word");
    QTest::newRow("baseline") << 0 << QStringLiteral("baseline");
    QTest::newRow("messages") << 1 << QStringLiteral("message");
    QTest::newRow("brokers") << 2 << QStringLiteral("broker");
    QTest::newRow("ratio") << 3 << QStringLiteral("ratio");
    QTest::newRow("batch") << 4 << QStringLiteral("batch");
}

void MemoryModelTest::unknownInputIsNoNumber()
{
    QFETCH(int, which);
    QFETCH(QString, word);
    ModelInput input = plain();
    switch (which) {
    case 0: input.baseline = unknownBytes; break;
    case 1: input.facts.messages = 0; break;
    case 2: input.facts.brokerPartitions.clear(); break;
    case 3: input.facts.ratio = -1; break;
    default: input.facts.largestBatch = unknownBytes; break;
    }
    const Forecast forecast = forecastMemory(input);
    QCOMPARE(forecast.ceiling.total, unknownBytes);
    QCOMPARE(forecast.estimate.total, unknownBytes);
    QVERIFY(forecast.ceiling.terms.empty());
    QVERIFY2(QString::fromStdString(forecast.ceiling.missing).contains(word), forecast.ceiling.missing.c_str());
}

void MemoryModelTest::termsAddUpAndExplainThemselves()
{
    const Forecast forecast = forecastMemory(plain());
    for (const ModelSum* sum : {&forecast.ceiling, &forecast.estimate}) {
        QVERIFY(sum->missing.empty());
        const Bytes total = std::accumulate(sum->terms.begin(), sum->terms.end(), Bytes{0}, [](Bytes all, const ModelTerm& t) { return all + t.bytes; });
        QCOMPARE(total, sum->total);
        for (const ModelTerm& t : sum->terms) {
            QVERIFY2(t.bytes >= 0, std::string(t.id).c_str());
            QVERIFY(!t.label.empty() && !t.formula.empty() && !t.numbers.empty());
        }
    }
    QCOMPARE(term(forecast.ceiling, "baseline").bytes, Bytes{15 * mib});
    QCOMPARE(term(forecast.ceiling, "queue").bytes, Bytes{1 * mib});
    QVERIFY(term(forecast.ceiling, "queue").numbers.find("1.0 MiB") != std::string::npos);
    QVERIFY(forecast.estimate.total < forecast.ceiling.total);
}

void MemoryModelTest::responseBoundOfTheFormula_data()
{
    QTest::addColumn<qint64>("fetchMax");
    QTest::addColumn<qint64>("partitionMax");
    QTest::addColumn<qint64>("largestBatch");
    QTest::addColumn<int>("partitions");
    QTest::addColumn<qint64>("bound");
    constexpr qint64 framing = 350;
    QTest::newRow("partitions bound it") << qint64{10 * mib} << qint64{64 * kib} << qint64{16 * kib} << 4 << qint64{4 * 64 * kib} + framing;
    QTest::newRow("the response limit bounds it") << qint64{128 * kib} << qint64{64 * kib} << qint64{16 * kib} << 4 << qint64{128 * kib} + framing;
    QTest::newRow("a batch larger than both") << qint64{128 * kib} << qint64{64 * kib} << qint64{900 * kib} << 4 << qint64{900 * kib} + framing;
    QTest::newRow("a batch larger than the partition limit") << qint64{10 * mib} << qint64{64 * kib} << qint64{100 * kib} << 4 << qint64{(100 + 3 * 64) * kib} + framing;
    QTest::newRow("one partition") << qint64{10 * mib} << qint64{64 * kib} << qint64{16 * kib} << 1 << qint64{64 * kib} + framing;
}

void MemoryModelTest::responseBoundOfTheFormula()
{
    QFETCH(qint64, fetchMax);
    QFETCH(qint64, partitionMax);
    QFETCH(qint64, largestBatch);
    QFETCH(int, partitions);
    QFETCH(qint64, bound);
    ModelInput input = plain();
    input.settings.fetchMaxBytes = fetchMax;
    input.settings.maxPartitionFetchBytes = partitionMax;
    input.facts.largestBatch = largestBatch;
    input.facts.largestResponse = 1000;
    input.facts.brokerPartitions = {partitions};
    QCOMPARE(term(forecastMemory(input).ceiling, "wire").bytes, bound);
    input.facts.brokerPartitions = {partitions, partitions};
    QCOMPARE(term(forecastMemory(input).ceiling, "wire").bytes, 2 * bound);
}

void MemoryModelTest::countLimitHoldsForTinyValues()
{
    ModelInput input = plain();
    input.facts.meanValue = input.facts.highMeanValue = 0; // keys only: the byte limit never comes
    input.facts.lowMeanMessage = 20;
    const Forecast forecast = forecastMemory(input);
    QCOMPARE(term(forecast.ceiling, "queue").bytes, Bytes{0});
    QVERIFY(term(forecast.ceiling, "operations").bytes >= 10'000 * 320);
    input.settings.queuedMinMessages = 100'000;
    QVERIFY(term(forecastMemory(input).ceiling, "operations").bytes >= 100'000 * 320);
}

void MemoryModelTest::compressionRaisesTheCeiling()
{
    ModelInput input = plain();
    const Bytes before = ceiling(input);
    input.facts.ratio = 50;
    const Bytes after = ceiling(input);
    QVERIFY(after - before >= 49 * 256 * kib); // one whole response more, decoded
}

/// What the decoded batches before left behind. Fails when the term is a share of what moves alone.
void MemoryModelTest::decodingLeavesGaps()
{
    ModelInput input = plain();
    const auto allocator = [&](double ratio) {
        input.facts.ratio = ratio;
        const Forecast forecast = forecastMemory(input);
        const std::string_view fromMoving[] = {"queue", "overshoot", "framing", "operations", "wire", "cut", "buffers", "batch"};
        double moving = 0;
        for (const std::string_view id : fromMoving)
            moving += static_cast<double>(term(forecast.ceiling, id).bytes);
        return static_cast<double>(term(forecast.ceiling, "allocator").bytes) - 0.2 * moving;
    };
    QVERIFY(std::abs(allocator(1)) < 16); // each term is rounded up
    const double gaps = allocator(4);
    const auto decoded = static_cast<double>(term(forecastMemory(input).ceiling, "overshoot").bytes);
    QVERIFY(std::abs(gaps - 0.75 * decoded) < 16);
}

void MemoryModelTest::bufferEndsGrowWithTheQueue()
{
    ModelInput input = plain();
    const auto ends = [&input] { return term(forecastMemory(input).ceiling, "buffers").bytes; };
    QCOMPARE(ends(), Bytes{0});
    input.facts.buffer = 2;
    const Bytes small = ends();
    QVERIFY(small >= input.settings.queuedMaxMessagesKbytes * kib || input.facts.highMeanValue * static_cast<double>(input.settings.queuedMinMessages) <= static_cast<double>(small));
    input.settings.queuedMaxMessagesKbytes *= 2;
    input.settings.queuedMinMessages *= 2;
    QVERIFY(ends() > small * 3 / 2);
}

/// While no full queue was seen the ceiling of a compressed topic holds what decoding may take at most, and says so.
void MemoryModelTest::unseenBuffersAreTheMostThatDecodingTakes()
{
    ModelInput input = plain();
    const auto ends = [&input] { return term(forecastMemory(input).ceiling, "buffers"); };
    QCOMPARE(ends().bytes, Bytes{0}); // uncompressed: nothing is decoded
    input.facts.ratio = input.facts.meanRatio = 1.5;
    const Bytes unseen = ends().bytes;
    QVERIFY(ends().numbers.find("no full queue seen yet") != std::string::npos);
    QVERIFY(static_cast<double>(unseen) > 1.6 * static_cast<double>(term(forecastMemory(input).ceiling, "queue").bytes)); // lz4: 4 / 1.5 - 1
    input.facts.buffer = 1.2;
    QVERIFY(ends().numbers.find("no full queue") == std::string::npos);
    QVERIFY(ends().bytes < unseen / 5);
    input.facts.buffer = input.facts.mostBuffer();
    QCOMPARE(ends().bytes, unseen);
}

void MemoryModelTest::oversizedBatchesAreFoundByTheirResponses()
{
    ModelInput input = plain();
    input.facts.largestResponse = 900 * kib; // the limits allow 256 KiB: whole batches come
    QVERIFY(term(forecastMemory(input).ceiling, "wire").bytes >= 1800 * kib);
}

void MemoryModelTest::everyLimitMovesTheCeiling_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("queue") << QByteArray("queued-max-messages-kbytes");
    QTest::newRow("response") << QByteArray("fetch-max-bytes");
    QTest::newRow("batch") << QByteArray("batch-bytes");
    QTest::newRow("view") << QByteArray("view-budget");
}

void MemoryModelTest::everyLimitMovesTheCeiling()
{
    QFETCH(QByteArray, id);
    ModelInput small = plain();
    small.settings.batchSize = 100'000;
    small.facts.brokerPartitions = {64};
    ModelInput large = small;
    const SettingSpec* row = findSetting(settingTable(), id.toStdString());
    QVERIFY(row != nullptr);
    large.settings.*(std::get<IntField>(row->field).member) *= 2;
    QVERIFY(ceiling(large) > ceiling(small));
    QVERIFY(shareOfCeiling(forecastMemory(large).ceiling, id.toStdString()) > shareOfCeiling(forecastMemory(small).ceiling, id.toStdString()));
}

void MemoryModelTest::estimateFollowsThePace()
{
    ModelInput input = plain();
    const Bytes full = forecastMemory(input).estimate.total;
    input.facts.mostQueued = 200;
    QCOMPARE(forecastMemory(input).estimate.total, full); // too early to tell
    input.settled = true;
    const Forecast keepsUp = forecastMemory(input);
    QVERIFY(keepsUp.estimate.total < full);
    QCOMPARE(keepsUp.ceiling.total, ceiling(plain())); // a worst case does not care
}

void MemoryModelTest::sharesBelongToTheFirstRow()
{
    const ModelSum sum = forecastMemory(plain()).ceiling;
    Bytes shares = 0;
    for (const SettingSpec& row : settingTable())
        shares += std::max<Bytes>(0, shareOfCeiling(sum, row.id));
    Bytes bounded = 0;
    for (const ModelTerm& t : sum.terms)
        bounded += t.settings.empty() ? 0 : t.bytes;
    QCOMPARE(shares, bounded); // nothing is counted for two rows
    QCOMPARE(shareOfCeiling(sum, "client-id"), unknownBytes);
    QCOMPARE(shareOfCeiling(ModelSum(), "view-budget"), unknownBytes);
}

void MemoryModelTest::assumptionNamesWhatHasNoCap()
{
    const std::string text = forecastMemory(plain()).assumption;
    for (const char* word : {"gzip", "lz4", "snappy", "zstd"})
        QVERIFY2(text.find(word) != std::string::npos, text.c_str());
}

void MemoryModelTest::changeIsNamedByItsTerm()
{
    ModelInput input = plain();
    const Forecast before = forecastMemory(input);
    input.facts.ratio = 20;
    input.facts.buffer = 1;
    const std::string text = whatChanged(before, forecastMemory(input));
    QVERIFY2(text.starts_with("Responses above the queue limit"), text.c_str());
    QVERIFY2(text.find("20.00 x") != std::string::npos, text.c_str());
    QCOMPARE(whatChanged(before, before), std::string("nothing grew"));
}

QTEST_APPLESS_MAIN(MemoryModelTest)
#include "tst_memory_model.moc"
