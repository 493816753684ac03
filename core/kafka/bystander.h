// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <librdkafka/rdkafka.h>

#include "core/base/redactor.h"
#include "core/kafka/client_conf.h"
#include "core/kafka/security_error.h"

// Private to core/kafka.

namespace headroom::core {

using ClientPtr = std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>>;
using TopicPtr = std::unique_ptr<rd_kafka_topic_t, Destroyer<rd_kafka_topic_destroy>>;
using MetadataPtr = std::unique_ptr<const rd_kafka_metadata_t, Destroyer<rd_kafka_metadata_destroy>>;

/// A client for a question beside the run: in no group, commits nothing, creates nothing. Remembers the first reason for
/// silence that says more than "all brokers are down". Thread: the caller's. Destroying it takes some 300 ms at most.
class Bystander {
public:
    Bystander() = default;
    Bystander(const Bystander&) = delete;
    Bystander& operator=(const Bystander&) = delete;

    [[nodiscard]] Result<void> open(SettingRows rows, Settings settings);

    [[nodiscard]] rd_kafka_t* client() const noexcept { return m_client.get(); }
    /// Serves the callbacks.
    void serve() { rd_kafka_poll(m_client.get(), 0); }
    /// The login was refused: trying again only locks accounts.
    [[nodiscard]] bool refused() const { return m_reason && m_reason->code == ErrorCode::unauthorized; }
    /// Why there is no answer.
    [[nodiscard]] Error silence() const;

    /// For the client's callbacks.
    [[nodiscard]] SecurityWatch& watch() noexcept { return m_watch; }

private:
    void onError(rd_kafka_resp_err_t code, std::string_view text);

    SecurityWatch m_watch; ///< before the client: outlives it
    std::optional<Error> m_reason;
    ClientPtr m_client;
};

} // namespace headroom::core
