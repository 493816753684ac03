// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace headroom::core {

/// What kind of failure an Error is; the UI maps it to severity and action, the CLI to an exit code.
enum class ErrorCode : std::uint8_t {
    invalidSetting,   ///< a setting is unknown, malformed or out of range (exit 2)
    io,               ///< a file or pipe could not be read or written
    unreachable,      ///< no broker answers
    notABroker,       ///< something answers, but not as a Kafka broker does
    unknownTopic,     ///< the topic or partition does not exist
    unauthorized,     ///< authentication or authorization was refused
    offsetLost,       ///< the wanted offset is no longer on the broker
    commitFailed,     ///< the broker refused a commit
    rebalanced,       ///< the group moved on; the offsets belong to somebody else now
    timeout,          ///< a deadline of ours passed
    busy,             ///< a bounded queue is full; try again
    badState,         ///< the request makes no sense now (for example commit while stopped)
    processing,       ///< the processor failed
    memoryLimit,      ///< stopped in good order before the container's memory limit
    internal,         ///< a defect or an exhausted resource
};

[[nodiscard]] std::string_view wordFor(ErrorCode code) noexcept;

/// An error is a value. `message` is one sentence for people and says what to do next;
/// `context` names the thing (setting id, file, topic); `clientCode` is librdkafka's number or 0.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
    std::string context;
    bool retriable = false;
    bool fatal = false;
    int clientCode = 0;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning a failure from a function with a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string context = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(context), false, false, 0});
}

} // namespace headroom::core
