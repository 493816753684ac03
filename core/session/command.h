// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/kafka/consumer_port.h"
#include "core/settings/settings.h"

namespace headroom::core {

struct PauseCommand {};
struct ResumeCommand {};
/// Commit what is processed on all owned partitions.
struct CommitCommand {};
struct TrimCommand {};
/// Takes over the rows that apply live; rows that need a reconnect are refused with badState.
struct ApplyCommand {
    Settings settings;
};
/// Answer to a lost offset: where to go on, for one slot.
struct SeekCommand {
    StartOffset start;
};
/// A note of the user, or of a scenario, on the charts.
struct NoteCommand {
    std::string text;
};
/// Makes a new client in the place of this one; each partition goes on where its processing stands.
struct RecreateCommand {};

using Command = std::variant<PauseCommand, ResumeCommand, CommitCommand, TrimCommand, ApplyCommand, SeekCommand, RecreateCommand, NoteCommand>;

/// A command on its way to the worker; each gets exactly one CommandOutcome with the same id.
struct PostedCommand {
    std::uint64_t requestId = 0;
    Command command;
};

} // namespace headroom::core
