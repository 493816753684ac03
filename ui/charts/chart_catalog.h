// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include <QString>

#include "core/session/snapshot.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

using ColorRole = QColor ThemeColors::*;

/// A texture over a layer, so that colour is never its only sign.
enum class LayerPattern { plain, hatch, dots };

/// One layer of the memory chart. A layer without a metric is what is left of the line above the others.
struct LayerSpec {
    const char* id;
    const char* label; ///< for QCoreApplication::translate("Charts", ...)
    std::string_view metric;
    ColorRole color;
    LayerPattern pattern = LayerPattern::plain;
    std::span<const std::string_view> terms = {}; ///< ids of the ceiling's terms that bound it
    const char* advice = "";  ///< what helps when it passes them
};

/// One limit drawn over a chart as a step line, from its metric's history, so that it moves where it moved. Where the
/// metric is unknown there is no line.
struct LineSpec {
    const char* id;
    const char* label;           ///< "budget %1", for QCoreApplication::translate("Charts", ...)
    const char* pretendedLabel;  ///< when the container's limit is one the user pretends; null: as label
    std::string_view metric;
    ColorRole color;
    double width;                ///< pixels
    Qt::PenStyle style;
    double reach;                ///< further above the curve than so many times, it is named at the top edge instead
};

/// The big figure beside a chart.
struct ReadoutText {
    QString value;
    QString unit;
    QString detail;
};

/// One row per chart; they are shown below each other in this order on one time axis.
struct ChartSpec {
    const char* id;                  ///< object name
    const char* title;               ///< for QCoreApplication::translate("Charts", ...)
    std::string_view metric;         ///< what the line shows; its unit is the axis' unit
    std::span<const LayerSpec> layers; ///< stacked under the line; may be empty
    std::span<const LineSpec> lines;   ///< limits over it; may be empty
    int height;                      ///< pixels wanted; 0: whatever is left
    double fixedTop;                 ///< of the axis; 0: grows with the values
    int gridLines;
    ColorRole color;
    ReadoutText (*readout)(const core::Snapshot&); ///< null: no figure beside it
};

[[nodiscard]] std::span<const ChartSpec> chartCatalog();
/// Layers of RSS, bottom to top.
[[nodiscard]] std::span<const LayerSpec> memoryLayers();
/// Limits of RSS, those that decide the scale first.
[[nodiscard]] std::span<const LineSpec> memoryLines();
[[nodiscard]] QString chartText(const char* text);

/// A metric's value with its unit, "–" when unknown (NaN).
[[nodiscard]] QString metricText(std::string_view metric, double value);
/// Where figures come from: a metric id to its value, NaN when unknown.
using MetricValues = std::function<double(std::string_view)>;
[[nodiscard]] MetricValues valuesOf(const core::LedgerReading& ledger);
[[nodiscard]] MetricValues valuesAt(const core::HistoryView& history, double seconds);
/// What one layer holds; unknownBytes when not known. Rest is what the known layers leave of RSS, not below 0.
[[nodiscard]] core::Bytes layerBytes(const LayerSpec& layer, const MetricValues& values);

} // namespace headroom::ui
