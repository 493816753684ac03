// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/records/record_store.h"

namespace headroom::ui {

/// What the record view holds and dropped: "501 rows · 23.9 of 24.0 MiB · evicted 11 204, 498 MiB". Never a silent cap.
[[nodiscard]] QString countsText(const core::ViewCounts& counts, core::Bytes budget);
/// What the filter has found among all messages: "1 204 311 seen · 37 matched · 37 kept"; empty without one.
[[nodiscard]] QString foundText(const core::FilterCounts& counts);
/// What these figures mean, and what a test costs.
[[nodiscard]] QString foundToolTip(const core::FilterCounts& counts);

} // namespace headroom::ui
