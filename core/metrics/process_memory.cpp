// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/process_memory.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <fmt/format.h>

namespace headroom::core {
namespace {

constexpr int usualTrimThreshold = static_cast<int>(8 * mib);
std::atomic<int> eagerOnes{0};

/// Enough for statm and for the memory lines of status.
constexpr std::size_t readBound = 8192;

/// Reads a /proc file into `buffer`; no allocation, for it happens ten times a second.
std::optional<std::string_view> readSmallFile(const char* path, std::array<char, readBound>& buffer)
{
    const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return std::nullopt;
    }
    std::size_t length = 0;
    ssize_t got = 0;
    do {
        got = ::read(descriptor, buffer.data() + length, buffer.size() - length);
        if (got > 0) {
            length += static_cast<std::size_t>(got);
        }
    } while ((got > 0 && length < buffer.size()) || (got < 0 && errno == EINTR));
    const int readError = got < 0 ? errno : 0;
    ::close(descriptor);
    if (readError != 0) {
        errno = readError;
        return std::nullopt;
    }
    return std::string_view(buffer.data(), length);
}

tl::unexpected<Error> cannotRead(const std::string& path)
{
    return fail(ErrorCode::io,
                fmt::format("Cannot read {} ({}). Memory figures need a mounted /proc.", path, std::strerror(errno)), path);
}

/// The number behind `key` in /proc/PID/status, which gives kibibytes.
Bytes statusField(std::string_view status, std::string_view key)
{
    std::size_t at = status.find(key);
    while (at != std::string_view::npos && at != 0 && status[at - 1] != '\n') {
        at = status.find(key, at + 1);
    }
    if (at == std::string_view::npos) {
        return unknownBytes;
    }
    std::string_view rest = status.substr(at + key.size());
    const std::size_t digits = rest.find_first_not_of(" \t");
    if (digits == std::string_view::npos) {
        return unknownBytes;
    }
    rest.remove_prefix(digits);
    Bytes kibibytes = 0;
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), kibibytes);
    return parsed.ec == std::errc{} ? kibibytes * kib : unknownBytes;
}

} // namespace

Result<Bytes> readRss()
{
    static constexpr const char* path = "/proc/self/statm";
    std::array<char, readBound> buffer;
    const auto text = readSmallFile(path, buffer);
    if (!text) {
        return cannotRead(path);
    }
    const std::size_t space = text->find(' ');
    Bytes pages = 0;
    if (space == std::string_view::npos
        || std::from_chars(text->data() + space + 1, text->data() + text->size(), pages).ec != std::errc{}) {
        return fail(ErrorCode::io, fmt::format("{} does not look as expected on this kernel.", path), path);
    }
    return pages * static_cast<Bytes>(::sysconf(_SC_PAGESIZE));
}

Result<ProcessMemory> readProcessMemory(int pid)
{
    const std::string path = pid == 0 ? std::string("/proc/self/status") : fmt::format("/proc/{}/status", pid);
    std::array<char, readBound> buffer;
    const auto status = readSmallFile(path.c_str(), buffer);
    if (!status) {
        return cannotRead(path);
    }
    ProcessMemory memory;
    memory.rss = statusField(*status, "VmRSS:");
    memory.rssAnon = statusField(*status, "RssAnon:");
    memory.rssFile = statusField(*status, "RssFile:");
    const Bytes shared = statusField(*status, "RssShmem:");
    if (memory.rssFile != unknownBytes && shared != unknownBytes) {
        memory.rssFile += shared;
    }
    memory.peakRss = std::max(statusField(*status, "VmHWM:"), memory.rss);
    return memory;
}

bool restartPeak()
{
    const int file = ::open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    const bool written = file >= 0 && ::write(file, "5", 1) == 1;
    if (file >= 0) {
        ::close(file);
    }
    return written;
}

double processCpuSeconds()
{
    timespec used{};
    if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0) {
        return 0;
    }
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

HeapInfo readHeap()
{
    const struct mallinfo2 info = ::mallinfo2();
    return {static_cast<Bytes>(info.uordblks + info.hblkhd), static_cast<Bytes>(info.fordblks)};
}

/// malloc_info() describes each arena; the main one comes first: <heap nr="0"> ... <total type="fast" count="1" size="2"/>
/// <total type="rest" .../> <system type="current" size="3"/> ... </heap>. In use is what is free of neither sort.
Bytes mainThreadHeap()
{
    char* text = nullptr;
    std::size_t length = 0;
    std::FILE* stream = ::open_memstream(&text, &length);
    if (stream == nullptr)
        return unknownBytes;
    const bool told = ::malloc_info(0, stream) == 0;
    const bool closed = std::fclose(stream) == 0;
    const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
    if (!told || !closed)
        return unknownBytes;
    std::string_view arena(text, length);
    arena = arena.substr(0, arena.find("</heap>"));
    const auto sizeOf = [arena](std::string_view tag) {
        constexpr std::string_view key = "size=\"";
        const std::size_t at = arena.find(tag);
        const std::size_t size = at == std::string_view::npos ? at : arena.find(key, at);
        Bytes bytes = unknownBytes;
        if (size != std::string_view::npos)
            std::from_chars(arena.data() + size + key.size(), arena.data() + arena.size(), bytes);
        return bytes;
    };
    const Bytes all = sizeOf("<system type=\"current\"");
    return all == unknownBytes ? all : all - std::max<Bytes>(0, sizeOf("<total type=\"fast\"")) - std::max<Bytes>(0, sizeOf("<total type=\"rest\""));
}

TrimResult trimHeap()
{
    TrimResult result;
    result.before = readRss().value_or(unknownBytes);
    const auto begin = std::chrono::steady_clock::now();
    ::malloc_trim(0);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    result.milliseconds = took.count();
    result.after = readRss().value_or(unknownBytes);
    return result;
}

EagerReturn::EagerReturn() noexcept
{
    if (eagerOnes++ == 0) {
        ::mallopt(M_TRIM_THRESHOLD, static_cast<int>(64 * kib));
    }
}

EagerReturn::~EagerReturn()
{
    if (--eagerOnes == 0) {
        ::mallopt(M_TRIM_THRESHOLD, usualTrimThreshold);
    }
}

void fixMmapThreshold() noexcept
{
    // Setting it also switches off glibc's habit of raising it with each large block that is freed. Responses are mostly
    // below it: a mapping for each of them costs its page faults, a third of the rate at 1 KiB a record.
    ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(4 * mib));
    ::mallopt(M_TRIM_THRESHOLD, usualTrimThreshold);
}

} // namespace headroom::core
