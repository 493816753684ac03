// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

#include "core/budget/budget_plan.h"
#include "core/settings/setting_codec.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using Ids = std::vector<std::string_view>;

namespace {

constexpr Bytes page = 4096;
constexpr int randomCases = headroom::test::instrumented ? 600 : 3000;

/// A topic of `record` bytes a record on one broker; ratio 1 is uncompressed.
ModelInput topicOf(double record, double ratio = 1, Bytes batch = 16 * kib, std::vector<std::int32_t> partitions = {8})
{
    ModelInput input;
    input.baseline = 14 * mib;
    input.window = mib;
    TopicFacts& facts = input.facts;
    facts.messages = 20'000;
    facts.brokerPartitions = std::move(partitions);
    facts.ratio = facts.meanRatio = ratio;
    facts.buffer = facts.meanBuffer = 1; // seen, as a trial shows it
    facts.largestBatch = std::max(batch, static_cast<Bytes>(record / ratio));
    facts.largestResponse = facts.largestBatch;
    facts.meanResponse = static_cast<double>(facts.largestBatch);
    facts.decodedPerFetch = facts.meanResponse * ratio;
    facts.largestRecord = static_cast<Bytes>(record);
    facts.meanValue = facts.highMeanValue = record;
    facts.meanOverhead = facts.highMeanOverhead = 30;
    facts.lowMeanMessage = record + 30;
    return input;
}

/// Logarithmic, because sizes of topics are.
double between(std::mt19937& random, double low, double high) { return std::exp(std::uniform_real_distribution(std::log(low), std::log(high))(random)); }

ModelInput randomInput(std::mt19937& random)
{
    std::vector<std::int32_t> partitions(std::uniform_int_distribution<std::size_t>(1, 5)(random));
    for (std::int32_t& count : partitions)
        count = std::uniform_int_distribution(1, 40)(random);
    const double record = between(random, 1, 2e6);
    ModelInput input = topicOf(record, between(random, 1, 80), static_cast<Bytes>(between(random, 100, 1.2e6)), std::move(partitions));
    input.baseline = static_cast<Bytes>(between(random, 6e6, 2e8));
    TopicFacts& facts = input.facts;
    facts.meanOverhead = facts.highMeanOverhead = between(random, 18, 2000);
    facts.meanValue = random() % 10 == 0 ? 0 : record / between(random, 1, 4);
    facts.lowMeanMessage = facts.meanValue / 2 + facts.meanOverhead;
    facts.largestHeld = static_cast<Bytes>(between(random, 1, 5e7));
    facts.waste = random() % 3 == 0 ? between(random, 1, 2) : 1;
    facts.buffer = facts.meanBuffer = random() % 2 == 0 ? between(random, 1, facts.mostBuffer() + 1e-9) : -1; // no full queue was seen
    input.settings.guardLow = std::uniform_int_distribution(30, 79)(random);
    return input;
}

Bytes markOf(Bytes budget, const ModelInput& input) { return budget * input.settings.guardLow / 100; }

const PlanLine* lineOf(const BudgetPlan& plan, std::string_view id)
{
    const auto line = std::find_if(plan.lines.begin(), plan.lines.end(), [id](const PlanLine& l) { return l.id == id; });
    return line == plan.lines.end() ? nullptr : &*line;
}

bool hasConflict(const std::vector<PlanConflict>& conflicts, std::string_view id, std::string_view word)
{
    return std::any_of(conflicts.begin(), conflicts.end(), [&](const PlanConflict& c) { return c.id == id && c.text.find(word) != std::string::npos; });
}

} // namespace

class TestBudgetPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanThatHoldsHolds();
    void everyLineSaysWhy();
    void aLargerBudgetGivesNoSmallerQueue();
    void theLeastHoldsAndAPageLessDoesNot();
    void viewGivesWayToAFastQueue();
    void refusalChangesNothing();
    void shares();
    void smallMessages();
    void keysOnly();
    void compressedTopic();
    void largeRecords();
    void storedBatchesAreNotCut();
    void cutBatchesCount();
    void absurdBudgets_data();
    void absurdBudgets();
    void missingFacts();
    void givenSettingsStay();
    void givenSettingsThatCannotHoldAreNamed();
    void chosenLinesOnly();
    void conflicts_data();
    void conflicts();
    void derivedSettingsHaveNoConflict();
};

void TestBudgetPlan::aPlanThatHoldsHolds()
{
    std::mt19937 random(1);
    int held = 0;
    for (int i = 0; i < randomCases; ++i) {
        const ModelInput input = randomInput(random);
        const Bytes budget = static_cast<Bytes>(between(random, 1e6, 4e9));
        const BudgetPlan plan = planBudget(budget, input);
        if (!plan.holds)
            continue;
        ++held;
        ModelInput planned = input;
        planned.settings = plan.settings;
        planned.facts.largestHeld = unknownBytes; // of the old limits
        const Bytes ceiling = forecastMemory(planned).ceiling.total;
        QVERIFY2(ceiling > 0 && ceiling < markOf(budget, input), qPrintable(QStringLiteral("case %1").arg(i)));
        QVERIFY(plan.ceiling.total >= ceiling && plan.ceiling.total < markOf(budget, input));
        const auto valid = validateSettings(plan.settings);
        QVERIFY2(valid, valid ? "" : valid.error().message.c_str());
        QVERIFY(plan.settings.fetchMaxBytes >= 64 * kib && plan.settings.receiveMessageMaxBytes > plan.settings.fetchMaxBytes);
        QVERIFY(plan.settings.receiveMessageMaxBytes > input.facts.largestBatch);
        QVERIFY(plan.settings.maxPollRecords <= plan.settings.batchSize && plan.settings.batchSize <= 10'000);
        QVERIFY(plan.settings.batchBytes >= mib && plan.settings.batchBytes >= 2 * input.facts.largestRecord);
    }
    QVERIFY2(held > randomCases / 3, qPrintable(QString::number(held)));
}

void TestBudgetPlan::everyLineSaysWhy()
{
    std::mt19937 random(2);
    for (int i = 0; i < randomCases / 10; ++i) {
        const ModelInput input = randomInput(random);
        const BudgetPlan plan = planBudget(static_cast<Bytes>(between(random, 1e8, 4e9)), input);
        for (const PlanLine& line : plan.lines) {
            const SettingSpec* row = findSetting(settingTable(), line.id);
            QVERIFY(row != nullptr);
            QCOMPARE(line.to, settingText(plan.settings, *row));
            QCOMPARE(line.from, settingText(input.settings, *row));
            QVERIFY2(line.why.find(line.to) != std::string::npos && line.why.size() > line.to.size() + 20, line.why.c_str());
        }
        QCOMPARE(plan.lines.size(), plan.holds ? std::size_t(11) : std::size_t(0));
    }
}

void TestBudgetPlan::aLargerBudgetGivesNoSmallerQueue()
{
    std::mt19937 random(3);
    for (int i = 0; i < randomCases / 20; ++i) {
        const ModelInput input = randomInput(random);
        std::int64_t queue = 0;
        bool held = false;
        for (Bytes budget = 16 * mib; budget < 8 * gib; budget += budget / 7) {
            const BudgetPlan plan = planBudget(budget, input);
            QVERIFY(plan.holds || !held); // once it holds it goes on to
            held = plan.holds;
            if (!held)
                continue;
            QVERIFY2(plan.settings.queuedMaxMessagesKbytes * 2 >= queue, qPrintable(QStringLiteral("case %1, %2").arg(i).arg(budget)));
            queue = std::max(queue, plan.settings.queuedMaxMessagesKbytes);
        }
        QVERIFY(held);
        QVERIFY(queue > 64);
    }
}

void TestBudgetPlan::theLeastHoldsAndAPageLessDoesNot()
{
    std::mt19937 random(4);
    int refused = 0;
    for (int i = 0; i < randomCases; ++i) {
        const ModelInput input = randomInput(random);
        const BudgetPlan any = planBudget(static_cast<Bytes>(between(random, 1e6, 4e9)), input);
        QVERIFY(any.least > 0 && any.least % page == 0);
        QVERIFY(!any.leastTerm.empty());
        const BudgetPlan least = planBudget(any.least, input);
        QVERIFY2(least.holds, least.refusal.c_str());
        QVERIFY(!planBudget(any.least - page, input).holds);
        QCOMPARE(any.holds, any.budget >= any.least);
        refused += any.holds ? 0 : 1;
    }
    QVERIFY(refused > randomCases / 10);
}

/// Where both do not fit, speed comes before rows to look at.
void TestBudgetPlan::viewGivesWayToAFastQueue()
{
    const ModelInput input = topicOf(100);
    const Bytes least = planBudget(1, input).least;
    int gaveWay = 0;
    for (Bytes budget = least; budget < 64 * mib; budget += mib) {
        const BudgetPlan plan = planBudget(budget, input);
        QVERIFY(plan.holds);
        const bool shrunk = lineOf(plan, "view-budget")->why.find("does not fit") != std::string::npos;
        QVERIFY(!shrunk || plan.settings.viewBudget < 64 * mib * 15 / 100);
        gaveWay += shrunk && plan.settings.queuedMaxMessagesKbytes >= 512 ? 1 : 0;
        QVERIFY(markOf(budget, input) - plan.ceiling.total < 12 * mib); // little is left over
    }
    QVERIFY(gaveWay > 0);
}

void TestBudgetPlan::refusalChangesNothing()
{
    std::mt19937 random(5);
    for (int i = 0; i < randomCases / 10; ++i) {
        const ModelInput input = randomInput(random);
        const BudgetPlan plan = planBudget(planBudget(mib, input).least - page, input);
        QVERIFY(!plan.holds && plan.lines.empty());
        QVERIFY(plan.settings == input.settings);
        const std::string least = std::to_string((plan.least + mib - 1) / mib) + " MiB";
        QVERIFY2(plan.refusal.find(least) != std::string::npos, plan.refusal.c_str());
    }
}

void TestBudgetPlan::shares()
{
    const ModelInput input = topicOf(1000);
    const BudgetPlan plan = planBudget(214 * mib, input);
    QVERIFY2(plan.holds, plan.refusal.c_str());
    QCOMPARE(plan.settings.viewBudget, 30 * mib); // 15 % of 200 MiB
    QCOMPARE(plan.settings.batchBytes, 10 * mib);
    QVERIFY(lineOf(plan, "view-budget")->why.find("200.0 MiB") != std::string::npos);
    QVERIFY(lineOf(plan, "queued-max-messages-kbytes")->why.find("160.5 MiB") != std::string::npos); // 75 %
    QCOMPARE(plan.settings.memoryBudget, input.settings.memoryBudget); // not a derived row

    const BudgetPlan huge = planBudget(1024 * gib, input);
    QCOMPARE(huge.settings.viewBudget, gib);
    QVERIFY(lineOf(huge, "view-budget")->why.find("the largest that a view may be") != std::string::npos);
}

void TestBudgetPlan::smallMessages()
{
    const BudgetPlan plan = planBudget(64 * mib, topicOf(100));
    QVERIFY2(plan.holds, plan.refusal.c_str());
    QVERIFY(plan.settings.queuedMinMessages >= 10'000);
    QVERIFY(plan.settings.maxPollRecords >= 500 && plan.settings.maxPollRecords <= 1000);
    QVERIFY(plan.settings.queuedMaxMessagesKbytes >= 1024);
    QCOMPARE(plan.settings.fetchQueueBackoffMs, 5);
    QCOMPARE(plan.settings.messageMaxBytes, plan.settings.fetchMaxBytes / 2);
    QCOMPARE(plan.settings.maxPartitionFetchBytes, plan.settings.fetchMaxBytes / 2);
}

/// Only the count stops messages without a value.
void TestBudgetPlan::keysOnly()
{
    ModelInput input = topicOf(0);
    input.facts.meanOverhead = input.facts.highMeanOverhead = input.facts.lowMeanMessage = 60;
    const BudgetPlan plan = planBudget(64 * mib, input);
    QVERIFY2(plan.holds, plan.refusal.c_str());
    QCOMPARE(plan.settings.queuedMinMessages, 10'000);
}

void TestBudgetPlan::compressedTopic()
{
    const ModelInput input = topicOf(1024, 50, 20'000);
    const BudgetPlan plan = planBudget(128 * mib, input);
    QVERIFY2(plan.holds, plan.refusal.c_str());
    QCOMPARE(plan.settings.fetchQueueBackoffMs, 1);
    const Settings& s = plan.settings;
    QVERIFY(s.fetchMaxBytes < 8 * 20'000 * 2); // more would decode to above a quarter of the queue
    QVERIFY(s.fetchMaxBytes * 50 <= s.queuedMaxMessagesKbytes * kib / 4);
    QVERIFY(s.queuedMaxMessagesKbytes >= 8 * 1024);
    QVERIFY(lineOf(plan, "fetch-max-bytes")->why.find("c 50.00") != std::string::npos);
}

void TestBudgetPlan::largeRecords()
{
    const BudgetPlan plan = planBudget(96 * mib, topicOf(100 * 1024));
    QVERIFY2(plan.holds, plan.refusal.c_str());
    QVERIFY(plan.settings.maxPartitionFetchBytes >= 8 * 100 * 1024); // several messages wide
    QVERIFY(plan.settings.batchBytes >= 2 * 100 * 1024);
    QVERIFY(plan.settings.batchSize >= 5);
    const BudgetPlan rich = planBudget(4 * gib, topicOf(100 * 1024));
    QCOMPARE(rich.settings.fetchMaxBytes, 2 * mib); // above it a response gains nothing
    QVERIFY(lineOf(rich, "fetch-max-bytes")->why.find("at most 2.0 MiB") != std::string::npos);
    QCOMPARE(planBudget(4 * gib, topicOf(8e6, 1, 8'000'000)).settings.fetchMaxBytes, 4 * mib); // but what comes anyway may come
}

void TestBudgetPlan::storedBatchesAreNotCut()
{
    const Bytes batch = 40'000;
    const BudgetPlan plan = planBudget(128 * mib, topicOf(1024, 1, batch));
    QVERIFY2(plan.holds, plan.refusal.c_str());
    QVERIFY(plan.settings.maxPartitionFetchBytes >= 8 * batch);
    // Where half of a response does not hold eight of them, a whole one is for one partition: one cut instead of two.
    const BudgetPlan narrow = planBudget(64 * mib, topicOf(1024, 50, batch));
    QVERIFY2(narrow.holds, narrow.refusal.c_str());
    QCOMPARE(narrow.settings.maxPartitionFetchBytes, narrow.settings.fetchMaxBytes);
    const ModelInput tight = topicOf(1024, 1, 900'000);
    const BudgetPlan small = planBudget(planBudget(1, tight).least, tight);
    QVERIFY(small.holds);
    QVERIFY(small.settings.fetchMaxBytes <= 900'000); // not affordable: nothing above what comes anyway
}

/// Batches of 20 kB under a limit of 32 KiB: each response brings 12 kB that are thrown away, and holds them.
void TestBudgetPlan::cutBatchesCount()
{
    const ModelInput input = topicOf(100, 1, 20'000);
    const BudgetPlan plan = planBudget(64 * mib, input);
    QVERIFY2(plan.holds, plan.refusal.c_str());
    const auto cut = std::find_if(plan.ceiling.terms.begin(), plan.ceiling.terms.end(), [](const ModelTerm& term) { return term.id == "cut"; });
    QVERIFY(cut != plan.ceiling.terms.end() && cut->bytes > 100 * kib); // although this topic has not shown any yet
    const BudgetPlan packed = planBudget(128 * mib, topicOf(100, 50, 20'000));
    QVERIFY2(packed.holds, packed.refusal.c_str());
    QVERIFY(std::all_of(packed.ceiling.terms.begin(), packed.ceiling.terms.end(), [](const ModelTerm& term) { return term.id != "cut" || term.bytes == 0; }));
}

void TestBudgetPlan::absurdBudgets_data()
{
    QTest::addColumn<qlonglong>("budget");
    QTest::newRow("zero") << 0LL;
    QTest::newRow("negative") << -5LL;
    QTest::newRow("most negative") << std::numeric_limits<qlonglong>::min();
    QTest::newRow("largest number") << std::numeric_limits<qlonglong>::max();
    QTest::newRow("above the row's range") << 1024LL * gib + 1;
}

void TestBudgetPlan::absurdBudgets()
{
    QFETCH(qlonglong, budget);
    const ModelInput input = topicOf(100);
    const BudgetPlan plan = planBudget(budget, input);
    QVERIFY(!plan.holds && plan.lines.empty());
    QVERIFY(plan.settings == input.settings);
    QVERIFY2(plan.refusal.find("1024 GiB") != std::string::npos && plan.refusal.find("cannot hold") != std::string::npos, plan.refusal.c_str());
    QVERIFY(plan.least > 0);
    QVERIFY(planBudget(1024 * gib, input).holds);
}

void TestBudgetPlan::missingFacts()
{
    ModelInput input = topicOf(100);
    input.facts.brokerPartitions.clear();
    const BudgetPlan plan = planBudget(64 * mib, input);
    QVERIFY(!plan.holds && plan.lines.empty());
    QCOMPARE(plan.least, unknownBytes);
    QVERIFY2(plan.refusal.find("partitions per broker") != std::string::npos, plan.refusal.c_str());
    input = topicOf(100);
    input.baseline = unknownBytes;
    QVERIFY(!planBudget(64 * mib, input).holds);
    QVERIFY(!planBudget(64 * mib, ModelInput{}).holds);
}

void TestBudgetPlan::givenSettingsStay()
{
    ModelInput input = topicOf(100, 1, 8000);
    input.settings.viewBudget = 20 * mib;
    input.settings.fetchMaxBytes = 200'000;
    input.settings.messageMaxBytes = 100'000;
    const Ids fixed{"view-budget", "fetch-max-bytes"};
    const BudgetPlan plan = planBudget(96 * mib, input, fixed);
    QVERIFY2(plan.holds, plan.refusal.c_str());
    QCOMPARE(plan.settings.viewBudget, 20 * mib);
    QCOMPARE(plan.settings.fetchMaxBytes, 200'000);
    QCOMPARE(plan.settings.maxPartitionFetchBytes, 100'000); // derived around it
    QVERIFY(lineOf(plan, "view-budget") == nullptr && lineOf(plan, "fetch-max-bytes") == nullptr);
    QVERIFY(lineOf(plan, "batch-bytes") != nullptr);
    QVERIFY(validateSettings(plan.settings));
    QVERIFY(plan.ceiling.total < 72 * mib);
}

void TestBudgetPlan::givenSettingsThatCannotHoldAreNamed()
{
    ModelInput input = topicOf(100);
    input.settings.viewBudget = 500 * mib;
    const Ids view{"view-budget"};
    const BudgetPlan plan = planBudget(96 * mib, input, view);
    QVERIFY(!plan.holds);
    QVERIFY2(plan.refusal.find("view-budget = 500 MiB") != std::string::npos, plan.refusal.c_str());
    QCOMPARE(plan.leastTerm, std::string_view("view"));
    QVERIFY(planBudget(plan.least, input, view).holds);
    QVERIFY(planBudget(96 * mib, input).holds);
    input.settings.fetchMaxBytes = kib; // contradicts the message limit, and both are given
    const Ids both{"fetch-max-bytes", "message-max-bytes"};
    const BudgetPlan broken = planBudget(96 * mib, input, both);
    QVERIFY(!broken.holds && broken.least == unknownBytes);
    QVERIFY2(broken.refusal.find("fetch-max-bytes = 1 KiB") != std::string::npos, broken.refusal.c_str());
}

void TestBudgetPlan::chosenLinesOnly()
{
    const ModelInput input = topicOf(100);
    const BudgetPlan plan = planBudget(96 * mib, input);
    Settings expected = input.settings;
    expected.viewBudget = plan.settings.viewBudget;
    expected.batchBytes = plan.settings.batchBytes;
    QVERIFY(applyPlan(input.settings, plan, {"view-budget", "batch-bytes", "topic"}) == expected);
    QVERIFY(applyPlan(input.settings, plan, {}) == input.settings);
    QVERIFY(applyPlan(input.settings, planBudget(mib, input), {"view-budget"}) == input.settings); // refused
}

void TestBudgetPlan::conflicts_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("word");
    QTest::addColumn<std::function<void(ModelInput&)>>("change");
    using Change = std::function<void(ModelInput&)>;
    const auto row = [](const char* name, const char* id, const char* word, Change change) {
        QTest::newRow(name) << QString::fromUtf8(id) << QString::fromUtf8(word) << std::move(change);
    };
    row("budget below baseline", "memory-budget", "baseline of 200.0 MiB", [](ModelInput& i) { i.baseline = 200 * mib; });
    row("ceiling above budget", "memory-budget", "above the budget of 100.0 MiB", [](ModelInput& i) { i.settings.queuedMaxMessagesKbytes = 1024 * 1024, i.settings.queuedMinMessages = 10'000'000; });
    row("fetch below message", "fetch-max-bytes", "512.0 KiB", [](ModelInput& i) { i.settings.fetchMaxBytes = 100 * kib; });
    row("responses above the queue", "queued-max-messages-kbytes", "a quarter", [](ModelInput& i) { i.settings.queuedMaxMessagesKbytes = 1024; });
    row("partition below batch", "max-partition-fetch-bytes", "600.0 KiB", [](ModelInput& i) { i.facts.largestBatch = 600 * kib; });
    row("receive below batch", "receive-message-max-bytes", "for ever", [](ModelInput& i) { i.facts.largestBatch = 100'000'000; });
    row("receive below fetch", "receive-message-max-bytes", "512 bytes", [](ModelInput& i) { i.settings.receiveMessageMaxBytes = mib; });
    row("batch above its share", "batch-bytes", "4.3 MiB", [](ModelInput&) {});
    row("batch below a record", "batch-bytes", "9.0 MiB", [](ModelInput& i) { i.facts.largestRecord = 9 * mib; });
    row("view above its share", "view-budget", "12.9 MiB", [](ModelInput&) {});
}

void TestBudgetPlan::conflicts()
{
    QFETCH(QString, id);
    QFETCH(QString, word);
    QFETCH(std::function<void(ModelInput&)>, change);
    ModelInput input = topicOf(100);
    change(input);
    const BudgetPlan plan = planBudget(100 * mib, input);
    QVERIFY(hasConflict(plan.conflicts, id.toStdString(), word.toStdString()));
    QVERIFY(!hasConflict(findConflicts(100 * mib, topicOf(100)), "memory-budget", ""));
}

void TestBudgetPlan::derivedSettingsHaveNoConflict()
{
    for (const double record : {60.0, 100.0, 1024.0, 10'000.0, 102'400.0}) {
        ModelInput input = topicOf(record, record == 1024.0 ? 50 : 1);
        const BudgetPlan plan = planBudget(128 * mib, input);
        QVERIFY2(plan.holds, plan.refusal.c_str());
        input.settings = plan.settings;
        const auto left = findConflicts(128 * mib, input);
        QVERIFY2(left.empty(), left.empty() ? "" : left.front().text.c_str());
        const BudgetPlan again = planBudget(128 * mib, input); // derived from what was derived: nothing moves
        QVERIFY(again.settings == plan.settings);
    }
}

QTEST_APPLESS_MAIN(TestBudgetPlan)
#include "tst_budget_plan.moc"
