// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/redactor.h"
#include "core/log/log_ring.h"

namespace spdlog {
class logger;
}

namespace headroom::core {

/// The log of one process: an asynchronous spdlog logger (a full queue drops the oldest and counts, it never makes the
/// worker wait) into a rotating file and the ring of the log pane. No payloads and no secrets are ever logged.
struct Logging {
    std::shared_ptr<spdlog::logger> logger;
    std::shared_ptr<LogRing> ring;
    std::string file;    ///< empty when no file could be opened
    std::string warning; ///< one sentence when the file could not be opened (read-only home); the program goes on
    /// Messages the full queue dropped so far. Thread: any.
    std::function<std::uint64_t()> dropped;
};

/// The queue holds 1,024 messages; the file is rotated at 5 MiB, three files in all. When the last owner of `logger`
/// lets go, what is queued is written and the writer thread joined.
struct LoggingOptions {
    std::string directory;        ///< where headroom.log lies; created when missing
    bool alsoStderr = false;
    std::string level = "info";
    std::shared_ptr<const Redactor> redactor; ///< takes secrets out of each line before any sink has it; null: none
};

/// Nothing of it is registered globally; two calls give two independent logs.
[[nodiscard]] Logging startLogging(const LoggingOptions& options);

/// $HEADROOM_HOME, else the XDG directory of that kind + "/headroom".
[[nodiscard]] std::string configDirectory();
[[nodiscard]] std::string stateDirectory();

} // namespace headroom::core
