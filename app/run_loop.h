// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "app/run_outcome.h"
#include "app/stop_signals.h"
#include "core/demo/demo_process.h"
#include "core/session/session.h"

namespace headroom::app {

/// Appends one line of JSON per snapshot, each flushed, up to 64 MiB; then it stops and says so.
/// Thread: main.
class Recording {
public:
    [[nodiscard]] static core::Result<Recording> open(const std::string& path);
    /// The problem in words, once; empty when there is none.
    [[nodiscard]] std::string add(const core::Snapshot& snapshot);

private:
    struct Closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    std::string m_path;
    std::unique_ptr<std::FILE, Closer> m_file;
    core::Bytes m_written = 0;
};

/// Watches a session from the main thread until it has ended: progress, recording, signals, the deadlines that only
/// the caller has.
class RunLoop {
public:
    struct Options {
        std::optional<core::Milliseconds> duration;
        core::Milliseconds connectTimeout{30000}; ///< until a partition is assigned
        core::Milliseconds groupTimeout{30000};   ///< the same, once the group's coordinator is connected; at least connectTimeout
        bool needsPartition = false; ///< an assignment of none is still to be waited for: the run has an end to reach
        bool progress = false; ///< standard error is a terminal
    };
    RunLoop(core::Session& session, const StopSignals& signals, core::DemoProcess* demo, Options options);

    /// Returns when the session has ended.
    [[nodiscard]] RunFacts watch(std::optional<Recording> recording);

private:
    using Time = std::chrono::steady_clock::time_point;
    void look(const core::Snapshot& now);
    void checkDeadlines(const core::Snapshot& now);
    void checkDemo();
    [[nodiscard]] bool demoGone() const { return m_demo != nullptr && !m_demo->alive(); }
    void tellDemo(const core::Snapshot& now);
    void record(const core::Snapshot& now);
    void showProgress(const core::Snapshot& now);
    void showErrors(const core::Snapshot& now);
    void showBudget(const core::Snapshot& now);
    void showWaiting(const core::Snapshot& now);
    void say(const std::string& message);
    [[nodiscard]] bool hangs();
    void stop(core::StopCommit policy = core::StopCommit::bySetting);

    core::Session& m_session;
    const StopSignals& m_signals;
    core::DemoProcess* m_demo;
    Options m_options;
    std::optional<Recording> m_recording;
    RunFacts m_facts;
    Time m_started;
    Time m_nextProgress;
    Time m_nextTold;
    Time m_stopAt; ///< when the end was asked for first
    std::uint64_t m_lastSequence = 0;
    std::set<std::string, std::less<>> m_told; ///< errors; each once
    bool m_connected = false;
    bool m_stopAsked = false;
    bool m_budgetShown = false;
    bool m_waitingShown = false;
    bool m_limitShown = false;
    bool m_starvingShown = false;
    bool m_progressOpen = false; ///< the cursor stands behind a progress line
};

} // namespace headroom::app
