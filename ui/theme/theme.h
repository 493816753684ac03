// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

class QApplication;

namespace headroom::ui {

enum class ThemeMode { system, light, dark };

/// Every colour the window draws with, by role; contrast is tested. Layer colours are those of the memory chart.
struct ThemeColors {
    QColor baseline, prefetch, batch, view, slack, rest; ///< layers of the memory chart, bottom to top
    QColor plot, window, text, dimText, highlight, grid;
    QColor ok, okTint, adapt, adaptTint, risk, riskTint, error, errorTint, info, infoTint;
};

/// The colours that go with a palette: light or dark by the lightness of its window colour.
[[nodiscard]] const ThemeColors& themeColors(const QPalette& palette);
[[nodiscard]] bool isDark(const QPalette& palette);
/// Contrast of two opaque colours by WCAG 2: 1 to 21.
[[nodiscard]] double contrastRatio(const QColor& first, const QColor& second);
/// The palette of the light or the dark theme, all roles and groups set.
[[nodiscard]] QPalette themePalette(bool dark);
/// Fusion style with our palette; `system` decides by the palette the application started with.
void applyTheme(QApplication& application, ThemeMode mode);

} // namespace headroom::ui
