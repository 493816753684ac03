// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cell_text.h"

#include <chrono>

#include "core/base/number_format.h"
#include "core/decode/display_text.h"

namespace headroom::ui {

namespace {

/// WallTime counts nanoseconds: beyond the year 2262 a cast would overflow.
constexpr std::int64_t lastRepresentableMs = 9'000'000'000'000;

QString rawText(std::int64_t timestampMs)
{
    return timestampMs == -1 ? QStringLiteral("–") : QString::number(timestampMs) + QStringLiteral(" ms");
}

bool representable(std::int64_t timestampMs)
{
    return timestampMs >= 0 && timestampMs <= lastRepresentableMs;
}

core::WallTime wallTime(std::int64_t timestampMs)
{
    return core::WallTime(std::chrono::duration_cast<core::WallTime::duration>(std::chrono::milliseconds(timestampMs)));
}

} // namespace

QString cellText(std::string_view bytes)
{
    return fromUtf8(core::displayText(bytes, core::maxCellCharacters));
}

QString timestampText(std::int64_t timestampMs)
{
    return representable(timestampMs) ? fromUtf8(core::formatClock(wallTime(timestampMs))) : rawText(timestampMs);
}

QString timestampLongText(std::int64_t timestampMs)
{
    return representable(timestampMs) ? fromUtf8(core::formatIso8601(wallTime(timestampMs))) : rawText(timestampMs);
}

} // namespace headroom::ui
