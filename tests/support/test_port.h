// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom::test {

/// A free port of 127.0.0.1 that stays ours: below the range the kernel gives to outgoing connections, so it is still
/// free after a broker on it was killed, and guarded by a lock file against tests that run beside this one.
/// Bound: one port and one lock file, held until the object (or the process) ends.
class TestPort {
public:
    TestPort();
    ~TestPort();
    TestPort(const TestPort&) = delete;
    TestPort& operator=(const TestPort&) = delete;

    /// The port; 0 when none was free.
    [[nodiscard]] int number() const { return m_port; }

private:
    int m_port = 0;
    int m_lock = -1;
};

} // namespace headroom::test
