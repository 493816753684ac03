// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/accent_style.h"

#include "ui/theme/theme.h"

namespace headroom::ui {

QString accentButtonStyle(const QPalette& palette)
{
    const ThemeColors& colors = themeColors(palette);
    return QStringLiteral("QPushButton { background: %1; color: white; border: 1px solid %2; border-radius: 3px; font-weight: bold; }"
                          "QPushButton:hover { background: %3; } QPushButton:pressed { background: %2; }"
                          "QPushButton:focus { border: 2px solid %4; }"
                          "QPushButton:disabled { background: %5; color: %6; border-color: %7; }")
        .arg(colors.highlight.name(), colors.highlight.darker(130).name(), colors.highlight.lighter(112).name(), colors.text.name(),
             colors.window.name(), colors.dimText.name(), colors.grid.name());
}

} // namespace headroom::ui
