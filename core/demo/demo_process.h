// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/base/result.h"
#include "core/base/units.h"

namespace headroom::core {

/// The demo broker as a child process: `headroom-cli demo-broker` beside this executable (or the program that the
/// environment names in HEADROOM_CLI). Its memory is not ours, it may abort, and it dies with us (parent-death signal
/// and end of its standard input); Ctrl-C in a terminal does not reach it.
/// Thread: create and destroy on a thread that lives as long as the child should (the main thread): the child dies
/// when the thread that started it ends. The other calls: one thread at a time. Holds at most 64 KiB of its messages.
class DemoProcess {
public:
    /// Starts the child and waits at most `timeout` for its first lines. `arguments` are further options.
    [[nodiscard]] static Result<std::unique_ptr<DemoProcess>> start(const std::vector<std::string>& arguments = {}, Milliseconds timeout = Milliseconds(5000));
    ~DemoProcess(); ///< ends the child: SIGTERM, then SIGKILL after 1 s

    DemoProcess(const DemoProcess&) = delete;
    DemoProcess& operator=(const DemoProcess&) = delete;

    [[nodiscard]] const std::string& bootstrapServers() const noexcept { return m_bootstrapServers; }
    [[nodiscard]] const std::string& topic() const noexcept { return m_topic; }
    [[nodiscard]] pid_t pid() const noexcept { return m_pid; }
    /// False once the child has ended; then endReason() says how ("ended by signal 9").
    [[nodiscard]] bool alive();
    [[nodiscard]] const std::string& endReason() const noexcept { return m_endReason; }
    /// Tells the broker our position, so that it produces as we read, committed or not (some times a second is enough;
    /// see runDemoBroker). Never waits; when the child is slow or gone the news is dropped.
    void tellPosition(PartitionId partition, Offset position);

private:
    DemoProcess() = default;
    [[nodiscard]] Result<void> launch(const std::string& program, const std::vector<std::string>& arguments);
    [[nodiscard]] Result<void> readFirstLines(Milliseconds timeout);
    [[nodiscard]] bool takeLines();
    [[nodiscard]] std::string lastErrorLine() const;
    [[nodiscard]] bool endsWithin(Milliseconds time);

    pid_t m_pid = -1;
    bool m_ended = false;
    int m_stdinFd = -1;  ///< a socket, so that writing to a dead child raises no signal
    int m_stdoutFd = -1; ///< only until the first lines are there
    int m_stderrFd = -1;
    std::string m_output;
    std::string m_bootstrapServers;
    std::string m_topic;
    std::string m_endReason;
};

} // namespace headroom::core
