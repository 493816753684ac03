// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headroom::core {

/// One JSON string, number or word in a text: where it ends, or why it does not.
struct JsonToken {
    enum class State : std::uint8_t {
        whole,    ///< ends at `end`
        endsEarly,///< the text ends within it
        tooLong,  ///< not read to its end: it is longer than was asked for
        invalid,  ///< `problem` at `end`
    };
    State state = State::whole;
    std::size_t end = 0;
    std::string_view problem;
};

/// Each begins at `begin` (a quote; a minus or digit; a letter) and reads at most `maxLength` bytes and a few more.
/// Strings must be UTF-8 and their escapes well-formed; nothing is turned into a value.
[[nodiscard]] JsonToken scanJsonString(std::string_view text, std::size_t begin, std::size_t maxLength);
[[nodiscard]] JsonToken scanJsonNumber(std::string_view text, std::size_t begin, std::size_t maxLength);
[[nodiscard]] JsonToken scanJsonWord(std::string_view text, std::size_t begin);

} // namespace headroom::core
