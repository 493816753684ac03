// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace headroom::ui {

namespace {

constexpr auto startedDarkProperty = "headroomStartedDark";

ThemeColors lightColors()
{
    return {.baseline = 0x82858F, .prefetch = 0x1F6FD0, .batch = 0xB23A0C, .view = 0x00A36C, .slack = 0x75358A, .rest = 0xA39400,
            .plot = 0xFFFFFF, .window = 0xEFEFEF, .text = 0x1B1B1B, .dimText = 0x595C61, .highlight = 0x1D63A5, .grid = 0xE4E5E8,
            .ok = 0x006B54, .okTint = 0xDDF1EA, .adapt = 0x855600, .adaptTint = 0xFBEFD2, .risk = 0x9A3412, .riskTint = 0xFBE3D6,
            .error = 0xB00020, .errorTint = 0xFADADD, .info = 0x1D5A99, .infoTint = 0xDCEAF8};
}

ThemeColors darkColors()
{
    return {.baseline = 0x7D727A, .prefetch = 0x5577C8, .batch = 0xC97722, .view = 0x0FC592, .slack = 0xF5A6EC, .rest = 0xBACB1C,
            .plot = 0x1D1F21, .window = 0x2D2F32, .text = 0xE8E8E8, .dimText = 0xA9AEB5, .highlight = 0x2F78BF, .grid = 0x34373B,
            .ok = 0x55D6AC, .okTint = 0x1E3B33, .adapt = 0xF2C14E, .adaptTint = 0x41371C, .risk = 0xFFA566, .riskTint = 0x472D1C,
            .error = 0xFF8F8F, .errorTint = 0x4A2429, .info = 0x8ABBFF, .infoTint = 0x213750};
}

const ThemeColors& colorsOf(bool dark)
{
    static const ThemeColors light = lightColors();
    static const ThemeColors night = darkColors();
    return dark ? night : light;
}

double linearChannel(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linearChannel(color.redF()) + 0.7152 * linearChannel(color.greenF()) + 0.0722 * linearChannel(color.blueF());
}

} // namespace

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128;
}

const ThemeColors& themeColors(const QPalette& palette)
{
    return colorsOf(isDark(palette));
}

double contrastRatio(const QColor& first, const QColor& second)
{
    // A list, because minmax of two temporaries answers with references to what is gone.
    const auto [dark, light] = std::minmax({luminance(first), luminance(second)});
    return (light + 0.05) / (dark + 0.05);
}

QPalette themePalette(bool dark)
{
    const ThemeColors& colors = colorsOf(dark);
    const QColor button(dark ? 0x3A3D41 : 0xF7F7F7);
    const QColor disabled(dark ? 0x787C82 : 0x9A9CA0);
    QPalette palette(button, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.plot);
    palette.setColor(QPalette::AlternateBase, dark ? QColor(0x25272A) : QColor(0xF6F7F8));
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.dimText);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, colors.highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, colors.info);
    palette.setColor(QPalette::LinkVisited, colors.info);
    palette.setColor(QPalette::ToolTipBase, dark ? QColor(0x3A3D41) : QColor(0xFFFFFF));
    palette.setColor(QPalette::ToolTipText, colors.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText}) {
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, dark ? QColor(0x4A4D52) : QColor(0xC4C6CA));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, disabled);
    return palette;
}

void applyTheme(QApplication& application, ThemeMode mode)
{
    if (!application.property(startedDarkProperty).isValid()) {
        application.setProperty(startedDarkProperty, isDark(QApplication::palette()));
    }
    const bool dark = mode == ThemeMode::system ? application.property(startedDarkProperty).toBool() : mode == ThemeMode::dark;
    if (QApplication::style() == nullptr || QApplication::style()->name() != QStringLiteral("fusion")) {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("fusion")));
    }
    QApplication::setPalette(themePalette(dark));
}

} // namespace headroom::ui
