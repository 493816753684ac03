// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <librdkafka/rdkafka.h>

#include "core/base/result.h"

// Private to core/kafka: the one place where librdkafka's codes become Errors.

namespace headroom::core {

/// `detail` is librdkafka's own text (may be empty); `context` names topic, partition or request. With the user's
/// `bootstrapServers` an address that only the cluster named is told apart from them.
[[nodiscard]] Error translateError(rd_kafka_resp_err_t code, std::string_view detail, std::string context = {}, std::string_view bootstrapServers = {});

} // namespace headroom::core
