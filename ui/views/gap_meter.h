// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace headroom::ui {

/// Gaps between ticks of a timer, counted in a fixed histogram: percentile and maximum over the whole run.
/// Thread: one. Bound: 1,001 counters of 0.25 ms; gaps of 250 ms and more share the last one, the maximum stays exact.
class GapMeter {
public:
    void add(std::chrono::nanoseconds gap) noexcept;
    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }
    /// Upper edge of the bucket that holds the percentile, ms, never above the maximum; -1 without gaps.
    [[nodiscard]] double percentileMs(double percent) const noexcept;
    [[nodiscard]] double maxMs() const noexcept { return m_count == 0 ? -1 : m_maxMs; }

private:
    static constexpr double bucketMs = 0.25;
    std::array<std::uint64_t, 1001> m_buckets{};
    std::uint64_t m_count = 0;
    double m_maxMs = 0;
};

} // namespace headroom::ui
