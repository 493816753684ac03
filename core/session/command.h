// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/kafka/consumer_port.h"
#include "core/records/record_store.h"
#include "core/settings/settings.h"

namespace headroom::core {

struct PauseCommand {};
struct ResumeCommand {};
/// Commit what is processed, on all owned partitions or on some, and there at most up to an offset (that of the next
/// record, as Kafka counts). Never beyond what is processed, never back behind what is committed.
struct CommitCommand {
    std::vector<SlotOffset> upTo; ///< empty: all of them
};
/// The group's offsets as the broker has them now, asked beside the run: settles the commits whose outcome is unknown.
struct CommittedCommand {
    std::vector<std::pair<TopicPartition, Offset>> offsets;
};
struct TrimCommand {};
/// Takes over the rows that apply live; rows that need a reconnect are refused with badState.
struct ApplyCommand {
    Settings settings;
};
/// Empties the record view; its rows count as evicted. Nothing else changes.
struct ClearCommand {};
/// Answer to a lost offset: where to go on, for one slot.
struct SeekCommand {
    StartOffset start;
    std::int64_t fromMs = -1; ///< at the first message that is not older (ms since 1970), instead of start's place; negative: not by time
};
/// Puts words on the charts: those of the user as an event of kind note, which nobody translates; those of the program as
/// one of kind info, in the language of the window.
struct NoteCommand {
    static constexpr std::size_t mostCharacters = 40;           ///< of the user; the rest is cut off
    static constexpr std::size_t mostCharactersOfProgram = 200; ///< a whole sentence

    std::string text;       ///< UTF-8; control characters become spaces
    double seconds = -1;    ///< where on the history's axis; negative or later than now: now
    bool ofProgram = false; ///< a text of the table of core words
};
/// Makes a new client in the place of this one; each partition goes on where its processing stands.
struct RecreateCommand {};
/// From now on messages are tested, see MessageFilter and FilterCounts; blank and of no partition: not any more. Held
/// records stay.
using FilterCommand = ViewFilter;

using Command = std::variant<PauseCommand, ResumeCommand, CommitCommand, CommittedCommand, ClearCommand, TrimCommand, ApplyCommand, SeekCommand, RecreateCommand, NoteCommand, FilterCommand>;

/// A command on its way to the worker; each gets exactly one CommandOutcome with the same id.
struct PostedCommand {
    std::uint64_t requestId = 0;
    Command command;
};

} // namespace headroom::core
