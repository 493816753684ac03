// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_consumer.h"

#include <algorithm>
#include <thread>

namespace headroom::test {

using namespace core;

FakeConsumer::FakeConsumer(std::shared_ptr<FakeBroker> broker, ConsumerListener& listener) : m_broker(std::move(broker)), m_listener(listener)
{
    const std::scoped_lock lock(m_broker->mutex);
    for (std::size_t i = 0; i < m_broker->partitions.size(); ++i)
        m_names.push_back({"orders", static_cast<PartitionId>(i)});
    if (m_broker->consumers++ > 0) {
        std::reverse(m_names.begin(), m_names.end());
        if (m_broker->whenMade)
            m_broker->whenMade(*m_broker);
    }
    m_broker->closed = false;
}

void FakeConsumer::adopt(std::span<const TopicPartition> names)
{
    std::erase_if(m_names, [&](const TopicPartition& name) { return std::find(names.begin(), names.end(), name) != names.end(); });
    m_names.insert(m_names.begin(), names.begin(), names.end());
}

std::size_t FakeConsumer::queueLength() const
{
    const std::scoped_lock lock(m_broker->mutex);
    return m_paused && m_released ? 0 : m_broker->queued;
}

void FakeConsumer::assignAll()
{
    std::vector<Slot> slots;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        slots.push_back(static_cast<Slot>(i));
    m_assigned = true;
    const std::vector<StartOffset> starts = m_listener.onAssigned(slots);
    const std::scoped_lock lock(m_broker->mutex);
    for (const StartOffset& start : starts) {
        FakeBroker::Partition& partition = at(start.slot);
        partition.assigned = true;
        const Offset end = partition.log.empty() ? partition.low : partition.log.back().offset + 1;
        switch (start.kind) {
        case StartOffset::Kind::exact: partition.next = start.value; break;
        case StartOffset::Kind::beginning: partition.next = partition.low; break;
        case StartOffset::Kind::end: partition.next = end; break;
        case StartOffset::Kind::tail: partition.next = std::max(partition.low, end - start.value); break;
        case StartOffset::Kind::stored: partition.next = std::max<Offset>(0, partition.committed); break;
        }
    }
}

void FakeConsumer::revokeAll(bool lost)
{
    std::vector<Slot> slots;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        slots.push_back(static_cast<Slot>(i));
    m_listener.onRevoked(slots, lost);
    const std::scoped_lock lock(m_broker->mutex);
    for (FakeBroker::Partition& partition : m_broker->partitions)
        partition.assigned = false;
    m_assigned = false;
}

std::size_t FakeConsumer::take(Batch& batch, std::size_t maxMessages, Milliseconds timeout)
{
    if (maxMessages == 0) {
        serveReplies();
        const std::scoped_lock lock(m_broker->mutex);
        ++m_broker->emptyPolls;
        return 0; // as the real one: no rebalance is served
    }
    std::deque<std::function<void(ConsumerListener&)>> injected;
    bool assign = false;
    {
        const std::scoped_lock lock(m_broker->mutex);
        injected.swap(m_broker->injected);
        assign = !m_assigned && m_broker->assignAtOnce && !m_broker->closed;
    }
    if (assign)
        assignAll();
    serveReplies();
    if (timeout.count() > 0)
        m_listener.onStatistics(R"({"name":"fake"})");
    for (const auto& run : injected)
        run(m_listener);
    const std::size_t given = give(batch, maxMessages);
    if (given == 0 && timeout.count() > 0)
        std::this_thread::sleep_for(std::min(timeout, Milliseconds(2)));
    return given;
}

void FakeConsumer::serveReplies()
{
    std::vector<std::pair<std::uint64_t, std::vector<SlotOffset>>> replies;
    FakeBroker::Answer answer{};
    ErrorCode refusal{};
    {
        const std::scoped_lock lock(m_broker->mutex);
        answer = m_broker->answer;
        refusal = m_broker->refusal;
        if (answer != FakeBroker::Answer::never)
            replies.swap(m_replies);
    }
    for (auto& [id, offsets] : replies) {
        if (answer == FakeBroker::Answer::confirm) {
            m_listener.onCommitReply(id, offsets, std::nullopt);
        } else {
            for (SlotOffset& offset : offsets)
                offset.clientCode = 1;
            m_listener.onCommitReply(id, offsets, Error{refusal, "refused by the test", {}, false, false, 1});
        }
    }
}

std::size_t FakeConsumer::give(Batch& batch, std::size_t maxMessages)
{
    const std::scoped_lock lock(m_broker->mutex);
    std::size_t given = 0;
    m_released = m_paused;
    for (std::size_t i = 0; i < m_names.size() && !m_paused && !m_broker->closed; ++i) {
        FakeBroker::Partition& partition = at(static_cast<Slot>(i));
        if (!partition.assigned || partition.stopped)
            continue;
        auto record = std::find_if(partition.log.begin(), partition.log.end(), [&](const FakeBroker::Record& r) { return r.offset >= partition.next; });
        for (; record != partition.log.end() && given < maxMessages; ++record, ++given) {
            Message message;
            message.slot = static_cast<Slot>(i);
            message.offset = record->offset;
            message.key = record->key;
            message.value = record->value;
            batch.add(*this, message);
            partition.next = record->offset + 1;
            ++m_broker->held;
        }
    }
    if (given > 0) {
        m_broker->polls.push_back(maxMessages);
        m_broker->largestTake = std::max(m_broker->largestTake, given);
    }
    return given;
}

void FakeConsumer::release(std::span<const Message> messages) const noexcept
{
    const std::scoped_lock lock(m_broker->mutex);
    m_broker->held -= static_cast<std::int64_t>(messages.size());
}

Watermarks FakeConsumer::watermarks(Slot slot) const
{
    const std::scoped_lock lock(m_broker->mutex);
    const FakeBroker::Partition& partition = at(slot);
    if (partition.learned != unknownOffset)
        return {partition.low, partition.learned};
    return {partition.low, partition.log.empty() ? partition.low : partition.log.back().offset + 1};
}

std::vector<SlotOffset> FakeConsumer::positions(std::span<const Slot> slots)
{
    const std::scoped_lock lock(m_broker->mutex);
    std::vector<SlotOffset> offsets;
    for (const Slot slot : slots)
        offsets.push_back({slot, at(slot).next, 0});
    return offsets;
}

Result<Watermarks> FakeConsumer::queryWatermarks(Slot slot, Milliseconds)
{
    const std::scoped_lock lock(m_broker->mutex);
    const FakeBroker::Partition& partition = at(slot);
    return Watermarks{partition.low, partition.log.empty() ? partition.low : partition.log.back().offset + 1};
}

Result<std::vector<SlotOffset>> FakeConsumer::committed(std::span<const Slot> slots, Milliseconds)
{
    const std::scoped_lock lock(m_broker->mutex);
    std::vector<SlotOffset> offsets;
    for (const Slot slot : slots)
        offsets.push_back({slot, at(slot).committed, 0});
    return offsets;
}

Result<std::vector<SlotOffset>> FakeConsumer::offsetsForTime(std::span<const Slot> slots, std::int64_t timestampMs, Milliseconds)
{
    std::vector<SlotOffset> offsets; // one record a millisecond: the time is the offset
    for (const Slot slot : slots)
        offsets.push_back({slot, timestampMs < watermarks(slot).high ? timestampMs : unknownOffset, 0});
    return offsets;
}

Result<void> FakeConsumer::commitAsync(std::span<const SlotOffset> offsets, std::uint64_t requestId)
{
    const std::scoped_lock lock(m_broker->mutex);
    m_broker->commits.emplace_back(offsets.begin(), offsets.end());
    if (m_broker->answer == FakeBroker::Answer::confirm) {
        for (const SlotOffset& offset : offsets)
            at(offset.slot).committed = offset.offset;
    }
    m_replies.emplace_back(requestId, std::vector<SlotOffset>(offsets.begin(), offsets.end()));
    return {};
}

Result<std::vector<SlotOffset>> FakeConsumer::commitAndWait(std::span<const SlotOffset> offsets, Milliseconds timeout)
{
    const std::scoped_lock lock(m_broker->mutex);
    m_broker->commits.emplace_back(offsets.begin(), offsets.end());
    if (m_broker->answer == FakeBroker::Answer::never)
        return fail(ErrorCode::timeout, "no answer within " + std::to_string(timeout.count()) + " ms");
    for (const SlotOffset& offset : offsets)
        at(offset.slot).committed = offset.offset;
    return std::vector<SlotOffset>(offsets.begin(), offsets.end());
}

Result<void> FakeConsumer::pauseAll()
{
    const std::scoped_lock lock(m_broker->mutex);
    m_released = m_released && m_paused;
    m_paused = true;
    ++m_broker->pauses;
    return {};
}

Result<void> FakeConsumer::resumeAll()
{
    const std::scoped_lock lock(m_broker->mutex);
    m_paused = false;
    ++m_broker->resumes;
    return {};
}

Result<void> FakeConsumer::seek(const StartOffset& start)
{
    const std::scoped_lock lock(m_broker->mutex);
    FakeBroker::Partition& partition = at(start.slot);
    const Offset end = partition.log.empty() ? partition.low : partition.log.back().offset + 1;
    partition.stopped = false;
    partition.next = start.kind == StartOffset::Kind::beginning ? partition.low : start.kind == StartOffset::Kind::end ? end : start.value;
    return {};
}

void FakeConsumer::beginClose()
{
    if (m_assigned)
        revokeAll(false);
    const std::scoped_lock lock(m_broker->mutex);
    m_broker->closed = m_broker->answer != FakeBroker::Answer::never;
}

bool FakeConsumer::closed() const
{
    const std::scoped_lock lock(m_broker->mutex);
    return m_broker->closed;
}

void FakeConsumer::destroy(bool force)
{
    if (m_broker->whenDestroyed)
        m_broker->whenDestroyed();
    const std::scoped_lock lock(m_broker->mutex);
    m_broker->destroyedByForce = force;
    m_broker->heldAtDestroy += m_broker->held;
}

} // namespace headroom::test
