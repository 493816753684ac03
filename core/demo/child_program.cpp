// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/child_program.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
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

std::string cliProgram()
{
    if (const char* named = std::getenv("HEADROOM_CLI"); named != nullptr && *named != '\0')
        return named;
    std::error_code unreadable;
    std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", unreadable);
    if (const auto* started = reinterpret_cast<const char*>(::getauxval(AT_EXECFN)); unreadable && started != nullptr)
        self = started; // without /proc: as it was started
    return (self.parent_path() / "headroom-cli").string();
}

Result<std::unique_ptr<ChildProgram>> ChildProgram::start(const std::vector<std::string>& arguments, std::string what)
{
    const auto program = cliProgram();
    if (::access(program.c_str(), X_OK) != 0)
        return fail(ErrorCode::io, fmt::format("{} needs {}, which is missing or cannot be executed. Build or install headroom-cli beside this program.", what, program), program);
    std::unique_ptr<ChildProgram> child(new ChildProgram(std::move(what)));
    if (auto launched = child->launch(program, arguments); !launched)
        return tl::unexpected(std::move(launched.error()));
    return child;
}

Result<void> ChildProgram::launch(const std::string& program, const std::vector<std::string>& arguments)
{
    std::vector<std::string> texts{program};
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
        return fail(ErrorCode::io, fmt::format("{} could not be started: {}. Close some files or programs and try again.", m_what, std::strerror(errno)), program);
    ::fcntl(err.childs, F_SETFL, O_NONBLOCK); // nobody reads it while all is well: rather lose lines than block
    ::fcntl(err.ours, F_SETFL, O_NONBLOCK);
    const pid_t parent = ::getpid();
    m_pid = ::fork();
    if (m_pid < 0)
        return fail(ErrorCode::io, fmt::format("{} could not be started: {}. Close some programs and try again.", m_what, std::strerror(errno)), program);
    if (m_pid == 0)
        becomeChild(parent, program.c_str(), argv.data(), in.childs, out.childs, err.childs);
    m_stdinFd = std::exchange(in.ours, -1);
    m_stdoutFd = std::exchange(out.ours, -1);
    m_stderrFd = std::exchange(err.ours, -1);
    return {};
}

ChildProgram::~ChildProgram()
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

bool ChildProgram::alive()
{
    if (m_ended || m_pid <= 0)
        return false;
    int status = 0;
    const auto got = ::waitpid(m_pid, &status, WNOHANG);
    if (got == 0 || (got < 0 && errno == EINTR))
        return true;
    m_ended = true;
    m_endStatus = status;
    m_endReason = got == m_pid ? describe(status) : "ended";
    if (const auto line = lastErrorLine(); !line.empty())
        m_endReason += ": " + line;
    return false;
}

bool ChildProgram::endsWithin(Milliseconds time)
{
    const auto deadline = Steady::now() + time;
    while (alive()) {
        if (Steady::now() >= deadline)
            return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

std::string ChildProgram::lastErrorLine() const
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

void ChildProgram::signal(int number)
{
    if (alive())
        ::kill(m_pid, number);
}

void ChildProgram::tell(std::string_view line)
{
    if (m_stdinFd < 0 || m_ended)
        return;
    // One call for one line: on a stream socket a line this short is sent whole or not at all.
    const std::string text = std::string(line) + '\n';
    (void)::send(m_stdinFd, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void ChildProgram::closeOutput() { closeFd(m_stdoutFd); }

} // namespace headroom::core
