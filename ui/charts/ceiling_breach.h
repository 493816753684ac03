// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/charts/chart_catalog.h"

namespace headroom::ui {

/// RSS above the ceiling: the model was wrong, and this layer is the furthest above its terms.
struct CeilingBreach {
    core::Bytes by = 0;               ///< RSS - ceiling
    const LayerSpec* layer = nullptr;
    core::Bytes excess = 0;           ///< of the layer over the terms that bound it; not negative
};

/// Nothing while the ceiling holds or is not known.
[[nodiscard]] std::optional<CeilingBreach> ceilingBreach(const core::Snapshot& snapshot);
/// "RSS is 14.0 MiB above the ceiling: Allocator slack + 12.3 MiB (Trim returns it)"; empty while the ceiling holds.
[[nodiscard]] QString breachText(const core::Snapshot& snapshot);

} // namespace headroom::ui
