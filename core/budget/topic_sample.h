// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/budget/memory_model.h"
#include "core/kafka/topic_sampler.h"

namespace headroom::core {

struct SampleRequest {
    SettingRows rows = settingTable();
    Settings settings;    ///< `bootstrapServers` resolved; its topics are sampled
    SampleLimits limits;
    /// Asked about ten times a second; true ends the sample. Empty: never.
    std::function<bool()> cancelled;
    /// Given what was learned batch by batch: the settings to be tried for the last third of the time, so that what a response
    /// of theirs brings is seen too; nullopt to leave that out (it may need as much memory as they do). Empty: left out.
    std::function<std::optional<Settings>(const TopicFacts& facts, Bytes baseline)> trial;
};

/// What a topic showed in a few seconds.
struct TopicSample {
    TopicFacts facts;
    Bytes baseline = unknownBytes; ///< RSS with a connected client, before the first fetch, after one trim
    SampleOutcome outcome;         ///< both parts together
    bool tried = false;            ///< the trial took place, so that a response's mean size is that of its settings
    std::string shortfall;         ///< for people: why facts or baseline are missing; empty when all is known
};

/// Samples the topics and learns their facts; the process's memory is trimmed once before it fetches and once at the end.
/// Blocks at most `limits.time` + 1 s + socket-timeout-ms (twice that, and a third of the time more, with a trial). Thread: any one.
[[nodiscard]] Result<TopicSample> takeTopicSample(const SampleRequest& request);

} // namespace headroom::core
