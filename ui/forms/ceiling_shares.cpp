// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/ceiling_shares.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "core/base/number_format.h"
#include "core/budget/budget_plan.h"
#include "ui/language/language.h"

namespace headroom::ui {

namespace {

QString sharesText(const char* text)
{
    return QCoreApplication::translate("Ceiling", text);
}

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

QString labelOf(core::SettingRows rows, std::string_view id)
{
    const core::SettingSpec* row = core::findSetting(rows, id);
    return coreText(row == nullptr ? id : row->label);
}

/// "Prefetch queue: min(Q, N v) = min(32.0 MiB, 10 000 x 1.2 KiB) = 11.7 MiB"
/// Without its letters where there is another term above it: the panel has room for one equation, the dialog has all.
QString equationText(const core::ModelTerm& term, bool letters)
{
    QStringList sides;
    if (letters) {
        sides << coreText(term.formula);
    }
    for (const QString& side : {coreText(term.numbers), bytesText(term.bytes)}) {
        if (!side.isEmpty() && (sides.isEmpty() || side != sides.back())) {
            sides << side;
        }
    }
    return QStringLiteral("%1: %2").arg(coreText(term.label), sides.join(QStringLiteral(" = ")));
}

} // namespace

QString mebibytesText(core::Bytes bytes)
{
    if (bytes < 0) {
        return QStringLiteral("–");
    }
    const double value = static_cast<double>(bytes) / static_cast<double>(core::mib);
    return bytes > 0 && value < 0.05 ? QStringLiteral("< 0.1") : QString::number(value, 'f', 1);
}

void CeilingShares::setNow(std::shared_ptr<const core::Forecast> forecast, const core::ModelInput& input)
{
    m_forecast = std::move(forecast);
    m_input = input;
}

void CeilingShares::setEdited(const core::Settings& settings, bool changed)
{
    m_changed = changed && m_forecast != nullptr;
    if (m_changed) {
        m_edited = core::forecastMemory(core::withSettings(m_input, settings)).ceiling;
    }
}

const core::ModelSum& CeilingShares::now() const noexcept
{
    static const core::ModelSum nothing;
    return m_forecast ? m_forecast->ceiling : nothing;
}

QString CeilingShares::shareText(std::string_view id) const
{
    return mebibytesText(core::shareOfCeiling(shown(), id));
}

core::Bytes CeilingShares::unbounded() const
{
    core::Bytes sum = 0;
    for (const core::ModelTerm& term : shown().terms) {
        sum += term.settings.empty() ? term.bytes : 0;
    }
    return known() ? sum : core::unknownBytes;
}

QString CeilingShares::formulaText(std::string_view id, core::SettingRows rows) const
{
    if (!known()) {
        return missingText();
    }
    QStringList lines;
    for (const core::ModelTerm& term : shown().terms) {
        if (term.bytes == 0 || std::ranges::find(term.settings, id) == term.settings.end()) {
            continue;
        }
        QString line = equationText(term, lines.isEmpty());
        if (term.settings.front() != id) {
            line += QStringLiteral(" ") + sharesText(QT_TRANSLATE_NOOP("Ceiling", "(counted at %1)")).arg(labelOf(rows, term.settings.front()));
        }
        lines << line;
    }
    if (lines.isEmpty()) {
        return sharesText(QT_TRANSLATE_NOOP("Ceiling", "bounds nothing by itself"));
    }
    const core::Bytes before = core::shareOfCeiling(now(), id);
    const core::Bytes after = core::shareOfCeiling(shown(), id);
    if (before != after && before >= 0 && after >= 0) {
        lines.prepend(sharesText(QT_TRANSLATE_NOOP("Ceiling", "%1 \u2192 %2")).arg(bytesText(before), bytesText(after)));
    }
    return lines.join(QLatin1Char('\n'));
}

QString CeilingShares::missingText() const
{
    if (known()) {
        return {};
    }
    if (shown().missing.empty()) {
        return sharesText(QT_TRANSLATE_NOOP("Ceiling", "not yet known: nothing runs"));
    }
    return sharesText(QT_TRANSLATE_NOOP("Ceiling", "not yet known: %1")).arg(coreText(shown().missing));
}

} // namespace headroom::ui
