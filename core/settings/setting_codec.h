// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// Parses `text` into the row's member. On failure the settings are unchanged and the message names id, value and
/// allowed range, so that it can be shown as it is.
[[nodiscard]] Result<void> parseSetting(Settings& settings, const SettingSpec& row, std::string_view text);

/// The value as text that parseSetting accepts again (exact: 1048576, not 1.0 MiB, unless it divides evenly). For a secret
/// that is set it is `secretMask`, which parseSetting takes for "as it is".
[[nodiscard]] std::string settingText(const Settings& settings, const SettingSpec& row);

/// The allowed values in words: "1 KiB ... 1 GiB", "stored, earliest, latest, last:N, offset:N, timestamp:T".
[[nodiscard]] std::string allowedText(const SettingSpec& row);

/// A number in the row's unit as settingText writes it: 1 MiB, 250 ms, "none" where the field has a word for 0.
[[nodiscard]] std::string numberText(const IntField& field, std::int64_t value);

/// "1048576", "1MiB", "512 KiB", "2g" -> bytes. Units are binary; "MB" is refused because it is ambiguous.
[[nodiscard]] Result<std::int64_t> parseSize(std::string_view text);
/// "250ms", "2s", "5min", plain numbers are in `plainUnit`; result in that unit.
[[nodiscard]] Result<std::int64_t> parseTime(std::string_view text, Unit plainUnit);
/// Milliseconds since 1970 as a plain number, or ISO 8601: "2026-03-01", "2026-03-01T12:00:00.250+01:00". Without an
/// offset the time is UTC. Result in milliseconds since 1970.
[[nodiscard]] Result<std::int64_t> parseTimestamp(std::string_view text);

/// The argument of a choice: "12" of "offset:12", empty when it has none.
[[nodiscard]] std::string_view choiceArgument(std::string_view value) noexcept;
/// True when `value` is the entry `choice` of a ChoiceField ("offset:" takes any argument).
[[nodiscard]] bool isChoice(std::string_view value, std::string_view choice) noexcept;

/// Every value of the table in its range, and the rules between rows: fetch.max.bytes >= message.max.bytes,
/// max.poll.interval.ms >= session.timeout.ms, a topic must be named, and so on. One message, naming both ids.
[[nodiscard]] Result<void> validateSettings(const Settings& settings);

/// True for a choice that stands for "not set": the client keeps its default.
[[nodiscard]] bool isUnset(const Settings& settings, const SettingSpec& row) noexcept;

/// Both have the same value in this row, secrets too.
[[nodiscard]] bool sameSetting(const Settings& a, const Settings& b, const SettingSpec& row);

/// True when going from one to the other needs a new client.
[[nodiscard]] bool needsReconnect(SettingRows rows, const Settings& from, const Settings& to);

} // namespace headroom::core
