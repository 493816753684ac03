// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

namespace headroom::core {

/// Bytes that librdkafka keeps for each message in its queue or in hand besides the message itself: its rd_kafka_op_t.
/// `version` as rd_kafka_version() gives it, 0xMMmmrrxx. Measured: 304 in 2.3, 320 in 2.8 and 2.14. Between 2.3 and 2.8
/// the larger one is taken.
[[nodiscard]] Bytes operationBytes(int version) noexcept;

/// Of the client that runs.
[[nodiscard]] Bytes operationBytes() noexcept;

} // namespace headroom::core
