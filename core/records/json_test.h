// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/text_pattern.h"

namespace headroom::core {

/// One step into a JSON document.
struct JsonStep {
    enum class Kind : std::uint8_t {
        member,  ///< .name or ['name']
        element, ///< [3]
        any,     ///< [*] or .*: each member or element
    };
    Kind kind = Kind::member;
    std::string name;
    std::size_t element = 0;
};

/// What has to be found in a JSON document: "$.a.b == 3". Without an operator: that there is anything.
struct JsonTest {
    enum class Operator : std::uint8_t { exists, equal, notEqual, less, atMost, greater, atLeast, contains };

    std::vector<JsonStep> path;
    Operator test = Operator::exists;
    std::string operand;             ///< as it was typed, without quotes
    bool quoted = false;             ///< only a string can equal it
    std::optional<double> number;    ///< the operand where it is one
    std::optional<TextPattern> pattern; ///< for contains

    /// `yes` as soon as one value at the path passes; `no` for what is no JSON; undecided when `json` is longer than what
    /// is read (TextPattern::maxSearched) or `cut`, and nothing was found so far. Time: O(what is read).
    [[nodiscard]] FilterVerdict match(std::string_view json, bool cut) const;
};

} // namespace headroom::core
