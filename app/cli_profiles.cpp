// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <fmt/format.h>

#include "app/cli_commands.h"
#include "app/cli_options.h"
#include "app/secret_input.h"
#include "core/kafka/connection_check.h"
#include "core/settings/profile.h"
#include "core/settings/profile_review.h"
#include "core/settings/setting_codec.h"

namespace headroom::app {
namespace {

struct ProfileOptions {
    SettingOptions settings;
    std::string save;
    std::string remove;
    std::string check;
    bool test = false;
};

core::Result<std::string> saved(const ProfileOptions& options)
{
    const auto read = readSettings(core::settingTable(), options.settings);
    if (!read)
        return tl::unexpected(read.error());
    if (auto valid = core::validateSettings(read->settings); !valid)
        return tl::unexpected(valid.error());
    return core::saveProfile(core::settingTable(), profileDirectory(), options.save, read->settings).map([&] { return fmt::format("saved: {}\n", options.save); });
}

core::Result<std::string> checked(const ProfileOptions& options)
{
    const auto read = readSettings(core::settingTable(), options.settings);
    if (!read)
        return tl::unexpected(read.error());
    return core::reviewProfile(core::settingTable(), options.check, read->settings).map([](const core::ProfileReview& review) { return core::reviewText(review); });
}

/// The demo broker is not started for it: there is nothing to find out.
core::Result<std::string> tested(const ProfileOptions& options)
{
    constexpr core::Milliseconds patience{10'000};
    auto read = readSettings(core::settingTable(), options.settings);
    if (!read)
        return tl::unexpected(read.error());
    if (read->settings.bootstrapServers == "demo")
        return core::fail(core::ErrorCode::invalidSetting, "--test needs a broker to try: name a --profile or --bootstrap-servers.", "bootstrap-servers");
    if (auto asked = askSecrets(core::settingTable(), read->settings); !asked)
        return tl::unexpected(asked.error());
    const core::ConnectionReport report = core::checkConnection(core::settingTable(), read->settings, patience, [] { return false; });
    std::string out;
    for (std::size_t i = 0; i < core::checkSteps; ++i)
        out += fmt::format("{:<18} {:<12} {}\n", core::wordFor(static_cast<core::CheckStep>(i)), core::wordFor(report.lines[i].state), report.lines[i].text);
    if (report.passed())
        return out;
    fmt::print("{}", out);
    return core::fail(core::ErrorCode::unreachable, fmt::format("The connection does not work yet; see {}.", report.setting), report.setting);
}

core::Result<std::string> listed()
{
    std::string out;
    for (const std::string& name : core::profileNames(profileDirectory())) {
        const auto texts = core::loadProfile(core::settingTable(), profileDirectory(), name);
        const auto brokers = texts ? texts->find("bootstrap-servers") : core::SettingTexts::const_iterator();
        const std::string what = !texts ? texts.error().message : brokers == texts->end() ? std::string("demo") : brokers->second;
        out += fmt::format("{:<24} {}\n", name, what);
    }
    return out.empty() ? "no profile yet\n" : out;
}

core::Result<std::string> act(const ProfileOptions& options)
{
    if (!options.save.empty())
        return saved(options);
    if (!options.check.empty())
        return checked(options);
    if (options.test)
        return tested(options);
    if (!options.remove.empty())
        return core::removeProfile(profileDirectory(), options.remove).map([&] { return fmt::format("deleted: {}\n", options.remove); });
    return listed();
}

} // namespace

int profilesCommand(int argc, const char* const* argv)
{
    CLI::App app("Lists the connection profiles. A profile holds the settings of a connection under a name, never a secret; --profile NAME uses it.", "headroom-cli profiles");
    ProfileOptions options;
    auto* const save = app.add_option("--save", options.save, "Save the connection settings given here (or in --profile-file) under this name")->type_name("NAME")->check(notEmpty());
    auto* const remove = app.add_option("--delete", options.remove, "Delete the profile of this name")->type_name("NAME")->check(notEmpty())->excludes(save);
    app.add_option("--check", options.check, "Show what a profile from somebody else would change, and what is refused")->type_name("FILE")->check(notEmpty())->excludes(save)->excludes(remove);
    app.add_flag("--test", options.test, "Try to connect, step by step, in no group; exit code 1 when it fails")->excludes(save)->excludes(remove);
    addSettingOptions(app, core::settingTable(), options.settings);
    if (const auto code = parseCommandLine(app, argc, argv))
        return *code;
    if (const auto known = checkEnvironment(); !known)
        return reportError(known.error());
    const auto text = act(options);
    if (!text)
        return reportError(text.error());
    const bool written = std::fwrite(text->data(), 1, text->size(), stdout) == text->size() && std::fflush(stdout) == 0;
    return static_cast<int>(written ? ExitCode::done : ExitCode::failed);
}

} // namespace headroom::app
