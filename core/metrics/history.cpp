// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/history.h"

#include <cmath>
#include <limits>

namespace headroom::core {
namespace {

constexpr std::size_t samplesPerSegment = 100;
constexpr std::size_t fineSegments = 7, mediumSegments = 19, coarseSegments = 174;
constexpr double mediumBucketSeconds = 0.5;
constexpr double coarseBucketSeconds = 5.0;
constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

bool sameBucket(double one, double other, double width)
{
    return std::floor(one / width) == std::floor(other / width);
}

} // namespace

History::Tier::Tier(std::size_t sealedBound) : maxSegments(sealedBound)
{
    open.reserve(samplesPerSegment);
}

void History::Tier::add(const Sample& sample)
{
    open.push_back(sample);
    if (open.size() < samplesPerSegment) {
        return;
    }
    sealed.push_back(std::make_shared<const SampleSegment>(open));
    open.clear();
    if (sealed.size() > maxSegments) {
        sealed.pop_front();
    }
}

std::vector<std::shared_ptr<const SampleSegment>> History::Tier::view(const SampleSegment& unfinished) const
{
    std::vector<std::shared_ptr<const SampleSegment>> segments;
    segments.reserve(sealed.size() + 1);
    segments.assign(sealed.begin(), sealed.end());
    if (!open.empty() || !unfinished.empty()) {
        auto last = std::make_shared<SampleSegment>();
        last->reserve(open.size() + unfinished.size());
        last->insert(last->end(), open.begin(), open.end());
        last->insert(last->end(), unfinished.begin(), unfinished.end());
        segments.push_back(std::move(last));
    }
    return segments;
}

Bytes History::Tier::bytes() const noexcept
{
    return static_cast<Bytes>((sealed.size() * samplesPerSegment + open.capacity()) * sizeof(Sample));
}

void History::Bucket::add(const Sample& sample)
{
    if (samples == 0) {
        firstSeconds = sample.seconds;
        sum.fill(0);
        known.fill(0);
        minimum.fill(unknown);
        maximum.fill(unknown);
    }
    ++samples;
    lastSeconds = sample.seconds;
    for (std::size_t metric = 0; metric < metricCount; ++metric) {
        const float value = sample.values[metric];
        if (std::isnan(value)) {
            continue;
        }
        ++known[metric];
        sum[metric] += static_cast<double>(value);
        // fmin and fmax prefer the operand that is a number.
        minimum[metric] = std::fmin(minimum[metric], value);
        maximum[metric] = std::fmax(maximum[metric], value);
    }
}

SampleSegment History::means(const Bucket& bucket)
{
    if (bucket.samples == 0) {
        return {};
    }
    Sample mean;
    mean.seconds = (bucket.firstSeconds + bucket.lastSeconds) / 2;
    for (std::size_t metric = 0; metric < metricCount; ++metric) {
        mean.values[metric] = bucket.known[metric] == 0
            ? unknown
            : static_cast<float>(bucket.sum[metric] / static_cast<double>(bucket.known[metric]));
    }
    return {mean};
}

SampleSegment History::extremes(const Bucket& bucket)
{
    if (bucket.samples == 0) {
        return {};
    }
    return {Sample{bucket.firstSeconds, bucket.minimum}, Sample{bucket.lastSeconds, bucket.maximum}};
}

History::History(WallTime began)
    : m_began(began),
      m_lastSeconds(-std::numeric_limits<double>::infinity()),
      m_fine(fineSegments),
      m_medium(mediumSegments),
      m_coarse(coarseSegments)
{
}

void History::add(double seconds, const TickReading& reading)
{
    if (!std::isfinite(seconds) || seconds <= m_lastSeconds) {
        return;
    }
    Sample sample;
    sample.seconds = seconds;
    const auto catalog = metricCatalog();
    for (std::size_t metric = 0; metric < metricCount; ++metric) {
        sample.values[metric] = static_cast<float>(catalog[metric].extract(reading));
    }
    m_fine.add(sample);
    if (m_mediumBucket.samples > 0 && !sameBucket(m_mediumBucket.firstSeconds, seconds, mediumBucketSeconds)) {
        m_medium.add(means(m_mediumBucket).front());
        m_mediumBucket.samples = 0;
    }
    m_mediumBucket.add(sample);
    if (m_coarseBucket.samples > 0 && !sameBucket(m_coarseBucket.firstSeconds, seconds, coarseBucketSeconds)) {
        for (const Sample& extreme : extremes(m_coarseBucket)) {
            m_coarse.add(extreme);
        }
        m_coarseBucket.samples = 0;
    }
    m_coarseBucket.add(sample);
    m_lastSeconds = seconds;
}

HistoryView History::view() const
{
    return {m_began, m_fine.view({}), m_medium.view(means(m_mediumBucket)), m_coarse.view(extremes(m_coarseBucket))};
}

Bytes History::bytes() const
{
    return m_fine.bytes() + m_medium.bytes() + m_coarse.bytes() + static_cast<Bytes>(sizeof(History));
}

Bytes History::fullBytes() noexcept
{
    constexpr std::size_t openSegments = 3;
    return static_cast<Bytes>((fineSegments + mediumSegments + coarseSegments + openSegments) * samplesPerSegment * sizeof(Sample) + sizeof(History));
}

} // namespace headroom::core
