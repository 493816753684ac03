// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_options.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

#include <unistd.h>

#include <fmt/format.h>

#include "core/base/atomic_file.h"
#include "core/base/nearest_name.h"
#include "core/kafka/consumer_port.h"
#include "core/log/logging.h"
#include "core/settings/environment.h"
#include "core/settings/setting_codec.h"

namespace headroom::app {
namespace {

std::string helpText(const core::SettingSpec& row)
{
    const std::string value = core::settingText(core::Settings(), row);
    return fmt::format("{} Allowed: {}. Default: {}.", row.help, core::allowedText(row), value.empty() ? "empty" : value);
}

std::string valueName(const core::SettingSpec& row)
{
    struct Name {
        std::string operator()(const core::BoolField&) const { return "BOOL"; }
        std::string operator()(const core::IntField& field) const
        {
            using core::Unit;
            if (field.unit == Unit::bytes || field.unit == Unit::kibibytes)
                return "SIZE";
            return field.unit == Unit::milliseconds || field.unit == Unit::microseconds ? "TIME" : "NUMBER";
        }
        std::string operator()(const core::TextField&) const { return "TEXT"; }
        std::string operator()(const core::ChoiceField&) const { return "CHOICE"; }
    };
    return std::visit(Name{}, row.field);
}

/// For the first argument that looks like an option and is none: the one it may have been meant to be.
std::string suggestion(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    for (const std::string& given : app.remaining()) {
        const std::string unknown = given.substr(0, given.find('='));
        const std::string near = unknown.starts_with("--") ? core::nearestName(unknown, names, unknown.size() / 4) : std::string();
        if (!near.empty())
            return fmt::format(" Did you mean {}?", near);
    }
    return {};
}

} // namespace

void addSettingOptions(CLI::App& app, core::SettingRows rows, SettingOptions& storage)
{
    app.add_option("--settings-file", storage.settingsFile, "Read settings from this JSON file instead of " + defaultSettingsFile())->type_name("FILE")->check(notEmpty());
    for (const core::SettingSpec& row : rows) {
        const std::string id(row.id);
        const auto store = [&storage, id](const std::string& text) { storage.texts[id] = text; };
        app.add_option_function<std::string>("--" + id, store, helpText(row))
            ->type_name(valueName(row))
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
            ->group(std::string(core::groupTitle(row.group)));
    }
}

core::Result<core::LayeredSettings> readSettings(core::SettingRows rows, const SettingOptions& options, const core::Settings& defaults)
{
    core::SettingSources sources;
    sources.defaults = defaults;
    sources.file = options.settingsFile.empty() ? defaultSettingsFile() : options.settingsFile;
    sources.fileMustExist = !options.settingsFile.empty();
    sources.environment = &core::processEnvironment;
    sources.environmentNames = &core::processEnvironmentNames;
    sources.commandLine = options.texts;
    return core::layerSettings(rows, sources);
}

core::Result<void> checkOutputPath(std::string_view option, const std::string& path)
{
    if (path.empty() || path == "-")
        return {};
    std::error_code ignored;
    const std::filesystem::path parent = std::filesystem::absolute(path, ignored).parent_path();
    const auto status = std::filesystem::symlink_status(path, ignored);
    // A report takes the place of an older one; all else is written into what is there.
    const bool anew = !std::filesystem::exists(status) || (option == "--report" && std::filesystem::is_regular_file(status));
    const bool mayWrite = anew ? access(parent.c_str(), W_OK | X_OK) == 0 : access(path.c_str(), W_OK) == 0;
    if (!std::filesystem::is_directory(path, ignored) && mayWrite)
        return {};
    return core::fail(core::ErrorCode::invalidSetting,
                      fmt::format("{} = {}: it cannot be written. Name a file in a directory that exists and that you may write.", option, path), path);
}

core::Result<void> checkProcessorFile(const core::Settings& settings)
{
    constexpr std::string_view intoFile = "file:";
    return settings.processor.starts_with(intoFile) ? checkOutputPath("--processor file", settings.processor.substr(intoFile.size())) : core::Result<void>();
}

std::string writeReport(const std::string& path, const nlohmann::json& report)
{
    const std::string text = report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    if (path == "-") {
        const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
        return written ? "" : "The report could not be written to standard output.";
    }
    const auto written = core::writeFileAtomically(path, text);
    return written ? "" : fmt::format("The report {} could not be written: {}.", path, written.error().message);
}

CLI::Validator notEmpty()
{
    return {[](const std::string& text) { return text.empty() ? std::string("name a file, or leave the option out") : std::string(); }, ""};
}

core::Result<void> checkEnvironment() { return core::checkVariables(core::settingTable(), core::processEnvironmentNames()); }

std::string defaultSettingsFile() { return core::configDirectory() + "/settings.json"; }

std::optional<int> parseCommandLine(CLI::App& app, int argc, const char* const* argv)
{
    try {
        app.parse(argc, argv);
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error); // prints the help or the version
        fmt::print(stderr, "{}: {}.{} See --help for what there is.\n", app.get_name(), error.what(), suggestion(app));
        return static_cast<int>(ExitCode::badUsage);
    }
}

int reportError(const core::Error& error)
{
    fmt::print(stderr, "headroom: {}\n", error.message);
    return static_cast<int>(error.code == core::ErrorCode::invalidSetting ? ExitCode::badUsage : ExitCode::failed);
}

core::Result<core::Milliseconds> parseDuration(std::string_view option, std::string_view text)
{
    const bool hasUnit = !text.empty() && !std::isdigit(static_cast<unsigned char>(text.back()));
    const auto time = core::parseTime(text, core::Unit::milliseconds);
    if (!hasUnit || !time || *time <= 0)
        return core::fail(core::ErrorCode::invalidSetting,
                          fmt::format("{} = \"{}\": write a time above 0 with its unit. Allowed: for example 500ms, 30s, 5min.", option, text), std::string(option));
    return core::Milliseconds(*time);
}

std::string versionText() { return fmt::format("headroom {}, librdkafka {}", HEADROOM_VERSION, core::clientVersion()); }

} // namespace headroom::app
