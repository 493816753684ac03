// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/series_export.h"

#include <cmath>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "core/base/number_format.h"
#include "core/export/chunked_file.h"

namespace headroom::core {
namespace {

using Segments = std::vector<std::shared_ptr<const SampleSegment>>;

/// A tier, and up to where it is the finest one.
struct Stretch {
    const Segments* segments;
    double until;
    std::string_view even, odd; ///< kinds of samples by their place in a segment; segments hold whole pairs
};

double beginOf(const Segments& segments)
{
    return segments.empty() || segments.front()->empty() ? std::numeric_limits<double>::infinity() : segments.front()->front().seconds;
}

std::string_view unitOf(MetricUnit unit)
{
    switch (unit) {
    case MetricUnit::bytes: return "bytes";
    case MetricUnit::messages: return "messages";
    case MetricUnit::messagesPerSecond: return "messages/s";
    case MetricUnit::bytesPerSecond: return "bytes/s";
    case MetricUnit::percent: return "%";
    case MetricUnit::milliseconds: return "ms";
    case MetricUnit::perSecond: break;
    }
    return "1/s";
}

void appendRow(std::string& out, const SeriesChoice& choice, const Sample& sample, std::string_view kind)
{
    const WallTime at = choice.history.began + std::chrono::duration_cast<WallTime::duration>(std::chrono::duration<double>(sample.seconds));
    fmt::format_to(std::back_inserter(out), "{},{},{}", formatIso8601(at), sample.seconds, kind);
    for (const MetricIndex metric : choice.metrics) {
        const float value = sample.values[metric];
        out += ',';
        if (!std::isnan(value))
            fmt::format_to(std::back_inserter(out), "{}", value);
    }
    out += "\r\n";
}

/// True when it is not to go on.
Result<bool> appendStretch(ChunkedFile& file, const SeriesChoice& choice, const Stretch& stretch, const std::stop_token& stop, ExportProgress& progress)
{
    for (const auto& segment : *stretch.segments) {
        for (std::size_t i = 0; i < segment->size(); ++i) {
            const Sample& sample = (*segment)[i];
            if (sample.seconds < choice.fromSeconds || sample.seconds > choice.toSeconds || sample.seconds >= stretch.until)
                continue;
            appendRow(file.lines(), choice, sample, i % 2 == 0 ? stretch.even : stretch.odd);
            ++progress.rows;
            if (auto flushed = file.flushIfLarge(); !flushed)
                return flushed;
        }
        if (stop.stop_requested())
            return true;
    }
    return false;
}

} // namespace

std::string seriesColumn(MetricIndex metric)
{
    const MetricSpec& spec = metricCatalog()[metric];
    return fmt::format("{} ({})", spec.id, unitOf(spec.unit));
}

Result<ExportProgress> exportSeries(const std::string& path, const SeriesChoice& choice, const std::stop_token& stop)
{
    auto file = ChunkedFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    file->lines() += "time,seconds,kind";
    for (const MetricIndex metric : choice.metrics)
        file->lines().append(",").append(seriesColumn(metric));
    file->lines() += "\r\n";
    ExportProgress progress;
    const HistoryView& history = choice.history;
    const double fine = beginOf(history.fine);
    const Stretch stretches[] = {{&history.coarse, std::min(beginOf(history.medium), fine), "min", "max"},
                                 {&history.medium, fine, "mean", "mean"},
                                 {&history.fine, std::numeric_limits<double>::infinity(), "sample", "sample"}};
    for (const Stretch& stretch : stretches) {
        const auto stopped = appendStretch(*file, choice, stretch, stop, progress);
        if (!stopped)
            return tl::unexpected(stopped.error());
        if (*stopped) {
            progress.cancelled = true;
            return progress;
        }
    }
    if (auto done = file->finish(); !done)
        return tl::unexpected(done.error());
    progress.bytes = file->bytes();
    return progress;
}

} // namespace headroom::core
