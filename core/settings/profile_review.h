// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/settings/setting_sources.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// What one line of somebody else's profile would do.
enum class ReviewVerdict : std::uint8_t {
    change,  ///< a value changes
    confirm, ///< it changes, and there is a reason to look twice
    refuse,  ///< it is left out, whatever is answered
};

struct ReviewLine {
    ReviewVerdict verdict = ReviewVerdict::change;
    std::string what;   ///< setting id, or the property's name
    std::string now;    ///< as in force; may be empty
    std::string then;   ///< as it would be; empty when refused
    std::string reason; ///< one sentence for confirm and refuse
};

struct ProfileReview {
    SettingTexts accepted;         ///< by id: what useProfile takes; refused entries are not in it
    std::vector<ReviewLine> lines; ///< refused ones first, then to be confirmed, then the rest, each in the order of the table
    Settings result;               ///< the settings as they would be

    [[nodiscard]] bool anyRefused() const;
};

/// Reads a profile or settings file from somebody else and compares it with what is in force, row by row. Nothing is changed.
/// Fails when the file is none (missing, not regular, above 1 MiB, not a JSON object); single entries that cannot be are
/// refused in the review. Reads from the disk. Bound: one line a key of the file, at most 200; what changes always has its line.
[[nodiscard]] Result<ProfileReview> reviewProfile(SettingRows rows, const std::string& path, const Settings& inForce, const Settings& defaults = {});

/// The review as text, a line each, for a terminal.
[[nodiscard]] std::string reviewText(const ProfileReview& review);

} // namespace headroom::core
