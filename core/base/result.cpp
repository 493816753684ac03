// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace headroom::core {

std::string_view wordFor(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::invalidSetting: return "invalid setting";
    case ErrorCode::io: return "input/output";
    case ErrorCode::unreachable: return "unreachable";
    case ErrorCode::notABroker: return "not a broker";
    case ErrorCode::unknownTopic: return "unknown topic";
    case ErrorCode::unauthorized: return "unauthorized";
    case ErrorCode::offsetLost: return "offset lost";
    case ErrorCode::commitFailed: return "commit failed";
    case ErrorCode::rebalanced: return "rebalanced";
    case ErrorCode::timeout: return "timeout";
    case ErrorCode::busy: return "busy";
    case ErrorCode::badState: return "bad state";
    case ErrorCode::processing: return "processing";
    case ErrorCode::memoryLimit: return "memory limit";
    case ErrorCode::internal: return "internal";
    }
    return "internal";
}

} // namespace headroom::core
