// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace headroom::core {

/// A file that appears whole or not at all: what is written goes to a temporary file beside it (owner only, 0600), which
/// commit() renames. Missing directories are created; what a link points to is replaced, not the link; a device or a pipe
/// is written to as it is. An error's message is only the reason ("Permission denied"); callers say what to do.
/// Thread: one at a time. Bound: one descriptor.
class AtomicFile {
public:
    /// `suffix` ends the temporary file's name, so that people know what a killed program left.
    [[nodiscard]] static Result<AtomicFile> create(const std::string& path, std::string_view suffix = {});
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    /// Not committed: the temporary file is removed and nothing has changed.
    ~AtomicFile();

    [[nodiscard]] Result<void> write(std::string_view content);
    /// Ends the writing and puts the file in its place; nothing may be written afterwards.
    [[nodiscard]] Result<void> commit();

private:
    AtomicFile(int fd, std::string path, std::string temporary);
    void discard() noexcept;

    int m_fd = -1;
    std::string m_path;
    std::string m_temporary; ///< empty: written in place
};

/// Writes a whole file or nothing, as AtomicFile does.
[[nodiscard]] Result<void> writeFileAtomically(const std::string& path, std::string_view content);

} // namespace headroom::core
