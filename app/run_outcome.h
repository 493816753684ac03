// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli_options.h"
#include "core/session/snapshot.h"

namespace headroom::app {

/// What the caller of a session knows beside its last snapshot.
struct RunFacts {
    bool interrupted = false;      ///< SIGINT or SIGTERM asked for the end
    bool neverConnected = false;   ///< the connect timeout passed without a partition
    bool commitsWanted = true;     ///< processed offsets should have been committed at the end
    std::vector<std::string> told; ///< said a moment before a run that could not go on ended: not to be said again
    bool hangs = false;            ///< it did not end when told to, nor when forced
    std::string brokerEnded;       ///< how the demo broker, a child of ours, ended before the run did; empty: it did not
    std::string ownFailure;        ///< for example the report could not be written; empty: none
};

struct RunOutcome {
    ExitCode code = ExitCode::done;
    std::vector<std::string> messages; ///< one sentence each, for stderr, most severe first
    std::optional<core::Error> reason; ///< why it failed where only the caller knows: for the report
};

/// A demo broker that has ended closes its connections: what the client makes of that (it may guess at a login) is not worth telling.
void dropConsequences(const RunFacts& facts, core::Snapshot& last);

/// Pure: the exit code of a run and why, by the precedence 1, 130, 4, 3, 0. 0 promises a held budget, so one that could not
/// be verified ends with 3.
[[nodiscard]] RunOutcome judgeRun(const core::Snapshot& last, const RunFacts& facts);

/// "0 MESSAGES, rate, peak ..." for people: a few lines.
[[nodiscard]] std::string runSummary(const core::Snapshot& last);

/// One line for a terminal while it runs.
[[nodiscard]] std::string progressLine(const core::Snapshot& now);

} // namespace headroom::app
