// SPDX-License-Identifier: GPL-3.0-or-later
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

} // namespace

int demoBrokerCommand(int argc, const char* const* argv)
{
    CLI::App app("Runs the embedded demo broker on loopback until it is told to end. Its first lines say where it is.", "headroom-cli demo-broker");
    core::DemoLoad load;
    app.option_defaults()->always_capture_default();
    addContentOptions(app, load);
    addRateOptions(app, load);
    if (const auto code = parseCommandLine(app, argc, argv))
        return *code;
    if (const auto checked = checkEnvironment(); !checked)
        return reportError(checked.error());
    if (const auto checked = core::checkDemoLoad(load); !checked)
        return reportError(checked.error());
    return core::runDemoBroker(load);
}

} // namespace headroom::app
