// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/scenario/scenario.h"
#include "core/scenario/verdicts.h"

namespace headroom::core {
namespace {

using enum Figure;
using Deltas = SettingDelta[];
using Arguments = std::string_view[];

// What the demo broker serves. At rate 0 it keeps its backlog full, so that the consumer's own pace is what it reads at.
constexpr Arguments largeArguments{"--size", "fixed:49152", "--compressibility", "3", "--batch-bytes", "524288", "--backlog-bytes", "4194304",
                                   "--messages-per-second", "0", "--seed", "7"};
constexpr ScenarioLoad large{"48 KiB JSON, lz4 about 3:1, 8 partitions, backlog full", largeArguments};
// Smaller batches: what the client's default limits let come beyond a full queue is small beside it.
constexpr Arguments evenArguments{"--size", "fixed:49152", "--compressibility", "3", "--batch-bytes", "262144", "--backlog-bytes", "4194304",
                                  "--messages-per-second", "0", "--seed", "7"};
constexpr ScenarioLoad even{"48 KiB JSON in batches of 256 KiB, lz4 about 3:1, 8 partitions, backlog full", evenArguments};
constexpr Arguments pacedArguments{"--size", "fixed:49152", "--compressibility", "3", "--batch-bytes", "524288", "--messages-per-second", "420",
                                   "--initial-messages", "0", "--seed", "7"};
constexpr ScenarioLoad paced{"48 KiB JSON, 420 messages a second", pacedArguments};
constexpr Arguments smallArguments{"--size", "fixed:1024", "--messages-per-second", "0", "--messages", "20000", "--seed", "7"};
constexpr ScenarioLoad small{"1 KiB JSON, 8 partitions, 20,000 messages", smallArguments};
constexpr Arguments tinyArguments{"--size", "fixed:100", "--headers", "0", "--backlog-bytes", "4194304", "--messages-per-second", "40000", "--initial-messages", "0",
                                  "--messages", "200000", "--seed", "7"};
constexpr ScenarioLoad tiny{"100-byte values, 8 partitions, a burst of 200,000 in 5 s", tinyArguments};

// 1. The limits of a response, and the one of the queue. A costs about 420 messages a second.
constexpr Deltas fetchCommon{{"processor", "delay"},
                             {"process-delay-us", "2400"}, {"queued-max-messages-kbytes", "64MiB"}, {"queued-min-messages", "100000"}};
constexpr Deltas clientLimits{{"fetch-max-bytes", "50MiB"}, {"max-partition-fetch-bytes", "1MiB"}, {"message-max-bytes", "1000000"}};
constexpr Deltas twoLimits{{"fetch-max-bytes", "1MiB"}, {"max-partition-fetch-bytes", "512KiB"}, {"message-max-bytes", "512KiB"}};
constexpr Deltas threeLimits{{"fetch-max-bytes", "1MiB"}, {"max-partition-fetch-bytes", "512KiB"}, {"message-max-bytes", "512KiB"}, {"queued-max-messages-kbytes", "4MiB"}};
constexpr RunSpec fetchRuns[]{
    {.name = "A", .title = "client defaults", .settings = clientLimits},
    {.name = "B", .title = "the two fetch limits", .settings = twoLimits},
    {.name = "C", .title = "B and the queue limit", .settings = threeLimits},
};
constexpr Figure fetchFigures[]{prefetchPeak, rssPeak, rssAboveBaseline, ceiling, largestResponse, rate};

// 2. Records a poll. The batch in hand is what one poll returned, as in a loop around poll().
constexpr Deltas pollCommon{{"processor", "delay"},
                            {"process-delay-us", "5000"}, {"batch-bytes", "64MiB"}};
constexpr Deltas largePolls{{"max-poll-records", "500"}, {"batch-size", "500"}};
constexpr Deltas smallPolls{{"max-poll-records", "10"}, {"batch-size", "10"}};
constexpr Deltas smallPollsAndQueue{{"max-poll-records", "10"}, {"batch-size", "10"}, {"queued-max-messages-kbytes", "4MiB"}};
constexpr RunSpec pollRuns[]{
    {.name = "A", .title = "500 records a poll", .settings = largePolls},
    {.name = "B", .title = "10 records a poll", .settings = smallPolls},
    {.name = "C", .title = "B and the queue limit", .settings = smallPollsAndQueue},
};
constexpr Figure pollFigures[]{recordsPerPoll, inHandPeak, handOutGap, prefetchPeak, rssAboveBaseline, rate};

// 3. When to commit. 50 ms a message: a batch takes five seconds, the kill comes in the middle of the second.
constexpr Deltas commitCommon{{"processor", "delay"},
                              {"process-delay-us", "50000"}, {"max-poll-records", "100"}, {"batch-size", "100"}};
constexpr Deltas autoCommit{{"commit-mode", "auto"}, {"commit-interval-ms", "1000"}};
constexpr Deltas batchCommit{{"commit-mode", "batch"}};
constexpr RunSpec commitRuns[]{
    {.name = "A", .title = "auto commit each second", .settings = autoCommit, .warmUp = 0, .measured = 20, .killAfter = 150},
    {.name = "B", .title = "commit after processing", .settings = batchCommit, .warmUp = 0, .measured = 20, .killAfter = 150},
};
constexpr Figure commitFigures[]{lost, repeated, atRiskAtKill, commits, commitP50, commitP95};

// 4. Collect, process, clear, commit. A small queue, so that what grows is the batch.
constexpr Deltas batchCommon{{"queued-max-messages-kbytes", "4MiB"}};
constexpr Deltas neverClear{{"guard", "pause"}, {"batch-size", "100000"}, {"batch-bytes", "1GiB"}, {"batch-linger-ms", "60000"}};
constexpr Deltas clearEach{{"batch-size", "100"}, {"processor", "delay"}, {"process-delay-us", "2400"}};
constexpr RunStep lettingGo[]{{.title = "Let go of the kept messages", .action = RunAction::letGo, .seconds = 1.5}};
constexpr RunSpec batchRuns[]{
    {.name = "A", .title = "collect, never clear", .settings = neverClear, .warmUp = 1, .load = &paced, .share = 140 * mib},
    {.name = "B", .title = "batches of 100, cleared", .settings = clearEach},
    {.name = "C", .title = "B, one in 100 kept by reference", .settings = clearEach, .measured = 8, .steps = lettingGo, .keep = Keep::byReference},
    {.name = "D", .title = "B, one in 100 kept as a copy", .settings = clearEach, .measured = 8, .steps = lettingGo, .keep = Keep::asCopy},
};
constexpr Figure batchFigures[]{inHandPeak, rssPeak, slope, atRiskPeak, kept, pinned, pauses};

// 5. RSS after a burst, and the guard.
constexpr Deltas rssCommon{{"processor", "delay"}, {"process-delay-us", "1000"},
                           {"queued-max-messages-kbytes", "64MiB"}, {"queued-min-messages", "100000"}, {"max-poll-records", "100"}};
constexpr Deltas unguarded{{"trim-after-drain", "false"}};
constexpr Deltas guarded{{"guard", "adapt"}};
constexpr Deltas fast{{"processor", "none"}};
constexpr RunStep drainAndTrim[]{{.title = "Drain the burst, then wait 10 s", .action = RunAction::apply, .seconds = 10, .settings = fast},
                                 {.title = "Trim", .action = RunAction::trim, .seconds = 2}};
constexpr RunStep drainOnly[]{{.title = "Drain the burst under the guard", .action = RunAction::apply, .seconds = 5, .settings = fast}};
constexpr RunSpec rssRuns[]{
    {.name = "A", .title = "a burst, guard off", .settings = unguarded, .warmUp = 3, .measured = 5, .steps = drainAndTrim},
    {.name = "B", .title = "the same, guard on, 30 % less memory", .settings = guarded, .warmUp = 3, .measured = 8, .steps = drainOnly, .shareOfFirst = 0.7},
};
constexpr Figure rssFigures[]{rssPeak, baseline, rssAfterDrain, slackAfterDrain, rssAfterTrim, returnedByTrim, budget, pauses, adaptations, refetched};

// 6. All of it.
constexpr Deltas wholeCommon{{"session-timeout-ms", "10000"}, {"guard", "observe"}, {"processor", "delay"},
                             {"process-delay-us", "5000"}, {"fetch-max-bytes", "50MiB"}, {"max-partition-fetch-bytes", "1MiB"}, {"message-max-bytes", "1000000"},
                             {"queued-max-messages-kbytes", "64MiB"}, {"queued-min-messages", "100000"}, {"max-poll-records", "500"}};
constexpr Deltas basic{{"start", "earliest"}};
constexpr RunStep byHand[]{{.title = "Commit by hand", .action = RunAction::commit, .seconds = 1}};
constexpr RunSpec wholeRuns[]{
    {.name = "A", .title = "the basic consumer, all else default", .settings = basic},
    {.name = "B", .title = "one budget, broker away for 5 s", .settings = basic, .measured = 22, .steps = byHand, .outage = 5, .share = 50 * mib, .derive = true},
};
constexpr Figure wholeFigures[]{rssPeak, rssAboveBaseline, ceiling, budget, prefetchPeak, lagAtEnd, lost, repeated, recovery, settingsChanged};

constexpr std::array table{
    ScenarioSpec{1, "fetch-limits", "Fetch limits", "The blue layer, the prefetch queue: B fills it as high as A, C does not.", &even, fetchCommon, fetchRuns, fetchFigures, &judgeFetchLimits, {}, {}},
    ScenarioSpec{2, "small-polls", "Small polls", "The gaps between hand-outs shrink; the blue layer, the prefetch queue, stays.", &large, pollCommon, pollRuns, pollFigures, &judgeSmallPolls, {}, {}},
    ScenarioSpec{3, "manual-commit", "Manual commit", "What is at risk turns from loss into repeat.", &small, commitCommon, commitRuns, commitFigures, &judgeManualCommit, "commits", {}},
    ScenarioSpec{4, "batches", "Batch, process, clear, commit", "A saw-tooth against a ramp; and what one kept message holds.", &large, batchCommon, batchRuns, batchFigures, &judgeBatches, {}, {}},
    ScenarioSpec{5, "watch-rss", "Watch RSS and adjust", "The hatched layer: memory that is free, but that the system does not get back until a trim.", &tiny, rssCommon, rssRuns, rssFigures, &judgeWatchRss, {}, {}},
    ScenarioSpec{6, "whole-consumer", "The whole consumer", "Everything stays under the dashed line, also when the broker goes away.", &large, wholeCommon, wholeRuns, wholeFigures,
                 &judgeWholeConsumer, {}, "kafka-python"},
};

} // namespace

std::span<const ScenarioSpec> scenarioTable() noexcept { return table; }

} // namespace headroom::core
