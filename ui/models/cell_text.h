// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include <QString>

namespace headroom::ui {

/// Foreign bytes as one safe line of at most core::maxCellCharacters: controls and bidi characters are visible marks.
[[nodiscard]] QString cellText(std::string_view bytes);

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
