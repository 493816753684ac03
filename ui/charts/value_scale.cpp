// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/value_scale.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_format.h"

namespace headroom::ui {

namespace {

constexpr double stepsToSwitchUnit = 4; ///< 3 GiB reads better as 3 000 MiB than as 3 lines

bool isBytes(core::MetricUnit unit)
{
    return unit == core::MetricUnit::bytes || unit == core::MetricUnit::bytesPerSecond;
}

double byteUnit(double maximum)
{
    if (maximum >= stepsToSwitchUnit * static_cast<double>(core::gib)) {
        return static_cast<double>(core::gib);
    }
    return static_cast<double>(maximum >= stepsToSwitchUnit * static_cast<double>(core::mib) ? core::mib : core::kib);
}

double niceStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

QString number(double value)
{
    const bool whole = std::abs(value - std::round(value)) < 1e-6;
    return whole ? QString::fromStdString(core::formatCount(std::llround(value))) : QString::number(value, 'f', 1);
}

} // namespace

ValueScale scaleFor(core::MetricUnit unit, double maximum, int lines)
{
    const double base = isBytes(unit) ? byteUnit(maximum) : 1;
    const double least = isBytes(unit) ? 1 : (unit == core::MetricUnit::percent ? 10 : 1);
    const double step = std::max(least, niceStep(std::max(maximum / base, 1e-3) / lines)) * base;
    return {std::max(1.0, std::ceil(maximum / step * (1 - 1e-9))) * step, step};
}

QString scaleLabel(core::MetricUnit unit, const ValueScale& scale, double value)
{
    if (isBytes(unit)) {
        return number(value / byteUnit(scale.top));
    }
    if (value >= 1e6) {
        return number(value / 1e6) + QStringLiteral("\u202fM");
    }
    return value >= 1e4 ? number(value / 1e3) + QStringLiteral("\u202fk") : number(value);
}

QString scaleUnit(core::MetricUnit unit, const ValueScale& scale)
{
    const double base = byteUnit(scale.top);
    const QString bytes = base >= static_cast<double>(core::gib) ? QStringLiteral("GiB")
        : base >= static_cast<double>(core::mib)                 ? QStringLiteral("MiB")
                                                                 : QStringLiteral("KiB");
    switch (unit) {
    case core::MetricUnit::bytes:
        return bytes;
    case core::MetricUnit::bytesPerSecond:
        return bytes + QStringLiteral("/s");
    case core::MetricUnit::messagesPerSecond:
        return QStringLiteral("msg/s");
    case core::MetricUnit::percent:
        return QStringLiteral("%");
    case core::MetricUnit::milliseconds:
        return QStringLiteral("ms");
    case core::MetricUnit::perSecond:
        return QStringLiteral("/s");
    case core::MetricUnit::messages:
        break;
    }
    return {};
}

void GrowingScale::cover(double maximum)
{
    if (maximum > m_scale.top || m_scale.top <= 0) {
        m_scale = scaleFor(m_unit, maximum, m_lines);
    }
}

} // namespace headroom::ui
