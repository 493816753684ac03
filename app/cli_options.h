// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/log/logging.h"
#include "core/settings/setting_sources.h"

namespace headroom::app {

/// Exit codes of both programs. When several hold: badUsage, failed, interrupted, unconfirmed, overBudget.
enum class ExitCode : int { done = 0, failed = 1, badUsage = 2, overBudget = 3, unconfirmed = 4, interrupted = 130 };

/// What the command line said about settings; filled by CLI11 while it parses.
struct SettingOptions {
    core::SettingTexts texts;
    std::string settingsFile; ///< empty: the default one
    std::string profile;      ///< name of a connection profile
    std::string profileFile;  ///< one from somebody else: shown, and used when accepted
    bool acceptProfile = false;
    std::string preset;       ///< values that belong together, below those given one by one
    std::map<std::string, int> secretDescriptors; ///< id -> open file descriptor to read it from
};

/// Adds `--id VALUE` for each row and `--settings-file FILE`. `storage` must outlive the parse.
void addSettingOptions(CLI::App& app, core::SettingRows rows, SettingOptions& storage);

/// Defaults < settings file < profile < environment < preset < command line. The default file may be missing, a named one may not. A profile
/// from somebody else is shown on standard error and used when it was accepted, by option or at the terminal. Secrets come from
/// the descriptors that were named.
[[nodiscard]] core::Result<core::LayeredSettings> readSettings(core::SettingRows rows, const SettingOptions& options, const core::Settings& defaults = {});

/// Refuses, before anything is started, a file that could not be written later. "" is none; "-" is standard output.
[[nodiscard]] core::Result<void> checkOutputPath(std::string_view option, const std::string& path);

/// The same for the file that the processor writes to, if it writes to one.
[[nodiscard]] core::Result<void> checkProcessorFile(const core::Settings& settings);

/// Writes a report; "-" is standard output. The problem in words, empty when there is none.
[[nodiscard]] std::string writeReport(const std::string& path, const nlohmann::json& report);

/// For an option whose empty text would silently mean that it was not given.
[[nodiscard]] CLI::Validator notEmpty();

/// Where connection profiles are: $HEADROOM_HOME/profiles or the XDG place.
[[nodiscard]] std::string profileDirectory();

/// The first HEADROOM_ variable that is none of ours: it may be a misspelt setting.
[[nodiscard]] core::Result<void> checkEnvironment();

/// $HEADROOM_HOME/settings.json or the XDG place.
[[nodiscard]] std::string defaultSettingsFile();

/// The log of a run with these settings: their secrets never reach it; with the client's debug property it has those lines too.
[[nodiscard]] core::LoggingOptions logOptions(const core::Settings& settings, const std::shared_ptr<core::Redactor>& redactor);

/// Parses; nullopt to go on, else the exit code: 0 after --help or --version, 2 for bad usage (said on stderr).
[[nodiscard]] std::optional<int> parseCommandLine(CLI::App& app, int argc, const char* const* argv);

/// The message on stderr; exit 2 for a bad setting, 1 for the rest.
[[nodiscard]] int reportError(const core::Error& error);

/// "30s", "500ms", "2min"; a number without a unit is refused.
[[nodiscard]] core::Result<core::Milliseconds> parseDuration(std::string_view option, std::string_view text);

/// "headroom 0.1.0, librdkafka 2.8.0".
[[nodiscard]] std::string versionText();

} // namespace headroom::app
