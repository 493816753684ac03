// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom::ui {

/// A stretch of the history's time axis, seconds.
struct TimeSpan {
    double from = 0;
    double to = 60;
    [[nodiscard]] double length() const noexcept { return to - from; }
    [[nodiscard]] bool contains(double seconds) const noexcept { return seconds >= from && seconds <= to; }
    bool operator==(const TimeSpan&) const = default;
};

/// Which stretch of time the charts show: the newest `range` seconds while following, or what the user dragged and
/// zoomed to. A young history fills a window that grows in steps instead of a sliver at the right. Pure; thread: any.
class TimeWindow {
public:
    static constexpr double shortest = 2;          ///< seconds; zooming in ends here
    static constexpr double longest = 12 * 3600.0; ///< as long as the history

    /// Seconds to show while following; 0: all of the history. Follows again.
    void setRange(double seconds);
    [[nodiscard]] double range() const noexcept { return m_range; }
    /// Off freezes what is seen now.
    void setFollow(bool follow);
    [[nodiscard]] bool follows() const noexcept { return m_follow; }
    void setNow(double seconds) noexcept { m_now = seconds; }

    /// Moves what is seen, later for positive; stops following.
    void pan(double seconds);
    /// Factor below 1 shows less time; `at` stays where it is. Stops following.
    void zoom(double factor, double at);

    /// This stretch, at least `shortest` long and within the history; stops following.
    void show(const TimeSpan& span);

    [[nodiscard]] TimeSpan span() const;

private:
    void hold(double from, double length);

    double m_range = 300;
    double m_now = 0;
    bool m_follow = true;
    TimeSpan m_held;
};

/// Seconds between two clock labels so that at most `labels` stand on a span.
[[nodiscard]] double clockStep(double spanSeconds, int labels);

} // namespace headroom::ui
