// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/clock.h"

namespace headroom::core {

struct LogLine {
    std::uint64_t number = 0; ///< 1, 2, 3 ...
    WallTime at{};
    int level = 2;            ///< spdlog's: 0 trace ... 4 error, 5 critical
    std::string text;
    std::uint32_t repeats = 1;
};

/// The last log lines, for the log pane. Thread: any. Bound: `capacity` lines of at most 2 KiB; the oldest go first and
/// are counted.
class LogRing {
public:
    explicit LogRing(std::size_t capacity);
    void add(WallTime at, int level, std::string text);
    /// Lines newer than `number`, oldest first.
    [[nodiscard]] std::vector<LogLine> since(std::uint64_t number) const;
    [[nodiscard]] std::uint64_t dropped() const;

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines;
    std::uint64_t m_next = 1;
    std::uint64_t m_dropped = 0;
};

} // namespace headroom::core
