// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshot_builder.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace headroom::tests {

using namespace core;

namespace {

constexpr double tickSeconds = 0.1;
constexpr double joinedAt = 14;
constexpr double changedAt = 112;
constexpr double refilledAt = 118;
constexpr double trimmedAt = 205;
constexpr int batchSize = 100;

/// Repeatable noise in [-1, 1].
double wobble(double seconds)
{
    return 0.6 * std::sin(seconds * 1.9) + 0.4 * std::sin(seconds * 5.3 + 1);
}

Bytes inBytes(double mebibytes)
{
    return static_cast<Bytes>(std::max(0.0, mebibytes) * static_cast<double>(mib));
}

double prefetchMib(double t)
{
    if (t < joinedAt)
        return 0;
    if (t < changedAt)
        return std::min(64.0, (t - joinedAt) * 5) + wobble(t);
    return t < changedAt + 2 ? 0 : std::min(31.6, (t - changedAt - 2) * 8) + 0.5 * wobble(t);
}

double slackMib(double t)
{
    if (t < joinedAt)
        return 0.4;
    if (t < changedAt)
        return 8 + wobble(t / 3);
    return (t < trimmedAt ? 39 : 12) + wobble(t / 3);
}

double fillPercent(double t)
{
    return t < joinedAt || (t > changedAt && t < refilledAt) ? 0 : std::fmod((t - joinedAt) * 8.3, 100.0);
}

/// Gives page builders their headers; the records outlive it.
class RecordOwner final : public MessageOwner {
public:
    void release(std::span<const Message>) const noexcept override {}
    void headers(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const override
    {
        const auto* record = static_cast<const SyntheticRecord*>(message.handle);
        total = record->headers.size();
        out.clear();
        for (const auto& [name, value] : record->headers)
            if (out.size() < limit)
                out.push_back({name, value, false});
    }
};

SyntheticRecord order(Slot slot, Offset offset)
{
    SyntheticRecord record;
    record.slot = slot;
    record.offset = offset;
    record.key = fmt::format("order-{}", offset);
    record.value = fmt::format(R"({{"id":{},"sku":"LX-{}","qty":{},"note":"{}"}})", offset, offset % 97, offset % 9 + 1,
                               std::string(static_cast<std::size_t>(offset % 40), 'x'));
    record.valueIsNull = offset % 53 == 0;
    record.timestampMs += offset;
    record.headers = {{"trace-id", fmt::format("{:08x}", offset)}, {"source", "shop"}};
    return record;
}

} // namespace

TickReading typicalReading(double t)
{
    const bool flowing = t >= joinedAt && (t < changedAt || t > refilledAt);
    TickReading reading;
    LedgerReading& ledger = reading.ledger;
    ledger.baseline = inBytes(92);
    ledger.prefetch = inBytes(prefetchMib(t));
    ledger.inFlight = inBytes(t < joinedAt ? 0 : 1.5);
    ledger.batch = inBytes(fillPercent(t) * 0.048);
    ledger.view = inBytes(t < joinedAt ? 0 : std::min(24.0, (t - joinedAt) * 0.9));
    ledger.charts = inBytes(1.4);
    ledger.allocatorSlack = inBytes(slackMib(t));
    ledger.unattributed = inBytes(2.5 + 0.5 * wobble(t));
    ledger.rss = ledger.baseline + ledger.prefetch + ledger.inFlight + ledger.batch + ledger.view + ledger.charts
        + ledger.allocatorSlack + ledger.unattributed;
    reading.messagesPerSecond = flowing ? 421 + 22 * wobble(t) : 0;
    reading.bytesPerSecond = reading.messagesPerSecond * 48 * static_cast<double>(kib);
    reading.lag = t < joinedAt ? unknownOffset : static_cast<std::int64_t>(t < changedAt ? 980 : 1284 + 900 * std::exp((refilledAt - t) / 30));
    reading.atRisk = flowing ? 12 : 0;
    reading.batchFillPercent = fillPercent(t);
    reading.batchBytes = ledger.batch;
    reading.commitLatencyMs = flowing && std::fmod(t - joinedAt, 12.0) < tickSeconds ? 4.2 : -1;
    reading.fetchRequestsPerSecond = flowing ? 22 : 0;
    reading.rssFile = inBytes(48.2);
    reading.rssAnon = ledger.rss - reading.rssFile;
    if (t >= joinedAt + 1) { // the first messages say how large they are
        reading.ceiling = inBytes(t < changedAt ? 236 : 205);
        reading.estimate = inBytes(t < changedAt ? 204 : 172);
    }
    return reading;
}

Forecast typicalForecast()
{
    Forecast forecast;
    auto& terms = forecast.ceiling.terms;
    terms = {
        {"baseline", "Baseline", "H0", "92.0 MiB", inBytes(92), HowKnown::measured, {}},
        {"queue", "Prefetch queue", "Q - 1", "32.0 MiB - 1", inBytes(32) - 1, HowKnown::fromSettings, {"queued-max-messages-kbytes"}},
        {"overshoot", "Last responses", "sum c R", "1 x 3.1 x 1.0 MiB", inBytes(3.1), HowKnown::estimated, {"fetch-max-bytes", "max-partition-fetch-bytes"}},
        {"framing", "Keys, headers, framing", "k V", "0.02 x 35.1 MiB", inBytes(0.7), HowKnown::estimated, {"queued-max-messages-kbytes"}},
        {"operations", "Client operations", "n o", "830 x 320 B", 830 * 320, HowKnown::estimated, {"queued-min-messages"}},
        {"wire", "Responses being received", "sum R", "1 x 1.0 MiB", inBytes(1), HowKnown::fromSettings, {"fetch-max-bytes"}},
        {"batch", "Batch in hand", "B + S", "8.0 MiB + 88.0 KiB", inBytes(8) + 88 * kib, HowKnown::fromSettings, {"batch-bytes", "batch-size"}},
        {"view", "Record view", "W", "24.0 MiB", inBytes(24), HowKnown::fromSettings, {"view-budget"}},
        {"window", "Charts and window", "U", "3.4 MiB", inBytes(3.4), HowKnown::measured, {}},
        {"client", "Statistics and client", "A", "1.5 MiB", inBytes(1.5), HowKnown::estimated, {}},
    };
    Bytes sum = 0;
    for (const ModelTerm& term : terms)
        sum += term.bytes;
    forecast.ceiling.total = inBytes(205);
    terms.push_back({"allocator", "Allocator slack", "0.25 (rest)", "0.25 x 156.0 MiB", inBytes(205) - sum, HowKnown::estimated, {}});
    forecast.estimate.terms = {terms[0], terms[1], terms[7], {"allocator", "Allocator slack", "0.2 V", "0.2 x 120.0 MiB", 0, HowKnown::estimated, {}}};
    forecast.estimate.total = inBytes(172);
    forecast.estimate.terms.back().bytes = inBytes(172) - terms[0].bytes - terms[1].bytes - terms[7].bytes;
    forecast.facts.messages = 112'408;
    forecast.facts.brokerPartitions = {8};
    forecast.facts.ratio = 3.1;
    forecast.facts.meanRatio = 2.9;
    forecast.facts.largestBatch = 88 * kib;
    forecast.facts.largestRecord = 63 * kib;
    forecast.facts.meanValue = 48 * 1024;
    forecast.facts.highMeanValue = 49 * 1024;
    forecast.facts.meanOverhead = forecast.facts.highMeanOverhead = 60;
    forecast.facts.lowMeanMessage = 47 * 1024;
    forecast.assumption = "Holds while no stored batch is larger than 88.0 KiB and none unpacks to more than 3.1 times its size; of the "
                          "codecs only zstd is capped by the client.";
    return forecast;
}

Forecast unknownForecast(std::string missing)
{
    Forecast forecast;
    forecast.estimate.missing = missing;
    forecast.ceiling.missing = std::move(missing);
    return forecast;
}

SnapshotBuilder::SnapshotBuilder()
    : m_began(std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{14} + std::chrono::minutes{27}),
      m_history(m_began), m_pageBytes(std::make_shared<PageBytes>(0))
{
    m_settings.groupId = "headroom-demo-1";
    m_settings.memoryBudget = 256 * mib;
    m_snapshot.state = SessionState::running;
    m_snapshot.bootstrapServers = "127.0.0.1:9092";
    m_snapshot.processStartRss = m_snapshot.peakRss = 61 * mib;
}

WallTime SnapshotBuilder::wallAt(double seconds) const
{
    return m_began + std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

SnapshotBuilder& SnapshotBuilder::state(SessionState state)
{
    m_snapshot.state = state;
    return *this;
}

SnapshotBuilder& SnapshotBuilder::failed(Error error)
{
    m_snapshot.state = SessionState::failed;
    m_snapshot.errors.push_back(error);
    m_snapshot.failure = std::move(error);
    return *this;
}

SnapshotBuilder& SnapshotBuilder::budget(Bytes bytes)
{
    m_settings.memoryBudget = bytes;
    return *this;
}

SnapshotBuilder& SnapshotBuilder::settings(const std::function<void(Settings&)>& change)
{
    change(m_settings);
    return *this;
}

SnapshotBuilder& SnapshotBuilder::forecast(Forecast forecast)
{
    m_snapshot.forecast = std::make_shared<const Forecast>(std::move(forecast));
    return *this;
}

SnapshotBuilder& SnapshotBuilder::guard(GuardStatus status)
{
    m_snapshot.guard = std::move(status);
    return *this;
}

SnapshotBuilder& SnapshotBuilder::limit(LimitStatus status)
{
    m_snapshot.limit = std::move(status);
    return *this;
}

SnapshotBuilder& SnapshotBuilder::tick(const TickReading& given)
{
    TickReading reading = given;
    if (reading.budget == unknownBytes && m_settings.memoryBudget > 0)
        reading.budget = m_settings.memoryBudget;
    if (reading.limit == unknownBytes)
        reading.limit = m_snapshot.limit.limit;
    m_seconds += tickSeconds;
    m_history.add(m_seconds, reading);
    Snapshot& s = m_snapshot;
    s.seconds = m_seconds;
    s.ledger = reading.ledger;
    if (reading.ledger.rss > s.peakRss) {
        s.peakRss = reading.ledger.rss;
        s.ledgerAtPeak = reading.ledger;
    }
    s.process.rss = reading.ledger.rss;
    s.process.rssAnon = reading.rssAnon;
    s.process.rssFile = reading.rssFile;
    s.messagesPerSecond = reading.messagesPerSecond;
    s.bytesPerSecond = reading.bytesPerSecond;
    s.lag = reading.lag;
    s.repeatRisk = reading.atRisk;
    s.batchFillPercent = reading.batchFillPercent;
    s.batchMessages = static_cast<std::size_t>(reading.batchFillPercent * batchSize / 100);
    s.batchBytes = reading.batchBytes;
    s.batchFillBytes = reading.batchBytes;
    s.messages += static_cast<std::uint64_t>(reading.messagesPerSecond * tickSeconds);
    s.bytes += static_cast<Bytes>(reading.bytesPerSecond * tickSeconds);
    s.elapsedSeconds = m_seconds;
    s.fetch.prefetchBytes = reading.ledger.prefetch;
    return *this;
}

SnapshotBuilder& SnapshotBuilder::history(double seconds, const std::function<TickReading(double)>& reading)
{
    while (m_seconds + tickSeconds <= seconds + 1e-6)
        tick(reading(m_seconds + tickSeconds));
    return *this;
}

SnapshotBuilder& SnapshotBuilder::partitions(int count)
{
    m_snapshot.partitions.clear();
    for (int i = 0; i < count; ++i) {
        PartitionRow row;
        row.slot = i;
        row.topic = "demo.orders";
        row.partition = i;
        row.owned = true;
        row.firstOffset = 12000;
        row.position = 12700 + 13 * i;
        row.processed = row.position - 8;
        row.committed = row.processed - 12;
        row.highWatermark = row.committed + 160;
        row.lowWatermark = 11000;
        row.lag = 160;
        row.repeatRisk = 12;
        row.messages = static_cast<std::uint64_t>(row.position - row.firstOffset);
        m_snapshot.partitions.push_back(row);
    }
    m_snapshot.lag = 160 * count;
    m_snapshot.repeatRisk = 12 * count;
    return *this;
}

SnapshotBuilder& SnapshotBuilder::page(const std::vector<SyntheticRecord>& records)
{
    PageBuilder builder(m_pageBytes);
    const RecordOwner owner;
    for (const SyntheticRecord& record : records) {
        Message message;
        message.slot = record.slot;
        message.offset = record.offset;
        message.timestampMs = record.timestampMs;
        message.keyIsNull = record.key.empty();
        message.valueIsNull = record.valueIsNull;
        message.key = record.key;
        message.value = record.valueIsNull ? std::string_view() : std::string_view(record.value);
        message.handle = const_cast<SyntheticRecord*>(&record);
        if (!builder.add(message, owner, 1024))
            break; // the page is full: the caller asked for more than a page holds
    }
    auto sealed = builder.seal(m_nextPage++);
    m_snapshot.view.rows += sealed->rows().size();
    m_snapshot.view.kept += sealed->rows().size();
    m_snapshot.view.seen += records.size();
    m_snapshot.pages.push_back(std::move(sealed));
    m_snapshot.view.bytes = m_pageBytes->load();
    return *this;
}

SnapshotBuilder& SnapshotBuilder::orders(int pages, int rowsPerPage)
{
    const int partitionCount = std::max<int>(1, static_cast<int>(m_snapshot.partitions.size()));
    for (int i = 0; i < pages; ++i) {
        std::vector<SyntheticRecord> records;
        for (int row = 0; row < rowsPerPage; ++row, ++m_nextOffset)
            records.push_back(order(static_cast<Slot>(m_nextOffset % partitionCount), m_nextOffset));
        page(records);
    }
    return *this;
}

SnapshotBuilder& SnapshotBuilder::keepPages(std::size_t count)
{
    auto& pages = m_snapshot.pages;
    while (pages.size() > count) {
        m_snapshot.view.evictedRows += pages.front()->rows().size();
        m_snapshot.view.evictedBytes += pages.front()->bytes();
        m_snapshot.view.rows -= pages.front()->rows().size();
        pages.erase(pages.begin());
    }
    return *this;
}

SnapshotBuilder& SnapshotBuilder::commit(CommitTrigger trigger, OutcomeState state, std::int64_t messages, double latencyMs,
                                         std::string reason)
{
    CommitCounts& counts = m_snapshot.commits;
    ++counts.requested;
    counts.confirmed += state == OutcomeState::confirmed;
    counts.failed += state == OutcomeState::failed;
    counts.unknown += state == OutcomeState::unknown;
    if (state == OutcomeState::confirmed)
        counts.latencyP50Ms = counts.latencyP95Ms = latencyMs;
    m_snapshot.commitInFlight.reset();
    m_snapshot.commitHistory.push_back({counts.requested, 0, trigger, state, wallAt(m_seconds), messages,
                                        static_cast<std::int64_t>(m_snapshot.partitions.size()), latencyMs, std::move(reason)});
    return *this;
}

SnapshotBuilder& SnapshotBuilder::commitUnderWay(CommitTrigger trigger, std::int64_t messages)
{
    m_snapshot.commitInFlight = CommitRecord{m_snapshot.commits.requested + 1, 1, trigger, OutcomeState::pending, wallAt(m_seconds),
                                             messages, static_cast<std::int64_t>(m_snapshot.partitions.size()), -1, {}};
    return *this;
}

SnapshotBuilder& SnapshotBuilder::event(EventKind kind, double seconds, std::string text, bool marker)
{
    const std::uint64_t number = m_snapshot.events.empty() ? 1 : m_snapshot.events.back().number + 1;
    m_snapshot.events.push_back({number, seconds, wallAt(seconds), kind, std::move(text), marker, 1});
    return *this;
}

SnapshotBuilder& SnapshotBuilder::outcome(std::uint64_t requestId, bool ok, std::string text)
{
    m_snapshot.outcomes.push_back({requestId, ok, std::move(text)});
    return *this;
}

SnapshotBuilder& SnapshotBuilder::lostOffset(PartitionId partition, Offset wanted, Offset low, Offset high)
{
    m_snapshot.lostOffsets.push_back({partition, "demo.orders", partition, wanted, low, high});
    return *this;
}

std::shared_ptr<const Snapshot> SnapshotBuilder::build()
{
    ++m_snapshot.sequence;
    m_snapshot.settings = std::make_shared<const Settings>(m_settings);
    m_snapshot.history = m_history.view();
    m_snapshot.history.began = m_began;
    return std::make_shared<const Snapshot>(m_snapshot);
}

SnapshotBuilder SnapshotBuilder::typical()
{
    SnapshotBuilder builder;
    builder.partitions(8).forecast(typicalForecast());
    for (int i = 0; i < 24; ++i) {
        builder.history(14 + 12.0 * i);
        builder.commit(CommitTrigger::batch, OutcomeState::confirmed, 100, 4.2);
    }
    builder.history(300);
    builder.event(EventKind::rebalance, joinedAt, "joined group (3.0 s)", true)
        .event(EventKind::setting, changedAt, "queue 65 536 \u2192 32 768 KiB (restart)", true)
        .event(EventKind::trim, trimmedAt, "trim: 27.0 MiB returned", true)
        .event(EventKind::info, 280, "statistics every 250 ms", false);
    builder.orders(4, 120);
    builder.m_snapshot.commits.latencyP95Ms = 6.8;
    return builder;
}

} // namespace headroom::tests
