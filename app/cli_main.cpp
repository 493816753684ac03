// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "app/cli_commands.h"
#include "app/cli_options.h"
#include "app/last_words.h"
#include "core/metrics/process_memory.h"

namespace headroom::app {
namespace {

struct Command {
    std::string_view name;
    std::string_view help;
    int (*run)(int argc, const char* const* argv);
};

constexpr std::array commands{
    Command{"run", "consume without a window, and report", &runCommand},
    Command{"estimate", "how much memory these settings need on a topic", &estimateCommand},
    Command{"profiles", "list, save, check and delete connection profiles", &profilesCommand},
    Command{"settings", "print the table of settings", &settingsCommand},
    Command{"demo-broker", "run the embedded demo broker on its own", &demoBrokerCommand},
    Command{"scenario", "a guided scenario on the demo broker, with figures before and after", &scenarioCommand},
};

std::string usage()
{
    std::string out = "Usage: headroom-cli COMMAND [OPTION...]\n\nCommands (headroom-cli COMMAND --help says more):\n";
    for (const Command& command : commands)
        out += fmt::format("  {:<12} {}\n", command.name, command.help);
    return out + "\nOptions:\n  --help       this text\n  --version    versions of Headroom and of its Kafka client\n";
}

std::string commandNames()
{
    std::string out;
    for (const Command& command : commands)
        out += fmt::format("{}{}", out.empty() ? "" : ", ", command.name);
    return out;
}

int dispatch(int argc, const char* const* argv)
{
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    if (wanted == "--help" || wanted == "-h") {
        fmt::print("{}", usage());
        return static_cast<int>(ExitCode::done);
    }
    if (wanted == "--version") {
        fmt::print("{}\n", versionText());
        return static_cast<int>(ExitCode::done);
    }
    const auto command = std::find_if(commands.begin(), commands.end(), [wanted](const Command& c) { return c.name == wanted; });
    if (command == commands.end()) {
        fmt::print(stderr, "headroom-cli: {}. Commands are: {}.\n", wanted.empty() ? "name a command" : fmt::format("there is no command \"{}\"", wanted), commandNames());
        return static_cast<int>(ExitCode::badUsage);
    }
    return command->run(argc - 1, argv + 1);
}

} // namespace
} // namespace headroom::app

int main(int argc, char** argv)
{
    headroom::core::fixMmapThreshold();
    headroom::app::sayLastWords();
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is a write error, not the end of the run
    try {
        return headroom::app::dispatch(argc, argv);
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "headroom-cli: unexpected failure: %s. Please report it with the command line.\n", exception.what());
        return static_cast<int>(headroom::app::ExitCode::failed);
    }
}
