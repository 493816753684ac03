// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace headroom::core {

/// Always bytes, never kilobytes; people see KiB and MiB only through number_format.h.
using Bytes = std::int64_t;
/// A Kafka offset. Positions are the offset of the *next* record, as Kafka counts.
using Offset = std::int64_t;
using PartitionId = std::int32_t;
using Milliseconds = std::chrono::milliseconds;

inline constexpr Bytes kib = 1024;
inline constexpr Bytes mib = 1024 * kib;
inline constexpr Bytes gib = 1024 * mib;

/// "Not known yet" for offsets and lags; shown as "–", written as null, never as 0.
inline constexpr Offset unknownOffset = -1;
inline constexpr Bytes unknownBytes = -1;

} // namespace headroom::core
