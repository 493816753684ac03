// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/snapshot.h"

namespace headroom::tests {

/// One record of a synthetic page.
struct SyntheticRecord {
    core::Slot slot = 0;
    core::Offset offset = 0;
    std::string key;
    std::string value;
    bool valueIsNull = false;
    std::int64_t timestampMs = 1'772'461'927'000;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// A tick of a consumer at work, as a function of the seconds since start: joins at 14 s, halves its queue at 112 s,
/// trims at 205 s. Deterministic; its parts sum up to RSS.
[[nodiscard]] core::TickReading typicalReading(double seconds);

/// A forecast as of typicalReading's end: eleven terms with formulas and numbers that add up to the ceiling, and the
/// estimate's. Its assumption names ratio and batch.
[[nodiscard]] core::Forecast typicalForecast();
/// A forecast that is not known yet, for this reason.
[[nodiscard]] core::Forecast unknownForecast(std::string missing);

/// Builds snapshots for tests of views and models without a session. Starts as a running session on demo.orders with a
/// budget of 256 MiB, nothing else; each call adds something. build() may be called again and again: sequence numbers
/// rise. Bound: what History and the caller put in.
class SnapshotBuilder {
public:
    SnapshotBuilder();

    SnapshotBuilder& state(core::SessionState state);
    SnapshotBuilder& failed(core::Error error);
    /// 0: no budget.
    SnapshotBuilder& budget(core::Bytes bytes);
    /// Changes any other setting.
    SnapshotBuilder& settings(const std::function<void(core::Settings&)>& change);

    SnapshotBuilder& forecast(core::Forecast forecast);
    SnapshotBuilder& guard(core::GuardStatus status);
    SnapshotBuilder& limit(core::LimitStatus status);

    /// Appends one tick at 0.1 s after the last; the snapshot's own figures follow the reading, and
    /// what the reading leaves unknown of budget and limit follows the settings and limit().
    SnapshotBuilder& tick(const core::TickReading& given);
    /// Appends ticks until `seconds`, each from `reading(t)`.
    SnapshotBuilder& history(double seconds, const std::function<core::TickReading(double)>& reading = typicalReading);

    /// `count` owned partitions of demo.orders with plausible offsets: lag 160, at risk (repeat) 12 each.
    SnapshotBuilder& partitions(int count);
    /// Seals a page of these records; record numbers of pages rise by one.
    SnapshotBuilder& page(const std::vector<SyntheticRecord>& records);
    /// Seals `pages` pages of `rowsPerPage` JSON orders each, spread over the partitions, offsets rising.
    SnapshotBuilder& orders(int pages, int rowsPerPage);
    /// Keeps only the newest pages, as eviction does.
    SnapshotBuilder& keepPages(std::size_t count);

    SnapshotBuilder& commit(core::CommitTrigger trigger, core::OutcomeState state, std::int64_t messages, double latencyMs,
                            std::string reason = {});
    SnapshotBuilder& commitUnderWay(core::CommitTrigger trigger, std::int64_t messages);
    SnapshotBuilder& event(core::EventKind kind, double seconds, std::string text, bool marker);
    SnapshotBuilder& outcome(std::uint64_t requestId, bool ok, std::string text);
    SnapshotBuilder& lostOffset(core::PartitionId partition, core::Offset wanted, core::Offset low, core::Offset high);

    /// For what has no function here.
    [[nodiscard]] core::Snapshot& edit() noexcept { return m_snapshot; }
    [[nodiscard]] std::shared_ptr<const core::Snapshot> build();

    /// 300 s of typicalReading with its markers, commits, forecast, eight partitions and four pages: for pictures.
    [[nodiscard]] static SnapshotBuilder typical();

private:
    [[nodiscard]] core::WallTime wallAt(double seconds) const;

    core::WallTime m_began;
    core::History m_history;
    double m_seconds = 0;
    core::Settings m_settings;
    core::Snapshot m_snapshot;
    std::shared_ptr<core::PageBytes> m_pageBytes;
    std::uint64_t m_nextPage = 1;
    core::Offset m_nextOffset = 12000;
};

} // namespace headroom::tests
