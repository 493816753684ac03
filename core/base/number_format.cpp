// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

#include <fmt/format.h>

namespace headroom::core {
namespace {

constexpr const char* unknownText = "–";
constexpr const char* thinSpace = "\u202F";
constexpr const char* minusSign = "\u2212";

/// 1284 -> 1 284
std::string grouped(std::uint64_t value)
{
    const std::string digits = std::to_string(value);
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            out += thinSpace;
        out += digits[i];
    }
    return out;
}

/// `value` (not negative) with a binary unit; `suffix` follows the unit.
std::string binary(double value, std::string_view suffix)
{
    constexpr std::array units{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (std::round(value) < static_cast<double>(kib))
        return fmt::format("{:.0f} B{}", value, suffix);
    std::size_t unit = 0;
    value /= static_cast<double>(kib);
    // 1023.95 KiB would read as 1024.0 KiB
    while (value >= 1023.95 && unit + 1 < units.size()) {
        value /= static_cast<double>(kib);
        ++unit;
    }
    return fmt::format("{:.1f} {}{}", value, units[unit], suffix);
}

std::string threeDigits(double value)
{
    if (value < 9.995)
        return fmt::format("{:.2f}", value);
    return value < 99.95 ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

std::uint64_t magnitude(std::int64_t value)
{
    return value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
}

std::tm localTime(WallTime time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
}

int millisecondsOf(WallTime time)
{
    const auto rest = time - std::chrono::floor<std::chrono::seconds>(time);
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(rest).count());
}

std::string minutesAndMore(std::int64_t seconds)
{
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    if (seconds < hour)
        return fmt::format("{} min {} s", seconds / minute, seconds % minute);
    return fmt::format("{} h {} min", grouped(static_cast<std::uint64_t>(seconds / hour)), seconds % hour / minute);
}

} // namespace

std::string formatBytes(Bytes bytes) { return bytes < 0 ? unknownText : binary(static_cast<double>(bytes), ""); }

std::string formatBytesSigned(Bytes bytes)
{
    return (bytes < 0 ? minusSign : "") + binary(static_cast<double>(magnitude(bytes)), "");
}

std::string formatCount(std::int64_t count) { return count < 0 ? unknownText : grouped(static_cast<std::uint64_t>(count)); }

std::string formatMessageRate(double perSecond)
{
    if (!(perSecond >= 0) || std::isinf(perSecond))
        return unknownText;
    // 999.5 would read as 1000
    if (perSecond < 999.5)
        return perSecond == std::floor(perSecond) ? fmt::format("{:.0f} msg/s", perSecond) : threeDigits(perSecond) + " msg/s";
    if (perSecond < 999.5e3)
        return threeDigits(perSecond / 1e3) + " k msg/s";
    return threeDigits(perSecond / 1e6) + " M msg/s";
}

std::string formatByteRate(double bytesPerSecond)
{
    return bytesPerSecond >= 0 && !std::isinf(bytesPerSecond) ? binary(bytesPerSecond, "/s") : unknownText;
}

std::string formatDuration(std::chrono::nanoseconds duration)
{
    if (duration.count() < 0)
        return unknownText;
    const double milliseconds = std::chrono::duration<double, std::milli>(duration).count();
    const double seconds = milliseconds / 1e3;
    if (milliseconds < 999.95)
        return fmt::format("{:.1f} ms", milliseconds);
    if (seconds < 59.95)
        return fmt::format("{:.1f} s", seconds);
    return minutesAndMore(std::llround(seconds));
}

std::string formatPercent(double percent)
{
    if (!(percent >= 0) || std::isinf(percent))
        return unknownText;
    return percent < 9.95 ? fmt::format("{:.1f} %", percent) : fmt::format("{:.0f} %", percent);
}

std::string formatClock(WallTime time)
{
    const std::tm parts = localTime(time);
    return fmt::format("{:02}:{:02}:{:02}.{:03}", parts.tm_hour, parts.tm_min, parts.tm_sec, millisecondsOf(time));
}

std::string formatIso8601(WallTime time)
{
    const std::tm parts = localTime(time);
    const long offset = std::labs(parts.tm_gmtoff) / 60;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                       parts.tm_min, parts.tm_sec, millisecondsOf(time), parts.tm_gmtoff < 0 ? '-' : '+', offset / 60, offset % 60);
}

} // namespace headroom::core
