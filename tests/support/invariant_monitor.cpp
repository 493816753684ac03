// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/invariant_monitor.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace headroom::test {

using core::Offset;
using core::PartitionId;
using core::unknownOffset;

void InvariantMonitor::violated(std::string invariant, std::string text)
{
    if (m_violations.size() < maxViolations && m_said.insert(invariant + text).second)
        m_violations.push_back({std::move(invariant), std::move(text)});
}

void InvariantMonitor::begins(PartitionBook& book, Offset offset)
{
    if (book.base == unknownOffset) {
        book.base = book.prefix = offset;
        cover(book, offset, offset);
    }
}

void InvariantMonitor::cover(PartitionBook& book, Offset from, Offset to)
{
    if (to > from) {
        Offset& end = book.beyond.try_emplace(from, to).first->second;
        end = std::max(end, to);
    }
    while (book.prefix != unknownOffset && !book.beyond.empty() && book.beyond.begin()->first <= book.prefix) {
        book.prefix = std::max(book.prefix, book.beyond.begin()->second);
        book.beyond.erase(book.beyond.begin());
    }
}

void InvariantMonitor::knowId(PartitionId partition, Offset offset, std::string_view id)
{
    if (id.empty())
        return;
    const auto [at, fresh] = m_places.try_emplace(std::string(id), partition, offset);
    if (!fresh && at->second != std::pair(partition, offset))
        violated("I2", fmt::format("{} came from [{}] {} and from [{}] {}", id, at->second.first, at->second.second, partition, offset));
}

void InvariantMonitor::produced(std::string_view id)
{
    const std::scoped_lock lock(m_mutex);
    m_produced.emplace(id);
}

void InvariantMonitor::taken(int member, PartitionId partition, Offset offset, std::string_view id)
{
    const std::scoped_lock lock(m_mutex);
    PartitionBook& book = m_books[partition];
    begins(book, offset);
    knowId(partition, offset, id);
    const auto next = book.expected.find(member);
    if (next == book.expected.end())
        violated("I2", fmt::format("member {} was handed [{}] {} while the partition was not its own", member, partition, offset));
    else if (next->second != unknownOffset && next->second != offset)
        violated("I2", fmt::format("[{}]: {} came where {} was next", partition, offset, next->second));
    if (next != book.expected.end())
        next->second = offset + 1;
}

void InvariantMonitor::processed(PartitionId partition, Offset offset, std::string_view id)
{
    const std::scoped_lock lock(m_mutex);
    PartitionBook& book = m_books[partition];
    begins(book, offset);
    knowId(partition, offset, id);
    ++m_times[{partition, offset}];
    cover(book, offset, offset + 1);
    noteRisk();
}

void InvariantMonitor::declaredGap(PartitionId partition, Offset from, Offset to)
{
    const std::scoped_lock lock(m_mutex);
    PartitionBook& book = m_books[partition];
    begins(book, from);
    cover(book, from, to);
}

void InvariantMonitor::userSeeks(PartitionId partition)
{
    const std::scoped_lock lock(m_mutex);
    PartitionBook& book = m_books[partition];
    book.mayGoBack = true;
    for (auto& [member, next] : book.expected)
        next = unknownOffset;
}

void InvariantMonitor::recordsReplaced(PartitionId partition, Offset from)
{
    const std::scoped_lock lock(m_mutex);
    forget(partition, from);
}

void InvariantMonitor::forget(PartitionId partition, Offset from)
{
    PartitionBook& book = m_books[partition];
    book.prefix = std::min(book.prefix, from);
    book.base = std::min(book.base, from);
    book.beyond.erase(book.beyond.lower_bound(from), book.beyond.end());
    for (auto& [member, next] : book.expected)
        next = unknownOffset;
    m_times.erase(m_times.lower_bound({partition, from}), m_times.upper_bound({partition, std::numeric_limits<Offset>::max()}));
    std::erase_if(m_places, [&](const auto& entry) {
        const bool gone = entry.second.first == partition && entry.second.second >= from;
        if (gone)
            m_produced.erase(entry.first);
        return gone;
    });
}

void InvariantMonitor::topicRecreated()
{
    const std::scoped_lock lock(m_mutex);
    for (auto& [partition, book] : m_books) {
        forget(partition, 0);
        book.confirmedBefore = book.confirmed; // a row whose partition is not owned keeps its last figures
        book.base = book.prefix = book.confirmed = unknownOffset;
    }
    m_produced.clear();
}

void InvariantMonitor::assigned(int member, PartitionId partition)
{
    const std::scoped_lock lock(m_mutex);
    PartitionBook& book = m_books[partition];
    for (const int other : book.owners) {
        if (other != member)
            violated("I1", fmt::format("[{}] was given to member {} while member {} had it", partition, member, other));
    }
    book.owners.insert(member);
    book.expected[member] = unknownOffset;
}

void InvariantMonitor::revoked(int member, PartitionId partition)
{
    const std::scoped_lock lock(m_mutex);
    m_books[partition].owners.erase(member);
    m_books[partition].expected.erase(member);
    noteRisk();
}

void InvariantMonitor::gone(int member)
{
    const std::scoped_lock lock(m_mutex);
    for (auto& [partition, book] : m_books) {
        book.owners.erase(member);
        book.expected.erase(member);
    }
}

/// What may stand as committed, asked for or confirmed.
void InvariantMonitor::checkCommitted(PartitionId partition, Offset offset, std::string_view who)
{
    const PartitionBook& book = m_books[partition];
    if (offset > book.prefix)
        violated("I1", fmt::format("[{}]: {} {} while all before {} was processed", partition, who, offset, book.prefix));
    if (offset < book.confirmed && !book.mayGoBack)
        violated("I1", fmt::format("[{}]: {} {} after {} was committed", partition, who, offset, book.confirmed));
}

void InvariantMonitor::commitSent(int member, PartitionId partition, Offset offset)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_books[partition].owners.contains(member))
        violated("I1", fmt::format("[{}]: member {} commits {} and does not own it", partition, member, offset));
    checkCommitted(partition, offset, "a commit asks for");
}

void InvariantMonitor::commitConfirmed(PartitionId partition, Offset offset)
{
    const std::scoped_lock lock(m_mutex);
    PartitionBook& book = m_books[partition];
    if (book.mayGoBack)
        book.confirmedBefore = book.confirmed;
    book.confirmed = book.mayGoBack ? offset : std::max(book.confirmed, offset); // an old answer may come late
    book.mayGoBack = false;
}

void InvariantMonitor::brokerSays(PartitionId partition, Offset committed)
{
    const std::scoped_lock lock(m_mutex);
    PartitionBook& book = m_books[partition];
    if (committed == unknownOffset)
        return;
    begins(book, committed); // committed before this monitor saw anything
    checkCommitted(partition, committed, "the broker has");
    book.confirmed = std::max(book.confirmed, committed);
}

void InvariantMonitor::brokerSilent()
{
    const std::scoped_lock lock(m_mutex);
    violated("I1", "the broker does not say what is committed");
}

std::int64_t InvariantMonitor::uncommittedNow() const
{
    std::int64_t sum = 0;
    for (const auto& [partition, book] : m_books) {
        sum += book.prefix - std::max(book.confirmed, book.base);
        for (const auto& [from, to] : book.beyond)
            sum += to - from;
    }
    return sum;
}

void InvariantMonitor::noteRisk()
{
    if (m_inFault)
        m_atRisk = std::max(m_atRisk, uncommittedNow());
}

void InvariantMonitor::faultBegins()
{
    const std::scoped_lock lock(m_mutex);
    m_inFault = true;
    m_atRisk = uncommittedNow();
}

void InvariantMonitor::faultEnds()
{
    const std::scoped_lock lock(m_mutex);
    m_allowed += m_inFault ? m_atRisk : 0;
    m_inFault = false;
}

void InvariantMonitor::clientCalled(std::string_view call)
{
    const std::scoped_lock lock(m_mutex);
    if (std::this_thread::get_id() == m_guiThread)
        violated("I5", fmt::format("{} was called on the GUI thread", call));
}

void InvariantMonitor::memory(core::Bytes peak, core::Bytes ceiling)
{
    const std::scoped_lock lock(m_mutex);
    ++m_measured;
    if (peak > ceiling)
        violated("I4", fmt::format("peak RSS {} is above the ceiling {}", peak, ceiling));
}

void InvariantMonitor::memoryUnknown()
{
    const std::scoped_lock lock(m_mutex);
    ++m_unmeasured;
}

void InvariantMonitor::quit(double seconds, const ProcessCensus& before, const ProcessCensus& after)
{
    const std::scoped_lock lock(m_mutex);
    if (seconds > longestQuit)
        violated("I7", fmt::format("quitting took {:.1f} s", seconds));
    const auto left = [&](std::string_view what, int was, int is) {
        if (is > was)
            violated("I7", fmt::format("{} {} left, {} more than before", is, what, is - was));
    };
    left("threads", before.threads, after.threads);
    left("descriptors", before.descriptors, after.descriptors);
    left("children", before.children, after.children);
}

void InvariantMonitor::finish()
{
    const std::scoped_lock lock(m_mutex);
    m_allowed += m_inFault ? m_atRisk : 0;
    m_inFault = false;
    std::size_t lost = 0;
    std::string first;
    for (const std::string& id : m_produced) {
        const auto place = m_places.find(id);
        if (place == m_places.end() || !m_times.contains(place->second)) {
            first = lost++ == 0 ? id : first;
        }
    }
    if (lost > 0)
        violated("I3", fmt::format("{} of {} records were never processed, first {}", lost, m_produced.size(), first));
    std::int64_t repeated = 0;
    for (const auto& [place, times] : m_times)
        repeated += times - 1;
    if (repeated > m_allowed)
        violated("I3", fmt::format("{} records were processed again; the faults explain {}", repeated, m_allowed));
    if (m_unmeasured > 0 && m_measured == 0)
        violated("I4", fmt::format("no ceiling was ever shown: the memory of {} members was not checked", m_unmeasured));
    for (const auto& [key, commit] : m_commits) {
        if (commit.state == core::OutcomeState::pending)
            violated("I6", fmt::format("commit {} of member {} never ended", key.second, key.first));
    }
}

std::vector<Violation> InvariantMonitor::violations() const
{
    const std::scoped_lock lock(m_mutex);
    return m_violations;
}

std::string InvariantMonitor::report() const
{
    std::string text;
    for (const Violation& violation : violations())
        text += fmt::format("{}: {}\n", violation.invariant, violation.text);
    return text;
}

std::int64_t InvariantMonitor::uncommitted() const
{
    const std::scoped_lock lock(m_mutex);
    return uncommittedNow();
}

std::size_t InvariantMonitor::processedRecords() const
{
    const std::scoped_lock lock(m_mutex);
    return m_times.size();
}

std::size_t InvariantMonitor::duplicates() const
{
    const std::scoped_lock lock(m_mutex);
    std::size_t repeated = 0;
    for (const auto& [place, times] : m_times)
        repeated += static_cast<std::size_t>(times - 1);
    return repeated;
}

bool InvariantMonitor::owned(PartitionId partition) const
{
    const std::scoped_lock lock(m_mutex);
    const auto book = m_books.find(partition);
    return book != m_books.end() && !book->second.owners.empty();
}

} // namespace headroom::test
