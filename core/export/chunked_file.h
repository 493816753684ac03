// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/units.h"

// Private to core/export.

namespace headroom::core {

/// A file that grows by lines and is written in pieces; it appears whole at the end or not at all, until then it is
/// "NAME.XXXXXX.part" beside it. Errors say what to do. Thread: any one. Bound: a piece of 64 KiB and one line.
class ChunkedFile {
public:
    [[nodiscard]] static Result<ChunkedFile> create(const std::string& path);

    /// Where lines are appended.
    [[nodiscard]] std::string& lines() noexcept { return m_piece; }
    /// Writes what has been appended when it is a piece; true when it did.
    [[nodiscard]] Result<bool> flushIfLarge();
    /// Writes the rest and puts the file in its place.
    [[nodiscard]] Result<void> finish();
    [[nodiscard]] Bytes bytes() const noexcept { return m_bytes; }

private:
    ChunkedFile(AtomicFile file, std::string path) : m_file(std::move(file)), m_path(std::move(path)) {}
    [[nodiscard]] Result<void> flush();

    AtomicFile m_file;
    std::string m_path;
    std::string m_piece;
    Bytes m_bytes = 0;
};

} // namespace headroom::core
