// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/headroom_gauge.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "core/base/number_format.h"
#include "ui/charts/stack_item.h"
#include "ui/charts/value_scale.h"

namespace headroom::ui {

namespace {

constexpr double barHeight = 16;
constexpr double roomAbove = 1.06;
constexpr double textGap = 8;
constexpr double farthest = 2.5; ///< times the larger of budget and RSS: what lies beyond would squash the bar

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

} // namespace

HeadroomGauge::HeadroomGauge(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("headroomGauge"));
    setAccessibleName(tr("Memory gauge"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

bool HeadroomGauge::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), this);
        return true;
    }
    return QWidget::event(event);
}

QSize HeadroomGauge::sizeHint() const
{
    return {400, static_cast<int>(barHeight + 2 * fontMetrics().height() + 4)};
}

QSize HeadroomGauge::minimumSizeHint() const
{
    return {160, static_cast<int>(barHeight + 2 * fontMetrics().height() + 2)};
}

void HeadroomGauge::display(const core::LedgerReading& ledger, const GaugeLimits& limits)
{
    m_ledger = ledger;
    m_limits = limits;
    rescale();
    setAccessibleDescription(text());
    update();
}

void HeadroomGauge::rescale()
{
    const core::Bytes base = std::max(m_limits.budget, m_ledger.rss);
    const auto near = [base](core::Bytes value) { return base <= 0 || static_cast<double>(value) <= farthest * static_cast<double>(base) ? value : 0; };
    const core::Bytes fixed = std::max(m_limits.budget, near(m_limits.limit));
    const core::Bytes moving = std::max(m_ledger.rss, near(m_limits.ceiling));
    if (moving <= fixed) {
        m_top = static_cast<double>(fixed) * roomAbove;
        return;
    }
    // Shrinks only when it has become far too long, so that the bar does not breathe with RSS.
    const double stepped = scaleFor(core::MetricUnit::bytes, static_cast<double>(moving) * roomAbove, 20).top;
    m_top = stepped > m_top || stepped < m_top / 2 ? stepped : m_top;
}

QString HeadroomGauge::limitName() const
{
    return m_limits.pretended ? tr("pretend limit %1") : tr("container limit %1");
}

QString HeadroomGauge::text() const
{
    QString text = m_limits.budget > 0 ? tr("%1 of %2").arg(bytesText(m_ledger.rss), bytesText(m_limits.budget))
                                       : tr("%1, no budget").arg(bytesText(m_ledger.rss));
    if (m_limits.ceiling > 0) {
        text += QStringLiteral(", ") + tr("ceiling %1").arg(bytesText(m_limits.ceiling));
    }
    if (m_limits.limit > 0) {
        text += QStringLiteral(", ") + limitName().arg(bytesText(m_limits.limit));
    }
    return text;
}

double HeadroomGauge::scaleTop() const
{
    return std::max(1.0, m_top);
}

void HeadroomGauge::paintLayers(QPainter& painter, const QRectF& bar) const
{
    const ThemeColors& colors = themeColors(palette());
    const MetricValues values = valuesOf(m_ledger);
    double left = bar.left();
    for (const LayerSpec& layer : memoryLayers()) {
        const auto bytes = static_cast<double>(std::max<core::Bytes>(0, layerBytes(layer, values)));
        const double right = std::min(bar.right(), left + bytes / scaleTop() * bar.width());
        const QRectF piece(std::round(left), bar.top(), std::round(right) - std::round(left), bar.height());
        painter.fillRect(piece, colors.*layer.color);
        painter.fillRect(piece, patternBrush(layer.pattern, colors.plot));
        if (piece.width() > 2) {
            painter.fillRect(QRectF(piece.right() - 1, bar.top(), 1, bar.height()), colors.plot);
        }
        left = right;
    }
}

std::array<HeadroomGauge::Tick, 3> HeadroomGauge::ticks() const
{
    const ThemeColors& colors = themeColors(palette());
    const QString limit = m_limits.pretended ? tr("pretended %1") : tr("limit %1");
    return {Tick{m_limits.budget, tr("budget %1").arg(bytesText(m_limits.budget)), colors.text, Qt::SolidLine, true},
            Tick{m_limits.ceiling, tr("ceiling %1").arg(bytesText(m_limits.ceiling)), colors.text, Qt::DotLine, false},
            Tick{m_limits.limit, limit.arg(bytesText(m_limits.limit)), colors.error, Qt::DashLine, false}};
}

void HeadroomGauge::paintTick(QPainter& painter, const QRectF& bar, const Tick& tick) const
{
    const auto value = static_cast<double>(tick.value);
    if (tick.value <= 0 || value > scaleTop()) {
        return;
    }
    const double x = std::round(bar.left() + value / scaleTop() * bar.width());
    // On a plate, so that dots are seen over any layer.
    painter.fillRect(QRectF(x - 2, bar.top() + 1, 4, bar.height() - 1), themeColors(palette()).plot);
    painter.setPen(QPen(tick.color, 2, tick.style, Qt::FlatCap));
    painter.drawLine(QPointF(x, bar.top() - 4), QPointF(x, bar.bottom() + 4));
}

/// Above the bar the budget, beside the RSS; under it the other two. Where there is no room for a name its tick stays,
/// and the tooltip has the number.
void HeadroomGauge::paintNames(QPainter& painter, const QRectF& bar, double leftText) const
{
    const QFontMetricsF metrics(painter.font());
    const QRectF above(bar.left(), 0, bar.width(), bar.top() - 3);
    const QRectF below(bar.left(), bar.bottom() + 3, bar.width(), height() - bar.bottom() - 3);
    QList<QRectF> taken{QRectF(bar.left(), above.top(), leftText - bar.left(), above.height())};
    for (const Tick& tick : ticks()) {
        if (tick.value <= 0) {
            continue;
        }
        const bool far = static_cast<double>(tick.value) > scaleTop();
        const QString name = far ? tick.name + QStringLiteral(" \u25b8") : tick.name;
        const double width = metrics.horizontalAdvance(name) + 2;
        const double x = far ? bar.right() : bar.left() + static_cast<double>(tick.value) / scaleTop() * bar.width();
        QRectF box = tick.above ? above : below;
        box.setWidth(width);
        box.moveLeft(std::clamp(x - width / 2, bar.left(), std::max(bar.left(), bar.right() - width)));
        const auto hit = std::ranges::find_if(taken, [&box](const QRectF& other) { return other.intersects(box); });
        if (hit != taken.end()) {
            const double right = hit->right() + textGap;
            const double left = hit->left() - textGap - width;
            box.moveLeft(right + width <= bar.right() && x >= hit->center().x() ? right : left);
        }
        if (box.left() < bar.left() || std::ranges::any_of(taken, [&box](const QRectF& other) { return other.intersects(box); })) {
            continue;
        }
        taken.append(box);
        painter.setPen(tick.color);
        painter.drawText(box, static_cast<int>(tick.above ? Qt::AlignHCenter | Qt::AlignBottom : Qt::AlignHCenter | Qt::AlignTop), name);
    }
}

void HeadroomGauge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    QFont small(font());
    small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.9));
    const double textHeight = QFontMetricsF(small).height();
    const double top = std::round((height() - barHeight) / 2 + (height() < barHeight + 2 * textHeight + 4 ? textHeight / 2 : 0));
    const QRectF bar(0, top, width() - 1, barHeight);
    painter.fillRect(bar, colors.plot);
    paintLayers(painter, bar);
    painter.setPen(QPen(colors.dimText, 1));
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));

    QFont bold(small);
    bold.setBold(true);
    const QString rss = tr("RSS %1").arg(bytesText(m_ledger.rss));
    painter.setPen(colors.text);
    painter.setFont(bold);
    painter.drawText(QRectF(0, 0, width(), bar.top() - 3), Qt::AlignLeft | Qt::AlignBottom, rss);
    const double rssEnd = QFontMetricsF(bold).horizontalAdvance(rss) + textGap;
    painter.setFont(small);
    for (const Tick& tick : ticks()) {
        paintTick(painter, bar, tick);
    }
    paintNames(painter, bar, rssEnd);
}

} // namespace headroom::ui
