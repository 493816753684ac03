// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/limit_hold.h"

#include <algorithm>
#include <array>

#include "core/budget/budget_plan.h"
#include "core/budget/plan_rows.h"
#include "core/kafka/operation_size.h"

namespace headroom::core {
namespace {

/// Allocated per byte counted, at most, as long as the topic has not shown it.
constexpr Bytes unknownDecoding = 4;
constexpr Bytes responseFraming = 350;
constexpr Bytes viewPages = 512 * kib; ///< one is open, one the window may hold a moment longer
constexpr std::int64_t wholeScale = 1024;
constexpr std::int64_t responsesPerQueue = 4;

constexpr std::array rows{
    HeldRow{"queued-max-messages-kbytes", &Settings::queuedMaxMessagesKbytes, leastQueueKbytes, true},
    HeldRow{"queued-min-messages", &Settings::queuedMinMessages, 1000, true},
    HeldRow{"batch-bytes", &Settings::batchBytes, 64 * kib, true},
    HeldRow{"view-budget", &Settings::viewBudget, leastPlannedView, true},
    HeldRow{"fetch-max-bytes", &Settings::fetchMaxBytes, 64 * kib, false},
    HeldRow{"max-partition-fetch-bytes", &Settings::maxPartitionFetchBytes, 64 * kib, false},
    HeldRow{"message-max-bytes", &Settings::messageMaxBytes, 64 * kib, false}, // the floor of fetch.max.bytes
};

Bytes brokersNamed(const Settings& settings)
{
    return 1 + static_cast<Bytes>(std::count(settings.bootstrapServers.begin(), settings.bootstrapServers.end(), ','));
}

Bytes mostWhileUnknown(const ModelInput& input)
{
    const Settings& s = input.settings;
    const Bytes counted = s.queuedMaxMessagesKbytes * kib + 2 * s.batchBytes;
    const Bytes response = std::max(s.fetchMaxBytes, input.facts.largestBatch) + responseFraming;
    return input.baseline + unknownDecoding * counted + s.queuedMinMessages * operationBytes() + brokersNamed(s) * (1 + unknownDecoding) * response + s.viewBudget + viewPages;
}

/// The given settings at `part` of wholeScale; none below its floor, or below what it was.
Settings scaled(const Settings& given, std::int64_t part)
{
    Settings settings = given;
    for (const HeldRow& row : rows) {
        const std::int64_t set = given.*row.member;
        const std::int64_t wanted = row.scaled ? set / wholeScale * part + set % wholeScale * part / wholeScale : settings.queuedMaxMessagesKbytes * kib / responsesPerQueue;
        settings.*row.member = std::min(set, std::max(row.floor, wanted));
    }
    return settings;
}

} // namespace

std::span<const HeldRow> heldRows() noexcept { return rows; }

Bytes mostTaken(const ModelInput& input)
{
    const Bytes ceiling = forecastMemory(withSettings(input, input.settings)).ceiling.total;
    return ceiling != unknownBytes ? ceiling : mostWhileUnknown(input);
}

LimitHold holdBelow(Bytes mark, const ModelInput& input)
{
    const auto most = [&](const Settings& settings) {
        ModelInput tried = input;
        tried.settings = settings;
        return mostTaken(tried);
    };
    LimitHold hold{input.settings, most(input.settings), most(scaled(input.settings, 0)), true};
    if (hold.asGiven <= mark)
        return hold;
    std::int64_t low = 0, high = wholeScale; // the first is taken where nothing fits, the other one does not fit
    while (high - low > 1) {
        const std::int64_t middle = (low + high) / 2;
        (most(scaled(input.settings, middle)) <= mark ? low : high) = middle;
    }
    hold.settings = scaled(input.settings, low);
    hold.fits = most(hold.settings) <= mark;
    return hold;
}

} // namespace headroom::core
