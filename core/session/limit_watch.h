// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/guard/guard_status.h"
#include "core/guard/limit_slope.h"
#include "core/guard/memory_limit.h"

// Private to core/session.

namespace headroom::core {

/// Watches the container's memory limit, or a pretended one, and where RSS is going. Thread: worker. Reads the limit once a
/// second, each tick when it is near.
class LimitWatch {
public:
    static constexpr double warnShare = 0.90;
    static constexpr double calmShare = 0.85; ///< below it, the next time is worth a warning again
    static constexpr double stopShare = 0.97;
    static constexpr int stopTicks = 2;       ///< in a row

    enum class Alarm : std::uint8_t { none, warn, stop };

    explicit LimitWatch(std::string cgroupRoot) : m_root(std::move(cgroupRoot)) {}

    /// One tick. `pretended` and `budget` in bytes, 0 for none. Warn comes once each time the limit is neared, stop from
    /// the second tick above its share on.
    [[nodiscard]] Alarm look(double seconds, Bytes rss, Bytes pretended, Bytes budget);
    [[nodiscard]] const LimitStatus& status() const noexcept { return m_status; }
    /// What counts against the limit now: the container's use, moved on by what RSS grew since it was read, or RSS.
    [[nodiscard]] Bytes used() const noexcept { return m_used; }

private:
    void readContainer(double seconds, Bytes rss);

    std::string m_root;
    LimitSlope m_slope;
    LimitStatus m_status;
    MemoryLimit m_container;
    double m_nextRead = 0;
    Bytes m_rssAtRead = unknownBytes;
    Bytes m_used = unknownBytes;
    bool m_warned = false;
    int m_ticksAtStop = 0;
};

} // namespace headroom::core
