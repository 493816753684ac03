// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/snapshot.h"

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
    case EventKind::client: break;
    }
    return "client";
}

} // namespace headroom::core
