// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <exception>
#include <memory>

#include <QApplication>
#include <QIcon>

#include <fmt/format.h>

#include "app/complaint.h"
#include "app/display.h"
#include "app/gui_options.h"
#include "app/gui_run.h"
#include "app/last_words.h"
#include "app/stop_signals.h"
#include "core/metrics/process_memory.h"

int main(int argc, char** argv)
{
    headroom::core::fixMmapThreshold();
    headroom::app::sayLastWords();
    try {
        headroom::app::GuiOptions options;
        if (const auto code = headroom::app::parseGuiOptions(argc, argv, options)) {
            return *code;
        }
        auto display = std::make_unique<headroom::app::Display>();
        if (!display->answers()) {
            headroom::app::complain("no display to show a window on; headroom-cli run does the same without one (headroom-cli --help).");
            return 1;
        }
        const headroom::app::StopSignals signals; // before any thread
        int noArguments = 1;                      // all options are ours
        QApplication application(noArguments, argv);
        display.reset(); // Qt has a connection of its own now
        QApplication::setApplicationName(QStringLiteral("headroom"));
        QApplication::setApplicationVersion(QStringLiteral(HEADROOM_VERSION));
        QApplication::setDesktopFileName(QStringLiteral("headroom"));
        QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/headroom.svg")));
        return headroom::app::runGui(application, options, signals);
    } catch (const std::exception& problem) {
        headroom::app::complain(fmt::format("internal error: {}. Please report this.", problem.what()));
        return 1;
    }
}
