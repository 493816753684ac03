// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace headroom::core {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> ioFailure(const std::string& path, std::string reason) { return fail(ErrorCode::io, std::move(reason), path); }
tl::unexpected<Error> ioFailure(const std::string& path) { return ioFailure(path, std::generic_category().message(errno)); }

} // namespace

AtomicFile::AtomicFile(int fd, std::string path, std::string temporary) : m_fd(fd), m_path(std::move(path)), m_temporary(std::move(temporary)) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_path(std::move(other.m_path)), m_temporary(std::exchange(other.m_temporary, {}))
{
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept
{
    if (this != &other) {
        discard();
        m_fd = std::exchange(other.m_fd, -1);
        m_path = std::move(other.m_path);
        m_temporary = std::exchange(other.m_temporary, {});
    }
    return *this;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() noexcept
{
    if (m_fd >= 0)
        close(std::exchange(m_fd, -1));
    if (!m_temporary.empty())
        unlink(m_temporary.c_str());
    m_temporary.clear();
}

Result<AtomicFile> AtomicFile::create(const std::string& given, std::string_view suffix)
{
    std::error_code error;
    // What a link points to is replaced, not the link.
    const fs::path target = fs::is_symlink(given, error) ? fs::weakly_canonical(given, error) : fs::path(given);
    const std::string path = target.empty() ? given : target.string();
    if (fs::exists(path, error) && !fs::is_regular_file(path, error) && !fs::is_directory(path, error)) {
        // A device or a pipe is written to: renaming a file over it would take it away.
        const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        return fd < 0 ? Result<AtomicFile>(ioFailure(path)) : AtomicFile(fd, path, {});
    }
    if (const fs::path directory = fs::path(path).parent_path(); !directory.empty() && !fs::is_directory(directory, error))
        if (fs::create_directories(directory, error); error)
            return ioFailure(path, error.message());
    std::string temporary = path + ".XXXXXX" + std::string(suffix);
    const int fd = mkostemps(temporary.data(), static_cast<int>(suffix.size()), O_CLOEXEC); // mode 0600
    if (fd < 0)
        return ioFailure(path);
    return AtomicFile(fd, path, std::move(temporary));
}

Result<void> AtomicFile::write(std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(m_fd, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return ioFailure(m_path);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::commit()
{
    if (!m_temporary.empty() && fsync(m_fd) != 0)
        return ioFailure(m_path);
    if (close(std::exchange(m_fd, -1)) != 0) // a late write error is told only here
        return ioFailure(m_path);
    if (!m_temporary.empty() && std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return ioFailure(m_path);
    m_temporary.clear();
    return {};
}

Result<void> writeFileAtomically(const std::string& path, std::string_view content)
{
    auto file = AtomicFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    if (auto written = file->write(content); !written)
        return written;
    return file->commit();
}

} // namespace headroom::core
