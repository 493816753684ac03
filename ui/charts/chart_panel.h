// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QtCharts/QChartView>

#include "ui/charts/chart_catalog.h"
#include "ui/charts/plot_items.h"
#include "ui/charts/stack_curves.h"

class QLineSeries;

namespace headroom::ui {

class StackItem;

/// One row of the chart catalogue: its line, its layers, its limits, and what lies over them. All panels have the same left and right
/// plot edge. Draws when plot() is called, never by itself; says what the pointer does and leaves the answer to its owner.
/// Thread: GUI. Bound: 2 * maxColumns points a series.
class ChartPanel : public QChartView {
    Q_OBJECT
public:
    static constexpr int leftMargin = 58;
    static constexpr int rightMargin = 8;
    static constexpr int smallestRow = 36;

    explicit ChartPanel(const ChartSpec& spec, QWidget* parent = nullptr);
    ~ChartPanel() override;

    [[nodiscard]] const ChartSpec& spec() const noexcept { return *m_spec; }
    /// Draws a stretch of the history; `notice` stands in the plot instead when there is nothing to draw.
    void plot(const core::HistoryView& history, const TimeSpan& span, const QString& notice = {});
    void setMarkers(std::vector<ChartMarker> markers);
    /// Labels only on the first chart; lines stay.
    void setMarkerLabels(bool on);
    /// The container's limit is one the user pretends: its line is named so.
    void setLimitPretended(bool pretended) { m_pretended = pretended; }
    /// Seconds and the line's value there; nothing: no hover line.
    void setHover(std::optional<double> seconds, std::optional<double> value);
    /// The marker that stands out and names itself; 0: none.
    void setSelected(std::uint64_t number);
    /// The stretch of time being marked.
    void setStretch(const std::optional<TimeSpan>& stretch);
    /// Forgets a drag under way.
    void endDrag();
    void setFocusMark(bool on);
    /// The value axis may shrink with the next plot().
    void resetScale() { m_scale.reset(); }

    [[nodiscard]] const PlotMap& map() const noexcept { return m_map; }
    [[nodiscard]] const ValueScale& scale() const noexcept { return m_scale.scale(); }
    [[nodiscard]] const PlotOverlay& overlay() const { return m_overlay->overlay(); }
    [[nodiscard]] const ChartMarker* hoveredMarker() const { return m_overlay->hoveredMarker(); }
    /// The words of what stands out under pointer or choice.
    [[nodiscard]] QStringList namedTexts() const { return m_overlay->namedTexts(); }
    [[nodiscard]] const StackCurves& curves() const;
    /// Estimated bytes of its points: ours, the series' and its drawn geometry.
    [[nodiscard]] core::Bytes bytes() const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void hovered(double seconds);
    void hoverLeft();
    void panned(double seconds);
    void zoomed(double factor, double atSeconds);
    /// While the left button marks it, and when it lets go.
    void stretchDragged(const headroom::ui::TimeSpan& stretch);
    void stretchChosen(const headroom::ui::TimeSpan& stretch);
    void dragEnded();
    void markerClicked(quint64 number);
    void liveRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildChart();
    void applyLook();
    void layOut();
    void placeItems();
    void replaceLine();
    void coverValues(double maximum, std::vector<LimitLine> lines);
    void drag(double x);
    void point(const QPointF& place);
    [[nodiscard]] double secondsAt(double x) const;
    [[nodiscard]] TimeSpan draggedStretch(double x) const;

    /// A button that is down.
    struct Drag {
        Qt::MouseButton button = Qt::NoButton;
        bool pans = false;  ///< it moves the window of time; otherwise it marks a stretch to zoom to
        bool moved = false; ///< far enough to be no click
        double from = 0;    ///< pixels; of a pan, how far it has been followed
    };

    const ChartSpec* m_spec;
    core::MetricUnit m_unit;
    GrowingScale m_scale;
    PlotMap m_map;
    bool m_pretended = false;
    QLineSeries* m_line = nullptr;
    PlotFrameItem* m_frame = nullptr;
    StackItem* m_stack = nullptr;
    PlotOverlayItem* m_overlay = nullptr;
    std::optional<Drag> m_drag;
};

} // namespace headroom::ui
