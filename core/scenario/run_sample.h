// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/session/snapshot.h"

namespace headroom::core {

/// "Not known yet" of every figure of a scenario: shown as a dash, written as null.
inline constexpr double unknownFigure = std::numeric_limits<double>::quiet_NaN();

/// What a run showed at one tick (10 Hz), as far as a scenario needs it. Bytes, seconds, messages; unknownFigure where unknown.
struct RunSample {
    double seconds = 0;   ///< on the history's axis of its session
    double phase = 0;     ///< 0 warming up, 1 measured, from 2 on the steps after it, in turn
    bool held = false;    ///< the run waits for its presenter: of no phase; not in the stream of a process, which never waits
    double rss = unknownFigure;
    double baseline = unknownFigure;
    double prefetch = unknownFigure; ///< the blue layer: queued values and what the client keeps beside them
    double slack = unknownFigure;    ///< the hatched layer: free heap that the system does not get back
    double unattributed = unknownFigure; ///< of RSS, without an owner
    double batch = 0;     ///< bytes in hand
    double messages = 0;
    double handOutGap = unknownFigure; ///< longest time between two batches for the processor that ended since the sample before
    double largestPoll = 0;
    double ceiling = unknownFigure;
    double budget = unknownFigure;
    double largestResponse = unknownFigure; ///< bytes on the wire
    double lag = unknownFigure;
    double repeatRisk = 0;
    double lossRisk = 0;
    double commits = 0;   ///< sent
    double commitP50 = unknownFigure; ///< seconds
    double commitP95 = unknownFigure;
    double pauses = 0;    ///< by the guard
    double adaptations = 0;
    double refetched = 0; ///< bytes dropped by the guard and fetched again
    double kept = 0;      ///< bytes of the messages that are kept on purpose
    double pinned = unknownFigure; ///< heap that came free when these were let go
    /// Partition and position of the reader, for the demo broker.
    std::vector<std::pair<PartitionId, Offset>> positions;
};

/// One field under its name in the stream of a run.
struct SampleField {
    std::string_view id;
    double RunSample::*member;
};
[[nodiscard]] std::span<const SampleField> sampleFields() noexcept;

/// All but phase, held, handOutGap, kept and pinned, which the session does not know.
[[nodiscard]] RunSample sampleOf(const Snapshot& snapshot);

[[nodiscard]] nlohmann::json toJson(const RunSample& sample);
/// Fields that are missing or null are unknown; whatever is no sample gives an empty one.
[[nodiscard]] RunSample sampleFromJson(const nlohmann::json& json);

/// A figure for JSON: null when unknown.
[[nodiscard]] nlohmann::json figureJson(double value);

} // namespace headroom::core
