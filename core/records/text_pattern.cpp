// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/text_pattern.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace headroom::core {
namespace {

/// A catastrophic expression ends after about a millisecond for a usual message, after some tens of them for a huge one.
constexpr std::size_t leastSteps = 20'000;
constexpr std::size_t stepsPerByte = 4;
constexpr std::uint32_t maxDepth = 2000;
/// Translating an expression into machine code takes time and memory that grow with it.
constexpr std::size_t maxTranslated = 16 * 1024;

std::string reasonOf(int code)
{
    std::array<PCRE2_UCHAR, 256> text{};
    const int length = pcre2_get_error_message(code, text.data(), text.size());
    return length > 0 ? std::string(text.begin(), text.begin() + length) : std::string("it cannot be read");
}

/// Characters, not bytes: as people count.
std::size_t charactersBefore(std::string_view text, std::size_t bytes)
{
    const std::string_view before = text.substr(0, bytes);
    return static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
}

} // namespace

struct TextPattern::Compiled {
    pcre2_code* code = nullptr;
    pcre2_match_data* match = nullptr;
    pcre2_match_context* context = nullptr;
};

void TextPattern::Free::operator()(Compiled* compiled) const noexcept
{
    pcre2_match_context_free(compiled->context);
    pcre2_match_data_free(compiled->match);
    pcre2_code_free(compiled->code);
    delete compiled;
}

Result<TextPattern> TextPattern::compile(std::string_view pattern, std::uint32_t options)
{
    TextPattern made;
    made.m_compiled.reset(new Compiled);
    Compiled& compiled = *made.m_compiled;
    int error = 0;
    PCRE2_SIZE where = 0;
    compiled.code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &error, &where, nullptr);
    if (compiled.code == nullptr)
        return fail(ErrorCode::invalidSetting, fmt::format("Bad expression at character {}: {}", charactersBefore(pattern, where) + 1, reasonOf(error)));
    compiled.match = pcre2_match_data_create(1, nullptr); // only whether, not where
    compiled.context = pcre2_match_context_create(nullptr);
    if (compiled.match == nullptr || compiled.context == nullptr)
        return fail(ErrorCode::internal, "There is no memory for this expression.");
    pcre2_set_depth_limit(compiled.context, maxDepth);
    std::size_t size = 0;
    pcre2_pattern_info(compiled.code, PCRE2_INFO_SIZE, &size);
    if (size <= maxTranslated)
        pcre2_jit_compile(compiled.code, PCRE2_JIT_COMPLETE); // without it the search is slower, no more
    return made;
}

Result<TextPattern> TextPattern::text(std::string_view text)
{
    return compile(text, PCRE2_LITERAL | PCRE2_CASELESS);
}

Result<TextPattern> TextPattern::expression(std::string_view expression)
{
    if (expression.starts_with("(*")) // could turn off what makes a search fast
        return fail(ErrorCode::invalidSetting, "Bad expression at character 1: it may not begin with options of the engine");
    return compile(expression, 0);
}

FilterVerdict TextPattern::search(std::string_view bytes) const
{
    const std::string_view searched = bytes.substr(0, maxSearched);
    pcre2_set_match_limit(m_compiled->context, static_cast<std::uint32_t>(leastSteps + stepsPerByte * searched.size()));
    const bool cut = searched.size() < bytes.size();
    const char* begin = searched.data() == nullptr ? "" : searched.data();
    const int found = pcre2_match(m_compiled->code, reinterpret_cast<PCRE2_SPTR>(begin), searched.size(), 0, cut ? PCRE2_NOTEOL : 0, m_compiled->match, m_compiled->context);
    if (found >= 0)
        return FilterVerdict::yes;
    return found == PCRE2_ERROR_NOMATCH && !cut ? FilterVerdict::no : FilterVerdict::undecided;
}

} // namespace headroom::core
