// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QtCharts/QChartView>

#include "core/session/snapshot.h"

class QLogValueAxis;
class QScatterSeries;
class QValueAxis;

namespace headroom::ui {

/// How long the newest commits took, oldest left, on a logarithmic axis of milliseconds. A confirmed one is a dot, a failed one a
/// cross, one without an answer a question mark at the time waited: the shape tells them apart without the colour.
/// Thread: GUI. Bound: maxPoints points.
class LatencyChart : public QChartView {
    Q_OBJECT
public:
    static constexpr int maxPoints = 60;

    explicit LatencyChart(QWidget* parent = nullptr);

    /// Newest last; those still under way are left out.
    void apply(const std::vector<core::CommitRecord>& newestLast);

    [[nodiscard]] QSize sizeHint() const override { return {260, 120}; }

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Kind : std::size_t { confirmed, failed, unknown, kindTotal };

    void applyLook();
    void setRange(double least, double most);
    void tell(const QPointF& point, bool entered);

    std::array<QScatterSeries*, kindTotal> m_series{};
    QValueAxis* m_order;
    QLogValueAxis* m_latency;
    std::vector<core::CommitRecord> m_shown;
};

} // namespace headroom::ui
