// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/metrics/metric_catalog.h"

namespace headroom::ui {

/// A value axis from 0 to `top` with grid lines every `step`, in the metric's own unit.
struct ValueScale {
    double top = 1;
    double step = 1;
    bool operator==(const ValueScale&) const = default;
};

/// The smallest scale that covers `maximum` with at most `lines` steps of 1, 2 or 5 (for bytes: of KiB, MiB or GiB).
[[nodiscard]] ValueScale scaleFor(core::MetricUnit unit, double maximum, int lines);
/// "350" for 350 MiB on a MiB axis, "1.5 k" for 1 500 messages.
[[nodiscard]] QString scaleLabel(core::MetricUnit unit, const ValueScale& scale, double value);
/// What stands beside the axis: "MiB", "msg/s".
[[nodiscard]] QString scaleUnit(core::MetricUnit unit, const ValueScale& scale);

/// Grows in steps and never shrinks by itself, so that curves do not jump.
class GrowingScale {
public:
    GrowingScale(core::MetricUnit unit, int lines) : m_unit(unit), m_lines(lines) {}
    void cover(double maximum);
    /// Forgets how far it has grown.
    void reset() { m_scale = {0, 1}; }
    [[nodiscard]] const ValueScale& scale() const noexcept { return m_scale; }

private:
    core::MetricUnit m_unit;
    int m_lines;
    ValueScale m_scale{0, 1};
};

} // namespace headroom::ui
