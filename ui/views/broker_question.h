// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/kafka/cluster_facts.h"
#include "core/session/snapshot.h"
#include "ui/views/background_job.h"

class QAction;

namespace headroom::ui {

class SessionBridge;

/// Asks the broker which offsets the group has committed, beside the run, and gives the answer to it: so a commit that
/// nobody answered ends as committed or not. Thread: GUI. Bound: one question.
class BrokerQuestion : public QObject {
    Q_OBJECT
public:
    /// The action asks; it can be pressed while a commit is unknown.
    BrokerQuestion(SessionBridge& bridge, QAction* action);
    void apply(const core::Snapshot& snapshot);

Q_SIGNALS:
    /// There was no answer.
    void failed(const QString& reason);

private:
    void ask();
    void take(const core::Result<core::GroupFacts>& answer);

    SessionBridge& m_bridge;
    QAction* m_action;
    BackgroundJob<core::Result<core::GroupFacts>> m_job;
};

} // namespace headroom::ui
