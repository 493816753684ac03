// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/last_run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "app/complaint.h"
#include "app/last_words.h"

namespace headroom::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "run-";
constexpr std::size_t mostTold = 3;
constexpr std::string_view noWords = "it was killed (by somebody, or by the system because memory ran out), or the machine went down. "
                                     "What was not committed will be delivered again.";

/// What a run without a holder has left; nothing when it lasts, or was not ours to read. The file is gone then.
std::string takeTrace(const fs::path& path)
{
    const int file = open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return {};
    std::string text;
    if (flock(file, LOCK_EX | LOCK_NB) == 0) {
        std::array<char, 2048> buffer{};
        const ssize_t size = read(file, buffer.data(), buffer.size());
        text.assign(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        unlink(path.c_str());
    }
    close(file);
    return text;
}

/// "headroom-cli 2026-01-02 03:04:05\nheadroom-cli: out of memory: ...\n" for people.
std::string sentence(const std::string& trace)
{
    const std::size_t line = trace.find('\n');
    std::string words = line == std::string::npos ? std::string() : trace.substr(line + 1);
    std::replace(words.begin(), words.end(), '\n', ' ');
    words.erase(0, words.find_first_not_of(' '));
    words.erase(words.find_last_not_of(' ') + 1);
    return fmt::format("The run of {} ended badly: {}", trace.substr(0, line), words.empty() ? std::string(noWords) : words);
}

} // namespace

LastRun::LastRun(const std::string& directory)
{
    std::error_code error;
    fs::create_directories(directory, error);
    const std::string path = fmt::format("{}/{}{}", directory, prefix, getpid());
    m_file = open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (m_file < 0)
        return;
    m_path = path;
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    const std::string line = fmt::format("{} of {:%Y-%m-%d %H:%M:%S}\n", programName(), fmt::localtime(now));
    const bool held = flock(m_file, LOCK_EX | LOCK_NB) == 0;
    if (!held || write(m_file, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        unlink(m_path.c_str());
        m_path.clear();
        return;
    }
    alsoWriteLastWordsTo(m_file);
}

LastRun::~LastRun()
{
    alsoWriteLastWordsTo(-1);
    if (!m_path.empty())
        unlink(m_path.c_str());
    if (m_file >= 0)
        close(m_file);
}

std::vector<std::string> LastRun::takeBadEnds(const std::string& directory)
{
    std::vector<std::pair<fs::file_time_type, std::string>> ends;
    std::error_code error;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone;
        const fs::file_time_type when = fs::last_write_time(at->path(), gone);
        if (!at->path().filename().string().starts_with(prefix) || gone)
            continue;
        if (const std::string trace = takeTrace(at->path()); !trace.empty())
            ends.emplace_back(when, sentence(trace));
    }
    std::sort(ends.rbegin(), ends.rend());
    std::vector<std::string> told;
    for (std::size_t i = 0; i < std::min(ends.size(), mostTold); ++i)
        told.push_back(std::move(ends[i].second));
    return told;
}

} // namespace headroom::app
