// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include "core/session/snapshot.h"

namespace headroom::ui {

struct Committable {
    std::int64_t messages = 0;
    std::int64_t partitions = 0;
};

/// Partitions of ours where something is processed and not committed.
[[nodiscard]] std::vector<core::PartitionRow> committableRows(const core::Snapshot& snapshot);
[[nodiscard]] Committable sumOf(const std::vector<core::PartitionRow>& rows);
/// Why a commit makes no sense now, in the window's language; empty when it does.
[[nodiscard]] QString commitRefusal(const core::Snapshot& snapshot);

} // namespace headroom::ui
