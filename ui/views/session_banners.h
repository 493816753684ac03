// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>

#include <QObject>
#include <QPointer>

#include "core/session/snapshot.h"

namespace headroom::ui {

class BannerStack;
class LimitBanner;
class LostOffsetDialog;
class SessionBridge;

/// Turns what a snapshot says went wrong into banners with a way out, and asks where to go on when an offset is gone.
/// Thread: GUI. Bound: one banner a kind; at most 32 dismissed errors are remembered.
class SessionBanners : public QObject {
    Q_OBJECT
public:
    SessionBanners(SessionBridge& bridge, BannerStack& stack);
    void apply(const core::Snapshot& snapshot);

Q_SIGNALS:
    /// The user wants to mend the connection: put the cursor into this setting.
    void editSetting(const QString& id);
    void showEvents();
    /// A secret did not work, or is missing: the row's id.
    void enterSecret(const QString& id);
    /// The user wants limits that fit the budget.
    void deriveLimits();
    /// The outcome of a commit is to be read back.
    void askBroker();

private:
    void showEnd(const core::Snapshot& snapshot);
    void showErrors(const core::Snapshot& snapshot);
    [[nodiscard]] const core::Error* toTell(const core::Snapshot& snapshot) const;
    void showWaiting(const core::Snapshot& snapshot);
    void showCommit(const core::Snapshot& snapshot);
    void showStall(const core::Snapshot& snapshot);
    void showLost(const core::Snapshot& snapshot);
    void askLost();
    void showDemoDied(const QString& reason);
    void showStartFailed(const QString& reason);
    void showRefusal(const core::CommandOutcome& outcome);
    void dismiss(const QString& key);

    SessionBridge& m_bridge;
    BannerStack& m_stack;
    LimitBanner* m_limits;
    QPointer<LostOffsetDialog> m_dialog;
    std::vector<core::LostOffset> m_lost;
    std::set<std::string> m_dismissed;
    double m_connectingSince = -1; ///< on the history's axis; -1 while there are partitions, or a reason why not
    std::uint64_t m_dismissedCommit = 0;
    bool m_dismissedStall = false;
    bool m_askedLost = false;
};

} // namespace headroom::ui
