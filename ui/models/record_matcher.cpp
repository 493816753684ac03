// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_matcher.h"

#include <fmt/format.h>

#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {

/// Steps one field may cost; a catastrophic expression ends here after about a millisecond. The empty comment keeps an
/// expression from beginning with a limit of its own, which would win.
QString withStepLimit(const QString& expression)
{
    return QStringLiteral("(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=2000)(?#)") + expression;
}

/// Only the beginning of a field is searched; previews are shorter than this unless the user raised them.
constexpr std::size_t maxFieldBytes = 64 * 1024;

core::Result<RecordMatcher> badPattern(std::string message)
{
    return core::fail(core::ErrorCode::invalidSetting, std::move(message), "messageFilter");
}

} // namespace

core::Result<RecordMatcher> RecordMatcher::compile(const QString& pattern)
{
    RecordMatcher matcher;
    if (pattern.size() > maxPattern) {
        return badPattern(fmt::format("The filter is longer than {} characters; shorten it", maxPattern));
    }
    const bool expression = pattern.size() > 2 && pattern.startsWith(QLatin1Char('/')) && pattern.endsWith(QLatin1Char('/'));
    if (!expression) {
        matcher.m_text = pattern;
        return matcher;
    }
    const QString body = pattern.mid(1, pattern.size() - 2);
    // Compiled once without the prefix, so that the position in an error is the user's.
    const QRegularExpression plain(body);
    if (!plain.isValid()) {
        return badPattern(fmt::format("Bad expression at character {}: {}", plain.patternErrorOffset() + 1,
                                      plain.errorString().toStdString()));
    }
    matcher.m_expression = QRegularExpression(withStepLimit(body));
    if (!matcher.m_expression.isValid()) {
        return badPattern(fmt::format("Bad expression: {}", matcher.m_expression.errorString().toStdString()));
    }
    return matcher;
}

RecordMatcher::Verdict RecordMatcher::matchField(std::string_view bytes) const
{
    const QString text = fromUtf8(bytes.substr(0, maxFieldBytes));
    if (!m_text.isEmpty()) {
        return text.contains(m_text, Qt::CaseInsensitive) ? Verdict::yes : Verdict::no;
    }
    const QRegularExpressionMatch match = m_expression.match(text);
    if (!match.isValid()) {
        return Verdict::tooCostly;
    }
    return match.hasMatch() ? Verdict::yes : Verdict::no;
}

RecordMatcher::Verdict RecordMatcher::match(const core::RecordPage& page, const core::RecordRow& row) const
{
    if (matchesAll()) {
        return Verdict::yes;
    }
    Verdict verdict = Verdict::no;
    const auto decided = [&](std::string_view bytes) {
        const Verdict field = matchField(bytes);
        if (field != Verdict::no) {
            verdict = field;
        }
        return field == Verdict::yes || field == Verdict::tooCostly;
    };
    if (decided(row.key) || decided(row.value)) {
        return verdict;
    }
    for (const core::HeaderView& header : page.headers(row)) {
        if (decided(header.name) || decided(header.value)) {
            break;
        }
    }
    return verdict;
}

} // namespace headroom::ui
