// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "core/session/snapshot.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// What only the caller knows at the end of a run.
struct ReportExtras {
    Bytes endRss = unknownBytes;
    Bytes afterTrimRss = unknownBytes;
    double cpuSeconds = 0;
    std::optional<Error> reason = {}; ///< why the run failed where the session cannot know: its broker was our child and ended, nobody ever assigned a partition
};

/// The highest RSS that was seen. A run that never began has no peak of its own: then what was read at its end.
[[nodiscard]] Bytes measuredPeak(const Snapshot& last, const ReportExtras& extras);

/// The report of a run (keys are a contract, see tests' JSON schema): bytes and seconds, null when unknown.
[[nodiscard]] nlohmann::json makeReport(SettingRows rows, const Snapshot& last, const ReportExtras& extras);

/// One line of a recording: the tick's metrics and state, without payloads.
[[nodiscard]] nlohmann::json makeRecordingLine(const Snapshot& snapshot);

/// True when there is no budget or the peak stayed within it; a peak that is not known held nothing.
[[nodiscard]] bool withinBudget(const Snapshot& last);
[[nodiscard]] bool withinBudget(const Snapshot& last, Bytes peak);

/// For people, while the run can still be helped: memory cannot be read, so that nothing is held; the budget is
/// below what a guard that acts could come down to; or the ceiling is above it and no guard keeps RSS below. Empty otherwise, and while the ceiling is not yet known.
[[nodiscard]] std::string budgetWarning(const Snapshot& now);

} // namespace headroom::core
