// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/base/units.h"
#include "core/settings/settings.h"
#include "ui/theme/theme.h"

namespace headroom::app {

/// What the command line (with file and environment) asked of the window.
struct GuiOptions {
    core::Settings settings;
    core::Settings defaults;     ///< the window's own: commits by hand, a budget of 256 MiB
    std::string settingsFile;    ///< where applied changes are kept; empty when unattended
    bool start = true;           ///< start at once; false for any broker but the demo unless asked for
    std::optional<core::Milliseconds> duration;
    std::string report;
    std::string screenshot;
    core::Milliseconds after{6000};
    std::string page;
    ui::ThemeMode theme = ui::ThemeMode::system;
    bool themeGiven = false;
    std::string language;        ///< "system" or a code; empty: as kept
    bool mayExport = true;
    int width = 0;               ///< 0: as kept
    int height = 0;

    /// Nobody sits in front: it ends by itself and never asks.
    [[nodiscard]] bool unattended() const { return duration.has_value() || !screenshot.empty(); }
};

/// Reads the command line. An exit code when there is nothing more to do: 0 after --help, 2 for bad usage (said on stderr).
[[nodiscard]] std::optional<int> parseGuiOptions(int argc, const char* const* argv, GuiOptions& options);

} // namespace headroom::app
