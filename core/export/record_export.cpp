// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/record_export.h"

#include <fmt/format.h>

#include "core/base/atomic_file.h"

namespace headroom::core {
namespace {

constexpr std::size_t chunkBytes = 64 * 1024;

tl::unexpected<Error> notWritten(const std::string& path, const Error& why)
{
    return fail(ErrorCode::io, fmt::format("The export to {} failed: {}. Nothing was written; choose another place or make room there.", path, why.message), path);
}

bool isCut(const ExportRecord& record)
{
    const RecordRow& row = *record.row;
    return row.value.size() < row.valueSize || row.key.size() < row.keySize || record.headers.size() < row.headerCount;
}

/// Writes what is in `chunk` and empties it, keeping its room.
Result<void> flush(AtomicFile& file, std::string& chunk, ExportProgress& progress)
{
    auto written = file.write(chunk);
    progress.bytes += static_cast<Bytes>(chunk.size());
    chunk.clear();
    return written;
}

} // namespace

Result<ExportProgress> exportRecords(const std::string& path, const RecordFormat& format, const ExportOptions& options, const ExportSource& source,
                                     const std::stop_token& stop, const std::function<void(const ExportProgress&)>& report)
{
    auto file = AtomicFile::create(path, ".part");
    if (!file)
        return notWritten(path, file.error());
    ExportProgress progress;
    std::string chunk;
    format.begin(chunk, options);
    for (auto record = source(); record; record = source()) {
        if (stop.stop_requested()) {
            progress.cancelled = true;
            return progress;
        }
        format.append(chunk, *record, options);
        ++progress.rows;
        progress.cutRows += isCut(*record) ? 1 : 0;
        if (chunk.size() < chunkBytes)
            continue;
        if (auto written = flush(*file, chunk, progress); !written)
            return notWritten(path, written.error());
        if (report)
            report(progress);
    }
    auto done = flush(*file, chunk, progress);
    if (done)
        done = file->commit();
    if (!done)
        return notWritten(path, done.error());
    return progress;
}

} // namespace headroom::core
