// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/result.h"
#include "core/base/units.h"

namespace headroom::core {

/// Whether something holds of a message.
enum class FilterVerdict : std::uint8_t {
    no,
    yes,
    undecided, ///< finding out would cost more than is allowed, or not all of the message is at hand
};

/// A text (any case) or a regular expression that is looked for in bytes, which need not be UTF-8. Movable.
/// Thread: one at a time. Bound: a search costs at most a limited number of steps that grows with the bytes, whatever the
/// expression; only the first maxSearched bytes are looked at.
class TextPattern {
public:
    static constexpr std::size_t maxSearched = 1 * mib;

    [[nodiscard]] static Result<TextPattern> text(std::string_view text);
    /// Perl's syntax, case matters. The error says where the expression is wrong.
    [[nodiscard]] static Result<TextPattern> expression(std::string_view expression);

    /// `yes` is certain. `no` is certain only when all of `bytes` was searched: beyond maxSearched it is undecided.
    [[nodiscard]] FilterVerdict search(std::string_view bytes) const;

private:
    struct Compiled;
    struct Free {
        void operator()(Compiled* compiled) const noexcept;
    };
    TextPattern() = default;
    [[nodiscard]] static Result<TextPattern> compile(std::string_view pattern, std::uint32_t options);

    std::unique_ptr<Compiled, Free> m_compiled;
};

} // namespace headroom::core
