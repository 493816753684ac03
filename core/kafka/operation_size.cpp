// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/operation_size.h"

#include <librdkafka/rdkafka.h>

namespace headroom::core {

Bytes operationBytes(int version) noexcept
{
    constexpr int grown = 0x02040000;
    return version < grown ? 304 : 320;
}

Bytes operationBytes() noexcept { return operationBytes(rd_kafka_version()); }

} // namespace headroom::core
