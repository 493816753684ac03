// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/budget/memory_model.h"
#include "core/settings/setting_table.h"

// Private to core/budget: which settings are derived from a budget, and how each of them is.

namespace headroom::core {

/// What the derivation reads beside the settings derived so far.
struct PlanBasis {
    Bytes budget = 0;
    Bytes baseline = 0;
    std::int64_t guardLow = 0;  ///< percent
    TopicFacts facts;
    Settings given;             ///< as they were
    std::span<const std::string_view> fixed; ///< ids that stay as given
    std::int64_t queueKbytes = 0; ///< tried by the search
    std::int64_t minMessages = 0; ///< tried by the search
    Bytes viewCap = gib;        ///< lowered where the view's share does not fit
    bool leastBatch = false;    ///< nor the batch's: the floor

    /// C: what is there to be shared.
    [[nodiscard]] Bytes consumerShare() const { return budget - baseline; }
    /// Where the guard resumes; the ceiling has to stay below.
    [[nodiscard]] Bytes mark() const { return budget / 100 * guardLow + budget % 100 * guardLow / 100; }
    [[nodiscard]] bool isFixed(std::string_view id) const;
    [[nodiscard]] double ratio() const { return facts.ratio < 1 ? 1 : facts.ratio; }
    [[nodiscard]] std::int64_t brokers() const { return static_cast<std::int64_t>(facts.brokerPartitions.size()); }
};

struct PlanRow {
    std::string_view id;
    std::int64_t Settings::*member;
    /// `soFar` holds the rows above, derived, and the rest as given.
    std::int64_t (*derive)(const PlanBasis& basis, const Settings& soFar);
    /// The derivation with its numbers, without the result.
    std::string (*why)(const PlanBasis& basis, const Settings& derived);
};

/// In the order in which one depends on the other.
[[nodiscard]] std::span<const PlanRow> planRows() noexcept;

/// The given settings with every row derived that is not fixed.
[[nodiscard]] Settings deriveSettings(const PlanBasis& basis);

/// The view no plan goes below.
inline constexpr Bytes leastPlannedView = mib;
/// Queue limits, KiB: none goes below the first; below the second the queue costs speed, so the view gives way before.
inline constexpr std::int64_t leastQueueKbytes = 64;
inline constexpr std::int64_t fastQueueKbytes = 1024;
inline constexpr std::int64_t largestQueueKbytes = 1024 * 1024;

/// Wire bytes received per byte of messages handed over, at most, when a partition's part ends in a cut batch.
[[nodiscard]] double cutWaste(const Settings& settings, const TopicFacts& facts);

/// Messages that the queue must be allowed so that its byte limit, not the count, stops typical messages.
[[nodiscard]] std::int64_t messagesToFill(std::int64_t queueKbytes, const TopicFacts& facts);

} // namespace headroom::core
