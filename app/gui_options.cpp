// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui_options.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "app/cli_options.h"
#include "core/settings/setting_codec.h"
#include "ui/language/language.h"
#include "ui/views/main_window.h"

namespace headroom::app {
namespace {

struct RawOptions {
    SettingOptions settings;
    std::string duration, after, theme = "system", language, size;
    bool start = false;
    bool noStart = false;
};

std::vector<std::string> pages()
{
    std::vector<std::string> names;
    for (const QString& page : ui::MainWindow::pages())
        names.push_back(page.toStdString());
    return names;
}

std::vector<std::string> languageNames()
{
    std::vector<std::string> names{ui::systemLanguage};
    for (const ui::LanguageSpec& language : ui::languages())
        names.emplace_back(language.code);
    return names;
}

void addWindowOptions(CLI::App& app, RawOptions& raw, GuiOptions& options)
{
    app.add_option("--duration", raw.duration, "Quit by itself after this time, for example 20s; starts whatever the broker")->type_name("TIME");
    app.add_option("--report", options.report, "Write a report as JSON to this file at the end; - is standard output")->type_name("FILE")->check(notEmpty());
    app.add_option("--screenshot", options.screenshot, "Save the window as PNG to this file, then quit")->type_name("FILE")->check(notEmpty());
    app.add_option("--after", raw.after, "When the screenshot is taken; default 6s, or the end of --duration when that is sooner")->type_name("TIME");
    app.add_option("--page", options.page, "Panel to show; scenario:N plays a guided scenario there")->check(CLI::IsMember(pages()))->type_name("PAGE");
    app.add_option("--theme", raw.theme, "Colours")->check(CLI::IsMember({"system", "light", "dark"}))->type_name("THEME");
    app.add_option("--language", raw.language, "Language of the window")->check(CLI::IsMember(languageNames()))->type_name("LANGUAGE");
    app.add_option("--size", raw.size, "Size of the window, for example 1440x900")->type_name("WIDTHxHEIGHT");
    app.add_flag("--start-now", raw.start, "Start at once, also when the broker is not the demo");
    app.add_flag("--no-start", raw.noStart, "Do not start, not even the demo broker")->excludes("--start-now");
    app.add_flag("--no-export{false}", options.mayExport, "Write no messages and no series to files: for screens that others use");
    addSettingOptions(app, core::settingTable(), raw.settings);
}

core::Result<void> parseWindowSize(const std::string& text, GuiOptions& options)
{
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, options.width);
    const bool cross = width.ec == std::errc{} && width.ptr != end && *width.ptr == 'x';
    const auto height = cross ? std::from_chars(width.ptr + 1, end, options.height) : width;
    constexpr int largest = 8192;
    if (!cross || height.ec != std::errc{} || height.ptr != end || options.width < 1024 || options.height < 680 || options.width > largest || options.height > largest)
        return core::fail(core::ErrorCode::invalidSetting,
                          fmt::format("--size = \"{}\": write WIDTHxHEIGHT. Allowed: 1024x680 ... {}x{}.", text, largest, largest), "--size");
    return {};
}

/// The screenshot ends the run, so it is never taken later than the run would end.
core::Result<void> takeTimes(const RawOptions& raw, GuiOptions& options)
{
    if (!raw.duration.empty()) {
        const auto duration = parseDuration("--duration", raw.duration);
        if (!duration)
            return tl::unexpected(duration.error());
        options.duration = *duration;
        options.after = std::min(options.after, *duration);
    }
    if (raw.after.empty())
        return {};
    const auto after = parseDuration("--after", raw.after);
    if (!after)
        return tl::unexpected(after.error());
    if (options.duration && *after > *options.duration)
        return core::fail(core::ErrorCode::invalidSetting,
                          fmt::format("--after = \"{}\" is later than --duration = \"{}\", when the window has closed: lower the one or raise the other.", raw.after, raw.duration), "--after");
    options.after = *after;
    return {};
}

core::Result<void> takeOver(const RawOptions& raw, GuiOptions& options)
{
    if (auto timed = takeTimes(raw, options); !timed)
        return timed;
    if (!raw.size.empty())
        if (auto sized = parseWindowSize(raw.size, options); !sized)
            return sized;
    options.theme = raw.theme == "light" ? ui::ThemeMode::light : raw.theme == "dark" ? ui::ThemeMode::dark : ui::ThemeMode::system;
    options.language = raw.language;
    options.defaults.commitMode = "manual";
    options.defaults.memoryBudget = 256 * core::mib;
    auto layered = readSettings(core::settingTable(), raw.settings, options.defaults);
    if (!layered)
        return tl::unexpected(layered.error());
    options.settings = std::move(layered->settings);
    if (auto valid = core::validateSettings(options.settings); !valid)
        return valid;
    for (const auto& [option, path] : {std::pair("--report", options.report), std::pair("--screenshot", options.screenshot)})
        if (auto writable = checkOutputPath(option, path); !writable)
            return writable;
    // A saved one must not keep the window from opening: there it can be changed.
    if (options.unattended() || raw.settings.texts.contains("processor"))
        if (auto writable = checkProcessorFile(options.settings); !writable)
            return writable;
    const bool demo = options.settings.bootstrapServers == "demo";
    options.start = !raw.noStart && !options.page.starts_with("scenario:") && (demo || raw.start || options.duration.has_value());
    if (!options.unattended())
        options.settingsFile = raw.settings.settingsFile.empty() ? defaultSettingsFile() : raw.settings.settingsFile;
    return {};
}

} // namespace

std::optional<int> parseGuiOptions(int argc, const char* const* argv, GuiOptions& options)
{
    CLI::App app("A Kafka consumer whose memory is bounded, and shown. With no options: starts on its demo broker.", "headroom");
    RawOptions raw;
    app.set_version_flag("--version", versionText());
    addWindowOptions(app, raw, options);
    if (const auto code = parseCommandLine(app, argc, argv))
        return code;
    options.themeGiven = app.count("--theme") > 0;
    if (const auto taken = takeOver(raw, options); !taken)
        return reportError(taken.error());
    return std::nullopt;
}

} // namespace headroom::app
