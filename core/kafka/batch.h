// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/units.h"

namespace headroom::core {

/// Index of a topic partition in the consumer's slot list; stable for the life of one consumer, also over rebalances.
using Slot = std::int32_t;

/// A topic partition by name, where speed does not matter.
struct TopicPartition {
    std::string topic;
    PartitionId partition = 0;
    auto operator<=>(const TopicPartition&) const = default;
};

/// One record as the client library handed it over. The views point into the library's fetch buffer and live as long
/// as the batch that holds the message. A null value (tombstone) has valueIsNull; a null key has keyIsNull.
struct Message {
    Slot slot = 0;
    bool valueIsNull = false;
    bool keyIsNull = false;
    Offset offset = 0;
    std::int64_t timestampMs = -1; ///< Kafka's timestamp, -1 when there is none
    std::string_view key;
    std::string_view value;
    void* handle = nullptr; ///< the library's message; owned by the batch
};

/// A header by view; lives as long as its message.
struct HeaderView {
    std::string_view name;
    std::string_view value;
    bool valueIsNull = false;
};

/// How a batch gives messages back to whoever lent them. Thread: the worker.
class MessageOwner {
public:
    virtual ~MessageOwner() = default;
    virtual void release(std::span<const Message> messages) const noexcept = 0;
    /// The headers of a message, at most `limit`; `total` gets how many there are.
    virtual void headers(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const = 0;
};

/// The batch in hand: messages by reference, bounded by the worker in count, bytes and linger time. Move-only; gives
/// every message back when cleared or destroyed. Thread: worker.
class Batch {
public:
    Batch() = default;
    ~Batch() { clear(); }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    Batch(Batch&& other) noexcept;
    Batch& operator=(Batch&& other) noexcept;

    /// Called by a ConsumerPort only. All messages of one batch have the same owner.
    void add(const MessageOwner& owner, const Message& message)
    {
        assert(m_owner == nullptr || m_owner == &owner);
        m_owner = &owner;
        m_messages.push_back(message);
        m_bytes += static_cast<Bytes>(message.key.size() + message.value.size());
    }

    [[nodiscard]] std::span<const Message> messages() const noexcept { return m_messages; }
    [[nodiscard]] std::size_t size() const noexcept { return m_messages.size(); }
    [[nodiscard]] bool empty() const noexcept { return m_messages.empty(); }
    /// Key and value bytes of all messages (without headers, which are only counted when read).
    [[nodiscard]] Bytes bytes() const noexcept { return m_bytes; }
    [[nodiscard]] const MessageOwner* owner() const noexcept { return m_owner; }

    /// Moves the first messages, at most `count`, to the end of another batch of the same owner; returns how many.
    std::size_t moveFirst(std::size_t count, Batch& to);
    /// Gives back and forgets all messages of a slot (its partition was taken away); returns how many.
    std::size_t dropSlot(Slot slot);
    /// Forgets all messages without giving them back: another owner answers for them now.
    void disown() noexcept
    {
        m_messages.clear();
        m_owner = nullptr;
        m_bytes = 0;
    }
    /// Gives back all messages, in one call to their owner; the room for them is kept for the next ones.
    void clear() noexcept;

private:
    const MessageOwner* m_owner = nullptr;
    std::vector<Message> m_messages;
    Bytes m_bytes = 0;
};

} // namespace headroom::core
