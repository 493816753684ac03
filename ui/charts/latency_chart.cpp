// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latency_chart.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <QCursor>
#include <QEvent>
#include <QFontInfo>
#include <QPainter>
#include <QToolTip>
#include <QtCharts/QChart>
#include <QtCharts/QLogValueAxis>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include "core/base/number_format.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

constexpr int markerSide = 12;
constexpr double markerRatio = 2; ///< pixels of the picture for one of the chart: crisp on either screen
constexpr double leastMs = 0.1;   ///< the axis has no zero

using MarkerPainter = void (*)(QPainter&, const QColor&);

void paintDot(QPainter& painter, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(3, 3, 6, 6));
}

void paintCross(QPainter& painter, const QColor& color)
{
    painter.setPen(QPen(color, 2));
    painter.drawLine(QPointF(3, 3), QPointF(9, 9));
    painter.drawLine(QPointF(3, 9), QPointF(9, 3));
}

void paintQuestion(QPainter& painter, const QColor& color)
{
    QFont font = painter.font();
    font.setPixelSize(markerSide);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QRectF(0, 0, markerSide, markerSide), Qt::AlignCenter, QStringLiteral("?"));
}

QImage marker(MarkerPainter paint, const QColor& color)
{
    QImage picture(QSize(markerSide, markerSide) * markerRatio, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(markerRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, color);
    return picture;
}

bool same(const core::CommitRecord& a, const core::CommitRecord& b)
{
    return a.number == b.number && a.state == b.state && a.sentAt == b.sentAt;
}

} // namespace

LatencyChart::LatencyChart(QWidget* parent) : QChartView(parent), m_order(new QValueAxis(this)), m_latency(new QLogValueAxis(this))
{
    setObjectName(QStringLiteral("commitLatencyChart"));
    setAccessibleName(tr("Commit latency, ms"));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMinimumSize(160, 60);
    QChart* chart = this->chart();
    chart->legend()->hide();
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setBackgroundVisible(false);
    chart->setTitle(accessibleName());
    chart->setAnimationOptions(QChart::NoAnimation);
    m_order->setRange(0, maxPoints + 1.5); // the newest sign is whole
    m_order->setVisible(false);
    m_latency->setBase(10);
    m_latency->setLabelFormat(QStringLiteral("%g"));
    chart->addAxis(m_order, Qt::AlignBottom);
    chart->addAxis(m_latency, Qt::AlignLeft);
    for (QScatterSeries*& series : m_series) {
        series = new QScatterSeries(chart);
        chart->addSeries(series);
        series->attachAxis(m_order);
        series->attachAxis(m_latency);
        connect(series, &QScatterSeries::hovered, this, &LatencyChart::tell);
    }
    setRange(1, 100);
    applyLook();
}

void LatencyChart::apply(const std::vector<core::CommitRecord>& newestLast)
{
    std::vector<core::CommitRecord> ended;
    for (auto record = newestLast.rbegin(); record != newestLast.rend() && std::ssize(ended) < maxPoints; ++record) {
        if (record->state != core::OutcomeState::pending && record->latencyMs >= 0) {
            ended.push_back(*record);
        }
    }
    std::ranges::reverse(ended);
    if (std::ranges::equal(ended, m_shown, same)) {
        return;
    }
    m_shown = std::move(ended);
    std::array<QList<QPointF>, kindTotal> points;
    double least = 1;
    double most = 100;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const core::CommitRecord& record = m_shown[i];
        const Kind kind = record.state == core::OutcomeState::confirmed ? confirmed : record.state == core::OutcomeState::failed ? failed : unknown;
        const double ms = std::max(leastMs, record.latencyMs);
        points[kind].append({static_cast<double>(maxPoints - m_shown.size() + i + 1), ms});
        least = std::min(least, ms);
        most = std::max(most, ms);
    }
    setRange(least, most);
    for (std::size_t kind = 0; kind < kindTotal; ++kind) {
        m_series[kind]->replace(points[kind]);
    }
    setAccessibleDescription(tr("%1 confirmed, %2 failed, %3 unknown").arg(points[confirmed].size()).arg(points[failed].size()).arg(points[unknown].size()));
}

/// Whole powers of ten, so that the lines of the axis have round names.
void LatencyChart::setRange(double least, double most)
{
    m_latency->setRange(std::pow(10, std::floor(std::log10(least))), std::pow(10, std::ceil(std::log10(most))));
}

/// Of the commit under the pointer.
void LatencyChart::tell(const QPointF& point, bool entered)
{
    const auto index = static_cast<std::ptrdiff_t>(std::lround(point.x())) - 1 - (maxPoints - std::ssize(m_shown));
    if (!entered || index < 0 || index >= std::ssize(m_shown)) {
        QToolTip::hideText();
        return;
    }
    const core::CommitRecord& record = m_shown[static_cast<std::size_t>(index)];
    const auto latency = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double, std::milli>(std::min(record.latencyMs, 1e12)));
    const QString took = QString::fromStdString(core::formatDuration(latency));
    const QString text = record.state == core::OutcomeState::confirmed ? tr("Request %1: confirmed after %2")
                         : record.state == core::OutcomeState::failed  ? tr("Request %1: failed after %2")
                                                                       : tr("Request %1: no answer in %2");
    QToolTip::showText(QCursor::pos(), text.arg(record.number).arg(took), this);
}

void LatencyChart::applyLook()
{
    const ThemeColors& colors = themeColors(palette());
    setBackgroundBrush(colors.plot);
    QFont small(font());
    small.setPointSizeF(std::max(7.0, QFontInfo(font()).pointSizeF() * 0.9));
    chart()->setTitleFont(small);
    chart()->setTitleBrush(colors.dimText);
    m_latency->setLabelsFont(small);
    m_latency->setLabelsBrush(colors.dimText);
    m_latency->setGridLineColor(colors.grid);
    m_latency->setLinePenColor(colors.grid);
    const struct {
        Kind kind;
        MarkerPainter paint;
        QColor color;
    } looks[] = {{confirmed, paintDot, colors.ok}, {failed, paintCross, colors.error}, {unknown, paintQuestion, colors.risk}};
    for (const auto& look : looks) {
        m_series[look.kind]->setMarkerSize(markerSide);
        m_series[look.kind]->setBorderColor(Qt::transparent);
        m_series[look.kind]->setColor(Qt::transparent);
        m_series[look.kind]->setLightMarker(marker(look.paint, look.color));
    }
}

void LatencyChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyLook();
    }
}

} // namespace headroom::ui
