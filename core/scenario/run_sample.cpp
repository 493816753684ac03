// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/run_sample.h"

#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace headroom::core {
namespace {

using S = RunSample;

constexpr std::array fields{
    SampleField{"seconds", &S::seconds},
    SampleField{"phase", &S::phase},
    SampleField{"rss", &S::rss},
    SampleField{"baseline", &S::baseline},
    SampleField{"prefetch", &S::prefetch},
    SampleField{"slack", &S::slack},
    SampleField{"unattributed", &S::unattributed},
    SampleField{"batch", &S::batch},
    SampleField{"messages", &S::messages},
    SampleField{"hand_out_gap", &S::handOutGap},
    SampleField{"largest_poll", &S::largestPoll},
    SampleField{"ceiling", &S::ceiling},
    SampleField{"budget", &S::budget},
    SampleField{"largest_response", &S::largestResponse},
    SampleField{"lag", &S::lag},
    SampleField{"repeat_risk", &S::repeatRisk},
    SampleField{"loss_risk", &S::lossRisk},
    SampleField{"commits", &S::commits},
    SampleField{"commit_p50", &S::commitP50},
    SampleField{"commit_p95", &S::commitP95},
    SampleField{"pauses", &S::pauses},
    SampleField{"adaptations", &S::adaptations},
    SampleField{"refetched", &S::refetched},
    SampleField{"kept", &S::kept},
    SampleField{"pinned", &S::pinned},
};

/// Snapshots say "unknown" by a negative number.
template <class T>
double known(T value)
{
    return value < 0 ? unknownFigure : static_cast<double>(value);
}

} // namespace

std::span<const SampleField> sampleFields() noexcept { return fields; }

RunSample sampleOf(const Snapshot& snapshot)
{
    constexpr double millisecond = 1e-3;
    RunSample sample;
    sample.seconds = snapshot.seconds;
    sample.rss = known(snapshot.ledger.rss);
    sample.baseline = known(snapshot.ledger.baseline);
    sample.prefetch = known(snapshot.ledger.prefetch);
    sample.slack = known(snapshot.ledger.allocatorSlack);
    sample.unattributed = known(snapshot.ledger.unattributed);
    sample.batch = static_cast<double>(snapshot.batchBytes);
    sample.messages = static_cast<double>(snapshot.messages);
    sample.largestPoll = static_cast<double>(snapshot.largestPoll);
    if (snapshot.forecast) {
        sample.ceiling = known(snapshot.forecast->ceiling.total);
        sample.largestResponse = known(snapshot.forecast->facts.largestResponse);
    }
    if (snapshot.settings && snapshot.settings->memoryBudget > 0)
        sample.budget = static_cast<double>(snapshot.settings->memoryBudget);
    sample.lag = known(snapshot.lag);
    sample.repeatRisk = static_cast<double>(snapshot.repeatRisk);
    sample.lossRisk = static_cast<double>(snapshot.lossRisk);
    sample.commits = static_cast<double>(snapshot.commits.requested);
    sample.commitP50 = known(snapshot.commits.latencyP50Ms) * millisecond;
    sample.commitP95 = known(snapshot.commits.latencyP95Ms) * millisecond;
    sample.pauses = static_cast<double>(snapshot.guard.pauses);
    sample.adaptations = static_cast<double>(snapshot.guard.adaptations);
    sample.refetched = static_cast<double>(snapshot.guard.refetchedBytes + snapshot.guard.willRefetchBytes);
    for (const PartitionRow& row : snapshot.partitions)
        if (row.owned && row.position >= 0)
            sample.positions.emplace_back(row.partition, row.position);
    return sample;
}

nlohmann::json figureJson(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr); }

nlohmann::json toJson(const RunSample& sample)
{
    nlohmann::json out = nlohmann::json::object();
    for (const SampleField& field : fields)
        out[std::string(field.id)] = figureJson(sample.*field.member);
    out["positions"] = sample.positions;
    return out;
}

RunSample sampleFromJson(const nlohmann::json& json)
{
    RunSample sample;
    if (!json.is_object())
        return sample;
    for (const SampleField& field : fields) {
        const auto found = json.find(std::string(field.id));
        sample.*field.member = found != json.end() && found->is_number() ? found->get<double>() : unknownFigure;
    }
    const auto positions = json.find("positions");
    if (positions == json.end() || !positions->is_array())
        return sample;
    for (const auto& at : *positions)
        if (at.is_array() && at.size() == 2 && at[0].is_number_integer() && at[1].is_number_integer())
            sample.positions.emplace_back(at[0].get<PartitionId>(), at[1].get<Offset>());
    return sample;
}

} // namespace headroom::core
