// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <thread>

namespace headroom::test {

/// Makes the file processor slow, as a database behind it would: its file is a pipe, read at a given pace and copied.
/// Thread: its own; create and destroy on the main thread.
class SlowReader {
public:
    /// Makes the pipe at `pipe`; what is read from it is appended to `copy`.
    SlowReader(const QString& pipe, const QString& copy, int bytesPerMillisecond);
    ~SlowReader();
    SlowReader(const SlowReader&) = delete;
    SlowReader& operator=(const SlowReader&) = delete;

    [[nodiscard]] bool good() const { return m_pipe >= 0 && m_copy >= 0; }
    /// Reads what is left, and ends.
    void finish();

private:
    void run();

    int m_pipe = -1;
    int m_copy = -1;
    int m_pace;
    std::atomic<bool> m_ending{false};
    std::thread m_thread;
};

} // namespace headroom::test
