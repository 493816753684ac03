// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/guard_rules.h"

namespace headroom::core {

GuardStep decideOff(const GuardReading& reading, const GuardState& state)
{
    GuardState next = watched(reading, state);
    next.wouldBe = GuardPhase::observing;
    next.gaveUpAt = unknownBytes;
    return letGo(next, GuardPhase::off, "the guard is off");
}

} // namespace headroom::core
