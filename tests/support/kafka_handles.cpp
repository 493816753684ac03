// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kafka_handles.h"

#include <array>

namespace headroom::test {
namespace {

void onDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque)
{
    auto& deliveries = *static_cast<Deliveries*>(opaque);
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        ++deliveries.lost;
        deliveries.lastError = message->err;
    } else {
        ++deliveries.stored;
    }
}

} // namespace

tl::unexpected<core::Error> failed(const std::string& what, rd_kafka_resp_err_t code, const std::string& text)
{
    return tl::unexpected(core::Error{core::ErrorCode::internal,
                                      what + ": " + (text.empty() ? std::string(rd_kafka_err2str(code)) : text), what,
                                      false, false, static_cast<int>(code)});
}

core::Result<Handle> makeProducer(const std::string& bootstrap, std::map<std::string, std::string> properties,
                                  Deliveries* deliveries)
{
    properties["bootstrap.servers"] = bootstrap;
    std::array<char, 512> reason{};
    rd_kafka_conf_t* config = rd_kafka_conf_new();
    rd_kafka_conf_set_dr_msg_cb(config, onDelivery);
    rd_kafka_conf_set_opaque(config, deliveries);
    for (const auto& [name, value] : properties) {
        if (rd_kafka_conf_set(config, name.c_str(), value.c_str(), reason.data(), reason.size()) != RD_KAFKA_CONF_OK) {
            rd_kafka_conf_destroy(config);
            return failed("property " + name, RD_KAFKA_RESP_ERR__INVALID_ARG, reason.data());
        }
    }
    Handle producer(rd_kafka_new(RD_KAFKA_PRODUCER, config, reason.data(), reason.size()));
    if (!producer) {
        rd_kafka_conf_destroy(config);
        return failed("producer", RD_KAFKA_RESP_ERR__FAIL, reason.data());
    }
    return producer;
}

} // namespace headroom::test
