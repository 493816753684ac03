// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "core/base/display_text.h"
#include "core/decode/decoder.h"
#include "core/decode/json_token.h"

namespace headroom::core {
namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t indentWidth = 2;
/// Deeper lines begin where these do: else the text would grow with the square of the depth.
constexpr std::size_t maxIndentLevels = 100;
/// White space takes input without giving output: not more than this many times the text's bound is read.
constexpr std::size_t inputPerOutput = 16;

bool isSpace(char one)
{
    return one == ' ' || one == '\t' || one == '\n' || one == '\r';
}

bool isDigit(char one)
{
    return one >= '0' && one <= '9';
}

/// Checks and indents JSON in one pass, without recursion and without reading numbers or strings as values: what the
/// payload says is shown in its own digits, 1e999 and duplicate keys included.
class JsonFormatter {
public:
    JsonFormatter(std::string_view input, const DecodeLimits& limits)
        : m_maxBytes(static_cast<std::size_t>(std::clamp<Bytes>(limits.maxBytes, 0, gib))),
          m_input(input.substr(0, m_maxBytes * inputPerOutput)),
          m_inputIsCut(m_input.size() < input.size()),
          m_maxDepth(static_cast<std::size_t>(std::max(0, limits.maxDepth))),
          m_tokensLeft(limits.maxTokens)
    {
    }

    Decoded run()
    {
        if (m_input.starts_with(byteOrderMark)) {
            take(byteOrderMark.size());
        }
        bool more = true;
        while (more) {
            skipSpace();
            more = m_at < m_input.size() ? m_tokensLeft-- > 0 && step() : atEnd();
        }
        m_decoded.truncated = m_decoded.truncated || m_tokensLeft < 0;
        bool cut = false;
        m_decoded.text = displayTextWithin(m_text, m_maxBytes, LineBreaks::keep, cut);
        m_decoded.truncated = m_decoded.truncated || cut;
        return std::move(m_decoded);
    }

private:
    enum class Expect : std::uint8_t { value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, nothing };

    bool step();
    bool key();
    bool colon();
    bool value();
    bool open(char bracket);
    bool close();
    bool comma();
    bool token(const JsonToken& found);
    bool atEnd();

    bool problem(std::string_view what, std::size_t at)
    {
        m_decoded.ok = false;
        m_decoded.problem = fmt::format("Not valid JSON: {} (byte {}).", what, at);
        return false;
    }
    bool endsEarly(std::size_t at)
    {
        if (m_inputIsCut) {
            m_decoded.truncated = true;
            return false;
        }
        return problem("it ends in the middle", at);
    }
    /// Moves `length` bytes from the input to the text; false when the text is full.
    bool take(std::size_t length)
    {
        const std::size_t room = m_maxBytes - std::min(m_maxBytes, m_text.size());
        m_text.append(m_input.substr(m_at, std::min(length, room)));
        m_at += length;
        m_decoded.truncated = m_decoded.truncated || length > room;
        return length <= room;
    }
    bool newLine()
    {
        m_text.push_back('\n');
        m_text.append(std::min(m_brackets.size(), maxIndentLevels) * indentWidth, ' ');
        m_decoded.truncated = m_decoded.truncated || m_text.size() > m_maxBytes;
        return m_text.size() <= m_maxBytes;
    }
    void skipSpace()
    {
        while (m_at < m_input.size() && isSpace(m_input[m_at])) {
            ++m_at;
        }
    }
    void valueEnded() { m_expect = m_brackets.empty() ? Expect::nothing : Expect::commaOrEnd; }

    std::size_t m_maxBytes;
    std::string_view m_input;
    bool m_inputIsCut;
    std::size_t m_maxDepth;
    std::int64_t m_tokensLeft;
    std::size_t m_at = 0;
    std::string m_text;
    std::string m_brackets; ///< the open ones; never more than maxDepth
    Expect m_expect = Expect::value;
    Decoded m_decoded;
};

bool JsonFormatter::step()
{
    const char next = m_input[m_at];
    switch (m_expect) {
    case Expect::nothing:
        return problem("something follows the value", m_at);
    case Expect::colon:
        return colon();
    case Expect::commaOrEnd:
        return next == ',' ? comma() : close();
    case Expect::keyOrEnd:
        return next == '}' ? close() : newLine() && key();
    case Expect::key:
        return key();
    case Expect::valueOrEnd:
        return next == ']' ? close() : newLine() && value();
    case Expect::value:
        return value();
    }
    return false;
}

bool JsonFormatter::colon()
{
    if (m_input[m_at] != ':') {
        return problem("a colon is missing", m_at);
    }
    m_expect = Expect::value;
    const bool room = take(1);
    m_text.append(room ? 1 : 0, ' ');
    return room;
}

bool JsonFormatter::key()
{
    if (m_input[m_at] != '"') {
        return problem("a key in quotes is missing", m_at);
    }
    m_expect = Expect::colon;
    return token(scanJsonString(m_input, m_at, m_maxBytes + 1));
}

bool JsonFormatter::value()
{
    const char next = m_input[m_at];
    if (next == '{' || next == '[') {
        return open(next);
    }
    valueEnded();
    if (next == '"') {
        return token(scanJsonString(m_input, m_at, m_maxBytes + 1));
    }
    return token(next == '-' || isDigit(next) ? scanJsonNumber(m_input, m_at, m_maxBytes + 1) : scanJsonWord(m_input, m_at));
}

bool JsonFormatter::open(char bracket)
{
    if (m_brackets.size() >= m_maxDepth) {
        m_decoded.ok = false;
        m_decoded.problem = fmt::format("Nested deeper than {} levels (byte {}). Read it as text or hex.", m_maxDepth, m_at);
        return false;
    }
    m_brackets.push_back(bracket);
    m_expect = bracket == '{' ? Expect::keyOrEnd : Expect::valueOrEnd;
    return take(1);
}

bool JsonFormatter::close()
{
    const char expected = m_brackets.back() == '{' ? '}' : ']';
    if (m_input[m_at] != expected) {
        return problem(expected == '}' ? "a comma or } is missing" : "a comma or ] is missing", m_at);
    }
    const bool empty = m_expect != Expect::commaOrEnd;
    m_brackets.pop_back();
    valueEnded();
    return (empty || newLine()) && take(1);
}

bool JsonFormatter::comma()
{
    m_expect = m_brackets.back() == '{' ? Expect::key : Expect::value;
    return take(1) && newLine();
}

bool JsonFormatter::token(const JsonToken& found)
{
    if (found.state == JsonToken::State::invalid) {
        return problem(found.problem, found.end);
    }
    // A text that is full ends the work first: what follows was not looked at.
    const bool room = take(found.end - m_at);
    switch (found.state) {
    case JsonToken::State::endsEarly:
        return room ? endsEarly(found.end) : false;
    case JsonToken::State::tooLong:
        m_decoded.truncated = true;
        return false;
    default:
        return room;
    }
}

bool JsonFormatter::atEnd()
{
    if (m_expect == Expect::nothing) {
        m_decoded.truncated = m_decoded.truncated || m_inputIsCut;
        return false;
    }
    return m_input.empty() && !m_inputIsCut ? problem("it is empty", 0) : endsEarly(m_at);
}

} // namespace

bool fitsJson(std::string_view bytes)
{
    if (bytes.starts_with(byteOrderMark)) {
        bytes.remove_prefix(byteOrderMark.size());
    }
    constexpr std::size_t probeBytes = 256;
    bytes = bytes.substr(0, probeBytes);
    const auto next = [&bytes] {
        while (!bytes.empty() && isSpace(bytes.front())) {
            bytes.remove_prefix(1);
        }
        const char found = bytes.empty() ? '\0' : bytes.front();
        bytes.remove_prefix(bytes.empty() ? 0 : 1);
        return found;
    };
    const char first = next();
    if (first != '{' && first != '[') {
        return false;
    }
    const char second = next();
    if (first == '{') {
        return second == '"' || second == '}';
    }
    return isDigit(second) || std::string_view("]{[\"-tfn").find(second) != std::string_view::npos;
}

Decoded decodeJson(std::string_view bytes, const DecodeLimits& limits)
{
    return JsonFormatter(bytes, limits).run();
}

} // namespace headroom::core
