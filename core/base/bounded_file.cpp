// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/bounded_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::core {
namespace {

/// Closes on every way out.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

tl::unexpected<Error> unusable(const std::string& path, std::string why) { return fail(ErrorCode::io, std::move(why), path); }
tl::unexpected<Error> unusable(const std::string& path) { return unusable(path, std::generic_category().message(errno)); }

// A named pipe must not hang the caller.
int openNow(const std::string& path) { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }

Result<void> checkKind(int file, const std::string& path)
{
    struct stat info {};
    if (file < 0 || fstat(file, &info) != 0)
        return unusable(path);
    if (!S_ISREG(info.st_mode))
        return unusable(path, "not a regular file");
    if (info.st_size > static_cast<off_t>(largestInputFile))
        return unusable(path, "larger than 1 MiB");
    return {};
}

} // namespace

Result<std::string> readInputFile(const std::string& path)
{
    const Descriptor file(openNow(path));
    if (auto checked = checkKind(file.get(), path); !checked)
        return tl::unexpected(checked.error());
    std::string content(largestInputFile + 1, '\0'); // it may grow meanwhile
    std::size_t length = 0;
    while (length < content.size()) {
        const ssize_t got = read(file.get(), content.data() + length, content.size() - length);
        if (got < 0)
            return unusable(path);
        if (got == 0)
            break;
        length += static_cast<std::size_t>(got);
    }
    if (length > largestInputFile)
        return unusable(path, "larger than 1 MiB");
    content.resize(length);
    return content;
}

Result<void> checkInputFile(const std::string& path)
{
    const Descriptor file(openNow(path));
    if (auto checked = checkKind(file.get(), path); !checked)
        return checked;
    char first = 0;
    const ssize_t got = read(file.get(), &first, 1);
    if (got < 0)
        return unusable(path);
    return got == 0 ? unusable(path, "it is empty") : Result<void>();
}

} // namespace headroom::core
