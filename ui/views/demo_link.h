// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QString>

#include "core/demo/demo_process.h"
#include "core/session/snapshot.h"

namespace headroom::ui {

/// The demo broker while the window is connected to it: started when wanted, told where its reader is, watched.
/// Thread: GUI. Bound: one child process.
class DemoLink {
public:
    /// "demo" as the broker's address.
    [[nodiscard]] static bool wantedBy(const core::Settings& settings);
    /// What the demo broker wants instead of a default; what the user chose stays.
    static void takeDefaults(core::Settings& settings);

    /// Starts the broker unless it runs, and puts its address and defaults into the settings.
    [[nodiscard]] core::Result<void> resolve(core::Settings& settings);
    void end() { m_process.reset(); }
    [[nodiscard]] bool alive() const { return m_process != nullptr && m_process->alive(); }
    /// -1 when there is none.
    [[nodiscard]] int pid() const { return m_process == nullptr ? -1 : static_cast<int>(m_process->pid()); }
    /// It keeps a bounded backlog in front of its reader, so it must know where the reader is.
    void tell(const core::Snapshot& now);
    /// Why it ended, once, when it ended by itself.
    [[nodiscard]] std::optional<QString> takeDeath();

private:
    [[nodiscard]] core::Result<void> ensure(const core::Settings& settings);

    std::unique_ptr<core::DemoProcess> m_process;
};

} // namespace headroom::ui
