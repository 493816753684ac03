// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_panel.h"

#include <algorithm>

#include <QEvent>
#include <QFontInfo>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "core/metrics/decimate.h"
#include "ui/charts/stack_item.h"

namespace headroom::ui {

namespace {

constexpr double frameZ = 0;
constexpr double stackZ = 0.5; // below the series of Qt Charts
constexpr double overlayZ = 100;
constexpr double linePixels = 1.3;
constexpr double smallLinePixels = 1.5;
constexpr double commitSpacing = 9;   ///< pixels
constexpr int smallestMain = 130;
constexpr int wantedMain = 260;

} // namespace

ChartPanel::ChartPanel(const ChartSpec& spec, QWidget* parent)
    : QChartView(parent), m_spec(&spec), m_unit(core::metricCatalog()[core::metricIndex(spec.metric)].unit),
      m_scale(m_unit, spec.gridLines)
{
    setObjectName(QString::fromLatin1(spec.id));
    setAccessibleName(chartText(spec.title));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setFocusPolicy(spec.layers.empty() ? Qt::NoFocus : Qt::StrongFocus);
    setRenderHint(QPainter::Antialiasing);
    setOptimizationFlag(QGraphicsView::DontAdjustForAntialiasing);
    setMinimumHeight(spec.height > 0 ? smallestRow : smallestMain);
    setMaximumHeight(spec.height > 0 ? spec.height : QWIDGETSIZE_MAX);
    setMinimumWidth(leftMargin + rightMargin + 120);
    buildChart();
    applyLook();
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::buildChart()
{
    QChart* chart = this->chart();
    chart->legend()->hide();
    chart->setMargins({});
    chart->setBackgroundVisible(false);
    chart->setAnimationOptions(QChart::NoAnimation);
    m_line = new QLineSeries(chart);
    chart->addSeries(m_line);
    // Points come in shares of the plot, so that the axes of Qt Charts never move and each tick costs one replace().
    for (const Qt::Alignment side : {Qt::Alignment(Qt::AlignBottom), Qt::Alignment(Qt::AlignLeft)}) {
        auto* axis = new QValueAxis(chart);
        axis->setRange(0, 1);
        axis->setVisible(false);
        chart->addAxis(axis, side);
        m_line->attachAxis(axis);
    }
    m_frame = new PlotFrameItem(m_unit, chart);
    m_frame->setZValue(frameZ);
    m_stack = new StackItem(m_spec->layers, chart);
    m_stack->setZValue(stackZ);
    m_overlay = new PlotOverlayItem(chart);
    m_overlay->setZValue(overlayZ);
    m_overlay->edit().hasLabels = !m_spec->layers.empty();
}

void ChartPanel::applyLook()
{
    const ThemeColors& colors = themeColors(palette());
    setBackgroundBrush(colors.window);
    QPen pen(colors.*m_spec->color, m_spec->layers.empty() ? smallLinePixels : linePixels);
    pen.setJoinStyle(Qt::RoundJoin);
    m_line->setPen(pen);
    QFont small(font());
    small.setPointSizeF(std::max(7.0, QFontInfo(font()).pointSizeF() * 0.9));
    m_frame->setLook(colors, small);
    m_stack->setColors(colors);
    m_overlay->setLook(colors, small);
}

void ChartPanel::layOut()
{
    const bool main = !m_spec->layers.empty();
    const double above = main ? 6 : 3;
    const double below = main ? 12 : 3; // room for the commit ticks
    const QSizeF size = viewport()->size();
    m_map.area = QRectF(leftMargin, above, std::max(1.0, size.width() - leftMargin - rightMargin),
                        std::max(1.0, size.height() - above - below));
    chart()->setPlotArea(m_map.area);
}

void ChartPanel::placeItems()
{
    const QRectF whole(QPointF(0, 0), QSizeF(viewport()->size()));
    m_map.top = m_scale.scale().top > 0 ? m_scale.scale().top : 1;
    m_frame->setPlot(m_map, m_scale.scale(), whole);
    m_stack->setMap(m_map);
    m_overlay->setPlot(m_map, whole);
}

void ChartPanel::coverValues(double maximum, std::vector<LimitLine> lines)
{
    if (m_spec->fixedTop > 0) {
        m_scale.cover(m_spec->fixedTop);
        return;
    }
    const double covered = coverLines(lines, maximum, m_scale.scale().top);
    nameLines(lines, m_pretended);
    m_overlay->edit().lines = std::move(lines);
    // The main chart leaves room at its top for the labels of markers.
    const double room = m_spec->layers.empty() ? 1.05 : 1.3;
    const double least = m_unit == core::MetricUnit::bytes ? static_cast<double>(core::mib) : 1;
    m_scale.cover(std::max(least, covered * room));
}

void ChartPanel::replaceLine()
{
    const StackCurves& curves = m_stack->curves();
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(curves.line.size()));
    for (const core::Point& point : curves.line) {
        points.append({(point.x - m_map.span.from) / m_map.span.length(), point.y / m_map.top});
    }
    m_line->replace(points);
}

void ChartPanel::plot(const core::HistoryView& history, const TimeSpan& span, const QString& notice)
{
    m_map.span = span;
    const auto columns = std::clamp<std::size_t>(static_cast<std::size_t>(m_map.area.width()), 2, maxColumns);
    StackCurves curves = stackCurves(history, m_spec->metric, m_spec->layers, span, columns);
    coverValues(curves.maximum(), limitLines(m_spec->lines, history, span, columns));
    m_stack->setCurves(std::move(curves));
    m_overlay->edit().notice = m_stack->curves().line.empty() ? notice : QString();
    if (!m_spec->layers.empty()) {
        const auto slots = std::max<std::size_t>(2, static_cast<std::size_t>(m_map.area.width() / commitSpacing));
        m_overlay->edit().commits = core::decimate(history, core::metricIndex("commit_latency"), span.from, span.to, slots);
    }
    placeItems();
    replaceLine();
}

void ChartPanel::setMarkers(std::vector<ChartMarker> markers)
{
    m_overlay->setMarkers(std::move(markers));
}

void ChartPanel::setMarkerLabels(bool on)
{
    m_overlay->edit().markerLabels = on;
    m_overlay->update();
}

void ChartPanel::setSelected(std::uint64_t number)
{
    m_overlay->edit().selected = number;
    m_overlay->update();
}

void ChartPanel::setStretch(const std::optional<TimeSpan>& stretch)
{
    m_overlay->edit().stretch = stretch;
    m_overlay->update();
}

void ChartPanel::setFocusMark(bool on)
{
    m_overlay->edit().focused = on;
    m_overlay->update();
}

void ChartPanel::setHover(std::optional<double> seconds, std::optional<double> value)
{
    PlotOverlay& overlay = m_overlay->edit();
    if (overlay.hover == seconds && overlay.hoverValue == value) {
        return;
    }
    const auto strip = [this](double at) { return QRectF(m_map.x(at) - 6, 0, 12, m_overlay->boundingRect().height()); };
    const QStringList before = m_overlay->namedTexts();
    if (overlay.hover) {
        m_overlay->update(strip(*overlay.hover));
    }
    overlay.hover = seconds;
    overlay.hoverValue = value;
    if (seconds) {
        m_overlay->update(strip(*seconds));
    }
    if (m_overlay->namedTexts() != before) {
        m_overlay->update();
    }
}

QSize ChartPanel::sizeHint() const
{
    return {600, m_spec->height > 0 ? m_spec->height : wantedMain};
}

const StackCurves& ChartPanel::curves() const
{
    return m_stack->curves();
}

core::Bytes ChartPanel::bytes() const
{
    const StackCurves& curves = m_stack->curves();
    // A point of the line is kept by us, by the series and twice as drawn geometry.
    constexpr std::size_t copies = 4;
    return static_cast<core::Bytes>(curves.line.capacity() * sizeof(core::Point) * copies
                                    + curves.tops.size() * curves.line.capacity() * sizeof(double)
                                    + m_overlay->overlay().markers.capacity() * (sizeof(ChartMarker) + 64));
}

void ChartPanel::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
    placeItems();
}

void ChartPanel::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (m_overlay != nullptr && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
        applyLook();
    }
}

} // namespace headroom::ui
