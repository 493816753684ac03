// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/stop_signals.h"
#include "app/topic_reading.h"

namespace headroom::app {

/// Looks at the topic of `settings` (servers resolved), derives the memory settings from their budget around the `given` ids,
/// and says on stderr what it derived. Nothing when the user interrupted it. Fails, with an invalid setting, when the budget
/// cannot hold; otherwise when the topic could not be read or tells too little.
[[nodiscard]] core::Result<std::optional<core::Settings>> deriveLimits(const core::Settings& settings, const std::vector<std::string>& given, const core::SampleLimits& limits,
                                                                       const StopSignals& signals);

} // namespace headroom::app
