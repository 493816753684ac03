// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/guard_rules.h"

namespace headroom::core {

GuardStep decidePause(const GuardReading& reading, const GuardState& state)
{
    GuardState next = watched(reading, state);
    if (!measurable(reading))
        return nothingToGuard(reading, next);
    if (next.paused)
        return keepOrResume(reading, next);
    if (const auto why = whyPause(reading, next))
        return pauseNow(next, *why);
    if (next.batchHalvings + next.viewHalvings > 0) // left over from the guard that adapts
        return letGo(next, restingPhase(reading, next), "the guard only pauses");
    next.phase = restingPhase(reading, next);
    return {next, GuardAction::none, {}};
}

} // namespace headroom::core
