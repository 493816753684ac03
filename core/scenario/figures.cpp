// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/figures.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/base/number_format.h"

namespace headroom::core {
namespace {

using enum Figure;
using enum FigureUnit;
using Samples = std::vector<RunSample>;

constexpr std::size_t figureCount = static_cast<std::size_t>(Figure::none);

constexpr std::array<FigureSpec, figureCount> figures{{
    {prefetchPeak, "prefetch_peak_bytes", "prefetch queue, peak", bytes},
    {rssPeak, "rss_peak_bytes", "RSS, peak", bytes},
    {baseline, "baseline_bytes", "RSS before the first fetch", bytes},
    {rssAboveBaseline, "rss_above_baseline_bytes", "RSS above baseline, peak", bytes},
    {unattributedShare, "unattributed_share", "of it without an owner", share},
    {ceiling, "ceiling_bytes", "ceiling", bytes},
    {budget, "budget_bytes", "budget", bytes},
    {largestResponse, "largest_response_bytes", "largest response, as sent", bytes},
    {rate, "messages_per_second", "rate", messagesPerSecond},
    {recordsPerPoll, "records_per_poll", "records in one poll, most", messages},
    {inHandPeak, "in_hand_peak_bytes", "bytes handed out at once, peak", bytes},
    {handOutGap, "hand_out_gap_seconds", "longest gap between hand-outs", seconds},
    {lost, "lost", "lost", messages},
    {repeated, "repeated", "repeated", messages},
    {commits, "commits", "commits sent", count},
    {commitP50, "commit_p50_seconds", "commit, median", seconds},
    {commitP95, "commit_p95_seconds", "commit, 95 %", seconds},
    {atRiskAtKill, "at_risk_at_kill", "at risk at the kill", messages},
    {atRiskPeak, "at_risk_peak", "at risk, peak", messages},
    {slope, "rss_slope_bytes_per_minute", "RSS slope", bytesPerMinute},
    {kept, "kept_bytes", "messages kept on purpose", bytes},
    {pinned, "pinned_bytes", "memory these held", bytes},
    {pauses, "guard_pauses", "pauses by the guard", count},
    {adaptations, "guard_adaptations", "adaptations by the guard", count},
    {refetched, "refetched_bytes", "dropped, to be fetched again", bytes},
    {rssAfterDrain, "rss_after_drain_bytes", "RSS after the drain", bytes},
    {slackAfterDrain, "slack_after_drain_bytes", "of it free, not given back", bytes},
    {rssAfterTrim, "rss_after_trim_bytes", "RSS after the trim", bytes},
    {returnedByTrim, "returned_by_trim_bytes", "returned by the trim", bytes},
    {lagAtEnd, "lag_at_end", "lag at the end", messages},
    {recovery, "recovery_seconds", "first message after the outage", seconds},
    {settingsChanged, "settings_changed", "settings changed", count},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < figureCount; ++i)
        if (figures[i].figure != static_cast<Figure>(i))
            return false;
    return true;
}
static_assert(inOrder(), "the table is in the order of the enum");

double highest(const Samples& samples, double RunSample::*member)
{
    double most = unknownFigure;
    for (const RunSample& sample : samples)
        if (!(sample.*member <= most)) // also when most is unknown
            most = std::isnan(sample.*member) ? most : sample.*member;
    return most;
}

Samples ofPhase(const Samples& all, double phase)
{
    Samples out;
    std::copy_if(all.begin(), all.end(), std::back_inserter(out), [phase](const RunSample& sample) { return sample.phase == phase; });
    return out;
}

/// Of RSS above the baseline where RSS was highest: what the ledger names no owner for.
double unattributedAtPeak(const Samples& samples)
{
    const RunSample* peak = nullptr;
    for (const RunSample& sample : samples)
        if (!std::isnan(sample.rss) && (peak == nullptr || sample.rss > peak->rss))
            peak = &sample;
    return peak == nullptr || !(peak->rss > peak->baseline) ? unknownFigure : peak->unattributed / (peak->rss - peak->baseline);
}

double lastOf(const Samples& samples, double RunSample::*member) { return samples.empty() ? unknownFigure : samples.back().*member; }

/// A counter that grows in jumps: seconds and count of its first and last change.
struct Steps {
    double seconds = 0;
    double grown = 0;
};
Steps stepsOf(const Samples& samples, double RunSample::*member)
{
    const RunSample* first = nullptr;
    const RunSample* last = nullptr;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        if (samples[i].*member == samples[i - 1].*member)
            continue;
        first = first == nullptr ? &samples[i] : first;
        last = &samples[i];
    }
    return first == nullptr ? Steps() : Steps{last->seconds - first->seconds, last->*member - first->*member};
}

/// Bytes a minute, by least squares; what comes after the guard's first pause is another story.
double slopeOf(const Samples& samples)
{
    double n = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
    for (const RunSample& sample : samples) {
        if (sample.pauses > 0 || std::isnan(sample.rss))
            continue;
        n += 1;
        sumX += sample.seconds;
        sumY += sample.rss;
        sumXX += sample.seconds * sample.seconds;
        sumXY += sample.seconds * sample.rss;
    }
    const double spread = n * sumXX - sumX * sumX;
    constexpr double minute = 60;
    return n < 3 || spread <= 0 ? unknownFigure : minute * (n * sumXY - sumX * sumY) / spread;
}

/// Messages that the second process did not get although the first had not processed them, and those it got again.
void compareReaders(const RunRecord& run, RunFigures& out)
{
    out[lost] = static_cast<double>(run.processed.lost + run.readOn.lost);
    out[repeated] = static_cast<double>(run.processed.repeated + run.readOn.repeated);
    if (!run.killed)
        return;
    for (const auto& [partition, second] : run.readOn.partitions) {
        const auto found = run.processed.partitions.find(partition);
        const Offset next = found == run.processed.partitions.end() ? 0 : found->second.next;
        out[lost] += static_cast<double>(std::max<Offset>(0, second.first - next));
        out[repeated] += static_cast<double>(std::max<Offset>(0, next - second.first));
    }
    out[atRiskAtKill] = run.samples.empty() ? unknownFigure : run.samples.back().repeatRisk + run.samples.back().lossRisk;
}

/// From the end of an outage to the next message.
double recoveryOf(const RunRecord& run)
{
    const RunSample* before = nullptr;
    for (const RunSample& sample : run.samples) {
        if (!(sample.seconds >= run.brokerBack))
            continue;
        if (before != nullptr && sample.messages > before->messages)
            return sample.seconds - run.brokerBack;
        before = &sample;
    }
    return unknownFigure;
}

void afterwards(const RunRecord& run, RunFigures& out)
{
    const Samples drained = ofPhase(run.samples, 2);
    const Samples trimmed = ofPhase(run.samples, 3);
    out[rssAfterDrain] = lastOf(drained, &RunSample::rss);
    out[slackAfterDrain] = lastOf(drained, &RunSample::slack);
    out[rssAfterTrim] = lastOf(trimmed, &RunSample::rss);
    out[returnedByTrim] = out[rssAfterDrain] - out[rssAfterTrim];
}

} // namespace

std::span<const FigureSpec> figureTable() noexcept { return figures; }

const FigureSpec& specOf(Figure figure) noexcept { return figures[static_cast<std::size_t>(figure)]; }

std::string figureText(Figure figure, double value)
{
    if (std::isnan(value))
        return "–";
    const auto whole = [](double number) { return static_cast<std::int64_t>(std::llround(number)); };
    switch (specOf(figure).unit) {
    case bytes: return formatBytesSigned(whole(value));
    case bytesPerMinute: return formatBytesSigned(whole(value)) + "/min";
    case messagesPerSecond: return formatMessageRate(value);
    case seconds: return formatDuration(std::chrono::nanoseconds(whole(value * 1e9)));
    case share: return formatPercent(100 * value);
    case messages:
    case count: break;
    }
    return formatCount(whole(value));
}

RunFigures figuresOf(const RunRecord& run)
{
    RunFigures out;
    const Samples measured = ofPhase(run.samples, 1);
    out[prefetchPeak] = highest(measured, &RunSample::prefetch);
    out[rssPeak] = highest(run.samples, &RunSample::rss);
    out[baseline] = lastOf(run.samples, &RunSample::baseline);
    out[rssAboveBaseline] = out[rssPeak] - out[baseline];
    out[unattributedShare] = unattributedAtPeak(run.samples);
    out[ceiling] = highest(run.samples, &RunSample::ceiling);
    out[budget] = lastOf(run.samples, &RunSample::budget);
    out[largestResponse] = highest(run.samples, &RunSample::largestResponse);
    const Steps taken = stepsOf(measured, &RunSample::messages);
    out[rate] = taken.seconds > 0 ? taken.grown / taken.seconds : unknownFigure;
    out[recordsPerPoll] = highest(run.samples, &RunSample::largestPoll);
    out[inHandPeak] = highest(measured, &RunSample::batch);
    out[handOutGap] = highest(measured, &RunSample::handOutGap);
    out[commits] = highest(run.samples, &RunSample::commits);
    out[commitP50] = lastOf(run.samples, &RunSample::commitP50);
    out[commitP95] = lastOf(run.samples, &RunSample::commitP95);
    for (const RunSample& sample : measured)
        out[atRiskPeak] = std::max(std::isnan(out[atRiskPeak]) ? 0 : out[atRiskPeak], sample.repeatRisk + sample.lossRisk);
    out[slope] = slopeOf(measured);
    out[kept] = highest(run.samples, &RunSample::kept);
    out[pinned] = lastOf(run.samples, &RunSample::pinned);
    out[pauses] = highest(run.samples, &RunSample::pauses);
    out[adaptations] = highest(run.samples, &RunSample::adaptations);
    out[refetched] = highest(run.samples, &RunSample::refetched);
    afterwards(run, out);
    compareReaders(run, out);
    out[lagAtEnd] = lastOf(run.samples, &RunSample::lag);
    out[recovery] = recoveryOf(run);
    out[settingsChanged] = run.settingsChanged;
    out.ceiling = run.ceiling;
    return out;
}

} // namespace headroom::core
