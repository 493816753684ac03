// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/guard_field.h"

#include <algorithm>
#include <chrono>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTextDocument>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/views/elided_label.h"

namespace headroom::ui {

namespace {

constexpr int chipPadding = 8;
constexpr int iconSize = 14;
constexpr int iconGap = 5;
constexpr int leastWidth = 28; ///< of the field, characters: it never moves its neighbours
constexpr int mostWidth = 50;

constexpr GuardLook looks[] = {
    {core::GuardPhase::off, "eye", QT_TRANSLATE_NOOP("Guard", "Off"), &ThemeColors::info, &ThemeColors::infoTint},
    {core::GuardPhase::observing, "eye", QT_TRANSLATE_NOOP("Guard", "Observing"), &ThemeColors::ok, &ThemeColors::okTint},
    {core::GuardPhase::adapting, "settings", QT_TRANSLATE_NOOP("Guard", "Adapting"), &ThemeColors::adapt, &ThemeColors::adaptTint},
    {core::GuardPhase::paused, "pause", QT_TRANSLATE_NOOP("Guard", "Paused"), &ThemeColors::risk, &ThemeColors::riskTint},
    {core::GuardPhase::cannotHelp, "error", QT_TRANSLATE_NOOP("Guard", "Cannot help"), &ThemeColors::error, &ThemeColors::errorTint},
};
constexpr GuardLook oftenLook{core::GuardPhase::paused, "warning", QT_TRANSLATE_NOOP("Guard", "Paused often"), &ThemeColors::risk, &ThemeColors::riskTint};

/// What a guard of the settings will do; in one colour, because it does not do it yet.
struct WaitingLook {
    std::string_view guard;
    GuardLook look;
};
constexpr WaitingLook waitingLooks[] = {
    {"off", looks[0]},
    {"observe", {core::GuardPhase::off, "eye", QT_TRANSLATE_NOOP("Guard", "Observe"), &ThemeColors::info, &ThemeColors::infoTint}},
    {"pause", {core::GuardPhase::off, "pause", QT_TRANSLATE_NOOP("Guard", "Pause"), &ThemeColors::info, &ThemeColors::infoTint}},
    {"adapt", {core::GuardPhase::off, "settings", QT_TRANSLATE_NOOP("Guard", "Adapt"), &ThemeColors::info, &ThemeColors::infoTint}},
};

/// Whether the guard of a run is at work.
bool guards(const core::Snapshot& snapshot)
{
    return snapshot.sequence > 0 && snapshot.state != core::SessionState::idle && !core::isOver(snapshot.state);
}

QString guardText(const char* text)
{
    return QCoreApplication::translate("Guard", text);
}

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

} // namespace

const GuardLook& guardLook(core::GuardPhase phase, bool often)
{
    if (often) {
        return oftenLook;
    }
    const auto* look = std::ranges::find(looks, phase, &GuardLook::phase);
    return look == std::end(looks) ? looks[0] : *look;
}

const GuardLook& waitingGuardLook(std::string_view guard)
{
    const auto* found = std::ranges::find(waitingLooks, guard, &WaitingLook::guard);
    return found == std::end(waitingLooks) ? looks[0] : found->look;
}

QString guardCostText(const core::GuardStatus& status)
{
    QStringList parts;
    if (status.pauses > 0) {
        const std::chrono::duration<double> paused(status.pausedSeconds);
        const auto time = core::formatDuration(std::chrono::duration_cast<std::chrono::nanoseconds>(paused));
        const QString count = status.pauses == 1 ? guardText(QT_TRANSLATE_NOOP("Guard", "1 pause"))
                                                 : guardText(QT_TRANSLATE_NOOP("Guard", "%1 pauses")).arg(status.pauses);
        parts << count << QString::fromStdString(time);
    }
    if (status.willRefetchBytes > 0) {
        parts << guardText(QT_TRANSLATE_NOOP("Guard", "will refetch %1")).arg(bytesText(status.willRefetchBytes));
    }
    if (status.refetchedBytes > 0) {
        parts << guardText(QT_TRANSLATE_NOOP("Guard", "refetched %1")).arg(bytesText(status.refetchedBytes));
    }
    if (parts.isEmpty()) {
        return status.phase == core::GuardPhase::off ? QString() : guardText(QT_TRANSLATE_NOOP("Guard", "no cost"));
    }
    return parts.join(QStringLiteral(", "));
}

QString guardReasonText(const core::Snapshot& snapshot)
{
    const core::GuardStatus& status = snapshot.guard;
    if (status.oftenPaused) {
        return guardText(QT_TRANSLATE_NOOP("Guard", "the limits are too high for the budget: lower them"));
    }
    if (!status.reason.empty()) {
        return coreText(status.reason);
    }
    if (status.phase == core::GuardPhase::off) {
        return guardText(QT_TRANSLATE_NOOP("Guard", "lines are drawn, nothing is enforced"));
    }
    if (snapshot.ledger.rss < 0) {
        return guardText(QT_TRANSLATE_NOOP("Guard", "the memory of this process cannot be read"));
    }
    if (status.limit <= 0) {
        return guardText(QT_TRANSLATE_NOOP("Guard", "no budget and no limit to guard"));
    }
    const double percent = 100 * static_cast<double>(snapshot.ledger.rss) / static_cast<double>(status.limit);
    return guardText(QT_TRANSLATE_NOOP("Guard", "RSS is %1 of %2")).arg(QString::fromStdString(core::formatPercent(percent)), bytesText(status.limit));
}

GuardChip::GuardChip(QWidget* parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("guardChip"));
    setTextFormat(Qt::PlainText);
    QFont bold(font());
    bold.setBold(true);
    setFont(bold);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    display(looks[0]);
}

void GuardChip::display(const GuardLook& look)
{
    if (&look == m_look) {
        return;
    }
    m_look = &look;
    const QString word = guardText(look.word);
    setText(word);
    updateGeometry();
    setAccessibleName(tr("Guard: %1").arg(word));
    update();
}

QSize GuardChip::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + iconSize + iconGap + 2 * chipPadding, fontMetrics().height() + 6};
}

void GuardChip::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = themeColors(palette());
    const QColor color = colors.*m_look->color;
    const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    const int left = (width() - fontMetrics().horizontalAdvance(text()) - iconSize - iconGap) / 2;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(colors.*m_look->tint);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    const QPoint icon(left, (height() - iconSize) / 2);
    painter.drawPixmap(icon, themedIcon(m_look->icon, color).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    painter.setPen(color);
    painter.drawText(box.adjusted(left + iconSize + iconGap - 1, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

GuardField::GuardField(QWidget* parent)
    : QWidget(parent), m_chip(new GuardChip(this)), m_reason(new ElidedLabel(QStringLiteral("guardReason"), this)),
      m_cost(new ElidedLabel(QStringLiteral("guardCost"), this))
{
    setObjectName(QStringLiteral("guardField"));
    auto* caption = new QLabel(tr("Guard"), this);
    caption->setTextFormat(Qt::PlainText);
    caption->setForegroundRole(QPalette::PlaceholderText);
    m_reason->setAccessibleName(tr("Why"));
    m_cost->setAccessibleName(tr("What the guard has cost"));
    m_cost->setForegroundRole(QPalette::PlaceholderText);
    for (ElidedLabel* line : {m_reason, m_cost}) {
        line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMinimumWidth(leastWidth * fontMetrics().averageCharWidth());
    setMaximumWidth(mostWidth * fontMetrics().averageCharWidth());
    auto* upper = new QHBoxLayout;
    upper->addWidget(caption);
    upper->addWidget(m_reason, 1);
    auto* lower = new QHBoxLayout;
    lower->addWidget(m_chip);
    lower->addWidget(m_cost, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    for (QHBoxLayout* line : {upper, lower}) {
        line->setSpacing(8);
        column->addLayout(line);
    }
    column->addStretch(1);
}

void GuardField::display(const core::Snapshot& snapshot)
{
    m_waiting = !guards(snapshot);
    if (m_waiting) {
        displayWaiting();
        return;
    }
    m_chip->display(guardLook(snapshot.guard.phase, snapshot.guard.oftenPaused));
    const QString reason = guardReasonText(snapshot);
    const QString cost = guardCostText(snapshot.guard);
    m_reason->setText(reason);
    m_cost->setText(cost);
    m_chip->setToolTip(Qt::convertFromPlainText(cost.isEmpty() ? reason : reason + QLatin1Char('\n') + cost));
}

void GuardField::setConfigured(const std::string& guard)
{
    m_configured = guard;
    if (m_waiting) {
        displayWaiting();
    }
}

void GuardField::displayWaiting()
{
    m_chip->display(waitingGuardLook(m_configured));
    const QString reason = m_configured == "off" ? guardText(QT_TRANSLATE_NOOP("Guard", "nothing is enforced in the next run"))
                                                 : guardText(QT_TRANSLATE_NOOP("Guard", "from the next start on"));
    m_reason->setText(reason);
    m_cost->clear();
    m_chip->setToolTip(reason);
}

} // namespace headroom::ui
