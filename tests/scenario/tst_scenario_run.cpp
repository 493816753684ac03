// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>

#include "core/scenario/run_driver.h"
#include "tests/support/fake_consumer.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using headroom::test::FakeBroker;
using headroom::test::FakeConsumer;

namespace {

/// A session on a FakeBroker with a probe in it, driven as a run is.
struct DrivenRun {
    std::shared_ptr<FakeBroker> broker = std::make_shared<FakeBroker>();
    RunProbe probe;
    Session session;
    PlainSession driven{session};
    std::vector<RunSample> samples;

    explicit DrivenRun(RunProbe::Options options) : session(dependencies()) { probe.arm(std::move(options)); }

    SessionDependencies dependencies()
    {
        SessionDependencies wanted;
        wanted.makeConsumer = [this](const Settings&, ConsumerListener& listener) -> Result<std::unique_ptr<ConsumerPort>> {
            return std::make_unique<FakeConsumer>(broker, listener);
        };
        wanted.cgroupRoot = "/nowhere";
        probe.install(wanted);
        return wanted;
    }
    static RunPlan plan()
    {
        RunPlan plan;
        plan.settings.bootstrapServers = "fake:9092";
        plan.settings.topic = "orders";
        plan.settings.groupId = "tests";
        plan.settings.batchSize = 10;
        plan.settings.batchLingerMs = 0;
        plan.warmUp = 0.3;
        plan.measured = 0.4;
        return plan;
    }
    /// Until its end; false when that does not come. `look` is asked each time.
    bool play(RunPlan plan, const std::function<void(RunDriver&)>& look = {})
    {
        RunDriver driver(driven, probe, std::move(plan), [this](const RunSample& sample) { samples.push_back(sample); });
        if (look)
            look(driver);
        if (!driver.start())
            return false;
        const QDeadlineTimer patience(20000);
        while (driver.step()) {
            if (patience.hasExpired())
                return false;
            if (look)
                look(driver);
            QTest::qWait(10); // the pace at which a run is looked at
        }
        return !driver.failure();
    }
    [[nodiscard]] double seconds(double phase) const
    {
        double first = -1, last = -1;
        for (const RunSample& sample : samples) {
            if (sample.phase != phase)
                continue;
            first = first < 0 ? sample.seconds : first;
            last = sample.seconds;
        }
        return last - first;
    }
    std::int64_t ofBroker(std::int64_t FakeBroker::*member)
    {
        const std::scoped_lock lock(broker->mutex);
        return (*broker).*member;
    }
};

} // namespace

class TestScenarioRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesThroughItsPhases();
    void countsWhatIsPassedOver();
    void stopsExactlyAtTheKill();
    void waitsForThePresenter();
    void budgetIsAboveTheBaseline();
    void measuresTheGapsBetweenHandOuts();
    void nextRunGoesOnWithTheCharts();
    void keptMessagesGoBack_data();
    void keptMessagesGoBack();
};

void TestScenarioRun::goesThroughItsPhases()
{
    static constexpr SettingDelta live[]{{"max-poll-records", "77"}};
    static constexpr RunStep steps[]{{.title = "live", .action = RunAction::apply, .seconds = 0.4, .settings = live},
                                     {.title = "trim", .action = RunAction::trim, .seconds = 0.3},
                                     {.title = "commit", .action = RunAction::commit, .seconds = 0.3}};
    DrivenRun run({});
    run.broker->fill(2, 500);
    RunPlan plan = DrivenRun::plan();
    plan.steps = steps;
    plan.settings.commitMode = "manual";
    plan.peakOf = "A";
    QVERIFY(run.play(plan));
    QVERIFY(run.seconds(1) >= 0.25 && run.seconds(1) < 2);
    QCOMPARE(run.samples.back().phase, 4.0);
    QCOMPARE(run.session.latest()->settings->maxPollRecords, std::int64_t{77});
    QCOMPARE(run.session.latest()->commits.confirmed, std::uint64_t{1});
    const auto events = run.session.latest()->events;
    QVERIFY(std::any_of(events.begin(), events.end(), [](const SessionEvent& event) { return event.kind == EventKind::trim; }));
    const auto peak = std::find_if(events.begin(), events.end(), [](const SessionEvent& event) { return event.text.starts_with("run A: RSS peak"); });
    QVERIFY(peak != events.end() && peak->marker && peak->text.ends_with("MiB"));
    QVERIFY(peak->seconds <= run.samples.back().seconds); // where it was, not where it was found
    double seconds = 0;
    for (const RunSample& sample : run.samples) {
        QVERIFY(sample.seconds > seconds);
        seconds = sample.seconds;
    }
}

void TestScenarioRun::countsWhatIsPassedOver()
{
    DrivenRun run({});
    run.broker->fill(1, 100);
    run.broker->partitions[0].log.erase(run.broker->partitions[0].log.begin() + 40, run.broker->partitions[0].log.begin() + 43);
    QVERIFY(run.play(DrivenRun::plan()));
    const Continuity& seen = run.probe.processed();
    QCOMPARE(seen.lost, std::int64_t{3});
    QCOMPARE(seen.partitions.at(0).first, Offset{0});
    QCOMPARE(seen.partitions.at(0).next, Offset{100});
}

void TestScenarioRun::stopsExactlyAtTheKill()
{
    std::atomic<std::int64_t> processed{-1};
    RunProbe::Options options;
    options.killAfter = 25;
    options.kill = [&processed](const Continuity& seen) { processed = seen.partitions.at(0).next; };
    DrivenRun run(std::move(options));
    run.broker->fill(1, 100);
    QVERIFY(run.play(DrivenRun::plan()));
    QCOMPARE(processed.load(), std::int64_t{25}); // batches are of 10
}

void TestScenarioRun::waitsForThePresenter()
{
    static constexpr RunStep steps[]{{.title = "trim", .action = RunAction::trim, .seconds = 0.2}};
    DrivenRun run({});
    run.broker->fill(1, 100);
    RunPlan plan = DrivenRun::plan();
    plan.steps = steps;
    int waits = 0;
    std::size_t waitedSince = 0;
    QVERIFY(run.play(plan, [&](RunDriver& driver) {
        driver.setPaced(true);
        waitedSince = driver.waiting() ? waitedSince : run.samples.size();
        if (driver.waiting() && run.samples.size() > waitedSince + 3) {
            ++waits;
            driver.next();
        }
    }));
    QCOMPARE(waits, 2); // after the measured time, and after the step
    QVERIFY(std::count_if(run.samples.begin(), run.samples.end(), [](const RunSample& sample) { return sample.held; }) >= 6);
    QCOMPARE(run.samples.back().phase, 2.0);
}

void TestScenarioRun::budgetIsAboveTheBaseline()
{
    DrivenRun run({});
    run.broker->fill(1, 100);
    RunPlan plan = DrivenRun::plan();
    plan.share = 100 * mib;
    QVERIFY(run.play(plan));
    QVERIFY(run.samples.back().baseline > 0);
    QCOMPARE(run.samples.back().budget, run.samples.back().baseline + static_cast<double>(plan.share));
}

void TestScenarioRun::measuresTheGapsBetweenHandOuts()
{
    DrivenRun run({});
    run.broker->fill(1, 1000);
    RunPlan plan = DrivenRun::plan();
    plan.settings.processor = "delay";
    plan.settings.processDelayUs = 10'000; // batches of 10
    plan.measured = 1;
    QVERIFY(run.play(plan));
    RunRecord record;
    record.samples = run.samples;
    const double gap = figuresOf(record)[Figure::handOutGap];
    QVERIFY2(gap >= 0.095 && gap < 0.5, qPrintable(QString::number(gap)));
}

void TestScenarioRun::nextRunGoesOnWithTheCharts()
{
    DrivenRun run({});
    run.broker->fill(1, 100);
    RunPlan plan = DrivenRun::plan();
    plan.note = "the first";
    plan.settings.commitMode = "manual"; // so that the next one finds the same messages
    QVERIFY(run.play(plan));
    const auto first = run.session.latest();
    const auto noted = [](const Snapshot& snapshot, std::string_view text) {
        return std::any_of(snapshot.events.begin(), snapshot.events.end(), [text](const SessionEvent& event) { return event.marker && event.text == text; });
    };
    QVERIFY(noted(*first, "the first"));
    RunLimits limits;
    limits.continues = true;
    plan.settings.groupId = "another";
    QVERIFY(run.session.start(plan.settings, limits));
    const auto readsAs = [&run](std::string_view group) { // the box still holds the end of the run before
        const auto now = run.session.latest();
        return now->settings->groupId == group && now->messages > 0;
    };
    QTRY_VERIFY(readsAs("another"));
    const auto second = run.session.latest();
    QVERIFY(second->seconds > first->seconds && second->history.began == first->history.began);
    QVERIFY(noted(*second, "the first"));
    QVERIFY(second->history.fine.front()->front().seconds < first->seconds);
    run.session.stop();
    QVERIFY(run.session.waitUntilEnded(Milliseconds(10000)));
    plan.settings.groupId = "a third";
    QVERIFY(run.session.start(plan.settings)); // and without it begins anew
    QTRY_VERIFY(readsAs("a third"));
    QVERIFY(run.session.latest()->history.began != first->history.began);
    QVERIFY(!noted(*run.session.latest(), "the first"));
}

void TestScenarioRun::keptMessagesGoBack_data()
{
    QTest::addColumn<int>("keep");
    QTest::addColumn<bool>("letGo");
    QTest::newRow("references, let go") << static_cast<int>(Keep::byReference) << true;
    QTest::newRow("references, to the end") << static_cast<int>(Keep::byReference) << false;
    QTest::newRow("copies, let go") << static_cast<int>(Keep::asCopy) << true;
    QTest::newRow("copies, to the end") << static_cast<int>(Keep::asCopy) << false;
}

void TestScenarioRun::keptMessagesGoBack()
{
    QFETCH(int, keep);
    QFETCH(bool, letGo);
    static constexpr RunStep lettingGo[]{{.title = "let go", .action = RunAction::letGo, .seconds = 1.2}};
    constexpr std::size_t valueBytes = 50'000;
    RunProbe::Options options;
    options.keep = static_cast<Keep>(keep);
    DrivenRun run(std::move(options));
    run.broker->fill(1, 1000, valueBytes);
    RunPlan plan = DrivenRun::plan();
    if (letGo)
        plan.steps = lettingGo;
    QVERIFY(run.play(plan));
    QCOMPARE(run.ofBroker(&FakeBroker::held), 0);
    QCOMPARE(run.ofBroker(&FakeBroker::heldAtDestroy), 0);
    const double kept = run.samples.back().kept;
    QVERIFY(kept > 10.0 * valueBytes && kept < 10.1 * valueBytes); // one in a hundred of all, with their keys
    const double pinned = run.samples.back().pinned;
    if (!letGo)
        QVERIFY(std::isnan(pinned));
    else if (headroom::test::instrumented) // its allocator does not tell
        return;
    else if (static_cast<Keep>(keep) == Keep::asCopy)
        QVERIFY2(pinned > 0.9 * kept && pinned < 1.2 * kept, qPrintable(QString::number(pinned)));
    else
        QVERIFY2(pinned < 0.1 * kept, qPrintable(QString::number(pinned))); // the fake's own records stay
}

QTEST_GUILESS_MAIN(TestScenarioRun)
#include "tst_scenario_run.moc"
