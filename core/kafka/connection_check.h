// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/units.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// The way to a topic and a group, one after the other.
enum class CheckStep : std::uint8_t { settings, address, connection, encryption, login, permission, topic, group };
inline constexpr std::size_t checkSteps = 8;

enum class CheckState : std::uint8_t { notReached, passed, failed, notNeeded };

struct CheckLine {
    CheckState state = CheckState::notReached;
    std::string text; ///< one sentence, for failed with what to do; may be empty
};

/// How far a try to connect came. At most one line has failed, those behind it were not reached.
struct ConnectionReport {
    std::array<CheckLine, checkSteps> lines;
    std::string setting; ///< id of the row that most likely mends it; empty when all passed

    [[nodiscard]] bool passed() const noexcept;
};

[[nodiscard]] std::string_view wordFor(CheckStep step) noexcept;
[[nodiscard]] std::string_view wordFor(CheckState state) noexcept;

/// Connects with these settings, in no group and reading no message, and asks for the first topic and for the group's offsets.
/// Blocks: not on the thread of
/// the window. Ends after `timeout` at the latest, and some 300 ms after `cancelled` first says so. The demo broker must be
/// resolved to its address. Texts hold no secret.
[[nodiscard]] ConnectionReport checkConnection(SettingRows rows, const Settings& settings, Milliseconds timeout, const std::function<bool()>& cancelled);

} // namespace headroom::core
