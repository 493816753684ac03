// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <sys/prctl.h>

#include "app/cli_commands.h"
#include "app/cli_options.h"
#include "core/demo/demo_broker.h"

namespace headroom::app {
namespace {

void addContentOptions(CLI::App& app, core::DemoLoad& load)
{
    app.add_option("--topic", load.topic, "Topic to serve");
    app.add_option("--partitions", load.partitions, "Partitions of the topic, 1 to 1000");
    app.add_option("--brokers", load.brokers, "Brokers that share the partitions, 1 to 20");
    app.add_option("--size", load.size, "Bytes of a value: fixed:N, uniform:MIN-MAX, or mixed (JSON orders, some large)");
    app.add_option("--compressibility", load.compressibility, "About so many times smaller under lz4; 1 is random bytes");
    app.add_option("--codec", load.codec, "none, gzip, snappy, lz4 or zstd");
    app.add_option("--keys", load.keys, "none or order");
    app.add_option("--headers", load.headers, "Headers of a record, 0 to 100");
    app.add_option("--poison-share", load.poisonShare, "Share of records with hostile payloads, 0 to 1");
    app.add_option("--seed", load.seed, "The same seed gives the same records");
}

void addRateOptions(CLI::App& app, core::DemoLoad& load)
{
    app.add_option("--messages-per-second", load.messagesPerSecond, "0: as fast as possible");
    app.add_option("--burst-seconds", load.burstSeconds, "A burst each so many seconds, 0: none");
    app.add_option("--burst-factor", load.burstFactor, "How much faster a burst is");
    app.add_option("--initial-messages", load.initialMessages, "Produced at once at the start");
    app.add_option("--messages", load.messages, "Stop producing after so many, 0: never");
    app.add_option("--backlog-bytes", load.backlogBytes, "Stored bytes of a partition that its reader has not got to, at most");
    app.add_option("--batch-bytes", load.batchBytes, "Most bytes of one stored batch");
    app.add_option("--group", load.group, "The group whose commits say how far its reader is");
    app.add_option("--rebalance-delay-ms", load.rebalanceDelayMs, "Wait of a new group for further members");
    app.add_flag("--die-with-stdin", load.dieWithStdin, "End when standard input ends");
}

/// Nobody wants to look for brokers that a script or a terminal left behind. Who was started to be killed with the parent, stays so.
void endWithParent()
{
    int signal = 0;
    if (prctl(PR_GET_PDEATHSIG, &signal) == 0 && signal == 0)
        prctl(PR_SET_PDEATHSIG, SIGTERM);
}

} // namespace

int demoBrokerCommand(int argc, const char* const* argv)
{
    CLI::App app("Runs the embedded demo broker on loopback until it is told to end. Its first lines say where it is. A group that read here before waits for its "
                 "members' session timeout: give its next run --session-timeout-ms 6000.", "headroom-cli demo-broker");
    core::DemoLoad load;
    app.option_defaults()->always_capture_default();
    addContentOptions(app, load);
    addRateOptions(app, load);
    bool outliveParent = false;
    app.add_flag("--outlive-parent", outliveParent, "Go on when the program or terminal that started it has ended");
    if (const auto code = parseCommandLine(app, argc, argv))
        return *code;
    if (const auto checked = checkEnvironment(); !checked)
        return reportError(checked.error());
    if (const auto checked = core::checkDemoLoad(load); !checked)
        return reportError(checked.error());
    if (!outliveParent)
        endWithParent();
    return core::runDemoBroker(load);
}

} // namespace headroom::app
