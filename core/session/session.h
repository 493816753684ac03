// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "core/base/bounded_queue.h"
#include "core/base/redactor.h"
#include "core/base/result.h"
#include "core/guard/memory_limit.h"
#include "core/kafka/consumer_port.h"
#include "core/session/command.h"
#include "core/session/processor.h"
#include "core/session/snapshot.h"
#include "core/settings/setting_table.h"

namespace spdlog {
class logger;
}

namespace headroom::core {

struct SessionShared;

/// When a run ends by itself, and with which other clues it runs. All optional.
struct RunLimits {
    std::optional<std::uint64_t> messages; ///< stop after exactly so many were taken and processed
    bool untilEnd = false;                 ///< stop when the end of each partition, as seen at start, is processed
    /// End with a failure when the topic is unknown or a right is missing, instead of waiting for it to be mended.
    bool failFast = false;
    /// Charts and events go on from the run before, if there was one, instead of beginning anew.
    bool continues = false;
};

/// How a stop treats what is processed and not committed.
enum class StopCommit : std::uint8_t { bySetting, commit, doNotCommit };

/// What a session needs from outside; tests put fakes here.
struct SessionDependencies {
    SettingRows rows = settingTable();
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    /// Makes the consumer on the worker thread; default: makeRdkafkaConsumer.
    std::function<Result<std::unique_ptr<ConsumerPort>>(const Settings&, ConsumerListener&)> makeConsumer;
    /// Stands between the session and each processor it makes, to see records as they are processed; empty: nothing does.
    std::function<std::unique_ptr<Processor>(std::unique_ptr<Processor>, Processor::PartitionName)> wrapProcessor;
    /// Where the session and the client library log; may be null.
    std::shared_ptr<spdlog::logger> log;
    /// Learns the secrets of each run and takes them out of events, errors and outcomes; shared with the log. Not null.
    std::shared_ptr<Redactor> redactor = std::make_shared<Redactor>();
    /// Heap of the window; what it grows by after the baseline counts into the ledger. Read on the worker each tick, so it must
    /// be thread-safe. Empty: no window.
    std::function<Bytes()> uiBytes;
    /// RSS of this process; default: core::readRss. Called on the worker several times a tick.
    std::function<Bytes()> readRss;
    /// Root of the file tree in which the container's memory limit is looked for.
    std::string cgroupRoot = core::cgroupRoot();
};

/// One run of a consumer, from start to close. The only class that is called from both threads.
/// Thread: any, each function says more. Bound: 64 commands waiting, one snapshot in the box.
class Session {
public:
    explicit Session(SessionDependencies dependencies = {});
    /// From a forced stop to the end, at most. The client library can hold the worker for longer (librdkafka 2.8 waits for ever when
    /// the system refused it one of its threads): then the worker is left alone and the program should end.
    static constexpr Milliseconds forcedDeadline{2500};

    /// Stops by force when still running; bounded by forcedDeadline.
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Validates and starts the worker. `bootstrap-servers` must be resolved ("demo" is the caller's to replace).
    /// Fails at once for impossible settings; failures to connect come in snapshots.
    [[nodiscard]] Result<void> start(Settings settings, RunLimits limits = {});

    /// Posts a command; its single outcome comes in a snapshot under the returned id. Fails with busy when 64 wait,
    /// badState when nothing runs. Never blocks.
    [[nodiscard]] Result<std::uint64_t> post(Command command);

    /// Asks for a clean end: finish the batch, commit, leave. Returns at once; ended() tells. A second call forces.
    void stop(StopCommit policy = StopCommit::bySetting);
    /// True when no worker runs (never started, stopped or failed).
    [[nodiscard]] bool ended() const;
    /// Waits for the end, at most `timeout`.
    [[nodiscard]] bool waitUntilEnded(Milliseconds timeout) const;

    /// The newest snapshot; never null.
    [[nodiscard]] std::shared_ptr<const Snapshot> latest() const;

    /// What the client really uses for a client property; empty when unknown or not running.
    [[nodiscard]] std::string effectiveValue(std::string_view clientProperty) const;

private:
    SessionDependencies m_dependencies;
    std::shared_ptr<SessionShared> m_shared;
    std::jthread m_thread;
};

} // namespace headroom::core
