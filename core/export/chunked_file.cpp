// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/chunked_file.h"

#include <fmt/format.h>

namespace headroom::core {
namespace {

constexpr std::size_t pieceBytes = 64 * 1024;

tl::unexpected<Error> notWritten(const std::string& path, const Error& why)
{
    return fail(ErrorCode::io, fmt::format("The export to {} failed: {}. Nothing was written; choose another place or make room there.", path, why.message), path);
}

} // namespace

Result<ChunkedFile> ChunkedFile::create(const std::string& path)
{
    auto file = AtomicFile::create(path, ".part");
    if (!file)
        return notWritten(path, file.error());
    return ChunkedFile(std::move(*file), path);
}

Result<void> ChunkedFile::flush()
{
    if (auto written = m_file.write(m_piece); !written)
        return notWritten(m_path, written.error());
    m_bytes += static_cast<Bytes>(m_piece.size());
    m_piece.clear(); // keeps its room
    return {};
}

Result<bool> ChunkedFile::flushIfLarge()
{
    if (m_piece.size() < pieceBytes)
        return false;
    if (auto written = flush(); !written)
        return tl::unexpected(written.error());
    return true;
}

Result<void> ChunkedFile::finish()
{
    if (auto written = flush(); !written)
        return written;
    if (auto placed = m_file.commit(); !placed)
        return notWritten(m_path, placed.error());
    return {};
}

} // namespace headroom::core
