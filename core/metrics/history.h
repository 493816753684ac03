// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "core/base/clock.h"
#include "core/metrics/metric_catalog.h"

namespace headroom::core {

/// One point of all metrics. Seconds since the history began (monotonic).
struct Sample {
    double seconds = 0;
    std::array<float, metricCount> values{};
};

/// An immutable run of samples; shared by worker and window.
using SampleSegment = std::vector<Sample>;

/// A view of the history: segments oldest first, for one tier.
struct HistoryView {
    WallTime began{};   ///< wall clock of second 0
    std::vector<std::shared_ptr<const SampleSegment>> fine;   ///< every tick (0.1 s), the last 60 s and a little more
    std::vector<std::shared_ptr<const SampleSegment>> medium; ///< 0.5 s means, 15 min
    std::vector<std::shared_ptr<const SampleSegment>> coarse; ///< 5 s, pairs of samples (all minima, then all maxima), 12 h
};

/// Fixed-size history in three tiers; the oldest segment of a tier goes when it is full. Unknown values (NaN) count
/// neither in means nor in minima and maxima. Thread: worker; views may be read anywhere.
/// Bound: about (700 + 1900 + 17400) samples of sizeof(Sample), 2.1 MiB.
class History {
public:
    explicit History(WallTime began);

    /// Samples that are not later than the last one are ignored.
    void add(double seconds, const TickReading& reading);
    /// Segments by reference; only the last one of each tier is copied (at most 8 KiB).
    [[nodiscard]] HistoryView view() const;
    [[nodiscard]] Bytes bytes() const;
    /// What bytes() comes to after half a day, and never passes.
    [[nodiscard]] static Bytes fullBytes() noexcept;

private:
    struct Tier {
        explicit Tier(std::size_t sealedBound);
        void add(const Sample& sample);
        /// `unfinished` stands for what is still being gathered.
        [[nodiscard]] std::vector<std::shared_ptr<const SampleSegment>> view(const SampleSegment& unfinished) const;
        [[nodiscard]] Bytes bytes() const noexcept;

        std::size_t maxSegments;
        std::deque<std::shared_ptr<const SampleSegment>> sealed;
        SampleSegment open;
    };
    /// What one bucket of a coarser tier has seen so far.
    struct Bucket {
        void add(const Sample& sample);

        std::uint32_t samples = 0;
        double firstSeconds = 0;
        double lastSeconds = 0;
        std::array<double, metricCount> sum{};
        std::array<std::uint32_t, metricCount> known{};
        std::array<float, metricCount> minimum{};
        std::array<float, metricCount> maximum{};
    };
    [[nodiscard]] static SampleSegment means(const Bucket& bucket);
    [[nodiscard]] static SampleSegment extremes(const Bucket& bucket);

    WallTime m_began;
    double m_lastSeconds;
    Tier m_fine, m_medium, m_coarse;
    Bucket m_mediumBucket, m_coarseBucket;
};

} // namespace headroom::core
