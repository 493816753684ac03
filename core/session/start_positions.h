// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/kafka/consumer_port.h"
#include "core/settings/settings.h"

namespace headroom::core {

/// Where to begin with each partition, and what the group has committed there.
struct StartPlan {
    std::vector<StartOffset> starts;
    std::vector<SlotOffset> committed; ///< unknownOffset where the group has none or the broker did not tell
    std::optional<Error> problem;      ///< the broker did not answer in time; the client then asks itself
};

/// The setting `start` as a position: stored, earliest, latest, last:N, offset:N, timestamp:T (already in ms).
[[nodiscard]] StartOffset parseStart(std::string_view start, Slot slot);
/// earliest or latest.
[[nodiscard]] StartOffset resetPosition(std::string_view autoOffsetReset, Slot slot);

/// Asks the broker for committed offsets (and times) and decides. `firstTime` holds the slots this session has not begun
/// yet: only those obey `start`; a partition that comes back goes on at its commit. Waits at most 3 s a question.
[[nodiscard]] StartPlan planStart(ConsumerPort& port, const Settings& settings, std::span<const Slot> slots, std::span<const Slot> firstTime);

} // namespace headroom::core
