// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

#include "core/base/result.h"
#include "core/records/record_page.h"

namespace headroom::ui {

/// A compiled message filter: text (any case) or /regular expression/ on key, value and headers of a kept record.
/// A plain value. Bound: what one record may cost is limited by the expression's step limit, not by the pattern.
class RecordMatcher {
public:
    /// Longer patterns are refused.
    static constexpr qsizetype maxPattern = 1000;

    /// Matches all.
    RecordMatcher() = default;
    /// Empty text matches all; the error of a bad expression says where it is wrong.
    [[nodiscard]] static core::Result<RecordMatcher> compile(const QString& pattern);

    enum class Verdict {
        no,
        yes,
        tooCostly, ///< the step limit was reached: unknown, shown as such
    };
    [[nodiscard]] Verdict match(const core::RecordPage& page, const core::RecordRow& row) const;
    [[nodiscard]] bool matchesAll() const noexcept { return m_text.isEmpty() && m_expression.pattern().isEmpty(); }

private:
    [[nodiscard]] Verdict matchField(std::string_view bytes) const;

    QString m_text;
    QRegularExpression m_expression;
};

} // namespace headroom::ui
