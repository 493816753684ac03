// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>

#include <fmt/format.h>

#include "core/scenario/scenario_player.h"

using namespace headroom::core;

namespace {

constexpr int times = 3;

/// Below this two values are the same: a page or two of the allocator, a message in flight, a sample's tenth of a second.
double grain(Figure figure)
{
    switch (specOf(figure).unit) {
    case FigureUnit::bytes: return 2.0 * mib;
    case FigureUnit::bytesPerMinute: return 60.0 * mib; // a slope of nothing
    case FigureUnit::messagesPerSecond: return 5;
    case FigureUnit::seconds: return 0.05;
    case FigureUnit::messages: return 10;
    case FigureUnit::count: return 1;
    case FigureUnit::share: return 0.1;
    }
    return 0;
}

/// Not a figure of the technique: how long the client happens to wait before it connects again, and where in a fill of the
/// queue the run's last moment falls.
bool happens(Figure figure) { return figure == Figure::recovery || figure == Figure::lagAtEnd; }

} // namespace

class TestScenariosRepeat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresAgree_data();
    void figuresAgree();
    void ledgerNamesNineTenths();

private:
    std::vector<double> m_unattributed; ///< of every run of all scenarios
};

void TestScenariosRepeat::figuresAgree_data()
{
    QTest::addColumn<int>("scenario");
    for (const ScenarioSpec& row : scenarioTable())
        QTest::newRow(row.name.data()) << row.id;
}

void TestScenariosRepeat::figuresAgree()
{
    QFETCH(int, scenario);
    const ScenarioSpec& spec = scenarioTable()[static_cast<std::size_t>(scenario - 1)];
    std::vector<ScenarioResult> results;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        auto result = runScenario(spec, {});
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        for (const Condition& condition : result->verdict.conditions)
            QVERIFY2(condition.held, (condition.text + ": " + condition.reason).c_str());
        QVERIFY2(timer.elapsed() <= 60'000, qPrintable(QString::number(timer.elapsed())));
        for (const RunResult& run : result->runs)
            m_unattributed.push_back(run.figures[Figure::unattributedShare]);
        results.push_back(std::move(*result));
    }
    for (std::size_t run = 0; run < spec.runs.size(); ++run) {
        for (const Figure figure : spec.figures) {
            double least = 1e300, most = -1e300;
            for (const ScenarioResult& result : results) {
                least = std::min(least, result.runs[run].figures[figure]);
                most = std::max(most, result.runs[run].figures[figure]);
            }
            if (least > most)
                continue; // never had
            const std::string where = fmt::format("run {}, {}: {} to {}", spec.runs[run].name, specOf(figure).label, figureText(figure, least), figureText(figure, most));
            qInfo("%s", where.c_str());
            if (!happens(figure))
                QVERIFY2(most - least <= std::max(0.15 * (most + least) / 2, grain(figure)), where.c_str());
        }
    }
}

/// The ledger's bar: of RSS above the baseline at its peak at most a tenth is without an owner, in the median.
void TestScenariosRepeat::ledgerNamesNineTenths()
{
    QVERIFY(m_unattributed.size() >= scenarioTable().size() * times);
    QVERIFY(std::ranges::none_of(m_unattributed, [](double share) { return std::isnan(share); }));
    std::ranges::sort(m_unattributed);
    const double median = m_unattributed[m_unattributed.size() / 2];
    qInfo("without an owner: median %.1f %% of %zu runs, most %.1f %%", 100 * median, m_unattributed.size(), 100 * m_unattributed.back());
    QVERIFY2(median <= 0.10, qPrintable(QString::number(median)));
}

QTEST_GUILESS_MAIN(TestScenariosRepeat)
#include "tst_scenarios_repeat.moc"
