// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "ui/charts/readout.h"
#include "ui/charts/time_window.h"

namespace headroom::ui {

/// What the read-out beside the memory chart says.
struct ReadoutContent {
    QString title;
    std::vector<ReadoutRow> rows;
    QString note;
};

/// Layers from the top down, RSS, what is left to budget, ceiling and limit, and the split of RSS, now or at a second of
/// the history. Pure; thread: GUI.
[[nodiscard]] ReadoutContent memoryReadout(const core::Snapshot& snapshot, std::optional<double> atSeconds);
/// The figure beside a small chart at a second of the history.
[[nodiscard]] ReadoutText hoverFigure(const ChartSpec& spec, const core::HistoryView& history, double seconds);
/// "RSS 168.2 MiB, rising 0.1 MiB/s, budget 256.0 MiB, ceiling 205.0 MiB, 3 markers, from 14:00:00 to 14:05:00": what a
/// screen reader says of the chart.
[[nodiscard]] QString chartSummary(const core::Snapshot& snapshot, std::size_t markers, const TimeSpan& shown);

} // namespace headroom::ui
