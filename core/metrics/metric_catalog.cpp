// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/metric_catalog.h"

#include <cassert>
#include <limits>

namespace headroom::core {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Byte counts, lags and latencies say "not known" by a negative number.
constexpr double knownOrNan(Bytes value)
{
    return value < 0 ? unknown : static_cast<double>(value);
}

constexpr double knownOrNan(double value)
{
    return value >= 0 ? value : unknown;
}

template <Bytes LedgerReading::* Member>
double ledgerBytes(const TickReading& reading)
{
    return knownOrNan(reading.ledger.*Member);
}

template <auto TickReading::* Member>
double tickValue(const TickReading& reading)
{
    return knownOrNan(reading.*Member);
}

constexpr std::array<MetricSpec, metricCount> catalog{{
    {"rss", "RSS", MetricUnit::bytes, HowKnown::measured, ledgerBytes<&LedgerReading::rss>},
    {"baseline", "Baseline", MetricUnit::bytes, HowKnown::measured, ledgerBytes<&LedgerReading::baseline>},
    {"prefetch", "Prefetch queue", MetricUnit::bytes, HowKnown::fromStatistics, ledgerBytes<&LedgerReading::prefetch>},
    {"in_flight", "In-flight responses", MetricUnit::bytes, HowKnown::estimated, ledgerBytes<&LedgerReading::inFlight>},
    {"batch", "Batch in hand", MetricUnit::bytes, HowKnown::measured, ledgerBytes<&LedgerReading::batch>},
    {"view", "Record view", MetricUnit::bytes, HowKnown::measured, ledgerBytes<&LedgerReading::view>},
    {"charts", "Charts and window", MetricUnit::bytes, HowKnown::measured, ledgerBytes<&LedgerReading::charts>},
    {"slack", "Allocator slack", MetricUnit::bytes, HowKnown::estimated, ledgerBytes<&LedgerReading::allocatorSlack>},
    {"unattributed", "Unattributed", MetricUnit::bytes, HowKnown::estimated, ledgerBytes<&LedgerReading::unattributed>},
    {"messages_per_second", "Messages per second", MetricUnit::messagesPerSecond, HowKnown::measured, tickValue<&TickReading::messagesPerSecond>},
    {"bytes_per_second", "Bytes per second", MetricUnit::bytesPerSecond, HowKnown::measured, tickValue<&TickReading::bytesPerSecond>},
    {"lag", "Lag", MetricUnit::messages, HowKnown::measured, tickValue<&TickReading::lag>},
    {"at_risk", "At risk", MetricUnit::messages, HowKnown::measured, tickValue<&TickReading::atRisk>},
    {"batch_fill", "Batch fill", MetricUnit::percent, HowKnown::measured, tickValue<&TickReading::batchFillPercent>},
    {"batch_bytes", "Batch bytes", MetricUnit::bytes, HowKnown::measured, tickValue<&TickReading::batchBytes>},
    {"commit_latency", "Commit latency", MetricUnit::milliseconds, HowKnown::measured, tickValue<&TickReading::commitLatencyMs>},
    {"fetch_requests", "Fetch requests per second", MetricUnit::perSecond, HowKnown::fromStatistics, tickValue<&TickReading::fetchRequestsPerSecond>},
    {"rss_anon", "RSS, private", MetricUnit::bytes, HowKnown::measured, tickValue<&TickReading::rssAnon>},
    {"rss_file", "RSS, file-backed", MetricUnit::bytes, HowKnown::measured, tickValue<&TickReading::rssFile>},
    {"ceiling", "Ceiling", MetricUnit::bytes, HowKnown::estimated, tickValue<&TickReading::ceiling>},
    {"estimate", "Estimate", MetricUnit::bytes, HowKnown::estimated, tickValue<&TickReading::estimate>},
    {"budget", "Budget", MetricUnit::bytes, HowKnown::fromSettings, tickValue<&TickReading::budget>},
    {"limit", "Container limit", MetricUnit::bytes, HowKnown::measured, tickValue<&TickReading::limit>},
}};

constexpr bool idsAreUnique()
{
    for (std::size_t one = 0; one < catalog.size(); ++one) {
        for (std::size_t other = one + 1; other < catalog.size(); ++other) {
            if (catalog[one].id == catalog[other].id) {
                return false;
            }
        }
    }
    return true;
}
static_assert(idsAreUnique());
static_assert(!catalog.back().id.empty(), "metricCount is the number of rows");

} // namespace

std::span<const MetricSpec, metricCount> metricCatalog() noexcept
{
    return catalog;
}

MetricIndex metricIndex(std::string_view id) noexcept
{
    MetricIndex index = 0;
    while (index < catalog.size() && catalog[index].id != id) {
        ++index;
    }
    assert(index < catalog.size());
    return index < catalog.size() ? index : 0;
}

} // namespace headroom::core
