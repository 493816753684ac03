// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <span>
#include <utility>

#include "core/base/clock.h"
#include "core/kafka/bystander.h"
#include "core/kafka/cluster_facts.h"
#include "core/settings/security.h"

// Private to core/kafka.

namespace headroom::core {

using EventPtr = std::unique_ptr<rd_kafka_event_t, Destroyer<rd_kafka_event_destroy>>;

/// One question with its client and its time. Thread: the caller's.
class AdminQuestion {
public:
    explicit AdminQuestion(const QuestionLimits& limits) : m_limits(limits), m_until(std::chrono::steady_clock::now() + limits.time) {}
    AdminQuestion(const AdminQuestion&) = delete;
    AdminQuestion& operator=(const AdminQuestion&) = delete;

    [[nodiscard]] Result<void> open(SettingRows rows, const Settings& settings);

    /// A topic, or all of them (null).
    [[nodiscard]] Result<MetadataPtr> metadata(rd_kafka_topic_t* topic);
    /// The answer to an admin request that `send` makes for (client, options, queue).
    template <class Send>
    [[nodiscard]] Result<EventPtr> ask(rd_kafka_admin_op_t operation, Send send)
    {
        const QueuePtr queue(rd_kafka_queue_new(m_bystander.client()));
        const std::unique_ptr<rd_kafka_AdminOptions_t, Destroyer<rd_kafka_AdminOptions_destroy>> options(rd_kafka_AdminOptions_new(m_bystander.client(), operation));
        setTime(options.get());
        send(m_bystander.client(), options.get(), queue.get());
        return answer(queue.get());
    }
    using Offsets = std::map<TopicPartition, Offset>;
    /// First (which = RD_KAFKA_OFFSET_SPEC_EARLIEST) or next (..._LATEST) offsets; those that are not to be had are left out.
    [[nodiscard]] Result<Offsets> offsets(std::span<const TopicPartition> partitions, std::int64_t which);

    [[nodiscard]] rd_kafka_t* client() const noexcept { return m_bystander.client(); }

private:
    [[nodiscard]] bool over() const;
    [[nodiscard]] Error outOfTime() const;
    void setTime(rd_kafka_AdminOptions_t* options) const;
    [[nodiscard]] Result<EventPtr> answer(rd_kafka_queue_t* queue);

    const QuestionLimits& m_limits;
    SteadyTime m_until;
    Bystander m_bystander;
};

/// Opens a question, runs `body` and takes secrets out of its error.
template <class Body>
auto answerTo(SettingRows rows, const Settings& settings, const QuestionLimits& limits, Body body) -> decltype(body(std::declval<AdminQuestion&>()))
{
    Redactor redactor;
    addSecrets(rows, settings, redactor);
    const auto cleaned = [&redactor](Error error) { return redactor.clean(std::move(error)); };
    AdminQuestion question(limits);
    if (auto opened = question.open(rows, settings); !opened)
        return tl::unexpected(cleaned(opened.error()));
    return body(question).map_error(cleaned);
}

} // namespace headroom::core
