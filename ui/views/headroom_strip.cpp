// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headroom_strip.h"

#include <algorithm>
#include <cmath>

#include <QElapsedTimer>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>

#include "core/base/number_format.h"
#include "ui/charts/headroom_gauge.h"
#include "ui/theme/theme.h"
#include "ui/views/guard_field.h"

namespace headroom::ui {

namespace {

constexpr int stripHeight = 56;
constexpr qint64 numbersMs = 480; // 2 Hz, pulled at 10 Hz
constexpr qint64 gaugeMs = 190;   // 5 Hz
constexpr double lowShare = 0.20;
constexpr double nearlyNoneShare = 0.05;
constexpr int labelSlack = 4; ///< a label asks for a little more than its text is wide
constexpr std::int64_t farSeconds = 600;
constexpr double nearSeconds = 180;
constexpr double soonSeconds = 60;

/// A caption over a value; the value's width is that of its widest text, so that the strip never moves.
struct Field {
    QLabel* caption = nullptr;
    QLabel* value = nullptr;
    QLabel* detail = nullptr;
};

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setTextIfNew(QLabel* label, const QString& text)
{
    if (label->text() != text) {
        label->setText(text);
    }
}

void setColorIfNew(QLabel* label, const QColor& color)
{
    if (label->palette().color(QPalette::WindowText) != color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    }
}

GaugeLimits gaugeLimits(const core::Snapshot& snapshot)
{
    GaugeLimits limits;
    limits.budget = snapshot.settings && snapshot.settings->memoryBudget > 0 ? snapshot.settings->memoryBudget : core::unknownBytes;
    limits.ceiling = snapshot.forecast ? snapshot.forecast->ceiling.total : core::unknownBytes;
    limits.limit = snapshot.limit.limit;
    limits.pretended = snapshot.limit.pretended;
    return limits;
}

QString text(const std::string& formatted)
{
    return QString::fromStdString(formatted);
}

QString asOfText(core::WallTime at)
{
    return HeadroomStrip::tr("as of %1").arg(text(core::formatClock(at)).left(8));
}

} // namespace

struct HeadroomStrip::Parts {
    std::shared_ptr<const core::Snapshot> snapshot;
    Field headroom, time, rate, lag, risk;
    HeadroomGauge* gauge = nullptr;
    GuardField* guard = nullptr;
    QElapsedTimer sinceNumbers;
    QElapsedTimer sinceGauge;
    QTimer late; ///< shows the last snapshot of a burst
    core::SessionState shownState = core::SessionState::idle;
    core::GuardPhase shownPhase = core::GuardPhase::off;
};

QString timeToLimitText(const core::LimitStatus& limit)
{
    switch (limit.trend) {
    case core::MemoryTrend::unknown:
        return QStringLiteral("–");
    case core::MemoryTrend::steady:
        return HeadroomStrip::tr("steady");
    case core::MemoryTrend::falling:
        return HeadroomStrip::tr("falling");
    case core::MemoryTrend::rising:
        break;
    }
    if (limit.secondsToLimit < 0) {
        return HeadroomStrip::tr("rising"); // towards nothing that was set
    }
    const auto seconds = std::llround(limit.secondsToLimit);
    if (seconds >= farSeconds) {
        return HeadroomStrip::tr("> %1 min").arg(farSeconds / 60);
    }
    return seconds < 60 ? HeadroomStrip::tr("%1 s").arg(seconds) : HeadroomStrip::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

HeadroomStrip::HeadroomStrip(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("headroomStrip"));
    setAccessibleName(tr("Headroom strip"));
    setMinimumHeight(stripHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 2, 10, 2);
    row->setSpacing(11);
    buildFields(row);
    m_parts->late.setSingleShot(true);
    connect(&m_parts->late, &QTimer::timeout, this, [this] { apply(m_parts->snapshot); });
    showNumbers(core::Snapshot());
}

HeadroomStrip::~HeadroomStrip() = default;

void HeadroomStrip::buildFields(QHBoxLayout* row)
{
    const auto addField = [&](const char* name, const QString& caption, const QString& widest, double size, bool detailed) {
        auto* box = new QWidget(this);
        auto* grid = new QGridLayout(box);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(0);
        QLabel* captionLabel = plainLabel(box);
        captionLabel->setText(caption);
        captionLabel->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(captionLabel, 0, 0);
        Field field;
        field.caption = captionLabel;
        field.value = plainLabel(box);
        field.value->setObjectName(QString::fromLatin1(name));
        field.value->setAccessibleName(caption);
        QFont big(font());
        big.setBold(true);
        big.setPointSizeF(big.pointSizeF() * size);
        field.value->setFont(big);
        int width = QFontMetrics(big).horizontalAdvance(widest);
        grid->addWidget(field.value, 1, 0, 1, 2, Qt::AlignBottom);
        if (detailed) {
            field.detail = plainLabel(box);
            field.detail->setObjectName(QString::fromLatin1(name) + QStringLiteral("Detail"));
            field.detail->setForegroundRole(QPalette::PlaceholderText);
            const QFontMetrics metrics = field.detail->fontMetrics();
            for (const QString& detail : {tr("%1 of budget").arg(QStringLiteral("100 %")), tr("%1, almost none").arg(QStringLiteral("4.9 %"))}) {
                width = std::max(width, metrics.horizontalAdvance(caption) + grid->horizontalSpacing() + metrics.horizontalAdvance(detail));
            }
            grid->addWidget(field.detail, 0, 1);
        }
        box->setMinimumWidth(width + labelSlack);
        grid->setColumnStretch(detailed ? 1 : 0, 1);
        grid->setRowStretch(2, 1);
        row->addWidget(box);
        return field;
    };
    m_parts->headroom = addField("headroomValue", tr("Headroom"), QStringLiteral("1 023.9 MiB"), 1.5, true);
    m_parts->gauge = new HeadroomGauge(this);
    row->addWidget(m_parts->gauge, 1);
    m_parts->time = addField("timeToLimit", tr("Time to limit"), tr("%1 min %2 s").arg(9).arg(59), 1.15, false);
    m_parts->guard = new GuardField(this);
    row->addWidget(m_parts->guard, 1);
    m_parts->rate = addField("rateValue", tr("Rate"), QStringLiteral("19.8 k msg/s"), 1.15, false);
    m_parts->lag = addField("lagValue", tr("Lag"), QStringLiteral("10 000 000"), 1.15, false);
    m_parts->risk = addField("riskValue", tr("At risk"), tr("%1 (repeat)").arg(QStringLiteral("99 999")), 1.15, false);
    QWidget* lagBox = m_parts->lag.value->parentWidget();
    lagBox->setMinimumWidth(std::max(lagBox->minimumWidth(), m_parts->lag.caption->fontMetrics().horizontalAdvance(asOfText({})) + labelSlack));
    m_parts->risk.value->setToolTip(tr("Messages a crash now would repeat (processed, not committed) or lose (committed, not processed)"));
    m_parts->lag.value->setToolTip(tr("High watermark less committed offset, over all partitions"));
    m_parts->time.value->setToolTip(tr("When RSS reaches budget or container limit if it goes on rising as in the last 30 s"));
    m_parts->headroom.value->setToolTip(tr("Budget less the RSS of this process"));
}

void HeadroomStrip::setConfigured(const core::Settings& settings)
{
    m_parts->guard->setConfigured(settings.guard);
}

void HeadroomStrip::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    Parts& parts = *m_parts;
    parts.snapshot = snapshot;
    if (!snapshot || window()->isMinimized()) {
        return;
    }
    const bool changed = snapshot->state != parts.shownState || snapshot->guard.phase != parts.shownPhase;
    parts.shownState = snapshot->state;
    parts.shownPhase = snapshot->guard.phase;
    if (changed || !parts.sinceGauge.isValid() || parts.sinceGauge.elapsed() >= gaugeMs) {
        parts.sinceGauge.restart();
        parts.gauge->display(snapshot->ledger, gaugeLimits(*snapshot));
    }
    if (changed || !parts.sinceNumbers.isValid() || parts.sinceNumbers.elapsed() >= numbersMs) {
        parts.sinceNumbers.restart();
        showNumbers(*snapshot);
        parts.late.stop();
    } else if (!parts.late.isActive()) {
        parts.late.start(static_cast<int>(numbersMs - parts.sinceNumbers.elapsed()) + 1);
    }
}

void HeadroomStrip::showNumbers(const core::Snapshot& snapshot)
{
    Parts& parts = *m_parts;
    showHeadroom(snapshot);
    showTime(core::isOver(snapshot.state) ? core::LimitStatus() : snapshot.limit);
    parts.guard->display(snapshot);
    const bool known = snapshot.sequence > 0;
    setTextIfNew(parts.rate.value, known ? text(core::formatMessageRate(snapshot.messagesPerSecond)) : QStringLiteral("–"));
    setTextIfNew(parts.lag.value, snapshot.lag < 0 ? QStringLiteral("–") : text(core::formatCount(snapshot.lag)));
    const ThemeColors& colors = themeColors(palette());
    QString risk = known ? tr("none") : QStringLiteral("–");
    QColor color = colors.text;
    if (snapshot.lossRisk > 0) {
        risk = tr("%1 (loss)").arg(text(core::formatCount(snapshot.lossRisk)));
        color = colors.error;
    } else if (snapshot.repeatRisk > 0) {
        risk = tr("%1 (repeat)").arg(text(core::formatCount(snapshot.repeatRisk)));
    }
    setTextIfNew(parts.risk.value, risk);
    showAge(snapshot);
    setColorIfNew(parts.risk.value, color);
}

/// Without a broker, rate and lag are what they were.
void HeadroomStrip::showAge(const core::Snapshot& snapshot)
{
    const bool old = snapshot.brokerAwaySince.has_value();
    const ThemeColors& colors = themeColors(palette());
    setTextIfNew(m_parts->lag.caption, old ? asOfText(*snapshot.brokerAwaySince) : tr("Lag"));
    for (QLabel* value : {m_parts->rate.value, m_parts->lag.value}) {
        setColorIfNew(value, old ? colors.dimText : colors.text);
    }
}

void HeadroomStrip::showTime(const core::LimitStatus& limit)
{
    const ThemeColors& colors = themeColors(palette());
    setTextIfNew(m_parts->time.value, timeToLimitText(limit));
    const bool near = limit.trend == core::MemoryTrend::rising && limit.secondsToLimit >= 0 && limit.secondsToLimit < nearSeconds;
    const bool soon = near && limit.secondsToLimit < soonSeconds;
    setColorIfNew(m_parts->time.value, soon ? colors.error : near ? colors.adapt : colors.text);
}

void HeadroomStrip::showHeadroom(const core::Snapshot& snapshot)
{
    const Field& field = m_parts->headroom;
    const ThemeColors& colors = themeColors(palette());
    const core::Bytes budget = snapshot.settings ? snapshot.settings->memoryBudget : 0;
    QString value = budget > 0 || snapshot.sequence == 0 ? QStringLiteral("–") : tr("no budget");
    QString detail;
    QColor color = colors.text;
    if (budget > 0 && snapshot.ledger.rss >= 0) {
        const core::Bytes left = budget - snapshot.ledger.rss;
        const double share = static_cast<double>(left) / static_cast<double>(budget);
        value = text(core::formatBytesSigned(left));
        detail = tr("%1 of budget").arg(text(core::formatPercent(share * 100)));
        if (left < 0) {
            value = text(core::formatBytes(-left));
            detail = tr("over budget");
            color = colors.error;
        } else if (share < nearlyNoneShare) {
            detail = tr("%1, almost none").arg(text(core::formatPercent(share * 100)));
            color = colors.error;
        } else if (share < lowShare) {
            detail = tr("%1, low").arg(text(core::formatPercent(share * 100)));
            color = colors.adapt;
        }
    }
    setTextIfNew(field.value, value);
    setTextIfNew(field.detail, detail);
    setColorIfNew(field.value, color);
}

void HeadroomStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_parts->headroom.value != nullptr) {
        showNumbers(m_parts->snapshot ? *m_parts->snapshot : core::Snapshot());
    }
}

} // namespace headroom::ui
