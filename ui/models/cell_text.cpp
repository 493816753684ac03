// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cell_text.h"

#include <algorithm>
#include <chrono>

#include <QFontMetrics>

#include "core/base/display_text.h"
#include "core/base/number_format.h"

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

bool isControlPicture(QChar character)
{
    return (character >= QChar(0x2400) && character <= QChar(0x241F)) || character == QChar(0x2421);
}

/// What the eye gets for one character.
QString shownUnit(QChar character, const QFontMetrics& metrics)
{
    if (!isControlPicture(character)) {
        return character;
    }
    constexpr ushort firstPicture = 0x2400;
    const QChar arrow = character == QChar(firstPicture + '\n') ? QChar(u'↵') : character == QChar(firstPicture + '\t') ? QChar(u'→') : character;
    if (metrics.inFont(arrow)) {
        return arrow;
    }
    const int code = character == QChar(0x2421) ? 0x7F : character.unicode() - firstPicture;
    return QStringLiteral("\\x%1").arg(code, 2, 16, QLatin1Char('0')).toUpper().replace(QLatin1Char('X'), QLatin1Char('x'));
}

} // namespace

QString shownControls(const QString& text, const QFontMetrics& metrics)
{
    if (std::none_of(text.begin(), text.end(), isControlPicture)) {
        return text;
    }
    QString shown;
    for (const QChar character : text) {
        shown += shownUnit(character, metrics);
    }
    return shown;
}

QString underShown(const QString& text, const QFontMetrics& metrics, qsizetype from, qsizetype to)
{
    QString part;
    qsizetype at = 0;
    for (const QChar character : text) {
        const qsizetype end = at + shownUnit(character, metrics).size();
        if (end > from && at < to) {
            part += character;
        }
        at = end;
    }
    return part;
}

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
