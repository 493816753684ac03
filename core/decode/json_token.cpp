// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decode/json_token.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"

namespace headroom::core {
namespace {

using State = JsonToken::State;

bool isDigit(char one)
{
    return one >= '0' && one <= '9';
}

bool isHexDigit(char one)
{
    return isDigit(one) || (one >= 'a' && one <= 'f') || (one >= 'A' && one <= 'F');
}

/// The escape whose backslash stands at `at`.
JsonToken scanEscape(std::string_view text, std::size_t at)
{
    if (at + 1 >= text.size()) {
        return {State::endsEarly, text.size(), {}};
    }
    const char kind = text[at + 1];
    if (std::string_view("\"\\/bfnrt").find(kind) != std::string_view::npos) {
        return {State::whole, at + 2, {}};
    }
    if (kind != 'u') {
        return {State::invalid, at, "an unknown escape stands in a string"};
    }
    for (std::size_t digit = at + 2; digit < at + 6; ++digit) {
        if (digit >= text.size()) {
            return {State::endsEarly, text.size(), {}};
        }
        if (!isHexDigit(text[digit])) {
            return {State::invalid, at, "\\u needs four hex digits"};
        }
    }
    return {State::whole, at + 6, {}};
}

JsonToken scanCharacter(std::string_view text, std::size_t at)
{
    if (text[at] == '\\') {
        return scanEscape(text, at);
    }
    if (static_cast<unsigned char>(text[at]) < 0x20) {
        return {State::invalid, at, "a control character stands in a string"};
    }
    const Utf8Step step = utf8At(text, at);
    if (step.cutShort) {
        return {State::endsEarly, text.size(), {}};
    }
    return step.valid ? JsonToken{State::whole, at + step.length, {}} : JsonToken{State::invalid, at, "a string is not UTF-8"};
}

std::size_t stopOf(std::string_view text, std::size_t begin, std::size_t maxLength)
{
    return text.size() - begin > maxLength ? begin + maxLength : text.size();
}

} // namespace

JsonToken scanJsonString(std::string_view text, std::size_t begin, std::size_t maxLength)
{
    const std::size_t stop = stopOf(text, begin, maxLength);
    std::size_t at = begin + 1;
    while (at < stop) {
        if (text[at] == '"') {
            return {State::whole, at + 1, {}};
        }
        const JsonToken character = scanCharacter(text, at);
        if (character.state != State::whole) {
            return character;
        }
        at = character.end;
    }
    return {stop == text.size() ? State::endsEarly : State::tooLong, std::min(at, text.size()), {}};
}

JsonToken scanJsonNumber(std::string_view text, std::size_t begin, std::size_t maxLength)
{
    const std::size_t stop = stopOf(text, begin, maxLength);
    std::size_t at = begin;
    const auto digits = [&] {
        const std::size_t first = at;
        while (at < stop && isDigit(text[at])) {
            ++at;
        }
        return at > first;
    };
    const auto skip = [&](std::string_view any) {
        const bool found = at < stop && any.find(text[at]) != std::string_view::npos;
        at += found ? 1 : 0;
        return found;
    };
    skip("-");
    bool complete = skip("0") || digits();
    if (complete && skip(".")) {
        complete = digits();
    }
    if (complete && skip("eE")) {
        skip("+-");
        complete = digits();
    }
    if (at == stop && stop < text.size()) {
        return {State::tooLong, at, {}};
    }
    if (complete) {
        return {State::whole, at, {}};
    }
    return at < text.size() ? JsonToken{State::invalid, at, "a number has no digit where it needs one"}
                            : JsonToken{State::endsEarly, at, {}};
}

JsonToken scanJsonWord(std::string_view text, std::size_t begin)
{
    static constexpr std::array<std::string_view, 3> words{"true", "false", "null"};
    for (const std::string_view word : words) {
        const std::string_view found = text.substr(begin, word.size());
        if (found == word) {
            return {State::whole, begin + word.size(), {}};
        }
        if (word.starts_with(found)) {
            return {State::endsEarly, text.size(), {}};
        }
    }
    return {State::invalid, begin, "a value is missing"};
}

} // namespace headroom::core
