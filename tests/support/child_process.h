// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

namespace headroom::test {

/// Another program under test: its output is kept, its end is awaited with a deadline, it dies with its parent.
/// Thread: create and use on the main thread (the kernel's parent-death signal follows the thread that forked).
/// Bound: keeps the whole output; tests run programs that say little.
class ChildProcess {
public:
    using Deadline = std::chrono::milliseconds;

    ChildProcess();
    /// Kills what still runs, also when it is stopped.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Adds or replaces a variable of the child's environment; before start().
    void setEnvironment(const QString& name, const QString& value);
    /// Starts the program; false when it cannot be run.
    [[nodiscard]] bool start(const QString& program, const QStringList& arguments);

    /// Sends a signal (SIGINT, SIGSTOP, ...). Nothing happens when the child has ended.
    void signal(int number);
    /// Waits for the end, at most `deadline`; then the exit code (128 + signal when one ended it), else nothing.
    [[nodiscard]] std::optional<int> waitForEnd(Deadline deadline);
    /// Reads output until `condition` holds, the child ends or `deadline` passes; tells whether it held.
    [[nodiscard]] bool waitUntil(const std::function<bool()>& condition, Deadline deadline);

    [[nodiscard]] bool running();
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// Output so far.
    [[nodiscard]] QByteArray standardOutput();
    [[nodiscard]] QByteArray standardError();

private:
    void collect();

    QProcess m_process;
    QByteArray m_output;
    QByteArray m_error;
};

} // namespace headroom::test
