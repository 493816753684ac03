// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ceiling_breach.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/base/number_format.h"

namespace headroom::ui {

namespace {

core::Bytes boundOf(const LayerSpec& layer, const core::ModelSum& ceiling)
{
    core::Bytes bound = 0;
    for (const core::ModelTerm& term : ceiling.terms) {
        bound += std::ranges::find(layer.terms, term.id) == layer.terms.end() ? 0 : term.bytes;
    }
    return bound;
}

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

} // namespace

std::optional<CeilingBreach> ceilingBreach(const core::Snapshot& snapshot)
{
    if (!snapshot.forecast || snapshot.forecast->ceiling.total < 0 || snapshot.ledger.rss <= snapshot.forecast->ceiling.total) {
        return std::nullopt;
    }
    const core::ModelSum& ceiling = snapshot.forecast->ceiling;
    CeilingBreach breach{snapshot.ledger.rss - ceiling.total, nullptr, 0};
    const MetricValues values = valuesOf(snapshot.ledger);
    for (const LayerSpec& layer : memoryLayers()) {
        const core::Bytes excess = std::max<core::Bytes>(0, layerBytes(layer, values) - boundOf(layer, ceiling));
        if (breach.layer == nullptr || excess > breach.excess) {
            breach.layer = &layer;
            breach.excess = excess;
        }
    }
    return breach;
}

QString breachText(const core::Snapshot& snapshot)
{
    const auto breach = ceilingBreach(snapshot);
    if (!breach) {
        return {};
    }
    return chartText(QT_TRANSLATE_NOOP("Charts", "RSS is %1 above the ceiling: %2 + %3 (%4)"))
        .arg(bytesText(breach->by), chartText(breach->layer->label), bytesText(breach->excess), chartText(breach->layer->advice));
}

} // namespace headroom::ui
