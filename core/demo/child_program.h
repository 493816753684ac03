// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "core/base/result.h"
#include "core/base/units.h"

namespace headroom::core {

/// `headroom-cli` beside this executable, or the program that the environment names in HEADROOM_CLI.
[[nodiscard]] std::string cliProgram();

/// A subcommand of headroom-cli as a child process: its memory is not ours, it may abort, and it dies with us
/// (parent-death signal); Ctrl-C in a terminal does not reach it, it has a process group of its own.
/// Thread: create and destroy on a thread that lives as long as the child should (the main thread): the child dies when
/// the thread that started it ends. The other calls: one thread at a time. Holds no output: it stays in the pipes.
class ChildProgram {
public:
    /// Starts the child; `what` names it in messages ("The demo broker"). Its standard input is a socket, its outputs are pipes.
    [[nodiscard]] static Result<std::unique_ptr<ChildProgram>> start(const std::vector<std::string>& arguments, std::string what);
    ~ChildProgram(); ///< ends the child: SIGTERM, then SIGKILL after 1 s
    ChildProgram(const ChildProgram&) = delete;
    ChildProgram& operator=(const ChildProgram&) = delete;

    [[nodiscard]] pid_t pid() const noexcept { return m_pid; }
    /// False once the child has ended; then endReason() says how ("ended by signal 9: its last line of standard error").
    [[nodiscard]] bool alive();
    [[nodiscard]] bool endsWithin(Milliseconds time);
    [[nodiscard]] const std::string& endReason() const noexcept { return m_endReason; }
    /// The raw status of wait(); only meaningful once it is not alive.
    [[nodiscard]] int endStatus() const noexcept { return m_endStatus; }
    void signal(int number);
    /// One line to its standard input. Never waits: what does not fit whole is dropped, and a child that is gone hears nothing.
    void tell(std::string_view line);
    /// For poll(): its standard output; -1 once closed.
    [[nodiscard]] int output() const noexcept { return m_stdoutFd; }
    void closeOutput();

private:
    explicit ChildProgram(std::string what) : m_what(std::move(what)) {}
    [[nodiscard]] Result<void> launch(const std::string& program, const std::vector<std::string>& arguments);
    [[nodiscard]] std::string lastErrorLine() const;

    std::string m_what;
    pid_t m_pid = -1;
    bool m_ended = false;
    int m_endStatus = 0;
    int m_stdinFd = -1; ///< a socket, so that writing to a dead child raises no signal
    int m_stdoutFd = -1;
    int m_stderrFd = -1;
    std::string m_endReason;
};

} // namespace headroom::core
