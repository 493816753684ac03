// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "app/stop_signals.h"
#include "core/budget/topic_sample.h"

namespace headroom::app {

/// What the command line said about a sample.
struct SampleOptions {
    std::string messages = "20000";
    std::string time = "3s";
};

/// Adds --sample-messages and --sample-time.
void addSampleOptions(CLI::App& app, SampleOptions& storage);

[[nodiscard]] core::Result<core::SampleLimits> parseSampleLimits(const SampleOptions& options);

/// Samples the topic of `settings` (servers resolved) until SIGINT or SIGTERM; `interrupted` tells of them.
[[nodiscard]] core::Result<core::TopicSample> readTopic(core::SampleRequest request, const StopSignals& signals, bool& interrupted);

/// What the model computes from: these settings on a topic as the sample showed it, with a history at its fullest.
[[nodiscard]] core::ModelInput modelInput(const core::Settings& settings, const core::TopicFacts& facts, core::Bytes baseline);

} // namespace headroom::app
