// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_catalog.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include <QCoreApplication>

#include "core/base/number_format.h"
#include "core/metrics/decimate.h"
#include "core/metrics/metric_catalog.h"
#include "core/session/lag_trend.h"

namespace headroom::ui {

namespace {

constexpr std::array<std::string_view, 1> baselineTerms{"baseline"};
constexpr std::array<std::string_view, 6> prefetchTerms{"queue", "overshoot", "framing", "operations", "cut", "buffers"};
constexpr std::array<std::string_view, 1> batchTerms{"batch"};
constexpr std::array<std::string_view, 1> viewTerms{"view"};
constexpr std::array<std::string_view, 1> slackTerms{"allocator"};
constexpr std::array<std::string_view, 3> restTerms{"wire", "window", "client"};

constexpr std::array layers{
    LayerSpec{"baseline", QT_TRANSLATE_NOOP("Charts", "Baseline"), "baseline", &ThemeColors::baseline, LayerPattern::plain, baselineTerms,
              QT_TRANSLATE_NOOP("Charts", "it is measured once, at the start")},
    LayerSpec{"prefetch", QT_TRANSLATE_NOOP("Charts", "Prefetch queue"), "prefetch", &ThemeColors::prefetch, LayerPattern::plain, prefetchTerms,
              QT_TRANSLATE_NOOP("Charts", "the topic shows larger batches than before")},
    LayerSpec{"batch", QT_TRANSLATE_NOOP("Charts", "Batch in hand"), "batch", &ThemeColors::batch, LayerPattern::plain, batchTerms,
              QT_TRANSLATE_NOOP("Charts", "processing gives it back")},
    LayerSpec{"view", QT_TRANSLATE_NOOP("Charts", "Record view"), "view", &ThemeColors::view, LayerPattern::plain, viewTerms,
              QT_TRANSLATE_NOOP("Charts", "a smaller record view cap helps")},
    LayerSpec{"slack", QT_TRANSLATE_NOOP("Charts", "Allocator slack"), "slack", &ThemeColors::slack, LayerPattern::hatch, slackTerms,
              QT_TRANSLATE_NOOP("Charts", "Trim returns it")},
    LayerSpec{"rest", QT_TRANSLATE_NOOP("Charts", "Rest"), {}, &ThemeColors::rest, LayerPattern::dots, restTerms,
              QT_TRANSLATE_NOOP("Charts", "responses in flight, charts and what nobody accounts for")},
};

constexpr std::array lines{
    LineSpec{"budget", QT_TRANSLATE_NOOP("Charts", "budget %1"), nullptr, "budget", &ThemeColors::text, 2, Qt::SolidLine, 4},
    LineSpec{"ceiling", QT_TRANSLATE_NOOP("Charts", "ceiling %1"), nullptr, "ceiling", &ThemeColors::text, 1.6, Qt::DashLine, 3},
    LineSpec{"estimate", QT_TRANSLATE_NOOP("Charts", "estimate %1"), nullptr, "estimate", &ThemeColors::dimText, 1.4, Qt::DotLine, 2},
    LineSpec{"limit", QT_TRANSLATE_NOOP("Charts", "container limit %1"), QT_TRANSLATE_NOOP("Charts", "pretend limit %1"), "limit",
             &ThemeColors::error, 1.6, Qt::DashDotLine, 2},
};

ReadoutText rateReadout(const core::Snapshot& snapshot)
{
    return {QString::fromStdString(core::formatMessageRate(snapshot.messagesPerSecond)), {}, {}};
}

ReadoutText byteRateReadout(const core::Snapshot& snapshot)
{
    ReadoutText text{QString::fromStdString(core::formatByteRate(snapshot.bytesPerSecond)), {}, {}};
    if (snapshot.messagesPerSecond >= 1 && snapshot.bytesPerSecond >= 1) {
        const std::string each = core::formatBytes(std::llround(snapshot.bytesPerSecond / snapshot.messagesPerSecond));
        text.unit = chartText(QT_TRANSLATE_NOOP("Charts", "%1 each")).arg(QString::fromStdString(each));
    }
    return text;
}

ReadoutText lagReadout(const core::Snapshot& snapshot)
{
    ReadoutText text{QString::fromStdString(core::formatCount(snapshot.lag)), chartText(QT_TRANSLATE_NOOP("Charts", "messages")), {}};
    if (snapshot.brokerAwaySince) {
        text.detail = chartText(QT_TRANSLATE_NOOP("Charts", "as of %1")).arg(QString::fromStdString(core::formatClock(*snapshot.brokerAwaySince)).left(8));
        return text;
    }
    const core::LagTrend::Outlook outlook = core::lagTrendOf(snapshot.history).outlook();
    if (outlook.trend == core::MemoryTrend::rising) {
        text.detail = chartText(QT_TRANSLATE_NOOP("Charts", "growing"));
    } else if (outlook.secondsToClear >= 0) {
        const std::chrono::duration<double> left(outlook.secondsToClear);
        const auto time = core::formatDuration(std::chrono::duration_cast<std::chrono::nanoseconds>(left));
        text.detail = chartText(QT_TRANSLATE_NOOP("Charts", "≈ %1 to clear")).arg(QString::fromStdString(time));
    }
    return text;
}

ReadoutText batchReadout(const core::Snapshot& snapshot)
{
    const std::int64_t size = snapshot.settings ? snapshot.settings->batchSize : 0;
    const std::int64_t filled = std::llround(snapshot.batchFillPercent * static_cast<double>(size) / 100);
    return {QStringLiteral("%1 / %2").arg(QString::fromStdString(core::formatCount(filled)),
                                          QString::fromStdString(core::formatCount(size))),
            chartText(QT_TRANSLATE_NOOP("Charts", "of batch size")), QString::fromStdString(core::formatBytes(snapshot.batchFillBytes))};
}

constexpr std::array charts{
    ChartSpec{"memoryChart", QT_TRANSLATE_NOOP("Charts", "Memory"), "rss", layers, lines, 0, 0, 8, &ThemeColors::text, nullptr},
    ChartSpec{"rateChart", QT_TRANSLATE_NOOP("Charts", "Message rate"), "messages_per_second", {}, {}, 64, 0, 2, &ThemeColors::prefetch, rateReadout},
    ChartSpec{"byteRateChart", QT_TRANSLATE_NOOP("Charts", "Byte rate"), "bytes_per_second", {}, {}, 64, 0, 2, &ThemeColors::info, byteRateReadout},
    ChartSpec{"lagChart", QT_TRANSLATE_NOOP("Charts", "Lag"), "lag", {}, {}, 64, 0, 2, &ThemeColors::view, lagReadout},
    ChartSpec{"batchFillChart", QT_TRANSLATE_NOOP("Charts", "Batch fill"), "batch_fill", {}, {}, 64, 100, 2, &ThemeColors::batch, batchReadout},
};

} // namespace

std::span<const ChartSpec> chartCatalog()
{
    return charts;
}

std::span<const LayerSpec> memoryLayers()
{
    return layers;
}

std::span<const LineSpec> memoryLines()
{
    return lines;
}

QString chartText(const char* text)
{
    return QCoreApplication::translate("Charts", text);
}

QString metricText(std::string_view metric, double value)
{
    if (std::isnan(value)) {
        return QStringLiteral("–");
    }
    const auto whole = std::llround(value);
    switch (core::metricCatalog()[core::metricIndex(metric)].unit) {
    case core::MetricUnit::bytes:
        return QString::fromStdString(core::formatBytes(whole));
    case core::MetricUnit::bytesPerSecond:
        return QString::fromStdString(core::formatByteRate(value));
    case core::MetricUnit::messagesPerSecond:
        return QString::fromStdString(core::formatMessageRate(value));
    case core::MetricUnit::percent:
        return QString::fromStdString(core::formatPercent(value));
    case core::MetricUnit::milliseconds:
        return QString::fromStdString(
            core::formatDuration(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double, std::milli>(value))));
    case core::MetricUnit::messages:
        return QString::fromStdString(core::formatCount(whole));
    case core::MetricUnit::perSecond:
        return QString::number(value, 'f', 1) + QStringLiteral("/s");
    }
    return {};
}

MetricValues valuesOf(const core::LedgerReading& ledger)
{
    core::TickReading reading;
    reading.ledger = ledger;
    return [reading](std::string_view metric) { return core::metricCatalog()[core::metricIndex(metric)].extract(reading); };
}

MetricValues valuesAt(const core::HistoryView& history, double seconds)
{
    return [&history, seconds](std::string_view metric) { return core::valueAt(history, core::metricIndex(metric), seconds); };
}

core::Bytes layerBytes(const LayerSpec& layer, const MetricValues& values)
{
    const double value = values(layer.metric.empty() ? std::string_view("rss") : layer.metric);
    if (std::isnan(value)) {
        return core::unknownBytes;
    }
    if (!layer.metric.empty()) {
        return std::llround(value);
    }
    double left = value;
    for (const LayerSpec& other : layers) {
        const double part = other.metric.empty() ? 0 : values(other.metric);
        left -= std::isnan(part) ? 0 : part;
    }
    return std::max<core::Bytes>(0, std::llround(left));
}

} // namespace headroom::ui
