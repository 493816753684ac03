// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/snapshot.h"

#include <fmt/format.h>

#include "core/base/counted_text.h"
#include "core/base/number_format.h"

namespace headroom::core {

std::string_view wordFor(SessionState state) noexcept
{
    switch (state) {
    case SessionState::idle: return "idle";
    case SessionState::connecting: return "connecting";
    case SessionState::running: return "running";
    case SessionState::paused: return "paused";
    case SessionState::stopping: return "stopping";
    case SessionState::stopped: return "stopped";
    case SessionState::failed: break;
    }
    return "failed";
}

std::string_view wordFor(OutcomeState state) noexcept
{
    switch (state) {
    case OutcomeState::pending: return "pending";
    case OutcomeState::confirmed: return "confirmed";
    case OutcomeState::failed: return "failed";
    case OutcomeState::unknown: break;
    }
    return "unknown";
}

std::string_view wordFor(CommitTrigger trigger) noexcept
{
    switch (trigger) {
    case CommitTrigger::user: return "user";
    case CommitTrigger::batch: return "batch";
    case CommitTrigger::interval: return "interval";
    case CommitTrigger::revoke: return "revoke";
    case CommitTrigger::quit: return "quit";
    case CommitTrigger::automatic: break;
    }
    return "automatic";
}

std::string_view wordFor(EventKind kind) noexcept
{
    switch (kind) {
    case EventKind::info: return "info";
    case EventKind::setting: return "setting";
    case EventKind::commit: return "commit";
    case EventKind::pause: return "pause";
    case EventKind::guard: return "guard";
    case EventKind::rebalance: return "rebalance";
    case EventKind::trim: return "trim";
    case EventKind::error: return "error";
    case EventKind::client: return "client";
    case EventKind::note: break;
    }
    return "note";
}

std::string describeLost(const LostOffset& lost)
{
    if (lost.cutAt != unknownOffset)
        return fmt::format("{} [{}]: the broker's log was cut off at {} (_LOG_TRUNCATION: a leader that had not all of it took over). {} offsets that were read, up to {}, are gone or hold "
                           "other messages; the broker has {} to {}. Choose with on-offset-lost earliest or latest.",
                           lost.topic, lost.partition, lost.cutAt, formatCount(lost.wanted - lost.cutAt), lost.wanted - 1, lost.low, lost.high);
    if (lost.unreadable())
        return fmt::format("{} [{}]: the batch at offset {} cannot be read (_BAD_MSG), and nothing was passed over. Is it damaged on the broker? check-crcs false reads it "
                           "unchecked; start offset:N in another group begins behind it.",
                           lost.topic, lost.partition, lost.wanted);
    const std::string where = fmt::format("{} [{}]: offset {} is no longer on the broker (OFFSET_OUT_OF_RANGE)", lost.topic, lost.partition, lost.wanted);
    if (lost.beyondEnd())
        return fmt::format("{} [{}]: offset {} is beyond the end (OFFSET_OUT_OF_RANGE), the next message will be {}. Begin elsewhere with start, or choose with on-offset-lost earliest or latest.",
                           lost.topic, lost.partition, lost.wanted, lost.high);
    if (lost.wanted >= 0 && lost.low > lost.wanted)
        return fmt::format("{}; the first one left is {}, gone: {}, {} to {}. Choose with on-offset-lost earliest or latest.", where, lost.low,
                           formatCounted(lost.low - lost.wanted, "1 message", "{} messages"), lost.wanted, lost.low - 1);
    return fmt::format("{}; the broker has {} to {}. Choose with on-offset-lost earliest or latest.", where, lost.low, lost.high);
}

} // namespace headroom::core
