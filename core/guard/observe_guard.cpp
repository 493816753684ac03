// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/guard/guard_rules.h"

namespace headroom::core {
namespace {

/// One sentence a crossing; back only below the low mark, so that noise around a mark is one crossing.
std::string crossing(const GuardReading& reading, GuardState& next)
{
    const GuardMarks& marks = reading.marks;
    const std::string rss = formatBytes(reading.rss);
    if (next.wouldBe != GuardPhase::paused) {
        if (const auto why = whyPause(reading, next)) {
            next.wouldBe = GuardPhase::paused;
            return fmt::format("would pause: {}", *why);
        }
    }
    if (next.wouldBe == GuardPhase::observing && next.adaptFor >= guard_times::aboveAdapt) {
        next.wouldBe = GuardPhase::adapting;
        return fmt::format("would adapt: RSS {} is above the adapt mark {}", rss, formatBytes(marks.adapt));
    }
    if (next.wouldBe != GuardPhase::observing && next.lowFor >= guard_times::aboveAdapt) {
        next.wouldBe = GuardPhase::observing;
        return fmt::format("would let go: RSS {} is below the low mark {}", rss, formatBytes(marks.low));
    }
    return {};
}

} // namespace

GuardStep decideObserve(const GuardReading& reading, const GuardState& state)
{
    GuardState next = watched(reading, state);
    if (!measurable(reading))
        return nothingToGuard(reading, next);
    next.gaveUpAt = unknownBytes;
    GuardStep step = letGo(next, GuardPhase::observing, "the guard only observes");
    if (step.action == GuardAction::none)
        step.reason = crossing(reading, step.next);
    return step;
}

} // namespace headroom::core
