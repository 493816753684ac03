// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/report.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_format.h"
#include "core/kafka/consumer_port.h"
#include "core/metrics/metric_catalog.h"
#include "core/session/budget_verdict.h"
#include "core/settings/setting_export.h"

namespace headroom::core {
namespace {

using nlohmann::json;

/// Unknown figures (negative) are null, never 0.
json known(std::int64_t value) { return value < 0 ? json(nullptr) : json(value); }
json known(double value) { return value >= 0 && std::isfinite(value) ? json(value) : json(nullptr); }

json perSecond(double count, double seconds) { return seconds > 0 ? known(count / seconds) : json(nullptr); }

json rssOf(const Snapshot& last, const ReportExtras& extras)
{
    return {{"process_start_bytes", known(last.processStartRss)},
            {"baseline_bytes", known(last.ledger.baseline)},
            {"peak_bytes", known(measuredPeak(last, extras))},
            {"end_bytes", known(extras.endRss)},
            {"after_trim_bytes", known(extras.afterTrimRss)}};
}

json ledgerOf(const LedgerReading& reading)
{
    return {{"baseline_bytes", known(reading.baseline)},
            {"prefetch_bytes", known(reading.prefetch)},
            {"in_flight_bytes", known(reading.inFlight)},
            {"batch_bytes", known(reading.batch)},
            {"view_bytes", known(reading.view)},
            {"charts_bytes", known(reading.charts)},
            {"allocator_slack_bytes", known(reading.allocatorSlack)},
            {"unattributed_bytes", known(reading.unattributed)}};
}

json commitsOf(const CommitCounts& commits)
{
    return {{"requested", commits.requested}, {"confirmed", commits.confirmed}, {"failed", commits.failed}, {"unknown", commits.unknown}};
}

json errorsOf(const Snapshot& last, const std::optional<Error>& reason)
{
    json out = json::array();
    const auto add = [&out](const Error& error) {
        out.push_back({{"code", wordFor(error.code)}, {"message", error.message}, {"context", error.context}, {"client_code", error.clientCode}});
    };
    const std::array first{&reason, &last.failure};
    for (const std::optional<Error>* known : first)
        if (*known)
            add(**known);
    for (const Error& error : last.errors)
        if (std::none_of(first.begin(), first.end(), [&](const auto* known) { return *known && (*known)->message == error.message; }))
            add(error);
    return out;
}

json partitionsOf(const Snapshot& last)
{
    json out = json::array();
    for (const PartitionRow& row : last.partitions)
        out.push_back({{"topic", row.topic},
                       {"partition", row.partition},
                       {"first_offset", known(row.firstOffset)},
                       {"position", known(row.position)},
                       {"processed", known(row.processed)},
                       {"committed", known(row.committed)},
                       {"high_watermark", known(row.highWatermark)},
                       {"lag", known(row.lag)}});
    return out;
}

json guardOf(const Snapshot& last)
{
    const std::string mode = last.settings ? last.settings->guard : std::string("off");
    // What a pause that is still open has dropped is fetched again too, by the next reader.
    const Bytes refetched = last.guard.refetchedBytes + last.guard.willRefetchBytes;
    return {{"mode", mode}, {"pauses", last.guard.pauses}, {"paused_seconds", last.guard.pausedSeconds}, {"refetched_bytes", refetched}};
}

json verdictOf(const Snapshot& last, Bytes peak)
{
    const bool budgeted = last.settings && last.settings->memoryBudget > 0;
    return budgeted && peak < 0 ? json(nullptr) : json(withinBudget(last, peak));
}

/// The newest sample of all metrics.
json metricsOf(const Snapshot& snapshot)
{
    json out = json::object();
    const auto& segments = snapshot.history.fine;
    for (std::size_t i = 0; i < metricCount; ++i) {
        const bool none = segments.empty() || segments.back()->empty();
        const double value = none ? std::nan("") : static_cast<double>(segments.back()->back().values[i]);
        out[std::string(metricCatalog()[i].id)] = std::isfinite(value) ? json(value) : json(nullptr);
    }
    return out;
}

} // namespace

json makeReport(SettingRows rows, const Snapshot& last, const ReportExtras& extras)
{
    const Settings settings = last.settings ? *last.settings : Settings();
    json report;
    report["client_version"] = clientVersion();
    report["settings"] = settingsJson(rows, settings);
    report["messages"] = last.messages;
    report["bytes"] = last.bytes;
    report["elapsed_seconds"] = known(last.elapsedSeconds);
    report["messages_per_second"] = perSecond(static_cast<double>(last.messages), last.elapsedSeconds);
    report["bytes_per_second"] = perSecond(static_cast<double>(last.bytes), last.elapsedSeconds);
    report["cpu_seconds"] = extras.cpuSeconds;
    report["rss"] = rssOf(last, extras);
    report["ledger_at_peak"] = ledgerOf(last.ledgerAtPeak);
    report["fetch"] = {{"requests", known(last.fetch.requests)}, {"bytes_per_request", known(last.fetch.bytesPerRequest)}};
    report["ceiling_bytes"] = last.forecast ? known(last.forecast->ceiling.total) : json(nullptr);
    report["estimate_bytes"] = last.forecast ? known(last.forecast->estimate.total) : json(nullptr);
    report["budget_bytes"] = settings.memoryBudget > 0 ? json(settings.memoryBudget) : json(nullptr);
    report["within_budget"] = verdictOf(last, measuredPeak(last, extras));
    report["commits"] = commitsOf(last.commits);
    report["batches"] = last.batches;
    report["guard"] = guardOf(last);
    report["rebalances"] = last.rebalances;
    report["errors"] = errorsOf(last, extras.reason);
    report["partitions"] = partitionsOf(last);
    return report;
}

json makeRecordingLine(const Snapshot& snapshot)
{
    const auto sinceBegin = std::chrono::duration_cast<WallTime::duration>(std::chrono::duration<double>(snapshot.seconds));
    return {{"seconds", snapshot.seconds},
            {"at", formatIso8601(snapshot.history.began + sinceBegin)},
            {"state", wordFor(snapshot.state)},
            {"messages", snapshot.messages},
            {"bytes", snapshot.bytes},
            {"batches", snapshot.batches},
            {"rebalances", snapshot.rebalances},
            {"commits", commitsOf(snapshot.commits)},
            {"repeat_risk", snapshot.repeatRisk},
            {"loss_risk", snapshot.lossRisk},
            {"peak_rss_bytes", known(snapshot.peakRss)},
            {"guard", guardOf(snapshot)},
            {"metrics", metricsOf(snapshot)}};
}

json howMetricsAreKnown()
{
    json out = json::object();
    for (const MetricSpec& metric : metricCatalog())
        out[std::string(metric.id)] = wordFor(metric.how);
    return out;
}

Bytes measuredPeak(const Snapshot& last, const ReportExtras& extras)
{
    return last.peakRss >= 0 ? last.peakRss : std::max(extras.endRss, extras.afterTrimRss);
}

} // namespace headroom::core
