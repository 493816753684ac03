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

/// "measured", "estimated" ... by metric id: the same for all lines, so a recording says it in its first.
[[nodiscard]] nlohmann::json howMetricsAreKnown();

} // namespace headroom::core
