// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/settings/settings.h"

namespace headroom::core {

enum class SettingGroup : std::uint8_t { connection, startPosition, fetchLimits, pollAndBatch, commit, budgetAndGuard, processing };

/// When a changed value takes effect: at once, or only in a new client (a reconnect, one rebalance).
enum class Apply : std::uint8_t { live, reconnect };

enum class Unit : std::uint8_t { none, bytes, kibibytes, milliseconds, microseconds, percent, messages };

struct BoolField {
    bool Settings::*member;
};
/// A size (bytes), a time or a number. Text accepts 512KiB where unit is bytes, 2s where it is a time.
struct IntField {
    std::int64_t Settings::*member;
    std::int64_t min;
    std::int64_t max;
    Unit unit = Unit::none;
    /// Shown instead of 0 where 0 means "off", "unset", "never".
    std::string_view zeroText = {};
};
struct TextField {
    std::string Settings::*member;
    bool mayBeEmpty = true;
    /// The problem in words, empty when there is none; null: any text.
    std::string (*check)(std::string_view text) = nullptr;
    /// Entries that may be given one by one; the text has them all, joined by "; ".
    bool repeated = false;
    /// Separated by commas; blanks around an entry are no part of it.
    bool list = false;
};
/// One of `choices`. An entry that ends in ':' takes an argument, checked by the codec (offset:N, file:PATH).
struct ChoiceField {
    std::string Settings::*member;
    std::span<const std::string_view> choices;
    /// The choice that stands for "not set": the client is not told. Empty: there is none.
    std::string_view unset = {};
};
/// Never shown, stored, exported or taken from a file, the environment or an argument.
struct SecretField {
    Secret Settings::*member;
};
using Field = std::variant<BoolField, IntField, TextField, ChoiceField, SecretField>;

/// One setting, described once. Form row, command line option, environment variable, file key, validation, generated
/// docs and (later) exports are all made from this row; adding a row needs no other edit.
struct SettingSpec {
    std::string_view id; ///< Kafka's own name with hyphens
    SettingGroup group;
    std::string_view label; ///< Kafka's dotted name for client properties, plain words for ours
    std::string_view help;  ///< one sentence: what it bounds or does
    Apply apply;
    Field field;
    std::string_view clientProperty = {}; ///< librdkafka's name; empty when it is Headroom's own
    std::string_view javaName = {};
    std::string_view kafkaPythonName = {};
};

/// A view on rows; surfaces take it as an argument so that a test can hand them one more row.
using SettingRows = std::span<const SettingSpec>;

/// All rows, in the order in which forms and docs show them. Static, immutable.
[[nodiscard]] SettingRows settingTable() noexcept;

[[nodiscard]] inline bool isSecret(const SettingSpec& row) noexcept { return std::holds_alternative<SecretField>(row.field); }

/// The row with this id, or nullptr.
[[nodiscard]] const SettingSpec* findSetting(SettingRows rows, std::string_view id) noexcept;

[[nodiscard]] std::string_view groupTitle(SettingGroup group) noexcept;
[[nodiscard]] std::string_view unitText(Unit unit) noexcept;

} // namespace headroom::core
