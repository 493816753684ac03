// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/scenario/run_sample.h"

namespace headroom::core {

/// Every figure that a card can show. The order is that of figureTable().
enum class Figure : std::uint8_t {
    prefetchPeak, rssPeak, baseline, rssAboveBaseline, unattributedShare, ceiling, budget, largestResponse, rate, recordsPerPoll, inHandPeak, handOutGap,
    lost, repeated, commits, commitP50, commitP95, atRiskAtKill, atRiskPeak, slope, kept, pinned, pauses, adaptations, refetched,
    rssAfterDrain, slackAfterDrain, rssAfterTrim, returnedByTrim, lagAtEnd, recovery, settingsChanged,
    none ///< how many there are
};

enum class FigureUnit : std::uint8_t { bytes, bytesPerMinute, messages, messagesPerSecond, seconds, count, share };

struct FigureSpec {
    Figure figure;
    std::string_view id;    ///< in JSON
    std::string_view label; ///< for people
    FigureUnit unit;
};

[[nodiscard]] std::span<const FigureSpec> figureTable() noexcept;
[[nodiscard]] const FigureSpec& specOf(Figure figure) noexcept;
/// For people, by the one formatter; a dash when unknown.
[[nodiscard]] std::string figureText(Figure figure, double value);

/// A summand of the ceiling, as the run ended.
struct CeilingShare {
    std::string label;
    double bytes = 0;
};

/// Where a run's processing of one partition began and how far it came. Offsets of next records, as Kafka counts.
struct PartitionReach {
    Offset first = unknownOffset;
    Offset next = unknownOffset;
};

/// What the reader of a run knows of each record it processed.
struct Continuity {
    std::map<PartitionId, PartitionReach> partitions;
    std::int64_t lost = 0;     ///< offsets passed over
    std::int64_t repeated = 0; ///< processed again
};

/// All that one run left behind. Bound: ten samples a second of a run of at most a minute.
struct RunRecord {
    std::vector<RunSample> samples;
    Continuity processed;
    Continuity readOn;       ///< of the second process, where the first was killed
    bool killed = false;
    std::vector<CeilingShare> ceiling;
    double brokerBack = unknownFigure; ///< second of the run in which an outage ended
    double settingsChanged = unknownFigure;
};

/// The figures of one run; unknownFigure where it has none.
struct RunFigures {
    std::array<double, static_cast<std::size_t>(Figure::none)> values{};
    std::vector<CeilingShare> ceiling;

    RunFigures() { values.fill(unknownFigure); }
    [[nodiscard]] double operator[](Figure figure) const { return values[static_cast<std::size_t>(figure)]; }
    [[nodiscard]] double& operator[](Figure figure) { return values[static_cast<std::size_t>(figure)]; }
};

/// Pure. Peaks are the highest 10 Hz sample of the measured time, that of RSS of the whole run.
/// The rate counts from the first to the last change, so that a run of few large batches is not cut in mid-batch.
[[nodiscard]] RunFigures figuresOf(const RunRecord& run);

} // namespace headroom::core
