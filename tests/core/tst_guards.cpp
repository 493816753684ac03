// SPDX-License-Identifier: GPL-3.0-or-later
// The contract that every registered guard keeps under every load, and the rules one by one.
#include <QTest>

#include "core/guard/guard_registry.h"
#include "tests/support/guard_loads.h"
#include "tests/support/guarded_consumer.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::GuardedConsumer;
using headroom::test::loads;
using headroom::test::LoadTrace;

namespace {

constexpr double steadyRun = 180; ///< seconds

GuardReading at(double seconds, Bytes rss, Bytes limit = 100 * mib)
{
    GuardReading reading;
    reading.seconds = seconds;
    reading.rss = rss;
    reading.marks = guardMarks(limit, 85, 80, 75);
    reading.canShrinkBatch = reading.canReconnect = true;
    reading.largestLayer = "prefetch queue, 31.5 MiB";
    return reading;
}

/// A tenth of a second later, with a view that can be halved three times.
GuardReading next(const GuardState& state, Bytes rss, Bytes limit = 100 * mib)
{
    GuardReading reading = at(std::max(0.0, state.seconds) + 0.1, rss, limit);
    reading.shrinkViewBy = state.viewHalvings < 3 ? 1 : 0;
    return reading;
}

/// Feeds the same RSS for a while; the last step that did or said something, else the last.
GuardStep feed(const MemoryGuard& guard, GuardState& state, double seconds, Bytes rss, Bytes limit = 100 * mib)
{
    GuardStep last;
    for (int i = 0; i < static_cast<int>(seconds * 10 + 0.5); ++i) {
        GuardStep step = guard.decide(next(state, rss, limit), state);
        state = step.next;
        if (step.action != GuardAction::none || !step.reason.empty())
            last = std::move(step);
    }
    return last;
}

} // namespace

class TstGuards : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contract_data();
    void contract();
    void idsAreTheSettingsChoices();
    void marksArePercentOfTheSmallerLimit();
    void pausesAboveHighOnlyAfterAWhile();
    void pausesAtOnceAboveTheLimit();
    void pausesBeforeAFastRisePassesTheLimit();
    void aPauseHasAMinimumHold();
    void resumesOnlyWhenTheRefillFits();
    void cannotHelpNamesTheLargestLayerAndResumes();
    void afterGivingUpOnlyNewGrowthPauses();
    void adaptsInOrderAndUndoesInReverse();
    void adaptStillPauses();
    void starvingTakesAllThereIsAndThenSaysSo_data();
    void starvingTakesAllThereIsAndThenSaysSo();
    void adaptCountsAPauseAsPressure();
    void observeSaysEachCrossingOnce();
    void anotherGuardLetsGoOfWhatIsHeld_data();
    void anotherGuardLetsGoOfWhatIsHeld();
    void withoutALimitItSaysSoOnce();
    void withoutAReadingItSaysSoOnce();
    void manyPausesAreNamed();
    void aClockGapIsNotTimeAboveTheMark();
};

void TstGuards::contract_data()
{
    QTest::addColumn<int>("guard");
    QTest::addColumn<int>("load");
    const auto all = loads();
    for (std::size_t g = 0; g < guardRegistry().size(); ++g)
        for (std::size_t l = 0; l < all.size(); ++l)
            QTest::addRow("%s, %s", std::string(guardRegistry()[g].id).c_str(), all[l].name.c_str()) << static_cast<int>(g) << static_cast<int>(l);
}

void TstGuards::contract()
{
    QFETCH(int, guard);
    QFETCH(int, load);
    const MemoryGuard& rules = guardRegistry()[static_cast<std::size_t>(guard)];
    const LoadTrace trace = loads()[static_cast<std::size_t>(load)];
    GuardedConsumer consumer(rules, trace);
    consumer.run(steadyRun);
    const std::int64_t before = consumer.processed;
    const double fed = consumer.leastFed(60);
    consumer.stopProducing();
    for (int i = 0; i < 100 && consumer.processed < consumer.produced; ++i)
        consumer.run(steadyRun); // drains whatever is left, be it slowly
    consumer.run(60);

    // Nothing is lost, skipped or repeated, and each byte that was dropped was fetched again.
    QCOMPARE(consumer.processed, consumer.produced);
    QCOMPARE(consumer.outOfOrder, std::int64_t(0));
    QCOMPARE(consumer.fetched, consumer.processed + consumer.dropped);
    QVERIFY(before > 0);
    if (!rules.acts) {
        QVERIFY(consumer.done.empty());
        QVERIFY(consumer.said.size() <= 60);
        return;
    }
    const bool holds = trace.holds && (trace.holdsByPausing || rules.id == "adapt");
    if (holds) {
        QVERIFY2(consumer.highestOver <= trace.response + GuardedConsumer::record,
                 qPrintable(QString::number(static_cast<double>(consumer.highestOver) / static_cast<double>(mib))));
    }
    QVERIFY2(consumer.longestPause <= guard_times::longestPause + 0.5, qPrintable(QString::number(consumer.longestPause)));
    // A view that was halved only when it filled half of its cap left 0.01.
    const double least = rules.id == "adapt" ? 0.5 : 0.15;
    QVERIFY2(fed >= least || !holds, qPrintable(QString::number(fed)));
    const auto told = std::count_if(consumer.said.begin(), consumer.said.end(), [](const std::string& reason) { return reason.starts_with("starves: "); });
    QVERIFY2(fed >= 0.15 ? told <= 1 : told >= 1 && told <= 3, qPrintable(QString::number(told))); // noticed, and not said each time
    QVERIFY(fed < 0.5 || told == 0);
    // Up to eleven pauses with their resumes (holds of 2, 4, then 6 s) and the steps of one adaptation.
    QVERIFY2(consumer.mostActionsWithin(60) <= 32, qPrintable(QString::number(consumer.mostActionsWithin(60))));
    QVERIFY(!consumer.state().paused); // with nothing more to do it has resumed
    QVERIFY(consumer.said.size() >= consumer.done.size()); // each action has its reason
}

void TstGuards::idsAreTheSettingsChoices()
{
    QStringList ids;
    for (const MemoryGuard& guard : guardRegistry()) {
        ids << QString::fromUtf8(guard.id.data(), static_cast<qsizetype>(guard.id.size()));
        QVERIFY(!guard.label.empty() && !guard.help.empty() && guard.decide != nullptr);
    }
    QCOMPARE(ids.join(QLatin1Char(' ')), QStringLiteral("off observe pause adapt"));
    QCOMPARE(findGuard("adapt").id, std::string_view("adapt"));
    QCOMPARE(findGuard("nonsense").id, std::string_view("off"));
}

void TstGuards::marksArePercentOfTheSmallerLimit()
{
    QCOMPARE(smallerLimit(0, unknownBytes), unknownBytes);
    QCOMPARE(smallerLimit(100, unknownBytes), Bytes(100));
    QCOMPARE(smallerLimit(0, 50), Bytes(50));
    QCOMPARE(smallerLimit(100, 50), Bytes(50));
    QCOMPARE(smallerLimit(40, 50), Bytes(40));
    const GuardMarks marks = guardMarks(1000, 85, 80, 75);
    QCOMPARE(marks.limit, Bytes(1000));
    QCOMPARE(marks.high, Bytes(850));
    QCOMPARE(marks.adapt, Bytes(800));
    QCOMPARE(marks.low, Bytes(750));
    QCOMPARE(guardMarks(unknownBytes, 85, 80, 75).high, unknownBytes);
}

void TstGuards::pausesAboveHighOnlyAfterAWhile()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    QCOMPARE(feed(guard, state, 1.8, 90 * mib).action, GuardAction::none);
    QCOMPARE(feed(guard, state, 0.2, 80 * mib).action, GuardAction::none); // a dip starts the clock again
    QCOMPARE(feed(guard, state, 1.8, 90 * mib).action, GuardAction::none);
    const GuardStep step = feed(guard, state, 0.5, 90 * mib);
    QCOMPARE(step.action, GuardAction::pause);
    QVERIFY(step.reason.find("90.0 MiB") != std::string::npos);
    QCOMPARE(state.phase, GuardPhase::paused);
}

void TstGuards::pausesAtOnceAboveTheLimit()
{
    GuardState state;
    QCOMPARE(feed(findGuard("pause"), state, 0.1, 101 * mib).action, GuardAction::pause);
}

void TstGuards::pausesBeforeAFastRisePassesTheLimit()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    QCOMPARE(feed(guard, state, 0.1, 70 * mib).action, GuardAction::none);
    QCOMPARE(feed(guard, state, 0.1, 82 * mib).action, GuardAction::none); // 94 next: it has time
    QCOMPARE(feed(guard, state, 0.1, 94 * mib).action, GuardAction::pause); // 106 next
}

void TstGuards::aPauseHasAMinimumHold()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    static_cast<void>(feed(guard, state, 0.1, 101 * mib));
    QVERIFY(state.paused);
    QCOMPARE(feed(guard, state, 1.8, 20 * mib).action, GuardAction::none);
    QCOMPARE(feed(guard, state, 0.5, 20 * mib).action, GuardAction::resume);
    static_cast<void>(feed(guard, state, 0.1, 101 * mib));
    QCOMPARE(feed(guard, state, 3.8, 20 * mib).action, GuardAction::none); // the second holds twice as long
    QCOMPARE(feed(guard, state, 0.5, 20 * mib).action, GuardAction::resume);
}

void TstGuards::resumesOnlyWhenTheRefillFits()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    static_cast<void>(feed(guard, state, 0.1, 101 * mib));
    GuardStep resumed;
    double after = 0;
    for (; resumed.action != GuardAction::resume && after < 40; after += 0.1) {
        GuardReading reading = at(state.seconds + 0.1, 60 * mib);
        reading.refill = 30 * mib; // 90 would be above the high mark
        resumed = guard.decide(reading, state);
        state = resumed.next;
    }
    QVERIFY2(after > guard_times::longestHold - 0.2 && after < guard_times::longestHold + 0.5, qPrintable(QString::number(after)));
    QVERIFY(resumed.reason.find("30.0 MiB") != std::string::npos); // says that it will not fit
}

void TstGuards::cannotHelpNamesTheLargestLayerAndResumes()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    static_cast<void>(feed(guard, state, 3, 90 * mib));
    QVERIFY(state.paused);
    const GuardStep helpless = feed(guard, state, 10, 90 * mib);
    QCOMPARE(state.phase, GuardPhase::cannotHelp);
    QVERIFY(state.paused);
    QVERIFY(helpless.reason.find("prefetch queue, 31.5 MiB") != std::string::npos);
    const GuardStep resumed = feed(guard, state, 21, 90 * mib);
    QCOMPARE(resumed.action, GuardAction::resume);
    QVERIFY(resumed.reason.find("100.0 MiB") != std::string::npos); // the limit is named
    QCOMPARE(state.phase, GuardPhase::cannotHelp);
}

void TstGuards::afterGivingUpOnlyNewGrowthPauses()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    static_cast<void>(feed(guard, state, 33, 120 * mib)); // gave up above the limit itself
    QVERIFY(!state.paused);
    QCOMPARE(feed(guard, state, 120, 130 * mib).action, GuardAction::none); // starves no one
    QCOMPARE(feed(guard, state, 0.1, 134 * mib).action, GuardAction::pause); // more than an eighth of the limit above that
    static_cast<void>(feed(guard, state, 35, 60 * mib));
    QVERIFY(!state.paused);
    QCOMPARE(state.gaveUpAt, unknownBytes); // below the low mark it is itself again
    QCOMPARE(state.phase, GuardPhase::observing);
}

void TstGuards::adaptsInOrderAndUndoesInReverse()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("adapt");
    std::vector<GuardAction> actions;
    std::vector<double> times;
    const auto run = [&](double seconds, Bytes rss) {
        for (double t = 0; t < seconds; t += 0.1) {
            const GuardStep step = guard.decide(next(state, rss), state);
            state = step.next;
            if (step.action != GuardAction::none) {
                actions.push_back(step.action);
                times.push_back(state.seconds);
            }
        }
    };
    run(30, 82 * mib); // above adapt, below high
    using enum GuardAction;
    const std::vector<GuardAction> down{shrinkView, shrinkView, shrinkView, shrinkBatch, shrinkBatch, shrinkBatch, trim, reconnect};
    QCOMPARE(actions, down);
    for (std::size_t i = 1; i < times.size(); ++i)
        QVERIFY(times[i] - times[i - 1] >= guard_times::betweenSteps - 0.01);
    QCOMPARE(state.phase, GuardPhase::adapting);
    actions.clear();
    run(600, 60 * mib);
    const std::vector<GuardAction> up{restoreBatch, restoreBatch, restoreBatch, restoreView, restoreView, restoreView};
    QCOMPARE(actions, up);
    QCOMPARE(state.viewHalvings + state.batchHalvings, 0);
    QVERIFY(state.reconnected); // not undone: that would cost a second one
    actions.clear();
    run(60, 82 * mib);
    QCOMPARE(std::count(actions.begin(), actions.end(), reconnect), 0); // at most once
}

void TstGuards::adaptStillPauses()
{
    GuardState state;
    QCOMPARE(feed(findGuard("adapt"), state, 0.1, 101 * mib).action, GuardAction::pause);
    QVERIFY(state.paused);
    static_cast<void>(feed(findGuard("adapt"), state, 1.9, 90 * mib)); // and shrinks meanwhile
    QVERIFY(state.viewHalvings > 0);
    QCOMPARE(state.phase, GuardPhase::paused);
}

void TstGuards::starvingTakesAllThereIsAndThenSaysSo_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("steps");
    QTest::newRow("pause") << "pause" << 0;
    QTest::newRow("adapt") << "adapt" << 8; // view and batch three times each, trim, new client
}

/// Paused most of the time with nothing to process, while RSS is below every mark: adapt did nothing more, and nothing was said.
void TstGuards::starvingTakesAllThereIsAndThenSaysSo()
{
    QFETCH(QString, id);
    const MemoryGuard& guard = findGuard(id.toStdString());
    GuardState state;
    std::vector<std::string> told;
    int steps = 0;
    while (state.seconds < 300) {
        GuardReading reading = next(state, (state.paused ? 70 : 101) * mib);
        reading.idle = state.paused;
        reading.refill = state.paused ? 10 * mib : 0;
        reading.ceiling = 100 * mib;
        const GuardStep step = guard.decide(reading, state);
        state = step.next;
        steps += step.action != GuardAction::none && step.action != GuardAction::pause && step.action != GuardAction::resume ? 1 : 0;
        if (step.reason.starts_with("starves: ")) {
            told.push_back(step.reason);
            QCOMPARE(steps, id == QStringLiteral("adapt") ? 8 : 0);
        }
    }
    QTEST(steps, "steps");
    QCOMPARE(told.size(), 1U);
    for (const char* part : {"70.0 MiB", "100.0 MiB", "118.0 MiB", "prefetch queue, 31.5 MiB"}) // 100 are 85 % of that
        QVERIFY2(told[0].find(part) != std::string::npos, told[0].c_str());
}

/// A queue that fills between two looks is never seen above a mark for long; that it had to be paused is enough.
void TstGuards::adaptCountsAPauseAsPressure()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("adapt");
    std::vector<GuardAction> steps;
    for (int i = 0; i < 200 && !state.reconnected; ++i) {
        for (const Bytes rss : {101 * mib, 20 * mib}) {
            for (double t = 0; t < (rss > 100 * mib ? 0.05 : 8); t += 0.1) {
                const GuardStep step = guard.decide(next(state, rss), state);
                state = step.next;
                if (step.action != GuardAction::none && step.action != GuardAction::pause && step.action != GuardAction::resume)
                    steps.push_back(step.action);
            }
        }
    }
    QVERIFY(state.reconnected);
    QVERIFY(!steps.empty() && steps.back() == GuardAction::reconnect);
    QVERIFY(std::count(steps.begin(), steps.end(), GuardAction::trim) >= 1);
}

void TstGuards::observeSaysEachCrossingOnce()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("observe");
    std::vector<std::string> said;
    const auto run = [&](double seconds, Bytes rss) {
        for (double t = 0; t < seconds; t += 0.1) {
            const GuardStep step = guard.decide(at(std::max(0.0, state.seconds) + 0.1, rss), state);
            state = step.next;
            QCOMPARE(step.action, GuardAction::none);
            QCOMPARE(state.phase, GuardPhase::observing);
            if (!step.reason.empty())
                said.push_back(step.reason);
        }
    };
    run(10, 70 * mib);
    QCOMPARE(said.size(), 0U);
    run(10, 82 * mib);
    QCOMPARE(said.size(), 1U);
    run(10, 90 * mib);
    QCOMPARE(said.size(), 2U);
    for (int i = 0; i < 50; ++i) // noise around both marks
        run(0.3, (i % 2 == 0 ? 78 : 87) * mib);
    QCOMPARE(said.size(), 2U);
    run(10, 70 * mib);
    QCOMPARE(said.size(), 3U);
    QVERIFY(said[0].starts_with("would adapt") && said[1].starts_with("would pause") && said[2].starts_with("would let go"));
}

void TstGuards::anotherGuardLetsGoOfWhatIsHeld_data()
{
    QTest::addColumn<QString>("next");
    QTest::addColumn<bool>("resumesAtOnce");
    QTest::newRow("off") << "off" << true;
    QTest::newRow("observe") << "observe" << true;
    QTest::newRow("pause") << "pause" << false; // a pause is its own business too
}

void TstGuards::anotherGuardLetsGoOfWhatIsHeld()
{
    QFETCH(QString, next);
    QFETCH(bool, resumesAtOnce);
    GuardState state;
    static_cast<void>(feed(findGuard("adapt"), state, 8, 82 * mib));
    static_cast<void>(feed(findGuard("adapt"), state, 0.1, 101 * mib));
    QVERIFY(state.paused && state.viewHalvings > 0 && state.batchHalvings > 0);
    const std::string id = next.toStdString();
    static_cast<void>(feed(findGuard(id), state, 0.1, 60 * mib));
    QCOMPARE(!state.paused, resumesAtOnce);
    static_cast<void>(feed(findGuard(id), state, 5, 60 * mib));
    QVERIFY(!state.paused);
    QCOMPARE(state.viewHalvings + state.batchHalvings, 0);
}

void TstGuards::withoutALimitItSaysSoOnce()
{
    for (const char* id : {"observe", "pause", "adapt"}) {
        GuardState state;
        const GuardStep first = feed(findGuard(id), state, 0.1, 500 * mib, unknownBytes);
        QVERIFY(first.reason.find("nothing to guard") != std::string::npos);
        const GuardStep later = feed(findGuard(id), state, 60, 500 * mib, unknownBytes);
        QVERIFY(later.reason.empty());
        QCOMPARE(later.action, GuardAction::none);
        QCOMPARE(state.phase, GuardPhase::observing);
    }
}

/// It said that there was no budget.
void TstGuards::withoutAReadingItSaysSoOnce()
{
    for (const char* id : {"observe", "pause", "adapt"}) {
        GuardState state;
        const GuardStep first = feed(findGuard(id), state, 0.1, unknownBytes);
        QVERIFY2(first.reason.find("cannot be read") != std::string::npos && first.reason.find("budget") == std::string::npos, first.reason.c_str());
        QVERIFY(feed(findGuard(id), state, 60, unknownBytes).reason.empty());
    }
}

void TstGuards::manyPausesAreNamed()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    for (int i = 0; i < 6; ++i) {
        static_cast<void>(feed(guard, state, 0.1, 101 * mib));
        static_cast<void>(feed(guard, state, 12, 20 * mib));
    }
    QVERIFY(!pausedOften(state, state.seconds));
    static_cast<void>(feed(guard, state, 0.1, 101 * mib));
    QVERIFY(pausedOften(state, state.seconds));
    QVERIFY(!pausedOften(state, state.seconds + 601));
}

void TstGuards::aClockGapIsNotTimeAboveTheMark()
{
    GuardState state;
    const MemoryGuard& guard = findGuard("pause");
    static_cast<void>(feed(guard, state, 0.2, 90 * mib));
    GuardStep step = guard.decide(at(state.seconds + 3600, 90 * mib), state);
    QCOMPARE(step.action, GuardAction::none); // two looks are not two seconds
    state = step.next;
    step = guard.decide(at(state.seconds - 50, 90 * mib), state); // nor does a clock that falls break anything
    QCOMPARE(step.action, GuardAction::none);

    GuardState slept;
    static_cast<void>(feed(guard, slept, 0.2, 70 * mib));
    step = guard.decide(at(slept.seconds + 3600, 90 * mib), slept); // 110 next, had it been a tick
    QCOMPARE(step.action, GuardAction::none);
}

QTEST_APPLESS_MAIN(TstGuards)
#include "tst_guards.moc"
