// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/scenario/run_place.h"
#include "core/scenario/scenario.h"

namespace headroom::core {

/// A run as it went.
struct RunResult {
    const RunSpec* spec = nullptr;
    Settings settings; ///< it ran with
    RunFigures figures;
};

/// All that a scenario found out.
struct ScenarioResult {
    const ScenarioSpec* spec = nullptr;
    std::vector<RunResult> runs;
    Verdict verdict;      ///< empty until all runs are over
    std::string exported; ///< the last run's settings in another client's words; empty where the row names none
    bool cancelled = false;
};

class BudgetLook;

/// Plays a scenario: for each run a demo broker with the same seed and a fresh group, warm-up and measured time; then judges.
/// The user's settings, files and environment have no part in it. Bound: one demo broker, one run.
/// Thread: one that outlives it (the demo broker dies with the thread that starts it). step() waits only for a demo
/// broker to start, some 100 ms.
class ScenarioPlayer {
public:
    enum class State : std::uint8_t { playing, waiting, done, failed };

    /// `place` must outlive it. `measure`: measure each run for so long instead, and warm up no longer than that: quicker,
    /// with figures that are less steady.
    ScenarioPlayer(const ScenarioSpec& scenario, RunPlace& place, std::optional<Milliseconds> measure = {});
    ~ScenarioPlayer(); ///< the place may still hold a run

    /// Looks, and does what is due; 20 times a second while it plays or waits.
    void step();
    /// Wait for next() after each step.
    void setPaced(bool paced);
    void next();

    [[nodiscard]] State state() const;
    [[nodiscard]] const std::vector<ScenarioStep>& steps() const { return m_steps; }
    /// From 0; the last one is the comparison.
    [[nodiscard]] std::size_t stepIndex() const { return m_step; }
    /// Of the run that is under way; null when there is none.
    [[nodiscard]] const RunSample* newest() const;
    [[nodiscard]] const ScenarioResult& result() const { return m_result; }
    /// Why it failed.
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }

private:
    struct Run;
    enum class Stage : std::uint8_t { prepare, look, run, pause, over };

    [[nodiscard]] Result<void> advance();
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> look();
    [[nodiscard]] Result<void> beginRun(bool readsOn);
    [[nodiscard]] Result<void> watchRun();
    [[nodiscard]] Result<void> endRun(RunEnd end);
    void take(const RunSample& sample);
    void takeBrokerAway(const RunSample& now);
    void keepFigures();
    void compare();
    [[nodiscard]] const RunSpec& spec() const { return m_result.spec->runs[m_result.runs.size()]; }
    [[nodiscard]] Bytes share() const;

    RunPlace& m_place;
    const std::optional<Milliseconds> m_measure;
    const std::vector<ScenarioStep> m_steps;
    std::unique_ptr<Run> m_run;
    std::unique_ptr<BudgetLook> m_look;
    Stage m_stage = Stage::prepare;
    std::size_t m_step = 0;
    bool m_paced = false;
    ScenarioResult m_result;
    std::optional<Error> m_failure;
};

/// For who has no loop of his own. All are called on the calling thread; empty: none.
struct ScenarioOptions {
    std::optional<Milliseconds> measure;                  ///< as in ScenarioPlayer
    std::function<void(const ScenarioPlayer&)> progress;  ///< about 50 times a second
    std::function<bool()> cancelled;                      ///< asked as often
};
/// Plays a scenario to its end, each run in a process of its own. Fails when broker or process cannot run. Thread: one that may
/// wait up to a minute; all children die with it.
[[nodiscard]] Result<ScenarioResult> runScenario(const ScenarioSpec& scenario, const ScenarioOptions& options);

} // namespace headroom::core
