// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <QTemporaryDir>

#include "core/session/session.h"
#include "tests/support/instrumented.h"
#include "tests/support/invariant_monitor.h"
#include "tests/support/mock_cluster.h"
#include "tests/support/watched_consumer.h"

namespace headroom::test {

/// Whom to ask what a group has committed.
struct CommittedAt {
    std::string bootstrapServers;
    std::string group;
    std::string topic;
    int partitions = 0;
};
/// What the broker says, by partition, asked by a client of its own that joins nothing; empty when it does not answer in time.
[[nodiscard]] std::map<core::PartitionId, core::Offset> askCommitted(const CommittedAt& at);
/// Commits an offset for every partition, as a client of its own that joins nothing; before the group has members.
[[nodiscard]] bool commitFor(const CommittedAt& at, core::Offset offset);
/// Tells the monitor what the broker says, or that it says nothing.
void tellCommitted(InvariantMonitor& monitor, const CommittedAt& at);

/// How many of something: the variable's number, or what a run by hand or in the suite does.
[[nodiscard]] int fromEnvironment(const char* name, int otherwise);

/// One run of one member: the real session with the real client, writing what it processes to a file that the monitor
/// reads, everything else told to the monitor too. A new run is a new member.
/// Thread: the test's. The monitor must outlive it.
class FaultMember {
public:
    using Condition = std::function<bool(const core::Snapshot&)>;

    /// `folder` takes the file of processed records; `number` is the monitor's.
    FaultMember(InvariantMonitor& monitor, int number, const std::string& folder);
    ~FaultMember();
    FaultMember(const FaultMember&) = delete;
    FaultMember& operator=(const FaultMember&) = delete;

    core::Settings settings; ///< small batches, quick fetches, the shortest session timeout; change before start()
    WatchedMember watched;

    [[nodiscard]] bool start(const core::RunLimits& limits = {});
    /// Shows each snapshot to the monitor until the condition holds; false when it does not within the time.
    [[nodiscard]] bool until(const Condition& condition, int milliseconds);
    /// As long, and the condition must hold all the time.
    [[nodiscard]] bool stays(const Condition& condition, int milliseconds);
    /// The newest snapshot, the last one after the end.
    [[nodiscard]] std::shared_ptr<const core::Snapshot> now();
    /// Waits until a ceiling was shown, so that quit() can hold the memory against it.
    [[nodiscard]] bool ceilingShown(int milliseconds)
    {
        return until([&](const core::Snapshot&) { return m_ceiling != core::unknownBytes; }, milliseconds);
    }
    /// Posts a commit; its id, 0 when it was refused.
    [[nodiscard]] std::uint64_t commit();
    [[nodiscard]] bool post(core::Command command) { return session().post(std::move(command)).has_value(); }
    core::Session& session() { return *m_session; }

    /// Stops and waits, then tells the monitor how long it took and what is left. False when it does not end in 15 s.
    /// `beforeCounting` takes away what the test itself still holds open.
    [[nodiscard]] bool quit(core::StopCommit policy = core::StopCommit::bySetting, const std::function<void()>& beforeCounting = {});
    /// Ends without leaving the group or committing, as a killed process does.
    void vanish();
    /// Tells the monitor what was processed since it was last asked.
    void readProcessed();

private:
    void tellQuit(double seconds);

    InvariantMonitor& m_monitor;
    std::string m_file;
    std::mutex m_readMutex;
    std::streamoff m_readTo = 0;
    ProcessCensus m_before;
    core::Bytes m_ceiling = core::unknownBytes; ///< the highest that was shown
    std::shared_ptr<const core::Snapshot> m_last;
    std::unique_ptr<core::Session> m_session;
};

/// A mock cluster, topic "orders", with records of known ids in it, and a first member that reads it; more members may come.
struct FaultRun {
    static constexpr int partitions = 4;
    MockCluster mock;
    InvariantMonitor monitor;
    QTemporaryDir folder;
    FaultMember first;

    explicit FaultRun(int brokers = 1);
    /// Adds records; false when not all were stored.
    [[nodiscard]] bool fill(std::uint64_t records, std::size_t valueBytes = 100);
    /// Waits until the first member has processed all records that were ever filled in, and no commit is needed any more
    /// unless `committed` is false.
    [[nodiscard]] bool workedOff(int milliseconds, bool committed = true);
    /// Asks the broker what is committed and ends the monitor's watch; what it found, empty when all holds.
    [[nodiscard]] std::string verdict();
    [[nodiscard]] CommittedAt committedAt() const { return {mock.bootstrapServers(), first.settings.groupId, "orders", partitions}; }
    [[nodiscard]] std::string folderName() const { return folder.path().toStdString(); }

    std::uint64_t filled = 0;
};

/// The end of a test: fails and prints what did not hold.
#define HEADROOM_ALL_HELD(run)                        \
    do {                                              \
        const std::string broken = (run).verdict();   \
        QVERIFY2(broken.empty(), broken.c_str());     \
    } while (false)

/// The last commit that ended; nullptr when none did.
[[nodiscard]] const core::CommitRecord* lastCommit(const core::Snapshot& shown);
/// All events of a snapshot, a line each: what a failing test prints.
[[nodiscard]] std::string story(const core::Snapshot& shown);
/// True when some text of an event contains all of these words.
[[nodiscard]] bool says(const core::Snapshot& shown, const std::string& words);

} // namespace headroom::test
