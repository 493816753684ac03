// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <QString>

#include "ui/models/cell_roles.h"

namespace headroom::ui {

/// How far a record came; derived from the offsets of its partition whenever it is asked for, never stored.
enum class RecordState {
    inBatch,        ///< handed over, not processed
    processed,      ///< processed, not committed: repeated after a crash
    committed,      ///< confirmed by the broker
    committedEarly, ///< committed before it was processed: lost after a crash (only auto commit does that)
    givenBack,      ///< not processed when its partition was taken away or the run ended: whoever reads on gets it
};

/// All states, in the order they are offered as a filter.
[[nodiscard]] std::span<const RecordState> recordStates() noexcept;
[[nodiscard]] QString recordStateText(RecordState state);
/// One sentence: what the state means after a crash.
[[nodiscard]] QString recordStateToolTip(RecordState state);
[[nodiscard]] Glyph recordStateGlyph(RecordState state) noexcept;
[[nodiscard]] Tone recordStateTone(RecordState state) noexcept;

} // namespace headroom::ui

Q_DECLARE_METATYPE(headroom::ui::RecordState)
