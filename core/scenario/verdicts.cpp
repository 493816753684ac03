// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/verdicts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace headroom::core {
namespace {

using enum Figure;

constexpr std::string_view notFull = "the queue had not filled up within the warm-up: the machine is busy or the demo broker was slow";
constexpr std::string_view busy = "the machine was too busy to keep the pace: run it again with fewer programs beside it";

/// A figure of a run, by the run's letter.
struct Of {
    std::string_view run;
    const RunFigures& figures;
};

std::string named(const Of& of, Figure figure) { return fmt::format("{} {}", of.run, figureText(figure, of.figures[figure])); }

/// Collects conditions; a missed one with its likely reason.
class Checks {
public:
    explicit Checks(std::span<const RunFigures> runs) : m_runs(runs) {}

    [[nodiscard]] Of operator[](char run) const { return {std::string_view(&letters[static_cast<std::size_t>(run - 'A')], 1), m_runs[static_cast<std::size_t>(run - 'A')]}; }

    void atMost(Figure figure, const Of& one, double factor, const Of& other, std::string_view reason)
    {
        compare(figure, one, "≤", factor, other, one.figures[figure] <= factor * other.figures[figure], reason);
    }
    void atLeast(Figure figure, const Of& one, double factor, const Of& other, std::string_view reason)
    {
        compare(figure, one, "≥", factor, other, one.figures[figure] >= factor * other.figures[figure], reason);
    }
    /// One figure of a run against another one of the same.
    void within(const Of& of, Figure figure, Figure bound, std::string_view reason)
    {
        add(fmt::format("{}: {} {} is within the {}, {}", of.run, specOf(figure).label, figureText(figure, of.figures[figure]), specOf(bound).label,
                        figureText(bound, of.figures[bound])),
            of.figures[figure] <= of.figures[bound], reason, std::isnan(of.figures[figure]) || std::isnan(of.figures[bound]));
    }
    void that(const Of& of, Figure figure, std::string_view wanted, bool held, std::string_view reason)
    {
        add(fmt::format("{}: {} {}, wanted {}", of.run, specOf(figure).label, figureText(figure, of.figures[figure]), wanted), held, reason, std::isnan(of.figures[figure]));
    }
    Verdict done(std::string sentence)
    {
        m_verdict.sentence = std::move(sentence);
        return std::move(m_verdict);
    }

private:
    static constexpr std::string_view letters = "ABCD";

    void compare(Figure figure, const Of& one, std::string_view sign, double factor, const Of& other, bool held, std::string_view reason)
    {
        const std::string bound = factor == 1 ? named(other, figure) : fmt::format("{} × {}", factor, named(other, figure));
        add(fmt::format("{}: {} {} {}", specOf(figure).label, named(one, figure), sign, bound), held, reason, std::isnan(one.figures[figure]) || std::isnan(other.figures[figure]));
    }
    void add(std::string text, bool held, std::string_view reason, bool unknown)
    {
        m_verdict.conditions.push_back({std::move(text), held, held ? std::string() : unknown ? "a figure was not measured: the run was too short" : std::string(reason)});
    }

    std::span<const RunFigures> m_runs;
    Verdict m_verdict;
};

/// "9 times", "1.4 times".
std::string times(double factor) { return std::isfinite(factor) ? fmt::format("{:.{}f} times", factor, factor >= 10 ? 0 : 1) : std::string("–"); }

} // namespace

Verdict judgeFetchLimits(std::span<const RunFigures> runs)
{
    Checks check(runs);
    const Of a = check['A'], b = check['B'], c = check['C'];
    check.atLeast(prefetchPeak, b, 0.85, a, "beyond the queue limit comes a response of each broker, which B's limits make smaller; or the queue had not filled up within the warm-up");
    check.atMost(prefetchPeak, c, 0.3, a, "one response is large beside the queue limit, or the defaults had not filled their queue");
    for (const Of& of : {a, b, c})
        check.within(of, rssPeak, ceiling, "the topic brought a larger batch or ratio than had been seen when the peak came");
    check.atLeast(rate, c, 0.7, a, busy);
    return check.done(fmt::format("In this client the two fetch limits bound a response ({} with A, {} with B), not memory: the prefetch queue filled up to {} (A: {}) all the same. "
                                  "The queue limit bounds memory: {}, {} less, at {} of the rate. In kafka-python the two limits are the whole bound.",
                                  figureText(largestResponse, a.figures[largestResponse]), figureText(largestResponse, b.figures[largestResponse]),
                                  figureText(prefetchPeak, b.figures[prefetchPeak]), figureText(prefetchPeak, a.figures[prefetchPeak]),
                                  figureText(prefetchPeak, c.figures[prefetchPeak]), times(a.figures[prefetchPeak] / c.figures[prefetchPeak]), fmt::format("{:.0f} %", 100 * c.figures[rate] / a.figures[rate])));
}

Verdict judgeSmallPolls(std::span<const RunFigures> runs)
{
    Checks check(runs);
    const Of a = check['A'], b = check['B'], c = check['C'];
    check.atMost(handOutGap, b, 0.1, a, busy);
    check.atMost(inHandPeak, b, 0.05, a, "fewer than 500 records were waiting when A polled");
    check.atLeast(prefetchPeak, b, 0.9, a, notFull);
    check.atMost(prefetchPeak, b, 1.1, a, notFull);
    check.atMost(prefetchPeak, c, 0.3, a, "one response is large beside the queue limit");
    return check.done(fmt::format("10 records a poll instead of 500: {} handed out at once instead of {}, at most {} apart instead of {}. "
                                  "It does not touch the prefetch queue, which stayed at {}: only the queue limit does ({}).",
                                  figureText(inHandPeak, b.figures[inHandPeak]), figureText(inHandPeak, a.figures[inHandPeak]), figureText(handOutGap, b.figures[handOutGap]),
                                  figureText(handOutGap, a.figures[handOutGap]), figureText(prefetchPeak, b.figures[prefetchPeak]), figureText(prefetchPeak, c.figures[prefetchPeak])));
}

Verdict judgeManualCommit(std::span<const RunFigures> runs)
{
    constexpr double batch = 100;
    Checks check(runs);
    const Of a = check['A'], b = check['B'];
    check.that(a, lost, "> 0", a.figures[lost] > 0, "no auto commit fell between hand-out and kill");
    check.that(b, lost, "0", b.figures[lost] == 0, "this must not happen: please report it");
    check.that(b, repeated, "at most one batch", b.figures[repeated] <= batch, "the last commit was still on its way at the kill");
    return check.done(fmt::format("Killed at the same message, auto commit had committed {} messages that nobody has processed: they are lost. Committing after processing lost {} and "
                                  "repeats {}: the batch that was cut short.",
                                  figureText(lost, a.figures[lost]), figureText(lost, b.figures[lost]), figureText(repeated, b.figures[repeated])));
}

Verdict judgeBatches(std::span<const RunFigures> runs)
{
    constexpr double few = 5;
    Checks check(runs);
    const Of a = check['A'], b = check['B'], c = check['C'], d = check['D'];
    const double steep = a.figures[slope];
    check.that(a, pauses, "at least 1", a.figures[pauses] >= 1, "the budget was not reached in the time: the demo broker was slow");
    check.that(b, slope, fmt::format("inside the noise, a tenth of A's {}", figureText(slope, steep)), std::abs(b.figures[slope]) <= 0.1 * steep, "the heap had not settled within the warm-up");
    check.atMost(inHandPeak, b, 0.2, a, "the budget was not reached in the time: the demo broker was slow");
    check.that(c, pinned, fmt::format("at least {} × the {} kept", few, figureText(kept, c.figures[kept])), c.figures[pinned] >= few * c.figures[kept],
               "the broker's batches held few messages each");
    check.that(d, pinned, fmt::format("less than {} × the {} kept", few, figureText(kept, d.figures[kept])), d.figures[pinned] < few * d.figures[kept],
               "something else gave memory back in that moment");
    return check.done(fmt::format("Collecting without clearing grew by {} until the guard stopped it; batches of 100 that are processed and cleared stay at {}. One message in a hundred kept "
                                  "by reference held {} for {} of messages, because it keeps its whole fetch buffer; copied it held {}.",
                                  figureText(slope, steep), figureText(inHandPeak, b.figures[inHandPeak]), figureText(pinned, c.figures[pinned]), figureText(kept, c.figures[kept]),
                                  figureText(pinned, d.figures[pinned])));
}

Verdict judgeWatchRss(std::span<const RunFigures> runs)
{
    constexpr double enough = 0.6;
    constexpr double spare = 10.0 * static_cast<double>(mib);
    Checks check(runs);
    const Of a = check['A'], b = check['B'];
    const double drained = a.figures[rssAfterDrain] - a.figures[baseline];
    check.that(a, rssAfterDrain, fmt::format("at least {} of what the consumer had at its peak", enough), drained >= enough * a.figures[rssAboveBaseline],
               "the allocator gave free memory back by itself");
    check.that(a, rssAfterTrim, "at most 10 MiB above the baseline", a.figures[rssAfterTrim] <= a.figures[baseline] + spare, "something still holds memory: see the ledger of the run");
    check.within(b, rssPeak, budget, "memory grew faster than the guard looks: only the queue limit bounds such a burst");
    check.that(b, refetched, "> 0 when it paused", b.figures[pauses] == 0 || b.figures[refetched] > 0, "the pause found an empty queue");
    check.that(b, pauses, "a pause or an adaptation", b.figures[pauses] + b.figures[adaptations] > 0, "the budget was not reached");
    return check.done(fmt::format("Ten seconds after the drain RSS still was {}: {} of it free, but kept by the allocator until the trim returned {}. With a budget of {} the guard {} "
                                  "{} with {} pauses and {} adaptations; the price: {} fetched again.",
                                  figureText(rssAfterDrain, a.figures[rssAfterDrain]), figureText(slackAfterDrain, a.figures[slackAfterDrain]),
                                  figureText(returnedByTrim, a.figures[returnedByTrim]), figureText(budget, b.figures[budget]), b.figures[rssPeak] <= b.figures[budget] ? "held the peak at" : "was too late: the peak was",
                                  figureText(rssPeak, b.figures[rssPeak]), figureText(pauses, b.figures[pauses]), figureText(adaptations, b.figures[adaptations]), figureText(refetched, b.figures[refetched])));
}

namespace {

/// What the settings took off the ceiling, largest first: "queue limit −40.0 MiB".
std::string sharesText(const RunFigures& before, const RunFigures& after)
{
    std::vector<CeilingShare> saved;
    for (const CeilingShare& share : before.ceiling) {
        const auto now = std::find_if(after.ceiling.begin(), after.ceiling.end(), [&](const CeilingShare& other) { return other.label == share.label; });
        saved.push_back({share.label, share.bytes - (now == after.ceiling.end() ? 0 : now->bytes)});
    }
    std::sort(saved.begin(), saved.end(), [](const CeilingShare& one, const CeilingShare& other) { return one.bytes > other.bytes; });
    std::string text;
    constexpr std::size_t most = 3;
    for (std::size_t i = 0; i < std::min(most, saved.size()) && saved[i].bytes > 0; ++i)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", saved[i].label, figureText(rssPeak, -saved[i].bytes));
    return text.empty() ? std::string("nothing") : text;
}

} // namespace

Verdict judgeWholeConsumer(std::span<const RunFigures> runs)
{
    Checks check(runs);
    const Of a = check['A'], b = check['B'];
    check.within(b, rssPeak, ceiling, "the topic brought a larger batch or ratio than the look at it had shown");
    check.within(b, ceiling, budget, "the topic brought a larger batch or ratio than the look at it had shown");
    check.that(b, lost, "0", b.figures[lost] == 0, "this must not happen: please report it");
    check.that(b, recovery, "known: it reads on after the outage", std::isfinite(b.figures[recovery]), "the client had not connected again when the run ended");
    check.atMost(rssPeak, b, 1, a, "the basic consumer had not filled its queue within the warm-up");
    return check.done(fmt::format("One number, {}, and {} settings derived from it: peak {} instead of {}, nothing lost in an outage of the broker. From the ceiling that took: {}.",
                                  figureText(budget, b.figures[budget]), figureText(settingsChanged, b.figures[settingsChanged]), figureText(rssPeak, b.figures[rssPeak]),
                                  figureText(rssPeak, a.figures[rssPeak]), sharesText(a.figures, b.figures)));
}

} // namespace headroom::core
