// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/batch.h"

#include <algorithm>
#include <utility>

namespace headroom::core {

Batch::Batch(Batch&& other) noexcept
    : m_owner(std::exchange(other.m_owner, nullptr)),
      m_messages(std::exchange(other.m_messages, {})),
      m_bytes(std::exchange(other.m_bytes, 0))
{
}

Batch& Batch::operator=(Batch&& other) noexcept
{
    if (this != &other) {
        clear();
        m_owner = std::exchange(other.m_owner, nullptr);
        // Swapped, so that two batches that take turns keep both buffers.
        m_messages.swap(other.m_messages);
        m_bytes = std::exchange(other.m_bytes, 0);
    }
    return *this;
}

std::size_t Batch::moveFirst(std::size_t count, Batch& to)
{
    const std::size_t moved = std::min(count, m_messages.size());
    for (std::size_t i = 0; i < moved; ++i) {
        to.add(*m_owner, m_messages[i]);
        m_bytes -= static_cast<Bytes>(m_messages[i].key.size() + m_messages[i].value.size());
    }
    m_messages.erase(m_messages.begin(), m_messages.begin() + static_cast<std::ptrdiff_t>(moved));
    if (m_messages.empty())
        m_owner = nullptr;
    return moved;
}

std::size_t Batch::dropSlot(Slot slot)
{
    const auto firstDropped = std::stable_partition(m_messages.begin(), m_messages.end(),
                                                    [slot](const Message& message) { return message.slot != slot; });
    const std::span<const Message> dropped(firstDropped, m_messages.end());
    if (dropped.empty()) {
        return 0;
    }
    const std::size_t count = dropped.size();
    for (const Message& message : dropped) {
        m_bytes -= static_cast<Bytes>(message.key.size() + message.value.size());
    }
    m_owner->release(dropped);
    m_messages.erase(firstDropped, m_messages.end());
    if (m_messages.empty()) {
        m_owner = nullptr;
    }
    return count;
}

void Batch::clear() noexcept
{
    if (!m_messages.empty()) {
        m_owner->release(m_messages);
        m_messages.clear();
    }
    m_owner = nullptr;
    m_bytes = 0;
}

} // namespace headroom::core
