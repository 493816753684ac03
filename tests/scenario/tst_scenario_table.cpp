// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <set>

#include "core/scenario/scenario_report.h"
#include "core/settings/setting_codec.h"

using namespace headroom::core;

namespace {

constexpr double mebibyte = static_cast<double>(mib);

struct Value {
    std::size_t run;
    Figure figure;
    double value;
};
using Values = std::vector<Value>;

/// Figures with which every condition of a scenario holds.
Values hits(int scenario)
{
    using enum Figure;
    Values out;
    const auto row = [&out](std::size_t run, std::initializer_list<std::pair<Figure, double>> values) {
        for (const auto& [figure, value] : values)
            out.push_back({run, figure, value});
    };
    switch (scenario) {
    case 1:
        for (const std::size_t run : {0U, 1U, 2U})
            row(run, {{prefetchPeak, run == 2 ? 8 * mebibyte : 64 * mebibyte}, {rssPeak, 90 * mebibyte}, {ceiling, 100 * mebibyte}, {rate, 400}, {largestResponse, 1e6}});
        break;
    case 2:
        row(0, {{handOutGap, 2.5}, {inHandPeak, 48 * mebibyte}, {prefetchPeak, 32 * mebibyte}});
        row(1, {{handOutGap, 0.05}, {inHandPeak, 1 * mebibyte}, {prefetchPeak, 32 * mebibyte}});
        row(2, {{prefetchPeak, 6 * mebibyte}});
        break;
    case 3:
        row(0, {{lost, 150}});
        row(1, {{lost, 0}, {repeated, 50}});
        break;
    case 4:
        row(0, {{slope, 1000 * mebibyte}, {pauses, 1}, {inHandPeak, 120 * mebibyte}});
        row(1, {{slope, 2 * mebibyte}, {inHandPeak, 9 * mebibyte}});
        row(2, {{kept, 2 * mebibyte}, {pinned, 20 * mebibyte}});
        row(3, {{kept, 2 * mebibyte}, {pinned, 2 * mebibyte}});
        break;
    case 5:
        row(0, {{rssAfterDrain, 70 * mebibyte}, {baseline, 14 * mebibyte}, {rssAboveBaseline, 70 * mebibyte}, {rssAfterTrim, 16 * mebibyte}});
        row(1, {{rssPeak, 60 * mebibyte}, {budget, 63 * mebibyte}, {pauses, 1}, {adaptations, 2}, {refetched, mebibyte}});
        break;
    default:
        row(0, {{rssPeak, 110 * mebibyte}});
        row(1, {{rssPeak, 40 * mebibyte}, {ceiling, 55 * mebibyte}, {budget, 64 * mebibyte}, {lost, 0}, {recovery, 1}});
    }
    return out;
}

std::vector<RunFigures> figuresWith(const ScenarioSpec& scenario, const Values& values)
{
    std::vector<RunFigures> runs(scenario.runs.size());
    for (const Value& value : values)
        runs[value.run][value.figure] = value.value;
    return runs;
}

const ScenarioSpec& scenarioOf(int id) { return scenarioTable()[static_cast<std::size_t>(id - 1)]; }

QString quoted(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

class TestScenarioTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreComplete();
    void settingsOfEveryRunAreValid();
    void stepsAreLiveAndNamed();
    void holdsWithGoodFigures_data();
    void holdsWithGoodFigures();
    void missesOneCondition_data();
    void missesOneCondition();
    void unknownFiguresMiss();
    void findsByNumberAndName();
    void cardAndJsonSayTheSame();
};

void TestScenarioTable::rowsAreComplete()
{
    QCOMPARE(scenarioTable().size(), std::size_t{6});
    int id = 0;
    std::set<std::string_view> names;
    for (const ScenarioSpec& row : scenarioTable()) {
        QCOMPARE(row.id, ++id);
        QVERIFY2(names.insert(row.name).second && !row.name.empty() && !row.title.empty() && row.watch.ends_with('.'), row.name.data());
        QVERIFY(row.load != nullptr && !row.load->title.empty() && row.load->arguments.size() % 2 == 0 && row.judge != nullptr);
        QVERIFY(row.runs.size() >= 2 && !row.figures.empty());
        QCOMPARE(std::set<Figure>(row.figures.begin(), row.figures.end()).size(), row.figures.size());
        char letter = 'A'; // the judges go by it
        for (const RunSpec& run : row.runs) {
            QCOMPARE(quoted(run.name), QString(QLatin1Char(letter++)));
            QVERIFY(!run.title.empty() && !run.settings.empty() && run.measured >= 5);
        }
        QVERIFY2(expectedSeconds(row) <= 60, qPrintable(QString::number(expectedSeconds(row))));
    }
    std::set<std::string_view> ids;
    for (const FigureSpec& figure : figureTable())
        QVERIFY(ids.insert(figure.id).second && !figure.label.empty());
}

void TestScenarioTable::settingsOfEveryRunAreValid()
{
    for (const ScenarioSpec& row : scenarioTable()) {
        std::set<std::string> distinct;
        for (const RunSpec& run : row.runs) {
            const auto settings = runSettings(row, run);
            QVERIFY2(settings, settings ? "" : settings.error().message.c_str());
            std::string all;
            for (const SettingSpec& spec : settingTable())
                all += settingText(*settings, spec) + '\n';
            distinct.insert(all + std::to_string(static_cast<int>(run.keep)) + (run.derive ? "derived" : ""));
        }
        QCOMPARE(distinct.size(), row.runs.size()); // no two runs of a scenario are the same
    }
}

void TestScenarioTable::stepsAreLiveAndNamed()
{
    for (const ScenarioSpec& row : scenarioTable()) {
        for (const RunSpec& run : row.runs) {
            const auto settings = runSettings(row, run);
            for (const RunStep& step : run.steps) {
                QVERIFY(!step.title.empty() && step.seconds > 0);
                const auto next = withDeltas(*settings, step.settings);
                QVERIFY(next && !needsReconnect(settingTable(), *settings, *next));
                QCOMPARE(step.settings.empty(), step.action != RunAction::apply);
            }
        }
        const auto steps = stepsOf(row);
        QVERIFY(steps.size() > row.runs.size());
        QCOMPARE(steps.back().title, std::string("Compare"));
        QVERIFY(std::all_of(steps.begin(), steps.end(), [](const ScenarioStep& step) { return !step.title.empty() && !step.wait.empty(); }));
    }
}

void TestScenarioTable::holdsWithGoodFigures_data()
{
    QTest::addColumn<int>("scenario");
    for (const ScenarioSpec& row : scenarioTable())
        QTest::newRow(row.name.data()) << row.id;
}

void TestScenarioTable::holdsWithGoodFigures()
{
    QFETCH(int, scenario);
    const ScenarioSpec& row = scenarioOf(scenario);
    const Verdict verdict = row.judge(figuresWith(row, hits(scenario)));
    for (const Condition& condition : verdict.conditions)
        QVERIFY2(condition.held && condition.reason.empty(), condition.text.c_str());
    QVERIFY(verdict.held() && verdict.conditions.size() >= 3 && verdict.sentence.ends_with('.'));
}

void TestScenarioTable::missesOneCondition_data()
{
    using enum Figure;
    QTest::addColumn<int>("scenario");
    QTest::addColumn<int>("run");
    QTest::addColumn<int>("figure");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, int scenario, int run, Figure figure, double value, const char* says) {
        QTest::newRow(name) << scenario << run << static_cast<int>(figure) << value << QString::fromUtf8(says);
    };
    row("1 fetch limits bound the queue", 1, 1, prefetchPeak, 30 * mebibyte, "prefetch queue, peak: B 30.0 MiB");
    row("1 queue limit does not", 1, 2, prefetchPeak, 30 * mebibyte, "prefetch queue, peak: C 30.0 MiB");
    row("1 above the ceiling", 1, 0, rssPeak, 101 * mebibyte, "A: RSS, peak 101.0 MiB");
    row("1 slow", 1, 2, rate, 200, "rate: C 200 msg/s");
    row("2 gap", 2, 1, handOutGap, 0.3, "longest gap between hand-outs: B");
    row("2 bytes at once", 2, 1, inHandPeak, 4 * mebibyte, "bytes handed out at once, peak: B 4.0 MiB");
    row("2 prefetch lower", 2, 1, prefetchPeak, 20 * mebibyte, "prefetch queue, peak: B 20.0 MiB ≥");
    row("2 prefetch higher", 2, 1, prefetchPeak, 40 * mebibyte, "prefetch queue, peak: B 40.0 MiB ≤");
    row("2 queue limit", 2, 2, prefetchPeak, 20 * mebibyte, "prefetch queue, peak: C 20.0 MiB");
    row("3 nothing lost by auto", 3, 0, lost, 0, "A: lost 0");
    row("3 lost by hand", 3, 1, lost, 3, "B: lost 3");
    row("3 repeated more", 3, 1, repeated, 150, "B: repeated 150");
    row("4 not stopped", 4, 0, pauses, 0, "A: pauses by the guard 0");
    row("4 slope", 4, 1, slope, 300 * mebibyte, "B: RSS slope 300.0 MiB/min");
    row("4 not cleared", 4, 1, inHandPeak, 60 * mebibyte, "bytes handed out at once, peak: B 60.0 MiB");
    row("4 pins little", 4, 2, pinned, 4 * mebibyte, "C: memory these held 4.0 MiB");
    row("4 copies pin", 4, 3, pinned, 10 * mebibyte, "D: memory these held 10.0 MiB");
    row("5 gave back by itself", 5, 0, rssAfterDrain, 30 * mebibyte, "A: RSS after the drain 30.0 MiB");
    row("5 trim is no use", 5, 0, rssAfterTrim, 40 * mebibyte, "A: RSS after the trim 40.0 MiB");
    row("5 over budget", 5, 1, rssPeak, 64 * mebibyte, "B: RSS, peak 64.0 MiB is within the budget");
    row("5 free pause", 5, 1, refetched, 0, "B: dropped, to be fetched again 0 B");
    row("6 above ceiling", 6, 1, rssPeak, 60 * mebibyte, "B: RSS, peak 60.0 MiB is within the ceiling");
    row("6 ceiling above budget", 6, 1, ceiling, 70 * mebibyte, "B: ceiling 70.0 MiB is within the budget");
    row("6 lost", 6, 1, lost, 1, "B: lost 1");
    row("6 stays away", 6, 1, recovery, unknownFigure, "B: first message after the outage –");
    row("6 no smaller", 6, 0, rssPeak, 39 * mebibyte, "RSS, peak: B 40.0 MiB ≤ A 39.0 MiB");
}

void TestScenarioTable::missesOneCondition()
{
    QFETCH(int, scenario);
    QFETCH(int, run);
    QFETCH(int, figure);
    QFETCH(double, value);
    QFETCH(QString, says);
    const ScenarioSpec& row = scenarioOf(scenario);
    Values values = hits(scenario);
    values.push_back({static_cast<std::size_t>(run), static_cast<Figure>(figure), value});
    const Verdict verdict = row.judge(figuresWith(row, values));
    QVERIFY(!verdict.held());
    QStringList missed;
    for (const Condition& condition : verdict.conditions) {
        if (condition.held)
            continue;
        missed.append(QString::fromStdString(condition.text));
        QVERIFY2(!condition.reason.empty(), condition.text.c_str());
    }
    QVERIFY2(missed.size() == 1 && missed[0].startsWith(says), qPrintable(missed.join(QStringLiteral(" | "))));
}

void TestScenarioTable::unknownFiguresMiss()
{
    for (const ScenarioSpec& row : scenarioTable()) {
        const Verdict verdict = row.judge(std::vector<RunFigures>(row.runs.size()));
        for (const Condition& condition : verdict.conditions)
            QVERIFY2(!condition.held && !condition.reason.empty(), condition.text.c_str());
    }
}

void TestScenarioTable::findsByNumberAndName()
{
    QCOMPARE((*findScenario("2"))->id, 2);
    QCOMPARE((*findScenario("watch-rss"))->id, 5);
    const auto near = findScenario("small-pols");
    QVERIFY(!near && near.error().code == ErrorCode::invalidSetting);
    QVERIFY2(near.error().message.find("Did you mean small-polls?") != std::string::npos, near.error().message.c_str());
    for (const std::string_view none : {"7", "0", "", "02", "fetch"}) {
        const auto found = findScenario(none);
        QVERIFY(!found);
        for (const ScenarioSpec& row : scenarioTable())
            QVERIFY2(found.error().message.find(row.name) != std::string::npos, found.error().message.c_str());
    }
}

void TestScenarioTable::cardAndJsonSayTheSame()
{
    const ScenarioSpec& row = scenarioOf(2);
    Values values = hits(2);
    values.push_back({1, Figure::handOutGap, 1.0});
    const auto figures = figuresWith(row, values);
    ScenarioResult result;
    result.spec = &row;
    for (std::size_t i = 0; i < row.runs.size(); ++i)
        result.runs.push_back({&row.runs[i], *runSettings(row, row.runs[i]), figures[i]});
    result.verdict = row.judge(figures);
    const auto json = scenarioJson(result);
    QCOMPARE(json["id"].get<int>(), 2);
    QCOMPARE(json["runs"].size(), row.runs.size());
    QCOMPARE(json["runs"][1]["name"].get<std::string>(), std::string("B"));
    QCOMPARE(json["runs"][0]["settings"]["max-poll-records"].get<std::string>(), std::string("500"));
    QVERIFY(!json["runs"][0]["settings"].contains("group-id"));
    QCOMPARE(json["before"]["hand_out_gap_seconds"].get<double>(), 2.5);
    QVERIFY(json["after"]["hand_out_gap_seconds"].is_null()); // never given to C: null, not 0
    QVERIFY(!json["held"].get<bool>() && json["verdict"].is_string());
    const std::string text = scenarioText(result);
    for (const std::string_view part : {"A (before)", "C (after)", "2.5 s", "MISSED  longest gap between hand-outs", "held    prefetch queue"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
    // In another language: nothing of the core's words is left, and wide letters keep the columns in line.
    const std::string other = scenarioText(result, [](const std::string& said) { return said.find("gap") == std::string::npos ? std::string("中") : std::string("中中"); });
    for (const RunResult& run : result.runs)
        QVERIFY2(other.find(run.spec->title) == std::string::npos, other.c_str());
    QVERIFY2(other.find(result.verdict.sentence) == std::string::npos && other.find("held") == std::string::npos, other.c_str());
    QVERIFY2(other.find("\n中中   ") != std::string::npos && other.find("\n中     ") != std::string::npos, other.c_str());
}

QTEST_APPLESS_MAIN(TestScenarioTable)
#include "tst_scenario_table.moc"
