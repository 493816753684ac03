// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/slot_table.h"

namespace headroom::core {

std::size_t SlotTable::topicIndex(std::string_view name)
{
    for (std::size_t i = 0; i < m_topics.size(); ++i) {
        if (m_topics[i].name == name)
            return i;
    }
    m_topics.push_back({std::string(name), nullptr, {}});
    return m_topics.size() - 1;
}

Slot SlotTable::slotIn(std::size_t topic, PartitionId partition)
{
    std::vector<Slot>& slots = m_topics[topic].slots;
    const auto index = static_cast<std::size_t>(partition);
    if (index >= slots.size())
        slots.resize(index + 1, -1);
    if (slots[index] < 0) {
        slots[index] = static_cast<Slot>(m_names.size());
        m_names.push_back({m_topics[topic].name, partition});
    }
    return slots[index];
}

Slot SlotTable::slot(std::string_view topic, PartitionId partition) { return slotIn(topicIndex(topic), partition); }

Slot SlotTable::slot(const rd_kafka_message_t& message)
{
    if (m_lastTopic >= m_topics.size() || m_topics[m_lastTopic].handle != message.rkt) {
        m_lastTopic = topicIndex(rd_kafka_topic_name(message.rkt));
        for (Topic& topic : m_topics) { // a handle freed and given to another topic must not match the old one
            if (topic.handle == message.rkt)
                topic.handle = nullptr;
        }
        m_topics[m_lastTopic].handle = message.rkt;
    }
    return slotIn(m_lastTopic, message.partition);
}

} // namespace headroom::core
