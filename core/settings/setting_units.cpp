// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "core/settings/setting_codec.h"

// Texts to numbers: sizes, times and timestamps.

namespace headroom::core {
namespace {

struct UnitFactor {
    std::string_view suffix;
    std::int64_t factor;
};

constexpr std::array sizeUnits{
    UnitFactor{"b", 1},     UnitFactor{"k", kib}, UnitFactor{"kib", kib}, UnitFactor{"m", mib},
    UnitFactor{"mib", mib}, UnitFactor{"g", gib}, UnitFactor{"gib", gib},
};
/// In microseconds. "m" is missing on purpose: it could be minutes or milliseconds.
constexpr std::array timeUnits{
    UnitFactor{"us", 1},           UnitFactor{"µs", 1},           UnitFactor{"ms", 1000},
    UnitFactor{"s", 1'000'000},    UnitFactor{"min", 60'000'000}, UnitFactor{"h", 3'600'000'000},
};

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c); });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Splits "1.5 MiB" into its digits and its unit.
struct Parts {
    std::string_view digits;
    std::string unit;
};
Parts split(std::string_view text)
{
    text = trimmed(text);
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    return {text.substr(0, end), lowered(trimmed(text.substr(end)))};
}

template <std::size_t n>
std::optional<std::int64_t> factorOf(const std::array<UnitFactor, n>& units, std::string_view suffix)
{
    const auto unit = std::find_if(units.begin(), units.end(), [suffix](const UnitFactor& u) { return u.suffix == suffix; });
    return unit == units.end() ? std::nullopt : std::optional(unit->factor);
}

/// digits x factor / divisor when that is a whole number that fits; whole numbers stay exact at any size.
std::optional<std::int64_t> scaled(std::string_view digits, std::int64_t factor, std::int64_t divisor)
{
    const char* end = digits.data() + digits.size();
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(digits.data(), end, whole); read.ec == std::errc{} && read.ptr == end) {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(whole, factor, &product) || product % divisor != 0)
            return std::nullopt;
        return product / divisor;
    }
    double value = 0;
    if (const auto read = std::from_chars(digits.data(), end, value); read.ec != std::errc{} || read.ptr != end)
        return std::nullopt;
    const double product = value * static_cast<double>(factor) / static_cast<double>(divisor);
    constexpr double exactUpTo = 9007199254740992.0;
    if (!(product >= 0 && product < exactUpTo) || product != std::floor(product))
        return std::nullopt;
    return static_cast<std::int64_t>(product);
}

/// A fixed count of digits at the front of `text`, removed from it.
std::optional<int> takeDigits(std::string_view& text, std::size_t count)
{
    int value = 0;
    if (text.size() < count || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), [](unsigned char c) { return std::isdigit(c); }))
        return std::nullopt;
    std::from_chars(text.data(), text.data() + count, value);
    text.remove_prefix(count);
    return value;
}

bool takeChar(std::string_view& text, char wanted)
{
    if (text.empty() || text.front() != wanted)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::sys_days> takeDate(std::string_view& text)
{
    const auto year = takeDigits(text, 4);
    const bool dash = takeChar(text, '-');
    const auto month = takeDigits(text, 2);
    const bool secondDash = takeChar(text, '-');
    const auto day = takeDigits(text, 2);
    if (!year || !dash || !month || !secondDash || !day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

/// HH:MM, HH:MM:SS or HH:MM:SS.fff in milliseconds.
std::optional<std::int64_t> takeTimeOfDay(std::string_view& text)
{
    const auto hours = takeDigits(text, 2);
    const bool colon = takeChar(text, ':');
    const auto minutes = takeDigits(text, 2);
    if (!hours || !colon || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    std::int64_t result = (*hours * 60 + *minutes) * 60'000;
    if (!takeChar(text, ':'))
        return result;
    const auto seconds = takeDigits(text, 2);
    if (!seconds || *seconds > 59)
        return std::nullopt;
    result += *seconds * 1000;
    if (takeChar(text, '.')) {
        std::int64_t scale = 100;
        if (text.empty() || !std::isdigit(static_cast<unsigned char>(text.front())))
            return std::nullopt;
        for (; !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())); text.remove_prefix(1), scale /= 10)
            result += (text.front() - '0') * scale;
    }
    return result;
}

/// Z, +HH:MM, -HHMM or nothing, in milliseconds east of UTC.
std::optional<std::int64_t> takeZone(std::string_view& text)
{
    if (text.empty() || takeChar(text, 'Z') || takeChar(text, 'z'))
        return 0;
    const bool west = text.front() == '-';
    if (!west && text.front() != '+')
        return std::nullopt;
    text.remove_prefix(1);
    const auto hours = takeDigits(text, 2);
    takeChar(text, ':');
    const auto minutes = takeDigits(text, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59)
        return std::nullopt;
    return (west ? -1 : 1) * (*hours * 60 + *minutes) * std::int64_t{60'000};
}

} // namespace

Result<std::int64_t> parseSize(std::string_view text)
{
    const Parts parts = split(text);
    if (parts.unit == "kb" || parts.unit == "mb" || parts.unit == "gb")
        return fail(ErrorCode::invalidSetting, fmt::format("{} is ambiguous; write KiB, MiB or GiB (powers of 1024)", parts.unit));
    const auto factor = parts.unit.empty() ? std::optional<std::int64_t>(1) : factorOf(sizeUnits, parts.unit);
    const auto value = factor ? scaled(parts.digits, *factor, 1) : std::nullopt;
    if (!value)
        return fail(ErrorCode::invalidSetting, "not a size; write for example 1048576, 512KiB or 1MiB");
    return *value;
}

Result<std::int64_t> parseTime(std::string_view text, Unit plainUnit)
{
    const Parts parts = split(text);
    const std::int64_t plain = plainUnit == Unit::microseconds ? 1 : 1000;
    const auto factor = parts.unit.empty() ? std::optional(plain) : factorOf(timeUnits, parts.unit);
    const auto value = factor ? scaled(parts.digits, *factor, plain) : std::nullopt;
    if (!value)
        return fail(ErrorCode::invalidSetting,
                    fmt::format("not a time in whole {}; write for example 250ms, 2s or 5min", unitText(plain == 1 ? Unit::microseconds : Unit::milliseconds)));
    return *value;
}

Result<std::int64_t> parseTimestamp(std::string_view text)
{
    text = trimmed(text);
    std::int64_t plain = 0;
    if (const auto read = std::from_chars(text.data(), text.data() + text.size(), plain);
        !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() && plain >= 0)
        return plain;
    std::string_view rest = text;
    const auto date = takeDate(rest);
    std::optional<std::int64_t> time = 0;
    if (date && (takeChar(rest, 'T') || takeChar(rest, 't') || takeChar(rest, ' ')))
        time = takeTimeOfDay(rest);
    const auto zone = date && time ? takeZone(rest) : std::nullopt;
    if (!zone || !rest.empty())
        return fail(ErrorCode::invalidSetting, "not a time; write milliseconds since 1970 or for example 2026-03-01T12:00:00+01:00");
    const std::int64_t days = std::chrono::duration_cast<Milliseconds>(date->time_since_epoch()).count();
    return days + *time - *zone;
}

} // namespace headroom::core
