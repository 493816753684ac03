// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/export/record_export.h"
#include "core/records/record_store.h"
#include "core/session/snapshot.h"

namespace headroom::ui {

class RecordFilterModel;
class RecordTableModel;

/// The rows of one export as they were when it was asked for. Holds their pages, which stay counted in the record view.
/// Thread: made by the GUI's, read by one other. Bound: 8 bytes a row, besides the pages.
struct ExportRows {
    struct Place {
        std::uint32_t page = 0;
        std::uint32_t row = 0;
    };
    core::PageList pages;
    std::vector<Place> places;
    std::vector<core::TopicPartition> names; ///< by slot
};

/// Everything the record view holds.
[[nodiscard]] std::shared_ptr<const ExportRows> keptRows(const RecordTableModel& records, const std::vector<core::PartitionRow>& partitions);
/// What passes the filter, as far as it was tested.
[[nodiscard]] std::shared_ptr<const ExportRows> shownRows(const RecordTableModel& records, const RecordFilterModel& shown,
                                                          const std::vector<core::PartitionRow>& partitions);

/// The last `most` of them, all when there are fewer or it is 0.
[[nodiscard]] std::shared_ptr<const ExportRows> lastRows(std::shared_ptr<const ExportRows> rows, std::size_t most);

/// Gives the rows one after the other.
[[nodiscard]] core::ExportSource sourceOf(std::shared_ptr<const ExportRows> rows);

} // namespace headroom::ui
