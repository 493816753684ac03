// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/scenario/figures.h"
#include "core/settings/settings.h"

namespace headroom::core {

/// A setting and its value, both as the settings table writes them.
struct SettingDelta {
    std::string_view id;
    std::string_view text;
};

/// What the demo broker serves: options of `headroom-cli demo-broker`.
struct ScenarioLoad {
    std::string_view title;
    std::span<const std::string_view> arguments;
};

enum class RunAction : std::uint8_t {
    apply,  ///< the step's settings, live
    trim,   ///< give free heap back to the system
    commit, ///< commit by hand what is processed
    letGo,  ///< pause, then let go of the messages that are kept on purpose
};

/// Something done after the measured time, and how long the run is watched then.
struct RunStep {
    std::string_view title;
    RunAction action = RunAction::trim;
    double seconds = 0;
    std::span<const SettingDelta> settings = {};
};

/// One message in a hundred is kept on purpose.
enum class Keep : std::uint8_t { nothing, byReference, asCopy };

/// One run of a scenario: a fresh process, a fresh group, a fresh demo broker.
struct RunSpec {
    std::string_view name;                  ///< "A"
    std::string_view title;                 ///< what is different, in a few words
    std::span<const SettingDelta> settings = {}; ///< on top of the scenario's
    double warmUp = 3;                      ///< seconds from the first message on
    double measured = 10;                   ///< seconds
    std::span<const RunStep> steps = {};    ///< after the measured time
    const ScenarioLoad* load = nullptr;     ///< instead of the scenario's
    Keep keep = Keep::nothing;
    /// Kill the process (SIGKILL) when so many messages are processed; a second process of the group then reads on. 0: no.
    std::int64_t killAfter = 0;
    double outage = 0;                      ///< seconds without a broker, from the third measured second on
    /// Budget above the baseline, so that the consumer has the same room whatever its process is. 0: as the settings say.
    Bytes share = 0;
    double shareOfFirst = 0;                ///< the same, as a part of what the first run had above its baseline
    bool derive = false;                    ///< derive the memory settings from the budget and a look at the topic
};

/// One thing that must hold for the technique to have shown itself.
struct Condition {
    std::string text;   ///< with the figures of the runs
    bool held = false;
    std::string reason; ///< the likely one, when it was missed
};

struct Verdict {
    std::vector<Condition> conditions;
    std::string sentence; ///< what the figures say, for people
    [[nodiscard]] bool held() const noexcept;
};

/// A guided scenario: all that the window and the command line know of it is in its row.
struct ScenarioSpec {
    int id = 0;
    std::string_view name;  ///< "fetch-limits"
    std::string_view title;
    std::string_view watch; ///< what to look at
    const ScenarioLoad* load = nullptr;
    std::span<const SettingDelta> settings; ///< of every run
    std::span<const RunSpec> runs;          ///< the first is "before", the last is "after"
    std::span<const Figure> figures;        ///< rows of the card
    /// Pure. Gets the figures of all runs, in the order of the table.
    Verdict (*judge)(std::span<const RunFigures> runs) = nullptr;
    std::string_view page;                  ///< panel of the window that shows it, beside the charts; empty: any
    std::string_view exportAs;              ///< another client that the last run's settings are shown for; empty: none
};

/// The six scenarios, in the order of their ids.
[[nodiscard]] std::span<const ScenarioSpec> scenarioTable() noexcept;

/// By id ("2") or name ("small-polls"). Fails with what there is, and with the nearest name.
[[nodiscard]] Result<const ScenarioSpec*> findScenario(std::string_view text);

/// A run by its name; null when there is none.
[[nodiscard]] const RunSpec* findRun(int scenario, std::string_view name) noexcept;

/// The settings of a run before a budget is set: defaults, then those of every run, the scenario's and the run's own. Fails with
/// the row's message.
[[nodiscard]] Result<Settings> runSettings(const ScenarioSpec& scenario, const RunSpec& run);
/// `settings` with the values of `deltas`; fails with the row's message.
[[nodiscard]] Result<Settings> withDeltas(Settings settings, std::span<const SettingDelta> deltas);

/// A numbered step as people follow it.
struct ScenarioStep {
    std::string title;
    std::string wait; ///< what it waits for
};
/// All steps, in turn: each run, what is done in it, and the comparison.
[[nodiscard]] std::vector<ScenarioStep> stepsOf(const ScenarioSpec& scenario);

/// How long it takes when nothing goes wrong, starting and closing included: seconds, an upper bound.
[[nodiscard]] double expectedSeconds(const ScenarioSpec& scenario);

} // namespace headroom::core
