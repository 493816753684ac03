// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/budget/memory_model.h"

namespace headroom::core {

/// A setting that a container's limit may hold below what was set.
struct HeldRow {
    std::string_view id; ///< of the settings row
    std::int64_t Settings::*member;
    std::int64_t floor;  ///< in the row's unit; not held below it
    bool scaled;         ///< shrinks in proportion with the others; else it follows the queue
};

/// Queue limits, batch and view; then the fetch limits, which follow the queue.
[[nodiscard]] std::span<const HeldRow> heldRows() noexcept;

/// Settings under which a client stays below its container's limit, as far as mostTaken() can tell.
struct LimitHold {
    Settings settings;  ///< as given, or with the rows of heldRows() smaller; on their floors where even that does not fit
    Bytes asGiven = 0;  ///< the process at most, with the settings as given
    Bytes least = 0;    ///< the process at most, with all rows on their floors
    bool fits = true;   ///< the settings above stay at or below the mark
};

/// Pure. What the process may take at most with `input.settings`; `input.baseline` is what it takes without queue, batch and
/// view. Once the topic is known: its ceiling. While it is not:
///
///     baseline + 4 (Q + h) + N o + brokers x (R + 4 R) + view
///
/// with h = 2 x batch-bytes, R = max(fetch.max.bytes, largest batch seen) + 350 B, N o the client's operations, and as many
/// brokers as bootstrap-servers names. 4: for lz4 the client allocates four times the stored batch, whatever it decodes to
/// (the other codecs what they decode to), so that memory of which a quarter is counted may be held. So it holds while a
/// response decodes to at most four times and no more brokers than named are fetched from; beyond that the safe stop is left.
[[nodiscard]] Bytes mostTaken(const ModelInput& input);

/// Pure. The largest settings with mostTaken() <= `mark` (bytes): queue limits, batch and view shrink in the same proportion,
/// and a response to a quarter of the queue. As given where that fits.
[[nodiscard]] LimitHold holdBelow(Bytes mark, const ModelInput& input);

} // namespace headroom::core
