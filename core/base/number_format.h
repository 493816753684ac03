// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "core/base/clock.h"
#include "core/base/units.h"

namespace headroom::core {

/// The one formatter of window, command line and reports. Unknown (negative or NaN) is "–".
/// Thousands are parted by a thin no-break space (U+202F).

/// 512 B, 47.8 KiB, 31.6 MiB: binary units, one decimal from 1 KiB. Negative *differences* use formatBytesSigned.
[[nodiscard]] std::string formatBytes(Bytes bytes);
/// As formatBytes, with U+2212 for minus: headroom may be negative.
[[nodiscard]] std::string formatBytesSigned(Bytes bytes);
/// 1 284
[[nodiscard]] std::string formatCount(std::int64_t count);
/// 421 msg/s, 19.8 k msg/s, 1.92 M msg/s: three significant digits.
[[nodiscard]] std::string formatMessageRate(double perSecond);
/// 19.8 MiB/s
[[nodiscard]] std::string formatByteRate(double bytesPerSecond);
/// 4.1 ms, 12.0 s, 3 min 20 s
[[nodiscard]] std::string formatDuration(std::chrono::nanoseconds duration);
/// No decimals from 10 %, one below.
[[nodiscard]] std::string formatPercent(double percent);
/// Local HH:MM:SS.mmm
[[nodiscard]] std::string formatClock(WallTime time);
/// ISO 8601 with offset, for exports.
[[nodiscard]] std::string formatIso8601(WallTime time);

} // namespace headroom::core
