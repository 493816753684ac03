// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "core/session/snapshot.h"

namespace headroom::ui {

class BannerStack;
class SessionBridge;

/// What should be said about the limits, worst last.
enum class LimitAlarm { none, oftenPaused, nearLimit, cannotHelp };

/// Pure. `present` is what is being said: an alarm ends a little below where it began, so that the banner does not blink.
[[nodiscard]] LimitAlarm limitAlarm(const core::Snapshot& snapshot, LimitAlarm present);
/// One sentence without figures that change from tick to tick.
[[nodiscard]] QString limitAlarmText(LimitAlarm alarm, const core::Snapshot& snapshot);

/// One banner about budget and container limit, with what helps. Dismissed, it stays away until things have become
/// better or worse. Thread: GUI.
class LimitBanner : public QObject {
    Q_OBJECT
public:
    LimitBanner(SessionBridge& bridge, BannerStack& stack, QObject* parent);
    void apply(const core::Snapshot& snapshot);

Q_SIGNALS:
    void editSetting(const QString& id);
    void deriveLimits();

private:
    void show(const core::Snapshot& snapshot);

    SessionBridge& m_bridge;
    BannerStack& m_stack;
    LimitAlarm m_alarm = LimitAlarm::none;
};

} // namespace headroom::ui
