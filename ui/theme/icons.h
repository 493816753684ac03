// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <QColor>
#include <QIcon>

namespace headroom::ui {

/// Vector icons drawn in one colour so that they fit both themes, crisp at every scale; faded when disabled. Names:
/// start stop pause resume commit trim ok question error warning info settings export, and for markers and states
/// mark eye group clock shield batch. An unknown name asserts. Thread: GUI.
[[nodiscard]] QIcon themedIcon(const char* name, const QColor& color);
/// The names above.
[[nodiscard]] std::span<const char* const> iconNames();

} // namespace headroom::ui
