// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include <QString>

class QFontMetrics;

namespace headroom::ui {

/// Foreign bytes as one safe line of at most core::maxCellCharacters: controls and bidi characters are visible marks.
[[nodiscard]] QString cellText(std::string_view bytes);

/// The same for the eye: where the font has no picture for a control character, all of them would be the same empty box.
/// These become "\x07", and line feed and tab become arrows. What is copied should stay the text itself.
[[nodiscard]] QString shownControls(const QString& text, const QFontMetrics& metrics);
/// The part of `text` that stands at [from, to) of shownControls(text, metrics); what is touched is taken whole.
[[nodiscard]] QString underShown(const QString& text, const QFontMetrics& metrics, qsizetype from, qsizetype to);

/// The formatter's UTF-8 as Qt wants it.
[[nodiscard]] inline QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Kafka's timestamp in ms as local clock; "–" for none, the raw figure where no calendar can hold it.
[[nodiscard]] QString timestampText(std::int64_t timestampMs);
/// The same with date and offset, for tooltips and copies.
[[nodiscard]] QString timestampLongText(std::int64_t timestampMs);

} // namespace headroom::ui
