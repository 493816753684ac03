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
/// second, each tick when it is near; RSS itself then each slice.
class LimitWatch {
public:
    static constexpr double warnShare = 0.90;
    static constexpr double calmShare = 0.85; ///< below it, the next time is worth a warning again
    static constexpr double stopShare = 0.97;
    static constexpr double nearShare = 0.75; ///< from here on a tick is too long: a near broker sends 10 MiB in 20 ms

    enum class Alarm : std::uint8_t { none, warn, stop };

    explicit LimitWatch(std::string cgroupRoot) : m_root(std::move(cgroupRoot)) {}

    /// Limit and use as of now, for status() and used(). `pretended` in bytes, 0 for none.
    void measure(double seconds, Bytes rss, Bytes pretended);
    /// One tick: measures. `budget` in bytes, 0 for none. Warn comes once each time the limit is neared, else stop as long as
    /// the use is above its share.
    [[nodiscard]] Alarm look(double seconds, Bytes rss, Bytes pretended, Bytes budget);
    /// Between two ticks, while near(): whether to stop. Reads a file only to be sure of that; else some us.
    [[nodiscard]] bool mustStop(double seconds, Bytes rss, Bytes pretended);
    /// RSS may reach the limit before the next tick.
    [[nodiscard]] bool near() const noexcept { return share() >= nearShare; }
    /// The use of this process at which it stops; unknownBytes without a limit.
    [[nodiscard]] Bytes stopMark() const noexcept { return m_status.limit > 0 ? static_cast<Bytes>(stopShare * static_cast<double>(m_status.limit)) : unknownBytes; }
    [[nodiscard]] const LimitStatus& status() const noexcept { return m_status; }
    /// What counts against the limit now: the container's use, moved on by what RSS grew since it was read, or RSS.
    [[nodiscard]] Bytes used() const noexcept { return m_used; }

private:
    void readContainer(double seconds, Bytes rss);
    void move(Bytes rss, Bytes pretended);
    [[nodiscard]] double share() const noexcept { return m_status.limit > 0 && m_used > 0 ? static_cast<double>(m_used) / static_cast<double>(m_status.limit) : 0; }

    std::string m_root;
    LimitSlope m_slope;
    LimitStatus m_status;
    MemoryLimit m_container;
    double m_nextRead = 0;
    Bytes m_rssAtRead = unknownBytes;
    Bytes m_used = unknownBytes;
    bool m_warned = false;
};

} // namespace headroom::core
