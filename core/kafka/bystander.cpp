// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/bystander.h"

#include <array>

#include "core/kafka/client_error.h"
#include "core/kafka/consumer_port.h"

namespace headroom::core {

Result<void> Bystander::open(SettingRows rows, Settings settings)
{
    settings.groupId.clear();
    settings.groupInstanceId.clear();
    settings.groupProtocol = "classic";
    settings.commitMode = "manual";
    auto conf = makeClientConf(rows, settings);
    if (!conf)
        return tl::unexpected(conf.error());
    rd_kafka_conf_set(conf->get(), "enable.partition.eof", "true", nullptr, 0);
    rd_kafka_conf_set(conf->get(), "topic.metadata.propagation.max.ms", "1000", nullptr, 0); // a topic that is not there is told soon
    rd_kafka_conf_set_opaque(conf->get(), this);
    rd_kafka_conf_set_log_cb(conf->get(), [](const rd_kafka_t*, int, const char*, const char*) {}); // failures come by the other callback
    rd_kafka_conf_set_error_cb(conf->get(), [](rd_kafka_t*, int code, const char* text, void* opaque) {
        static_cast<Bystander*>(opaque)->onError(static_cast<rd_kafka_resp_err_t>(code), text == nullptr ? "" : text);
    });
    m_watch.install<Bystander>(conf->get());
    std::array<char, 512> reason{};
    m_client.reset(rd_kafka_new(RD_KAFKA_CONSUMER, conf->get(), reason.data(), reason.size()));
    if (!m_client) {
        abandonConf(std::move(*conf));
        return tl::unexpected(refusedSettings(reason.data(), !settings.sslKeyPassword.empty()));
    }
    static_cast<void>(conf->release()); // the client owns it now
    rd_kafka_set_log_queue(m_client.get(), nullptr);
    return {};
}

void Bystander::onError(rd_kafka_resp_err_t code, std::string_view text)
{
    Error error = translateError(code, m_watch.complete(text));
    if (!refused() && !(m_reason && sumsUpOthers(error)))
        m_reason = std::move(error);
}

Error Bystander::silence() const
{
    return m_reason.value_or(Error{ErrorCode::unreachable, "No broker answers: check host and port, and that the broker runs.", "bootstrap-servers", true, false, 0});
}

} // namespace headroom::core
