// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/kafka/consumer_port.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// Creates the librdkafka client for these settings and subscribes. Client properties are set from the rows that name
/// one; commit mode, log queue, offset reset and callbacks are set here. `bootstrapServers` is already resolved (not
/// "demo"). Fails with the row's id when the library refuses a value. Does not wait for a broker.
[[nodiscard]] Result<std::unique_ptr<ConsumerPort>> makeRdkafkaConsumer(SettingRows rows, const Settings& settings, ConsumerListener& listener);

/// True when this client library knows the property.
[[nodiscard]] bool clientKnowsProperty(std::string_view property);

} // namespace headroom::core
