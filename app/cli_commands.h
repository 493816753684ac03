// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom::app {

/// The subcommands of headroom-cli: `argv[0]` is the subcommand's name. Each returns the exit code.
int runCommand(int argc, const char* const* argv);
int estimateCommand(int argc, const char* const* argv);
int profilesCommand(int argc, const char* const* argv);
int settingsCommand(int argc, const char* const* argv);
int demoBrokerCommand(int argc, const char* const* argv);
int scenarioCommand(int argc, const char* const* argv);

} // namespace headroom::app
