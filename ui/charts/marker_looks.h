// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_catalog.h"

namespace headroom::ui {

/// How a kind of event looks on a chart: icon, colour, tint.
struct MarkerLook {
    core::EventKind kind;
    const char* icon;
    ColorRole color;
    ColorRole tint;
};

[[nodiscard]] const MarkerLook& markerLook(core::EventKind kind);

} // namespace headroom::ui
