// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/guard_status.h"

namespace headroom::core {

std::string_view wordFor(GuardPhase phase) noexcept
{
    switch (phase) {
    case GuardPhase::observing: return "observing";
    case GuardPhase::adapting: return "adapting";
    case GuardPhase::paused: return "paused";
    case GuardPhase::cannotHelp: return "cannot help";
    case GuardPhase::off: break;
    }
    return "off";
}

} // namespace headroom::core
