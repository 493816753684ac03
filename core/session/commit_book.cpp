// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/commit_book.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/counted_text.h"

namespace headroom::core {
namespace {

double percentile(std::vector<double> sorted, double share)
{
    if (sorted.empty())
        return -1;
    std::sort(sorted.begin(), sorted.end());
    const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
    return sorted[index];
}

std::string outcomeText(const CommitRecord& record)
{
    const std::string messages = formatCounted(record.messages, "1 message", "{} messages");
    const std::string what = record.partitions == 1 ? fmt::format("{} on 1 partition", messages) : fmt::format("{} on {} partitions", messages, record.partitions);
    switch (record.state) {
    case OutcomeState::confirmed: return fmt::format("committed {} in {:.1f} ms", what, record.latencyMs);
    case OutcomeState::failed: return fmt::format("commit of {} failed: {}", what, record.reason);
    default: return fmt::format("commit of {}: outcome unknown: {}", what, record.reason);
    }
}

/// Each batch's commit may end badly for one cause; how many seconds were waited makes no other one.
std::string causeOf(const CommitRecord& record)
{
    std::string cause = fmt::format("commit/{}/{}", wordFor(record.state), record.reason);
    std::erase_if(cause, [](char c) { return c >= '0' && c <= '9'; });
    return cause;
}

} // namespace

void CommitBook::add(CommitRecord record, std::span<const SlotOffset> offsets, std::span<const std::uint64_t> commandIds)
{
    for (const SlotOffset& entry : offsets) {
        const auto index = static_cast<std::size_t>(entry.slot);
        if (index >= m_lastOutcome.size())
            m_lastOutcome.resize(index + 1);
        m_lastOutcome[index] = record.state;
    }
    count(record);
    if (record.state == OutcomeState::unknown)
        m_unknown.emplace_back(record.number, std::vector<SlotOffset>(offsets.begin(), offsets.end()));
    if (m_unknown.size() > mostUnknown)
        m_unknown.pop_front();
    const std::string text = outcomeText(record);
    for (const std::uint64_t id : commandIds)
        m_events.addOutcome(id, record.state == OutcomeState::confirmed, text);
    if (record.state != OutcomeState::confirmed)
        m_events.addRepeating(causeOf(record), text, true);
    else if (record.trigger == CommitTrigger::user || record.trigger == CommitTrigger::quit || record.trigger == CommitTrigger::revoke)
        m_events.add(EventKind::commit, text);
    m_history.push_back(std::move(record));
    if (m_history.size() > kept)
        m_history.pop_front();
}

std::vector<SlotOffset> CommitBook::unknownOffsets() const
{
    std::vector<SlotOffset> all;
    for (const auto& [number, offsets] : m_unknown)
        all.insert(all.end(), offsets.begin(), offsets.end());
    return all;
}

std::string CommitBook::settle(std::span<const SlotOffset> committed)
{
    const auto has = [&](const SlotOffset& sent) {
        return std::any_of(committed.begin(), committed.end(), [&](const SlotOffset& o) { return o.slot == sent.slot && o.offset >= sent.offset; });
    };
    std::size_t arrived = 0;
    const std::size_t asked = m_unknown.size();
    for (const auto& [number, offsets] : std::exchange(m_unknown, {})) {
        const auto there = static_cast<std::size_t>(std::count_if(offsets.begin(), offsets.end(), has));
        arrived += there == offsets.size() ? 1 : 0;
        for (const SlotOffset& sent : offsets) {
            auto& last = m_lastOutcome[static_cast<std::size_t>(sent.slot)];
            last = last == OutcomeState::unknown ? (has(sent) ? OutcomeState::confirmed : OutcomeState::failed) : last;
        }
        settle(number, there == offsets.size() ? OutcomeState::confirmed : OutcomeState::failed,
               there == offsets.size() ? "the broker has it, as read back" : fmt::format("the broker has it on {} of {} partitions, as read back; commit again", there, offsets.size()));
    }
    const std::string text = asked == 0 ? "no commit is unknown" : fmt::format("the broker has {} of {} unknown commits", arrived, asked);
    if (asked > 0)
        m_events.add(EventKind::commit, text);
    return text;
}

void CommitBook::settle(std::uint64_t number, OutcomeState state, std::string reason)
{
    --m_counts.unknown;
    ++(state == OutcomeState::confirmed ? m_counts.confirmed : m_counts.failed);
    const auto record = std::find_if(m_history.begin(), m_history.end(), [&](const CommitRecord& one) { return one.number == number; });
    if (record != m_history.end()) {
        record->state = state;
        record->reason = std::move(reason);
    }
}

void CommitBook::count(const CommitRecord& record)
{
    switch (record.state) {
    case OutcomeState::confirmed:
        ++m_counts.confirmed;
        m_latencies.push_back(record.latencyMs);
        if (m_latencies.size() > latencies)
            m_latencies.pop_front();
        m_newLatency = record.latencyMs;
        break;
    case OutcomeState::failed: ++m_counts.failed; break;
    default: ++m_counts.unknown; break;
    }
}

CommitCounts CommitBook::counts() const
{
    CommitCounts counts = m_counts;
    const std::vector<double> latest(m_latencies.begin(), m_latencies.end());
    counts.latencyP50Ms = percentile(latest, 0.5);
    counts.latencyP95Ms = percentile(latest, 0.95);
    return counts;
}

std::vector<CommitRecord> CommitBook::history() const
{
    const std::size_t count = std::min(inSnapshot, m_history.size());
    return {m_history.end() - static_cast<std::ptrdiff_t>(count), m_history.end()};
}

std::optional<OutcomeState> CommitBook::lastOutcome(Slot slot) const
{
    const auto index = static_cast<std::size_t>(slot);
    return index < m_lastOutcome.size() ? m_lastOutcome[index] : std::nullopt;
}

double CommitBook::takeLatency() { return std::exchange(m_newLatency, -1.0); }

} // namespace headroom::core
