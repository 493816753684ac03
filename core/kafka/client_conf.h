// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

// Private to core/kafka: owners of librdkafka's C objects, and the client's configuration.

namespace headroom::core {

template <auto destroy>
struct Destroyer {
    template <class T>
    void operator()(T* object) const noexcept
    {
        destroy(object);
    }
};
using ConfPtr = std::unique_ptr<rd_kafka_conf_t, Destroyer<rd_kafka_conf_destroy>>;
using QueuePtr = std::unique_ptr<rd_kafka_queue_t, Destroyer<rd_kafka_queue_destroy>>;
using PartitionListPtr = std::unique_ptr<rd_kafka_topic_partition_list_t, Destroyer<rd_kafka_topic_partition_list_destroy>>;
using RdErrorPtr = std::unique_ptr<rd_kafka_error_t, Destroyer<rd_kafka_error_destroy>>;

/// For a configuration of which rd_kafka_new would not make a client: that call has freed the interceptors in it and left them
/// there (2.8), so destroying it would free them twice. It is let go, some KiB, without its secrets.
void abandonConf(ConfPtr conf);

/// The client's properties from the rows that name one, and those Headroom sets itself. No callbacks yet.
[[nodiscard]] Result<ConfPtr> makeClientConf(SettingRows rows, const Settings& settings);

} // namespace headroom::core
