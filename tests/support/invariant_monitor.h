// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/session/snapshot.h"
#include "tests/support/process_census.h"

namespace headroom::test {

/// A promise that was broken: "I1" ... "I8" and what was seen.
struct Violation {
    std::string invariant;
    std::string text;
};

/// Checks, while faults happen, what must hold of a consumer group reading one topic. Believes nothing the session says of
/// itself: what is processed is told by the records a processor wrote, what is committed by the answers on the wire and
/// by the broker. Members are numbered by the caller.
/// Thread: any; made on the GUI's (a test's main one). Bound: the first 50 violations; else grows with the records of a test.
class InvariantMonitor {
public:
    static constexpr std::size_t maxViolations = 50;
    static constexpr double longestCommit = 10.0; ///< I6: seconds until a commit has ended
    static constexpr double longestQuit = 10.0;   ///< I7
    static constexpr double errorWindow = 60.0;   ///< I8

    // Records
    void produced(std::string_view id);
    void taken(int member, core::PartitionId partition, core::Offset offset, std::string_view id);
    void processed(core::PartitionId partition, core::Offset offset, std::string_view id);
    /// These offsets hold no record any more, and the user was told so.
    void declaredGap(core::PartitionId partition, core::Offset from, core::Offset to);
    /// From this offset on the partition's records are gone, and others will get their offsets: forgets what was known of them. What
    /// is committed stays.
    void recordsReplaced(core::PartitionId partition, core::Offset from);
    /// Deleted and made anew: other records from offset 0 on, and nothing is committed. Owners keep what they own.
    void topicRecreated();
    /// The user's word: from here on the partition may stand, and be committed, further back, or be read from elsewhere.
    void userSeeks(core::PartitionId partition);

    // The group
    void assigned(int member, core::PartitionId partition);
    void revoked(int member, core::PartitionId partition);
    /// The member ended without a word: it owns nothing any more.
    void gone(int member);

    // Commits
    void commitSent(int member, core::PartitionId partition, core::Offset offset);
    void commitConfirmed(core::PartitionId partition, core::Offset offset);
    /// As the broker itself says when asked.
    void brokerSays(core::PartitionId partition, core::Offset committed);
    /// It was asked and did not answer: nobody knows whether what is committed was processed.
    void brokerSilent();

    /// Between the two, whatever was processed and not committed may come again; outside, nothing may.
    void faultBegins();
    void faultEnds();

    // What the session shows
    void snapshot(int member, const core::Snapshot& shown);
    /// A call into the client library on the thread that runs now: the one that made the monitor is the GUI's and may make none.
    void clientCalled(std::string_view call);
    /// A line at level error; seconds on any steady axis.
    void errorLine(int member, double seconds, std::string_view text);

    // The process
    void memory(core::Bytes peak, core::Bytes ceiling);
    /// A member ended that never showed a ceiling. It may happen, but not to all of a test: then nothing was checked.
    void memoryUnknown();
    void quit(double seconds, const ProcessCensus& before, const ProcessCensus& after);

    /// All is over: nothing may be missing, and no more may have come twice than the faults allowed.
    void finish();

    [[nodiscard]] std::vector<Violation> violations() const;
    /// One line per violation; empty when all holds.
    [[nodiscard]] std::string report() const;
    /// Processed and not confirmed as committed, over all partitions.
    [[nodiscard]] std::int64_t uncommitted() const;
    /// Different records processed, and how many more times than once.
    [[nodiscard]] std::size_t processedRecords() const;
    [[nodiscard]] std::size_t duplicates() const;
    [[nodiscard]] bool owned(core::PartitionId partition) const;

private:
    struct PartitionBook {
        core::Offset base = core::unknownOffset;      ///< where the group began
        core::Offset prefix = core::unknownOffset;    ///< all from base to before it were processed
        std::map<core::Offset, core::Offset> beyond;  ///< processed or declared gone beyond the prefix: from -> to
        core::Offset confirmed = core::unknownOffset;
        core::Offset confirmedBefore = core::unknownOffset; ///< before the user went back or the topic was made anew: may still be shown
        bool mayGoBack = false;
        std::set<int> owners;
        std::map<int, core::Offset> expected; ///< by member: next offset of the running assignment
    };
    struct CommitSeen {
        core::OutcomeState state = core::OutcomeState::pending;
        double since = 0;
    };
    void violated(std::string invariant, std::string text);
    void begins(PartitionBook& book, core::Offset offset);
    void forget(core::PartitionId partition, core::Offset from);
    static void cover(PartitionBook& book, core::Offset from, core::Offset to);
    void knowId(core::PartitionId partition, core::Offset offset, std::string_view id);
    void checkCommitted(core::PartitionId partition, core::Offset offset, std::string_view who);
    void checkCommits(int member, const core::Snapshot& shown);
    void checkRows(const core::Snapshot& shown);
    void checkErrors(int member, const core::Snapshot& shown);
    void noteError(int member, double seconds, std::string_view text);
    [[nodiscard]] std::int64_t uncommittedNow() const;
    void noteRisk();

    const std::thread::id m_guiThread = std::this_thread::get_id();
    mutable std::mutex m_mutex;
    std::vector<Violation> m_violations;
    std::set<std::string> m_said; ///< a breach is reported once, not each tick
    std::map<core::PartitionId, PartitionBook> m_books;
    std::set<std::string, std::less<>> m_produced;
    std::map<std::string, std::pair<core::PartitionId, core::Offset>, std::less<>> m_places; ///< of each id
    std::map<std::pair<core::PartitionId, core::Offset>, int> m_times; ///< processed so often
    std::map<std::pair<int, std::uint64_t>, CommitSeen> m_commits;     ///< by member and number
    std::map<int, std::uint64_t> m_lastEvent;
    std::map<std::pair<int, std::string>, double> m_errors; ///< when a cause was last told
    bool m_inFault = false;
    int m_measured = 0;   ///< members whose memory was checked, and those
    int m_unmeasured = 0; ///< that could not be
    std::int64_t m_atRisk = 0;  ///< most that was uncommitted at once in the running fault
    std::int64_t m_allowed = 0; ///< repetitions that past faults explain
};

} // namespace headroom::test
