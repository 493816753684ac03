// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <ctime>

#include "core/base/units.h"

namespace headroom::app {

/// SIGINT and SIGTERM as events to wait for: blocked while this lives, so no handler and no global flag is needed.
/// Thread: create it on the main thread before any other thread exists, because threads inherit the mask.
class StopSignals {
public:
    StopSignals()
    {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGINT);
        sigaddset(&m_signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    }
    ~StopSignals() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Waits at most `timeout`; true when a signal came.
    [[nodiscard]] bool wait(core::Milliseconds timeout) const
    {
        const auto count = timeout.count();
        const timespec time{count / 1000, count % 1000 * 1'000'000};
        return sigtimedwait(&m_signals, nullptr, &time) > 0;
    }

private:
    sigset_t m_signals{};
    sigset_t m_before{};
};

} // namespace headroom::app
