// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/memory_readout.h"

#include <cmath>

#include <QCoreApplication>
#include <QStringList>

#include "core/base/number_format.h"
#include "ui/charts/time_axis.h"
#include "ui/language/language.h"

namespace headroom::ui {

namespace {

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

core::Bytes budgetOf(const core::Snapshot& snapshot)
{
    return snapshot.settings ? snapshot.settings->memoryBudget : 0;
}

QString titleOf(const core::Snapshot& snapshot, std::optional<double> atSeconds)
{
    const QString time = clockText(snapshot.history.began, atSeconds.value_or(snapshot.seconds));
    if (snapshot.sequence == 0) {
        return chartText(QT_TRANSLATE_NOOP("Charts", "no sample yet"));
    }
    if (atSeconds) {
        return chartText(QT_TRANSLATE_NOOP("Charts", "at %1")).arg(time);
    }
    return chartText(core::isOver(snapshot.state) ? QT_TRANSLATE_NOOP("Charts", "last %1") : QT_TRANSLATE_NOOP("Charts", "now %1")).arg(time);
}

/// Rest folds three owners; here they are named, so that nothing is hidden.
QString noteOf(const core::Snapshot& snapshot, const MetricValues& values, bool now)
{
    if (now && snapshot.ledger.overlap > 0) {
        return chartText(QT_TRANSLATE_NOOP("Charts", "parts exceed RSS by %1: estimates overlap")).arg(bytesText(snapshot.ledger.overlap));
    }
    if (now && snapshot.forecast && !snapshot.forecast->ceiling.missing.empty()) {
        return chartText(QT_TRANSLATE_NOOP("Charts", "Ceiling not yet known: %1")).arg(coreText(snapshot.forecast->ceiling.missing));
    }
    if (std::isnan(values("rss"))) {
        return {};
    }
    return chartText(QT_TRANSLATE_NOOP("Charts", "Rest: in flight %1, charts and window %2, unattributed %3"))
        .arg(metricText("in_flight", values("in_flight")), metricText("charts", values("charts")),
             metricText("unattributed", values("unattributed")));
}

core::HowKnown howOf(std::string_view metric)
{
    return core::metricCatalog()[core::metricIndex(metric)].how;
}

/// What is left below a limit, or by how much it is passed.
struct RoomSpec {
    std::string_view metric;
    const char* below;
    const char* above;
    int spare; ///< of its row
};

// The strip has the room to the budget too, so that row can be spared first.
constexpr RoomSpec rooms[] = {
    {"budget", QT_TRANSLATE_NOOP("Charts", "to budget"), QT_TRANSLATE_NOOP("Charts", "over budget by"), 1},
    {"ceiling", QT_TRANSLATE_NOOP("Charts", "to ceiling"), QT_TRANSLATE_NOOP("Charts", "above ceiling by"), 0},
    {"limit", QT_TRANSLATE_NOOP("Charts", "to limit"), QT_TRANSLATE_NOOP("Charts", "above limit by"), 0},
};

ReadoutRow roomRow(const RoomSpec& spec, double limit, double rss)
{
    ReadoutRow row{chartText(spec.below), QStringLiteral("–")};
    row.how = howOf(spec.metric);
    row.spare = spec.spare;
    if (std::isnan(limit)) {
        row.value = chartText(QT_TRANSLATE_NOOP("Charts", "not yet known"));
        row.how.reset();
    } else if (!std::isnan(rss)) {
        const core::Bytes left = std::llround(limit) - std::llround(rss);
        row.value = bytesText(std::abs(left));
        row.strong = left < 0;
        row.name = left < 0 ? chartText(spec.above) : row.name;
    }
    return row;
}

/// The limits of now, as the lines of the chart have them.
double limitNow(const core::Snapshot& snapshot, std::string_view metric)
{
    const core::Bytes bytes = metric == "budget" ? (budgetOf(snapshot) > 0 ? budgetOf(snapshot) : core::unknownBytes)
        : metric == "limit"                      ? snapshot.limit.limit
        : snapshot.forecast                      ? snapshot.forecast->ceiling.total
                                                 : core::unknownBytes;
    return bytes < 0 ? std::nan("") : static_cast<double>(bytes);
}

void addTotals(std::vector<ReadoutRow>& rows, const core::Snapshot& snapshot, const MetricValues& values, bool now)
{
    const double rss = values("rss");
    rows.push_back({chartText(QT_TRANSLATE_NOOP("Charts", "RSS total")), metricText("rss", rss), nullptr, LayerPattern::plain, true, true, howOf("rss")});
    for (const RoomSpec& spec : rooms) {
        const double limit = now ? limitNow(snapshot, spec.metric) : values(spec.metric);
        // No budget and no limit is a choice; a ceiling there always is, known or not.
        if (!std::isnan(limit) || spec.metric == "ceiling") {
            rows.push_back(roomRow(spec, limit, rss));
        }
    }
}

/// Beside the ceiling, what the peak is expected to be.
void addEstimate(std::vector<ReadoutRow>& rows, const core::Snapshot& snapshot, const MetricValues& values, bool now)
{
    const core::Bytes known = snapshot.forecast ? snapshot.forecast->estimate.total : core::unknownBytes;
    const double estimate = !now ? values("estimate") : known < 0 ? std::nan("") : static_cast<double>(known);
    if (!std::isnan(estimate)) {
        rows.push_back({chartText(QT_TRANSLATE_NOOP("Charts", "estimated peak")), metricText("estimate", estimate), nullptr, LayerPattern::plain, false, false,
                        howOf("estimate"), 3});
    }
}

void addSplit(std::vector<ReadoutRow>& rows, const core::Snapshot& snapshot, const MetricValues& values, bool now)
{
    const auto value = [&](std::string_view metric, core::Bytes bytes) { return now ? bytesText(bytes) : metricText(metric, values(metric)); };
    rows.push_back({chartText(QT_TRANSLATE_NOOP("Charts", "RSS, private")), value("rss_anon", snapshot.process.rssAnon), nullptr,
                    LayerPattern::plain, false, true, howOf("rss_anon"), 2});
    rows.push_back({chartText(QT_TRANSLATE_NOOP("Charts", "file-backed")), value("rss_file", snapshot.process.rssFile), nullptr,
                    LayerPattern::plain, false, false, howOf("rss_file"), 2});
}

QString trendText(const core::LimitStatus& limit)
{
    switch (limit.trend) {
    case core::MemoryTrend::unknown:
        break;
    case core::MemoryTrend::steady:
        return chartText(QT_TRANSLATE_NOOP("Charts", "steady"));
    case core::MemoryTrend::falling:
        return chartText(QT_TRANSLATE_NOOP("Charts", "falling %1")).arg(QString::fromStdString(core::formatByteRate(-limit.bytesPerSecond)));
    case core::MemoryTrend::rising:
        return chartText(QT_TRANSLATE_NOOP("Charts", "rising %1")).arg(QString::fromStdString(core::formatByteRate(limit.bytesPerSecond)));
    }
    return {};
}

} // namespace

ReadoutContent memoryReadout(const core::Snapshot& snapshot, std::optional<double> atSeconds)
{
    const MetricValues values = atSeconds ? valuesAt(snapshot.history, *atSeconds) : valuesOf(snapshot.ledger);
    ReadoutContent content{titleOf(snapshot, atSeconds), {}, noteOf(snapshot, values, !atSeconds)};
    const auto layers = memoryLayers();
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        content.rows.push_back({chartText(layer->label), bytesText(layerBytes(*layer, values)), layer->color, layer->pattern, false, false,
                                layer->metric.empty() ? core::HowKnown::estimated : howOf(layer->metric)});
    }
    addTotals(content.rows, snapshot, values, !atSeconds);
    addEstimate(content.rows, snapshot, values, !atSeconds);
    addSplit(content.rows, snapshot, values, !atSeconds);
    return content;
}

ReadoutText hoverFigure(const ChartSpec& spec, const core::HistoryView& history, double seconds)
{
    return {metricText(spec.metric, valuesAt(history, seconds)(spec.metric)), {}, clockText(history.began, seconds)};
}

QString chartSummary(const core::Snapshot& snapshot, std::size_t markers, const TimeSpan& shown)
{
    const int n = pluralOf(static_cast<std::int64_t>(markers)); // lupdate 6.4 never ends on this inside translate()
    const QString count = QCoreApplication::translate("Charts", "%1 markers", nullptr, n).arg(markers);
    QStringList parts{chartText(QT_TRANSLATE_NOOP("Charts", "RSS %1")).arg(bytesText(snapshot.ledger.rss)), trendText(snapshot.limit)};
    parts << (budgetOf(snapshot) > 0 ? chartText(QT_TRANSLATE_NOOP("Charts", "budget %1")).arg(bytesText(budgetOf(snapshot)))
                                     : chartText(QT_TRANSLATE_NOOP("Charts", "no budget")));
    const double ceiling = limitNow(snapshot, "ceiling");
    parts << (std::isnan(ceiling) ? chartText(QT_TRANSLATE_NOOP("Charts", "ceiling not yet known"))
                                  : chartText(QT_TRANSLATE_NOOP("Charts", "ceiling %1")).arg(bytesText(std::llround(ceiling))));
    if (snapshot.limit.limit >= 0) {
        parts << chartText(QT_TRANSLATE_NOOP("Charts", "container limit %1")).arg(bytesText(snapshot.limit.limit));
    }
    parts << count << chartText(QT_TRANSLATE_NOOP("Charts", "from %1 to %2")).arg(clockText(snapshot.history.began, shown.from), clockText(snapshot.history.began, shown.to));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace headroom::ui
