// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/rdkafka_message.h"

#include <algorithm>

namespace headroom::core {

void releaseMessages(std::span<const Message> messages) noexcept
{
    for (const Message& message : messages)
        rd_kafka_message_destroy(static_cast<rd_kafka_message_t*>(message.handle));
}

void readHeaders(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total)
{
    out.clear();
    total = 0;
    rd_kafka_headers_t* list = nullptr;
    if (rd_kafka_message_headers(static_cast<const rd_kafka_message_t*>(message.handle), &list) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    total = rd_kafka_header_cnt(list);
    for (std::size_t i = 0; i < std::min(limit, total); ++i) {
        const char* name = nullptr;
        const void* value = nullptr;
        std::size_t size = 0;
        if (rd_kafka_header_get_all(list, i, &name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
            break;
        out.push_back({name, {static_cast<const char*>(value), value == nullptr ? 0 : size}, value == nullptr});
    }
}

} // namespace headroom::core
