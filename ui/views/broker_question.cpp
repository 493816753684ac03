// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/broker_question.h"

#include <QAction>

#include "core/settings/setting_table.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

constexpr core::Milliseconds patience{10'000};

} // namespace

BrokerQuestion::BrokerQuestion(SessionBridge& bridge, QAction* action) : QObject(action), m_bridge(bridge), m_action(action)
{
    connect(action, &QAction::triggered, this, &BrokerQuestion::ask);
    apply(core::Snapshot{});
}

void BrokerQuestion::apply(const core::Snapshot& snapshot)
{
    const bool unknown = snapshot.commits.unknown > 0;
    const bool may = unknown && m_bridge.running() && !snapshot.commitInFlight && !m_job.busy();
    m_action->setEnabled(may);
    m_action->setToolTip(m_job.busy()               ? tr("Asking the broker…")
                         : may                      ? tr("Read the committed offsets back, and settle the commits whose outcome is unknown (F8)")
                         : snapshot.commitInFlight && unknown ? tr("A commit is under way; ask when it has ended")
                                                    : tr("No commit is unknown"));
}

void BrokerQuestion::ask()
{
    const auto latest = m_bridge.latest();
    if (latest->settings == nullptr) {
        return;
    }
    const auto question = [rows = m_bridge.rows(), settings = *latest->settings](const std::function<bool()>& cancelled) {
        return core::describeGroup(rows, settings, settings.groupId, {patience, cancelled});
    };
    m_job.begin(question, [this](const core::Result<core::GroupFacts>& answer) { take(answer); });
    apply(*latest);
}

void BrokerQuestion::take(const core::Result<core::GroupFacts>& answer)
{
    if (!answer) {
        Q_EMIT failed(tr("The broker did not tell what is committed: %1").arg(QString::fromStdString(answer.error().message)));
    } else if (m_bridge.running()) {
        core::CommittedCommand told;
        for (const core::GroupOffset& one : answer->offsets) {
            if (one.committed != core::unknownOffset) {
                told.offsets.emplace_back(one.name, one.committed);
            }
        }
        m_bridge.post(std::move(told));
    }
    apply(*m_bridge.latest());
}

} // namespace headroom::ui
