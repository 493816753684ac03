// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/limit_banner.h"

#include <algorithm>

#include "core/base/number_format.h"
#include "ui/views/banner_stack.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

constexpr QLatin1StringView limitKey{"limit"};
constexpr double nearShare = 0.92;
constexpr double awayShare = 0.88;
constexpr double nearSeconds = 60;
constexpr double awaySeconds = 120;

QString bytesText(core::Bytes bytes)
{
    return QString::fromStdString(core::formatBytes(bytes));
}

core::Bytes budgetOf(const core::Snapshot& snapshot)
{
    return snapshot.settings && snapshot.settings->memoryBudget > 0 ? snapshot.settings->memoryBudget : core::unknownBytes;
}

/// How full the fuller of budget and container is, 0 when there is neither.
double shareOf(core::Bytes used, core::Bytes limit)
{
    return limit > 0 && used > 0 ? static_cast<double>(used) / static_cast<double>(limit) : 0;
}

double containerShare(const core::Snapshot& snapshot)
{
    const core::Bytes used = snapshot.limit.pretended ? snapshot.ledger.rss : std::max(snapshot.ledger.rss, snapshot.limit.used);
    return shareOf(used, snapshot.limit.limit);
}

double fullest(const core::Snapshot& snapshot)
{
    return std::max(containerShare(snapshot), shareOf(snapshot.ledger.rss, budgetOf(snapshot)));
}

} // namespace

LimitAlarm limitAlarm(const core::Snapshot& snapshot, LimitAlarm present)
{
    if (core::isOver(snapshot.state) || snapshot.sequence == 0) {
        return LimitAlarm::none;
    }
    if (snapshot.guard.phase == core::GuardPhase::cannotHelp) {
        return LimitAlarm::cannotHelp;
    }
    const bool near = present >= LimitAlarm::nearLimit;
    const double seconds = snapshot.limit.secondsToLimit;
    const bool soon = snapshot.limit.trend == core::MemoryTrend::rising && seconds >= 0 && seconds < (near ? awaySeconds : nearSeconds);
    if (soon || fullest(snapshot) >= (near ? awayShare : nearShare)) {
        return LimitAlarm::nearLimit;
    }
    return snapshot.guard.oftenPaused ? LimitAlarm::oftenPaused : LimitAlarm::none;
}

QString limitAlarmText(LimitAlarm alarm, const core::Snapshot& snapshot)
{
    switch (alarm) {
    case LimitAlarm::cannotHelp:
        return LimitBanner::tr("The guard cannot help: fetching is paused and RSS stays above its limit of %1.").arg(bytesText(snapshot.guard.limit));
    case LimitAlarm::nearLimit:
        break;
    case LimitAlarm::oftenPaused:
        return LimitBanner::tr("The guard paused more than 6 times in 10 minutes: the limits are too high for the budget.");
    case LimitAlarm::none:
        return {};
    }
    const core::Bytes budget = budgetOf(snapshot);
    const core::Bytes limit = snapshot.limit.limit;
    if (limit <= 0 || (budget > 0 && budget < limit && containerShare(snapshot) < awayShare)) {
        return LimitBanner::tr("Memory nears the budget of %1.").arg(bytesText(budget));
    }
    return snapshot.limit.pretended ? LimitBanner::tr("Memory nears the pretended limit of %1.").arg(bytesText(limit))
                                    : LimitBanner::tr("Memory nears the container's limit of %1: the system ends what passes it.").arg(bytesText(limit));
}

LimitBanner::LimitBanner(SessionBridge& bridge, BannerStack& stack, QObject* parent) : QObject(parent), m_bridge(bridge), m_stack(stack) {}

void LimitBanner::apply(const core::Snapshot& snapshot)
{
    const LimitAlarm alarm = limitAlarm(snapshot, m_alarm);
    if (alarm == m_alarm) {
        return; // in sight, or dismissed
    }
    m_alarm = alarm;
    if (alarm == LimitAlarm::none) {
        m_stack.remove(limitKey);
    } else {
        show(snapshot);
    }
}

void LimitBanner::show(const core::Snapshot& snapshot)
{
    Banner banner{limitKey, m_alarm == LimitAlarm::cannotHelp ? Banner::Severity::error : Banner::Severity::warning,
                  limitAlarmText(m_alarm, snapshot), {}};
    if (m_alarm != LimitAlarm::oftenPaused) {
        banner.actions.push_back({tr("Trim"), [this] { m_bridge.post(core::TrimCommand{}); }});
    }
    banner.actions.push_back({tr("Derive limits…"), [this] { Q_EMIT deriveLimits(); }});
    banner.actions.push_back({tr("Show setting"), [this] { Q_EMIT editSetting(QStringLiteral("queued-max-messages-kbytes")); }});
    banner.actions.push_back({tr("Dismiss"), [this] { m_stack.remove(limitKey); }});
    m_stack.show(std::move(banner));
}

} // namespace headroom::ui
