// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/decimate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace headroom::core {
namespace {

using Segments = std::vector<std::shared_ptr<const SampleSegment>>;

constexpr double never = std::numeric_limits<double>::infinity();

double beginOf(const Segments& segments)
{
    return segments.empty() || segments.front()->empty() ? never : segments.front()->front().seconds;
}

/// The finest tier that goes back as far as the range, or as far as anything does. A bucket's own time may lie up to its
/// width after its first sample, hence the slack.
const Segments& coveringTier(const HistoryView& history, double fromSeconds)
{
    const double fine = beginOf(history.fine);
    const double medium = beginOf(history.medium);
    const double coarse = beginOf(history.coarse);
    const double wanted = std::max(fromSeconds, std::min({fine, medium, coarse}));
    if (fine <= wanted + 0.5) {
        return history.fine;
    }
    return medium <= wanted + 5.0 ? history.medium : history.coarse;
}

bool before(const Sample& sample, double seconds)
{
    return sample.seconds < seconds;
}

/// Minimum and maximum of one column of pixels.
class Column {
public:
    void add(const Point& point)
    {
        if (m_empty || point.y < m_low.y) {
            m_low = point;
        }
        if (m_empty || point.y > m_high.y) {
            m_high = point;
        }
        m_empty = false;
    }
    void flush(std::vector<Point>& points)
    {
        if (m_empty) {
            return;
        }
        const bool lowFirst = m_low.x <= m_high.x;
        points.push_back(lowFirst ? m_low : m_high);
        if (m_low.x != m_high.x) {
            points.push_back(lowFirst ? m_high : m_low);
        }
        m_empty = true;
    }

private:
    bool m_empty = true;
    Point m_low;
    Point m_high;
};

double lastKnown(const Segments& segments, MetricIndex metric, double seconds)
{
    for (auto segment = segments.rbegin(); segment != segments.rend(); ++segment) {
        const SampleSegment& samples = **segment;
        auto sample = std::upper_bound(samples.begin(), samples.end(), seconds,
                                       [](double limit, const Sample& one) { return limit < one.seconds; });
        while (sample != samples.begin()) {
            --sample;
            const float value = sample->values[metric];
            if (!std::isnan(value)) {
                return static_cast<double>(value);
            }
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

std::vector<Point> decimate(const HistoryView& history, MetricIndex metric, double fromSeconds, double toSeconds,
                            std::size_t columns, double scale)
{
    std::vector<Point> points;
    if (columns == 0 || metric >= metricCount || !(fromSeconds < toSeconds)) {
        return points;
    }
    // Columns stand at multiples of their width, not at the range's edge: a scrolling chart then keeps its shape. The
    // range may begin and end within a column, so there is one fewer to its length.
    const double width = (toSeconds - fromSeconds) / static_cast<double>(std::max<std::size_t>(1, columns - 1));
    const double firstColumn = std::floor(fromSeconds / width);
    const double lastColumn = columns == 1 ? firstColumn : firstColumn + static_cast<double>(columns - 1);
    points.reserve(2 * columns);
    Column column;
    double current = firstColumn;
    for (const auto& segment : coveringTier(history, fromSeconds)) {
        if (segment->empty() || segment->back().seconds < fromSeconds) {
            continue;
        }
        for (auto sample = std::lower_bound(segment->begin(), segment->end(), fromSeconds, before);
             sample != segment->end() && sample->seconds <= toSeconds; ++sample) {
            const double y = static_cast<double>(sample->values[metric]) * scale;
            if (std::isnan(y)) {
                continue;
            }
            const double at = std::min(std::floor(sample->seconds / width), lastColumn);
            if (at > current) {
                column.flush(points);
                current = at;
            }
            column.add({sample->seconds, y});
        }
    }
    column.flush(points);
    return points;
}

double sampleSpacing(const HistoryView& history, double fromSeconds)
{
    const Segments& tier = coveringTier(history, fromSeconds);
    return &tier == &history.fine ? 0.1 : &tier == &history.medium ? 0.5 : 5.0;
}

double sampleBeside(const HistoryView& history, double fromSeconds, double at, std::ptrdiff_t steps)
{
    const Segments& tier = coveringTier(history, fromSeconds);
    std::ptrdiff_t total = 0;
    std::ptrdiff_t notLater = 0; // samples at or before the time
    bool exact = false;
    for (const auto& segment : tier) {
        const auto end = std::upper_bound(segment->begin(), segment->end(), at, [](double limit, const Sample& one) { return limit < one.seconds; });
        notLater += end - segment->begin();
        exact = exact || (end != segment->begin() && std::prev(end)->seconds == at);
        total += std::ssize(*segment);
    }
    if (total == 0) {
        return at;
    }
    // From between two samples the first step leads to the nearer end.
    const std::ptrdiff_t from = exact || steps > 0 ? notLater - 1 : notLater;
    std::ptrdiff_t wanted = std::clamp<std::ptrdiff_t>(from + steps, 0, total - 1);
    const auto holder = std::ranges::find_if(tier, [&wanted](const auto& segment) {
        const bool here = wanted < std::ssize(*segment);
        wanted -= here ? 0 : std::ssize(*segment);
        return here;
    });
    return (**holder)[static_cast<std::size_t>(wanted)].seconds;
}

double valueAt(const HistoryView& history, MetricIndex metric, double seconds)
{
    if (metric >= metricCount) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    for (const Segments* tier : {&history.fine, &history.medium, &history.coarse}) {
        const double value = lastKnown(*tier, metric, seconds);
        if (!std::isnan(value)) {
            return value;
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace headroom::core
