// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include <librdkafka/rdkafka.h>

#include "core/base/result.h"

/// What kafka_client.cpp and kafka_admin.cpp share; not for tests.
namespace headroom::test {

inline constexpr int adminTimeoutMs = 30'000;
inline constexpr int produceTimeoutMs = 120'000;

template <auto destroy>
struct Destroy {
    template <class T>
    void operator()(T* object) const
    {
        destroy(object);
    }
};
using Handle = std::unique_ptr<rd_kafka_t, Destroy<rd_kafka_destroy>>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Destroy<rd_kafka_queue_destroy>>;
using Event = std::unique_ptr<rd_kafka_event_t, Destroy<rd_kafka_event_destroy>>;
using ErrorObject = std::unique_ptr<rd_kafka_error_t, Destroy<rd_kafka_error_destroy>>;
using Metadata = std::unique_ptr<const rd_kafka_metadata_t, Destroy<rd_kafka_metadata_destroy>>;

/// What became of the records; owned by the caller of produce(), filled by the delivery callback while it polls.
struct Deliveries {
    std::uint64_t stored = 0;
    std::uint64_t lost = 0;
    rd_kafka_resp_err_t lastError = RD_KAFKA_RESP_ERR_NO_ERROR;
};

[[nodiscard]] tl::unexpected<core::Error> failed(const std::string& what, rd_kafka_resp_err_t code,
                                                 const std::string& text = {});

/// A producing (and administering) handle; `deliveries` outlives it and may be null.
[[nodiscard]] core::Result<Handle> makeProducer(const std::string& bootstrap,
                                                std::map<std::string, std::string> properties, Deliveries* deliveries);

} // namespace headroom::test
