// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/export/record_export.h"
#include "core/metrics/history.h"

namespace headroom::core {

/// Which part of a history is exported. The view shares its samples; it may be held as long as the export takes.
struct SeriesChoice {
    HistoryView history;
    std::vector<MetricIndex> metrics; ///< in the order of the columns
    double fromSeconds = 0;           ///< both ends included
    double toSeconds = 0;
};

/// "rss (bytes)", "messages_per_second (messages/s)": the head of a column.
[[nodiscard]] std::string seriesColumn(MetricIndex metric);

/// Writes samples as CSV (RFC 4180: CRLF, one header line), each instant from the finest tier that still has it:
/// time (ISO 8601 with offset), seconds since the history began, kind, and the metrics. kind says what a row is: "sample"
/// (0.1 s), "mean" (over 0.5 s), or "min" and "max" (over 5 s, one row each). Numbers read back as they were; an unknown
/// value is an empty field. The file appears whole at the end or not at all. `rows` and `bytes` are counted, `cutRows` is 0.
/// Thread: any one; not the window's, since a disk may be slow. Bound: 64 KiB and one row.
[[nodiscard]] Result<ExportProgress> exportSeries(const std::string& path, const SeriesChoice& choice, const std::stop_token& stop = {});

} // namespace headroom::core
