// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/client_error.h"

#include <array>

#include <fmt/format.h>

namespace headroom::core {
namespace {

struct ErrorRow {
    rd_kafka_resp_err_t code;
    ErrorCode kind;
    bool retriable;
    std::string_view advice;
};

constexpr std::string_view brokerAdvice = "Check that the broker runs and that bootstrap-servers names it; Headroom keeps trying.";
constexpr std::string_view groupAdvice = "The group moved on; what was not committed will be delivered again.";
constexpr std::string_view topicAdvice = "Check the topic's name, or create it; Headroom never creates topics.";
constexpr std::string_view rightAdvice = "Ask for the missing right, or use other credentials.";

constexpr std::array errorRows{
    ErrorRow{RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, ErrorCode::unreachable, true, brokerAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR__TRANSPORT, ErrorCode::unreachable, true, brokerAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR__RESOLVE, ErrorCode::unreachable, true, "Check the host name in bootstrap-servers."},
    ErrorRow{RD_KAFKA_RESP_ERR__TIMED_OUT, ErrorCode::timeout, true, brokerAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, ErrorCode::timeout, true, brokerAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR__WAIT_COORD, ErrorCode::unreachable, true, "The group's coordinator is not reachable yet; Headroom keeps trying."},
    ErrorRow{RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, ErrorCode::unreachable, true, "The coordinator is loading; Headroom keeps trying."},
    ErrorRow{RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, ErrorCode::unreachable, true, "The coordinator is not available yet; Headroom keeps trying."},
    ErrorRow{RD_KAFKA_RESP_ERR_NOT_COORDINATOR, ErrorCode::unreachable, true, "The group's coordinator has moved; Headroom keeps trying."},
    ErrorRow{RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, ErrorCode::unknownTopic, false, topicAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, ErrorCode::unknownTopic, false, topicAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, ErrorCode::unknownTopic, false, topicAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, ErrorCode::unknownTopic, false, topicAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR__AUTHENTICATION, ErrorCode::unauthorized, false, "Check mechanism, user and password."},
    ErrorRow{RD_KAFKA_RESP_ERR__SSL, ErrorCode::unauthorized, false, "Check the certificates and security-protocol."},
    ErrorRow{RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorCode::unauthorized, false, rightAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, ErrorCode::unauthorized, false, rightAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, ErrorCode::offsetLost, false, "Choose where to go on: earliest or latest."},
    ErrorRow{RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, ErrorCode::offsetLost, false, "Choose where to go on: earliest or latest."},
    ErrorRow{RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, ErrorCode::rebalanced, false, groupAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID, ErrorCode::rebalanced, false, groupAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, ErrorCode::rebalanced, true, groupAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, ErrorCode::rebalanced, false, "Another member runs with the same group-instance-id; stop one of them."},
    ErrorRow{RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED, ErrorCode::rebalanced, true, "Processing took longer than max-poll-interval-ms; raise it or take smaller batches."},
    ErrorRow{RD_KAFKA_RESP_ERR_OFFSET_METADATA_TOO_LARGE, ErrorCode::commitFailed, false, "The broker refuses the commit's metadata; check its settings."},
};

} // namespace

Error translateError(rd_kafka_resp_err_t code, std::string_view detail, std::string context)
{
    const std::string text = detail.empty() ? rd_kafka_err2str(code) : std::string(detail);
    Error error{ErrorCode::internal, {}, std::move(context), false, code == RD_KAFKA_RESP_ERR__FATAL, static_cast<int>(code)};
    std::string_view advice = "See the log; stop and start again if it stays.";
    for (const ErrorRow& row : errorRows) {
        if (row.code == code) {
            error.code = row.kind;
            error.retriable = row.retriable;
            advice = row.advice;
        }
    }
    error.message = fmt::format("{} ({}). {}", text, rd_kafka_err2name(code), advice);
    return error;
}

} // namespace headroom::core
