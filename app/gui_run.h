// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace headroom::app {

struct GuiOptions;
class StopSignals;

/// Opens the window, runs it to its end (by hand, by --duration, --screenshot or a signal), writes the report and says
/// how it went: the exit code of the program. Thread: main.
[[nodiscard]] int runGui(QApplication& application, const GuiOptions& options, const StopSignals& signals);

} // namespace headroom::app
