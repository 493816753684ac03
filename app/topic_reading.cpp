// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/topic_reading.h"

#include <charconv>

#include <fmt/format.h>

#include "app/cli_options.h"
#include "core/metrics/history.h"

namespace headroom::app {
namespace {

constexpr std::int64_t mostMessages = 10'000'000;
constexpr core::Milliseconds shortest{10}; ///< it is parted in two, neither of which may be none
constexpr core::Milliseconds longest{600'000};

} // namespace

void addSampleOptions(CLI::App& app, SampleOptions& storage)
{
    app.add_option("--sample-messages", storage.messages, "Look at no more messages of the topic; default 20000")->type_name("NUMBER");
    app.add_option("--sample-time", storage.time, "Look at the topic for no longer; default 3s")->type_name("TIME");
}

core::Result<core::SampleLimits> parseSampleLimits(const SampleOptions& options)
{
    core::SampleLimits limits;
    const char* end = options.messages.data() + options.messages.size();
    const auto read = std::from_chars(options.messages.data(), end, limits.messages);
    if (read.ec != std::errc() || read.ptr != end || limits.messages < 1 || limits.messages > mostMessages)
        return core::fail(core::ErrorCode::invalidSetting, fmt::format("--sample-messages = \"{}\": write a whole number. Allowed: 1 ... {}.", options.messages, mostMessages), "--sample-messages");
    const auto time = parseDuration("--sample-time", options.time);
    if (!time)
        return tl::unexpected(time.error());
    if (*time < shortest)
        return core::fail(core::ErrorCode::invalidSetting, fmt::format("--sample-time = \"{}\": at least 10ms; 3s is the usual.", options.time),
                          "--sample-time");
    if (*time > longest)
        return core::fail(core::ErrorCode::invalidSetting, fmt::format("--sample-time = \"{}\": at most 10min.", options.time), "--sample-time");
    limits.time = *time;
    return limits;
}

core::Result<core::TopicSample> readTopic(core::SampleRequest request, const StopSignals& signals, bool& interrupted)
{
    request.cancelled = [&] {
        interrupted = interrupted || signals.wait(core::Milliseconds(0));
        return interrupted;
    };
    return core::takeTopicSample(request);
}

core::ModelInput modelInput(const core::Settings& settings, const core::TopicFacts& facts, core::Bytes baseline)
{
    core::ModelInput input;
    input.settings = settings;
    input.facts = facts;
    input.baseline = baseline;
    input.window = core::History::fullBytes();
    return input;
}

} // namespace headroom::app
