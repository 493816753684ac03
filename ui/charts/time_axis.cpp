// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_axis.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "core/base/number_format.h"
#include "ui/charts/chart_panel.h"

namespace headroom::ui {

namespace {
constexpr double labelSpacing = 44;
} // namespace

QString clockText(core::WallTime began, double seconds)
{
    const core::WallTime time = began + std::chrono::milliseconds(std::llround(seconds * 1000));
    return QString::fromStdString(core::formatClock(time)).left(8);
}

TimeAxis::TimeAxis(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("timeAxis"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize TimeAxis::sizeHint() const
{
    return {200, fontMetrics().height()};
}

void TimeAxis::display(core::WallTime began, const TimeSpan& span)
{
    if (m_known && began == m_began && span == m_span) {
        return;
    }
    m_began = began;
    m_span = span;
    m_known = true;
    update();
}

QList<QPair<double, QString>> TimeAxis::labels() const
{
    const double plotWidth = width() - ChartPanel::leftMargin - ChartPanel::rightMargin;
    const double labelWidth = QFontMetricsF(font()).horizontalAdvance(QStringLiteral("00:00:00")) + labelSpacing;
    const double step = clockStep(m_span.length(), std::max(1, static_cast<int>(plotWidth / labelWidth)));
    const double wall = static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(m_began.time_since_epoch()).count()) / 1000;
    QList<QPair<double, QString>> found;
    // Round by the clock, not by the age of the history.
    for (double at = std::ceil((wall + m_span.from) / step) * step - wall; at <= m_span.to; at += step) {
        found.append({at, clockText(m_began, at)});
    }
    return found;
}

void TimeAxis::paintEvent(QPaintEvent*)
{
    if (!m_known) {
        return;
    }
    QPainter painter(this);
    painter.setPen(themeColors(palette()).dimText);
    const double plotWidth = width() - ChartPanel::leftMargin - ChartPanel::rightMargin;
    const double labelWidth = QFontMetricsF(font()).horizontalAdvance(QStringLiteral("00:00:00")) + 2;
    for (const auto& [seconds, text] : labels()) {
        const double x = ChartPanel::leftMargin + (seconds - m_span.from) / m_span.length() * plotWidth;
        const double left = std::clamp(x - labelWidth / 2, 0.0, std::max(0.0, width() - labelWidth));
        painter.drawText(QRectF(left, 0, labelWidth, height()), Qt::AlignCenter, text);
    }
}

} // namespace headroom::ui
