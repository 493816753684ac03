// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/guard_rules.h"

namespace headroom::core {

GuardStep decidePause(const GuardReading& reading, const GuardState& state)
{
    GuardState next = watched(reading, state);
    if (!measurable(reading))
        return nothingToGuard(reading, next);
    if (next.paused) {
        GuardStep step = keepOrResume(reading, next);
        if (step.action == GuardAction::none && step.reason.empty())
            step.reason = whyStarved(reading, step.next, " (adapt could make view and batch smaller)");
        return step;
    }
    if (const auto why = whyPause(reading, next))
        return pauseNow(next, *why);
    if (next.batchHalvings + next.viewHalvings > 0) // left over from the guard that adapts
        return letGo(next, restingPhase(reading, next), "the guard only pauses");
    next.phase = restingPhase(reading, next);
    return {next, GuardAction::none, {}};
}

} // namespace headroom::core
