// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QString>

#include "core/session/lag_trend.h"
#include "ui/models/partition_table_model.h"

namespace headroom::ui {

// What the cells of the partition table say.

/// Offsets and counts; unknown is "–", never 0.
[[nodiscard]] QString countText(std::int64_t count);
[[nodiscard]] PartitionBar partitionBar(const core::PartitionRow& row);
[[nodiscard]] QString riskText(const core::PartitionRow& row);
/// When no lag is left at the present slope; "growing" where it does not come to that.
[[nodiscard]] QString trendText(const core::LagTrend::Outlook& outlook);

struct OutcomeLook {
    QString text;
    Glyph glyph = Glyph::none;
    Tone tone = Tone::dim;
};
[[nodiscard]] OutcomeLook outcomeLook(const core::PartitionRow& row);

[[nodiscard]] Tone partitionTone(const core::PartitionRow& row, int column);
[[nodiscard]] QString partitionToolTip(const core::PartitionRow& row, int column);

} // namespace headroom::ui
