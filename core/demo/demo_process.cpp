// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/demo_process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace headroom::core {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int cannotExecute = 127;

std::string findProgram()
{
    if (const char* named = std::getenv("HEADROOM_CLI"); named != nullptr && *named != '\0')
        return named;
    std::error_code unreadable;
    std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", unreadable);
    if (const auto* started = reinterpret_cast<const char*>(::getauxval(AT_EXECFN)); unreadable && started != nullptr)
        self = started; // without /proc: as it was started
    return (self.parent_path() / "headroom-cli").string();
}

void closeFd(int& fd)
{
    if (fd >= 0)
        ::close(fd);
    fd = -1;
}

/// Two connected descriptors of which none is 0, 1 or 2, so that the child's dup2 never meets one of its own sources.
struct Channel {
    int ours = -1;
    int childs = -1;

    Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel()
    {
        closeFd(ours);
        closeFd(childs);
    }
    bool open(bool socket)
    {
        std::array<int, 2> fds{-1, -1};
        if ((socket ? ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) : ::pipe2(fds.data(), O_CLOEXEC)) != 0)
            return false;
        ours = ::fcntl(fds[0], F_DUPFD_CLOEXEC, 3);
        childs = ::fcntl(fds[1], F_DUPFD_CLOEXEC, 3);
        ::close(fds[0]);
        ::close(fds[1]);
        return ours >= 0 && childs >= 0;
    }
};

// Between fork and exec of a program with threads only async-signal-safe calls are allowed.
[[noreturn]] void becomeChild(pid_t parent, const char* program, char* const* arguments, int in, int out, int err)
{
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) // it died before the signal was asked for
        ::_exit(cannotExecute);
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD})
        (void)::signal(signal, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execv(program, arguments);
    ::_exit(cannotExecute);
}

std::string describe(int status)
{
    if (WIFSIGNALED(status))
        return fmt::format("ended by signal {}", WTERMSIG(status));
    return fmt::format("ended with exit code {}", WEXITSTATUS(status));
}

} // namespace

Result<std::unique_ptr<DemoProcess>> DemoProcess::start(const std::vector<std::string>& arguments, Milliseconds timeout)
{
    const auto program = findProgram();
    if (::access(program.c_str(), X_OK) != 0)
        return fail(ErrorCode::io, fmt::format("The demo broker needs {}, which is missing or cannot be executed. Build or install headroom-cli beside this program.", program), program);
    std::unique_ptr<DemoProcess> process(new DemoProcess);
    auto started = process->launch(program, arguments);
    if (started)
        started = process->readFirstLines(timeout);
    if (!started)
        return tl::unexpected(std::move(started.error()));
    return process;
}

Result<void> DemoProcess::launch(const std::string& program, const std::vector<std::string>& arguments)
{
    std::vector<std::string> texts{program, "demo-broker", "--die-with-stdin"};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& text : texts)
        argv.push_back(text.data());
    argv.push_back(nullptr);

    Channel in;
    Channel out;
    Channel err;
    // For a pipe the reading end comes first; a socket has no direction.
    if (!in.open(true) || !out.open(false) || !err.open(false))
        return fail(ErrorCode::io, fmt::format("The demo broker could not be started: {}. Close some files or programs and try again.", std::strerror(errno)), program);
    ::fcntl(err.childs, F_SETFL, O_NONBLOCK); // nobody reads it while all is well: rather lose lines than block
    ::fcntl(err.ours, F_SETFL, O_NONBLOCK);
    const pid_t parent = ::getpid();
    m_pid = ::fork();
    if (m_pid < 0)
        return fail(ErrorCode::io, fmt::format("The demo broker could not be started: {}. Close some programs and try again.", std::strerror(errno)), program);
    if (m_pid == 0)
        becomeChild(parent, program.c_str(), argv.data(), in.childs, out.childs, err.childs);
    m_stdinFd = std::exchange(in.ours, -1);
    m_stdoutFd = std::exchange(out.ours, -1);
    m_stderrFd = std::exchange(err.ours, -1);
    return {};
}

Result<void> DemoProcess::readFirstLines(Milliseconds timeout)
{
    const auto deadline = Steady::now() + timeout;
    while (!takeLines()) {
        const auto left = std::chrono::ceil<Milliseconds>(deadline - Steady::now());
        pollfd ready{m_stdoutFd, POLLIN, 0};
        if (left <= 0ms || ::poll(&ready, 1, static_cast<int>(left.count())) == 0)
            return fail(ErrorCode::timeout, fmt::format("The demo broker was not ready within {} ms. Try again, or connect to another broker.", timeout.count()));
        std::array<char, 1024> buffer;
        const auto got = ::read(m_stdoutFd, buffer.data(), buffer.size());
        if (got > 0) {
            m_output.append(buffer.data(), static_cast<std::size_t>(got));
        } else if (got == 0) {
            const auto reason = endsWithin(1000ms) ? m_endReason : std::string("closed its output");
            return fail(ErrorCode::io, fmt::format("The demo broker did not start: it {}.", reason));
        } else if (errno != EINTR) {
            return fail(ErrorCode::io, fmt::format("The demo broker's output could not be read: {}.", std::strerror(errno)));
        }
    }
    closeFd(m_stdoutFd);
    m_output.clear();
    return {};
}

bool DemoProcess::takeLines()
{
    constexpr std::string_view bootstrap = "bootstrap.servers=";
    constexpr std::string_view topic = "topic=";
    for (auto end = m_output.find('\n'); end != std::string::npos; end = m_output.find('\n')) {
        const auto line = m_output.substr(0, end);
        m_output.erase(0, end + 1);
        if (line.starts_with(bootstrap))
            m_bootstrapServers = line.substr(bootstrap.size());
        else if (line.starts_with(topic))
            m_topic = line.substr(topic.size());
    }
    return !m_bootstrapServers.empty() && !m_topic.empty();
}

DemoProcess::~DemoProcess()
{
    closeFd(m_stdinFd);
    closeFd(m_stdoutFd);
    if (m_pid > 0 && alive()) {
        ::kill(m_pid, SIGCONT); // a stopped process does not see the next one
        ::kill(m_pid, SIGTERM);
        if (!endsWithin(1000ms)) {
            ::kill(m_pid, SIGKILL);
            (void)endsWithin(1000ms);
        }
    }
    closeFd(m_stderrFd);
}

bool DemoProcess::alive()
{
    if (m_ended || m_pid <= 0)
        return false;
    int status = 0;
    const auto got = ::waitpid(m_pid, &status, WNOHANG);
    if (got == 0 || (got < 0 && errno == EINTR))
        return true;
    m_ended = true;
    m_endReason = got == m_pid ? describe(status) : "ended";
    if (const auto line = lastErrorLine(); !line.empty())
        m_endReason += ": " + line;
    return false;
}

bool DemoProcess::endsWithin(Milliseconds time)
{
    const auto deadline = Steady::now() + time;
    while (alive()) {
        if (Steady::now() >= deadline)
            return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

std::string DemoProcess::lastErrorLine() const
{
    std::string text;
    std::array<char, 4096> buffer;
    for (auto got = ::read(m_stderrFd, buffer.data(), buffer.size()); got > 0; got = ::read(m_stderrFd, buffer.data(), buffer.size()))
        text.append(buffer.data(), static_cast<std::size_t>(got));
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    const auto newline = text.rfind('\n');
    return newline == std::string::npos ? text : text.substr(newline + 1);
}

void DemoProcess::tellPosition(PartitionId partition, Offset position)
{
    if (m_stdinFd < 0 || m_ended)
        return;
    // One call for one line: on a stream socket a line this short is sent whole or not at all.
    const auto line = fmt::format("position {} {}\n", partition, position);
    (void)::send(m_stdinFd, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

} // namespace headroom::core
