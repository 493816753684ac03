// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>
#include <spdlog/logger.h>

#include "app/cli_commands.h"
#include "app/cli_options.h"
#include "app/complaint.h"
#include "app/derive_limits.h"
#include "app/last_run.h"
#include "app/run_loop.h"
#include "app/run_outcome.h"
#include "app/secret_input.h"
#include "core/demo/demo_broker.h"
#include "core/log/logging.h"
#include "core/session/report.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"

namespace headroom::app {
namespace {

struct RunOptions {
    SettingOptions settings;
    std::optional<std::uint64_t> messages;
    std::string duration;
    std::string connectTimeout;
    bool untilEnd = false;
    std::string report;
    std::string record;
    bool derive = false;
    SampleOptions sample;
};

/// All that is needed to begin; made before anything is started, so that bad usage costs nothing.
struct RunPlan {
    core::LayeredSettings settings;
    core::RunLimits limits;
    RunLoop::Options loop;
    std::string report;
    std::string record;
    bool derive = false;
    core::SampleLimits sample;
    std::vector<std::string> given; ///< ids named on the command line
};

/// CLI11's own check names a limit of 309 digits.
CLI::Validator aboveZero()
{
    const auto check = [](const std::string& text) {
        const bool good = text.find_first_not_of("0123456789") == std::string::npos && text.find_first_not_of('0') != std::string::npos;
        return good ? std::string() : fmt::format("\"{}\" is not a whole number above 0", text);
    };
    return {check, ""};
}

void addRunOptions(CLI::App& app, RunOptions& options)
{
    app.add_option("--messages", options.messages, "End after exactly so many messages")->type_name("NUMBER")->check(aboveZero());
    app.add_option("--duration", options.duration, "End after this time, for example 30s")->type_name("TIME");
    app.add_flag("--until-end", options.untilEnd, "End when the end of each partition, as it was at the start, is processed");
    app.add_option("--report", options.report, "Write a report as JSON to this file at the end; - is standard output")->type_name("FILE")->check(notEmpty());
    app.add_option("--record", options.record, "Append one metric sample a line (JSON) to this file while running")->type_name("FILE")->check(notEmpty());
    app.add_option("--connect-timeout", options.connectTimeout, "Give up when no partition was assigned for so long; default 30s, or as long as the group may wait for a member that was killed")->type_name("TIME");
    app.add_flag("--derive", options.derive, "Derive the memory settings from --memory-budget and a look at the topic; those given here stay as given");
    addSampleOptions(app, options.sample);
    addSettingOptions(app, core::settingTable(), options.settings);
}

/// The demo broker's own defaults, where the user chose nothing: quick to rejoin, and nobody to ask.
void applyDemoDefaults(core::LayeredSettings& layered)
{
    constexpr std::int64_t quickSessionTimeoutMs = 6000;
    if (!layered.set.contains("session-timeout-ms"))
        layered.settings.sessionTimeoutMs = quickSessionTimeoutMs;
    if (!layered.set.contains("on-offset-lost"))
        layered.settings.onOffsetLost = "earliest";
}

/// What is derived later must not contradict, now, what the user gave.
void makeRoom(core::Settings& settings, const core::SettingTexts& given)
{
    constexpr core::Bytes framing = 512;
    if (!given.contains("fetch-max-bytes"))
        settings.fetchMaxBytes = std::max(core::kib, std::min(settings.fetchMaxBytes, settings.receiveMessageMaxBytes - framing));
    if (!given.contains("message-max-bytes"))
        settings.messageMaxBytes = std::min(settings.messageMaxBytes, settings.fetchMaxBytes);
    else if (!given.contains("fetch-max-bytes"))
        settings.fetchMaxBytes = std::max(settings.fetchMaxBytes, settings.messageMaxBytes);
    if (!given.contains("receive-message-max-bytes"))
        settings.receiveMessageMaxBytes = std::max(settings.receiveMessageMaxBytes, settings.fetchMaxBytes + framing);
}

core::Result<void> planDerivation(const RunOptions& options, RunPlan& plan)
{
    plan.derive = options.derive;
    for (const auto& [id, text] : options.settings.texts)
        plan.given.push_back(id);
    if (options.derive && plan.settings.settings.memoryBudget <= 0)
        return core::fail(core::ErrorCode::invalidSetting, "--derive needs a budget to derive from: add --memory-budget, for example --memory-budget 64MiB.", "memory-budget");
    const auto limits = parseSampleLimits(options.sample);
    if (!limits)
        return tl::unexpected(limits.error());
    plan.sample = *limits;
    return {};
}

core::Result<void> checkOutputs(const RunPlan& plan)
{
    auto checked = checkOutputPath("--report", plan.report);
    if (checked)
        checked = checkOutputPath("--record", plan.record);
    if (checked)
        checked = checkProcessorFile(plan.settings.settings);
    return checked;
}

/// Who named no time does not mean to fail because a moment ago another member was killed: the group waits for that one until its
/// session timeout, and then for the others to come back.
core::Result<void> planPatience(const std::string& given, RunPlan& plan)
{
    constexpr core::Milliseconds rebalance{15000};
    if (given.empty()) {
        plan.loop.groupTimeout = std::max(plan.loop.connectTimeout, core::Milliseconds(plan.settings.settings.sessionTimeoutMs) + rebalance);
        return {};
    }
    const auto connectTimeout = parseDuration("--connect-timeout", given);
    if (!connectTimeout)
        return tl::unexpected(connectTimeout.error());
    plan.loop.connectTimeout = plan.loop.groupTimeout = *connectTimeout;
    return {};
}

core::Result<RunPlan> makePlan(const RunOptions& options)
{
    auto layered = readSettings(core::settingTable(), options.settings);
    if (!layered)
        return tl::unexpected(layered.error());
    RunPlan plan{std::move(*layered), {options.messages, options.untilEnd, true}, {}, options.report, options.record, false, {}, {}};
    plan.loop.needsPartition = options.untilEnd;
    if (!options.duration.empty()) {
        const auto duration = parseDuration("--duration", options.duration);
        if (!duration)
            return tl::unexpected(duration.error());
        plan.loop.duration = *duration;
    }
    plan.loop.progress = isatty(STDERR_FILENO) == 1;
    if (plan.settings.settings.bootstrapServers == "demo")
        applyDemoDefaults(plan.settings);
    if (options.derive)
        makeRoom(plan.settings.settings, options.settings.texts);
    auto checked = planPatience(options.connectTimeout, plan);
    if (checked)
        checked = core::validateSettings(plan.settings.settings);
    if (checked)
        checked = planDerivation(options, plan);
    if (checked)
        checked = checkOutputs(plan);
    if (checked) // last: nobody types a password for nothing
        checked = askSecrets(core::settingTable(), plan.settings.settings);
    if (!checked)
        return tl::unexpected(checked.error());
    return plan;
}

bool commitsAtEnd(const core::Settings& settings)
{
    return settings.commitOnQuit == "yes" || (settings.commitOnQuit == "ask" && settings.commitMode != "manual");
}

/// Lets go of all that the run held, measures what is left, reports and judges.
int finish(const RunPlan& plan, std::unique_ptr<core::Session> session, RunFacts facts)
{
    core::Snapshot last = *session->latest();
    last.pages.clear();
    core::ReportExtras extras;
    extras.endRss = core::readRss().value_or(core::unknownBytes);
    if (facts.hangs)
        static_cast<void>(session.release()); // nothing that it uses may go
    session.reset();
    extras.afterTrimRss = core::trimHeap().after;
    extras.cpuSeconds = core::processCpuSeconds();

    last.peakRss = core::measuredPeak(last, extras); // one verdict, in the report and here
    facts.commitsWanted = commitsAtEnd(plan.settings.settings);
    dropConsequences(facts, last);
    extras.reason = judgeRun(last, facts).reason;
    if (!plan.report.empty())
        if (const std::string problem = writeReport(plan.report, core::makeReport(core::settingTable(), last, extras)); !problem.empty())
            facts.ownFailure = problem;
    if (plan.report != "-")
        fmt::print("{}", runSummary(last));
    const RunOutcome outcome = judgeRun(last, facts);
    for (const std::string& message : outcome.messages)
        if (std::find(facts.told.begin(), facts.told.end(), message) == facts.told.end())
            complain(message);
    if (facts.hangs) {
        std::fflush(nullptr);
        std::_Exit(static_cast<int>(outcome.code));
    }
    return static_cast<int>(outcome.code);
}

core::Result<std::optional<Recording>> openRecording(const std::string& path)
{
    if (path.empty())
        return std::optional<Recording>();
    auto recording = Recording::open(path);
    if (!recording)
        return tl::unexpected(recording.error());
    return std::optional<Recording>(std::move(*recording));
}

core::Result<int> execute(const RunPlan& plan)
{
    const StopSignals signals; // before any thread
    auto recording = openRecording(plan.record);
    if (!recording)
        return tl::unexpected(recording.error());
    core::Settings settings = plan.settings.settings;
    std::unique_ptr<core::DemoProcess> demo;
    if (settings.bootstrapServers == "demo") {
        // Who waits for a number of messages does not wait for a rate.
        auto started = core::DemoProcess::start(plan.limits.messages ? std::vector<std::string>{"--messages-per-second", "0"} : std::vector<std::string>());
        if (!started)
            return tl::unexpected(started.error());
        demo = std::move(*started);
        settings.bootstrapServers = demo->bootstrapServers();
        // Until a reader has a place nobody is waited for, and at full speed the first records would be gone before it joins.
        for (core::PartitionId partition = 0; plan.limits.messages && partition < core::DemoLoad().partitions; ++partition)
            demo->tellPosition(partition, 0);
    }
    core::SessionDependencies dependencies;
    const core::Logging logging = core::startLogging(logOptions(settings, dependencies.redactor));
    for (const std::string& warning : {logging.warning, core::securityWarning(settings)})
        if (!warning.empty())
            complain(warning);

    if (plan.derive) {
        const auto derived = deriveLimits(settings, plan.given, plan.sample, signals);
        if (!derived)
            return tl::unexpected(derived.error());
        if (!*derived)
            return static_cast<int>(ExitCode::interrupted);
        settings = **derived;
    }
    dependencies.log = logging.logger;
    auto session = std::make_unique<core::Session>(std::move(dependencies));
    if (auto started = session->start(settings, plan.limits); !started)
        return tl::unexpected(started.error());
    RunLoop loop(*session, signals, demo.get(), plan.loop);
    const RunFacts facts = loop.watch(std::move(*recording));
    return finish(plan, std::move(session), facts);
}

} // namespace

int runCommand(int argc, const char* const* argv)
{
    CLI::App app("Consumes with the given settings and reports. Exit codes: 0 done, 1 failed, 2 bad usage, 3 over budget or budget not verified, "
                 "4 unconfirmed commits, 130 interrupted.",
                 "headroom-cli run");
    RunOptions options;
    addRunOptions(app, options);
    if (const auto code = parseCommandLine(app, argc, argv))
        return *code;
    const auto plan = makePlan(options);
    if (!plan)
        return reportError(plan.error());
    for (const std::string& end : LastRun::takeBadEnds(core::stateDirectory()))
        complain(end);
    const LastRun trace(core::stateDirectory());
    const auto code = execute(*plan);
    return code ? *code : reportError(code.error());
}

} // namespace headroom::app
