// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QPalette;

namespace headroom::ui {

/// The look of the one kind of button that stands out: commit. Readable in both themes, disabled and focused too.
[[nodiscard]] QString accentButtonStyle(const QPalette& palette);

} // namespace headroom::ui
