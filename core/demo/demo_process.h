// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/demo/child_program.h"

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

    [[nodiscard]] const std::string& bootstrapServers() const noexcept { return m_bootstrapServers; }
    [[nodiscard]] const std::string& topic() const noexcept { return m_topic; }
    [[nodiscard]] pid_t pid() const noexcept { return m_child->pid(); }
    /// False once the child has ended; then endReason() says how ("ended by signal 9").
    [[nodiscard]] bool alive() { return m_child->alive(); }
    [[nodiscard]] const std::string& endReason() const noexcept { return m_child->endReason(); }
    /// Tells the broker our position, so that it produces as we read, committed or not (some times a second is enough;
    /// see runDemoBroker). Never waits; when the child is slow or gone the news is dropped.
    void tellPosition(PartitionId partition, Offset position);

    /// False breaks its connections and refuses new ones until true is told; what it holds stays. Never waits.
    void setReachable(bool reachable);

private:
    explicit DemoProcess(std::unique_ptr<ChildProgram> child) : m_child(std::move(child)) {}
    [[nodiscard]] Result<void> readFirstLines(Milliseconds timeout);
    [[nodiscard]] bool takeLines();

    std::unique_ptr<ChildProgram> m_child; ///< its output is read only until the first lines are there
    std::string m_output;
    std::string m_bootstrapServers;
    std::string m_topic;
};

} // namespace headroom::core
