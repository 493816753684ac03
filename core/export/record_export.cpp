// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/record_export.h"

#include "core/export/chunked_file.h"

namespace headroom::core {
namespace {

bool isCut(const ExportRecord& record)
{
    const RecordRow& row = *record.row;
    return row.value.size() < row.valueSize || row.key.size() < row.keySize || record.headers.size() < row.headerCount;
}

} // namespace

Result<ExportProgress> exportRecords(const std::string& path, const RecordFormat& format, const ExportOptions& options, const ExportSource& source,
                                     const std::stop_token& stop, const std::function<void(const ExportProgress&)>& report)
{
    auto file = ChunkedFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    ExportProgress progress;
    format.begin(file->lines(), options);
    for (auto record = source(); record; record = source()) {
        if (stop.stop_requested()) {
            progress.cancelled = true;
            return progress;
        }
        format.append(file->lines(), *record, options);
        ++progress.rows;
        progress.cutRows += isCut(*record) ? 1 : 0;
        const auto flushed = file->flushIfLarge();
        if (!flushed)
            return tl::unexpected(flushed.error());
        progress.bytes = file->bytes();
        if (*flushed && report)
            report(progress);
    }
    if (auto done = file->finish(); !done)
        return tl::unexpected(done.error());
    progress.bytes = file->bytes();
    return progress;
}

} // namespace headroom::core
