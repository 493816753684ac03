// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/logging.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/dist_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace headroom::core {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t queuedMessages = 1024; // some 400 bytes each, allocated at once
constexpr std::size_t ringLines = 2000;
constexpr std::size_t fileBytes = 5 * 1024 * 1024;
constexpr std::size_t rotatedFiles = 2; // beside the one being written

class RingSink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit RingSink(std::shared_ptr<LogRing> ring) : m_ring(std::move(ring)) {}

protected:
    void sink_it_(const spdlog::details::log_msg& msg) override
    {
        m_ring->add(std::chrono::time_point_cast<WallTime::duration>(msg.time), static_cast<int>(msg.level), std::string(msg.payload.data(), msg.payload.size()));
    }
    void flush_() override {}

private:
    std::shared_ptr<LogRing> m_ring;
};

/// Stands before all other sinks and takes secrets out of what they get.
class CleanSink final : public spdlog::sinks::dist_sink_mt {
public:
    CleanSink(std::vector<spdlog::sink_ptr> sinks, std::shared_ptr<const Redactor> redactor) : dist_sink(std::move(sinks)), m_redactor(std::move(redactor)) {}

protected:
    void sink_it_(const spdlog::details::log_msg& msg) override
    {
        spdlog::details::log_msg clean = msg;
        const std::string text = m_redactor->clean(std::string_view(msg.payload.data(), msg.payload.size()));
        clean.payload = text;
        dist_sink::sink_it_(clean);
    }

private:
    std::shared_ptr<const Redactor> m_redactor;
};

/// spdlog's asynchronous logger only knows its thread pool weakly; this keeps both. The pool goes first, and writes
/// what is queued while it goes.
struct OwnedLogger {
    std::shared_ptr<spdlog::async_logger> logger;
    std::shared_ptr<spdlog::details::thread_pool> pool;
};

/// Creates the directory for the owner only; what exists keeps its rights.
std::string createDirectory(const fs::path& directory)
{
    std::error_code error;
    if (fs::is_directory(directory, error))
        return {};
    if (fs::create_directories(directory, error)) {
        fs::permissions(directory, fs::perms::owner_all, fs::perm_options::replace, error);
        return {};
    }
    return error ? error.message() : "it is not a directory";
}

spdlog::sink_ptr openFile(const std::string& directory, Logging& logging)
{
    const fs::path file = fs::path(directory) / "headroom.log";
    std::string problem = createDirectory(directory);
    if (problem.empty() && access(directory.c_str(), W_OK | X_OK) != 0)
        problem = std::generic_category().message(errno);
    if (problem.empty()) {
        try { // spdlog reports a file it cannot open only this way
            auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), fileBytes, rotatedFiles);
            logging.file = file.string();
            return sink;
        } catch (const spdlog::spdlog_ex& exception) {
            problem = exception.what();
        }
    }
    logging.warning = fmt::format("No log file: {} cannot be written ({}); set HEADROOM_HOME to a directory you may write.", file.string(), problem);
    return nullptr;
}

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::string homeDirectory()
{
    if (std::string home = environment("HOME"); !home.empty())
        return home;
    const passwd* user = getpwuid(getuid());
    return user != nullptr && user->pw_dir != nullptr ? user->pw_dir : ".";
}

/// XDG says that a relative path in its variables is to be ignored.
std::string directoryOf(const char* xdgVariable, std::string_view fallback)
{
    if (std::string own = environment("HEADROOM_HOME"); !own.empty())
        return own;
    const std::string base = environment(xdgVariable);
    return base.starts_with('/') ? base + "/headroom" : fmt::format("{}/{}/headroom", homeDirectory(), fallback);
}

} // namespace

Logging startLogging(const LoggingOptions& options)
{
    Logging logging;
    logging.ring = std::make_shared<LogRing>(ringLines);
    std::vector<spdlog::sink_ptr> sinks{std::make_shared<RingSink>(logging.ring)};
    if (auto file = openFile(options.directory, logging))
        sinks.push_back(std::move(file));
    if (options.alsoStderr)
        sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());

    if (options.redactor)
        sinks = {std::make_shared<CleanSink>(std::move(sinks), options.redactor)};
    auto owned = std::make_shared<OwnedLogger>();
    owned->pool = std::make_shared<spdlog::details::thread_pool>(queuedMessages, 1);
    owned->logger = std::make_shared<spdlog::async_logger>("headroom", sinks.begin(), sinks.end(), owned->pool, spdlog::async_overflow_policy::overrun_oldest);
    owned->logger->set_level(spdlog::level::from_str(options.level));
    owned->logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    owned->logger->flush_on(spdlog::level::info);
    logging.dropped = [pool = std::weak_ptr(owned->pool)] {
        const auto alive = pool.lock();
        return alive ? static_cast<std::uint64_t>(alive->overrun_counter()) : 0;
    };
    spdlog::logger* const logger = owned->logger.get();
    logging.logger = std::shared_ptr<spdlog::logger>(std::move(owned), logger);
    return logging;
}

std::string configDirectory() { return directoryOf("XDG_CONFIG_HOME", ".config"); }
std::string stateDirectory() { return directoryOf("XDG_STATE_HOME", ".local/state"); }

} // namespace headroom::core
