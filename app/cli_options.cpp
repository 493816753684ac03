// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_options.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <ranges>

#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/complaint.h"
#include "app/secret_input.h"
#include "core/base/atomic_file.h"
#include "core/base/nearest_name.h"
#include "core/kafka/consumer_port.h"
#include "core/log/logging.h"
#include "core/settings/client_property.h"
#include "core/settings/environment.h"
#include "core/settings/presets.h"
#include "core/settings/profile.h"
#include "core/settings/profile_review.h"
#include "core/settings/security.h"
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
        std::string operator()(const core::SecretField&) const { return ""; }
    };
    return std::visit(Name{}, row.field);
}

/// As an argument a secret is refused, without repeating it; it comes from a descriptor.
void addSecretOption(CLI::App& app, const core::SettingSpec& row, SettingOptions& storage)
{
    const std::string id(row.id);
    const std::string group(core::groupTitle(row.group));
    const auto refuse = [&storage, id](const std::string&) { storage.texts[id] = ""; };
    app.add_option_function<std::string>("--" + id, refuse, helpText(row))->type_name("")->expected(0, 1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)->group(group);
    const auto store = [&storage, id](int descriptor) { storage.secretDescriptors[id] = descriptor; };
    app.add_option_function<int>("--" + id + "-fd", store, fmt::format("Read {} from this open file descriptor, up to its end or a line break", id))->type_name("N")->check(CLI::NonNegativeNumber)->group(group);
}

/// The values of the profile that was asked for, if one was.
core::Result<std::optional<core::SettingTexts>> readProfile(core::SettingRows rows, const SettingOptions& options, const core::SettingSources& below)
{
    using Texts = std::optional<core::SettingTexts>;
    if (!options.profile.empty() && !options.profileFile.empty())
        return core::fail(core::ErrorCode::invalidSetting, "--profile and --profile-file exclude each other: name one of them.", "profile");
    if (!options.profile.empty())
        return core::loadProfile(rows, profileDirectory(), options.profile).map([](core::SettingTexts texts) { return Texts(std::move(texts)); });
    if (options.profileFile.empty())
        return Texts();
    const auto now = core::layerSettings(rows, below);
    if (!now)
        return tl::unexpected(now.error());
    auto review = core::reviewProfile(rows, options.profileFile, now->settings, below.defaults);
    if (!review)
        return tl::unexpected(review.error());
    complain(fmt::format("{} would change:\n{}", options.profileFile, core::reviewText(*review)));
    if (!options.acceptProfile && !askYesNo("Use it? Refused lines are left out."))
        return core::fail(core::ErrorCode::invalidSetting, fmt::format("{} was not used. Look at the list above, then start with --accept-profile, or answer y at a terminal.", options.profileFile), "profile-file");
    return Texts(std::move(review->accepted));
}

/// What it may have been meant to be; empty when nothing is near.
std::string suggestion(const CLI::App& app, const std::string& unknown)
{
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    const std::string near = unknown.starts_with("--") ? core::nearestName(unknown, names, unknown.size() / 4) : std::string();
    return near.empty() ? near : fmt::format(" Did you mean {}?", near);
}

/// The first argument that looks like an option and is none comes first: the values behind it follow from it. They are not
/// repeated, since one may be a secret.
std::string unexpected(const CLI::App& app)
{
    constexpr std::size_t shown = 80;
    const std::vector<std::string> left = app.remaining();
    const auto option = std::find_if(left.begin(), left.end(), [](const std::string& given) { return given.starts_with('-'); });
    if (option == left.end())
        return fmt::format("\"{}\" is not expected: each option begins with --.", left.front().substr(0, shown));
    const std::string unknown = option->substr(0, option->find('='));
    return fmt::format("there is no option {}.{}", unknown.substr(0, shown), suggestion(app, unknown));
}

} // namespace

void addSettingOptions(CLI::App& app, core::SettingRows rows, SettingOptions& storage)
{
    app.add_option("--settings-file", storage.settingsFile, "Read settings from this JSON file instead of " + defaultSettingsFile())->type_name("FILE")->check(notEmpty());
    app.add_option("--profile", storage.profile, "Use the connection profile of this name (headroom-cli profiles lists them)")->type_name("NAME")->check(notEmpty());
    app.add_option("--profile-file", storage.profileFile, "Use a profile from somebody else: shows what it would change, then asks")->type_name("FILE")->check(notEmpty());
    app.add_flag("--accept-profile", storage.acceptProfile, "Use --profile-file without being asked; what is refused is left out all the same");
    app.add_option("--preset", storage.preset, fmt::format("Begin with values that belong together: {}", fmt::join(core::presetTable() | std::views::transform(&core::Preset::id), ", ")))
        ->type_name("NAME")->check(notEmpty());
    for (const core::SettingSpec& row : rows) {
        if (core::isSecret(row)) {
            addSecretOption(app, row, storage);
            continue;
        }
        const std::string id(row.id);
        if (const auto* list = std::get_if<core::TextField>(&row.field); list != nullptr && list->repeated) {
            const auto join = [&storage, id](const std::vector<std::string>& texts) { storage.texts[id] = fmt::format("{}", fmt::join(texts, "; ")); };
            app.add_option_function<std::vector<std::string>>("--" + id, join, helpText(row))->type_name("NAME=VALUE")->allow_extra_args(false)->group(std::string(core::groupTitle(row.group)));
            continue;
        }
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
    auto profile = readProfile(rows, options, sources);
    if (!profile)
        return tl::unexpected(profile.error());
    sources.profile = std::move(*profile);
    sources.commandLine = options.texts;
    if (!options.preset.empty()) {
        if (const auto added = core::addPreset(options.preset, sources.commandLine); !added)
            return tl::unexpected(added.error());
    }
    auto layered = core::layerSettings(rows, sources);
    if (!layered)
        return layered;
    if (auto read = readSecrets(rows, options.secretDescriptors, layered->settings); !read)
        return tl::unexpected(read.error());
    return layered;
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

std::string profileDirectory() { return core::configDirectory() + "/profiles"; }

core::LoggingOptions logOptions(const core::Settings& settings, const std::shared_ptr<core::Redactor>& redactor)
{
    core::addSecrets(core::settingTable(), settings, *redactor);
    core::LoggingOptions options;
    options.directory = core::stateDirectory();
    options.redactor = redactor;
    for (const core::ClientProperty& property : core::clientProperties(settings.property))
        if (property.name == "debug")
            options.level = "debug";
    return options;
}

std::optional<int> parseCommandLine(CLI::App& app, int argc, const char* const* argv)
{
    try {
        app.parse(argc, argv);
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error); // prints the help or the version
        complain(fmt::format("{} See {} --help for what there is.", app.remaining().empty() ? fmt::format("{}.", error.what()) : unexpected(app), app.get_name()));
        return static_cast<int>(ExitCode::badUsage);
    }
}

int reportError(const core::Error& error)
{
    complain(error.message);
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
