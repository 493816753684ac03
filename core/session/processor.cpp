// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/processor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <random>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace headroom::core {
namespace {

using Micros = std::chrono::microseconds;

constexpr std::string_view ourLine = R"({"topic":")"; ///< how each line of the file begins

class NoProcessor final : public Processor {
public:
    Result<std::size_t> process(std::span<const Message> messages, SteadyTime) override { return messages.size(); }
};

/// A cost per record: asleep (as waiting for a database would be) or busy (as parsing would be).
class CostProcessor final : public Processor {
public:
    CostProcessor(const Settings& settings, bool busy)
        : m_delay(settings.processDelayUs), m_spread(static_cast<double>(settings.processJitter) / 100.0), m_busy(busy)
    {
    }

    Result<std::size_t> process(std::span<const Message> messages, SteadyTime deadline) override
    {
        std::size_t done = 0;
        while (done < messages.size()) {
            if (!std::exchange(m_begun, true))
                m_owed += cost();
            const bool last = done + 1 == messages.size();
            // Short costs are summed: the kernel cannot sleep for 5 us. What outlasts the slice is owed to the next.
            if ((m_owed >= Micros(1000) || last) && !pay(deadline))
                break;
            m_begun = false;
            ++done;
            if (std::chrono::steady_clock::now() >= deadline)
                break;
        }
        return done;
    }

private:
    Micros cost()
    {
        if (m_spread <= 0)
            return m_delay;
        std::uniform_real_distribution<double> around(1 - m_spread, 1 + m_spread);
        return Micros(static_cast<std::int64_t>(static_cast<double>(m_delay.count()) * around(m_random)));
    }
    /// Pays until the deadline, but at least a little; true when nothing is owed any more.
    bool pay(SteadyTime deadline)
    {
        const SteadyTime now = std::chrono::steady_clock::now();
        const SteadyTime paid = now + m_owed;
        const SteadyTime until = std::min(paid, std::max(deadline, now + std::chrono::milliseconds(1)));
        if (!m_busy)
            std::this_thread::sleep_until(until);
        while (std::chrono::steady_clock::now() < until) { } // the cost is the point
        m_owed = std::chrono::duration_cast<Micros>(paid - until);
        return m_owed.count() == 0;
    }

    Micros m_delay;
    double m_spread;
    bool m_busy;
    Micros m_owed{0};     ///< cost of what is done or begun, not yet paid
    bool m_begun = false; ///< the next record's cost is in m_owed already
    std::mt19937_64 m_random{1};
};

/// Ends what a killed process left: a line of ours without its end goes, its batch did not count as processed and comes
/// again; anybody else's is only ended. Files that cannot be read back (pipes, devices) stay as they are.
Result<void> endLastLine(int fd, const std::string& path)
{
    struct stat about {};
    if (::fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0)
        return {};
    std::array<char, 64 * 1024> chunk{};
    off_t begin = about.st_size; // of the last line
    for (bool found = false; begin > 0 && !found;) {
        const off_t from = std::max<off_t>(0, begin - static_cast<off_t>(chunk.size()));
        const ssize_t read = ::pread(fd, chunk.data(), static_cast<std::size_t>(begin - from), from);
        if (read <= 0)
            return {};
        const std::size_t newline = std::string_view(chunk.data(), static_cast<std::size_t>(read)).rfind('\n');
        found = newline != std::string_view::npos;
        begin = found ? from + static_cast<off_t>(newline) + 1 : from;
    }
    if (begin == about.st_size)
        return {};
    const ssize_t read = ::pread(fd, chunk.data(), ourLine.size(), begin);
    const std::string_view start(chunk.data(), static_cast<std::size_t>(std::max<ssize_t>(0, read)));
    const bool ours = !start.empty() && ourLine.starts_with(start);
    if (ours ? ::ftruncate(fd, begin) == 0 : ::write(fd, "\n", 1) == 1)
        return {};
    return fail(ErrorCode::io, fmt::format("Cannot end the last line of {}: {}. Choose another file.", path, std::strerror(errno)), "processor");
}

/// Appends one JSON object a record. A slice counts as processed once it was written to the file.
class FileProcessor final : public Processor {
public:
    FileProcessor(int fd, std::string path, PartitionName name) : m_fd(fd), m_path(std::move(path)), m_name(std::move(name)) {}
    ~FileProcessor() override { ::close(m_fd); }
    FileProcessor(const FileProcessor&) = delete;
    FileProcessor& operator=(const FileProcessor&) = delete;

    Result<std::size_t> process(std::span<const Message> messages, SteadyTime deadline) override
    {
        m_text.clear();
        std::size_t done = 0;
        while (done < messages.size() && m_text.size() < maxChunk) {
            append(messages[done]);
            ++done;
            if (std::chrono::steady_clock::now() >= deadline)
                break;
        }
        if (auto written = writeAll(); !written)
            return tl::unexpected(written.error());
        return done;
    }

private:
    static constexpr std::size_t maxChunk = 1 << 20;

    void append(const Message& message)
    {
        const TopicPartition& from = m_name(message.slot);
        const nlohmann::json key = message.keyIsNull ? nlohmann::json() : nlohmann::json(std::string(message.key));
        const nlohmann::json size = message.valueIsNull ? nlohmann::json() : nlohmann::json(message.value.size());
        const nlohmann::ordered_json line{{"topic", from.topic}, {"partition", from.partition}, {"offset", message.offset},
                                          {"timestamp", message.timestampMs}, {"key", key}, {"value_bytes", size}};
        m_text += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        m_text += '\n';
    }

    Result<void> writeAll()
    {
        std::string_view rest = m_text;
        while (!rest.empty()) {
            const ssize_t written = ::write(m_fd, rest.data(), rest.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0) {
                return fail(ErrorCode::processing, fmt::format("Cannot write to {}: {}. Free some space or choose another file; nothing beyond the last written record is committed.",
                                                               m_path, std::strerror(errno)), "processor");
            }
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        return {};
    }

    int m_fd;
    std::string m_path;
    PartitionName m_name;
    std::string m_text;
};

Result<std::unique_ptr<Processor>> makeNone(const Settings&, std::string_view, Processor::PartitionName) { return std::make_unique<NoProcessor>(); }
Result<std::unique_ptr<Processor>> makeDelay(const Settings& s, std::string_view, Processor::PartitionName) { return std::make_unique<CostProcessor>(s, false); }
Result<std::unique_ptr<Processor>> makeCpu(const Settings& s, std::string_view, Processor::PartitionName) { return std::make_unique<CostProcessor>(s, true); }

Result<std::unique_ptr<Processor>> makeFile(const Settings&, std::string_view path, Processor::PartitionName name)
{
    const std::string file(path);
    // O_NONBLOCK: a named pipe that nobody reads must not hang the start.
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600);
    if (fd < 0 && errno == ENXIO)
        return fail(ErrorCode::io, fmt::format("Nobody reads the pipe {} of processor file: start its reader first, or choose a file.", file), "processor");
    if (fd < 0)
        return fail(ErrorCode::io, fmt::format("Cannot open {} for processor file: {}. Choose a file in a folder you may write to.", file, std::strerror(errno)), "processor");
    struct stat info {};
    if (::fstat(fd, &info) != 0 || !(S_ISREG(info.st_mode) || S_ISCHR(info.st_mode) || S_ISFIFO(info.st_mode)) || ::fcntl(fd, F_SETFL, O_APPEND) != 0) {
        ::close(fd); // a disk would be overwritten
        return fail(ErrorCode::io, fmt::format("Cannot use {} for processor file: it is neither a file nor a pipe. Choose another one.", file), "processor");
    }
    auto processor = std::make_unique<FileProcessor>(fd, file, std::move(name));
    const int back = S_ISREG(info.st_mode) ? ::open(file.c_str(), O_RDWR | O_APPEND | O_CLOEXEC) : -1; // may be refused, where one may only write
    if (back < 0)
        return processor;
    auto ended = endLastLine(back, file);
    ::close(back);
    if (!ended)
        return tl::unexpected(ended.error());
    return processor;
}

constexpr std::array processors{
    ProcessorSpec{"none", makeNone},
    ProcessorSpec{"delay", makeDelay},
    ProcessorSpec{"cpu", makeCpu},
    ProcessorSpec{"file:", makeFile},
};

} // namespace

std::span<const ProcessorSpec> processorTable() noexcept { return processors; }

Result<std::unique_ptr<Processor>> makeProcessor(const Settings& settings, Processor::PartitionName name)
{
    for (const ProcessorSpec& row : processors) {
        const bool takesArgument = row.id.ends_with(':');
        const std::string_view value = settings.processor;
        if (takesArgument ? value.starts_with(row.id) : value == row.id)
            return row.make(settings, takesArgument ? value.substr(row.id.size()) : std::string_view(), std::move(name));
    }
    return fail(ErrorCode::invalidSetting, fmt::format("processor = {}: there is no such processor; use none, delay, cpu or file:PATH.", settings.processor), "processor");
}

} // namespace headroom::core
