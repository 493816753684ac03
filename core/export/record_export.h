// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/base/result.h"
#include "core/export/record_format.h"

namespace headroom::core {

/// What an export has done so far.
struct ExportProgress {
    std::uint64_t rows = 0;
    Bytes bytes = 0;            ///< written to the file
    std::uint64_t cutRows = 0;  ///< of which the record view holds only a part
    bool cancelled = false;     ///< stopped on request: there is no file, or the old one
};

/// The next record, none at the end.
using ExportSource = std::function<std::optional<ExportRecord>()>;

/// Writes all records of a source to a file that appears whole at the end or not at all; until then it is
/// "NAME.XXXXXX.part" beside it. `report` is called after each 64 KiB. The error's message says what to do.
/// Thread: any one; not the window's, since a disk may be slow. Bound: 64 KiB and one record.
[[nodiscard]] Result<ExportProgress> exportRecords(const std::string& path, const RecordFormat& format, const ExportOptions& options, const ExportSource& source,
                                                   const std::stop_token& stop = {}, const std::function<void(const ExportProgress&)>& report = {});

} // namespace headroom::core
