// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "core/kafka/batch.h"

// Private to core/kafka: librdkafka's messages as ours.

namespace headroom::core {

/// Views into a message without an error; whoever adds it to a batch gives it back.
[[nodiscard]] inline Message viewOf(rd_kafka_message_t& message, Slot slot)
{
    Message view;
    view.slot = slot;
    view.offset = message.offset;
    view.timestampMs = rd_kafka_message_timestamp(&message, nullptr);
    view.valueIsNull = message.payload == nullptr;
    view.keyIsNull = message.key == nullptr;
    view.value = {static_cast<const char*>(message.payload), message.len};
    view.key = {static_cast<const char*>(message.key), message.key_len};
    view.handle = &message;
    return view;
}

/// MessageOwner's duties, for owners of librdkafka messages.
void releaseMessages(std::span<const Message> messages) noexcept;
void readHeaders(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total);

} // namespace headroom::core
