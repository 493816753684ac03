// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/client_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "core/kafka/consumer_port.h"
#include "core/kafka/security_error.h"

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
constexpr std::string_view topicRight = "It takes the rights READ and DESCRIBE on the topic: ask for the missing right, or use other credentials.";
constexpr std::string_view groupRight = "It takes the right READ on the group: ask for the missing right, or use other credentials.";

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
    ErrorRow{RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorCode::unauthorized, false, topicRight},
    ErrorRow{RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, ErrorCode::unauthorized, false, groupRight},
    ErrorRow{RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, ErrorCode::offsetLost, false, "Choose where to go on: earliest or latest."},
    ErrorRow{RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, ErrorCode::offsetLost, false, "Choose where to go on: earliest or latest."},
    ErrorRow{RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, ErrorCode::rebalanced, false, groupAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID, ErrorCode::rebalanced, false, groupAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, ErrorCode::rebalanced, true, groupAdvice},
    ErrorRow{RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, ErrorCode::rebalanced, false, "Another member runs with the same group-instance-id; stop one of them."},
    ErrorRow{RD_KAFKA_RESP_ERR_UNRELEASED_INSTANCE_ID, ErrorCode::rebalanced, false, "Another member runs with the same group-instance-id; stop one of them."},
    ErrorRow{RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED, ErrorCode::rebalanced, true, "Processing took longer than max-poll-interval-ms; raise it or take smaller batches."},
    ErrorRow{RD_KAFKA_RESP_ERR_OFFSET_METADATA_TOO_LARGE, ErrorCode::commitFailed, false, "The broker refuses the commit's metadata; check its settings."},
};

/// "host:port" of "sasl_ssl://host:port/bootstrap: Disconnected ..."; empty for a broker that the cluster itself named.
std::string_view bootstrapAddress(std::string_view detail)
{
    const std::size_t end = detail.find("/bootstrap: ");
    if (end == std::string_view::npos)
        return {};
    const std::string_view name = detail.substr(0, end);
    const std::size_t scheme = name.find("://");
    return scheme == std::string_view::npos ? name : name.substr(scheme + 3);
}

/// Each connection begins with the question for the API versions. When a server that is only known by its address does not
/// answer that one, the client's own guesses (an old broker, a size limit) lead astray.
std::optional<Error> wrongServer(rd_kafka_resp_err_t code, std::string_view detail, const std::string& context)
{
    const std::string_view address = bootstrapAddress(detail);
    const bool kind = code == RD_KAFKA_RESP_ERR__TRANSPORT || code == RD_KAFKA_RESP_ERR__BAD_MSG;
    if (!kind || address.empty() || detail.find("in state APIVERSION_QUERY") == std::string_view::npos)
        return std::nullopt;
    const std::string_view how = code == RD_KAFKA_RESP_ERR__BAD_MSG                            ? "what comes back is not Kafka's protocol"
                                 : detail.find("Timed out") != std::string_view::npos ? "nothing comes back"
                                                                                      : "it hangs up";
    return Error{ErrorCode::notABroker,
                 fmt::format("Something accepts connections at {}, but does not answer as a Kafka broker ({}). Check that the port is a broker's listener (not a web server's or a "
                             "KRaft controller's) and that security-protocol is the listener's (PLAINTEXT, SSL, ...).",
                             address, how),
                 context, true, false, static_cast<int>(code)};
}

/// A broker as the cluster itself names it: in "host:port/1: Connect to ... failed", or in "GroupCoordinator: host:port: ...".
struct NamedBroker {
    std::string who; ///< "Broker 1"
    std::string_view address;
    std::string_view reason;
};

std::optional<NamedBroker> namedBroker(std::string_view detail)
{
    constexpr std::string_view coordinator = "GroupCoordinator: ";
    const bool coordinates = detail.starts_with(coordinator);
    if (coordinates)
        detail.remove_prefix(coordinator.size());
    const std::size_t end = detail.find(": ");
    if (end == std::string_view::npos)
        return std::nullopt;
    std::string_view address = detail.substr(0, end);
    std::string who = "The group's coordinator";
    if (!coordinates) {
        const std::size_t slash = address.rfind('/');
        const std::string_view number = slash == std::string_view::npos ? std::string_view() : address.substr(slash + 1);
        if (number.empty() || number.find_first_not_of("0123456789") != std::string_view::npos)
            return std::nullopt;
        who = fmt::format("Broker {}", number);
        address = address.substr(0, slash);
    }
    if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos)
        address.remove_prefix(scheme + 3);
    return NamedBroker{std::move(who), address, detail.substr(end + 2)};
}

/// A name that has addresses of both kinds is tried with the one and then with the other: only an address of the sixth kind that
/// fails is worth a word.
std::string_view familyAdvice(std::string_view detail)
{
    const bool failed = detail.find("Connect to ipv6#") != std::string_view::npos;
    return failed ? " The address tried is an IPv6 one: where the broker listens on IPv4 only, set property to broker.address.family=v4." : "";
}

/// The bootstrap servers answer, and what they answer leads nowhere: the usual cause is advertised.listeners, of which the
/// client's own words (an address nobody has typed in) say nothing. A broker that is named as bootstrap server is just down.
std::optional<Error> unreachableAdvertised(rd_kafka_resp_err_t code, std::string_view detail, std::string_view bootstrapServers, const std::string& context)
{
    const bool noWay = code == RD_KAFKA_RESP_ERR__RESOLVE || detail.find("in state CONNECT") != std::string_view::npos;
    const auto broker = noWay && !bootstrapServers.empty() ? namedBroker(detail) : std::nullopt;
    if (!broker || ("," + std::string(bootstrapServers) + ",").find("," + std::string(broker->address) + ",") != std::string::npos)
        return std::nullopt;
    return Error{ErrorCode::unreachable,
                 fmt::format("{} cannot be reached at {}, the address that it advertises ({}). The bootstrap servers ({}) did answer. Check that the broker runs and that its "
                             "advertised.listeners names an address that this machine can reach; Headroom keeps trying.{}",
                             broker->who, broker->address, broker->reason, bootstrapServers, familyAdvice(detail)),
                 context, true, false, static_cast<int>(code)};
}

} // namespace

bool sumsUpOthers(const Error& error) noexcept
{
    return error.clientCode == static_cast<int>(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN);
}

Offset cutOffAt(const Error& error) noexcept
{
    constexpr std::string_view mark = "Partition log truncation detected";
    constexpr std::string_view before = "broker end offset is ";
    const std::size_t at = error.message.find(mark) == std::string::npos ? std::string::npos : error.message.find(before);
    Offset end = unknownOffset;
    if (at != std::string::npos)
        std::from_chars(error.message.data() + at + before.size(), error.message.data() + error.message.size(), end);
    return end;
}

Error translateError(rd_kafka_resp_err_t code, std::string_view detail, std::string context, std::string_view bootstrapServers)
{
    if (auto security = securityError(code, detail))
        return std::move(*security);
    if (auto advertised = unreachableAdvertised(code, detail, bootstrapServers, context))
        return std::move(*advertised);
    if (auto wrong = wrongServer(code, detail, context))
        return std::move(*wrong);
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
    error.message = fmt::format("{} ({}). {}{}", text, rd_kafka_err2name(code), advice, familyAdvice(detail));
    return error;
}

} // namespace headroom::core
