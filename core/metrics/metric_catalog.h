// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/metrics/how_known.h"
#include "core/metrics/memory_ledger.h"

namespace headroom::core {

/// What the worker reads per tick; every metric is extracted from it by one row of the catalogue.
struct TickReading {
    LedgerReading ledger;
    double messagesPerSecond = 0;
    double bytesPerSecond = 0;
    std::int64_t lag = unknownOffset;
    std::int64_t atRisk = 0;
    double batchFillPercent = 0;
    Bytes batchBytes = 0;
    double commitLatencyMs = -1; ///< of the commit that ended in this tick, -1 when none did
    double fetchRequestsPerSecond = 0;
    Bytes rssAnon = unknownBytes;  ///< private pages
    Bytes rssFile = unknownBytes;  ///< file-backed and shared pages
    Bytes ceiling = unknownBytes;  ///< unknown until the topic has shown enough
    Bytes estimate = unknownBytes;
    Bytes budget = unknownBytes;   ///< unknown: none set
    Bytes limit = unknownBytes;    ///< of the container; unknown: none
};

enum class MetricUnit : std::uint8_t { bytes, messages, messagesPerSecond, bytesPerSecond, percent, milliseconds, perSecond };

/// One metric: id (stable, used in recordings), label, unit, how it is known, and its extractor. NaN means unknown.
struct MetricSpec {
    std::string_view id;
    std::string_view label;
    MetricUnit unit;
    HowKnown how;
    double (*extract)(const TickReading&);
};

using MetricIndex = std::size_t;

/// How many rows the catalogue has; a static_assert keeps it true.
inline constexpr std::size_t metricCount = 23;

[[nodiscard]] std::span<const MetricSpec, metricCount> metricCatalog() noexcept;
/// Index of a metric id; asserts that it exists.
[[nodiscard]] MetricIndex metricIndex(std::string_view id) noexcept;

} // namespace headroom::core
