// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "core/records/record_store.h"

namespace headroom::ui {

/// What the record view dropped and holds: "evicted 11 204, 498 MiB", "7 not kept", "23.9 of 24.0 MiB", "501 rows". Never
/// a silent cap: only the last ones, what it holds, may be left out where there is no room.
inline constexpr qsizetype heldParts = 2;
[[nodiscard]] QStringList countsParts(const core::ViewCounts& counts, core::Bytes budget);
/// What the filter has found among all messages: "1 204 311 seen · 37 matched · 37 kept"; empty without one.
[[nodiscard]] QString foundText(const core::FilterCounts& counts);
/// What these figures mean, and what a test costs.
[[nodiscard]] QString foundToolTip(const core::FilterCounts& counts);

} // namespace headroom::ui
