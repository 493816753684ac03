// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/session/snapshot.h"

namespace headroom::core {

/// True when there is no budget or the peak stayed within it; a peak that is not known held nothing.
[[nodiscard]] bool withinBudget(const Snapshot& last);
[[nodiscard]] bool withinBudget(const Snapshot& last, Bytes peak);

/// For people, while the run can still be helped: memory cannot be read, so that nothing is held; the budget is
/// below what a guard that acts could come down to; or the ceiling is above it and no guard keeps RSS below. Empty otherwise, and while the ceiling is not yet known.
[[nodiscard]] std::string budgetWarning(const Snapshot& now);

} // namespace headroom::core
