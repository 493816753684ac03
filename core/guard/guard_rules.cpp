// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/guard_rules.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/base/number_format.h"

namespace headroom::core {
namespace {

using namespace guard_times;

void notePause(GuardState& state)
{
    std::rotate(state.pauses.begin(), state.pauses.begin() + 1, state.pauses.end());
    state.pauses.back() = state.seconds;
    state.pauseCount = std::min<int>(state.pauseCount + 1, static_cast<int>(state.pauses.size()));
}

/// Each pause throws the prefetch away: the more often, the longer it lasts.
double hold(const GuardState& state) noexcept
{
    const int recent = std::max(1, pausesWithin(state, state.seconds, oftenWindow));
    return std::min(longestHold, shortestPause * std::exp2(recent - 1));
}

GuardStep resumeNow(const GuardReading& reading, GuardState next, std::string why)
{
    next.paused = false;
    next.pausedFor = 0;
    next.highFor = 0;
    next.phase = restingPhase(reading, next);
    return {next, GuardAction::resume, std::move(why)};
}

} // namespace

int pausesWithin(const GuardState& state, double seconds, double window) noexcept
{
    return static_cast<int>(std::count_if(state.pauses.end() - state.pauseCount, state.pauses.end(), [&](double at) { return seconds - at <= window; }));
}

GuardMarks guardMarks(Bytes limit, std::int64_t highPercent, std::int64_t adaptPercent, std::int64_t lowPercent) noexcept
{
    if (limit <= 0)
        return {};
    const auto share = [limit](std::int64_t percent) { return static_cast<Bytes>(static_cast<double>(limit) / 100.0 * static_cast<double>(percent)); };
    return {limit, share(highPercent), share(adaptPercent), share(lowPercent)};
}

Bytes smallerLimit(Bytes budget, Bytes containerLimit) noexcept
{
    if (budget <= 0)
        return containerLimit > 0 ? containerLimit : unknownBytes;
    return containerLimit > 0 ? std::min(budget, containerLimit) : budget;
}

bool pausedOften(const GuardState& state, double seconds) noexcept { return pausesWithin(state, seconds, oftenWindow) > oftenPauses; }

Bytes leastLimit(Bytes resting, Bytes refill, const GuardMarks& marks) noexcept
{
    if (marks.low <= 0 || marks.high <= 0)
        return unknownBytes;
    const auto limitFor = [&marks](Bytes rss, Bytes mark) { return static_cast<double>(rss) * static_cast<double>(marks.limit) / static_cast<double>(mark); };
    const double least = std::max(limitFor(resting, marks.low), limitFor(resting + refill, marks.high));
    return static_cast<Bytes>(std::floor(least / static_cast<double>(mib)) + 1) * mib;
}

bool starving(const GuardState& state) noexcept { return state.starved > 0.5; }

bool measurable(const GuardReading& reading) noexcept { return reading.rss > 0 && reading.marks.limit > 0; }

GuardState watched(const GuardReading& reading, const GuardState& state)
{
    GuardState next = state;
    const double gap = state.seconds < 0 ? 0 : reading.seconds - state.seconds;
    const double step = std::clamp(gap, 0.0, longestGap);
    const bool comparable = measurable(reading) && state.rss > 0 && gap <= longestGap;
    const double ahead = gap > 0 ? std::max(1.0, foresight / gap) : 1.0; // looks: to the next one at least
    next.rise = comparable ? static_cast<Bytes>(ahead * static_cast<double>(std::max<Bytes>(0, reading.rss - state.rss))) : 0;
    next.seconds = reading.seconds;
    next.rss = reading.rss;
    next.pausedFor = state.paused ? state.pausedFor + step : 0;
    next.stepFor = state.stepFor + step;
    next.starved += ((state.paused && reading.idle ? 1 : 0) - next.starved) * (1 - std::exp(-step / starvedOver));
    if (state.paused) {
        next.pausedRss = reading.rss;
        next.mostRefill = std::max(next.mostRefill, reading.refill);
    }
    if (next.starved < 0.1)
        next.saidStarved = false;
    const auto clock = [step](bool holds, double before) { return holds ? before + step : 0; };
    const bool known = measurable(reading);
    next.highFor = clock(known && reading.rss > reading.marks.high, state.highFor);
    next.adaptFor = clock(known && reading.rss > reading.marks.adapt, state.adaptFor);
    next.lowFor = clock(known && reading.rss < reading.marks.low, state.lowFor);
    next.unlimited = state.unlimited && !known;
    if (known && reading.rss < reading.marks.low)
        next.gaveUpAt = unknownBytes;
    return next;
}

GuardPhase restingPhase(const GuardReading& reading, const GuardState& state) noexcept
{
    if (state.gaveUpAt != unknownBytes && reading.rss > reading.marks.high)
        return GuardPhase::cannotHelp;
    return state.viewHalvings + state.batchHalvings > 0 || state.reconnected ? GuardPhase::adapting : GuardPhase::observing;
}

GuardStep letGo(GuardState next, GuardPhase rest, const std::string& why)
{
    next.phase = rest;
    if (next.paused) {
        next.paused = false;
        next.pausedFor = 0;
        return {next, GuardAction::resume, fmt::format("resumed: {}", why)};
    }
    if (next.batchHalvings > 0) {
        --next.batchHalvings;
        return {next, GuardAction::restoreBatch, fmt::format("batch restored: {}", why)};
    }
    if (next.viewHalvings > 0) {
        --next.viewHalvings;
        return {next, GuardAction::restoreView, fmt::format("record view restored: {}", why)};
    }
    return {next, GuardAction::none, {}};
}

GuardStep nothingToGuard(const GuardReading& reading, GuardState next)
{
    const bool blind = reading.rss <= 0;
    const bool said = std::exchange(next.unlimited, true);
    next.wouldBe = GuardPhase::observing;
    next.gaveUpAt = unknownBytes;
    GuardStep step = letGo(next, GuardPhase::observing, blind ? "the memory of this process cannot be read any more" : "there is no memory budget and no container limit any more");
    if (!said && step.action == GuardAction::none)
        step.reason = blind ? "has nothing to guard by: the memory of this process cannot be read, it needs a mounted /proc"
                            : "has nothing to guard: no memory budget and no container limit; set memory-budget";
    return step;
}

std::string whyStarved(const GuardReading& reading, GuardState& next, std::string_view remedy)
{
    if (!starving(next) || next.pausedRss == unknownBytes || std::exchange(next.saidStarved, true))
        return {};
    const Bytes refill = std::max(next.mostRefill, reading.ceiling - next.pausedRss); // a pause cuts off what comes, so the first is too low
    return fmt::format("starves: pausing for the limit {} leaves nothing to process for more than half of the time, because RSS comes down to {} only{}; for a useful rate the least is "
                       "about {}; the largest part is {}",
                       formatBytes(reading.marks.limit), formatBytes(next.pausedRss), remedy, formatBytes(leastLimit(next.pausedRss, refill, reading.marks)), reading.largestLayer);
}

std::optional<std::string> whyPause(const GuardReading& reading, const GuardState& state)
{
    const GuardMarks& marks = reading.marks;
    // After giving up, only growth beyond what no pause could free is a reason; it needs room to work in, or it starves.
    const bool gaveUp = state.gaveUpAt != unknownBytes;
    const Bytes most = gaveUp ? std::max(marks.limit, state.gaveUpAt + marks.limit / 8) : marks.limit;
    if (reading.rss > most)
        return fmt::format("RSS {} is above the limit {}", formatBytes(reading.rss), formatBytes(marks.limit));
    if (gaveUp)
        return {};
    if (reading.rss > marks.adapt && reading.rss + state.rise > marks.limit)
        return fmt::format("RSS {} rises by {} until it can be acted on and would pass the limit {}", formatBytes(reading.rss), formatBytes(state.rise), formatBytes(marks.limit));
    if (state.highFor >= aboveHigh)
        return fmt::format("RSS {} stayed above the high mark {} for {:.0f} s", formatBytes(reading.rss), formatBytes(marks.high), aboveHigh);
    return {};
}

GuardStep pauseNow(GuardState next, const std::string& why)
{
    next.paused = true;
    next.pausedFor = 0;
    next.phase = GuardPhase::paused;
    next.pressed = true;
    notePause(next);
    return {next, GuardAction::pause, fmt::format("paused: {}", why)};
}

GuardStep keepOrResume(const GuardReading& reading, GuardState next)
{
    const GuardMarks& marks = reading.marks;
    if (next.pausedFor < hold(next))
        return {next, GuardAction::none, {}};
    // After giving up, what the longest pause left is as low as it gets: waiting longer would only starve.
    const bool lowest = next.gaveUpAt != unknownBytes && reading.rss <= next.gaveUpAt + marks.limit / 32;
    const bool low = reading.rss < marks.low || lowest;
    if (low && reading.rss + reading.refill < marks.high)
        return resumeNow(reading, next, fmt::format("resumed: RSS is {}, the low mark {}", formatBytes(reading.rss), formatBytes(marks.low)));
    if (low && next.pausedFor >= longestHold) {
        return resumeNow(reading, next, fmt::format("resumed after {:.0f} s, although fetching {} again will not stay below the high mark {}: lower the queue and fetch limits",
                                                    longestHold, formatBytes(reading.refill), formatBytes(marks.high)));
    }
    if (next.pausedFor >= longestPause) {
        next.gaveUpAt = reading.rss;
        return resumeNow(reading, next, fmt::format("resumed after {:.0f} s: a pause does not bring RSS {} below the low mark {}; the largest part is {}; raise the budget {} or make that part smaller",
                                                    longestPause, formatBytes(reading.rss), formatBytes(marks.low), reading.largestLayer, formatBytes(marks.limit)));
    }
    if (next.phase != GuardPhase::cannotHelp && next.pausedFor >= cannotHelp && reading.rss > marks.high) {
        next.phase = GuardPhase::cannotHelp;
        return {next, GuardAction::none, fmt::format("cannot help: paused for {:.0f} s and RSS {} is still above the high mark {}; the largest part is {}", cannotHelp,
                                                     formatBytes(reading.rss), formatBytes(marks.high), reading.largestLayer)};
    }
    return {next, GuardAction::none, {}};
}

} // namespace headroom::core
