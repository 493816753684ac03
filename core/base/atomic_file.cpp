// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace headroom::core {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> ioFailure(const std::string& path, std::string reason) { return fail(ErrorCode::io, std::move(reason), path); }
tl::unexpected<Error> ioFailure(const std::string& path) { return ioFailure(path, std::generic_category().message(errno)); }

Result<void> writeAll(int fd, std::string_view content, const std::string& path)
{
    while (!content.empty()) {
        const ssize_t written = write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return ioFailure(path);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// A device or a pipe is written to: renaming a file over it would take it away.
Result<void> writeInPlace(const std::string& path, std::string_view content)
{
    const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return ioFailure(path);
    auto written = writeAll(fd, content, path);
    if (close(fd) != 0 && written)
        written = ioFailure(path);
    return written;
}

} // namespace

Result<void> writeFileAtomically(const std::string& given, std::string_view content)
{
    std::error_code error;
    // What a link points to is replaced, not the link.
    const fs::path target = fs::is_symlink(given, error) ? fs::weakly_canonical(given, error) : fs::path(given);
    const std::string path = target.empty() ? given : target.string();
    if (fs::exists(path, error) && !fs::is_regular_file(path, error) && !fs::is_directory(path, error))
        return writeInPlace(path, content);
    if (const fs::path directory = fs::path(path).parent_path(); !directory.empty() && !fs::is_directory(directory, error))
        if (fs::create_directories(directory, error); error)
            return ioFailure(path, error.message());
    std::string temporary = path + ".XXXXXX";
    const int fd = mkostemp(temporary.data(), O_CLOEXEC); // mode 0600
    if (fd < 0)
        return ioFailure(path);
    auto written = writeAll(fd, content, path);
    if (written && fsync(fd) != 0)
        written = ioFailure(path);
    if (close(fd) != 0 && written) // a late write error is told only here
        written = ioFailure(path);
    if (written && std::rename(temporary.c_str(), path.c_str()) != 0)
        written = ioFailure(path);
    if (!written)
        unlink(temporary.c_str());
    return written;
}

} // namespace headroom::core
