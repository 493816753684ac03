// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/scenario/measured_run.h"
#include "core/scenario/scenario.h"

namespace headroom::core {

/// A numbered step, and the newest sample of its run once there is one.
struct ScenarioProgress {
    std::size_t step = 0; ///< from 1
    std::size_t steps = 0;
    std::string title;
    bool begins = false;             ///< the step has just begun
    const RunSample* sample = nullptr;
};

struct ScenarioOptions {
    /// Measure each run for so long instead, and warm up no longer than that: quicker, with figures that are less steady.
    std::optional<Milliseconds> measure;
    std::function<void(const ScenarioProgress&)> progress; ///< on the calling thread; empty: none
    std::function<bool()> cancelled;                       ///< asked about 20 times a second; empty: never
};

/// A run as it went.
struct RunResult {
    const RunSpec* spec = nullptr;
    Settings settings; ///< it ran with
    RunFigures figures;
};

struct ScenarioResult {
    const ScenarioSpec* spec = nullptr;
    std::vector<RunResult> runs;
    Verdict verdict;      ///< empty when cancelled
    std::string exported; ///< the last run's settings in another client's words; empty where the row names none
    bool cancelled = false;
};

/// The titles of all steps, in turn: each run, what is done in it, and the comparison.
[[nodiscard]] std::vector<std::string> stepTitles(const ScenarioSpec& scenario);

/// Runs a scenario: for each run a demo broker with the same seed, a fresh group and a fresh process, warm-up and measured time;
/// then judges. The user's settings, files and environment have no part in it.
/// Fails when broker or process cannot run. Thread: one that may wait up to a minute; all children die with it.
[[nodiscard]] Result<ScenarioResult> runScenario(const ScenarioSpec& scenario, const ScenarioOptions& options);

} // namespace headroom::core
