// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "app/cli_commands.h"
#include "app/cli_options.h"
#include "app/stop_signals.h"
#include "core/base/number_format.h"
#include "core/scenario/one_run.h"
#include "core/scenario/scenario_report.h"

namespace headroom::app {
namespace {

struct ScenarioArguments {
    std::string which;
    std::string measure;
    std::string report;
    bool json = false;
    bool oneRun = false;
};

/// Steps a line each; on a terminal also how the run stands.
class Progress {
public:
    void show(const core::ScenarioPlayer& now)
    {
        for (; m_shown <= now.stepIndex(); ++m_shown) {
            clear();
            fmt::print(stderr, "step {} of {}: {}\n", m_shown + 1, now.steps().size(), now.steps()[m_shown].title);
        }
        const core::RunSample* sample = now.newest();
        if (m_terminal && sample != nullptr && sample->seconds != std::exchange(m_seconds, sample->seconds)) {
            fmt::print(stderr, "\r\033[K  {}", line(*sample));
            m_open = true;
        }
    }
    void clear()
    {
        if (m_open)
            fmt::print(stderr, "\r\033[K");
        m_open = false;
    }

private:
    static std::string line(const core::RunSample& sample)
    {
        using core::Figure;
        return fmt::format("{}{:.1f} s | RSS {} | prefetch {} | in hand {} | {} messages", sample.phase == 0 ? "warming up, " : "", sample.seconds,
                           core::figureText(Figure::rssPeak, sample.rss), core::figureText(Figure::prefetchPeak, sample.prefetch),
                           core::figureText(Figure::inHandPeak, sample.batch), core::formatCount(static_cast<std::int64_t>(sample.messages)));
    }

    const bool m_terminal = isatty(STDERR_FILENO) == 1;
    std::size_t m_shown = 0; ///< steps
    double m_seconds = -1;   ///< of the sample that is shown
    bool m_open = false;
};

std::string jsonText(const nlohmann::ordered_json& json) { return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n"; }

int print(const std::string& text)
{
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return static_cast<int>(written ? ExitCode::done : ExitCode::failed);
}

/// A missed condition is a failure: its reason stands on stderr too.
int judge(const core::ScenarioResult& result)
{
    for (const core::Condition& condition : result.verdict.conditions)
        if (!condition.held)
            fmt::print(stderr, "headroom: missed: {}; {}.\n", condition.text, condition.reason);
    return static_cast<int>(result.verdict.held() ? ExitCode::done : ExitCode::failed);
}

core::Result<int> play(const core::ScenarioSpec& scenario, const ScenarioArguments& arguments, std::optional<core::Milliseconds> measure)
{
    const StopSignals signals; // before any thread
    Progress progress;
    core::ScenarioOptions options;
    options.measure = measure;
    options.progress = [&progress](const core::ScenarioPlayer& now) { progress.show(now); };
    options.cancelled = [&signals] { return signals.wait(core::Milliseconds(0)); };
    const auto result = core::runScenario(scenario, options);
    progress.clear();
    if (!result)
        return tl::unexpected(result.error());
    if (result->cancelled) {
        fmt::print(stderr, "headroom: interrupted; nothing was left behind.\n");
        return static_cast<int>(ExitCode::interrupted);
    }
    const nlohmann::ordered_json json = core::scenarioJson(*result);
    const bool reportOnly = arguments.report == "-";
    if (!arguments.report.empty())
        if (const std::string problem = writeReport(arguments.report, json); !problem.empty())
            return core::fail(core::ErrorCode::io, problem, arguments.report);
    if (!reportOnly && print(arguments.json ? jsonText(json) : core::scenarioText(*result)) != 0)
        return core::fail(core::ErrorCode::io, "The result could not be written to standard output.");
    return judge(*result);
}

core::Result<int> execute(const ScenarioArguments& arguments)
{
    if (arguments.which == "list")
        return print(arguments.json ? jsonText(core::scenarioListJson()) : core::scenarioListText());
    const auto scenario = core::findScenario(arguments.which);
    if (!scenario)
        return tl::unexpected(scenario.error());
    std::optional<core::Milliseconds> measure;
    if (!arguments.measure.empty()) {
        const auto time = parseDuration("--measure", arguments.measure);
        if (!time)
            return tl::unexpected(time.error());
        measure = *time;
    }
    if (auto checked = checkOutputPath("--report", arguments.report); !checked)
        return tl::unexpected(checked.error());
    return play(**scenario, arguments, measure);
}

} // namespace

int scenarioCommand(int argc, const char* const* argv)
{
    CLI::App app("Plays a guided scenario on the demo broker and prints its figures, before and after. \"scenario list\" tells which there are. Exit codes: 0 done and "
                 "all conditions held, 1 failed or a condition was missed, 2 bad usage, 130 interrupted.",
                 "headroom-cli scenario");
    ScenarioArguments arguments;
    app.add_option("scenario", arguments.which, "Number or name of a scenario, or list")->type_name("N");
    app.add_flag("--json", arguments.json, "Print JSON");
    app.add_option("--report", arguments.report, "Write the JSON to this file too; - is standard output, instead of the table")->type_name("FILE")->check(notEmpty());
    app.add_option("--measure", arguments.measure, "Measure each run for so long instead, for example 4s: quicker and less steady")->type_name("TIME");
    app.add_flag("--one-run", arguments.oneRun)->group(""); // the process of a run, started by a scenario
    if (const auto code = parseCommandLine(app, argc, argv))
        return *code;
    if (arguments.oneRun)
        return core::runOneRun();
    if (arguments.which.empty())
        return reportError(core::findScenario("").error());
    const auto code = execute(arguments);
    return code ? *code : reportError(code.error());
}

} // namespace headroom::app
