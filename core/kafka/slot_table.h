// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "core/kafka/batch.h"

// Private to core/kafka.

namespace headroom::core {

/// Topic partitions by small number, so that a message finds its own without hashing. Thread: worker.
class SlotTable {
public:
    /// The slot of a name; makes one on first sight.
    [[nodiscard]] Slot slot(std::string_view topic, PartitionId partition);
    /// The slot of a message; as fast as two array look-ups while messages of one topic follow each other.
    [[nodiscard]] Slot slot(const rd_kafka_message_t& message);
    [[nodiscard]] const TopicPartition& name(Slot slot) const { return m_names[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] std::size_t size() const noexcept { return m_names.size(); }

private:
    struct Topic {
        std::string name;
        const rd_kafka_topic_t* handle = nullptr;
        std::vector<Slot> slots; ///< by partition, -1 unseen
    };
    std::size_t topicIndex(std::string_view name);
    Slot slotIn(std::size_t topic, PartitionId partition);

    std::vector<Topic> m_topics;
    std::vector<TopicPartition> m_names;
    std::size_t m_lastTopic = 0;
};

} // namespace headroom::core
