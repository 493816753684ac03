// SPDX-License-Identifier: GPL-3.0-or-later
// What the InvariantMonitor reads in a session's snapshots: how commits end, and what people are told of errors.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "core/settings/setting_table.h"
#include "tests/support/invariant_monitor.h"

namespace headroom::test {
namespace {

/// The cause without the figures of this time; each partition ("[3]") is a cause of its own.
std::string causeOf(std::string_view text)
{
    std::string cause;
    bool named = false;
    for (const char c : text) {
        named = c == '[' || (named && c != ']');
        if (named) {
            cause += c;
            continue;
        }
        const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == ',';
        if (!digit)
            cause += c;
        else if (cause.empty() || cause.back() != '#')
            cause += '#';
    }
    return cause;
}

} // namespace

void InvariantMonitor::snapshot(int member, const core::Snapshot& shown)
{
    const std::scoped_lock lock(m_mutex);
    if (shown.state == core::SessionState::idle)
        return;
    checkCommits(member, shown);
    checkRows(shown);
    checkErrors(member, shown);
    if (shown.view.bytes > shown.settings->viewBudget + core::PageBuilder::maxPageBytes)
        violated("I4", fmt::format("the record view holds {} bytes, its budget is {}", shown.view.bytes, shown.settings->viewBudget));
}

void InvariantMonitor::checkCommits(int member, const core::Snapshot& shown)
{
    const core::CommitCounts& counts = shown.commits;
    const std::uint64_t open = shown.commitInFlight ? 1 : 0;
    if (counts.requested != counts.confirmed + counts.failed + counts.unknown + open)
        violated("I6", fmt::format("{} commits requested, but {} confirmed, {} failed, {} unknown, {} under way", counts.requested, counts.confirmed, counts.failed,
                                   counts.unknown, open));
    if (shown.commitInFlight) {
        CommitSeen& seen = m_commits.try_emplace({member, shown.commitInFlight->number}, CommitSeen{core::OutcomeState::pending, shown.seconds}).first->second;
        constexpr double slack = 1.0; // a tick, and a machine that is busy
        if (shown.seconds - seen.since > longestCommit + slack)
            violated("I6", fmt::format("commit {} is under way for more than {} s", shown.commitInFlight->number, longestCommit));
        if (seen.state != core::OutcomeState::pending)
            violated("I6", fmt::format("commit {} is under way again after it had ended", shown.commitInFlight->number));
    }
    for (const core::CommitRecord& record : shown.commitHistory) {
        CommitSeen& seen = m_commits[{member, record.number}];
        if (record.state == core::OutcomeState::pending)
            violated("I6", fmt::format("commit {} is in the history without an outcome", record.number));
        if (seen.state != core::OutcomeState::pending && seen.state != record.state)
            violated("I6", fmt::format("commit {} ended as {} and as {}", record.number, core::wordFor(seen.state), core::wordFor(record.state)));
        if (record.state != core::OutcomeState::confirmed && record.reason.empty())
            violated("I6", fmt::format("commit {} gives no reason", record.number));
        seen.state = record.state;
    }
}

/// Nothing is shown as committed that no broker confirmed.
void InvariantMonitor::checkRows(const core::Snapshot& shown)
{
    for (const core::PartitionRow& row : shown.partitions) {
        const auto book = m_books.find(row.partition);
        const core::Offset confirmed = book == m_books.end() ? core::unknownOffset : std::max(book->second.confirmed, book->second.confirmedBefore);
        if (row.committed > confirmed)
            violated("I6", fmt::format("[{}] is shown as committed up to {}, the broker confirmed {}", row.partition, row.committed, confirmed));
    }
}

void InvariantMonitor::checkErrors(int member, const core::Snapshot& shown)
{
    std::uint64_t& last = m_lastEvent[member];
    for (const core::SessionEvent& event : shown.events) {
        if (event.number <= last)
            continue;
        last = event.number;
        if (event.kind == core::EventKind::error)
            noteError(member, event.seconds, event.text);
    }
    for (const core::Error& error : shown.errors) {
        // What names the setting to change says more than a code does.
        const bool namesSetting = std::ranges::any_of(core::settingTable(), [&](const core::SettingSpec& row) { return row.id == error.context; });
        if (error.clientCode != 0 && !namesSetting && (error.message.find('(') == std::string::npos || error.message.find(". ") == std::string::npos))
            violated("I8", fmt::format("an error names no code or tells nothing to do: {}", error.message));
    }
}

void InvariantMonitor::errorLine(int member, double seconds, std::string_view text)
{
    const std::scoped_lock lock(m_mutex);
    noteError(member, seconds, text);
}

void InvariantMonitor::noteError(int member, double seconds, std::string_view text)
{
    const auto [at, fresh] = m_errors.try_emplace({member, causeOf(text)}, seconds);
    if (!fresh && seconds - at->second < errorWindow)
        violated("I8", fmt::format("twice within {:.1f} s: {}", seconds - at->second, causeOf(text)));
    at->second = seconds;
}

} // namespace headroom::test
