// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/session.h"
#include "tests/support/invariant_monitor.h"

namespace headroom::test {

/// What a test knows and asks of the consumers that one member has had. Thread: the atomics any; `sent` under `mutex`.
struct WatchedMember {
    struct Sent {
        std::vector<core::SlotOffset> offsets;
        int assignments = 0; ///< seen when it was sent
        bool inRevoke = false;
    };
    int member = 0;
    bool keysAreIds = true;                 ///< else a record is known by its place alone, and not as lost
    std::function<void()> readProcessed;    ///< tells the monitor what was processed by now; called on the worker
    std::function<void(core::Settings&)> adjust; ///< last change of the settings a client is made with
    std::function<void(std::string_view)> clientLine; ///< each line of the client library's own log; called on the worker
    std::function<void()> atAssignment;  ///< before the session hears of it; called on the worker
    std::function<void()> atRevocation;  ///< the same
    core::Milliseconds processDelay{0};                   ///< each message takes so much longer
    std::function<core::Bytes()> readRss;        ///< what the session takes for its RSS; empty: the true one
    std::atomic<int> made{0};               ///< clients
    std::atomic<int> assignments{0};
    std::atomic<int> revocations{0};
    std::atomic<int> losses{0};             ///< revocations with the assignment lost
    std::atomic<int> openCommits{0};        ///< sent and not answered
    std::atomic<int> openAtRevoke{0};       ///< revocations that came while one was
    std::atomic<int> takes{0};
    std::atomic<bool> stall{false};         ///< while set the worker is stuck inside take()
    std::mutex mutex;
    std::vector<Sent> sent;                 ///< every commit as it went to the client library

    [[nodiscard]] std::size_t sentCount()
    {
        const std::scoped_lock lock(mutex);
        return sent.size();
    }
};

/// Session dependencies whose consumer is the real one, with everything that passes between it and the session told to
/// the monitor. Both must outlive the session.
[[nodiscard]] core::SessionDependencies watchedDependencies(InvariantMonitor& monitor, WatchedMember& member);

} // namespace headroom::test
