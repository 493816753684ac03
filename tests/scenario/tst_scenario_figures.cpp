// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <functional>

#include "core/scenario/one_run.h"
#include "core/scenario/scenario.h"

using namespace headroom::core;

namespace {

/// Ten samples a second: `warmUp` seconds of phase 0, then `measured` of phase 1.
std::vector<RunSample> samplesOf(double warmUp, double measured, const std::function<void(RunSample&)>& shape)
{
    std::vector<RunSample> out;
    for (int i = 0; i <= static_cast<int>((warmUp + measured) * 10); ++i) {
        RunSample sample;
        sample.seconds = i / 10.0;
        sample.phase = sample.seconds < warmUp ? 0 : 1;
        shape(sample);
        out.push_back(sample);
    }
    return out;
}

} // namespace

class TestScenarioFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void peaksAreOfTheMeasuredTime();
    void rateOfLargeBatchesIsNotCut();
    void slopeEndsAtThePause();
    void aKillTellsLostAndRepeated();
    void recoveryCountsFromTheBroker();
    void nothingIsUnknownAndNotZero();
    void samplesSurviveTheWire();
    void ordersSurviveTheWire();
    void refusesWhatIsNoOrder();
};

void TestScenarioFigures::peaksAreOfTheMeasuredTime()
{
    RunRecord run;
    run.samples = samplesOf(2, 3, [](RunSample& sample) {
        sample.prefetch = sample.phase == 0 ? 900 : 500;
        sample.rss = sample.seconds == 1 ? 5000 : 4000; // of RSS the highest counts wherever it was
        sample.baseline = 1000;
        sample.unattributed = sample.seconds == 1 ? 400 : 3000; // where RSS was highest, not where it was most
    });
    const RunFigures figures = figuresOf(run);
    QCOMPARE(figures[Figure::prefetchPeak], 500.0);
    QCOMPARE(figures[Figure::rssPeak], 5000.0);
    QCOMPARE(figures[Figure::rssAboveBaseline], 4000.0);
    QCOMPARE(figures[Figure::unattributedShare], 0.1);
}

void TestScenarioFigures::rateOfLargeBatchesIsNotCut()
{
    RunRecord run;
    run.samples = samplesOf(0, 9, [](RunSample& sample) {
        const double batches = std::floor((sample.seconds + 0.7) / 2.5);
        sample.messages = 500 * batches;
        sample.handOutGap = sample.seconds == 4 ? 2.6 : sample.seconds == 2 ? 2.5 : unknownFigure;
    });
    const RunFigures figures = figuresOf(run);
    QVERIFY(std::abs(figures[Figure::rate] - 200) < 10);
    QCOMPARE(figures[Figure::handOutGap], 2.6);
}

void TestScenarioFigures::slopeEndsAtThePause()
{
    RunRecord run;
    run.samples = samplesOf(0, 10, [](RunSample& sample) {
        sample.pauses = sample.seconds > 4 ? 1 : 0;
        sample.rss = 100 + 10 * std::min(sample.seconds, 4.0);
    });
    QVERIFY(std::abs(figuresOf(run)[Figure::slope] - 600) < 1);
}

void TestScenarioFigures::aKillTellsLostAndRepeated()
{
    RunRecord run;
    run.killed = true;
    run.samples = samplesOf(0, 1, [](RunSample& sample) { sample.lossRisk = 7; });
    run.processed.partitions = {{0, {0, 50}}, {1, {0, 20}}};
    run.readOn.partitions = {{0, {60, 100}}, {1, {15, 100}}, {2, {4, 100}}};
    const RunFigures figures = figuresOf(run);
    QCOMPARE(figures[Figure::lost], 10.0 + 4.0);
    QCOMPARE(figures[Figure::repeated], 5.0);
    QCOMPARE(figures[Figure::atRiskAtKill], 7.0);
}

void TestScenarioFigures::recoveryCountsFromTheBroker()
{
    RunRecord run;
    run.brokerBack = 5;
    run.samples = samplesOf(0, 10, [](RunSample& sample) { sample.messages = sample.seconds < 2 ? 10 : sample.seconds < 6.5 ? 11 : 12; });
    QVERIFY(std::abs(figuresOf(run)[Figure::recovery] - 1.5) < 0.01);
    run.brokerBack = 7;
    QVERIFY(std::isnan(figuresOf(run)[Figure::recovery])); // none came any more
    run.brokerBack = unknownFigure;
    QVERIFY(std::isnan(figuresOf(run)[Figure::recovery]));
}

void TestScenarioFigures::nothingIsUnknownAndNotZero()
{
    const RunFigures figures = figuresOf({});
    for (const Figure figure : {Figure::prefetchPeak, Figure::rssPeak, Figure::rate, Figure::slope, Figure::pinned, Figure::rssAfterTrim, Figure::lagAtEnd, Figure::atRiskAtKill}) {
        QVERIFY2(std::isnan(figures[figure]), specOf(figure).id.data());
        QCOMPARE(figureText(figure, figures[figure]), std::string("–"));
    }
}

void TestScenarioFigures::samplesSurviveTheWire()
{
    QCOMPARE((sampleFields().size() + 1) * sizeof(double) + sizeof(RunSample::positions), sizeof(RunSample)); // held has the room of one
    RunSample sample;
    double value = 1.25;
    for (const SampleField& field : sampleFields())
        sample.*field.member = value++;
    sample.rss = unknownFigure;
    sample.positions = {{3, 42}, {7, 1LL << 40}};
    const RunSample back = sampleFromJson(nlohmann::json::parse(toJson(sample).dump()));
    for (const SampleField& field : sampleFields())
        QVERIFY2(back.*field.member == sample.*field.member || (std::isnan(back.*field.member) && field.id == "rss"), field.id.data());
    QVERIFY(back.positions == sample.positions);
    for (const char* junk : {"[]", "3", R"({"rss":"much","positions":[[1],[2,"x"],7]})"})
        QVERIFY(sampleFromJson(nlohmann::json::parse(junk)).positions.empty());
}

void TestScenarioFigures::ordersSurviveTheWire()
{
    RunOrder order{4, "C", *runSettings(scenarioTable()[3], scenarioTable()[3].runs[2]), 1.5, 8, 140 * mib, true};
    order.settings.bootstrapServers = "127.0.0.1:9092";
    order.settings.groupId = "some-group";
    const auto back = orderFromJson(nlohmann::json::parse(toJson(order).dump()));
    QVERIFY(back && back->settings == order.settings);
    QVERIFY(back->scenario == 4 && back->run == "C" && back->warmUp == 1.5 && back->measured == 8 && back->share == 140 * mib && back->readsOn);
    Continuity seen{{{2, {5, 9}}}, 3, 4};
    const Continuity same = continuityFromJson(nlohmann::json::parse(toJson(seen).dump()));
    QVERIFY(same.lost == 3 && same.repeated == 4 && same.partitions.at(2).first == 5 && same.partitions.at(2).next == 9);
}

void TestScenarioFigures::refusesWhatIsNoOrder()
{
    for (const char* text : {"{}", "[]", "not json", R"({"scenario":9,"run":"A","settings":{}})", R"({"scenario":1,"run":"Z","settings":{}})",
                             R"({"scenario":1,"run":"A","settings":{"no-such":"1"}})", R"({"scenario":1,"run":"A","settings":{"batch-size":"0"}})"}) {
        const auto order = orderFromJson(nlohmann::json::parse(text, nullptr, false));
        QVERIFY2(!order && order.error().code == ErrorCode::invalidSetting && !order.error().message.empty(), text);
    }
}

QTEST_APPLESS_MAIN(TestScenarioFigures)
#include "tst_scenario_figures.moc"
