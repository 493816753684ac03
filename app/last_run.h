// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace headroom::app {

/// The trace of a run while it lasts, a small file ("run-PID") in the state directory which this process holds locked; the
/// destructor removes it. Who ends before that leaves it behind, with the last words in it if there were any, so that the next
/// start can say what became of it. Where nothing can be written there is no trace, and no word about that.
/// Thread: main. One at a time in a process.
class LastRun {
public:
    explicit LastRun(const std::string& directory);
    ~LastRun();
    LastRun(const LastRun&) = delete;
    LastRun& operator=(const LastRun&) = delete;

    /// A sentence or two for each trace that nobody holds any more, the newest ones first, at most three; all such traces are removed.
    [[nodiscard]] static std::vector<std::string> takeBadEnds(const std::string& directory);

private:
    std::string m_path; ///< empty: no trace
    int m_file = -1;
};

} // namespace headroom::app
