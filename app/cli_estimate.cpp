// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "app/cli_commands.h"
#include "app/cli_options.h"
#include "app/complaint.h"
#include "app/estimate_report.h"
#include "app/secret_input.h"
#include "app/topic_reading.h"
#include "core/demo/demo_process.h"
#include "core/log/logging.h"
#include "core/settings/setting_codec.h"

namespace headroom::app {
namespace {

/// Settings whose ceiling is above this are not tried out. It includes the most that decoding may take, which few need.
constexpr core::Bytes trialCeiling = 384 * core::mib;

struct EstimateOptions {
    SettingOptions settings;
    SampleOptions sample;
    bool json = false;
};

/// `settings` themselves, unless trying them could take more than a look should.
std::optional<core::Settings> affordable(const core::Settings& settings, const core::TopicFacts& facts, core::Bytes baseline)
{
    const core::Bytes ceiling = core::forecastMemory(modelInput(settings, facts, baseline)).ceiling.total;
    return ceiling != core::unknownBytes && ceiling <= trialCeiling ? std::optional(settings) : std::nullopt;
}

core::Result<int> estimate(core::Settings settings, const core::SampleLimits& limits, bool json)
{
    const StopSignals signals; // before any thread
    // What a run has besides its client belongs to the baseline here too, or the two would not agree on the least budget.
    const core::Logging logging = core::startLogging(logOptions(settings, std::make_shared<core::Redactor>()));
    std::unique_ptr<core::DemoProcess> demo;
    core::SampleRequest request;
    request.settings = settings;
    request.limits = limits;
    if (settings.bootstrapServers == "demo") {
        auto started = core::DemoProcess::start();
        if (!started)
            return tl::unexpected(started.error());
        demo = std::move(*started);
        request.settings.bootstrapServers = demo->bootstrapServers();
    }
    const core::Settings resolved = request.settings;
    request.trial = [&resolved](const core::TopicFacts& facts, core::Bytes baseline) { return affordable(resolved, facts, baseline); };
    bool interrupted = false;
    auto sample = readTopic(std::move(request), signals, interrupted);
    if (!sample)
        return tl::unexpected(sample.error());
    if (!sample->shortfall.empty())
        complain(sample->shortfall);
    const EstimateFindings findings = findEstimate(settings, std::move(*sample));
    if (json)
        fmt::print("{}\n", estimateJson(findings).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    else
        fmt::print("{}", estimateText(findings));
    return static_cast<int>(interrupted ? ExitCode::interrupted : ExitCode::done);
}

} // namespace

int estimateCommand(int argc, const char* const* argv)
{
    CLI::App app("Looks at a topic for a few seconds, in no group, and tells how much memory these settings need on it: the ceiling and the estimate, by term. "
                 "With --memory-budget also the settings that hold it. Exit codes: 0 done, also when the budget is refused, 1 failed, 2 bad usage, 130 interrupted.",
                 "headroom-cli estimate");
    EstimateOptions options;
    app.add_flag("--json", options.json, "Print JSON");
    addSampleOptions(app, options.sample);
    addSettingOptions(app, core::settingTable(), options.settings);
    if (const auto code = parseCommandLine(app, argc, argv))
        return *code;
    const auto limits = parseSampleLimits(options.sample);
    if (!limits)
        return reportError(limits.error());
    auto layered = readSettings(core::settingTable(), options.settings);
    if (!layered)
        return reportError(layered.error());
    if (const auto valid = core::validateSettings(layered->settings); !valid)
        return reportError(valid.error());
    if (const auto asked = askSecrets(core::settingTable(), layered->settings); !asked)
        return reportError(asked.error());
    const auto code = estimate(layered->settings, *limits, options.json);
    return code ? *code : reportError(code.error());
}

} // namespace headroom::app
