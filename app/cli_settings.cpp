// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <set>

#include <fmt/format.h>

#include "app/cli_commands.h"
#include "app/cli_options.h"
#include "core/settings/client_export.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"

namespace headroom::app {
namespace {

std::set<std::string> exportIds()
{
    std::set<std::string> ids;
    for (const core::ExportFormat& format : core::exportFormats())
        ids.emplace(format.id);
    return ids;
}

/// The values that `run` would use, in another client's words.
core::Result<std::string> exported(const SettingOptions& options, const std::string& client)
{
    const auto read = readSettings(core::settingTable(), options);
    if (!read)
        return tl::unexpected(read.error());
    if (const auto valid = core::validateSettings(read->settings); !valid)
        return tl::unexpected(valid.error());
    return core::exportSettings(core::settingTable(), read->settings, *core::findExportFormat(client));
}

/// For people: id, default and allowed values, one a line.
std::string plainTable(core::SettingRows rows)
{
    std::string out;
    const core::Settings defaults;
    for (const core::SettingSpec& row : rows) {
        const std::string value = core::settingText(defaults, row);
        out += fmt::format("{:<30} {:<16} {}\n", row.id, value.empty() ? "-" : value, core::allowedText(row));
    }
    return out;
}

} // namespace

int settingsCommand(int argc, const char* const* argv)
{
    CLI::App app("Prints every setting with its default and what is allowed.", "headroom-cli settings");
    bool markdown = false;
    bool json = false;
    std::string client;
    SettingOptions options;
    auto* const markdownFlag = app.add_flag("--markdown", markdown, "The reference page (resources/docs/settings.md)");
    auto* const jsonFlag = app.add_flag("--json", json, "The table for programs")->excludes(markdownFlag);
    app.add_option("--export", client, "The values that run would use, as the configuration of another client")
        ->check(CLI::IsMember(exportIds()))->type_name("CLIENT")->excludes(markdownFlag)->excludes(jsonFlag);
    addSettingOptions(app, core::settingTable(), options);
    if (const auto code = parseCommandLine(app, argc, argv))
        return *code;
    if (const auto checked = checkEnvironment(); !checked)
        return reportError(checked.error());
    const core::SettingRows rows = core::settingTable();
    std::string text = plainTable(rows);
    if (!client.empty()) {
        auto configuration = exported(options, client);
        if (!configuration)
            return reportError(configuration.error());
        text = std::move(*configuration);
    } else if (markdown)
        text = core::settingsMarkdown(rows);
    else if (json)
        text = core::settingsTableJson(rows).dump(2) + "\n";
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return static_cast<int>(written ? ExitCode::done : ExitCode::failed);
}

} // namespace headroom::app
