// SPDX-License-Identifier: GPL-3.0-or-later
// The reading side of TopicSampler: where, how much, and what comes.
#include <algorithm>
#include <utility>

#include "core/kafka/client_error.h"
#include "core/kafka/rdkafka_message.h"
#include "core/kafka/sampler_client.h"

namespace headroom::core {
namespace {

constexpr std::size_t messagesPerTake = 1000;

} // namespace

void TopicSampler::placeAtEnds()
{
    const Offset each = std::max<Offset>(1, m_limits.messages / 2 / static_cast<Offset>(m_stretches.size()));
    for (SampleStretch& stretch : m_stretches) {
        const bool first = stretch.begin == unknownOffset;
        stretch.begin = first ? std::max(stretch.low, stretch.high - each) : stretch.high;
        stretch.end = unknownOffset;
        stretch.reading = true;
    }
}

/// What lies before the ends that were read; false when there is nothing, or nobody would read it.
bool TopicSampler::placeAtBeginnings()
{
    const Offset each = std::max<Offset>(1, m_limits.messages / 2 / static_cast<Offset>(m_stretches.size()));
    for (SampleStretch& stretch : m_stretches) {
        stretch.end = std::min(stretch.begin, stretch.low + each);
        stretch.begin = stretch.low;
        stretch.reading = m_settings.start != "latest" && stretch.end > stretch.begin;
    }
    return anyReading();
}

void TopicSampler::readStretches(std::int64_t messages, Bytes bytes, SteadyTime until, bool pastEnds)
{
    m_pastEnds = pastEnds;
    for (const SampleStretch& stretch : m_stretches) {
        if (stretch.reading)
            rd_kafka_consume_start_queue(stretch.topic, stretch.name.partition, stretch.begin, m_queue.get());
    }
    m_outcome.end = SampleEnd::allRead;
    if (std::exchange(m_fills, false)) {
        // A busy machine may take as long to fill as there is to read; what that took is added.
        const SteadyTime began = std::chrono::steady_clock::now();
        awaitFull(began + m_limits.time);
        until += std::chrono::steady_clock::now() - began;
    }
    while (anyReading() && !ended()) {
        take(messages - m_outcome.messages);
        if (m_outcome.messages >= messages || m_outcome.bytes >= bytes) {
            m_outcome.end = m_outcome.messages >= messages ? SampleEnd::messages : SampleEnd::bytes;
            break;
        }
        if (std::chrono::steady_clock::now() >= until) {
            m_outcome.end = SampleEnd::time;
            break;
        }
    }
    if (m_cancelled)
        m_outcome.end = SampleEnd::cancelled;
    for (SampleStretch& stretch : m_stretches)
        stopReading(stretch);
}

void TopicSampler::awaitFull(SteadyTime until)
{
    constexpr int stillPolls = 3;
    std::size_t before = 0;
    for (int still = 0; still < stillPolls && std::chrono::steady_clock::now() < until && !ended();) {
        rd_kafka_poll(m_client, static_cast<int>(samplePollTime.count()));
        const std::size_t queued = rd_kafka_queue_length(m_queue.get());
        still = queued > 0 && queued == before ? still + 1 : 0;
        before = queued;
    }
    m_listener.onFilled(before);
}

void TopicSampler::take(std::int64_t wanted)
{
    m_taken.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 1, static_cast<std::int64_t>(messagesPerTake))));
    rd_kafka_poll(m_client, 0);
    // The call waits until the array is full: wait for one message, then take what else is there.
    ssize_t count = rd_kafka_consume_batch_queue(m_queue.get(), static_cast<int>(samplePollTime.count()), m_taken.data(), 1);
    if (count == 1 && m_taken.size() > 1)
        count += std::max<ssize_t>(0, rd_kafka_consume_batch_queue(m_queue.get(), 0, m_taken.data() + 1, m_taken.size() - 1));
    Batch batch;
    for (ssize_t i = 0; i < count; ++i)
        takeMessage(*m_taken[static_cast<std::size_t>(i)], batch);
    m_outcome.messages += static_cast<std::int64_t>(batch.size());
    m_outcome.bytes += batch.bytes();
    if (!batch.empty())
        m_listener.onMessages(batch.messages(), *this);
}

void TopicSampler::takeMessage(rd_kafka_message_t& message, Batch& batch)
{
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        onMessageError(message);
        rd_kafka_message_destroy(&message);
        return;
    }
    const Message taken = viewOf(message, m_slots.slot(message));
    batch.add(*this, taken);
    if (SampleStretch* stretch = find(taken.slot); stretch != nullptr && stretch->end != unknownOffset && message.offset + 1 >= stretch->end)
        stopReading(*stretch);
}

void TopicSampler::onMessageError(const rd_kafka_message_t& message)
{
    const Error error = translateError(message.err, rd_kafka_message_errstr(&message), message.rkt == nullptr ? "" : rd_kafka_topic_name(message.rkt));
    if (error.code == ErrorCode::unauthorized) {
        m_failure = error;
        return;
    }
    // The end, or retention was faster than we: this partition tells no more. All else the client mends itself.
    const bool over = (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF && !m_pastEnds) || error.code == ErrorCode::offsetLost;
    SampleStretch* stretch = over && message.rkt != nullptr ? find(m_slots.slot(message)) : nullptr;
    if (stretch != nullptr)
        stopReading(*stretch);
}

void TopicSampler::stopReading(SampleStretch& stretch)
{
    if (std::exchange(stretch.reading, false))
        rd_kafka_consume_stop(stretch.topic, stretch.name.partition);
}

SampleStretch* TopicSampler::find(Slot slot)
{
    const auto index = static_cast<std::size_t>(slot);
    return index < m_stretches.size() ? &m_stretches[index] : nullptr;
}

bool TopicSampler::anyReading() const
{
    return std::any_of(m_stretches.begin(), m_stretches.end(), [](const SampleStretch& s) { return s.reading; });
}

bool TopicSampler::ended()
{
    if (!m_cancelled && m_listener.cancelled()) {
        m_cancelled = true;
        m_outcome.end = SampleEnd::cancelled;
    }
    return m_cancelled || m_failure.has_value();
}

void TopicSampler::release(std::span<const Message> messages) const noexcept { releaseMessages(messages); }

void TopicSampler::headers(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const { readHeaders(message, limit, out, total); }

} // namespace headroom::core
