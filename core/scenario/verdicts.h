// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/scenario/scenario.h"

// The judges of the table's rows. Pure: the figures of all runs, in the order of the table, to a verdict. A figure that is
// unknown misses its condition.

namespace headroom::core {

[[nodiscard]] Verdict judgeFetchLimits(std::span<const RunFigures> runs);
[[nodiscard]] Verdict judgeSmallPolls(std::span<const RunFigures> runs);
[[nodiscard]] Verdict judgeManualCommit(std::span<const RunFigures> runs);
[[nodiscard]] Verdict judgeBatches(std::span<const RunFigures> runs);
[[nodiscard]] Verdict judgeWatchRss(std::span<const RunFigures> runs);
[[nodiscard]] Verdict judgeWholeConsumer(std::span<const RunFigures> runs);

} // namespace headroom::core
