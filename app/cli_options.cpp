// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_options.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

#include <unistd.h>

#include <fmt/format.h>

#include "core/base/atomic_file.h"
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

bool mayCreateIn(const std::string& path)
{
    std::error_code ignored;
    const std::filesystem::path folder = std::filesystem::absolute(path, ignored).parent_path();
    return access(folder.c_str(), W_OK | X_OK) == 0;
}

tl::unexpected<core::Error> unwritable(std::string_view option, const std::string& path)
{
    return core::fail(core::ErrorCode::invalidSetting,
                      fmt::format("{}: {} cannot be written. Name a file in a directory that exists and that you may write.", option, path), path);
}

/// For the first argument that no option takes: the option that was probably meant.
std::string didYouMean(const CLI::App& app)
{
    const std::vector<std::string> extras = app.remaining();
    const auto wrong = std::find_if(extras.begin(), extras.end(), [](const std::string& word) { return word.starts_with("--"); });
    if (wrong == extras.end())
        return {};
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames())
            known.push_back("--" + name);
    const std::string nearest = core::nearestWord(wrong->substr(0, wrong->find('=')), known);
    return nearest.empty() ? std::string() : fmt::format(" Did you mean {}?", nearest);
}

} // namespace

void addSettingOptions(CLI::App& app, core::SettingRows rows, SettingOptions& storage)
{
    app.add_option("--settings-file", storage.settingsFile, "Read settings from this JSON file instead of " + defaultSettingsFile())->type_name("FILE")->check(fileName());
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

CLI::Validator fileName()
{
    return {[](const std::string& text) { return text.empty() ? std::string("name a file; it is empty") : std::string(); }, ""};
}

core::Result<void> checkReportPath(const std::string& path)
{
    if (path.empty() || path == "-")
        return {};
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored) && mayCreateIn(path))
        return {};
    return unwritable("--report", path);
}

core::Result<void> checkWritable(std::string_view option, const std::string& path)
{
    std::error_code ignored;
    const bool there = std::filesystem::exists(path, ignored);
    const bool good = there ? !std::filesystem::is_directory(path, ignored) && access(path.c_str(), W_OK) == 0 : mayCreateIn(path);
    if (path.empty() || good)
        return {};
    return unwritable(option, path);
}

core::Result<void> checkProcessorFile(const core::Settings& settings)
{
    constexpr std::string_view prefix = "file:";
    return settings.processor.starts_with(prefix) ? checkWritable("--processor", settings.processor.substr(prefix.size())) : core::Result<void>();
}

core::Result<void> checkEnvironment() { return core::checkVariables(core::settingTable(), core::processEnvironmentNames()); }

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

std::string defaultSettingsFile() { return core::configDirectory() + "/settings.json"; }

std::optional<int> parseCommandLine(CLI::App& app, int argc, const char* const* argv)
{
    try {
        app.parse(argc, argv);
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error); // prints the help or the version
        fmt::print(stderr, "{}: {}.{} See --help for what there is.\n", app.get_name(), error.what(), didYouMean(app));
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
