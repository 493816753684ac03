// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_outcome.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/kafka/consumer_port.h"
#include "core/session/budget_verdict.h"

namespace headroom::app {
namespace {

using core::formatBytes;
using core::formatCount;

std::string sessionTimeoutText(const core::Snapshot& last)
{
    return core::formatDuration(core::Milliseconds((last.settings ? *last.settings : core::Settings()).sessionTimeoutMs));
}

std::string unreachableText(const core::Snapshot& last)
{
    using core::ErrorCode;
    const auto first = [&last](const auto& wanted) {
        const auto found = std::find_if(last.errors.begin(), last.errors.end(), wanted);
        return found == last.errors.end() ? nullptr : &*found;
    };
    // These say all by themselves, and another try would end the same way.
    if (const auto* plain = first([](const core::Error& e) { return e.code == ErrorCode::unknownTopic || e.code == ErrorCode::unauthorized || e.code == ErrorCode::notABroker; }))
        return plain->message;
    if (last.groupReached || last.rebalances > 0)
        return fmt::format("No partition was assigned by {}: the group {} has more members than partitions, or still waits for one that ended without leaving. Try again "
                           "after its session timeout ({} unless set otherwise), or choose another --group-id.",
                           last.bootstrapServers, last.settings ? last.settings->groupId : std::string(), sessionTimeoutText(last));
    if (last.errors.empty())
        return fmt::format("No partition was assigned by {}: the group's coordinator was not found. Is this a KRaft controller's listener, which takes connections but has "
                           "no topics? Check the port.",
                           last.bootstrapServers);
    const auto* reason = first([](const core::Error& e) { return e.code == ErrorCode::unreachable && !core::sumsUpOthers(e); });
    if (reason == nullptr)
        reason = first([](const core::Error& e) { return !core::sumsUpOthers(e); });
    const std::string& why = reason == nullptr ? last.errors.front().message : reason->message;
    return fmt::format("No broker answers at {}: check the host and port, that the broker runs, and its listeners. The last reason was: {}.", last.bootstrapServers,
                       why.substr(0, why.find(". ")));
}

std::string brokerEndedText(const core::Snapshot& last, const RunFacts& facts)
{
    const std::int64_t open = last.repeatRisk + last.willRepeat;
    const std::string count = open > 0 ? fmt::format(", {} processed messages were not committed", formatCount(open)) : std::string();
    return fmt::format("The demo broker {}{}; start again.", facts.brokerEnded, count);
}

/// Of several topics one does not exist: the run has read the others, but not all that was asked for.
bool neverCame(const core::Snapshot& last, const core::Error& error)
{
    const std::string_view topic = std::string_view(error.context).substr(0, error.context.find(" ["));
    return error.code == core::ErrorCode::unknownTopic && !topic.empty() &&
           std::none_of(last.partitions.begin(), last.partitions.end(), [topic](const auto& partition) { return partition.topic == topic; });
}

void addFailures(const core::Snapshot& last, const RunFacts& facts, RunOutcome& outcome)
{
    if (!facts.brokerEnded.empty()) {
        outcome.messages.push_back(brokerEndedText(last, facts)); // all else follows from it
        outcome.reason = core::Error{core::ErrorCode::unreachable, outcome.messages.back(), last.bootstrapServers, false, true, 0};
    } else {
        if (last.failure)
            outcome.messages.push_back(last.failure->message);
        else if (facts.neverConnected && !facts.interrupted)
            outcome.reason = core::Error{last.groupReached ? core::ErrorCode::timeout : core::ErrorCode::unreachable, unreachableText(last), last.bootstrapServers, true, true, 0};
        else
            for (const core::Error& error : last.errors)
                if (neverCame(last, error))
                    outcome.messages.push_back(error.message);
        if (outcome.reason)
            outcome.messages.push_back(outcome.reason->message);
        for (const core::LostOffset& lost : last.lostOffsets)
            outcome.messages.push_back(core::describeLost(lost));
    }
    if (last.lostByAutoCommit > 0)
        outcome.messages.push_back(fmt::format("Lost: {} messages were committed by auto commit and never processed. Use --commit-mode batch or manual.",
                                               formatCount(static_cast<std::int64_t>(last.lostByAutoCommit))));
    if (facts.hangs)
        outcome.messages.emplace_back("The Kafka client does not end, and was left alone: a broker does not answer, or the system refused it memory or threads (ulimit -v, -u). What was not committed will be delivered again.");
    if (!facts.ownFailure.empty())
        outcome.messages.push_back(facts.ownFailure);
    if (!outcome.messages.empty())
        outcome.code = ExitCode::failed;
}

/// An earlier failure is made good by a later commit; what counts is the last one and what it left.
bool lastCommitOpen(const core::Snapshot& last)
{
    return last.commitInFlight.has_value() || (!last.commitHistory.empty() && last.commitHistory.back().state != core::OutcomeState::confirmed);
}

bool isUnconfirmed(const core::Snapshot& last, const RunFacts& facts)
{
    const bool left = (last.commits.requested > 0 && last.repeatRisk > 0) || last.willRepeat > 0;
    return lastCommitOpen(last) || (facts.commitsWanted && left);
}

/// What is processed and not committed, also on partitions that went to another member meanwhile.
std::string uncommittedText(const core::Snapshot& last)
{
    const std::string count = formatCount(last.repeatRisk + last.willRepeat);
    std::string text = lastCommitOpen(last) ? fmt::format("The last commit is not confirmed; {} processed messages may be repeated.", count)
                                            : fmt::format("{} processed messages are not committed and may be repeated.", count);
    if (last.willRepeat > 0)
        text += fmt::format(" {} of them are on partitions that this run lost or gave back: whoever has these now reads them again.", formatCount(last.willRepeat));
    if (lastCommitOpen(last) && !last.commitHistory.empty() && !last.commitHistory.back().reason.empty())
        text += " " + last.commitHistory.back().reason;
    return text;
}

std::string budgetText(const core::Snapshot& last)
{
    const std::string budget = formatBytes(last.settings->memoryBudget);
    if (last.peakRss == core::unknownBytes)
        return fmt::format("Whether the memory budget {} was held is not known: the memory of this process could not be read, which needs a mounted /proc.", budget);
    return fmt::format("Over budget: the peak was {}, the memory budget is {}.", formatBytes(last.peakRss), budget);
}

void soften(RunOutcome& outcome, ExitCode code)
{
    if (outcome.code == ExitCode::done)
        outcome.code = code;
}

} // namespace

void dropConsequences(const RunFacts& facts, core::Snapshot& last)
{
    if (!facts.brokerEnded.empty())
        std::erase_if(last.errors, [](const core::Error& error) { return error.code == core::ErrorCode::unreachable || error.code == core::ErrorCode::notABroker; });
}

RunOutcome judgeRun(const core::Snapshot& last, const RunFacts& facts)
{
    RunOutcome outcome;
    addFailures(last, facts, outcome);
    if (facts.interrupted)
        soften(outcome, ExitCode::interrupted);
    // Of a demo broker that has ended it is said already, and the offsets went with it.
    const bool unconfirmed = facts.brokerEnded.empty() && isUnconfirmed(last, facts);
    if (unconfirmed || (facts.brokerEnded.empty() && last.willRepeat > 0))
        outcome.messages.push_back(uncommittedText(last));
    if (unconfirmed)
        soften(outcome, ExitCode::unconfirmed);
    if (!core::withinBudget(last)) {
        outcome.messages.push_back(budgetText(last));
        soften(outcome, ExitCode::overBudget);
    }
    return outcome;
}

std::string runSummary(const core::Snapshot& last)
{
    const double rate = last.elapsedSeconds > 0 ? static_cast<double>(last.messages) / last.elapsedSeconds : -1;
    const double byteRate = last.elapsedSeconds > 0 ? static_cast<double>(last.bytes) / last.elapsedSeconds : -1;
    std::string out = fmt::format("{} messages, {}, {} ({})\n", formatCount(static_cast<std::int64_t>(last.messages)), formatBytes(last.bytes),
                                  core::formatMessageRate(rate), core::formatByteRate(byteRate));
    out += fmt::format("RSS: baseline {}, peak {}", formatBytes(last.ledger.baseline), formatBytes(last.peakRss));
    if (last.settings && last.settings->memoryBudget > 0)
        out += fmt::format(", budget {}: {}", formatBytes(last.settings->memoryBudget), core::withinBudget(last) ? "held" : last.peakRss == core::unknownBytes ? "not known" : "exceeded");
    out += fmt::format("\ncommits: {} confirmed of {}, {} failed, {} unknown\n", last.commits.confirmed, last.commits.requested, last.commits.failed, last.commits.unknown);
    return out;
}

std::string progressLine(const core::Snapshot& now)
{
    return fmt::format("{} | {} messages | {} | RSS {} (peak {}) | lag {} | at risk {}", core::wordFor(now.state), formatCount(static_cast<std::int64_t>(now.messages)),
                       core::formatMessageRate(now.messagesPerSecond), formatBytes(now.ledger.rss), formatBytes(now.peakRss), formatCount(now.lag),
                       formatCount(now.repeatRisk + now.lossRisk));
}

} // namespace headroom::app
